package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// LogHead is a signed head of the log, for people and programs.
type LogHead struct {
	licence.Head
	Note string // the signed text
	New  int64  // events that came after it
}

// LastHead is the newest head that the station signed; ErrNotFound when it has
// signed none. It names nobody and can be read while the station is locked.
func (s *Station) LastHead(ctx context.Context) (LogHead, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, err := s.ports.Store.LastHead(ctx)
	if err != nil {
		return LogHead{}, err
	}
	h, err := licence.ParseHead(kept.Note, s.publicKey())
	if err != nil || h.Events != kept.Events {
		return LogHead{}, fmt.Errorf("%w: the signed head at event %d", ErrDamaged, kept.Events)
	}
	return LogHead{h, string(kept.Note), s.head.Event - h.Events}, nil
}

// SignHead signs where the log stands now, and keeps it; that it did is the last
// event under the head, so that the log says which heads there are. Where the newest
// head says that already, it is the answer.
func (s *Station) SignHead(ctx context.Context) (LogHead, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoExport); err != nil {
		return LogHead{}, err
	}
	last, err := s.ports.Store.LastHead(ctx)
	if err != nil && !isNotFound(err) {
		return LogHead{}, fmt.Errorf("sign the head: %w", err)
	}
	if err != nil || last.Events != s.head.Event {
		body := registry.Body(registry.ExportedBody{Format: registry.HeadFormat})
		if err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.Exported, body: body}}, signed: true}); err != nil {
			return LogHead{}, fmt.Errorf("sign the head: %w", err)
		}
		if last, err = s.ports.Store.LastHead(ctx); err != nil {
			return LogHead{}, fmt.Errorf("sign the head: %w", err)
		}
	}
	h, err := licence.ParseHead(last.Note, s.publicKey())
	if err != nil || h.Chain != s.head.Hash {
		return LogHead{}, fmt.Errorf("%w: the signed head at event %d", ErrDamaged, last.Events)
	}
	return LogHead{h, string(last.Note), 0}, nil
}

// signHead is the head of the log with the events behind it that are being
// written. It costs the events since the last one.
func (s *Station) signHead(ctx context.Context, head registry.Head, more []registry.Event) (SignedHead, error) {
	tree, chain, err := s.lastTree(ctx)
	if err != nil {
		return SignedHead{}, err
	}
	for e, err := range s.ports.Store.Links(ctx, tree.Size()) {
		if err != nil {
			return SignedHead{}, err
		}
		if chain, err = grow(&tree, chain, e); err != nil {
			return SignedHead{}, err
		}
	}
	for _, e := range more {
		if chain, err = grow(&tree, chain, e); err != nil {
			return SignedHead{}, err
		}
	}
	if tree.Size() != head.Event || chain != head.Hash {
		return SignedHead{}, fmt.Errorf("%w: the log ends at event %d, the station stands at %d", ErrDamaged, tree.Size(), head.Event)
	}
	note, err := licence.SignHead(licence.Head{
		Scheme: s.scheme.Code, District: s.district(), Station: s.opened.Station,
		Events: head.Event, Root: tree.Root(), Chain: chain,
	}, s.signing)
	return SignedHead{Events: head.Event, Edge: tree.Edge(), Note: note}, err
}

// grow takes the next link of the chain into the tree. Nothing is signed over a
// chain that does not hold.
func grow(tree *registry.Tree, chain [32]byte, e registry.Event) ([32]byte, error) {
	if e.No != tree.Size()+1 || e.Prev != chain {
		return chain, fmt.Errorf("%w: event %d does not follow the one before", ErrDamaged, e.No)
	}
	tree.Add(e.Hash)
	return e.Hash, nil
}

// lastTree is the tree of the last signed head, or the empty one. The kept edge
// is believed when it gives the root that was signed.
func (s *Station) lastTree(ctx context.Context) (registry.Tree, [32]byte, error) {
	kept, err := s.ports.Store.LastHead(ctx)
	if isNotFound(err) {
		return registry.Tree{}, [32]byte{}, nil
	}
	if err != nil {
		return registry.Tree{}, [32]byte{}, err
	}
	tree, h, err := s.readHead(kept)
	return tree, h.Chain, err
}

// readHead holds a kept head against the station's key, and its edge against it.
func (s *Station) readHead(kept SignedHead) (registry.Tree, licence.Head, error) {
	h, err := licence.ParseHead(kept.Note, s.publicKey())
	if err != nil || h.Events != kept.Events || h.Scheme != s.scheme.Code {
		return registry.Tree{}, h, fmt.Errorf("%w: the signed head at event %d is not this station's", ErrDamaged, kept.Events)
	}
	tree, err := registry.TreeOf(kept.Events, kept.Edge)
	if err != nil || tree.Root() != h.Root {
		return tree, h, fmt.Errorf("%w: the edge kept with the signed head at event %d", ErrDamaged, kept.Events)
	}
	return tree, h, nil
}
