package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/licence"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/tui"
)

type deskCmd struct{}

// idleLock is how long an unlocked desk may be left alone, where the keeper has set
// nothing else.
const idleLock = 5 * time.Minute

// awakeFor is a clock that stands still while the laptop sleeps: Go's own reading of
// the time that has passed.
func awakeFor() func() time.Duration {
	begun := time.Now()
	return func() time.Duration { return time.Since(begun) }
}

// Run opens the station at the terminal; on an empty machine it sets one up
// first.
func (c *deskCmd) Run(a *app) error {
	if !a.terminal() {
		return &usageError{"发证台需要一个终端；脚本请用各个命令，见 passdesk --help", "the desk needs a terminal; scripts use the verbs, see passdesk --help"}
	}
	a.askWidth()
	dir, err := a.dir()
	if err != nil {
		return err
	}
	_, err = a.openLocked()
	if errors.Is(err, station.ErrDamaged) && a.beginAgain(filepath.Join(dir, registerFile)) == nil {
		err = station.ErrNoRegister // a first run that died
	}
	if errors.Is(err, station.ErrNoRegister) {
		return a.runDesk(dir, deskStart{setup: true})
	}
	if err != nil {
		return err
	}
	return a.runDesk(dir, deskStart{})
}

// deskStart is how the desk begins.
type deskStart struct {
	setup    bool   // nothing is here yet: ask for everything
	unlocked bool   // the demo: nothing is asked
	place    string // where papers go; "" until the operator names it
}

func (a *app) runDesk(dir string, start deskStart) error {
	program, err := a.deskProgram(dir, start)
	if err != nil {
		return err
	}
	return tui.Run(a.ctx, os.Stdin, os.Stdout, program)
}

// deskProgram wires the desk to this machine: its papers, files and clock.
func (a *app) deskProgram(dir string, start deskStart) (tui.Program, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return tui.Program{}, storage(err)
	}
	p, err := a.newPress(dir)
	if err != nil {
		return tui.Program{}, err
	}
	program := tui.Program{
		Press: p, Errands: errands{a}, Disk: a.askDisk, Clock: func() time.Time { return a.now().In(zone) }, Cost: a.cost, Lang: tui.Language(a.cli.Lang), Unlocked: start.unlocked,
		NoColour: a.env("NO_COLOR") != "", NewRef: func() string { return newRef(a.rand) },
	}
	if start.place != "" {
		if err := p.SetPlace(a.ctx, start.place); err != nil {
			return tui.Program{}, err
		}
	}
	switch {
	case start.setup:
		program.Setup = &firstRun{app: a}
	default:
		program.Desk = a.station
		if program.Operator = a.cli.Operator; program.Operator != "" && !slices.Contains(a.station.Info().Operators, program.Operator) {
			return tui.Program{}, &usageError{"没有 --operator 所写的操作员，或已停用", "there is no operator of the name that --operator says, or it is disabled"}
		}
	}
	if !start.unlocked {
		program.IdleLock, program.Steady = idleLock, awakeFor()
	}
	return program, nil
}

// firstRun answers the set-up's questions with this machine's files and chance.
type firstRun struct{ app *app }

var _ tui.Setup = (*firstRun)(nil)

func (f *firstRun) Schemes() []scheme.Scheme { return scheme.All() }

// Divisions are the counties of the scheme that exist today.
func (f *firstRun) Divisions(code, query string) []tui.DivisionChoice {
	sc, err := scheme.ByCode(code)
	if err != nil {
		return nil
	}
	var found []tui.DivisionChoice
	of := func(regions []iddoc.Region, means func(iddoc.Region) bool) {
		for _, r := range regions {
			if _, err := sc.District(r.Code); err == nil && r.Last == 0 && means(r) {
				found = append(found, tui.DivisionChoice{Code: r.Code, Path: r.Path()})
			}
		}
	}
	of(iddoc.FindRegions(query, 400), func(iddoc.Region) bool { return true })
	if len(found) == 0 && strings.Trim(query, "0123456789 ") != "" { // in letters: its pinyin, or the initials
		of(iddoc.FindRegions(sc.DivisionPrefix, 0), func(r iddoc.Region) bool { return readsAs(r.Name, query) })
	}
	return found
}

// readsAs reports whether a name of hanzi begins with what was typed, in pinyin or in its
// initials.
func readsAs(hanzi, typed string) bool {
	n, _, err := name.Parse(hanzi)
	if err != nil {
		return false
	}
	search, initials := n.Keys()
	begins := func(s string) bool { return strings.HasPrefix(s, name.FoldQuery(typed)) }
	return slices.ContainsFunc(search, begins) || slices.ContainsFunc(initials, begins)
}

// OfferStation draws a code for a station that stands alone.
func (f *firstRun) OfferStation() int {
	code, err := licence.OfferCode(f.app.rand)
	if err != nil {
		return 0
	}
	return code
}

func (f *firstRun) CheckPassphrase(p string) error { return seal.CheckPassphrase(p) }

func (f *firstRun) Disk(ctx context.Context) tui.DiskState { return f.app.systemDisk(ctx) }

// CheckPaper says whether the papers that were named are of the station.
func (f *firstRun) CheckPaper(answers tui.SetupAnswers) error { return f.setup(answers).CheckPaper() }

func (f *firstRun) setup(answers tui.SetupAnswers) station.Setup {
	return station.Setup{
		Scheme: answers.Scheme, Division: answers.Division, Code: answers.Station,
		Point:    registry.Point{Kind: answers.Kind, Name: answers.Point},
		Operator: answers.Operator, Passphrase: answers.Passphrase, StartAt: answers.StartAt,
		LastPaper: answers.LastPaper, LeastEpoch: answers.LeastEpoch, Cost: f.app.cost(),
	}
}

// Create makes the station and writes its recovery sheet where the operator
// finds it.
func (f *firstRun) Create(_ context.Context, answers tui.SetupAnswers) (tui.Made, error) {
	sheet, err := f.sheetPath()
	if err != nil {
		return tui.Made{}, err
	}
	_, err = f.app.create(f.setup(answers), func(st *station.Station, r *seal.Recovery) error {
		if err := f.app.keepDisk(st, answers.Disk); err != nil {
			return err
		}
		return f.app.writeRecovery(sheet, st.Info(), r)
	})
	return tui.Made{RecoverySheet: sheet}, err
}

// sheetPath is in the folder in which the program was started, where the
// operator looks, else in the operator's own folder. It never is beside the
// register that the sheet opens.
func (f *firstRun) sheetPath() (string, error) {
	here, err := os.Getwd()
	if err == nil && takesFile(here) == nil {
		return fresh(filepath.Join(here, sheetName), ".pdf"), nil
	}
	home, err := os.UserHomeDir()
	if err == nil {
		err = takesFile(home)
	}
	if err != nil {
		return "", noSheet(storage(err))
	}
	return fresh(filepath.Join(home, sheetName), ".pdf"), nil
}

const sheetName = "恢复页-recovery"

func (f *firstRun) CheckRecovery(ctx context.Context, words string) error {
	return f.app.station.CheckRecovery(ctx, strings.TrimSpace(words))
}

func (f *firstRun) Open(context.Context) (tui.Desk, error) { return f.app.station, nil }
