package station_test

import (
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// TestTheSameFileUnderAnotherName: the very same bytes list nobody twice, whoever is said
// to have sent them and whatever they are called; who really means it says so.
func TestTheSameFileUnderAnotherName(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	file := func(source string, orders bool) station.RecallList {
		row := list("330212198505059315", "样例父", "密接")
		row.Source, row.Listed = "", ""
		l := rowsOf(row)
		l.File, l.Source, l.Orders = [32]byte{9}, source, orders
		return l
	}
	preview := func(l station.RecallList) *station.RecallPreview {
		t.Helper()
		p, err := st.PreviewRecalls(ctx, l)
		b.must(err)
		return p
	}
	first := b.confirmed(st, preview(file("样例疾控", false)))
	if first.Sum.Listed != 1 || first.Known != nil {
		t.Fatalf("%+v", first.Sum)
	}
	p := preview(file("样例街道", false))
	if p.Known == nil || p.Known.Source != "样例疾控" || p.Sum.Before != first.Sum.Event || p.Sum.Listed != 0 || p.Rows[0].List != "" ||
		!strings.Contains(p.Known.Says().ZH, "重点人员名单，来源“样例疾控”") || !strings.Contains(p.Known.Says().EN, "a watch list") {
		t.Errorf("another source: %+v, %+v", p.Sum, p.Known)
	}
	before := st.Head()
	b.confirmed(st, p)
	b.unmoved(st, before, "the same file under another source")
	if p := preview(file("样例疾控", true)); p.Known != nil || p.Sum.Recalled != 1 { // the same source orders back whom it has listed
		t.Errorf("an order of the same source: %+v, %+v", p.Sum, p.Known)
	}
	if p := preview(file("样例街道", true)); p.Known == nil || p.Sum.Recalled != 0 {
		t.Errorf("an order of another source: %+v", p.Sum)
	}
	again := file("样例街道", false)
	again.Again = true
	if p := b.confirmed(st, preview(again)); p.Known != nil || p.Sum.Listed != 1 || p.Sum.Before != 0 {
		t.Errorf("meant so: %+v, %+v", p.Sum, p.Known)
	}
	before = st.Head()
	b.confirmed(st, preview(again))
	b.unmoved(st, before, "the very same list, and meant so")
	part := file("样例市", false)
	part.Part = "二"
	if p := preview(part); p.Known != nil {
		t.Errorf("another sheet: %+v", p.Known)
	}
	b.sound(st)
}

// TestARosterIsNoRecallList: a file that was loaded as residents recalls nobody, not by a
// mask either, and a list of the authorities is no list of residents, until it is said.
func TestARosterIsNoRecallList(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	people := station.ResidentList{File: [32]byte{5}, Rows: []station.ResidentRow{{Row: 2, Application: b.app(father)}}}
	p, err := st.PreviewResidents(ctx, people)
	b.must(err)
	_, err = st.ConfirmResidents(ctx, p)
	b.must(err)
	l := ordering(list("330212********9315", "样例父", "密接"))
	l.File = [32]byte{5}
	r, err := st.PreviewRecalls(ctx, l)
	b.must(err)
	if r.Known == nil || r.Known.List != "residents" || !strings.Contains(r.Known.Says().ZH, "居民名单") {
		t.Fatalf("%+v", r.Known)
	}
	before := st.Head()
	b.confirmed(st, r, 0)
	b.unmoved(st, before, "a roster as a recall list")
	l.Again = true
	r, err = st.PreviewRecalls(ctx, l)
	b.must(err)
	if r = b.confirmed(st, r); r.Sum.Listed != 1 {
		t.Errorf("%+v", r.Sum)
	}
	watched := ordering(list("330203198706069345", "样例母", "密接"))
	watched.File = [32]byte{6}
	r, err = st.PreviewRecalls(ctx, watched)
	b.must(err)
	b.confirmed(st, r)
	people.File, people.Rows[0].Application = [32]byte{6}, b.app(mother)
	p, err = st.PreviewResidents(ctx, people)
	b.must(err)
	if p.Known == nil || p.Sum.Before == 0 {
		t.Errorf("%+v", p.Sum)
	}
	before = st.Head()
	_, err = st.ConfirmResidents(ctx, p)
	b.must(err)
	b.unmoved(st, before, "a recall list as residents")
	people.Again = true
	p, err = st.PreviewResidents(ctx, people)
	b.must(err)
	if p, err = st.ConfirmResidents(ctx, p); err != nil || p.Sum.Event == 0 {
		t.Errorf("%v, %+v", err, p.Sum)
	}
	b.sound(st)
}

// TestAListNamesThePass: the number of a pass means its holder, with a name or without;
// another's name is a conflict, and one that is not ours is asked about.
func TestAListNamesThePass(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	child := b.handedOut(st, son)
	elsewhere, err := registry.NewNumber(pass.District(), pass.Station()%900+1, 1, 0, 1)
	b.must(err)
	p := b.previewed(st, ordering(list(pass.Grouped(), "", "密接"), list(child.String(), "", "密接"), list(pass.String(), "样例无关", "密接"), list(elsewhere.String(), "样例谁", "密接")),
		"match:listed match:listed conflict:listed ask:listed")
	if p.Rows[0].Norm != "330212198505059315" || p.Rows[1].Numbers[0] != child.String() || !strings.Contains(p.Rows[0].Note.ZH, "通行证的编号") || !strings.Contains(p.Rows[3].Note.ZH, "本站没有这张证") {
		t.Errorf("%+v", p.Rows)
	}
	if p = b.confirmed(st, p); p.Sum.Recalled != 2 {
		t.Errorf("%+v", p.Sum)
	}
	b.sound(st)
}

// TestAChildUnderItsParentsNumber has a sentence of its own, with a pass and without.
func TestAChildUnderItsParentsNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	child := b.handedOut(st, son)
	p := b.previewed(st, ordering(list("330212198505059315", "样例长子", "密接"), list("330212198505059315", "样例次子", "密接")), "match:listed conflict:listed")
	if p.Rows[0].Numbers[0] != child.String() || !strings.Contains(p.Rows[0].Note.ZH, "收回孩子这张证") || !strings.Contains(p.Rows[1].Note.ZH, "孩子没有证") {
		t.Errorf("%+v", p.Rows)
	}
	if p = b.confirmed(st, p); p.Sum.Recalled != 1 {
		t.Errorf("%+v", p.Sum)
	}
	b.sound(st)
}

// TestTheTitleSaysWhy: where no row and nobody else does.
func TestTheTitleSaysWhy(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	titled := func(why string) station.RecallList {
		l := rowsOf(list("330212198505059315", "样例父", why))
		l.Rows[0].Titles = []string{"样例区密切接触者名单"}
		return l
	}
	if p := b.previewed(st, titled(""), "none:listed"); p.Rows[0].Why != "close_contact" || !strings.Contains(p.Rows[0].Note.ZH, "标题") {
		t.Errorf("%+v", p.Rows)
	}
	if p := b.previewed(st, titled("发热"), "none:listed"); p.Rows[0].Why != "symptoms" || !p.Rows[0].Note.IsZero() {
		t.Errorf("%+v", p.Rows)
	}
	l := titled("")
	l.Reason = "symptoms"
	if p := b.previewed(st, l, "none:listed"); p.Rows[0].Why != "symptoms" || !p.Rows[0].Note.IsZero() {
		t.Errorf("%+v", p.Rows)
	}
}
