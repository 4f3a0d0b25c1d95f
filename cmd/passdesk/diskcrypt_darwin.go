package main

import (
	"context"
	"os/exec"
	"time"

	"golang.org/x/sys/unix"

	"passdesk/tui"
)

// tellDisk asks fdesetup, which speaks of the startup disk only.
func tellDisk(ctx context.Context, folder string) tui.DiskState {
	var fs unix.Statfs_t
	if err := unix.Statfs(folder, &fs); err != nil {
		return tui.DiskUnknown
	}
	if on := unix.ByteSliceToString(fs.Mntonname[:]); on != "/" && on != "/System/Volumes/Data" {
		return tui.DiskUnknown
	}
	cmd := exec.CommandContext(ctx, "/usr/bin/fdesetup", "status")
	cmd.WaitDelay = time.Second
	said, err := cmd.Output()
	if err != nil {
		return tui.DiskUnknown
	}
	return fileVault(string(said))
}
