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

// sumatraC stands in for SumatraPDF: it keeps the file that it is given, and how it was
// called. powershellC stands in for the program that lists Windows' printers, which
// Wine has as a stub only.
const (
	sumatraC = `#include <stdio.h>
#include <windows.h>
int wmain(int argc, wchar_t **argv) {
	wchar_t here[MAX_PATH * 2];
	char said[4096];
	GetModuleFileNameW(0, here, MAX_PATH);
	wchar_t *name = wcsrchr(here, L'\\') + 1;
	wcscpy(name, L"printed.pdf");
	if (!CopyFileW(argv[argc - 1], here, FALSE)) return 1;
	wcscpy(name, L"called.txt");
	FILE *f = _wfopen(here, L"wb");
	for (int i = 1; i < argc - 1; i++) {
		WideCharToMultiByte(CP_UTF8, 0, argv[i], -1, said, sizeof said, 0, 0);
		fprintf(f, "%s\n", said);
	}
	return fclose(f);
}
`
	powershellC = `#include <stdio.h>
int main(void) { return puts("样例打印机") < 0; }
`
)

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
	w.compile(gcc, "prefix/drive_c/windows/system32/bcryptprimitives.dll", processPrng, "-shared", "-ladvapi32")
	w.compile(gcc, "prefix/drive_c/windows/system32/powershell.exe", powershellC)
	w.compile(gcc, "SumatraPDF.exe", sumatraC, "-municode")
	return w
}

// compile makes a program of Windows; libraries go behind the source.
func (w *wine) compile(gcc, out, source string, how ...string) {
	w.t.Helper()
	c := w.file(filepath.Base(out) + ".c")
	w.must(os.WriteFile(c, []byte(source), 0o600))
	call(w.t, gcc, append([]string{"-O", "-o", w.file(out), c}, how...)...)
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
	cmd.Env = append(bareEnv(w.home), "WINEPREFIX="+w.file("prefix"), "WINEDEBUG=-all", "WINEDLLOVERRIDES=powershell.exe=n") // ours, not its stub
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

// run calls the Windows program.
func (w *wine) run(stdin string, args ...string) said {
	w.t.Helper()
	return w.tell(stdin, append(append([]string{w.exe}, args...), "--dir", "数据", "--config-dir", "配置", "--passphrase-file", "passphrase")...)
}

// verb calls the Windows program, which must succeed.
func (w *wine) verb(stdin string, args ...string) said {
	w.t.Helper()
	s := w.run(stdin, args...)
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
	w.printsBySumatra()
	proof := w.verb("", "verify").lines(t)[0]
	if got := fmt.Sprint(proof["passes"], proof["faults"], proof["read_only"]); got != "3 [] <nil>" {
		t.Errorf("verify: passes, faults, read_only are %s", got)
	}
}

// printsBySumatra: SumatraPDF beside the program carries a pass to a printer of Windows
// that is named in Chinese, at actual size, and a person is asked what came out. The
// page that it was given is read back.
func (w *wine) printsBySumatra() {
	t := w.t
	t.Helper()
	number := fmt.Sprint(w.verb("", "find", "样例𬭊").lines(t)[0]["number"])
	w.verb("", "print", "outcome", number, "--outcome", "none")
	w.verb("", "printer", "add", "样例打印机")
	s := w.run("", "print", "passes", number, "--printer", "样例打印机")
	if s.code != exitPart || !strings.Contains(s.out, `"outcome":"intended"`) {
		t.Fatalf("exit %d\n%s%s", s.code, s.out, s.err)
	}
	called, err := os.ReadFile(w.file("called.txt"))
	if want := "-print-to\n样例打印机\n-print-settings\nnoscale,paper=A4,simplex\n-silent\n-exit-when-done\n"; err != nil || string(called) != want {
		t.Errorf("SumatraPDF was called with %q, %v", called, err)
	}
	if said := call(t, tool(t, "pdftotext"), w.file("printed.pdf"), "-"); !strings.Contains(said, "样例𬭊") {
		t.Errorf("it was given a page that says %s", said)
	}
	if left, _ := filepath.Glob(filepath.Join(w.home, "数据", "spool", "*")); len(left) > 0 {
		t.Errorf("the spool holds %v", left)
	}
	w.verb("", "print", "outcome", number, "--outcome", "out")
}
