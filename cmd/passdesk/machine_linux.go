package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// tellMachine reads machine-id(5) and the hardware's names (DMI). Serial numbers
// and the product's UUID are the administrator's to read, so they are no part of
// it: the station would look like another one when it is run without sudo.
func tellMachine() machineTold {
	names := []string{}
	for _, f := range []string{"sys_vendor", "product_name", "board_vendor", "board_name"} {
		names = append(names, firstLine("/sys/class/dmi/id/"+f))
	}
	told := machineTold{system: machineID(), model: strings.Join(names, "|")}
	if strings.Trim(told.model, "|") == "" {
		told.model = strings.TrimRight(firstLine("/proc/device-tree/model"), "\x00")
		told.unit = strings.TrimRight(firstLine("/proc/device-tree/serial-number"), "\x00")
	}
	return told
}

// machineID is "" for one that lives only until the next start: on a live system
// or a read-only /etc, systemd puts it over the file from /run.
func machineID() string {
	if _, err := os.Stat("/run/machine-id"); err == nil {
		return ""
	}
	id := firstLine("/etc/machine-id")
	if id == "uninitialized" {
		return ""
	}
	return id
}

func firstLine(path string) string {
	b, err := os.ReadFile(path)
	if err != nil || len(b) > 4096 {
		return ""
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSpace(line)
}

// lasting are the file systems whose inode numbers stay when the disk is mounted
// again. FAT and exFAT sticks, FUSE and network shares make theirs up: there a
// file's place is not told.
var lasting = []int64{unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC,
	unix.OVERLAYFS_SUPER_MAGIC, unix.TMPFS_MAGIC, 0x2fc12fc1 /* ZFS */, 0xca451a4e /* bcachefs */, 0x7366746e /* ntfs3 */}

// tellPlace is a file's inode and the instant it was made: a copy has others.
// The device's number is no part of it: it can change with every start.
func tellPlace(path string) string {
	var fs unix.Statfs_t
	if err := unix.Statfs(path, &fs); err != nil || !slices.Contains(lasting, int64(fs.Type)) {
		return ""
	}
	var st unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, path, 0, unix.STATX_INO|unix.STATX_BTIME, &st); err != nil {
		return ""
	}
	if st.Mask&unix.STATX_BTIME == 0 {
		return fmt.Sprintf("inode %d", st.Ino)
	}
	return fmt.Sprintf("inode %d made %d.%09d", st.Ino, st.Btime.Sec, st.Btime.Nsec)
}
