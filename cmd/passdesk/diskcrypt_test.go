package main

import (
	"context"
	"io"
	"strings"
	"testing"

	"passdesk/tui"
)

func TestWhatSystemsSayOfADisk(t *testing.T) {
	for said, want := range map[string]tui.DiskState{
		"1\r\n": tui.DiskOn, "6\r\n": tui.DiskOn, "2\r\n": tui.DiskOff, "4": tui.DiskOff, "5": tui.DiskOff, "8": tui.DiskOff,
		"3\r\n": tui.DiskUnknown, "0": tui.DiskUnknown, "": tui.DiskUnknown, "11": tui.DiskUnknown,
	} {
		if got := bitLocker(said); got != want {
			t.Errorf("BitLocker %q: %q, want %q", said, got, want)
		}
	}
	for said, want := range map[string]tui.DiskState{
		"FileVault is On.\n": tui.DiskOn, "FileVault is Off.\n": tui.DiskOff, "": tui.DiskUnknown,
		"FileVault is On.\nEncryption in progress: Percent completed = 12\n": tui.DiskUnknown,
	} {
		if got := fileVault(said); got != want {
			t.Errorf("FileVault %q: %q, want %q", said, got, want)
		}
	}
}

func (p *place) onDisk(s tui.DiskState) {
	p.disk = func(context.Context, string) tui.DiskState { return s }
}

// init makes the station whatever the disk is, and says so in both languages unless it
// is encrypted.
func TestInitTellsOfTheDisk(t *testing.T) {
	for state, want := range map[tui.DiskState][]string{
		tui.DiskOn:  nil,
		tui.DiskOff: {"磁盘没有加密，请打开", "The disk is not encrypted: turn"}, tui.DiskUnknown: {"查不到磁盘有没有加密", "Whether the disk is encrypted cannot be found out"},
	} {
		p := newPlace(t)
		p.onDisk(state)
		said := p.init().err
		for _, w := range want {
			if !strings.Contains(said, "passdesk: "+w) {
				t.Errorf("%s: %q is not said:\n%s", state, w, said)
			}
		}
		if want == nil && strings.Contains(said, "磁盘") {
			t.Errorf("%s: %s", state, said)
		}
		l := p.expect(exitDone, "", "settings", "get", "disk_encryption").lines(t)[0]
		if l["value"] != string(state) || l["by"] != "system" {
			t.Errorf("settings get: %v, want %s", l, state)
		}
	}
}

// The operator's word of the first run is kept, and told where the system tells
// nothing; verify proves it as any setting.
func TestTheWordOnTheDiskIsKept(t *testing.T) {
	p := newPlace(t)
	p.onDisk(tui.DiskUnknown)
	t.Chdir(t.TempDir()) // where the recovery sheet goes
	a := &app{ctx: t.Context(), cli: &cli{Dir: p.file("data"), ConfigDir: p.file("config")}, world: p.world(strings.NewReader(""), io.Discard, io.Discard)}
	f := &firstRun{app: a}
	if got := f.Disk(t.Context()); got != tui.DiskUnknown {
		t.Fatalf("%q", got)
	}
	_, err := f.Create(t.Context(), tui.SetupAnswers{Scheme: "ningbo", Division: "330212", Station: 931, Kind: "community", Point: "样例社区",
		Operator: "op", Passphrase: []byte(testPassphrase), StartAt: 1, Disk: tui.DiskOn})
	if err != nil {
		t.Fatal(err)
	}
	if got := a.askDisk(t.Context()); got != (tui.Disk{State: tui.DiskOn, Said: true}) {
		t.Errorf("at the desk: %+v", got)
	}
	if err := a.station.Close(); err != nil {
		t.Fatal(err)
	}
	l := p.expect(exitDone, "", "settings", "get", "disk_encryption").lines(t)[0]
	if l["value"] != "on" || l["by"] != "operator" {
		t.Errorf("settings get: %v", l)
	}
	p.expect(exitDone, "", "verify")
	p.onDisk(tui.DiskOff) // the system knows better
	if l := p.expect(exitDone, "", "settings", "get", "disk_encryption").lines(t)[0]; l["value"] != "off" || l["by"] != "system" {
		t.Errorf("settings get: %v", l)
	}
}
