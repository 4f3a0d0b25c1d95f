package station

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// Lists of people come from outside in two steps: PreviewRecalls answers every row
// and changes nothing; ConfirmRecalls does what was shown, in one transaction. So
// nobody is recalled, or put on the watch list, who was not on the screen first.
//
//	p, err := st.PreviewRecalls(ctx, station.RecallList{File: sum, Rows: rows, Orders: true, Reason: "close_contact"})
//	for _, r := range p.Rows { … r.Sheet, r.Row, r.Result, r.Numbers, r.Note … }
//	done, err := st.ConfirmRecalls(ctx, p)   // done.Rows say what was done
//
// Everybody on such a list goes on the watch list, with or without a pass, and is
// asked about by every later check. With Orders the passes that a row means beyond
// doubt (match) are ordered back as well: never on a conflict, on an ambiguity, on
// a name alone, nor on what stands on a child's pass under the same number: that is
// named in Related, for somebody to look at. A masked number with a name
// (match_masked), or a row that was put right (ask), is ordered back only where whoever
// confirms says so row by row.

// ListedRow is a row of somebody's file as its reader hands it over. Every row of
// the file is handed over, so that each is answered once.
type ListedRow struct {
	Sheet   string      // "" for a text file
	Row     int         // in the sheet, or the physical line of a text file
	Columns string      // of the table, where another stands beside it: E–G
	Result  string      // the reader's verdict of a row that names nobody: skipped, damaged, invalid, no_value, ask; else ""
	Note    scheme.Text // why, beside Result
	Person  watch.Row   // as the file has it
	Titles  []string    // under which it stands, the nearest first: they may say why
	Part    int         // from 2 for the others whom the row names
	Alone   bool        // the number stood in another place than it should: it lists, and orders nothing back by itself
}

// RecallList is a list on its way in.
type RecallList struct {
	Rows   []ListedRow
	File   [32]byte // SHA-256 of the file: the same file twice changes nothing
	Name   string   // of the file; kept sealed
	Part   string   // what was chosen of the file; "" for all of it
	Orders bool     // order back the passes of those whom the list means beyond doubt
	Again  bool     // load it although this very file was loaded, in another's name or as another kind of list

	// For rows that do not say it themselves. Without a reason somebody is listed as
	// "other", and an officer looks; without a date, as of today. A list that orders
	// nothing back must say whose it is.
	Reason, Source, Date string

	Told func(Progress) // how far it has come; may be nil
}

// ListAnswer is what a row comes to: whom of the holders it means, and what it does
// to the watch list. It holds a name and a number as the file has them: show it,
// never log it.
type ListAnswer struct {
	Sheet     string      `json:"sheet,omitempty"`
	Row       int         `json:"row"`
	Columns   string      `json:"columns,omitempty"` // of its table, where another stands beside it
	Part      int         `json:"part,omitempty"`    // from 2: another person whom the same row names
	Name      string      `json:"name,omitempty"`
	Input     string      `json:"input,omitempty"`
	Norm      string      `json:"norm,omitempty"` // the number in its one form
	Result    string      `json:"result"`         // match, match_masked, ambiguous, conflict, duplicate, damaged, invalid, none, ask, already_recalled, not_in_hand, no_value, skipped
	OfSheet   string      `json:"of_sheet,omitempty"`
	Of        int         `json:"of,omitempty"` // duplicate: the row that says it
	OfColumns string      `json:"of_columns,omitempty"`
	Numbers   []string    `json:"numbers,omitempty"`  // of the passes that it means
	Related   []string    `json:"related,omitempty"`  // passes that bear the number as a parent's, and others to look at
	Why       string      `json:"why,omitempty"`      // what the person is listed for, in the words of package watch
	Left      bool        `json:"left,omitempty"`     // it should list somebody and lists nobody: one of WatchSum.Left
	Against   bool        `json:"against,omitempty"`  // it, or another row about the person, says that he is not meant: each such row is decided by itself
	Ordered   bool        `json:"-"`                  // the pass is ordered back, or would be
	Recalled  bool        `json:"recalled,omitempty"` // ordered back now
	Entry     int64       `json:"entry,omitempty"`    // the entry that it made; 0 for none
	List      string      `json:"list,omitempty"`     // listed, replaced; "" where the list stays as it was
	Note      scheme.Text `json:"note,omitzero"`
	stale     bool        // the list says something newer, or an officer has lifted it
}

// MayOrder reports a row that orders nothing back by itself, and whose one pass whoever has
// looked may order back: a mask with the name, or one that was put right.
func (r ListAnswer) MayOrder() bool {
	return (r.Result == "match_masked" || r.Result == "ask") && len(r.Numbers) == 1
}

// sayOf names the row that says the same.
func (r *ListAnswer) sayOf(of ListAnswer) {
	r.Result, r.Of, r.OfColumns = "duplicate", of.Row, of.Columns
	if of.Sheet != r.Sheet {
		r.OfSheet = of.Sheet
	}
}

// at is where a row stands: 第 3 行, and in which table where several stand beside each other.
func (r ListAnswer) at() scheme.Text {
	if r.Columns == "" {
		return both("第 %d 行", "row %d", r.Row)
	}
	return scheme.Text{ZH: fmt.Sprintf("第 %d 行（%s 列）", r.Row, r.Columns), EN: fmt.Sprintf("row %d (columns %s)", r.Row, r.Columns)}
}

// WatchSum is what an import comes to.
type WatchSum struct {
	Rows     int   `json:"rows"`
	Listed   int   `json:"listed"`          // new entries
	Ended    int   `json:"ended"`           // older entries that these replaced
	Left     int   `json:"left"`            // rows that should list somebody and list nobody
	Named    int   `json:"named,omitempty"` // rows with no number of use: they list the name alone
	Skipped  int   `json:"skipped,omitempty"`
	Recalled int   `json:"recalled,omitempty"`
	Before   int64 `json:"before,omitempty"` // the event that loaded this very file; then nothing is done
	Event    int64 `json:"event,omitempty"`  // 0: nothing was written
}

// RecallPreview answers a list row by row. Until it is confirmed nothing has
// happened. It holds people's data: drop it when the station is locked.
type RecallPreview struct {
	Rows []ListAnswer
	Sum  WatchSum
	work *importing

	// This very file was loaded in another's name, for another ground, as of another
	// day, or as another kind of list: nothing is done unless it is said Again.
	Known *LoadedList
}

func (i *importing) preview() *RecallPreview { return &RecallPreview{i.rows, i.sum, i, i.before} }

// Counts are the rows by result.
func (p *RecallPreview) Counts() map[string]int {
	n := map[string]int{}
	for i := range p.Rows {
		n[p.Rows[i].Result]++
	}
	return n
}

// PreviewRecalls answers every row of a list and changes nothing. A row that names
// nobody never stops the rest.
func (s *Station) PreviewRecalls(ctx context.Context, l RecallList) (*RecallPreview, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoLists); err != nil {
		return nil, err
	}
	i, err := s.weighList(ctx, l)
	if err != nil {
		return nil, fmt.Errorf("look at a list: %w", err)
	}
	return i.preview(), nil
}

// ConfirmRecalls does what the preview shows, and answers with the preview whose
// rows say what was done; p itself stays as it is, for it may be on a screen.
// Beside the matches it orders back those of the rows given (by their place in
// p.Rows) that MayOrder: whoever confirms has looked at them. Where the
// register has come to another answer since, nothing is done: with the error comes
// the new preview, to be shown again. With any other error comes p.
func (s *Station) ConfirmRecalls(ctx context.Context, p *RecallPreview, masked ...int) (*RecallPreview, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayConfirm(p.work.RecallList); err != nil {
		return p, err
	}
	i, err := s.stillSo(ctx, p.work)
	if err != nil {
		return i.preview(), err
	}
	i.rows = slices.Clone(i.rows)
	if i.before != nil && i.before.List == listResidents {
		masked = nil // of a roster nobody meant to recall anybody
	}
	for _, r := range masked {
		if err := i.orderMasked(ctx, r); err != nil {
			return p, err
		}
	}
	if err := i.carryOut(ctx); err != nil {
		return p, fmt.Errorf("load a list: %w", err)
	}
	return i.preview(), nil
}

// carryOut loads the list. Of a file that was loaded before it only orders back what
// somebody has looked at since.
func (i *importing) carryOut(ctx context.Context) error {
	switch {
	case i.sum.Before == 0 && len(i.pending)+len(i.change.Ended)+len(i.recall)+i.sum.Left > 0:
		return i.load(ctx)
	case i.sum.Before != 0 && len(i.recall) > 0:
		if err := i.s.append(ctx, &draft{passes: i.passes, events: i.recall}); err != nil {
			return err
		}
		i.done()
		i.sum.Event = i.s.head.Event
	}
	return nil
}

// load seals the records and appends the events; the rows then say what was done.
func (i *importing) load(ctx context.Context) error {
	if err := i.seal(ctx); err != nil {
		return err
	}
	d := i.draft()
	if err := i.keepUnlisted(ctx, d); err != nil {
		return err
	}
	if err := i.s.append(ctx, d); err != nil {
		return err
	}
	i.s.countUnlisted(ctx)
	for _, p := range i.pending {
		if p.named == nil {
			i.rows[p.row].Entry = p.id
		}
	}
	i.done()
	return nil
}

func (i *importing) done() {
	for r := range i.rows {
		i.rows[r].Recalled = i.rows[r].Ordered
	}
	i.sum.Event, i.sum.Recalled = i.event, len(i.recall)
}

func (s *Station) mayConfirm(l RecallList) error {
	if err := s.writable(registry.DoLists); err != nil || !l.Orders {
		return err
	}
	return s.writable(registry.DoRecall)
}

// stillSo weighs the list again where the register has moved since the preview, and
// is *NotSo beside the new answers where it answers otherwise now.
func (s *Station) stillSo(ctx context.Context, old *importing) (*importing, error) {
	if old.event == s.head.Event+1 && old.day == s.ports.today() && !old.confirmed {
		old.confirmed = true // a draft is made of it once
		return old, nil
	}
	now, err := s.weighList(ctx, old.RecallList)
	if err != nil {
		return old, fmt.Errorf("look at a list again: %w", err)
	}
	if !slices.EqualFunc(old.rows, now.rows, ListAnswer.agrees) && now.sum.Before == 0 {
		return now, notSo("list", "预览之后登记册有了变化，名单的核对结果和刚才不同；什么都没有做，请看过新的结果再确认", "the register has changed since the preview, and the list comes to other answers now; nothing was done: look at the new answers and confirm again")
	}
	now.confirmed = true
	return now, nil
}

// agrees reports that two answers to one row come to the same.
func (r ListAnswer) agrees(o ListAnswer) bool {
	return r.Result == o.Result && r.Ordered == o.Ordered && r.List == o.List && slices.Equal(r.Numbers, o.Numbers)
}

// orderMasked orders back the pass of a masked number, where somebody has looked.
func (i *importing) orderMasked(ctx context.Context, r int) error {
	if r < 0 || r >= len(i.rows) || !i.rows[r].MayOrder() {
		return notSo("row", "只有号码遮盖而姓名相符的、写着请人看过的，且只有一张证的，才能由人核对后收回", "only a masked number with a name, or a row that asks to be looked at, that means one pass is ordered back by whoever looked at it")
	}
	p, err := i.s.passState(ctx, i.rows[r].Numbers[0])
	if err != nil {
		return fmt.Errorf("load a list: %w", err)
	}
	return i.order(ctx, r, p)
}

// mark is under what the file is known again: the same people in another
// authority's name are another list.
func (l RecallList) mark() [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%x\x00%t\x00%s\x00%s\x00%s\x00%s", l.File, l.Orders, l.Source, l.Reason, l.Date, l.Part))
}
