package tui

// What is told of the disk under the register.
var (
	tDiskOn      = both("磁盘已加密。", "The disk is encrypted.")
	tDiskSaidOn  = both("磁盘已加密（首次设置时操作员说的，程序查不到）。", "The disk is encrypted (as the operator said at the first run; it cannot be found out here).")
	tDiskOff     = both("磁盘没有加密：请打开系统的磁盘加密（Windows：BitLocker；macOS：文件保险箱；Linux：LUKS）。", "The disk is not encrypted: turn the system's encryption on (Windows: BitLocker; macOS: FileVault; Linux: LUKS).")
	tDiskUnknown = both("查不到磁盘有没有加密，请看系统的设置（Windows：BitLocker；macOS：文件保险箱；Linux：LUKS）。", "Whether the disk is encrypted cannot be found out here; look at the system's settings (Windows: BitLocker; macOS: FileVault; Linux: LUKS).")
	tDiskAsk     = both("磁盘加密了吗？1 已加密   2 没有加密", "Is the disk encrypted?  1 yes   2 no")
)
