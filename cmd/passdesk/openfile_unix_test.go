//go:build unix

package main

import (
	"syscall"
	"testing"
)

// TestAPipeIsNoParcel: to open a pipe would wait for ever for whoever writes into it.
func TestAPipeIsNoParcel(t *testing.T) {
	p, _ := issuedPlace(t)
	p.must(syscall.Mkfifo(p.file("up-x.parcel"), 0o600))
	if s := p.run("", "bundle", "open", p.file("up-x.parcel")); s.code == exitDone || s.lines(t)[0]["result"] != "refused" {
		t.Errorf("a pipe was taken in: exit %d, %s", s.code, s.out)
	}
}
