package station

import (
	"bytes"
	"context"
	"encoding/json"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// upstreamLog is what the log says of what upstream said.
type upstreamLog struct {
	roots    []licence.RootKey // that licensed the station, so far
	upstream []byte            // where parcels go, as it was taken last
	receipts []KeptReceipt
	tasks    map[string]registry.TaskState
}

// hear takes the next event of the log.
func (u *upstreamLog) hear(p *Proof, e registry.Event) {
	switch e.Kind {
	case registry.LicenceTaken:
		var b registry.LicenceBody
		_ = json.Unmarshal(e.Body, &b) // what is unreadable is no root
		if root, err := licence.ParseRootKey(b.Root); err == nil {
			u.roots = append(u.roots, root)
		}
	case registry.UpstreamTaken:
		var b registry.UpstreamBody
		_ = json.Unmarshal(e.Body, &b)
		u.upstream = []byte(b.Upstream)
		if _, err := licence.ParseUpstream(u.upstream, u.roots...); err != nil {
			p.fault("event %d: nobody signed where parcels go", e.No)
		}
	case registry.Receipted:
		through, note, _ := receiptOf(e)
		u.receipts = append(u.receipts, KeptReceipt{Event: e.No, Through: through, Note: note})
	}
	id := registry.TaskOf(e)
	if id == "" {
		return
	}
	if u.tasks == nil {
		u.tasks = map[string]registry.TaskState{}
	}
	next, err := u.tasks[id].After(e)
	if err != nil {
		p.fault("log: %v", err)
		return
	}
	if said, err := e.Again(); err != nil || next.Number != said.Pass {
		p.fault("event %d: it is of another pass", e.No)
	}
	u.tasks[id] = next
}

// verifyUpstream: what is kept of upstream is what the log says, each receipt is
// signed and of this very log, and they go forward.
func (s *Station) verifyUpstream(ctx context.Context, p *Proof, u upstreamLog) {
	got, err := s.ports.Store.Meta(ctx, metaUpstream)
	if err != nil && !isNotFound(err) || !bytes.Equal(got, u.upstream) {
		p.fault("meta: %s is not what the log says", metaUpstream)
	}
	s.verifyReceipts(ctx, p, u)
	seen := 0
	for t, err := range s.ports.Store.Tasks(ctx, true) {
		if err != nil {
			p.fault("tasks: %v", err)
			return
		}
		if seen++; u.tasks[t.ID] != t {
			p.fault("tasks: the one of event %d is not as the log says", t.FirstEvent)
		}
	}
	if seen != len(u.tasks) {
		p.fault("tasks: %d, the log says %d", seen, len(u.tasks))
	}
	p.Tasks = seen
}

func (s *Station) verifyReceipts(ctx context.Context, p *Proof, u upstreamLog) {
	var last int64
	for _, want := range u.receipts {
		if err := s.provenReceipt(ctx, want, u.roots); err != "" || want.Through <= last {
			p.fault("receipt of event %d: it %s", want.Event, orForward(err))
		}
		last = want.Through
	}
	n := 0
	for kept, err := range s.ports.Store.Receipts(ctx) {
		if err != nil {
			p.fault("receipts: %v", err)
			return
		}
		if n >= len(u.receipts) || kept.Event != u.receipts[n].Event || kept.Through != u.receipts[n].Through || !bytes.Equal(kept.Note, u.receipts[n].Note) {
			p.fault("receipts: the one of event %d is not as the log says", kept.Event)
		}
		n++
	}
	if n != len(u.receipts) {
		p.fault("receipts: %d, the log says %d", n, len(u.receipts))
	}
	p.Receipts = n
}

func orForward(why string) string {
	if why == "" {
		return "does not go forward"
	}
	return why
}

// provenReceipt answers what is wrong with one, or "".
func (s *Station) provenReceipt(ctx context.Context, kept KeptReceipt, roots []licence.RootKey) string {
	r, err := licence.ParseReceipt(kept.Note, roots...)
	switch {
	case err != nil:
		return "is not signed"
	case r.Scheme != s.opened.Scheme || !bytes.Equal(r.Register, s.publicKey()) || r.Through != kept.Through || r.Through >= kept.Event:
		return "is of something else"
	}
	same, err := s.holds(ctx, r)
	if err != nil || !same {
		return "is of another log"
	}
	return ""
}
