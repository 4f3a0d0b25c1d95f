package station

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// A telephone number or an address that was wrong is put right (更正) without another
// paper: only what stands on a paper makes the next copy.

// Amended is the outcome of a correction after which the paper stays as it is.
const Amended = "AMENDED"

// onNoPaper are the names of an application that no paper of a pass bears.
var onNoPaper = []string{"phone", "address", "building"}

// OnNoPaper reports whether a correction changes only what stands on no paper.
func OnNoPaper(changed map[string]json.RawMessage) bool {
	for name := range changed {
		if !slices.Contains(onNoPaper, name) {
			return false
		}
	}
	return len(changed) > 0
}

// amend puts right what stands on no paper; done is false where the correction is more
// than that. Whoever goes to fetch a recalled paper needs the address that is true, so
// it may be done in every state, and the rules are not asked: nothing is given.
func (s *Station) amend(ctx context.Context, p registry.PassState, c Correction) (v Verdict, done bool, err error) {
	if !OnNoPaper(c.Changed) || c.Old != "" {
		return v, false, nil
	}
	if c.Reason, err = because(c.Reason); err != nil {
		return v, false, err
	}
	before, err := s.holder(ctx, p)
	if err != nil {
		return v, false, err
	}
	to, changed, err := s.changedTo(before, c.Changed)
	if err != nil {
		return v, false, err
	}
	read, bad := s.parse(to)
	if bad != nil {
		v = verdictOf("", "INVALID", bad.reason)
		v.Field = bad.field
		return v, false, &NotCorrected{v}
	}
	if !s.samePaper(before, read.stored) {
		return v, false, nil
	}
	e := draftEvent{kind: registry.Amended, pass: p.Number.String(), body: registry.Body(registry.AmendedBody{Changed: changed}),
		record: registry.Body(correctedRecord{noteRecord{c.Reason}, read.stored})}
	d := &draft{passes: map[string]registry.PassState{e.pass: p}, events: []draftEvent{e}}
	v = Verdict{Outcome: Amended, Number: p.Number, Copy: p.Copy, Warnings: []string{}, Reason: amendedText}
	return v, true, s.carry(ctx, registry.DoCorrect, d)
}

var amendedText = scheme.Text{ZH: "已更正；纸上没有这一项，不换证", EN: "put right; no paper says it, so none is made"}

// samePaper: what the scheme asks for beside, and by what the person is known, are what
// they were.
func (s *Station) samePaper(before, after registry.Application) bool {
	same := func(a, b any) bool { return bytes.Equal(registry.Body(a), registry.Body(b)) }
	keys := func(a registry.Application) unique.KeySet { return unique.Keys(s.personOf(a, "active")) }
	return same(s.fieldsOf(before), s.fieldsOf(after)) && same(keys(before), keys(after))
}
