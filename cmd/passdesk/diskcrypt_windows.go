package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/windows"

	"passdesk/tui"
)

// tellDisk asks the Explorer's own column, since manage-bde wants an administrator.
// PowerShell gets no window: it would take the desk's console.
func tellDisk(ctx context.Context, folder string) tui.DiskState {
	letter := driveOf(folder)
	if letter == "" {
		return tui.DiskUnknown
	}
	cmd := exec.CommandContext(ctx, filepath.Join(os.Getenv("SystemRoot"), `System32\WindowsPowerShell\v1.0\powershell.exe`),
		"-NoProfile", "-NonInteractive", "-Command",
		"(New-Object -ComObject Shell.Application).NameSpace('"+letter+"').Self.ExtendedProperty('System.Volume.BitLockerProtection')")
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW}
	cmd.WaitDelay = time.Second
	said, err := cmd.Output()
	if err != nil {
		return tui.DiskUnknown
	}
	return bitLocker(string(said))
}

// driveOf is the drive of a folder, as C:. Shares, and volumes mounted in a folder,
// have none.
func driveOf(folder string) string {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return ""
	}
	var at [windows.MAX_PATH]uint16
	if err := windows.GetVolumePathName(name, &at[0], uint32(len(at))); err != nil {
		return ""
	}
	root := strings.TrimSuffix(windows.UTF16ToString(at[:]), `\`)
	if len(root) != 2 || root[1] != ':' || !isLetter(root[0]) {
		return ""
	}
	return root
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
