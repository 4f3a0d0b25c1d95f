package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
)

// system is the operating system, as Go names it.
func (a *app) system() string {
	if a.goos != "" {
		return a.goos
	}
	return runtime.GOOS
}

// sumatra prints on Windows, which prints no PDF by itself, by SumatraPDF where it
// is installed or lies beside the program. It hands the pages to the system's queue
// and brings no word back.
type sumatra struct {
	program, printer string
	wait             printWait
}

func newSumatra(a *app, printer string) (device, error) {
	program := a.sumatra()
	if program == "" {
		return nil, &printerError{
			what: scheme.Text{ZH: "这台电脑上没有 SumatraPDF。", EN: "There is no SumatraPDF on this computer."},
			do:   scheme.Text{ZH: "请装上它，或把 SumatraPDF.exe 放在本程序旁边；或用“打开文件”。", EN: "Install it, or put SumatraPDF.exe beside this program; or let the file be opened."},
		}
	}
	return &sumatra{program, printer, a.printWait()}, nil
}

const sumatraName = "SumatraPDF.exe"

// sumatra is the program's path, "" where it is not installed.
func (a *app) sumatra() string {
	if p, err := exec.LookPath("SumatraPDF"); err == nil {
		return p
	}
	var folders []string
	if self, err := os.Executable(); err == nil {
		folders = append(folders, filepath.Dir(self))
	}
	for _, base := range []string{"ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"} {
		if dir := a.env(base); dir != "" {
			folders = append(folders, filepath.Join(dir, "SumatraPDF"))
		}
	}
	for _, dir := range folders {
		if st, err := os.Stat(filepath.Join(dir, sumatraName)); err == nil && st.Mode().IsRegular() {
			return filepath.Join(dir, sumatraName)
		}
	}
	return ""
}

func (d *sumatra) takes(context.Context, delivery) error { return nil }

func (d *sumatra) print(ctx context.Context, e delivery) error {
	sides := map[string]string{ipp.OneSided: "simplex", ipp.LongEdge: "duplexlong", ipp.ShortEdge: "duplexshort"}[e.sides()]
	_, ran, _ := outside(ctx, d.wait, nil, d.program, "-print-to", d.printer,
		"-print-settings", "noscale,paper="+paperWord(e.usual())+","+sides, "-silent", "-exit-when-done", e.file)
	if !ran {
		return &printerError{what: scheme.Text{ZH: "SumatraPDF 打不开。", EN: "SumatraPDF cannot be started."}, do: wordsElsewhere}
	}
	return &printerError{what: wordsHandedOn, do: wordsLook, asked: true}
}

// viewer opens the file for the person, who prints it: the last way, there on every
// system with a screen.
type viewer struct{ system string }

func (d *viewer) takes(context.Context, delivery) error { return nil }

// print leaves the file in the spool, which is erased at lock and at the next start.
func (d *viewer) print(_ context.Context, e delivery) error {
	open := map[string][]string{"windows": {"rundll32", "url.dll,FileProtocolHandler"}, "darwin": {"open"}}[d.system]
	if open == nil {
		open = []string{"xdg-open"}
	}
	cmd := exec.Command(open[0], append(open[1:], e.file)...)
	if err := cmd.Start(); err != nil {
		return &printerError{what: scheme.Text{ZH: "这台电脑没有能打开 PDF 的程序。", EN: "Nothing on this computer opens a PDF."}, do: wordsElsewhere}
	}
	go cmd.Wait() // it is the person's from here on
	return &printerError{what: wordsOpened, do: wordsLook, asked: true}
}
