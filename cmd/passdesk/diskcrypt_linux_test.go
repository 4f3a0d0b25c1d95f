package main

import (
	"os"
	"path/filepath"
	"testing"

	"passdesk/tui"
)

// sysTree is a made-up /sys: a device is a folder, with what the kernel says of it.
type sysTree struct {
	t    *testing.T
	root string
}

// device makes one under its number; uuid is device-mapper's, below are the paths of
// the devices that it lies on.
func (s sysTree) device(number, path, uuid string, below ...string) {
	s.t.Helper()
	at := filepath.Join(s.root, "devices", path)
	s.must(os.MkdirAll(filepath.Join(at, "slaves"), 0o700))
	if uuid != "" {
		s.must(os.MkdirAll(filepath.Join(at, "dm"), 0o700))
		s.must(os.WriteFile(filepath.Join(at, "dm/uuid"), []byte(uuid+"\n"), 0o600))
	}
	for _, b := range below {
		s.must(os.Symlink(filepath.Join(s.root, "devices", b), filepath.Join(at, "slaves", filepath.Base(b))))
	}
	s.must(os.MkdirAll(filepath.Join(s.root, "dev/block"), 0o700))
	s.must(os.Symlink(at, filepath.Join(s.root, "dev/block", number)))
}

func (s sysTree) partition(number, path string) {
	s.t.Helper()
	at := filepath.Join(s.root, "devices", path)
	s.must(os.MkdirAll(at, 0o700))
	s.must(os.WriteFile(filepath.Join(at, "partition"), []byte("1\n"), 0o600))
	s.must(os.Symlink(at, filepath.Join(s.root, "dev/block", number)))
}

func (s sysTree) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// The walk from a folder's device down to the hardware.
func TestDiskUnderAFolder(t *testing.T) {
	s := sysTree{t, t.TempDir()}
	const luks, lvm = "CRYPT-LUKS2-00000000000000000000000000000000-root", "LVM-0000"
	s.device("8:0", "pci/block/sda", "")
	s.partition("8:1", "pci/block/sda/sda1")
	s.device("8:16", "pci/block/sdb", "")
	s.device("253:0", "virtual/block/dm-0", luks, "pci/block/sda/sda1")
	s.device("253:1", "virtual/block/dm-1", lvm, "virtual/block/dm-0")
	s.device("253:2", "virtual/block/dm-2", lvm, "pci/block/sdb")
	s.device("253:3", "virtual/block/dm-3", lvm, "virtual/block/dm-0", "pci/block/sdb")
	s.device("253:4", "virtual/block/dm-4", "CRYPT-PLAIN-swap", "pci/block/sdb")
	s.device("9:0", "virtual/block/md0", "", "virtual/block/dm-0", "virtual/block/dm-4")
	s.partition("259:0", "virtual/block/md0/md0p1")
	s.device("7:0", "virtual/block/loop0", "")
	s.device("253:5", "virtual/block/dm-5", lvm, "virtual/block/dm-0", "virtual/block/loop0")
	s.device("253:6", "virtual/block/dm-6", lvm, "virtual/block/dm-6") // a circle, which no kernel makes
	s.device("259:1", "virtual/nvme-subsystem/nvme-subsys0/nvme0n1", "")
	for _, c := range []struct {
		what         string
		major, minor uint32
		want         tui.DiskState
	}{
		{"a whole disk", 8, 0, tui.DiskOff},
		{"a partition", 8, 1, tui.DiskOff},
		{"LUKS on a partition", 253, 0, tui.DiskOn},
		{"a volume on LUKS", 253, 1, tui.DiskOn},
		{"a volume on a plain disk", 253, 2, tui.DiskOff},
		{"a volume on LUKS and a plain disk", 253, 3, tui.DiskOff},
		{"a RAID of two encrypted disks", 9, 0, tui.DiskOn},
		{"a partition of that RAID", 259, 0, tui.DiskOn},
		{"a loop device", 7, 0, tui.DiskUnknown},
		{"a volume on LUKS and a loop device", 253, 5, tui.DiskUnknown},
		{"a circle", 253, 6, tui.DiskUnknown},
		{"an NVMe disk of two paths", 259, 1, tui.DiskOff},
		{"no device: ZFS, btrfs, overlay", 0, 42, tui.DiskUnknown},
	} {
		if got := diskUnder(s.root, c.major, c.minor); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestAFolderThatIsNotThere(t *testing.T) {
	if got := tellDisk(t.Context(), filepath.Join(t.TempDir(), "none")); got != tui.DiskUnknown {
		t.Errorf("%q", got)
	}
}
