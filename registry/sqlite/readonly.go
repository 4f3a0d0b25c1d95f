package sqlite

import (
	"context"
	"net/url"
	"os"
	"path/filepath"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// unwritable is a medium that nobody writes: SQLite opens a register in WAL mode
// there only when it is told that the file does not change.
var unwritable = medium{still: true, syncFolder: syncFolder, settings: []setting{
	{"trusted_schema", "0", "0"},
	{"cell_size_check", "1", "1"},
	{"temp_store", "MEMORY", "2"},
	{"query_only", "1", "1"},
}}

// OpenReadOnly opens a register in a folder that cannot be written, to be read. A
// log file beside it would have to be written back first, and an older schema
// would have to climb: both answer ErrReadOnlyFolder.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) {
	if err := present(path); err != nil {
		return nil, err
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil, &station.StillUnread{Why: logLeft}
	}
	db := &DB{path: path, on: unwritable}
	err := db.connect(ctx)
	if err == nil {
		err = db.checkVersion(ctx)
	}
	if err != nil {
		db.disconnect()
		return nil, err
	}
	return db, nil
}

// logLeft: without its log the register would lack what was issued last.
var logLeft = scheme.Text{
	ZH: "文件夹不能写入，而程序上次没有正常关闭：最后写入的内容还在 register.db-wal 里，没有并进登记册，现在读出来会缺。什么都没有丢，也没有写入。请把整个文件夹（连同 register.db-wal）拷到能写的地方，用 --dir 指过去；或让这个文件夹可以写入，再运行一次。",
	EN: "The folder cannot be written, and passdesk was not closed properly: what was written last stands in register.db-wal and is not part of the register yet; read now, it would be missing. Nothing is lost and nothing was written. Copy the whole folder, register.db-wal included, to where it can be written and name it with --dir; or make this folder writable and run it again.",
}

// olderSchema: an old register climbs before it is read.
var olderSchema = scheme.Text{
	ZH: "登记册是旧版本的程序写的，要先升级格式才能读，而文件夹不能写入。什么都没有改动。请把整个文件夹拷到能写的地方，用 --dir 指过去；或让这个文件夹可以写入。",
	EN: "The register is of an older passdesk and has to be brought to the newest schema before it is read, and the folder cannot be written. Nothing was changed. Copy the whole folder to where it can be written and name it with --dir; or make this folder writable.",
}

// stillDSN opens the file as one that does not change.
func stillDSN(path string) string {
	q := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_dqs": {"0"}, "_defensive": {"1"}}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}
