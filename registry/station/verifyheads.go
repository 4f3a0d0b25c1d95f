package station

import (
	"context"

	"passdesk/registry"
)

// headsProof holds every signed head against the log while it is read: the root
// and the chain at its size, the signature, and what is kept for the next head.
// Two heads that both fit one log are consistent with each other.
type headsProof struct {
	s     *Station
	tree  registry.Tree
	heads []SignedHead // those not reached yet
}

func (s *Station) newHeadsProof(ctx context.Context, p *Proof) *headsProof {
	h := &headsProof{s: s}
	for head, err := range s.ports.Store.Heads(ctx) {
		if err != nil {
			p.fault("signed heads: %v", err)
			break
		}
		h.heads = append(h.heads, head)
	}
	return h
}

// hear takes the next event of the log.
func (h *headsProof) hear(p *Proof, e registry.Event) {
	h.tree.Add(e.Hash)
	if e.SignsHead() && (len(h.heads) == 0 || h.heads[0].Events != e.No) {
		p.fault("signed head at event %d: it was signed, and is gone", e.No)
	}
	for len(h.heads) > 0 && h.heads[0].Events == h.tree.Size() {
		h.check(p, h.heads[0], e)
		h.heads = h.heads[1:]
	}
}

func (h *headsProof) check(p *Proof, kept SignedHead, e registry.Event) {
	p.Heads++
	_, signed, err := h.s.readHead(kept)
	switch {
	case err != nil:
		p.fault("signed head at event %d: %v", kept.Events, err)
	case signed.Root != h.tree.Root() || signed.Chain != e.Hash:
		p.fault("signed head at event %d: the log is not the one that was signed", kept.Events)
	}
}

// end says what was signed beyond the log.
func (h *headsProof) end(p *Proof) {
	for _, head := range h.heads {
		p.fault("signed head at event %d: the log ends before it", head.Events)
	}
}
