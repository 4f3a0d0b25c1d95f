//go:build unix

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/sqlite"
)

// SIGKILL at any moment of an issue: what was answered is there, once, with the
// number that was answered. The child is the real program; only its passphrase
// is cheap. Half of the kills go to each of two stations, side by side.

const killSeed = 20200218

func TestKilledWhileIssuing(t *testing.T) {
	seed, cycles := seeded(t, killSeed), times(t, 200, 10_000)
	if testing.Short() {
		cycles = 20
	}
	var doubts, happened atomic.Int64
	t.Run("stations", func(t *testing.T) {
		for half := range uint64(2) {
			t.Run(fmt.Sprintf("seed %d-%d", seed, half), func(t *testing.T) {
				t.Parallel()
				k := newKiller(t, rand.New(rand.NewPCG(seed, half)))
				for range 3 {
					k.unheard()
				}
				for range cycles / 2 {
					k.cycle()
				}
				k.settle()
				happened.Add(int64(k.prove()))
				doubts.Add(int64(k.doubts))
			})
		}
	})
	if doubts.Load() < 6 || happened.Load() < 6 {
		t.Errorf("%d answers were outstanding at a kill, %d of them had happened: the kills come at no interesting moment", doubts.Load(), happened.Load())
	}
}

// killer knows what it asked for and what was answered.
type killer struct {
	*place
	rng      *rand.Rand
	asked    int            // refs 0 … asked-1 were sent at least once
	answered map[int]answer // by ref
	inDoubt  map[int]bool   // sent, killed before the answer was read
	doubts   int            // how often
	took     time.Duration  // an issue on this machine, from line to answer
	moments  map[string]int // kills by kind
}

// answer is an acknowledged verdict and when the child that gave it was started.
type answer struct {
	number string
	copy   int
	begun  time.Time
}

func newKiller(t *testing.T, rng *rand.Rand) *killer {
	k := &killer{place: newPlace(t), rng: rng, answered: map[int]answer{}, inDoubt: map[int]bool{}, moments: map[string]int{}, took: 2 * time.Millisecond}
	k.init()
	return k
}

// unheard kills a child that has issued and could not say so. How long that takes
// nobody knows: it is waited for longer, until the pass is there.
func (k *killer) unheard() {
	k.t.Helper()
	ref := k.asked
	k.asked++
	k.inDoubt[ref] = true
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		full := stuffed(k.t)
		cmd := k.child("issue")
		cmd.Stdin, cmd.Stdout = strings.NewReader(k.application(ref)), full
		k.must(cmd.Start())
		full.Close()
		<-time.After(wait)
		k.must(cmd.Process.Kill())
		if err := cmd.Wait(); cmd.ProcessState.Exited() {
			k.t.Fatalf("it ended by itself, and nobody heard it: %v", err)
		}
		k.doubts++
		k.now = time.Now()
		if proof := k.expect(exitDone, "", "verify").lines(k.t)[0]; proof["passes"] == float64(k.asked) {
			return
		}
	}
}

// stuffed is a pipe that takes not one byte more, and that nobody reads: who writes to
// it waits.
func stuffed(t *testing.T) *os.File {
	t.Helper()
	out, full, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	pipe := int(full.Fd())
	for err = syscall.SetNonblock(pipe, true); err == nil; { // it takes all that it can hold
		_, err = syscall.Write(pipe, make([]byte, 1024))
	}
	if !errors.Is(err, syscall.EAGAIN) {
		t.Fatal(err)
	}
	return full
}

// cycle starts a child, sends it what is in doubt and something new, and kills
// it at a moment that the seed chooses.
func (k *killer) cycle() {
	k.t.Helper()
	began := time.Now()
	b := k.start("issue")
	read := bufio.NewReader(b.stdout)
	refs := k.batch()
	moment := k.moment()
	k.moments[moment]++
	var waiting []int
	for i, ref := range refs {
		wrote := time.Now()
		if _, err := io.WriteString(b.stdin, k.application(ref)); err != nil {
			k.t.Fatalf("write an application: %v\n%s", err, b.stderr)
		}
		waiting = append(waiting, ref)
		k.inDoubt[ref] = true
		if ahead := moment == "while it starts" || i == len(refs)-1 || k.rng.IntN(3) == 0; !ahead {
			alone := len(waiting) == 1 && i > 0 // the first waits for the start
			k.read(read, began, &waiting)
			if alone {
				k.took = (3*k.took + time.Since(wrote)) / 4
			}
		}
	}
	k.kill(b, read, moment, began, &waiting)
	k.doubts += len(waiting)
}

// batch are the refs of one cycle: those in doubt first, an old one now and
// then, and one to six that are new.
func (k *killer) batch() []int {
	var refs []int
	for ref := range k.asked {
		if k.inDoubt[ref] {
			refs = append(refs, ref)
		}
	}
	if k.asked > 0 && k.rng.IntN(3) == 0 {
		refs = append(refs, k.rng.IntN(k.asked))
	}
	for range 1 + k.rng.IntN(6) {
		refs = append(refs, k.asked)
		k.asked++
	}
	return refs
}

func (k *killer) moment() string {
	all := []string{"between lines", "right after the write", "right after the write", "in the middle", "in the middle", "in the middle", "in the middle", "while it starts"}
	return all[k.rng.IntN(len(all))]
}

// kill ends the child without a word and reads what it had still answered: a
// line that came whole out of the pipe is an answer.
func (k *killer) kill(b *begun, read *bufio.Reader, moment string, began time.Time, waiting *[]int) {
	k.t.Helper()
	switch moment {
	case "between lines":
		for len(*waiting) > 0 {
			k.read(read, began, waiting)
		}
	case "in the middle": // of the time that an issue takes on this machine
		for len(*waiting) > 1 {
			k.read(read, began, waiting)
		}
		<-time.After(time.Duration(1.2 * k.rng.Float64() * float64(k.took)))
	case "while it starts":
		<-time.After(time.Duration(k.rng.IntN(120)) * time.Millisecond)
	}
	if err := b.cmd.Process.Kill(); err != nil {
		k.t.Fatal(err)
	}
	for {
		line, err := read.ReadString('\n')
		if err != nil {
			break // what stands before it is half a line: no answer
		}
		k.note(line, began, waiting)
	}
	b.exit(k.t)
	b.stdin.Close()
	b.stdout.Close()
	if said := b.stderr.String(); said != "" {
		k.t.Errorf("a killed child complained: %s", said)
	}
}

func (k *killer) read(read *bufio.Reader, began time.Time, waiting *[]int) {
	k.t.Helper()
	line, err := read.ReadString('\n')
	if err != nil {
		k.t.Fatalf("read a verdict: %v", err)
	}
	k.note(line, began, waiting)
}

// note keeps an answer and holds it against the one that the ref had before.
func (k *killer) note(line string, began time.Time, waiting *[]int) {
	k.t.Helper()
	var v struct {
		Ref, Outcome, Number string
		Copy                 int
	}
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		k.t.Fatalf("no verdict: %q", line)
	}
	ref := (*waiting)[0]
	*waiting = (*waiting)[1:]
	delete(k.inDoubt, ref)
	if v.Ref != refName(ref) || v.Outcome != "ISSUE" || v.Copy != 1 {
		k.t.Fatalf("the answer to %s: %s", refName(ref), line)
	}
	before, again := k.answered[ref]
	if again && before.number != v.Number {
		k.t.Errorf("%s was answered %s, now %s", refName(ref), before.number, v.Number)
	}
	if !again {
		k.answered[ref] = answer{v.Number, v.Copy, began}
	}
}

func refName(ref int) string { return fmt.Sprintf("ref-%04d", ref) }

func (k *killer) application(ref int) string { return person(ref).line(refName(ref)) }

// settle asks everything once more: what was answered is answered alike, what
// was in doubt gets its number now.
func (k *killer) settle() {
	k.t.Helper()
	var in strings.Builder
	var waiting []int
	for ref := range k.asked {
		in.WriteString(k.application(ref))
		waiting = append(waiting, ref)
	}
	now := time.Now()
	k.now = now
	for l := range strings.Lines(k.expect(exitDone, in.String(), "issue").out) {
		k.note(l, now, &waiting)
	}
	if len(waiting) > 0 {
		k.t.Errorf("%d applications were not answered", len(waiting))
	}
}

// prove counts the register: every pass once, no gap, no epoch taken. It answers
// how many issues had happened although no answer came out.
func (k *killer) prove() (happened int) {
	k.t.Helper()
	proof := k.expect(exitDone, "", "verify").lines(k.t)[0]
	if faults, gaps := proof["faults"].([]any), proof["gaps"].([]any); len(faults)+len(gaps) > 0 || proof["read_only"] != nil {
		k.t.Errorf("verify: %v", proof)
	}
	if proof["passes"] != float64(k.asked) || proof["numbers"] != float64(k.asked) {
		k.t.Errorf("%v passes with %v numbers, want %d", proof["passes"], proof["numbers"], k.asked)
	}
	k.proveHolders()
	happened = k.proveLog()
	did(k.t, "%d passes; kills %v; %d times an answer was outstanding, %d of those issues had happened", k.asked, k.moments, k.doubts, happened)
	return happened
}

// proveHolders reads who holds which number out of the export.
func (k *killer) proveHolders() {
	k.t.Helper()
	k.expect(exitDone, "", "export", "jsonl", "--out", k.file("register.jsonl"))
	text, err := os.ReadFile(k.file("register.jsonl"))
	k.must(err)
	holders := map[string][]string{} // numbers by document
	given := map[string]int{}
	for l := range strings.Lines(string(text)) {
		var row struct {
			Number   string
			Document string `json:"document_number"`
		}
		if err := json.Unmarshal([]byte(l), &row); err != nil || row.Number == "" {
			continue // head and totals
		}
		holders[row.Document] = append(holders[row.Document], row.Number)
		given[row.Number]++
	}
	for ref := range k.asked {
		want := k.answered[ref].number
		if got := holders[person(ref).number]; len(got) != 1 || got[0] != want {
			k.t.Errorf("%s was answered %s, the register has %v", refName(ref), want, got)
		}
		if given[want] != 1 {
			k.t.Errorf("number %s is there %d times", want, given[want])
		}
	}
}

// proveLog looks for epochs that were taken, and counts the issues that had
// happened although no answer came out.
func (k *killer) proveLog() (happened int) {
	k.t.Helper()
	db, err := sqlite.Open(context.Background(), filepath.Join(k.file("data"), registerFile))
	k.must(err)
	defer db.Close()
	at := map[string]time.Time{}
	for e, err := range db.Events(context.Background()) {
		k.must(err)
		switch e.Kind {
		case registry.EpochTaken:
			k.t.Errorf("event %d takes an epoch", e.No)
		case registry.Issued:
			at[e.Pass] = e.At
		}
	}
	for _, a := range k.answered {
		if at[a.number].Before(a.begun.Truncate(time.Millisecond)) {
			happened++
		}
	}
	return happened
}
