package station

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// importing is an import half way.
type importing struct {
	RecallList
	s         *Station
	day       civil.Date
	event     int64 // of the list, if it comes to one
	next      int64 // number of the next entry
	entries   []watch.Entry
	whose     [][16]byte
	keys      [][]BlindKey // of the passes that a row may mean; none where nobody holds one
	listed    []bool       // the source has said something of the person before
	rows      []ListAnswer
	groups    map[[16]byte][]int // the rows of one person and source that speak for themselves
	known     map[string]bool    // why: the scheme's rules know it
	pending   []pendingEntry     // to be sealed when they are wanted
	change    WatchChange
	recall    []draftEvent
	passes    map[string]registry.PassState // that are ordered back
	sum       WatchSum
	before    *LoadedList // this very file, in other words than now; nil for none
	confirmed bool
	denied    map[int]bool      // rows that say of somebody that he is not meant, or not any more
	spoilt    map[int]bool      // rows of which something was put right, or cannot be read: they list, and order nothing back
	named     map[int]bool      // rows that list a name alone
	clash     map[int]int       // rows with the number of another row, and another name
	against   [][2]int          // rows of one person of which one says green, and the other does not
	also      map[int]int       // rows that list a person for another reason than the row named does
	byPass    map[int]watch.Row // rows that name a pass, with its holder
	upstream  bool              // it came down in a parcel
	sent      int64             // up to which number all that upstream says of people is here
}

// pendingEntry is an entry to be: of a row, under its person.
type pendingEntry struct {
	row   int
	id    int64
	whose [16]byte
	named *watch.Entry // beside the row's own: the same by the name alone
}

// weighList answers every row, and gathers what the list would do.
func (s *Station) weighList(ctx context.Context, l RecallList) (*importing, error) {
	return s.newImporting(l).weigh(ctx)
}

func (s *Station) newImporting(l RecallList) *importing {
	n := len(l.Rows)
	return &importing{
		RecallList: l, s: s, day: s.ports.today(), event: s.head.Event + 1, entries: make([]watch.Entry, n), rows: make([]ListAnswer, n),
		whose: make([][16]byte, n), keys: make([][]BlindKey, n), listed: make([]bool, n),
		groups: make(map[[16]byte][]int, n), known: map[string]bool{}, denied: map[int]bool{}, spoilt: map[int]bool{}, named: map[int]bool{}, also: map[int]int{}, clash: map[int]int{}, byPass: map[int]watch.Row{}, passes: map[string]registry.PassState{}, sum: WatchSum{Rows: n},
	}
}

func (i *importing) weigh(ctx context.Context) (*importing, error) {
	if err := i.seenBefore(ctx); err != nil {
		return nil, err
	}
	if err := i.readRows(ctx); err != nil {
		return nil, err
	}
	if err := i.lookAhead(ctx); err != nil {
		return nil, err
	}
	if err := i.weighRows(ctx); err != nil {
		return nil, err
	}
	if i.sum.Before != 0 {
		i.changeNothing()
	}
	return i, nil
}

func (i *importing) file() []byte {
	mark := i.mark()
	blind := i.s.vault.Blind16("watch file", string(mark[:]))
	return blind[:]
}

// changeNothing: the very same file was loaded already.
func (i *importing) changeNothing() {
	i.pending, i.change, i.recall = nil, WatchChange{}, nil
	i.sum.Listed, i.sum.Ended, i.sum.Recalled = 0, 0, 0
	for r := range i.rows {
		row := &i.rows[r]
		if row.List != "" || row.Ordered {
			row.Note = scheme.Text{
				ZH: fmt.Sprintf("这个文件已经载入过（事件 %d），不再改动", i.sum.Before),
				EN: fmt.Sprintf("this file was loaded before (event %d): nothing changes", i.sum.Before)}
		}
		row.List, row.Ordered = "", false
	}
}

// readRows reads every row, with all cores, and hears them in their order. Of rows
// that say the same of one person the newest stands, and on one day the worse
// colour.
func (i *importing) readRows(ctx context.Context) error {
	for r, listed := range i.Rows {
		if listed.Alone {
			i.spoilt[r] = true
		}
		if listed.Part > 0 {
			i.sum.Rows--
		}
		i.rows[r] = ListAnswer{Sheet: listed.Sheet, Row: listed.Row, Columns: listed.Columns, Part: listed.Part, Name: listed.Person.Name, Input: listed.Person.Number, Result: listed.Result, Note: listed.Note}
	}
	if err := i.readPassNumbers(ctx); err != nil {
		return err
	}
	done := 0
	var gone error
	err := inOrder(eachOf(len(i.rows)), func(r int) firstRead {
		if i.rows[r].Result != "" {
			return firstRead{}
		}
		return i.first(i.person(r))
	}, func(r int, f firstRead) {
		if done++; done%1000 == 0 && gone == nil {
			gone = i.tell(ctx, comparing, done, 3*len(i.rows))
		}
		if gone == nil {
			i.hear(r, f)
		}
	})
	if err = firstError(err, gone); err == nil {
		i.contradict()
		i.greens()
	}
	return err
}

func eachOf(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for r := range n {
			if !yield(r) {
				return
			}
		}
	}
}

// firstRead is a row as it reads at first sight, with the keys of the person.
type firstRead struct {
	entry watch.Entry
	bad   *watch.Fault
	whose [16]byte
	keys  []BlindKey // of the passes that it may mean
}

func (i *importing) first(row watch.Row) (f firstRead) {
	if f.entry, f.bad = watch.Parse(row, i.day); f.bad == nil {
		k := f.entry.Whose()
		f.whose = i.s.vault.Blind16(k.Label, k.Value)
		f.keys = i.s.blindKeys(holderKeys(f.entry), 0)
	}
	return f
}

// hear takes a row that was read.
func (i *importing) hear(r int, f firstRead) {
	row := &i.rows[r]
	if row.Result == "" {
		if f = i.settled(r, f); f.bad != nil {
			row.Result = faultResult(f.bad)
			row.remark(f.bad.Why)
		} else {
			i.entries[r], i.whose[r], i.keys[r] = f.entry, f.whose, f.keys
			row.Norm, row.Why = f.entry.Number+f.entry.Mask, f.entry.Why
			i.stand(f.whose, r)
		}
	}
	i.byName(r)
	switch row.Result {
	case "", "duplicate":
	case "skipped":
		i.sum.Skipped++
	default:
		if i.named[r] {
			i.sum.Named++
		} else {
			i.sum.Left++
			row.Left = true
		}
	}
}

// person is a row with what the whole list says.
func (i *importing) person(r int) watch.Row {
	row, named := i.byPass[r]
	if !named {
		row = i.Rows[r].Person
	}
	if i.named[r] {
		row, _ = row.ByName()
	}
	row.Source = cmp.Or(strings.TrimSpace(row.Source), i.Source)
	if row.Source == "" && i.Orders {
		row.Source = unnamedSource
	}
	row.Listed = cmp.Or(strings.TrimSpace(row.Listed), i.Date)
	row.Why = cmp.Or(strings.TrimSpace(row.Why), i.Reason, watch.TitleReason(i.Rows[r].Titles))
	if strings.TrimSpace(row.Colour) == "" {
		row.Why = cmp.Or(row.Why, watch.Other)
	}
	if row.Doubt.Off {
		row = row.AsOther()
	}
	return row
}

// settled reads a row again where it is beside the person that something is wrong.
func (i *importing) settled(r int, f firstRead) firstRead {
	row := i.person(r)
	if over := i.Rows[r].Person.Released(i.day); over != nil {
		i.denied[r], f.bad = true, over
		return f
	}
	i.doubted(r)
	if again, said := row.WithoutOldDays(i.day); !i.upstream && !said.IsZero() {
		row, f = again, i.first(again)
		i.remark(r, said)
	}
	if p := i.Rows[r].Person; i.Reason == "" && row.Why != watch.Other && strings.TrimSpace(p.Why+p.Colour) == "" {
		i.remark(r, scheme.Text{ZH: "原因取自表格的标题", EN: "the reason is what the table's title says"})
	}
	f = i.unnamed(r, &row, i.undated(r, &row, f))
	if f.bad == nil && i.knows(f.entry) || f.bad != nil && !f.bad.Reason {
		return f
	}
	colour := f.bad != nil && f.bad.Colour
	if i.Reason != "" && !colour { // whoever loads the list says what it is for
		given, said := row.For(i.Reason)
		i.remark(r, said)
		return i.unnamed(r, &given, i.undated(r, &given, i.first(given)))
	}
	row = row.AsOther()
	said := row.UnknownReason()
	if colour {
		i.spoilt[r] = true
		said = scheme.Text{ZH: "颜色“" + row.Note + "”认不出，列为“其他”，审核时转负责人；收回前请人看过", EN: "no such colour is known: listed as other, and an officer is asked; somebody looks before a pass is ordered back"}
	} else if i.Orders {
		i.spoilt[r] = true
	}
	if i.Orders && !colour && !i.rows[r].Against {
		said = said.And(watch.LookFirst)
	}
	i.remark(r, said)
	return i.unnamed(r, &row, i.undated(r, &row, i.first(row)))
}

// doubted hears what a row says beside its values, and against itself: then it lists, and
// orders nothing back by itself.
func (i *importing) doubted(r int) {
	p := i.Rows[r].Person
	if told := p.Doubt.Told(); !told.IsZero() {
		i.spoilt[r], i.rows[r].Against = true, true
		i.remark(r, told)
	}
	i.remark(r, p.Besides())
	if p.Doubt.Off {
		i.denied[r] = true
	}
}

// contradict asks about both rows where one lists somebody of whom another, of the same
// list, says that he is not meant, or not any more.
func (i *importing) contradict() {
	for _, r := range slices.Sorted(maps.Keys(i.denied)) {
		p, _ := i.person(r).AsOther().WithoutDays(i.day)
		f := i.first(p)
		if f.bad != nil {
			continue
		}
		for _, other := range i.groups[f.whose] {
			if other == r || i.denied[other] || !f.entry.About(i.entries[other]) {
				continue
			}
			i.spoilt[other], i.rows[other].Against, i.rows[r].Against = true, true, true
			at, of := i.rows[r].at(), i.rows[other].at()
			i.remark(other, watch.CalledOff(at))
			if i.rows[r].Why == "" { // it is not listed: else both say so by their reasons
				i.remark(r, watch.ListedAt(of))
			}
		}
	}
}

// greens asks about both rows where one lists somebody whom another, no older, calls green.
// The green one ends nothing that stands on the list.
func (i *importing) greens() {
	for _, pair := range i.against {
		green, other := pair[0], pair[1]
		if i.entries[other].Why == watch.Green {
			green, other = other, green
		}
		for _, r := range pair {
			i.spoilt[r], i.rows[r].Against = true, true
		}
		at, of := i.rows[green].at(), i.rows[other].at()
		i.remark(other, watch.CalledGreen(at))
		i.remark(green, watch.ListedAt(of))
		whose := i.whose[green]
		i.groups[whose] = slices.DeleteFunc(i.groups[whose], func(r int) bool { return r == green })
	}
}

// unnamed reads a row by its number alone, where the name is what is wrong with it: who
// can be told is not let through for a spoilt letter. Nothing is ordered back by it.
func (i *importing) unnamed(r int, row *watch.Row, f firstRead) firstRead {
	if f.bad == nil || !f.bad.Name {
		return f
	}
	again := *row
	again.Name = ""
	read := i.undated(r, &again, i.first(again))
	if read.bad != nil {
		return f
	}
	*row, i.spoilt[r] = again, true
	i.remark(r, scheme.Text{ZH: "姓名读不出来，只按号码列入，证由人看过再收回", EN: "the name cannot be read: listed by the number alone, and somebody looks before a pass is ordered back"})
	return read
}

// undated reads a row without its days, where these are what is wrong with it.
func (i *importing) undated(r int, row *watch.Row, f firstRead) firstRead {
	if f.bad == nil || !f.bad.Days {
		return f
	}
	again, said := row.WithoutDays(i.day)
	i.remark(r, said)
	*row = again
	return i.first(again)
}

// remark adds to what is said of a row.
func (i *importing) remark(r int, t scheme.Text) {
	i.rows[r].remark(t)
}

func (r *ListAnswer) remark(t scheme.Text) {
	if t.IsZero() || strings.Contains(r.Note.ZH, t.ZH) { // a row that is read twice
		return
	}
	r.Note = r.Note.And(t)
}

// unnamedSource stands where nobody says whose recall list it is. Of a status list
// somebody must: what a source says later replaces what it said before.
const unnamedSource = "来源未写明的名单"

func faultResult(f *watch.Fault) string {
	switch {
	case f.Damaged:
		return "damaged"
	case f.Alone:
		return "ask"
	}
	return "invalid"
}

func (i *importing) knows(e watch.Entry) bool {
	known, asked := i.known[e.Why]
	if !asked {
		known = e.KnownTo(i.s.scheme)
		i.known[e.Why] = known
	}
	return known
}

// weighRows holds the rows against the list as it stands, and against the holders,
// in the order of the file.
func (i *importing) weighRows(ctx context.Context) error {
	for r := range i.rows {
		if r%1000 == 0 {
			if err := i.tell(ctx, comparing, 2*len(i.rows)+r, 3*len(i.rows)); err != nil {
				return err
			}
		}
		if !i.open(r) {
			continue
		}
		if err := i.weighRow(ctx, r); err != nil {
			return err
		}
	}
	slices.SortFunc(i.change.Ended, func(a, b SealedEntry) int { return int(a.ID - b.ID) })
	i.sum.Listed, i.sum.Ended, i.sum.Recalled = len(i.pending), len(i.change.Ended), len(i.recall)
	return nil
}

func (i *importing) weighRow(ctx context.Context, r int) error {
	whose := i.whose[r]
	if group := i.groups[whose]; group != nil {
		if err := i.list(ctx, whose, group, i.listed[r]); err != nil {
			return err
		}
		delete(i.groups, whose)
	}
	match := i.match
	if i.named[r] {
		match = i.matchName
	}
	if err := match(ctx, r); err != nil {
		return err
	}
	i.sayClash(r)
	i.sayWhy(r)
	return nil
}

// sayClash: one number with two names is a conflict in the file, where no pass tells which
// of them is right. Both are listed.
func (i *importing) sayClash(r int) {
	of, clashes := i.clash[r]
	if !clashes || i.rows[r].Result != "none" {
		return
	}
	i.rows[r].Result = "conflict"
	this, other := i.rows[r].at(), i.rows[of].at()
	i.remark(r, scheme.Text{ZH: "号码和" + other.ZH + "相同，姓名不同：" + other.ZH + "、" + this.ZH + "请核对；两个都列入", EN: other.EN + " has the same number and another name: compare " + other.EN + " and " + this.EN + "; both are listed"})
	i.rows[of].remark(scheme.Text{ZH: "号码和" + this.ZH + "相同，姓名不同，请核对", EN: this.EN + " has the same number and another name: compare"})
}

// sayWhy tells what is to be known of a row's reason: another row gives another, or a
// status list gives none.
func (i *importing) sayWhy(r int) {
	if until := i.entries[r].Until; !until.IsZero() && until.Before(i.day) && i.rows[r].List != "" {
		i.remark(r, both("截止日期 %s 已过：留在名单上，来时不会拦下", "its last day, %s, has gone by: it stays on the list, and stops nobody", until))
	}
	if of, twice := i.also[r]; twice {
		at := i.rows[of].at()
		i.remark(r, scheme.Text{ZH: at.ZH + "也列了这个人，原因不同，两条都算", EN: at.EN + " lists the person for another reason: both stand"})
	}
	if p := i.Rows[r].Person; !i.Orders && i.Reason == "" && i.entries[r].Why == watch.Other && strings.TrimSpace(p.Why+p.Colour) == "" {
		i.remark(r, both("没有写颜色或原因，列为“其他”，来时由负责人核实", "neither colour nor reason is given: listed as other, and an officer finds out"))
	}
}

var (
	comparing = scheme.Text{ZH: "核对名单", EN: "comparing the list"}
	sealing   = scheme.Text{ZH: "密封名单", EN: "sealing the list"}
	entering  = scheme.Text{ZH: "写入登记册，不再停下", EN: "writing it down, to the end"} // a transaction is never given up
)

// tell says how far it has come, and is the context's error when nobody waits any
// more: until the list is written it can be given up without a trace.
func (i *importing) tell(ctx context.Context, step scheme.Text, done, of int) error {
	if i.Told != nil {
		i.Told(Progress{step, float64(done) / float64(of)})
	}
	return ctx.Err()
}
