//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// processPrng is what Go asks of Windows and Debian's Wine lacks.
const processPrng = `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) { return SystemFunction036(bytes, (ULONG)count); }
`

// wine is the Windows program on this machine: a Windows folder of its own, and the
// place's folders under names in Chinese.
type wine struct {
	*place
	exe, loader string
}

// wineLoader is where Wine is: Debian's wine64 alone puts nothing on the path.
func wineLoader(t *testing.T) string {
	t.Helper()
	const alone = "/usr/lib/wine/wine64"
	if _, err := os.Stat(alone); err == nil {
		return alone
	}
	return tool(t, "wine64")
}

func newWine(t *testing.T) *wine {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		t.Skip("Wine runs the Windows program of this processor, which is built for amd64 only")
	}
	w := &wine{place: newPlace(t), loader: wineLoader(t)}
	gcc := tool(t, "x86_64-w64-mingw32-gcc")
	w.exe = w.file("passdesk.exe")
	build := exec.Command("go", "build", "-o", w.exe, ".")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build for Windows: %v\n%s", err, said)
	}
	w.call("wineboot")
	w.must(os.WriteFile(w.file("prng.c"), []byte(processPrng), 0o600))
	call(t, gcc, "-shared", "-O", "-o", w.file("prefix/drive_c/windows/system32/bcryptprimitives.dll"), w.file("prng.c"), "-ladvapi32")
	return w
}

// call runs a program of Windows; its exit code is an answer. A Wine that hangs is
// ended.
func (w *wine) call(args ...string) said {
	w.t.Helper()
	return w.tell("", args...)
}

func (w *wine) tell(stdin string, args ...string) said {
	w.t.Helper()
	ctx, stop := context.WithTimeout(w.t.Context(), 10*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, w.loader, args...)
	cmd.Env = append(bareEnv(w.home), "WINEPREFIX="+w.file("prefix"), "WINEDEBUG=-all")
	cmd.Dir = w.home
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errs
	cmd.WaitDelay = 10 * time.Second // its server stays for a moment, and holds the pipes
	_ = cmd.Run()
	if ctx.Err() != nil || cmd.ProcessState == nil {
		w.t.Fatalf("%v: Wine does not end\n%s", args, errs.String())
	}
	return said{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// verb calls the Windows program, which must succeed.
func (w *wine) verb(stdin string, args ...string) said {
	w.t.Helper()
	s := w.tell(stdin, append(append([]string{w.exe}, args...), "--dir", "数据", "--config-dir", "配置", "--passphrase-file", "passphrase")...)
	if s.code != exitDone {
		w.t.Fatalf("%v: exit %d\n%s%s", args, s.code, s.out, s.err)
	}
	return s
}

// The Windows program sets a station up, issues, prints and verifies, in folders with
// Chinese names; a name beyond U+FFFF comes back as it was typed. What Windows alone
// does (looks of the console, printers, power cuts) this does not show.
func TestTheWindowsProgramUnderWine(t *testing.T) {
	if testing.Short() {
		t.Skip("builds for Windows and starts Wine: long")
	}
	w := newWine(t)
	w.verb("", "init", "--scheme", "ningbo", "--division", "330212", "--station", "931", "--kind", "community", "--point", "样例社区", "--operator", "样例员")
	rare := strings.NewReplacer("样例母", "样例𬭊", "r-mother", "r-rare").Replace(lineMother)
	for i, l := range w.verb(lineFather+lineSon+rare, "issue").lines(t) {
		if l["outcome"] != "ISSUE" {
			t.Errorf("line %d: %v", i+1, l)
		}
	}
	if found := w.verb("", "find", "样例𬭊").lines(t); len(found) != 1 || found[0]["name"] != "样例𬭊" {
		t.Errorf("found %v", found)
	}
	w.verb("", "print", "passes", "--unprinted", "--out", "证.pdf")
	if pdf, err := os.ReadFile(filepath.Join(w.home, "证.pdf")); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no paper: %v", err)
	}
	proof := w.verb("", "verify").lines(t)[0]
	if got := fmt.Sprint(proof["passes"], proof["faults"], proof["read_only"]); got != "3 [] <nil>" {
		t.Errorf("verify: passes, faults, read_only are %s", got)
	}
}
