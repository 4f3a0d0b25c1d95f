//go:build unix

package main

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// Two that are started at the same instant: one has the register, the other is
// told which; where the one was held up before it had said who it is, whoever asks
// again is told. Now and then the one that had it before was killed.
func TestTwoAtTheSameInstant(t *testing.T) {
	p := newPlace(t)
	p.now = time.Now()
	p.init()
	rounds := times(t, 100, 1000)
	if testing.Short() {
		rounds = 10
	}
	for round := range rounds {
		two := [2]*begun{p.start("issue"), p.start("issue")}
		ended := make(chan int, 2)
		for i, b := range two {
			go func() { b.cmd.Wait(); ended <- i }()
		}
		loser := <-ended
		out, has := two[loser], two[1-loser]
		if code := out.cmd.ProcessState.ExitCode(); code != exitFailed {
			t.Fatalf("round %d: the one that did not get it: exit %d\n%s", round, code, out.stderr)
		}
		told := out.stderr.String()
		for again := time.Now(); !strings.Contains(told, "process ") && time.Since(again) < patience; {
			told = p.expect(exitFailed, "", "verify").err
		}
		if !strings.Contains(told, fmt.Sprintf("process %d", has.cmd.Process.Pid)) {
			t.Errorf("round %d: process %d has it, and the other is told: %s", round, has.cmd.Process.Pid, told)
		}
		twoLanguages(t, told)
		if round%3 == 0 {
			p.must(has.cmd.Process.Kill())
			<-ended
			continue
		}
		_, err := io.WriteString(has.stdin, person(round).line(fmt.Sprint("two-", round)))
		p.must(err)
		p.must(has.stdin.Close())
		<-ended
		if code := has.cmd.ProcessState.ExitCode(); code != exitDone {
			t.Fatalf("round %d: the one that has it: exit %d\n%s", round, code, has.stderr)
		}
	}
	did(t, "%d times two at the same instant", rounds)
	if proof := p.expect(exitDone, "", "verify").lines(t)[0]; proof["passes"] != float64(rounds-(rounds+2)/3) {
		t.Errorf("%d rounds, and then: %v", rounds, proof)
	}
}
