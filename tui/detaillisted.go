package tui

import (
	"context"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// A list that came after the pass may mean its holder: the key that prints asks about
// that first, and no paper is made before an officer has answered.

// asksList: a list may mean the holder, and a paper could be made.
func (s *detailScreen) asksList() bool {
	return s.read && len(s.d.AskedOfLists()) > 0 && (s.mayPrint() || s.may(registry.Reprinted))
}

// askListed puts what the lists ask beside the two answers, and wants the reason.
func (s *detailScreen) askListed(d *desk) {
	if s.barred[registry.Settled] != nil {
		s.turnDown(registry.Settled)
		return
	}
	var entries []int64
	for _, w := range s.d.AskedOfLists() {
		entries = append(entries, w.ID)
	}
	spec := widget.ConfirmSpec{Title: tListedAsk, Lines: []widget.T{tListedHeld}, Choice: tListedIs, Chosen: -1, Choices: []widget.T{tNotListed, tIsListed}}
	number := s.d.Number
	s.asks(d, keyPrint, tListedAnswered, spec, func(ctx context.Context, desk detailStation, reason string, at int) error {
		return desk.AnswerListed(ctx, number, entries, at == 1, reason)
	})
}
