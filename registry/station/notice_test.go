package station_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

const oldMan = `{"name":"样例老","document":{"number":"330204194605129036"},"declared":true}`

// handedOver issues a pass, prints it and has it signed for.
func (b *bench) handedOver(st *station.Station, line string) registry.Number {
	b.t.Helper()
	n := b.issue(st, line, "ISSUE").Number
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "out"))
	b.must(st.Sign(ctx, n, "holder"))
	return n
}

// notice is the one notice of the kind about a pass.
func (b *bench) notice(st *station.Station, k station.NoticeKind, n registry.Number) station.PassNotice {
	b.t.Helper()
	all, err := st.Notices(ctx, station.NoticeOrder{Kind: k, Numbers: []registry.Number{n}})
	b.must(err)
	return all.Passes[0]
}

// A recall notice says which papers, why, on which sentence, and where to bring
// them; terms only where one is set.
func TestRecallNotice(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	order := station.NoticeOrder{Kind: station.RecallNotices, Numbers: []registry.Number{n}}
	if _, err := st.Notices(ctx, order); !isNotSo(err) {
		t.Errorf("of a pass that is not recalled: %v", err)
	}
	b.must(st.Reprint(ctx, n, "样例损坏"))
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "out"))
	b.must(st.Recall(ctx, n, "close_contact", "样例备注"))

	got := b.notice(st, station.RecallNotices, n)
	if got.Name != "样例父" || got.Masked != "330212********9315" || got.Reason.ZH != "密切接触者" || !strings.HasPrefix(got.Cite, "对分析出的密切接触者") ||
		!strings.Contains(got.Paper.ZH, "一码通") || !slices.Equal(got.Copies, []int{1, 2}) || got.Days != 0 || got.Term != 0 || got.Where.Phone != "" {
		t.Errorf("notice: %+v", got)
	}
	own := st.Info()
	b.must(st.LoadDirectory(ctx, b.parsed(station.Place{Kind: "community", Name: "样例点", Division: own.Division, Phone: "0574-1", Station: fmt.Sprint(own.Code)})))
	b.must(st.ChangeSetting(ctx, "recall_return_days", "3", "样例"))
	b.must(st.ChangeSetting(ctx, "appeal_deadline_days", "7", "样例"))
	if got := b.notice(st, station.RecallNotices, n); got.Days != 3 || got.Term != 7 || got.Where.Phone != "0574-1" || st.Point().Phone != "0574-1" {
		t.Errorf("with a directory and terms: %+v", got)
	}
	if leaked := string(registry.Body(got)); strings.Contains(leaked, "330212198505059315") || strings.Contains(leaked, "样例备注") {
		t.Errorf("the notice bears %s", leaked)
	}
	b.sound(st)
}

// Where nobody named a ground the sentence of a ground is not told for it: the person is
// told what was written down.
func TestRecallNoticeOfAnotherReason(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.must(st.Recall(ctx, n, "other", "样例备注"))
	if got := b.notice(st, station.RecallNotices, n); got.Cite != "" || got.Paper.ZH != "" || got.Reason.ZH != "其他：样例备注" {
		t.Errorf("notice: %+v", got)
	}
}

// A receipt is empty as long as the paper is out, and tells what came back, when,
// and who took it.
func TestReceipt(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.must(st.Recall(ctx, n, "symptoms", ""))
	if r := b.notice(st, station.ReturnReceipts, n); r.Back || r.Operator != "" || !slices.Equal(r.Copies, []int{1}) || !r.Recalled {
		t.Errorf("before: %+v", r)
	}
	b.now = b.now.Add(time.Hour)
	b.must(st.Return(ctx, n, 0, station.OutcomeReturned, ""))
	if r := b.notice(st, station.ReturnReceipts, n); !r.Back || r.Operator != st.Operator() || !r.Day.Equal(b.now) || !slices.Equal(r.Copies, []int{1}) || !r.Recalled {
		t.Errorf("after: %+v", r)
	}
	if _, err := st.Notices(ctx, station.NoticeOrder{Kind: station.RecallNotices, Numbers: []registry.Number{n}}); !isNotSo(err) {
		t.Errorf("a notice of a paper that came back: %v", err)
	}
}

// Recalled passes are put together by address, in the order in which somebody
// walks; children under the number of one of them are told and not asked.
func TestDoorSlips(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	at := func(line, building, address string) string {
		return with(line, fmt.Sprintf(`"building":%q,"address":%q`, building, address))
	}
	twelfth := b.handedOver(st, at(oldMan, "12幢", "样例路 1 号"))
	third := b.handedOver(st, at(father, "3幢", "样例路  1 号 "))
	wife := b.handedOver(st, at(mother, "3幢", "样例路 1 号"))
	child := b.issue(st, at(son, "3幢", "样例路 1 号"), "ISSUE").Number
	for _, n := range []registry.Number{twelfth, third, wife} {
		b.must(st.Recall(ctx, n, "symptoms", ""))
	}
	open := []registry.Number{twelfth, third, wife}
	all, err := st.Notices(ctx, station.NoticeOrder{Kind: station.DoorSlips, Open: true})
	b.must(err)
	if len(all.Doors) != 2 || all.Doors[0].Building != "3幢" || all.Doors[0].Address != "样例路 1 号" || all.Doors[1].Building != "12幢" {
		t.Fatalf("doors: %+v", all.Doors)
	}
	d := all.Doors[0]
	if len(d.People) != 2 || d.People[0].Number != third || !slices.Equal(d.People[0].Copies, []int{1}) || len(d.Children) != 1 || d.Children[0].Number != child || len(all.Doors[1].Children) != 0 {
		t.Errorf("the third building: %+v", d)
	}
	if d, err := st.Pass(ctx, child.String()); err != nil || d.Status.UnderRecall() {
		t.Errorf("the child's pass: %v, %v", d.Status, err)
	}
	b.must(st.Return(ctx, twelfth, 0, station.OutcomeReturned, ""))
	if _, err := st.Notices(ctx, station.NoticeOrder{Kind: station.DoorSlips, Numbers: open}); !isNotSo(err) {
		t.Errorf("a paper that came back: %v", err)
	}
}

// The gate sheet tells every recalled number, every one of which an old paper may
// be shown, the copy from which on it is good, and nobody's name.
func TestGateSheet(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	fine := b.handedOver(st, father)
	recalled := b.handedOver(st, mother)
	lost := b.handedOver(st, oldMan)
	b.must(st.Recall(ctx, recalled, "symptoms", ""))
	b.must(st.ReportLost(ctx, lost, 0, "样例遗失"))
	b.must(st.Reprint(ctx, lost, "样例遗失"))
	sheet, err := st.Notices(ctx, station.NoticeOrder{Kind: station.GateSheets})
	g := sheet.Gate
	b.must(err)
	want := []station.GateNumber{{Number: recalled}, {Number: lost, Good: 2}}
	slices.SortFunc(want, func(a, c station.GateNumber) int { return strings.Compare(a.Number.String(), c.Number.String()) })
	if !slices.Equal(g.Numbers, want) || !g.Until.IsZero() || !g.Made.Equal(b.now) {
		t.Errorf("%+v, want %+v; not %v", g, want, fine)
	}
	b.must(st.ChangeSetting(ctx, "gate_sheet_hours", "24", "样例"))
	if sheet, err = st.Notices(ctx, station.NoticeOrder{Kind: station.GateSheets}); err != nil || !sheet.Gate.Until.Equal(b.now.Add(24*time.Hour)) {
		t.Errorf("good until %v, %v", sheet.Gate.Until, err)
	}
}

// The closing slip is the close as it stands in the log: its figures, and its hash.
func TestClosingSlip(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	slipOf := func(day civil.Date) (station.ClosingSlip, error) {
		n, err := st.Notices(ctx, station.NoticeOrder{Kind: station.ClosingSlips, Day: day})
		return n.Closing, err
	}
	if _, err := slipOf(civil.Date{}); !isNotSo(err) {
		t.Errorf("before the first close: %v", err)
	}
	b.handedOver(st, father)
	closed, err := st.CloseDay(ctx)
	b.must(err)
	first := closed.Day
	slip, err := slipOf(civil.Date{})
	if b.must(err); slip.Head != closed.Head.Short() || slip.Event != closed.Head.Event || slip.Issued != 1 || slip.Printed != closed.Printed || slip.Operator != st.Operator() ||
		slip.Account == nil || slip.Account.Numbers != closed.Account.Numbers || slip.Account.Sheets != closed.Account.Sheets {
		t.Errorf("slip %+v of %+v", slip, closed)
	}
	b.now = b.now.Add(24 * time.Hour)
	b.handedOver(st, mother)
	_, err = st.CloseDay(ctx)
	b.must(err)
	if again, err := slipOf(first); err != nil || again.Head != slip.Head {
		t.Errorf("of the day before: %+v, %v", again, err)
	}
	if _, err := slipOf(first.AddDays(-1)); !isNotSo(err) {
		t.Errorf("of a day that nobody closed: %v", err)
	}
}

// An appeal form tells what is appealed; a decision tells what was decided, why, by
// whom and when, and what came of it.
func TestAppealNotices(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.must(st.Recall(ctx, n, "close_contact", ""))
	of := func(k station.NoticeKind) (station.AppealNotice, error) {
		all, err := st.Notices(ctx, station.NoticeOrder{Kind: k, Numbers: []registry.Number{n}})
		if err != nil {
			return station.AppealNotice{}, err
		}
		return all.Appeals[0], nil
	}
	f, err := of(station.AppealForms)
	if b.must(err); f.Case != 0 || !f.Lodged.IsZero() || !strings.Contains(f.Against.ZH, "收回通行证") || !strings.Contains(f.Against.ZH, "密切接触者") || f.Sentence.Sentence == "" || f.Masked != "330212********9315" {
		t.Errorf("a form: %+v", f)
	}
	if _, err := of(station.AppealDecisions); !isNotSo(err) {
		t.Errorf("a decision before there is an appeal: %v", err)
	}
	id, err := st.LodgePassAppeal(ctx, n.String(), "样例申诉人的话")
	b.must(err)
	if f, err = of(station.AppealForms); err != nil || f.Case != id || !f.Lodged.Equal(b.now) || strings.Contains(string(registry.Body(f)), "申诉人的话") {
		t.Errorf("a form of an appeal that was lodged: %+v, %v", f, err)
	}
	if _, err := of(station.AppealDecisions); !isNotSo(err) {
		t.Errorf("a decision while it waits: %v", err)
	}
	_, err = st.DecideAppeal(ctx, id, "uphold", "样例两次核实", false)
	b.must(err)
	if d, err := of(station.AppealDecisions); err != nil || !d.Upheld() || d.Decided.Reason != "样例两次核实" || d.Decided.Operator != st.Operator() {
		t.Errorf("upheld: %+v, %v", d, err)
	}
	b.must(st.ReopenAppeal(ctx, id, "样例新证据"))
	_, err = st.DecideAppeal(ctx, id, "change", "样例核实无误", false)
	b.must(err)
	d, err := of(station.AppealDecisions)
	if b.must(err); d.Upheld() || !strings.Contains(d.Came.ZH, "恢复") || d.Decided.Reason != "样例核实无误" || !strings.Contains(d.Against.ZH, "收回") {
		t.Errorf("changed: %+v", d)
	}
}

// The appeal of a refusal: the reason that was told, and the pass that came of it.
func TestAppealNoticesOfARefusal(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14").Case
	of := func(k station.NoticeKind) (station.AppealNotice, error) {
		all, err := st.Notices(ctx, station.NoticeOrder{Kind: k, Cases: []int64{id}})
		if err != nil {
			return station.AppealNotice{}, err
		}
		return all.Appeals[0], nil
	}
	if f, err := of(station.AppealForms); err != nil || !strings.Contains(f.Against.ZH, "密切接触") || !f.Number.IsZero() {
		t.Errorf("a form: %+v, %v", f, err)
	}
	b.must(st.LodgeAppeal(ctx, id, "样例申诉人的话"))
	v, err := st.DecideAppeal(ctx, id, "change", "样例核实不是密接", false)
	b.must(err)
	d, err := of(station.AppealDecisions)
	if b.must(err); d.Number != v.Number || !strings.Contains(d.Came.ZH, v.Number.Grouped()) {
		t.Errorf("changed: %+v", d)
	}
	if _, err := of(station.AppealForms); !isNotSo(err) {
		t.Errorf("a form of what was changed: %v", err)
	}
	b.must(st.NoticesPrinted(ctx, station.Notices{Kind: station.AppealDecisions, Appeals: []station.AppealNotice{d}}))
	b.sound(st)
}

// What names people is recorded when it was printed, and not given out where that
// could not be.
func TestNoticesAreRecorded(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.must(st.Recall(ctx, n, "symptoms", ""))
	all, err := st.Notices(ctx, station.NoticeOrder{Kind: station.RecallNotices, Numbers: []registry.Number{n}})
	b.must(err)
	b.must(st.NoticesPrinted(ctx, all))
	var last registry.Event
	for e, err := range store.Events(ctx) {
		b.must(err)
		last = e
	}
	var body registry.ExportedBody
	if b.must(json.Unmarshal(last.Body, &body)); last.Kind != registry.Exported || body.Format != "recall_notices" || body.Count != 1 {
		t.Errorf("event %s %s", last.Kind, last.Body)
	}
	if _, err := st.Notices(ctx, station.NoticeOrder{Kind: "样例"}); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("no such kind: %v", err)
	}
	b.sound(st)
}

func isNotSo(err error) bool {
	var n *station.NotSo
	return errors.As(err, &n)
}
