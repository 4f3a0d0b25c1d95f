//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// SIGKILL while a backup takes the place of a register that stands there: the one
// or the other is there, or stands aside; the same call again brings the backup,
// and no number that was given after it was made is given again.
func TestKilledWhileABackupTakesThePlace(t *testing.T) {
	seed := seeded(t, killSeed)
	took, done := 400*time.Millisecond, 0
	rounds := times(t, 5, 500)
	for round := range rounds {
		rng := rand.New(rand.NewPCG(seed, uint64(round)))
		p := newPlace(t)
		p.now = time.Now()
		p.init()
		given := map[string]bool{}
		issue := func(n int) {
			number := p.issued(person(n).line(fmt.Sprint("r-", n)))
			if given[number] {
				t.Errorf("round %d: number %s was given twice", round, number)
			}
			given[number] = true
		}
		issue(1)
		p.expect(exitDone, "", "backup", p.file("one.backup"))
		issue(2)
		issue(3)
		again := []string{"restore", p.file("one.backup"), "--replace"}
		began := time.Now()
		cmd := p.child(again...)
		p.must(cmd.Start())
		if round > 0 {
			<-time.After(time.Duration((0.3 + 0.8*rng.Float64()) * float64(took)))
			p.must(cmd.Process.Kill())
		}
		_ = cmd.Wait()
		if round == 0 {
			took = time.Since(began)
		}
		if cmd.ProcessState.ExitCode() == exitDone {
			done++
		}
		stands, err := filepath.Glob(filepath.Join(p.file("data"), "*", registerFile))
		p.must(err)
		if _, err := os.Stat(filepath.Join(p.file("data"), registerFile)); err != nil && len(stands) == 0 {
			t.Fatalf("round %d: no register is left", round)
		}
		p.expect(exitDone, "", again...)
		issue(4)
		issue(5)
		proof := p.expect(exitDone, "", "verify").lines(t)[0]
		if faults := proof["faults"].([]any); len(faults) > 0 || proof["read_only"] != nil || proof["passes"] != 3.0 {
			t.Errorf("round %d: %v", round, proof)
		}
	}
	did(t, "%d SIGKILLs of a restore, %d of them after it was done", rounds-1, done-1)
}

// The log of a register that is gone, of one that a restore was killed in the middle of
// moving aside or that somebody moved by hand, is not read into the backup that takes its
// place. It is kept.
func TestALogWithoutItsRegisterIsSetAside(t *testing.T) {
	p := newPlace(t)
	p.now = time.Now()
	p.init()
	p.issued(person(1).line("r-1"))
	p.expect(exitDone, "", "backup", p.file("one.backup"))
	b := p.start("issue")
	answers := json.NewDecoder(b.stdout)
	for n := 2; n < 5; n++ {
		_, err := b.stdin.WriteString(person(n).line(fmt.Sprint("r-", n)))
		p.must(err)
		var v map[string]any
		p.must(answers.Decode(&v))
	}
	p.must(b.cmd.Process.Kill())
	b.exit(t)
	register := filepath.Join(p.file("data"), registerFile)
	log, err := os.ReadFile(register + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatalf("no log was left: %v", err)
	}
	p.must(os.Remove(register))
	r := p.expect(exitDone, "", "restore", p.file("one.backup")).lines(t)[0]
	if v := p.expect(exitDone, "", "verify").lines(t)[0]; v["passes"] != 1.0 || r["epoch"] != 2.0 {
		t.Errorf("restored: %v, %v", r, v)
	}
	kept, err := os.ReadFile(filepath.Join(p.file("data"), fmt.Sprint(r["aside"]), registerFile+"-wal"))
	if err != nil || !bytes.Equal(kept, log) {
		t.Errorf("the log was not kept: %v", err)
	}
}
