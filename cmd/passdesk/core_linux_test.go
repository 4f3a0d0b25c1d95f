package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// The program itself, not the test's child: no core file is written for it even where
// the shell allows one, and its memory is closed to other processes of the user.
func TestNoCoreIsLeft(t *testing.T) {
	doneElsewhere(t)
	p := newPlace(t)
	p.init()
	bin := filepath.Join(t.TempDir(), "passdesk")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command("/bin/sh", append([]string{"-c", `ulimit -c unlimited 2>/dev/null; exec "$0" "$@"`, bin, "issue"}, p.flags()...)...)
	cmd.Env, cmd.Dir = append(bareEnv(p.home), "GOTRACEBACK=crash"), p.home // the runtime would dump for this one
	stdin, err := cmd.StdinPipe()
	p.must(err)
	stdout, err := cmd.StdoutPipe()
	p.must(err)
	p.must(cmd.Start())
	_, err = stdin.Write([]byte("no application\n"))
	p.must(err)
	_, err = bufio.NewReader(stdout).ReadString('\n') // it works by now
	p.must(err)
	limits, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "limits"))
	p.must(err)
	for l := range strings.Lines(string(limits)) {
		if f := strings.Fields(l); strings.HasPrefix(l, "Max core file size") && (f[4] != "0" || f[5] != "0") {
			t.Errorf("a core may be written: %s", l)
		}
	}
	var st syscall.Stat_t
	p.must(syscall.Stat(filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "mem"), &st))
	if os.Getuid() != 0 && st.Uid == uint32(os.Getuid()) {
		t.Error("another process of the user may read its memory")
	}
	p.must(cmd.Process.Signal(syscall.SIGABRT))
	_ = cmd.Wait()
	if left, _ := filepath.Glob(filepath.Join(p.home, "core*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
