package main

import (
	"strings"

	"passdesk/tui"
)

// What the systems' own programs say of a disk.

// bitLocker reads the number of System.Volume.BitLockerProtection. Suspended (5) and
// waiting for its activation (8) keep the key in clear on the disk: that protects
// nothing. Half-way (3) and numbers that nobody explains are not known.
func bitLocker(said string) tui.DiskState {
	switch strings.TrimSpace(said) {
	case "1", "6": // on; on and locked
		return tui.DiskOn
	case "2", "4", "5", "8": // off; being decrypted
		return tui.DiskOff
	}
	return tui.DiskUnknown
}

// fileVault reads `fdesetup status`, which adds a line while it is half-way.
func fileVault(said string) tui.DiskState {
	switch strings.TrimSpace(said) {
	case "FileVault is On.":
		return tui.DiskOn
	case "FileVault is Off.":
		return tui.DiskOff
	}
	return tui.DiskUnknown
}
