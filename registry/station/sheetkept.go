package station

import (
	"context"

	"passdesk/registry"
)

// Whoever typed the words back has the recovery sheet on paper. Until somebody has,
// nobody knows whether it was ever printed, and the desk says so every day.

// settingSheet keeps which recovery was typed back last.
const settingSheet = "recovery_checked"

// sheetMark tells one recovery from another.
func (s *Station) sheetMark(ctx context.Context) (string, error) {
	recipient, err := s.kept(ctx, metaRecipient)
	return digest(recipient), err
}

// sheetDue reports that nobody has typed this register's recovery sheet back. Where
// an authority holds the recovery there is none.
func (s *Station) sheetDue(ctx context.Context) (bool, error) {
	mark, err := s.sheetMark(ctx)
	if err != nil {
		return false, err
	}
	last, err := s.setting(ctx, settingSheet)
	return last != mark, err
}

// draftSheetChecked drafts that the words were typed back.
func (s *Station) draftSheetChecked(ctx context.Context) (*draft, error) {
	mark, err := s.sheetMark(ctx)
	if err != nil {
		return nil, err
	}
	d := &draft{events: []draftEvent{{kind: registry.RecoveryChecked, body: registry.Body(struct{}{})}}}
	return d, s.draftOwn(d, settingSheet, mark)
}
