package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

type restoreCmd struct {
	File         string  `arg:"" help:"备份文件 · the backup"`
	Recovery     string  `help:"用恢复页打开：写有恢复词的文件 · open it with the recovery sheet: a file with its words" placeholder:"FILE"`
	EpochAtLeast decimal `help:"新的期号至少是几：别处已用过更高的期号时填写 · the new epoch is at least this: where a higher one is known to be used" placeholder:"N"`
	Replace      bool    `help:"先把现有（损坏的）登记册移到旁边的文件夹，绝不删除 · first move the register that stands here aside, into a folder of its own; nothing is deleted"`
}

func (c *restoreCmd) Help() string {
	return "要么全部恢复，要么什么都没动：备份不完整或已有登记册，退出码 1；口令不对，4 · " +
		"All of it or nothing: exit 1 where the backup is not whole or a register stands here already, 4 for a wrong passphrase."
}

// Run puts a backup in the place of the register: all of it, or nothing. The
// numbers go on in a new epoch, since nobody knows how many were given after the
// backup was made.
func (c *restoreCmd) Run(a *app) error {
	dir, err := a.dir()
	if err != nil {
		return err
	}
	if err := makeFolder(dir); err != nil {
		return storage(err)
	}
	r := &restore{app: a, cmd: c, register: filepath.Join(dir, registerFile)}
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
		return err
	}
	return r.place()
}

// restore is one restore on its way.
type restore struct {
	app      *app
	cmd      *restoreCmd
	register string
	stands   bool // a register stands there, to be moved aside
	answer   map[string]any
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
	if r.cmd.Recovery != "" {
		typed, err := readSheet(r.cmd.Recovery)
		if err != nil {
			return nil, nil, err
		}
		content, err = b.WithRecovery(string(typed))
		return func(st *station.Station) error { return st.UnlockRecovered(a.ctx, a.cli.Operator, string(typed)) }, content, err
	}
	if len(b.Operators) > 1 && a.cli.Operator == "" {
		return nil, nil, &usageError{"备份里有几位操作员，请用 --operator 写明是谁", "the backup has several operators: say with --operator who you are"}
	}
	pass, err := a.passphrase("口令 passphrase: ")
	if err != nil {
		return nil, nil, err
	}
	content, err = b.WithPassphrase(a.cli.Operator, pass)
	return func(st *station.Station) error { return st.Unlock(a.ctx, a.cli.Operator, pass) }, content, err
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

func (r *restore) move(st *station.Station, head station.BackupHead) error {
	least := max(int(r.cmd.EpochAtLeast), readClaim(r.cmd.File)+1)
	epoch, err := st.NextEpoch(least)
	if err != nil {
		return err
	}
	if err := writeClaim(r.cmd.File, claim{epoch, r.app.now().UTC().Truncate(time.Second)}); err != nil {
		fmt.Fprintln(r.app.stderr, "passdesk: 备份旁边写不下“已恢复”的记号。这份备份只能在一台电脑上恢复；若别处还要恢复，请用 --epoch-at-least 填更高的期号。")
		fmt.Fprintln(r.app.stderr, "passdesk: the note that it was restored could not be written beside the backup. Restore it on one computer only; elsewhere give a higher --epoch-at-least.")
	}
	h, err := st.Restore(r.app.ctx, head, epoch)
	if err != nil {
		return err
	}
	r.answer = map[string]any{"epoch": h.Epoch, "event": h.Event, "head": h.Short(), "backup_event": head.Event, "made": head.Made}
	return nil
}

// place puts the restored register where it belongs, and says what it does not know.
func (r *restore) place() error {
	a := r.app
	if r.stands {
		aside := fresh(r.register+"-"+a.now().In(zone).Format("20060102-150405"), ".aside")
		if err := sqlite.SetAside(r.register, aside); err != nil {
			return err
		}
		r.answer["aside"] = filepath.Base(aside)
	}
	if err := sqlite.PlaceCopy(r.register); err != nil {
		return err
	}
	made := r.answer["made"].(time.Time).In(zone).Format("2006-01-02 15:04")
	fmt.Fprintf(a.stderr, "passdesk: 已恢复到 %s 的备份，编号从第 %d 期继续，不会重号。此后到现在发的证、收回的证，本机都不知道；请核对手里的签字册和存根。\n", made, r.answer["epoch"])
	fmt.Fprintf(a.stderr, "passdesk: restored to the backup of %s; the numbers go on in epoch %d, so that none comes twice. Of what was issued or recalled since then this machine knows nothing: compare the ledger and the stubs.\n", made, r.answer["epoch"])
	return a.printJSON(r.answer)
}

// claim is what a restore notes beside the backup: the next one, on whatever
// machine, takes a later epoch. Two copies of one backup cannot know of each other;
// then the run digit and the collector tell the numbers apart.
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
