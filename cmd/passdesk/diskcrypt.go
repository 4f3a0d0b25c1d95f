package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// The system's own encryption of the disk lies under the sealing of the fields: it
// hides what they leave in clear. The program cannot turn it on; it asks for it, and
// nothing fails without it.

// diskSetting is the name of the setting that keeps the operator's word, where the
// system does not tell.
const diskSetting = "disk_encryption"

// diskLimit is how long the system may take to tell.
const diskLimit = 10 * time.Second

// diskTeller is a system that tells whether it encrypts the disk under a folder.
type diskTeller func(ctx context.Context, folder string) tui.DiskState

// systemDisk is what the system tells of the disk under the station's folder.
func (a *app) systemDisk(ctx context.Context) tui.DiskState {
	dir, err := a.dir()
	if err != nil || a.disk == nil {
		return tui.DiskUnknown
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return tui.DiskUnknown
	}
	ctx, cancel := context.WithTimeout(ctx, diskLimit)
	defer cancel()
	return a.disk(ctx, dir)
}

// askDisk is what is known of the disk: by the system, else by the operator's word.
func (a *app) askDisk(ctx context.Context) tui.Disk {
	found := tui.Disk{State: a.systemDisk(ctx)}
	if found.State != tui.DiskUnknown || a.station == nil {
		return found
	}
	switch word, err := a.station.Setting(ctx, diskSetting); {
	case err != nil: // locked: nobody is told anything
	case word == string(tui.DiskOn), word == string(tui.DiskOff):
		return tui.Disk{State: tui.DiskState(word), Said: true}
	}
	return found
}

// keepDisk keeps what the operator of the first run said of the disk.
func (a *app) keepDisk(st *station.Station, said tui.DiskState) error {
	if said == "" {
		return nil
	}
	return st.SetSetting(a.ctx, diskSetting, string(said))
}

// warnDisk says when the disk is not known to be encrypted.
func (a *app) warnDisk() {
	if found := a.askDisk(a.ctx); found.State != tui.DiskOn {
		say := diskWords(found.State)
		fmt.Fprintf(a.stderr, "passdesk: %s\npassdesk: %s\n", say.ZH, say.EN)
	}
}

func diskWords(s tui.DiskState) scheme.Text {
	switch s {
	case tui.DiskOn:
		return scheme.Text{ZH: "磁盘已加密。", EN: "The disk is encrypted."}
	case tui.DiskOff:
		return scheme.Text{ZH: "磁盘没有加密，请打开系统的磁盘加密（Windows：BitLocker；macOS：文件保险箱；Linux：LUKS）。",
			EN: "The disk is not encrypted: turn the system's encryption on (Windows: BitLocker; macOS: FileVault; Linux: LUKS)."}
	}
	return scheme.Text{ZH: "查不到磁盘有没有加密，请自己看一下（Windows：BitLocker；macOS：文件保险箱；Linux：LUKS）。",
		EN: "Whether the disk is encrypted cannot be found out here; please look (Windows: BitLocker; macOS: FileVault; Linux: LUKS)."}
}

// diskLine is what is known of the disk, as JSON.
type diskLine struct {
	Name  string        `json:"name"`
	Value tui.DiskState `json:"value"` // on, off, unknown
	By    string        `json:"by"`    // system, operator
	Label scheme.Text   `json:"label"`
}

func (a *app) printDisk() error {
	found := a.askDisk(a.ctx)
	l := diskLine{diskSetting, found.State, "system", diskWords(found.State)}
	if found.Said {
		l.By = "operator"
	}
	return a.printJSON(l)
}
