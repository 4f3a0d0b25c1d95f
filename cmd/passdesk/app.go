package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// app is one run of the program: its world, its flags, and the station once a
// verb has opened it.
type app struct {
	ctx context.Context
	world
	cli       *cli
	station   *station.Station
	onlyReads bool // the verb: a folder that cannot be written is good enough
	salvages  bool // the verb: so is a register that is damaged
	broken    bool // the register is read page by page
	still     bool // the folder cannot be written

	readsTwice bool   // a damage that is met on the way has the register opened again
	typed      []byte // the passphrase until then: nobody is asked twice
	toldWhy    bool   // why the register is read-only was said as it was opened
	water      *highWater
	desk       *atDesk // a work that the desk asked for; nil: a verb at the terminal

	saidNumbers bool // that they run short
}

// dir is the station's folder.
func (a *app) dir() (string, error) {
	if a.cli.Dir != "" {
		return a.cli.Dir, nil
	}
	base, err := dataFolder(a.env)
	if err != nil {
		return "", &usageError{"找不到用户的数据文件夹，请用 --dir 指定", "the user's data folder is unknown: name one with --dir"}
	}
	return filepath.Join(base, "passdesk"), nil
}

// configDir is the second place, where the high-water file lives.
func (a *app) configDir() (string, error) {
	if a.cli.ConfigDir != "" {
		return a.cli.ConfigDir, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", &usageError{"找不到用户的配置文件夹，请用 --config-dir 指定", "the user's config folder is unknown: name one with --config-dir"}
	}
	return filepath.Join(base, "passdesk"), nil
}

// warnSecondPlace says when the second place is none: a restored copy of the
// station's folder would bring its own high-water mark along.
func (a *app) warnSecondPlace() {
	dir, err1 := a.dir()
	config, err2 := a.configDir()
	if err1 != nil || err2 != nil {
		return
	}
	dir, _ = filepath.Abs(dir)
	config, _ = filepath.Abs(config)
	if rel, err := filepath.Rel(dir, config); err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return
	}
	fmt.Fprintln(a.stderr, "passdesk: 高水位文件放在站点文件夹里面：恢复旧备份时查不出来，请用 --config-dir 指到别处。")
	fmt.Fprintln(a.stderr, "passdesk: the high-water file lies inside the station's folder: an old copy put back would not be found out; name another --config-dir.")
}

func dataFolder(env func(string) string) (string, error) {
	if d := env("XDG_DATA_HOME"); d != "" {
		return d, nil
	}
	if d := env("LOCALAPPDATA"); d != "" {
		return d, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

const registerFile = "register.db"

// ports wires a store to the machine.
func (a *app) ports(store station.Store) (station.Ports, error) {
	config, err := a.configDir()
	if err != nil {
		return station.Ports{}, err
	}
	a.water = &highWater{dir: config, place: a.place}
	var told machineTold
	if a.machine != nil {
		told = a.machine()
	}
	return station.Ports{
		Store: store, HighWater: a.water, Here: a.water.here(told), Now: a.now, Rand: a.rand, Zone: zone,
		Glyph: glyphClass, NotSent: a.notSent,
	}, nil
}

// openLocked opens the register without a passphrase.
func (a *app) openLocked() (*station.Station, error) {
	dir, err := a.dir()
	if err != nil {
		return nil, err
	}
	store, err := sqlite.Open(a.ctx, filepath.Join(dir, registerFile))
	still := a.onlyReads && errors.Is(err, station.ErrReadOnlyFolder)
	if still {
		store, err = sqlite.OpenReadOnly(a.ctx, filepath.Join(dir, registerFile))
	}
	if a.salvages && err == nil && (a.broken || sqlite.WayLost(filepath.Join(dir, registerFile))) {
		store.Close()
		err = fmt.Errorf("%w: pages are lost", station.ErrDamaged)
	}
	var broken *sqlite.Broken
	if a.salvages && errors.Is(err, station.ErrDamaged) {
		store, broken, err = a.openBroken(dir, err)
	}
	if err != nil {
		return nil, err
	}
	p, err := a.ports(store)
	if broken != nil {
		p.Broken = broken
	}
	if p.Still = still || broken != nil; err == nil && !p.Still {
		err = eraseSpool(dir) // the register is ours: whose papers lie there is dead
	}
	if err != nil {
		store.Close()
		return nil, err
	}
	st, err := station.Open(a.ctx, p)
	if err != nil {
		store.Close()
		return nil, err
	}
	a.station, a.still, a.broken = st, still, broken != nil
	return st, nil
}

// openedBy opens the register and unlocks it. Where that meets a damage and pages are
// lost, it does so again by what each page holds.
func (a *app) openedBy(unlock func(*station.Station) error) (*station.Station, error) {
	for {
		st, err := a.openLocked()
		if err == nil {
			err = a.whoIsMeant(st, a.cli.Operator)
		}
		if err == nil {
			err = unlock(st)
		}
		harmed := errors.Is(err, station.ErrDamaged) || err == nil && st.Damage() != nil
		if !harmed || !a.salvages || a.broken || !a.pagesLost() {
			return st, err
		}
		a.close()
		a.broken = true
	}
}

func (a *app) pagesLost() bool {
	dir, err := a.dir()
	return err == nil && sqlite.PagesLost(filepath.Join(dir, registerFile))
}

// openBroken opens a register that was refused as damaged, as far as it can be read;
// one of which nothing can be says why.
func (a *app) openBroken(dir string, refused error) (*sqlite.DB, *sqlite.Broken, error) {
	store, broken, err := sqlite.OpenBroken(a.ctx, filepath.Join(dir, registerFile))
	switch {
	case err == nil:
		return store, broken, nil
	case errors.Is(err, station.ErrBusy), broken == nil:
		return nil, nil, err
	case broken.None, errors.Is(err, station.ErrReadOnlyFolder): // what was said first names the file, or the step that failed
		return nil, nil, refused
	}
	return nil, nil, broken
}

// open opens and unlocks the register, as every verb that reads people does.
func (a *app) open() (*station.Station, error) {
	st, pass, err := a.openWith()
	if a.readsTwice && err == nil {
		a.typed = pass
		return st, nil
	}
	clear(pass)
	return st, err
}

// openWith is open, with the passphrase for a verb that wraps the key once more.
func (a *app) openWith() (*station.Station, []byte, error) {
	pass := a.typed
	a.typed = nil
	st, err := a.openedBy(func(st *station.Station) (err error) {
		if pass == nil {
			if pass, err = a.passphrase("口令 passphrase: "); err != nil {
				return err
			}
		}
		return st.Unlock(a.ctx, a.cli.Operator, pass)
	})
	if err != nil {
		return nil, nil, err
	}
	a.tellStanding(st)
	return st, pass, nil
}

// tellStanding says of a register that is only read why it is.
func (a *app) tellStanding(st *station.Station) {
	if why := st.Info().ReadOnly; why == "read-only folder" {
		fmt.Fprintln(a.stderr, "passdesk: 文件夹不能写入，登记册只供读取；要发证请检查权限，或把整个文件夹拷到能写的地方\npassdesk: the folder cannot be written, the register is only read; to issue, check its permissions or copy the whole folder to where it can be")
	} else if why != "" && st.Damage() == nil { // of a damage the verb tells, at its end
		a.toldWhy = true
		zh, en := explain(st.Info().NotWritten())
		fmt.Fprintf(a.stderr, "passdesk: %s\npassdesk: %s\n", zh, en)
	}
	a.warnStanding(st.Info())
}

// whoIsMeant: a station of several operators has to be told whose passphrase it is.
func (a *app) whoIsMeant(st *station.Station, name string) error {
	if all := st.Info().Operators; name == "" && len(all) > 1 {
		return &usageError{"本站有几位操作员，请用 --operator 写明是谁：" + strings.Join(all, "、"), "the station has several operators: say with --operator who you are: " + strings.Join(all, ", ")}
	}
	return nil
}

func (a *app) close() {
	if a.station != nil {
		a.station.Close()
		a.station = nil
	}
	if a.water != nil {
		a.water.close()
		a.water = nil
	}
}

// passphrase comes from the file named, else from the terminal. Without either
// it is a usage error: a script must never hang at a prompt.
func (a *app) passphrase(prompt string) ([]byte, error) {
	return a.passphraseOf(a.cli.PassphraseFile, prompt)
}

func (a *app) passphraseOf(file, prompt string) ([]byte, error) {
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, &usageError{"口令文件无法读取", "the passphrase file cannot be read"}
		}
		line, _, _ := bytes.Cut(b, []byte("\n"))
		return bytes.TrimRight(line, "\r"), nil
	}
	in, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return nil, &usageError{"没有终端可以询问口令，请用 --passphrase-file", "no terminal to ask for the passphrase: use --passphrase-file"}
	}
	b, err := a.readPassword(int(in.Fd()), prompt)
	fmt.Fprintln(a.stderr)
	if err != nil {
		return nil, fmt.Errorf("read the passphrase: %w", err)
	}
	return b, nil
}

// newPassphrase is asked for twice at the terminal: nobody sees what is typed, and
// a slip would lock the register.
func (a *app) newPassphrase() ([]byte, error) {
	return a.newPassphraseOf(a.cli.PassphraseFile)
}

func (a *app) newPassphraseOf(file string) ([]byte, error) {
	first, err := a.passphraseOf(file, "新口令 new passphrase: ")
	if err != nil || file != "" {
		return first, err
	}
	again, err := a.passphraseOf("", "再输一遍 once more: ")
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(first, again) {
		return nil, &usageError{"两遍口令不一样，请重来", "the two passphrases are not the same: try again"}
	}
	return first, nil
}

// terminal reports whether people sit at both ends.
func (a *app) terminal() bool {
	in, ok := a.stdin.(*os.File)
	out, ok2 := a.stdout.(*os.File)
	return ok && ok2 && term.IsTerminal(int(in.Fd())) && term.IsTerminal(int(out.Fd()))
}

// printJSON writes one line, and one in the eyes of every reader: some take the
// control NEL for a line's end, which the encoder would let through.
func (a *app) printJSON(v any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := a.stdout.Write(bytes.ReplaceAll(line.Bytes(), []byte("\u0085"), []byte(`\u0085`)))
	return err
}
