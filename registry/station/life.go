package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// WrongRun is a well-formed number whose run digit is not the one that was
// printed: mistyped, or printed by a copy of this laptop. Right is ours.
type WrongRun struct{ Right registry.Number }

func (w *WrongRun) Error() string { return "station: no such pass; the run digit differs from ours" }
func (w *WrongRun) Unwrap() error { return ErrNotFound }

// passState is the pass with the number, ErrNotFound, *WrongRun, *GivenByCopy, or
// *Elsewhere.
func (s *Station) passState(ctx context.Context, typed string) (registry.PassState, error) {
	n, err := registry.ParseNumber(typed)
	if err != nil {
		return registry.PassState{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	p, err := s.ports.Store.Pass(ctx, n.String())
	switch {
	case !isNotFound(err):
		return p, err
	case n.District() != s.district():
		return p, s.elsewhere(n, err)
	}
	if err := s.askedOfCopied(ctx, n); err != nil {
		return p, err
	}
	near, err := s.ports.Store.PassBySerial(ctx, n.Series(), n.Serial())
	if isNotFound(err) && n.Station() != s.stationCode() {
		return near, s.elsewhere(n, err)
	}
	if err != nil {
		return near, err
	}
	return registry.PassState{}, &WrongRun{near.Number}
}

func (s *Station) district() string {
	d, _ := s.scheme.District(s.opened.Division)
	return d
}

// Pass is one pass with its holder and its history, for a command that goes on with
// it. Who shows it to somebody asks for ViewPass.
func (s *Station) Pass(ctx context.Context, number string) (Detail, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Detail{}, err
	}
	p, err := s.passState(ctx, number)
	if err != nil {
		return Detail{}, err
	}
	return s.detail(ctx, p)
}

func (s *Station) detail(ctx context.Context, p registry.PassState) (Detail, error) {
	a, err := s.holder(ctx, p)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return Detail{}, err
	}
	d := Detail{Number: p.Number, Copy: p.Copy, Status: p.Stands(), Issued: p.Issued, Expires: p.Expires, Applicant: a, Masked: printedNumber(a).Masked()}
	if d.History, d.Views, err = s.passHistory(ctx, p.Number.String()); err != nil && !s.harmed(err, partHistory, p.Number) {
		return Detail{}, err
	}
	d.Papers, d.Outstanding = p.Papers, p.Outstanding()
	d.ToFetch = toFetch(p)
	if d.Sheets, err = s.sheetsOfCopies(ctx, p); err != nil && !s.harmed(err, partHistory, p.Number) {
		return Detail{}, err
	}
	switch p.Status {
	case registry.StatusIssued, registry.StatusExpired, registry.StatusRecalled:
		d.Elsewhere = p.PrintedElsewhere()
	}
	if d.Places, err = s.ports.Store.LedgerOf(ctx, p.Number); err != nil && !s.harmed(err, partLedger) {
		return Detail{}, err
	}
	if d.Listed, err = s.listedNow(ctx, p); err != nil && !s.harmed(err, partHolder, p.Number) {
		return Detail{}, err
	}
	d.whyNot = map[registry.Kind]error{}
	for _, k := range registry.Steps() {
		d.whyNot[k] = s.barredBy(ctx, k, p)
	}
	d.Allowed = s.mayDo(slices.DeleteFunc(registry.Steps(), func(k registry.Kind) bool { return d.whyNot[k] != nil }))
	return d, nil
}

// ListedWarning says that lists name the holder, or may, and what is to be done; zero
// where none does.
func (d Detail) ListedWarning() scheme.Text {
	switch {
	case len(d.Listed) == 0:
		return scheme.Text{}
	case d.Status.InHand():
		return listedInHand(d.Listed)
	}
	zh, en := (&OnList{d.Listed, d.Number}).Sentences()
	return scheme.Text{ZH: zh, EN: en}
}

// AskedOfLists are the entries that may mean the holder; somebody has to look before a
// paper is made.
func (d Detail) AskedOfLists() []Watched {
	return slices.DeleteFunc(slices.Clone(d.Listed), func(w Watched) bool { return !w.Match.Asks() })
}

// mayDo are the steps that are the operator's to do. That a term is over nobody does,
// and a copy is skipped by the epoch that is taken.
func (s *Station) mayDo(kinds []registry.Kind) []registry.Kind {
	return slices.DeleteFunc(kinds, func(k registry.Kind) bool {
		return k == registry.Expired || k == registry.CopySkipped || registry.May(s.operator.Roles, registry.Doing(k)) != nil
	})
}

func (s *Station) happened(ctx context.Context, e registry.Event) (Happened, error) {
	n := registry.NoteOf(e)
	if e.Kind == registry.Overridden {
		n.Text = overriddenNote(e)
	}
	h := Happened{Event: e.No, At: e.At.In(s.ports.Zone), Kind: e.Kind, Operator: e.Operator, Copy: n.Copy, Note: n.Text, Old: n.Old}
	if e.Kind == registry.Issued || e.Kind == registry.Reissued {
		if h.Case, _ = e.OfCase(); h.Case != 0 {
			h.CaseNo, _ = s.caseNo(ctx, h.Case) // of a damaged register, its number here
		}
	}
	if e.Commitment == ([32]byte{}) || e.Kind == registry.Issued || e.Kind == registry.Reissued {
		return h, nil
	}
	sealed, err := s.ports.Store.Record(ctx, e.No)
	if err != nil {
		return h, fmt.Errorf("read the history of a pass: %w", err)
	}
	record, _, err := s.openRecord(SealedRecord{Event: e.No, Sealed: sealed})
	if err != nil {
		return h, err
	}
	var r noteRecord
	if err := json.Unmarshal(record, &r); err != nil {
		return h, fmt.Errorf("%w: the record of event %d", ErrDamaged, e.No)
	}
	h.Note = join(h.Note, r.Note, ": ")
	return h, nil
}

// Sign records that the latest paper was signed for: by holder, guardian or proxy,
// or, where by is empty, by whom the application says (Signer).
func (s *Station) Sign(ctx context.Context, n registry.Number, by string) error {
	by, err := s.signedBy(ctx, n, by)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	return s.act(ctx, registry.DoSign, registry.Signed, n, "", func(p registry.PassState) any {
		return registry.ReasonBody{Copy: p.Held(), By: by}
	})
}

// SignByProxy is Sign by somebody who came for the holder and whom the application
// does not name: with the name and the reason, which are sealed.
func (s *Station) SignByProxy(ctx context.Context, n registry.Number, who registry.Proxy) error {
	kept, bad := proxyOf(who)
	switch {
	case bad != nil:
		return fmt.Errorf("sign: %w", notSo("proxy", bad.reason.ZH, bad.reason.EN))
	case kept.Reason == "":
		return fmt.Errorf("sign: %w", notSo("proxy", "请写明为什么由别人代领", "say why somebody else collects it"))
	}
	return s.act(ctx, registry.DoSign, registry.Signed, n, proxyText(&kept), func(p registry.PassState) any {
		return registry.ReasonBody{Copy: p.Held(), By: "proxy"}
	})
}

// Cancel takes back a paper that was not handed over. The number rests with its
// person.
func (s *Station) Cancel(ctx context.Context, n registry.Number, reason string) error {
	reason, err := because(reason)
	if err != nil {
		return fmt.Errorf("cancel: %w", err)
	}
	return s.act(ctx, registry.DoCancel, registry.Cancelled, n, reason, func(p registry.PassState) any {
		return registry.ReasonBody{Copy: p.Copy}
	})
}

// Reprint asks for the next copy of a paper that was lost or damaged: the number
// stays, the old paper is no longer the latest copy.
func (s *Station) Reprint(ctx context.Context, n registry.Number, reason string) error {
	return s.ReprintOf(ctx, n, reason, "")
}

// RecallReasons are the grounds on which a pass is recalled (000, 001: close
// contacts, people who were in a hard-hit place, fever or respiratory symptoms).
var RecallReasons = []string{"close_contact", "severe_area", "symptoms", "other"}

// Recall orders a pass back on one of the grounds; the note is in the operator's
// own words. Only where the ground says why by itself may it be empty.
func (s *Station) Recall(ctx context.Context, n registry.Number, reason, note string) error {
	if !slices.Contains(RecallReasons, reason) {
		return fmt.Errorf("recall: %w: the reason is close_contact, severe_area, symptoms or other", ErrInvalid)
	}
	switch note = strings.TrimSpace(note); {
	case note == "" && reason == recallOther:
		return fmt.Errorf("recall: %w", notSo("note", "依据是“其他”的，要写明原因（命令加 --note），持证人会问", "where the ground is another one, say in a note why (--note): the holder will ask"))
	case note != "":
		if _, err := because(note); err != nil {
			return fmt.Errorf("recall: %w", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoRecall); err != nil {
		return err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return fmt.Errorf("recall: %w", err)
	}
	body, err := s.recallBody(ctx, p, reason)
	if err != nil {
		return err
	}
	d := &draft{passes: map[string]registry.PassState{p.Number.String(): p}}
	s.expireIn(d, p)
	d.step(registry.RecallOrdered, p, body, note)
	return s.carry(ctx, registry.DoRecall, d)
}

// PrintIntended is Intend of papers that lie on a sheet each.
func (s *Station) PrintIntended(ctx context.Context, numbers []registry.Number, layout string) error {
	return s.Intend(ctx, numbers, registry.Laying{Layout: layout})
}

// PrintedOut records what came out: "out", "spoiled" or "unknown".
func (s *Station) PrintedOut(ctx context.Context, numbers []registry.Number, outcome string) error {
	if !slices.Contains(registry.Outcomes, outcome) || outcome == registry.SheetNone {
		return fmt.Errorf("printed: %w: what came out is out, spoiled or unknown", ErrInvalid)
	}
	return s.actAll(ctx, registry.DoPrint, registry.PrintedOut, numbers, "", func(p registry.PassState) any {
		return registry.PaperBody{Copy: p.Copy, Outcome: outcome}
	})
}

// act lets one thing happen to one pass. What people write in their own words
// can name somebody: a note is sealed, and never stands in the event.
func (s *Station) act(ctx context.Context, c registry.Command, k registry.Kind, n registry.Number, note string, body func(registry.PassState) any) error {
	return s.actAll(ctx, c, k, []registry.Number{n}, note, body)
}

// noteRecord is the sealed record of an event that somebody gave a reason for.
type noteRecord struct {
	Note string `json:"note"`
}

// actAll lets the same thing happen to several passes, all of them or none.
func (s *Station) actAll(ctx context.Context, c registry.Command, k registry.Kind, numbers []registry.Number, note string, body func(registry.PassState) any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(c); err != nil {
		return err
	}
	d := &draft{passes: map[string]registry.PassState{}}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
		if err := s.mayHavePaper(ctx, k, p); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
		if err := s.maySign(ctx, k, p); err != nil {
			return err
		}
		if err := s.draftStep(ctx, d, k, p, body(p), note); err != nil {
			return err
		}
	}
	if len(d.events) == 0 {
		return nil
	}
	return s.carry(ctx, c, d)
}

// draftStep drafts one event of a pass, with what it proves of the pass's sheet.
func (s *Station) draftStep(ctx context.Context, d *draft, k registry.Kind, p registry.PassState, body any, note string) error {
	switch k {
	case registry.PrintedOut:
		if done, err := s.answeredBySignature(ctx, p); err != nil || done {
			return err
		}
		if p.Printed >= p.Copy { // the usual case costs nothing
			book, err := s.sheetsOf(ctx, p.Number)
			if err != nil {
				return err
			}
			body = answered(p, book, body.(registry.PaperBody))
		}
	case registry.Signed:
		if err := s.cameOut(ctx, d, p); err != nil {
			return err
		}
	}
	d.passes[p.Number.String()] = p
	s.expireIn(d, p)
	d.step(k, p, body, note)
	return nil
}
