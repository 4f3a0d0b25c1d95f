package station

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// damagedRegister is why nothing more is written: something could not be read. No
// epoch lifts that; what can be read still can, and be exported.
const damagedRegister = "damaged register"

// stillFolder is a register in a folder that cannot be written.
const stillFolder = "read-only folder"

// Unread is what of a damaged register could not be read, beside an answer that
// could.
type Unread struct {
	Count int
	What  []scheme.Text // the first of them: "the record of event 12"
}

const mostUnread = 10

func (u *Unread) Error() string {
	_, en := u.parts()
	return fmt.Sprintf("%v: %d could not be read: %s", ErrDamaged, u.Count, en)
}

func (u *Unread) Unwrap() error { return ErrDamaged }

// Sentences tell what happened and what to do.
func (u *Unread) Sentences() (zh, en string) {
	zh, en = u.parts()
	return fmt.Sprintf("登记册有损坏：%d 处读不出或不可信（%s）。其余的都读得到，也可以导出；登记册没有写入任何内容。请勿再发证，运行 verify 查看，用最近的备份恢复（restore 备份文件 --replace）。", u.Count, zh),
		fmt.Sprintf("The register is damaged: %d could not be read or relied upon (%s). The rest can be read and exported; nothing was written. Stop issuing, run verify, and restore the newest backup (restore FILE --replace).", u.Count, en)
}

// parts are the names of what could not be read.
func (u *Unread) parts() (zh, en string) {
	for i, w := range u.What {
		if i > 0 {
			zh, en = zh+"；", en+"; "
		}
		zh, en = zh+w.ZH, en+w.EN
	}
	if more := u.Count - len(u.What); more > 0 && len(u.What) > 0 {
		zh, en = zh+fmt.Sprintf("；另 %d 处", more), en+fmt.Sprintf("; %d more", more)
	}
	return zh, en
}

// Contradiction is a row that the register has already and cannot have: the number that
// comes next is given, or the key of a new row is taken. This program writes none; it was
// put there by hand, or is a damage.
type Contradiction struct{ Code int } // SQLite's

func (c *Contradiction) Error() string {
	return fmt.Sprintf("%v: a row stands where the next one belongs (SQLite error %d)", ErrDamaged, c.Code)
}

// Unwrap: what was to be written was refused, and it is the register that is at fault.
func (*Contradiction) Unwrap() []error { return []error{ErrDamaged, ErrStorage} }

// Sentences tell what happened and what to do.
func (*Contradiction) Sentences() (zh, en string) {
	return "登记册自相矛盾：接下来要用的编号（或检索键）已经被另一行占着。磁盘没有问题；多半是有人绕过程序改了登记册。这一笔没有写入，没有发出编号。请勿再发证：运行 verify 看是哪一张，查明是谁改的，用最近的备份恢复（restore 备份文件 --replace）。",
		"The register contradicts itself: the number (or a key) that comes next is taken by another row. The disk is well; most likely somebody changed the register behind the program. This one was not written and no number was given. Stop issuing: verify says which pass it is; find out who changed it, and restore the newest backup (restore FILE --replace)."
}

// Damage is what could not be read since the register was opened; nil for nothing.
func (s *Station) Damage() *Unread {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unread.Count == 0 {
		return nil
	}
	return &Unread{s.unread.Count, slices.Clone(s.unread.What)}
}

// harmed takes down what could not be read, if that is a damage; from then on
// nothing is written. It answers whether it is one.
func (s *Station) harmed(err error, what scheme.Text, args ...any) bool {
	if !errors.Is(err, ErrDamaged) {
		return false
	}
	s.readOnly = damagedRegister
	text := scheme.Text{ZH: fmt.Sprintf(what.ZH, args...), EN: fmt.Sprintf(what.EN, args...)}
	if slices.Contains(s.unread.What, text) {
		return true
	}
	if s.unread.Count++; len(s.unread.What) < mostUnread {
		s.unread.What = append(s.unread.What, text)
	}
	return true
}

// unharmed answers nil when nothing is known to be damaged: no verdict comes out of
// a register of which a part cannot be read, since that part may be the one that
// decides.
func (s *Station) unharmed() error {
	if s.readOnly == damagedRegister {
		return &Unread{s.unread.Count, slices.Clone(s.unread.What)}
	}
	return nil
}

// headOfLog is where a log ends of which the store cannot say it.
func (s *Station) headOfLog(ctx context.Context) (h registry.Head) {
	const beyond = 1 << 40
	for i := range s.logItems(ctx, beyond) {
		if i.cause == nil {
			h, _ = h.Advance(i.Event) // a step that is none is verify's to tell
		}
	}
	return h
}

// endByMark is the last event that the register's mark knows of; 0: there is none, or it
// cannot be read.
func (s *Station) endByMark() int64 {
	m, err := s.ports.HighWater.Read(s.id())
	if err != nil {
		return 0
	}
	return m.Head.Event
}

// lastKnown is the last event that there was, as far as anything says.
func (s *Station) lastKnown() int64 { return max(s.head.Event, s.ends, 1) }

// passesBehind reads the passes behind a row, in order of issue.
func (s *Station) passesBehind(ctx context.Context, after int64) iter.Seq2[registry.PassState, error] {
	return func(yield func(registry.PassState, error) bool) {
		n := passesAtOnce
		for {
			page, err := s.ports.Store.Page(ctx, after, n, true, Filter{})
			if err != nil && n > 1 { // what stands before the damage comes one by one
				n = 1
				continue
			}
			if err != nil {
				yield(registry.PassState{}, err)
				return
			}
			for _, p := range page {
				if !yield(p, nil) {
					return
				}
				after = p.FirstEvent
			}
			if len(page) < n {
				return
			}
		}
	}
}

const passesAtOnce = 1024

// rowsOf is the ledger of the passes that are wanted: around what cannot be read. A row
// of which only the number is known says why in Unread, and is always there. Told hears
// of the event that each page ended at.
func (s *Station) rowsOf(ctx context.Context, wanted func(registry.PassState) bool, told func(int64)) iter.Seq2[LedgerRow, error] {
	return func(yield func(LedgerRow, error) bool) {
		for from := int64(0); ; {
			rows, next, err := s.rowsAround(ctx, from, wanted)
			if err != nil {
				yield(LedgerRow{}, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
			told(next)
			if next == from {
				return
			}
			from = next
		}
	}
}

// rowsAround reads a page of rows, and answers where the next begins; there is none
// when it is where this one did.
func (s *Station) rowsAround(ctx context.Context, from int64, wanted func(registry.PassState) bool) (rows []LedgerRow, next int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoExport); err != nil {
		return nil, from, err
	}
	next = from
	seen := 0
	read := func(after int64) iter.Seq2[registry.PassState, error] { return s.passesBehind(ctx, after) }
	around(stretch{from, s.lastKnown()}, read, func(p registry.PassState) int64 { return p.FirstEvent }, func(p registry.PassState) bool {
		if next = p.FirstEvent; wanted(p) {
			rows = append(rows, s.rowAround(ctx, p))
		}
		seen++
		return len(rows) < pageRows && seen < passesAtOnce
	}, func(g stretch, cause error) bool {
		if err = ctx.Err(); err == nil && !s.harmed(cause, partPassesOf, g.after+1, g.last) {
			err = cause
		}
		rows, next = append(rows, s.rowsOfLog(ctx, g)...), g.last
		return err == nil && len(rows) < pageRows && seen < passesAtOnce
	})
	return rows, next, err
}

func (s *Station) rowAround(ctx context.Context, p registry.PassState) LedgerRow {
	a, err := s.holder(ctx, p)
	if err != nil {
		r := LedgerRow{Status: p.Status, Signed: p.Signed >= p.Copy, Unread: scheme.Text{ZH: "登记内容读不出", EN: "the record cannot be read"}}
		r.Number, r.Copy, r.Issued, r.Expires = p.Number, p.Copy, p.Issued, p.Expires
		return r
	}
	r := LedgerRow{Paper: s.paperOf(p, a), Status: p.Status, Signed: p.Signed >= p.Copy, Applicant: a}
	r.Remark = remark(p.Status)
	return r
}

// rowsOfLog are the passes whose rows the medium does not give back, out of the
// log that they were made of.
func (s *Station) rowsOfLog(ctx context.Context, g stretch) (rows []LedgerRow) {
	for i := range s.logItems(ctx, g.last) {
		switch {
		case i.No > g.last:
			return rows
		case i.No <= g.after && i.last <= g.after:
		case i.cause != nil:
			rows = append(rows, LedgerRow{Unread: scheme.Text{
				ZH: fmt.Sprintf("事件 %d 至 %d 读不出，其中的通行证不知有几张", i.No, i.last), EN: fmt.Sprintf("events %d to %d cannot be read, nor how many passes are in them", i.No, i.last)}})
		case gives(i.Event):
			rows = append(rows, s.rowOfEvents(ctx, i.Pass))
		}
	}
	return rows
}

func (s *Station) rowOfEvents(ctx context.Context, number string) LedgerRow {
	var state registry.PassState
	events, err := s.lifeOf(ctx, number)
	for _, e := range events {
		if err != nil || !e.Kind.ChangesPass() {
			continue
		}
		state, err = state.After(e)
	}
	if err == nil && !state.Number.IsZero() {
		return s.rowAround(ctx, state)
	}
	r := LedgerRow{Unread: scheme.Text{ZH: "登记内容读不出", EN: "the record cannot be read"}}
	r.Number, _ = registry.ParseNumber(number)
	return r
}

// gives: the event gave a number, here or in a branch that came back.
func gives(e registry.Event) bool {
	said, err := e.Again()
	return err == nil && said.Kind == registry.Issued
}
