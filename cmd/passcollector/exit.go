package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"passdesk/export/collector"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Exit codes, documented in --help.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPart    = 3
	exitDenied  = 4
	exitDamaged = 5
)

// usageError is a call that cannot be understood.
type usageError struct{ zh, en string }

func (e *usageError) Error() string              { return e.en }
func (e *usageError) Sentences() (zh, en string) { return e.zh, e.en }

// toldError is a failure with sentences of its own.
type toldError struct {
	zh, en string
	cause  error
}

func (e *toldError) Error() string              { return e.en }
func (e *toldError) Unwrap() error              { return e.cause }
func (e *toldError) Sentences() (zh, en string) { return e.zh, e.en }

// errNoFolder is a stick that is not in: nothing is wrong with the call.
var errNoFolder = &toldError{"没有这个文件夹，或它不是文件夹，什么也没有做。U 盘插好了吗？", "There is no such folder, or it is none; nothing was done. Is the stick in?", os.ErrNotExist}

var (
	// errPart is a run of which some lines were done and some were not; they say which.
	errPart = errors.New("done in part")
	// errNothing is a run of which every line failed; the lines have said why.
	errNothing = errors.New("nothing was done")
	// errFaults is a register in which verify found something.
	errFaults = errors.New("faults were found")
)

func exitCode(err error) int {
	var usage *usageError
	var weak *seal.Refused
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage), errors.As(err, &weak), errors.Is(err, collector.ErrAddress):
		return exitUsage
	case errors.Is(err, errPart):
		return exitPart
	case errors.Is(err, collector.ErrWrongKey), errors.Is(err, seal.ErrWrongPassphrase):
		return exitDenied
	case errors.Is(err, collector.ErrDamaged), errors.Is(err, collector.ErrNewerSchema), errors.Is(err, errFaults):
		return exitDamaged
	}
	return exitFailed
}

// outcome is the end of a run over lines.
func outcome(good, bad int) error {
	switch {
	case bad == 0:
		return nil
	case good == 0:
		return errNothing
	}
	return errPart
}

// explanations turn a kind of failure into one sentence what happened and one what
// to do. The first that fits wins.
var explanations = []struct {
	kind error
	text scheme.Text
}{
	{context.Canceled, scheme.Text{ZH: "已中断。收下的都在；没有回执的包裹再交一次，不会重复。", EN: "Stopped. What was taken in is there; hand in again what has no receipt, nothing doubles."}},
	{collector.ErrWrongKey, scheme.Text{ZH: "钥匙不是这个登记册的。请用 --key 指明正确的钥匙文件。", EN: "The key is not this register's. Name the right file with --key."}},
	{seal.ErrWrongPassphrase, scheme.Text{ZH: "钥匙文件的口令不对。", EN: "Wrong passphrase for the key's file."}},
	{collector.ErrNewerSchema, scheme.Text{ZH: "登记册由更新版本的程序写成。请换用新版本，原件未动。", EN: "The register was written by a newer passcollector. Use that version; nothing was touched."}},
	{collector.ErrNoRegister, scheme.Text{ZH: "这个数据库里还没有登记册。先运行 passcollector init，或核对 --db。", EN: "There is no register in this database. Run passcollector init first, or look at --db."}},
	{collector.ErrDamaged, scheme.Text{ZH: "登记册损坏，没有写入任何内容。请运行 verify 查看，用数据库的备份恢复。", EN: "The register is damaged; nothing was written. Run verify, and restore a backup of the database."}},
	{collector.ErrAddress, scheme.Text{ZH: "--db 不是数据库的地址。写成 postgres://用户@主机:端口/数据库。", EN: "--db is no address of a database. It is written postgres://user@host:port/database."}},
	{collector.ErrUnreached, scheme.Text{ZH: "连不上数据库：PostgreSQL 没有开，或 --db 的主机、端口不对。没有做完的都没有留下。请开动它，或改好 --db 再来。", EN: "The database cannot be reached: PostgreSQL is not running, or the host or port in --db is wrong. Nothing half done was kept; start it, or put --db right, and try again."}},
	{collector.ErrNoDatabase, scheme.Text{ZH: "PostgreSQL 开着，但没有 --db 写的那个数据库。请核对名字，或先 createdb，再 passcollector init。", EN: "PostgreSQL answers and has no database of the name in --db. Look at the name, or make it with createdb and then passcollector init."}},
	{collector.ErrNotLetIn, scheme.Text{ZH: "PostgreSQL 不认 --db 里的用户或密码。请核对，或看服务器的 pg_hba.conf。", EN: "PostgreSQL does not let in the user or password in --db. Look at both, or at the server's pg_hba.conf."}},
	{collector.ErrDatabase, scheme.Text{ZH: "数据库没有应答，或拒绝了这一步；没有做完的都没有留下。请检查 PostgreSQL 和 --db 后再来。", EN: "The database does not answer, or refused; nothing half done was kept. Look at PostgreSQL and --db, then try again."}},
	{collector.ErrNoScheme, scheme.Text{ZH: "这个登记册里没有这个方案：核对 --scheme，或先用 init 建立。", EN: "This register does not have the scheme: look at --scheme, or make it with init first."}},
	{collector.ErrNoTask, scheme.Text{ZH: "没有这件任务：核对任务编号和方案，见 tasks。", EN: "There is no such task: look at its ID and at the scheme; tasks lists them."}},
	{collector.ErrNotFound, scheme.Text{ZH: "没有找到。请核对方案、区和站点代码。", EN: "Not found. Look at the scheme, the district and the station code again."}},
	{licence.ErrRequest, scheme.Text{ZH: "这不是站点的并入申请（enrol request 写出的文件），或被改过。", EN: "This is no enrol request of a station, or it was changed."}},
	{licence.ErrGrant, scheme.Text{ZH: "许可写不成这样：请核对代码（001–899）、期号和期限。", EN: "There can be no such licence: look at the code (001–899), the epochs and the term."}},
	{licence.ErrReach, scheme.Text{ZH: "这个代码不由上级发：900–999 留给独立站点。", EN: "An authority does not give this code: 900–999 are for stations that stand alone."}},
	{syscall.EROFS, scheme.Text{ZH: "这只盘写保护，没有写成。请打开写保护开关，或换一只 U 盘，再做一次。", EN: "The disk is write-protected, and the file was not written. Look at its switch or take another stick, and do it again."}},
	{syscall.ENOSPC, scheme.Text{ZH: "这只盘满了，没有写成。请腾出空间，或换一只 U 盘，再做一次。", EN: "The disk is full, and the file was not written. Free some space or take another stick, and do it again."}},
	{os.ErrNotExist, scheme.Text{ZH: "没有这个文件或文件夹。", EN: "There is no such file or folder."}},
	{os.ErrPermission, scheme.Text{ZH: "没有权限读写这个文件或文件夹。", EN: "This file or folder may not be read or written."}},
}

// complain says on stderr, in both languages, what happened and what to do.
func (w world) complain(err error) {
	if err == nil || errors.Is(err, errPart) || errors.Is(err, errNothing) || errors.Is(err, errFaults) {
		return // the lines have said it
	}
	zh, en := explain(err)
	fmt.Fprintf(w.stderr, "passcollector: %s\npasscollector: %s\n", zh, en)
}

func explain(err error) (zh, en string) {
	var own interface{ Sentences() (zh, en string) }
	if errors.As(err, &own) {
		return own.Sentences()
	}
	var weak *seal.Refused
	if errors.As(err, &weak) {
		return weak.Reason.ZH + "请在 --passphrase-file 里换一个。", weak.Reason.EN + "; put another into --passphrase-file."
	}
	for _, e := range explanations {
		if !errors.Is(err, e.kind) {
			continue
		}
		if e.kind == collector.ErrDatabase {
			mark, step := stepOf(err)
			return e.text.ZH + mark, e.text.EN + step
		}
		return e.text.ZH, e.text.EN
	}
	kind := kindOf(err)
	return "没有完成 [" + kind + "]。请把这一行交给维护程序的人。", "Not done [" + kind + "]. Show this line to whoever looks after the program."
}

// stepOf is what whoever looks for the cause needs: PostgreSQL's code and the constraint, and in
// English also what was being done.
func stepOf(err error) (mark, step string) {
	var failed *collector.Failure
	switch {
	case !errors.As(err, &failed):
		return "", ""
	case failed.Code == "":
		mark = kindOf(failed.Cause)
	case failed.Constraint == "":
		mark = "SQLSTATE " + failed.Code
	default:
		mark = "SQLSTATE " + failed.Code + ", " + failed.Constraint
	}
	return " [" + mark + "]", " [" + failed.Doing + ": " + mark + "]"
}

// kindOf is what a failure with no sentence of its own is called: the system's own word, or the
// types of its errors. Its text may hold what stood in a file, a line or a path: it would go
// into a log.
func kindOf(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	kind := fmt.Sprintf("%T", err)
	for _, beneath := range beneath(err) {
		kind += ", " + kindOf(beneath)
	}
	return kind
}

// beneath are the errors that an error wraps.
func beneath(err error) []error {
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		return e.Unwrap()
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			return []error{inner}
		}
	}
	return nil
}
