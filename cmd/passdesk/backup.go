package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passdesk/registry/scheme"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

type backupCmd struct {
	File string `arg:"" help:"备份文件，最好在另一块盘上 · the file, on another disk if possible"`
}

func (c *backupCmd) Help() string {
	return "写完、打开核对过，才算完成；没写完的不会留下，已有的文件不覆盖（退出码 2） · " +
		"Done is said when the file was written, opened again and compared; nothing half is left behind, and no file is written over (exit 2)."
}

// Run writes a sealed copy, opens it again, and only then says done. A file that
// is not whole is not left behind, and none that exists is written over.
func (c *backupCmd) Run(a *app) error {
	path, err := c.target()
	if err != nil {
		return err
	}
	a.onlyReads = true
	st, err := a.open()
	if err != nil {
		return err
	}
	made, err := a.backUp(st, path)
	if err != nil {
		return err
	}
	return a.printJSON(made)
}

// backupMade is what a backup holds, once it was opened again.
type backupMade struct {
	Epoch    int       `json:"epoch"`
	Event    int64     `json:"event"`
	Head     string    `json:"head"`
	Made     time.Time `json:"made"`
	Passes   int       `json:"passes"`
	Recorded bool      `json:"recorded"`
	SHA256   string    `json:"sha256"`
}

func (a *app) backUp(st *station.Station, path string) (backupMade, error) {
	if a.isOwn(path) && strings.HasPrefix(strings.ToLower(filepath.Base(path)), registerFile) { // its log comes and goes
		return backupMade{}, errOwnFolder
	}
	a.warnBackupPlace(path)
	a.warnFewEpochs(st.Info())
	digest, err := a.writeBackup(st, path)
	if err != nil {
		return backupMade{}, err
	}
	head, passes, err := a.readBackBackup(st, path, digest)
	if err != nil {
		os.Remove(path)
		return backupMade{}, err
	}
	made := backupMade{head.Epoch, head.Event, head.Hash[:8], head.Made, passes, true, digest}
	switch err := st.RecordBackup(a.ctx, head, digest); {
	case errors.Is(err, station.ErrReadOnly), errors.Is(err, station.ErrReadOnlyFolder):
		made.Recorded = false // a copy is a copy; the register that may not be written keeps no record of it
	case err != nil:
		return made, err
	}
	return made, nil
}

func (c *backupCmd) target() (string, error) {
	if _, err := os.Lstat(c.File); err == nil {
		return "", &usageError{"这个文件已经存在，备份不会覆盖别的文件。请换一个文件名，例如加上日期。", "the file exists already, and a backup writes over nothing: choose another name, with the date say"}
	}
	return c.File, nil
}

// warnBackupPlace: a backup beside the register is lost with it.
func (a *app) warnBackupPlace(path string) {
	dir, err := a.dir()
	if err != nil {
		return
	}
	dir, _ = filepath.Abs(dir)
	folder, _ := filepath.Abs(filepath.Dir(path))
	if rel, err := filepath.Rel(dir, folder); err == nil && filepath.IsLocal(rel) {
		a.warn(scheme.Text{ZH: "备份放在站点文件夹里面：电脑丢了，备份也丢了。请写到 U 盘或别的电脑。",
			EN: "the backup lies inside the station's folder and would be lost with it: write it to a stick or another computer."})
	}
}

// fewEpochs are so few that the code should be changed before a laptop is lost.
const fewEpochs = 2

// warnFewEpochs: each restore takes an epoch, and a backup with none left can only
// be read.
func (a *app) warnFewEpochs(i station.Info) {
	if i.EpochsLeft > fewEpochs {
		return
	}
	a.warn(scheme.Text{
		ZH: fmt.Sprintf("站点代码 %03d 只剩 %d 期，每恢复一次用掉一期；用完以后备份恢复出来只能读。请尽早用 enrol request 申请新代码；独立站点用 enrol alone。", i.Code, i.EpochsLeft),
		EN: fmt.Sprintf("station code %03d has %d epochs left, and each restore takes one; with none left a restored register can only be read. Ask for another code soon with enrol request; a station that stands alone takes one with enrol alone.", i.Code, i.EpochsLeft),
	})
}

// writeBackup seals the register into a part beside the file, makes it durable and
// gives it its name. It answers the file's SHA-256.
func (a *app) writeBackup(st *station.Station, path string) (digest string, err error) {
	f, err := newPart(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	part := f.Name()
	defer os.Remove(part) // it has another name by then, or is not whole
	sum := sha256.New()
	shown := a.newProgress("备份 backup")
	_, err = st.Backup(a.ctx, io.MultiWriter(f, sum, shown))
	shown.end()
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return "", refused("back up", err)
	}
	if err := os.Rename(part, path); err != nil {
		return "", storage(err)
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return "", storage(err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// readBackBackup opens the file again from the beginning, takes the register out
// of it and holds it against the head.
func (a *app) readBackBackup(st *station.Station, path, digest string) (head station.BackupHead, passes int, err error) {
	dir, err := a.dir()
	if err != nil {
		return head, 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return head, 0, storage(err)
	}
	defer f.Close()
	sum := sha256.New()
	shown := a.newProgress("核对 read back")
	defer shown.end()
	head, content, err := st.OpenBackup(io.TeeReader(f, io.MultiWriter(sum, shown)))
	if err != nil {
		return head, 0, err
	}
	register := filepath.Join(dir, registerFile)
	if a.still {
		register = path // what cannot lie beside the register lies beside the backup
	}
	copied, err := sqlite.OpenCopy(a.ctx, register, content)
	if err != nil {
		return head, 0, err
	}
	defer sqlite.RemoveCopy(register)
	defer copied.Close()
	if passes, err = station.CheckCopy(a.ctx, copied, head); err != nil {
		return head, 0, err
	}
	return head, passes, sameDigest(sum, digest)
}

func sameDigest(sum hash.Hash, want string) error {
	if hex.EncodeToString(sum.Sum(nil)) != want {
		return fmt.Errorf("read the backup back: %w: it is not what was written", station.ErrBackup)
	}
	return nil
}

// progress is one line on the terminal that grows with the work; none anywhere else.
type progress struct {
	a     *app
	what  string
	bytes int64
	told  time.Time
	shows bool
}

func (a *app) newProgress(what string) *progress {
	return &progress{a: a, what: what, shows: a.terminal()}
}

func (p *progress) Write(b []byte) (int, error) {
	p.bytes += int64(len(b))
	if p.a.desk != nil {
		p.a.desk.wrote(p.what, p.bytes)
	}
	if now := p.a.now(); p.shows && now.Sub(p.told) > 200*time.Millisecond {
		p.told = now
		fmt.Fprintf(p.a.stderr, "\r%s %d MB ", p.what, p.bytes>>20)
	}
	return len(b), nil
}

func (p *progress) end() {
	if p.shows {
		fmt.Fprintf(p.a.stderr, "\r%s %d MB\n", p.what, p.bytes>>20)
	}
}
