package station_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// laid plans, draws and records a print of the ledger, and answers its pages.
func (b *bench) laid(st *station.Station, w station.LedgerWish) []station.LedgerSheet {
	b.t.Helper()
	r, err := st.PlanLedger(ctx, w)
	b.must(err)
	sheets := b.sheets(st, r)
	b.must(st.LedgerPrinted(ctx, r))
	return sheets
}

func (b *bench) sheets(st *station.Station, r *station.LedgerRun) (all []station.LedgerSheet) {
	b.t.Helper()
	for s, err := range st.LedgerSheets(ctx, r) {
		b.must(err)
		all = append(all, s)
	}
	return all
}

// Whoever draws a ledger while somebody else changes it records nothing: two pages
// with one number would be on paper.
func TestLedgerChangedWhileItWasDrawn(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	slow, err := st.PlanLedger(ctx, station.LedgerWish{})
	b.must(err)
	b.sheets(st, slow)
	quick := b.laid(st, station.LedgerWish{Blank: 1})
	if err := st.LedgerPrinted(ctx, slow); !errors.Is(err, station.ErrInvalid) || len(quick) != 1 {
		t.Errorf("the slow one: %v", err)
	}
	undrawn, err := st.PlanLedger(ctx, station.LedgerWish{})
	b.must(err)
	if err := st.LedgerPrinted(ctx, undrawn); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("what was never drawn: %v", err)
	}
	again := b.laid(st, station.LedgerWish{})
	if len(again) != 1 || again[0].Page != 2 || again[0].Of != 2 || again[0].Print != 1 || again[0].Rows[0].Name != "样例父" {
		t.Errorf("printed after it: %+v", again)
	}
	if p := b.sound(st); p.Ledger != 2 {
		t.Errorf("proof: %+v", p)
	}
}

// A page that was printed shows the holder as he was then, and its hash stays; his
// next paper has a row of its own.
func TestPageStaysAsItWasPrinted(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, father, "ISSUE")
	first := b.laid(st, station.LedgerWish{})[0]
	_, err := st.Correct(ctx, v.Number, station.Correction{Changed: map[string]json.RawMessage{"name": []byte(`"样例甫"`)}, Reason: "户口本"})
	b.must(err)
	both := b.laid(st, station.LedgerWish{})
	if len(both) != 2 || both[0].Rows[0].Name != "样例父" || both[0].Hash != first.Hash || both[0].Print != 2 || both[1].Rows[0].Name != "样例甫" || both[1].Rows[0].Copy != 2 {
		t.Errorf("printed again: %+v", both)
	}
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	if len(d.Places) != 2 || d.Places[0].Page != 1 || d.Places[1].Page != 2 {
		t.Errorf("where it stands: %+v", d.Places)
	}
	b.must(st.Close())
	st = b.open()
	again := b.laid(st, station.LedgerWish{Pages: []int{2}})
	if len(again) != 1 || again[0].Hash != both[1].Hash || again[0].Print != 2 {
		t.Errorf("after a restart: %+v", again)
	}
	b.sound(st)
}

// What became of a paper after its page was printed stands on a further print beside
// what was recorded, and on the screen; the hash is as it was. Free rows tell it too.
func TestPageTellsWhatBecameOfItsPapers(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	voided, recalled, lost := b.handedOut(st, father), b.handedOut(st, mother), b.handedOut(st, son)
	b.must(st.Recall(ctx, recalled, "symptoms", ""))
	first := b.laid(st, station.LedgerWish{})[0]
	b.laid(st, station.LedgerWish{Blank: 1})
	b.must(st.Void(ctx, voided, 0, "样例"))
	b.must(st.Reinstate(ctx, recalled, "样例"))
	_, err := st.Correct(ctx, lost, station.Correction{Changed: map[string]json.RawMessage{"name": []byte(`"样例次子"`)}, Reason: "户口本", Old: "lost"})
	b.must(err)
	_, err = st.EnterLedger(ctx, lost, 0, 0)
	b.must(err)
	b.out(st, lost)
	b.must(st.Reprint(ctx, lost, "样例"))
	again := b.laid(st, station.LedgerWish{Pages: []int{1, 2}})
	for i, c := range []struct{ recorded, since, shown string }{
		{"", "作废", "作废"},
		{"已通知收回", "恢复有效", ""},
		{"", "挂失，已变更，见第 2 份", "挂失，已变更，见第 2 份"},
	} {
		r := again[0].Rows[i]
		if r.Remark.ZH != c.recorded || r.Since.ZH != c.since || first.Rows[i].Since.ZH != "" || r.Name != first.Rows[i].Name {
			t.Errorf("row %d: %q, since %q; printed first: %q", i+1, r.Remark.ZH, r.Since.ZH, first.Rows[i].Since.ZH)
		}
		v, err := st.LedgerView(ctx, 1)
		if b.must(err); v.Lines[i].Remark.ZH != c.shown {
			t.Errorf("row %d on the screen: %q", i+1, v.Lines[i].Remark.ZH)
		}
	}
	if again[0].Hash != first.Hash {
		t.Error("what came later is in the hash")
	}
	_, err = st.Correct(ctx, lost, station.Correction{Changed: map[string]json.RawMessage{"name": []byte(`"样例幼子"`)}, Reason: "户口本"})
	b.must(err)
	if r := b.laid(st, station.LedgerWish{Pages: []int{2}})[0].Rows[0]; r.Name != "样例次子" || r.Copy != 2 {
		t.Errorf("the free row after a correction: %s, copy %d", r.Name, r.Copy)
	}
	if r := again[1].Rows[0]; r.Copy != 2 || r.Remark.ZH != "" || r.Since.ZH != "已补打，见第 3 份" {
		t.Errorf("the free row: %+v, since %q", r.Remark, r.Since.ZH)
	}
	b.sound(st)
}

// Where people sign in free rows an issue takes the next one, also one that an
// officer's decision gives; the setting outlives a restart.
func TestIssueTakesAFreeRow(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.SignOnLedger(ctx, true))
	b.laid(st, station.LedgerWish{Blank: 1})
	b.must(st.Close())
	st = b.open()
	if v := b.issue(st, father, "ISSUE"); v.Page != 1 || v.Row != 1 {
		t.Errorf("the first: page %d, row %d", v.Page, v.Row)
	}
	told := b.issue(st, with(mother, `"facts":["no_need"]`), "ASK_HEALTH")
	v, err := st.Settle(ctx, told.Case, "issue", "卫健部门样例主任 3月10日 书面确认", true)
	b.must(err)
	if v.Page != 1 || v.Row != 2 || told.Page != 0 {
		t.Errorf("the one that was settled: %+v", v)
	}
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	if last := d.History[len(d.History)-1]; last.Kind == registry.PrintIntended {
		t.Errorf("its intent stands before anybody knows the sheet: %+v", last)
	}
	rows, stubs, err := st.BySigning(ctx, []registry.Number{d.Number})
	if b.must(err); len(rows) != 1 || len(stubs) != 0 {
		t.Errorf("printed with a stub: %v, %v", rows, stubs)
	}
	if got := b.laid(st, station.LedgerWish{Pages: []int{1}}); len(got[0].Rows) != registry.LedgerRows || got[0].Rows[1].Name != "样例母" || !got[0].Rows[2].Number.IsZero() {
		t.Errorf("the page: %+v", got[0].Rows)
	}
	b.sound(st)
}

// A locked station, and one that nobody may write, prints no ledger; a print that is
// given up leaves nothing behind.
func TestLedgerThatIsNotPrinted(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, father, "ISSUE")
	before := st.Head()
	r, err := st.PlanLedger(ctx, station.LedgerWish{})
	b.must(err)
	for range st.LedgerSheets(ctx, r) {
		break
	}
	gone, stop := context.WithCancel(ctx)
	stop()
	if _, err := st.PlanLedger(gone, station.LedgerWish{Pages: []int{9}}); err == nil || strings.Contains(err.Error(), "样例") {
		t.Errorf("page 9: %v", err)
	}
	if st.Head() != before {
		t.Error("a print that was given up is in the log")
	}
	st.Lock()
	if _, err := st.PlanLedger(ctx, station.LedgerWish{}); !errors.Is(err, station.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	for _, err := range st.LedgerSheets(ctx, r) {
		if !errors.Is(err, station.ErrLocked) {
			t.Errorf("drawn while locked: %v", err)
		}
	}
	if err := st.LedgerPrinted(ctx, r); !errors.Is(err, station.ErrLocked) {
		t.Errorf("recorded while locked: %v", err)
	}
}
