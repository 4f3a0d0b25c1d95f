package station

import (
	"bytes"
	"context"
	"encoding/json"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// returnedProof follows what came back of branches that a restore had cut off: every
// event of it stands behind the one before, by its own hash, from an event of this log
// to the one that upstream has receipted.
type returnedProof struct {
	hashes map[[32]byte]bool // of all events that came back
	ends   map[string]int64  // of each BranchReturned among them: the last event that it had brought there
	body   registry.BranchBody
	head   [32]byte // that the receipt names
	due    int64    // events of the branch that are still to come
	no     int64    // the last that came
	last   [32]byte
	passes int
	unfit  int
}

// hear takes the next event of the log.
func (r *returnedProof) hear(ctx context.Context, s *Station, p *Proof, e registry.Event, roots []licence.RootKey) {
	switch {
	case e.Returned():
		r.comes(ctx, s, p, e)
		return
	case r.due > 0:
		p.fault("event %d: a branch that is not whole", e.No)
		r.due = 0
	}
	if e.Kind != registry.BranchReturned {
		return
	}
	var b registry.BranchBody
	// Behind what had come back elsewhere a branch may begin later than this log stands:
	// there more lay before it. What it must follow, follows says.
	if json.Unmarshal(e.Body, &b) != nil || b.From < 1 || b.To < b.From {
		p.fault("event %d: it is no branch", e.No)
		return
	}
	receipt, err := licence.ParseReceipt([]byte(b.Receipt), roots...)
	if err != nil || receipt.Scheme != s.opened.Scheme || !bytes.Equal(receipt.Register, s.publicKey()) || receipt.Through != b.To {
		p.fault("event %d: nobody has receipted the branch", e.No)
	}
	*r = returnedProof{hashes: r.hashes, ends: r.ends, body: b, head: receipt.Head, due: b.To - b.From + 1, no: b.From - 1}
}

// comes takes an event that came back.
func (r *returnedProof) comes(ctx context.Context, s *Station, p *Proof, e registry.Event) {
	was, b, err := e.Original()
	switch {
	case err != nil:
		p.fault("event %d: what came back cannot be read", e.No)
		r.due--
		return
	case r.due == 0:
		p.fault("event %d: it came back with no branch", e.No)
	case was.No != r.no+1 || !r.follows(ctx, s, was):
		p.fault("event %d: it does not follow the one that came back before", e.No)
	}
	if b.Unfit {
		r.unfit++
	}
	if e.Kind == registry.StepReturned && was.Kind == registry.Issued {
		r.passes++
	}
	if e.Kind == registry.StepReturned && (!was.Kind.Step() || was.Pass != e.Pass) {
		p.fault("event %d: it is of another pass", e.No)
	}
	if r.hashes == nil {
		r.hashes, r.ends = map[[32]byte]bool{}, map[string]int64{}
	}
	r.hashes[was.Hash] = true
	if c := (cameBack{no: was.No}); was.Kind == registry.BranchReturned && json.Unmarshal(was.Body, &c.branch) == nil {
		r.ends[string(was.Hash[:])] = c.end()
	}
	r.no, r.last = was.No, was.Hash
	if r.due--; r.due == 0 && (r.last != r.head || r.passes != r.body.Passes || r.unfit != r.body.Unfit) {
		p.fault("event %d: the branch is not the one that was receipted", e.No)
	}
}

// follows: the first of a branch stands behind an event of this log, or behind one that
// came back before, or behind what had come back there from elsewhere.
func (r *returnedProof) follows(ctx context.Context, s *Station, was registry.Event) bool {
	if was.No > r.body.From {
		return was.Prev == r.last
	}
	if len(r.body.Behind) > 0 {
		end, there := r.ends[string(r.body.Behind)]
		return there && end+1 == was.No
	}
	own, err := s.ports.Store.EventHash(ctx, was.No-1)
	return r.hashes[was.Prev] || err == nil && own == was.Prev
}

func (r *returnedProof) end(p *Proof) {
	if r.due > 0 {
		p.fault("log: the last branch that came back is not whole")
	}
}
