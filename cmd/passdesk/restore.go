package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"passdesk/registry/scheme"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

type restoreCmd struct {
	behindPaper
	File         string `arg:"" help:"备份文件 · the backup"`
	Recovery     string `help:"用恢复页打开：写有恢复词的文件 · open it with the recovery sheet: a file with its words" placeholder:"FILE"`
	Replace      bool   `help:"先把现有（损坏的）登记册移到旁边的文件夹，绝不删除 · first move the register that stands here aside, into a folder of its own; nothing is deleted"`
	OtherStation bool   `help:"连同 --replace：备份是另一个站点的，也代替这里的登记册 · with --replace: also where the backup is of another station than the register that stands here"`
}

func (c *restoreCmd) Help() string {
	return "要么全部恢复，要么什么都没动：备份不完整或已有登记册，退出码 1；口令不对，4。期号已用完的，恢复后只能读，5。备份里有几位操作员的，连同恢复页也要 --operator · " +
		"All of it or nothing: exit 1 where the backup is not whole or a register stands here already, 4 for a wrong passphrase; 5 where it stands, to be read only, since no epoch is left. A backup of several operators wants --operator, with the recovery sheet too."
}

// Run puts a backup in the place of the register: all of it, or nothing. The
// numbers go on in a new epoch, since nobody knows how many were given after the
// backup was made.
func (c *restoreCmd) Run(a *app) error {
	if err := c.possible(); err != nil {
		return err
	}
	dir, err := a.dir()
	if err != nil {
		return err
	}
	was := foundIn(a, dir)
	if err := makeFolder(dir); err != nil {
		return storage(err)
	}
	r := &restore{app: a, cmd: c, register: filepath.Join(dir, registerFile)}
	if err := r.sameStation(); err != nil {
		return err
	}
	release, err := sqlite.Hold(r.register)
	if err != nil {
		return err
	}
	defer release()
	if err := r.vacant(); err != nil {
		return err
	}
	defer sqlite.RemoveCopy(r.register)
	if err := r.take(); err != nil {
		if !r.begins && !r.stands {
			a.close()
			sqlite.RemoveCopy(r.register)
			release()
			was.leave()
		}
		return err
	}
	return r.place()
}

// found is what stood in both folders before a restore.
type found struct {
	folders []string        // that were there
	files   map[string]bool // by path
	dirs    [2]string
}

func foundIn(a *app, dir string) found {
	f := found{files: map[string]bool{}}
	config, err := a.configDir()
	if err != nil {
		config = dir
	}
	f.dirs = [2]string{dir, config}
	for _, d := range f.dirs {
		files, err := os.ReadDir(d)
		if err == nil {
			f.folders = append(f.folders, d)
		}
		for _, file := range files {
			f.files[filepath.Join(d, file.Name())] = true
		}
	}
	return f
}

// leave takes away what a refused restore made: a lock, a mark, the folders themselves.
func (f found) leave() {
	for _, d := range f.dirs {
		files, _ := os.ReadDir(d)
		for _, file := range files {
			path, name := filepath.Join(d, file.Name()), file.Name()
			if !f.files[path] && (name == registerFile+".lock" || strings.HasSuffix(name, highWaterEnd)) {
				os.Remove(path)
			}
		}
		if !slices.Contains(f.folders, d) {
			os.Remove(d) // it goes only when nothing lies in it
		}
	}
}

// restore is one restore on its way.
type restore struct {
	app      *app
	cmd      *restoreCmd
	register string
	stands   bool // a register stands there, to be moved aside
	begins   bool // its epoch was asked for: what this machine noted of it stays
	answer   map[string]any
	skipped  int // papers that are made as another copy from here on
	page     int // of the ledger, the next that is laid out
}

func (r *restore) vacant() error {
	_, err := os.Lstat(r.register)
	r.stands = err == nil
	if r.stands && !r.cmd.Replace {
		return &toldError{"这里已有登记册，没有覆盖。如果它已损坏、确定要用备份代替，请加 --replace：旧的会移到旁边的文件夹，不会删除；否则请换一个 --dir。",
			"There is a register here already; it was not touched. If it is damaged and the backup shall take its place, add --replace: the old one is moved into a folder beside it, never deleted; else choose another --dir.",
			station.ErrRegisterExists}
	}
	return nil
}

// take makes the backup a register of this machine, beside the place where it
// will stand.
func (r *restore) take() error {
	a := r.app
	f, err := os.Open(r.cmd.File)
	if err != nil {
		return &usageError{"备份文件无法打开", "the backup cannot be opened"}
	}
	defer f.Close()
	shown := a.newProgress("恢复 restore")
	defer shown.end()
	b, err := station.ReadBackup(io.TeeReader(f, shown))
	if err != nil {
		return err
	}
	unlock, content, err := r.open(b)
	if err != nil {
		return err
	}
	store, err := sqlite.OpenCopy(a.ctx, r.register, content)
	if err != nil {
		return err
	}
	st, err := r.begin(store, unlock)
	if err != nil {
		store.Close()
		return err
	}
	if err := r.prove(st, store, b.BackupHead); err != nil {
		st.Close()
		return err
	}
	if err := r.move(st, b.BackupHead); err != nil {
		st.Close()
		return err
	}
	return st.Close()
}

// open opens the backup with the operator's passphrase or the recovery sheet, and
// answers what will open the register in it.
func (r *restore) open(b *station.SealedBackup) (unlock func(*station.Station) error, content io.Reader, err error) {
	a := r.app
	if err := whoseBackup(b.BackupHead, a.cli.Operator); err != nil {
		return nil, nil, err
	}
	if r.cmd.Recovery != "" {
		typed, err := readSheet(r.cmd.Recovery)
		if err != nil {
			return nil, nil, err
		}
		content, err = b.WithRecovery(string(typed))
		return func(st *station.Station) error { return st.UnlockRecovered(a.ctx, a.cli.Operator, string(typed)) }, content, err
	}
	pass, err := a.passphrase("口令 passphrase: ")
	if err != nil {
		return nil, nil, err
	}
	content, err = b.WithPassphrase(a.cli.Operator, pass)
	return func(st *station.Station) error { return st.Unlock(a.ctx, a.cli.Operator, pass) }, content, err
}

// whoseBackup: a restore stands under somebody's name, the recovery sheet's too.
// Whoever brings the sheet from the safe may not know the names, so they are said.
func whoseBackup(head station.BackupHead, name string) error {
	if name != "" || len(head.Operators) < 2 {
		return nil
	}
	var names []string
	for _, o := range head.Operators {
		names = append(names, o.Name)
	}
	return &usageError{
		"备份里有几位操作员，请用 --operator 写明恢复记在谁的名下：" + strings.Join(names, "、"),
		"the backup has several operators: say with --operator under whose name it is restored: " + strings.Join(names, ", "),
	}
}

func (r *restore) begin(store station.Store, unlock func(*station.Station) error) (*station.Station, error) {
	p, err := r.app.ports(store)
	if err != nil {
		return nil, err
	}
	st, err := station.Open(r.app.ctx, p)
	if err != nil {
		return nil, err
	}
	if err := unlock(st); err != nil {
		return nil, err
	}
	return st, st.MayRestore()
}

// prove verifies everything that is in the backup before it may stand for the
// register.
func (r *restore) prove(st *station.Station, store station.Store, head station.BackupHead) error {
	if _, err := station.CheckCopy(r.app.ctx, store, head); err != nil {
		return err
	}
	proof, err := st.Verify(r.app.ctx)
	if err != nil {
		return err
	}
	if len(proof.Faults) > 0 {
		return fmt.Errorf("restore: %w: verify finds %d faults in it", station.ErrBackup, len(proof.Faults))
	}
	return nil
}

// move takes the next epoch. Where none is left the register stands all the same,
// with no mark of this machine's, so that it opens read-only.
func (r *restore) move(st *station.Station, head station.BackupHead) error {
	least, err := r.least(st)
	if err != nil {
		return err
	}
	r.begins = true
	r.answer = map[string]any{"backup_event": head.Event, "made": head.Made}
	epoch, err := st.NextEpoch(least)
	h := station.Begun{Head: st.Head()}
	switch {
	case errors.Is(err, station.ErrEpochsUsed):
		if h, err = st.RestoreToRead(r.app.ctx, head, least); err != nil {
			return err
		}
		r.answer["read_only"] = true
	case err != nil:
		return err
	default:
		if h, err = r.begun(st, head, epoch); err != nil {
			return err
		}
		r.answer["ledger_page"] = h.Page
	}
	r.answer["epoch"], r.answer["event"], r.answer["head"] = h.Epoch, h.Event, h.Short()
	r.skipped, r.page = h.Skipped, h.Page
	if h.Skipped > 0 {
		r.answer["copies_skipped"] = h.Skipped
	}
	return nil
}

// least is the epoch that the papers of another laptop, the keeper or the note
// beside the backup ask for. Said each time: nothing else can tell of a copy.
func (r *restore) least(st *station.Station) (int, error) {
	a := r.app
	if r.cmd.LastPaper != "" || r.cmd.EpochAtLeast > 0 {
		a.warn(paperBeforeRestore)
	}
	least, err := r.cmd.least(a, st, func() string { return a.askLastPaper(paperBeforeRestore, paperNotCompared) })
	return max(least, readClaim(r.cmd.File)+1), err
}

// begun is the register in its new epoch, and the note of it beside the backup.
func (r *restore) begun(st *station.Station, head station.BackupHead, epoch int) (station.Begun, error) {
	if err := writeClaim(r.cmd.File, claim{epoch, r.app.now().UTC().Truncate(time.Second)}); err != nil {
		fmt.Fprintln(r.app.stderr, "passdesk: 备份旁边写不下“已恢复”的记号。这份备份只能在一台电脑上恢复；若别处还要恢复，请用 --epoch-at-least 填更高的期号。")
		fmt.Fprintln(r.app.stderr, "passdesk: the note that it was restored could not be written beside the backup. Restore it on one computer only; elsewhere give a higher --epoch-at-least.")
	}
	return st.Restore(r.app.ctx, head, epoch)
}

// place puts the restored register where it belongs, and says what it does not know.
func (r *restore) place() error {
	a := r.app
	if sqlite.Remains(r.register) {
		aside := fresh(r.register+"-"+a.now().In(zone).Format("20060102-150405"), ".aside")
		if err := sqlite.SetAside(r.register, aside); err != nil {
			return err
		}
		r.answer["aside"] = filepath.Base(aside)
	}
	if err := sqlite.PlaceCopy(r.register); err != nil {
		return err
	}
	return r.tell()
}

// tell answers what stands there now. A register without an epoch of its own is
// told as every one that may only be read: with the exit code of one.
func (r *restore) tell() error {
	a, made := r.app, r.answer["made"].(time.Time).In(zone).Format("2006-01-02 15:04")
	if err := a.printJSON(r.answer); err != nil {
		return err
	}
	if r.answer["read_only"] == nil {
		a.warn(scheme.Text{
			ZH: fmt.Sprintf("已恢复到 %s 的备份，编号从第 %d 期继续，与备份里和本机知道的编号都不同。此后到现在发的证、收回的证，本机都不知道：有上级的站点，已有回执的下次同步（sync）补回来；其余请核对手里的签字册和存根。签字册的新页从第 %d 页起，备份以后打印的旧页不会重号，请单独装订。", made, r.answer["epoch"], r.page),
			EN: fmt.Sprintf("restored to the backup of %s; the numbers go on in epoch %d, apart from every one that the backup and this machine know of. Of what was issued or recalled since then this machine knows nothing: at a station with an upstream the next sync brings back what has its receipt; for the rest compare the ledger and the stubs. New ledger pages begin at page %d, so that no page printed since the backup has its number twice; bind those apart.", made, r.answer["epoch"], r.page),
		})
		a.tellSkipped(r.skipped)
		return nil
	}
	return &toldError{
		fmt.Sprintf("已恢复到 %s 的备份，但许可的期号已经用完，登记册只能读：查找、显示、核验、导出都可以，不能发证。要继续发证：独立站点用 enrol alone 换一个站点代码；有上级的用 enrol request 申请，再用 enrol accept 收下许可。", made),
		fmt.Sprintf("restored to the backup of %s, but the licensed epochs are used up: the register can be read (find, show, verify, export) and issues nothing. To go on: a station that stands alone takes another code with enrol alone; any other asks for one with enrol request and takes it with enrol accept.", made),
		station.ErrReadOnly}
}

// claim is what a restore notes beside the backup: the next one, on whatever
// machine, takes a later epoch. Two copies of one backup cannot know of each other:
// --last-paper does; else the run digit, mostly, and the collector tell the numbers
// apart.
type claim struct {
	Epoch int       `json:"epoch"`
	At    time.Time `json:"at"`
}

const claimEnd = ".restored"

// readClaim is the highest epoch that was taken from the backup; 0 for none.
func readClaim(backup string) (epoch int) {
	b, err := os.ReadFile(backup + claimEnd)
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(b) {
		var c claim
		if json.Unmarshal(line, &c) == nil {
			epoch = max(epoch, c.Epoch)
		}
	}
	return epoch
}

func writeClaim(backup string, c claim) error {
	line, err := json.Marshal(c)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(backup+claimEnd, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}
