package main

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// breakEnv names a file to the test's child: where it is there, the clock panics with
// what it holds; at once, or, where it begins with "command", in a command of the
// station.
const breakEnv = "PASSDESK_TEST_BREAK"

func breakingClock() time.Time {
	if b, err := os.ReadFile(os.Getenv(breakEnv)); err == nil && (!strings.HasPrefix(string(b), "command") || inCommand()) {
		panic(struct{ Name string }{string(b)})
	}
	return time.Now()
}

// inCommand: the clock was asked where an event is made.
func inCommand() bool {
	calls := make([]uintptr, 32)
	frames := runtime.CallersFrames(calls[:runtime.Callers(2, calls)])
	for {
		f, more := frames.Next()
		if strings.HasSuffix(f.Function, "(*Station).compose") || !more {
			return more
		}
	}
}

// breaks is the child that panics when told to.
func (p *place) breaks(args ...string) (cmd *exec.Cmd, told string) {
	told = p.file("break")
	cmd = p.child(args...)
	cmd.Env = append(cmd.Env, breakEnv+"="+told, "GOTRACEBACK=all")
	return cmd, told
}
