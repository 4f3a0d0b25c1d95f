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
	return t, nil
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
