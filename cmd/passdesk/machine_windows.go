package main

import (
	"fmt"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// tellMachine reads the installation's GUID and what the firmware told at start:
// maker, model, and the key of the hardware, which is the UUID of the SMBIOS.
func tellMachine() machineTold {
	const bios = `HARDWARE\DESCRIPTION\System\BIOS`
	names := []string{}
	for _, n := range []string{"SystemManufacturer", "SystemProductName", "BaseBoardManufacturer", "BaseBoardProduct"} {
		names = append(names, localMachine(bios, n))
	}
	told := machineTold{
		system: localMachine(`SOFTWARE\Microsoft\Cryptography`, "MachineGuid"),
		model:  strings.Join(names, "|"), unit: localMachine(`SYSTEM\HardwareConfig`, "LastConfig"),
	}
	if strings.Trim(told.model, "|") == "" {
		told.model = ""
	}
	return told
}

func localMachine(path, name string) string {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return ""
	}
	defer k.Close()
	v, _, err := k.GetStringValue(name)
	if err != nil {
		return ""
	}
	return v
}

// tellPlace is a file's index and the instant it was made: a copy has others. FAT
// and exFAT sticks make indexes up, so a file's place is told on NTFS and ReFS only.
func tellPlace(path string) string {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return ""
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil,
		windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return ""
	}
	defer windows.CloseHandle(h)
	var fs [32]uint16
	if err := windows.GetVolumeInformationByHandle(h, nil, 0, nil, nil, nil, &fs[0], uint32(len(fs))); err != nil {
		return ""
	}
	if n := windows.UTF16ToString(fs[:]); n != "NTFS" && n != "ReFS" {
		return ""
	}
	var i windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(h, &i); err != nil {
		return ""
	}
	if onWine() {
		return fmt.Sprintf("index %d.%d", i.FileIndexHigh, i.FileIndexLow)
	}
	return fmt.Sprintf("index %d.%d made %d", i.FileIndexHigh, i.FileIndexLow, i.CreationTime.Nanoseconds())
}

// onWine reports that this is no Windows: Wine says NTFS, and calls the last write the
// instant at which a file was made.
func onWine() bool {
	return windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() == nil
}
