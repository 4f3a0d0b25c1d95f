package tui

import "passdesk/tui/widget"

// DiskState is whether the system encrypts the disk under the station's folder.
type DiskState string

const (
	DiskOn      DiskState = "on"
	DiskOff     DiskState = "off"
	DiskUnknown DiskState = "unknown"
)

// Disk is what is known of the disk; Said: by the operator's word alone.
type Disk struct {
	State DiskState // "": not asked yet
	Said  bool
}

// diskMsg is an answer: the system may take its time for it.
type diskMsg struct{ disk Disk }

// say is what the screens tell of the disk.
func (k Disk) say() (widget.Role, widget.T) {
	switch {
	case k.State == DiskOn && k.Said:
		return widget.RoleLabel, tDiskSaidOn
	case k.State == DiskOn:
		return widget.RoleLabel, tDiskOn
	case k.State == DiskOff:
		return widget.RoleWarn, tDiskOff
	case k.State == DiskUnknown:
		return widget.RoleWarn, tDiskUnknown
	}
	return widget.RolePlain, widget.T{}
}
