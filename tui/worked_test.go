package tui

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/registry/watch"
	"passdesk/tui/screentest"
)

// worked is a real station at which much has happened: something stands on every screen.
type worked struct {
	st    *station.Station
	clock *screentest.Clock
}

// The passphrases of the keeper and of the others.
const (
	keepersOwn = "correct horse battery staple five"
	theirOwn   = "another horse battery staple nine"
)

// colleagues are the operators beside the first, who is officer and keeper.
func colleagues(kind string) map[string]registry.Role {
	all := map[string]registry.Role{"样例志": registry.Volunteer, "样例官": registry.Officer, "样例管": registry.Keeper}
	if kind == "police" {
		all["样例警"] = registry.Police
	}
	return all
}

// newWorked is one at a point of the kind.
func newWorked(t *testing.T, kind string) *worked {
	t.Helper()
	w := &worked{clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	w.st = newRealAt(t, w.clock, registry.Point{Kind: kind, Name: "样例社区"})
	b := &realBench{bench: &bench{t: t, clock: w.clock}, st: w.st}
	for _, err := range []error{w.residents(), w.colleagues(kind)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range []string{lineThird, lineTwelfth, lineChild} {
		w.must(t, w.out(b.apply(line).Number))
		w.clock.Advance(time.Minute)
	}
	b.apply(lineHealth)
	b.apply(strings.Replace(strings.Replace(lineRefused, "样例老", "样例拒", 1), oldID, citizen("330212", "19700102", 33), 1))
	b.apply(strings.Replace(strings.Replace(lineTwelfth, "样例老", "样例未印", 1), oldID, citizen("330212", "19700103", 34), 1))
	w.must(t, w.lists())
	w.clock.Advance(2 * time.Hour)
	return w
}

func (w *worked) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// residents are those of two buildings.
func (w *worked) residents() error {
	l := station.ResidentList{File: [32]byte{9}, Name: "样例居民.xlsx"}
	for i, a := range flats("3幢", 2, 1, 2) {
		if i > 2 {
			a.Building = "5幢"
		}
		l.Rows = append(l.Rows, station.ResidentRow{Row: i + 2, Application: a})
	}
	p, err := w.st.PreviewResidents(context.Background(), l)
	if err == nil {
		_, err = w.st.ConfirmResidents(context.Background(), p)
	}
	return err
}

func (w *worked) colleagues(kind string) (err error) {
	roles := colleagues(kind)
	for _, name := range slices.Sorted(maps.Keys(roles)) {
		err = errors.Join(err, w.st.AddOperator(context.Background(), []byte(keepersOwn), station.NewOperator{Name: name, Roles: []registry.Role{roles[name]}, Passphrase: []byte(theirOwn), Cost: seal.TestCost}))
	}
	return err
}

// out prints a pass on a ledger page, and has it signed for.
func (w *worked) out(n registry.Number) error {
	ctx, all := context.Background(), []registry.Number{n}
	for _, step := range []func() error{
		func() error { return w.st.PrintIntended(ctx, all, layoutWalkIn) },
		func() error { return w.st.PrintedOut(ctx, all, registry.SheetOut) },
		func() error { return w.page(all) },
		func() error { return w.st.Sign(ctx, n, "holder") },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *worked) page(numbers []registry.Number) error {
	p := ledgerPress{&fakePress{}, w.st}
	_, _, err := p.PrintLedger(context.Background(), station.LedgerWish{Numbers: numbers}, nil)
	return err
}

// lists are one that recalls the first holder and has two rows that list nobody, and one
// that only names the second.
func (w *worked) lists() error {
	damaged := scheme.Text{ZH: "号码坏了，也没有姓名", EN: "the number is damaged and there is no name"}
	for _, l := range []station.RecallList{
		{File: [32]byte{1}, Name: "样例收回.csv", Source: "样例疾控", Reason: "close_contact", Orders: true, Rows: []station.ListedRow{
			{Row: 2, Person: watch.Row{Name: "样例父", Number: fatherID}}, {Row: 3, Result: "damaged", Note: damaged}, {Row: 4, Result: "damaged", Note: damaged}}},
		{File: [32]byte{2}, Name: "样例名单.csv", Source: "样例街道", Rows: []station.ListedRow{
			{Row: 2, Person: watch.Row{Name: "样例老", Number: oldID, Why: "close_contact"}}}},
	} {
		p, err := w.st.PreviewRecalls(context.Background(), l)
		if err == nil {
			_, err = w.st.ConfirmRecalls(context.Background(), p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// desk is one in front of it, at its home screen.
func (w *worked) desk(cols, rows int) *hands {
	x := &hands{clock: w.clock}
	x.d = newDesk(context.Background(), Program{Desk: w.st, Press: ledgerPress{&fakePress{place: "/tmp/out"}, w.st}, Errands: w.files(), Clock: w.clock.Now, Unlocked: true, NewRef: newRefs()})
	x.send(tea.WindowSizeMsg{Width: cols, Height: rows})
	x.run(x.d.top().update(x.d, openedMsg{}))
	return x
}

// files are a list of residents and one of people to recall, as they would be read.
func (w *worked) files() Errands {
	return &workedFiles{sentList: sentList{fakeErrands: fakeErrands{got: make(chan string, 100)}, told: toldOfFile, rows: []station.ListedRow{
		listedRow(3, "样例老", "330204********9036"), listedRow(4, "样例母", motherID),
		{Sheet: "样例表", Row: 6, Result: "damaged", Note: scheme.Text{ZH: "号码被表格软件弄坏", EN: "spoilt by a spreadsheet"}, Person: watch.Row{Name: "样例坏"}}}}}
}

type workedFiles struct{ sentList }

func (*workedFiles) ResidentList(context.Context, string, func(station.Progress)) (station.ResidentList, []scheme.Text, error) {
	return rosterSent().list, nil, nil
}

// go on to a screen by its keys; ":" before letters is what is typed into the palette.
func (x *hands) walk(t *testing.T, way []string) {
	t.Helper()
	for _, k := range way {
		x.clock.Advance(time.Second)
		switch name, act := strings.CutPrefix(k, ":"); {
		case act:
			x.choose(t, name)
		case strings.HasPrefix(k, "="):
			x.send(tea.PasteMsg{Content: k[1:]})
		default:
			x.press(k)
		}
	}
	x.clock.Advance(time.Second)
}

// wayAtWork leads to each screen of a worked station.
var wayAtWork = map[string][]string{
	"home": nil, "applicant": {"scan"}, "facts": {"scan", "f2"}, "register": {"f4"}, "detail": {"f4", "enter"}, "correct": {"f4", "up", "up", "enter", "f2"},
	"queue": {"ctrl+b"}, "case": {"ctrl+b", "enter"}, "appeals": {":sshu"}, "recalls": {":shgzd"}, "recalled": {":shgzd", "enter"}, "daily": {":mrdt"}, "unlisted": {":mylr"},
	"buildings": {":jm"}, "doors": {":jm", "enter"}, "ledger": {":qzc"}, "page": {":qzc", "enter"}, "operators": {":czy"}, "settings": {":sz"}, "a setting": {":sz", "enter"},
	"print queue": {":dydl"}, "job": {":dydl", "down", "enter"}, "exchange": {":ysjjh"}, "household": {"scan", "ctrl+f"}, "closing": {":rj"}, "calibrate": {":jzdyj"},
	"recall list": {":zrsh"}, "a preview": {":zrsh", "=/tmp/a.csv", "enter", "=样例疾控", "enter", "=1", "enter"}, "watch list": {":zrzd"}, "residents' list": {":zrjm"},
	"backup": {":bf"}, "verify": {":hy"}, "epoch": {":xqh"}, "help": {"f1"}, "palette": {"ctrl+p"}, "place": {":dywz"}, "passphrase": {":hkl"},
}
