package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// takeKeys puts the authority's list of the stations' keys in the place of the one
// before. It is kept as it was signed, so that it can be believed again, and handed on.
func (s *Station) takeKeys(ctx context.Context, text string) (Taken, error) {
	l, err := licence.ParseKeyList([]byte(text), s.licence.Root())
	if err != nil || l.Scheme != s.opened.Scheme {
		return Taken{}, badSent("公钥名录不是上级签发的，或被改过；旧的照用。", "the key list is not one that the authority signed, or it was changed; the one before stays.")
	}
	newest, err := s.newestSent(ctx, listKeys)
	if err != nil {
		return Taken{}, fmt.Errorf("take the key list: %w", err)
	}
	if l.Number <= newest {
		return Taken{Result: TakenKnown}, nil
	}
	ended := endedIn(l, s.publicKey())
	if err := s.keepSentList(ctx, listKeys, text, len(l.Keys), l.Number, ended...); err != nil {
		return Taken{}, err
	}
	s.ended = ended
	t := Taken{Result: TakenNow, Event: s.head.Event, Count: len(l.Keys)}
	if why := s.keyEnded(s.head.Epoch, s.head.Serial+1); why != nil {
		t.Note = why.text()
	}
	if t.Numbers, err = s.underEnded(ctx); err != nil {
		return Taken{}, err
	}
	if n := len(t.Numbers); n > 0 {
		said := both("本站有 %d 张证的编号因此失效，而人手里还有纸或还等着打印，见 numbers：请逐一通知，带旧证来换新号。", "%d passes of this station have such a number, and their paper is out or still to be printed (see numbers): tell their holders to come with the old paper for a new number.", n)
		if t.Note.IsZero() {
			t.Note = said
		} else {
			t.Note = inARow(t.Note, said)
		}
	}
	return t, nil
}

// underEnded are the passes in use whose numbers lie behind the last good one of a revoked
// key, in order of issue.
func (s *Station) underEnded(ctx context.Context) ([]string, error) {
	if len(s.ended) == 0 {
		return nil, nil
	}
	var numbers []string
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return nil, fmt.Errorf("look for numbers that ended: %w", err)
		}
		if p.Status.InHand() && s.keyEndedFor(p.Number) {
			numbers = append(numbers, p.Number.String())
		}
	}
	return numbers, nil
}

// KeyList is the newest list of the stations' keys that upstream sent, and the file as
// the authority signed it. Errors: ErrNotFound where none came, or where another
// authority licensed the station since; ErrDamaged.
func (s *Station) KeyList(ctx context.Context) (licence.KeyList, []byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return licence.KeyList{}, nil, err
	}
	var text string
	sum, err := s.keptList(ctx, listKeys, &text)
	if err != nil {
		return licence.KeyList{}, nil, err
	}
	l, err := licence.ParseKeyList([]byte(text), s.licence.Root())
	if sum == "" || err != nil {
		return licence.KeyList{}, nil, fmt.Errorf("the key list: %w", ErrNotFound)
	}
	return l, []byte(text), nil
}
