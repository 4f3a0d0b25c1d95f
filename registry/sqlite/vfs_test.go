//go:build unix

package sqlite_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The test's own VFS: SQLite's calls of the file system, told to the disk that
// stands under the folder of the file. What it answers of itself (sector size,
// safe overwriting, when a folder is synced) is what the system's VFS of SQLite
// answers.

const vfsName = "test-disk"

// openFile is SQLite's file; the first member is its own.
type openFile struct {
	base   sqlite3.Tsqlite3_file
	handle uintptr
}

// handle is what stands behind an open file.
type handle struct {
	disk    *disk
	file    *os.File
	path    string
	newName bool // a journal or log whose name may be new: its first sync is its folder's too
	erase   bool
}

var (
	handles    sync.Map // uintptr → *handle
	lastHandle atomic.Uintptr
	disks      sync.Map // folder → *disk
	methods    sqlite3.Tsqlite3_io_methods
	register   sync.Once
)

// pointer is a Go function as C would call it.
func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f F }{f})) }

// at is what stands at an address of SQLite's.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

func bytesAt(p uintptr, n int32) []byte { return unsafe.Slice(at[byte](p), n) }

func handleOf(pFile uintptr) *handle {
	h, _ := handles.Load(at[openFile](pFile).handle)
	return h.(*handle)
}

func diskOf(path string) *disk {
	d, ok := disks.Load(filepath.Dir(path))
	if !ok {
		return nil
	}
	return d.(*disk)
}

// registerVFS makes the VFS known to SQLite, once for the process.
func registerVFS() {
	register.Do(func() {
		tls := libc.NewTLS()
		methods = sqlite3.Tsqlite3_io_methods{
			FiVersion: 1, FxClose: pointer(vfsClose), FxRead: pointer(vfsRead), FxWrite: pointer(vfsWrite),
			FxTruncate: pointer(vfsTruncate), FxSync: pointer(vfsSync), FxFileSize: pointer(vfsFileSize),
			FxLock: pointer(vfsLock), FxUnlock: pointer(vfsUnlock), FxCheckReservedLock: pointer(vfsCheckReservedLock),
			FxFileControl: pointer(vfsFileControl), FxSectorSize: pointer(vfsSectorSize), FxDeviceCharacteristics: pointer(vfsCharacteristics),
		}
		system := at[sqlite3.Tsqlite3_vfs](sqlite3.Xsqlite3_vfs_find(tls, 0))
		name, err := libc.CString(vfsName)
		if err != nil {
			panic(err)
		}
		p := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(*system)))
		v := at[sqlite3.Tsqlite3_vfs](p)
		*v = *system // clock, chance and libraries stay the system's
		v.FiVersion, v.FszOsFile, v.FpNext, v.FzName = 2, int32(unsafe.Sizeof(openFile{})), 0, name
		v.FxOpen, v.FxDelete, v.FxAccess = pointer(vfsOpen), pointer(vfsDelete), pointer(vfsAccess)
		if rc := sqlite3.Xsqlite3_vfs_register(tls, p, 0); rc != sqlite3.SQLITE_OK {
			panic("the test's VFS was not taken")
		}
	})
}

func vfsOpen(_ *libc.TLS, _, zName, pFile uintptr, flags int32, pOutFlags uintptr) int32 {
	f := at[openFile](pFile)
	*f = openFile{}
	if zName == 0 {
		return sqlite3.SQLITE_CANTOPEN // the shipped settings keep what is temporary in memory
	}
	path := libc.GoString(zName)
	d := diskOf(path)
	if rc := d.meets(call{"open", path}); rc != 0 {
		return sqlite3.SQLITE_CANTOPEN
	}
	mode := os.O_RDONLY
	if flags&sqlite3.SQLITE_OPEN_READWRITE != 0 {
		mode = os.O_RDWR
	}
	if flags&sqlite3.SQLITE_OPEN_CREATE != 0 {
		mode |= os.O_CREATE
	}
	file, err := os.OpenFile(path, mode, 0o600)
	if err != nil {
		return sqlite3.SQLITE_CANTOPEN
	}
	d.knows(path)
	journal := flags&(sqlite3.SQLITE_OPEN_MAIN_JOURNAL|sqlite3.SQLITE_OPEN_WAL|sqlite3.SQLITE_OPEN_SUPER_JOURNAL) != 0
	// SQLite's own VFS syncs the folder of every journal it may have made, not only
	// of one that was not there: a program killed before it leaves the name in doubt.
	f.handle = lastHandle.Add(1)
	handles.Store(f.handle, &handle{disk: d, file: file, path: path, newName: journal && flags&sqlite3.SQLITE_OPEN_CREATE != 0, erase: flags&sqlite3.SQLITE_OPEN_DELETEONCLOSE != 0})
	if pOutFlags != 0 {
		*at[int32](pOutFlags) = flags
	}
	f.base.FpMethods = uintptr(unsafe.Pointer(&methods))
	return sqlite3.SQLITE_OK
}

func vfsClose(_ *libc.TLS, pFile uintptr) int32 {
	h := handleOf(pFile)
	handles.Delete(at[openFile](pFile).handle)
	h.file.Close()
	if h.erase {
		os.Remove(h.path)
		h.disk.removes(h.path)
	}
	return sqlite3.SQLITE_OK
}

func vfsRead(_ *libc.TLS, pFile, zBuf uintptr, n int32, offset int64) int32 {
	h := handleOf(pFile)
	if h.disk.meets(call{"read", h.path}) != 0 {
		return sqlite3.SQLITE_IOERR_READ
	}
	b := bytesAt(zBuf, n)
	got, err := h.file.ReadAt(b, offset)
	switch {
	case err == nil:
		return sqlite3.SQLITE_OK
	case errors.Is(err, io.EOF):
		clear(b[got:])
		return sqlite3.SQLITE_IOERR_SHORT_READ
	}
	return sqlite3.SQLITE_IOERR_READ
}

func vfsWrite(_ *libc.TLS, pFile, zBuf uintptr, n int32, offset int64) int32 {
	h, b := handleOf(pFile), bytesAt(zBuf, n)
	if rc := h.disk.meets(call{"write", h.path}); rc != 0 {
		// A write that fails may have come half way.
		h.file.WriteAt(b[:n/2], offset)
		h.disk.writes(h.path, offset, b[:n/2])
		return rc
	}
	if _, err := h.file.WriteAt(b, offset); err != nil {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	h.disk.writes(h.path, offset, b)
	return sqlite3.SQLITE_OK
}

func vfsTruncate(_ *libc.TLS, pFile uintptr, size int64) int32 {
	h := handleOf(pFile)
	if h.disk.meets(call{"truncate", h.path}) != 0 || h.file.Truncate(size) != nil {
		return sqlite3.SQLITE_IOERR_TRUNCATE
	}
	h.disk.truncates(h.path, size)
	return sqlite3.SQLITE_OK
}

func vfsSync(_ *libc.TLS, pFile uintptr, _ int32) int32 {
	h := handleOf(pFile)
	if h.disk.meets(call{"sync", h.path}) != 0 {
		h.disk.failsToSync(h.path)
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	h.disk.syncs(h.path)
	if h.newName {
		h.newName = false
		h.disk.syncsFolder(filepath.Dir(h.path))
	}
	return sqlite3.SQLITE_OK
}

func vfsFileSize(_ *libc.TLS, pFile, pSize uintptr) int32 {
	h := handleOf(pFile)
	st, err := h.file.Stat()
	if h.disk.meets(call{"size", h.path}) != 0 || err != nil {
		return sqlite3.SQLITE_IOERR_FSTAT
	}
	*at[int64](pSize) = st.Size()
	return sqlite3.SQLITE_OK
}

func vfsLock(_ *libc.TLS, pFile uintptr, _ int32) int32 {
	h := handleOf(pFile)
	if h.disk.meets(call{"lock", h.path}) != 0 {
		return sqlite3.SQLITE_IOERR_LOCK
	}
	return sqlite3.SQLITE_OK
}

func vfsUnlock(_ *libc.TLS, pFile uintptr, _ int32) int32 {
	h := handleOf(pFile)
	if h.disk.meets(call{"unlock", h.path}) != 0 {
		return sqlite3.SQLITE_IOERR_UNLOCK
	}
	return sqlite3.SQLITE_OK
}

func vfsCheckReservedLock(_ *libc.TLS, pFile, pOut uintptr) int32 {
	h := handleOf(pFile)
	*at[int32](pOut) = 0
	if h.disk.meets(call{"look for a lock", h.path}) != 0 {
		return sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK
	}
	return sqlite3.SQLITE_OK
}

func vfsFileControl(*libc.TLS, uintptr, int32, uintptr) int32 { return sqlite3.SQLITE_NOTFOUND }

func vfsSectorSize(*libc.TLS, uintptr) int32 { return 4096 }

func vfsCharacteristics(*libc.TLS, uintptr) int32 { return sqlite3.SQLITE_IOCAP_POWERSAFE_OVERWRITE }

func vfsDelete(_ *libc.TLS, _, zPath uintptr, syncFolder int32) int32 {
	path := libc.GoString(zPath)
	d := diskOf(path)
	if d.meets(call{"delete", path}) != 0 {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	err := os.Remove(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return sqlite3.SQLITE_IOERR_DELETE_NOENT
	case err != nil:
		return sqlite3.SQLITE_IOERR_DELETE
	}
	d.removes(path)
	if syncFolder != 0 {
		d.syncsFolder(filepath.Dir(path))
	}
	return sqlite3.SQLITE_OK
}

func vfsAccess(_ *libc.TLS, _, zPath uintptr, flags int32, pOut uintptr) int32 {
	path := libc.GoString(zPath)
	*at[int32](pOut) = 0
	if diskOf(path).meets(call{"look", path}) != 0 {
		return sqlite3.SQLITE_IOERR_ACCESS
	}
	st, err := os.Stat(path)
	if err == nil && (flags != sqlite3.SQLITE_ACCESS_EXISTS || st.Size() > 0) {
		*at[int32](pOut) = 1
	}
	return sqlite3.SQLITE_OK
}
