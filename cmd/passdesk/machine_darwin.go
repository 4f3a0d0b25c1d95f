package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"syscall"

	"golang.org/x/sys/unix"
)

var platformUUID = regexp.MustCompile(`"IOPlatformUUID" = "([0-9A-Fa-f-]+)"`)

// tellMachine asks the system's own ioreg, since the framework needs C. The UUID
// is the board's: it stays when the system is installed again.
func tellMachine() machineTold {
	told := machineTold{}
	told.model, _ = unix.Sysctl("hw.model")
	if out, err := exec.Command("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice").Output(); err == nil {
		if m := platformUUID.FindSubmatch(out); m != nil {
			told.unit = string(m[1])
		}
	}
	return told
}

// tellPlace is a file's inode and the instant it was made: a copy has others. FAT
// and exFAT sticks make inodes up, so a file's place is told on Apple's own only.
func tellPlace(path string) string {
	var fs unix.Statfs_t
	if err := unix.Statfs(path, &fs); err != nil {
		return ""
	}
	if n := unix.ByteSliceToString(fs.Fstypename[:]); n != "apfs" && n != "hfs" {
		return ""
	}
	var st syscall.Stat_t
	if err := syscall.Stat(path, &st); err != nil {
		return ""
	}
	return fmt.Sprintf("inode %d made %d.%09d", st.Ino, st.Birthtimespec.Sec, st.Birthtimespec.Nsec)
}
