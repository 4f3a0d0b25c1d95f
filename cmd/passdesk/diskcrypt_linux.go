package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"passdesk/tui"
)

// tellDisk asks the kernel for the device under a folder. File systems without a
// device of their own (ZFS, btrfs, overlays, eCryptfs, network shares) do not tell; and
// of a folder that the file system encrypts by itself (fscrypt) nobody knows what lies
// beside it.
func tellDisk(_ context.Context, folder string) tui.DiskState {
	var st unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, folder, 0, unix.STATX_BASIC_STATS, &st); err != nil {
		return tui.DiskUnknown
	}
	state := diskUnder("/sys", st.Dev_major, st.Dev_minor)
	if state == tui.DiskOff && st.Attributes&unix.STATX_ATTR_ENCRYPTED != 0 {
		return tui.DiskUnknown
	}
	return state
}

func diskUnder(sys string, major, minor uint32) tui.DiskState {
	at, err := filepath.EvalSymlinks(filepath.Join(sys, "dev/block", fmt.Sprintf("%d:%d", major, minor)))
	if err != nil {
		return tui.DiskUnknown
	}
	return deviceCrypt(at, 0)
}

// mostLayers is more than anybody stacks: partition, RAID, volume group, LUKS.
const mostLayers = 16

// deviceCrypt is on where a layer encrypts, or where every device below does; off
// where one lies open on hardware. A loop device and its like can lie on anything.
func deviceCrypt(at string, depth int) tui.DiskState {
	if strings.HasPrefix(firstLine(filepath.Join(at, "dm/uuid")), "CRYPT-") {
		return tui.DiskOn
	}
	if _, err := os.Stat(filepath.Join(at, "partition")); err == nil {
		at = filepath.Dir(at) // of a RAID, say: the whole has the devices below
	}
	below, err := filepath.Glob(filepath.Join(at, "slaves/*"))
	switch {
	case err != nil, depth > mostLayers:
		return tui.DiskUnknown
	case len(below) == 0 && strings.Contains(at, "/devices/virtual/block/"):
		return tui.DiskUnknown
	case len(below) == 0:
		return tui.DiskOff
	}
	return allBelow(below, depth+1)
}

func allBelow(devices []string, depth int) tui.DiskState {
	state := tui.DiskOn
	for _, d := range devices {
		at, err := filepath.EvalSymlinks(d)
		if err != nil {
			return tui.DiskUnknown
		}
		switch deviceCrypt(at, depth) {
		case tui.DiskOff:
			return tui.DiskOff
		case tui.DiskUnknown:
			state = tui.DiskUnknown
		}
	}
	return state
}
