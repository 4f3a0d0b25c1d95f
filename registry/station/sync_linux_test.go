package station_test

import (
	"os"
	"syscall"
)

// syncData makes a file's bytes durable; its length has not changed.
func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
