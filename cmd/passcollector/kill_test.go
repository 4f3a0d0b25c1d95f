//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestKilledWhileItTakesParcelsIn: the process is killed (SIGKILL) while it takes a
// stick in, first when it has taken something and not said so, then at any moment, and
// started again, until it comes to the end. What it said it took is there, and in the
// end everything is, once.
func TestKilledWhileItTakesParcelsIn(t *testing.T) {
	p := newPlace(t)
	p.station()
	program := p.file("passcollector")
	if out, err := exec.Command("go", "build", "-o", program, "passdesk/cmd/passcollector").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.must(os.Mkdir(p.file("stick"), 0o700))
	const parcels, each = 12, 15
	for n := range parcels { // each from the beginning on: there is no receipt
		p.at("first", applicants(n*each, each), "issue")
		p.at("first", "", "bundle", "create", "--out", p.file("stick"))
	}
	ingest := []string{"--db", p.db, "--key", p.file("city.key"), "ingest", p.file("stick")}
	p.killedUnheard(program, ingest...)
	kills := 1
	for wait := 10 * time.Millisecond; ; wait += wait / 3 {
		said, killed := p.killed(program, wait, ingest...)
		taken := strings.Count(said, `"result":"taken"`)
		through := p.through()
		for line := range strings.Lines(said) {
			if _, to, told := strings.Cut(line, `"through":`); told && strings.HasSuffix(line, "\n") {
				if n, err := strconv.Atoi(to[:strings.IndexAny(to, ",}")]); err != nil || float64(n) > through {
					t.Fatalf("it said that it took events through %d (%v), and has %v", n, err, through)
				}
			}
		}
		if !killed {
			if taken != parcels {
				t.Errorf("at last it took %d parcels", taken)
			}
			break
		}
		kills++
	}
	t.Logf("%d kills", kills)
	if s := p.run(exitDone, "stats").lines(t)[0]; s["passes"].(float64) != parcels*each || len(s["forks"].([]any)) != 0 || s["held"].(float64) != 0 || s["unweighed"].(float64) != 0 {
		t.Errorf("%v", s)
	}
	if v := p.run(exitDone, "verify").lines(t)[0]; v["passes"].(float64) != parcels*each {
		t.Errorf("%v", v)
	}
}

// through is the event of the first station up to which everything is there.
func (p *place) through() float64 {
	p.Helper()
	stations := p.run(exitDone, "stats").lines(p)[0]["stations"].([]any)
	if len(stations) == 0 {
		return 0
	}
	return stations[0].(map[string]any)["through"].(float64)
}

// killedUnheard kills the program when it has taken something in: it waits to say so,
// since its stdout takes not one byte more.
func (p *place) killedUnheard(program string, args ...string) {
	p.Helper()
	out, full, err := os.Pipe()
	p.must(err)
	defer out.Close()
	pipe := int(full.Fd())
	p.must(syscall.SetNonblock(pipe, true))
	for err == nil { // it takes all it can hold
		_, err = syscall.Write(pipe, make([]byte, 1024))
	}
	if !errors.Is(err, syscall.EAGAIN) {
		p.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Stdout = full
	p.must(cmd.Start())
	full.Close()
	for p.through() == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	p.must(cmd.Process.Kill())
	if err := cmd.Wait(); cmd.ProcessState.Exited() {
		p.Fatalf("it ended by itself, and nobody heard it: %v", err)
	}
}

// killed runs the program, and kills it when it is not done by then. One that comes
// to its end just before the signal does was not killed, and is done.
func (p *place) killed(program string, after time.Duration, args ...string) (said string, killed bool) {
	p.Helper()
	cmd := exec.Command(program, args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	p.must(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		p.must(err)
		return out.String(), false
	case <-time.After(after):
	}
	if err := cmd.Process.Kill(); !errors.Is(err, os.ErrProcessDone) {
		p.must(err)
	}
	err := <-ended
	if killed = !cmd.ProcessState.Exited(); !killed {
		p.must(err)
	}
	return out.String(), killed
}
