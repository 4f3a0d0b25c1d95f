package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What a program that was killed left of somebody's papers is erased at the next
// start, by any verb: the spool, and the parts beside the files that were named.
func TestPapersOfADeadProgramAreErased(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather, "issue")
	dead := exec.Command("true")
	p.must(dead.Run())
	p.must(os.MkdirAll(p.file("data/spool"), 0o700))
	spooled := p.write("data/spool/1.pdf", "样例父")
	out := p.file("out [1]")
	p.must(os.MkdirAll(out, 0o700))
	part := p.write(fmt.Sprintf("out [1]/.passdesk-%d-1.part", dead.Process.Pid), "样例父")
	living := p.write(fmt.Sprintf("out [1]/.passdesk-%d-1.part", os.Getppid()), "another program's")
	linked := p.write("linked", "bytes of somebody else")
	p.must(os.Link(linked, p.file("same"))) // overwriting reaches the bytes, under any name
	p.expect(exitDone, "", "find", "ylf")
	if _, err := os.Stat(spooled); err == nil {
		t.Error("the spool was not erased")
	}
	if _, err := os.Stat(part); err != nil {
		t.Error("find touched a folder that it was not told of")
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", filepath.Join(out, "passes.pdf"))
	if _, err := os.Stat(part); err == nil {
		t.Error("the part of a dead program was not erased")
	}
	if _, err := os.Stat(living); err != nil {
		t.Error("the part of a living program was taken away")
	}
	p.write(filepath.Join("out [1]", filepath.Base(part)), "half of a backup")
	p.expect(exitDone, "", "backup", filepath.Join(out, "one.backup"))
	if _, err := os.Stat(part); err == nil {
		t.Error("half of a backup was not erased")
	}
	p.must(erase(linked))
	if b, err := os.ReadFile(p.file("same")); err != nil || len(b) != 22 || string(b) != string(make([]byte, 22)) {
		t.Errorf("not overwritten: %q, %v", b, err)
	}
}
