package station

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/seal"
	"passdesk/registry/unique"
)

// Proof is what verify found: every count that must agree, and what does not.
type Proof struct {
	Events   int64         `json:"events"`
	Passes   int           `json:"passes"`
	Cases    int           `json:"cases"` // parked and refused applications
	Records  int           `json:"records"`
	Numbers  int           `json:"numbers"`     // assigned
	Before   int           `json:"before_book"` // serials of the paper book before ours
	Gaps     []int         `json:"gaps"`
	Account  ProvenAccount `json:"account"`
	Head     string        `json:"head"`
	Root     string        `json:"root"`         // of the Merkle tree over the events, hex
	Heads    int           `json:"signed_heads"` // that were checked
	Faults   []string      `json:"faults"`
	ReadOnly string        `json:"read_only,omitempty"`
}

// Verify is the register's fsck: the medium, the chain, the projections against
// the log, the sealed records against their commitments, the blind keys against
// the records, and the accounting of numbers. A fault is an answer; an error
// means that it could not be looked at.
func (s *Station) Verify(ctx context.Context) (Proof, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return Proof{}, ErrLocked
	}
	p := Proof{Gaps: []int{}, Faults: []string{}, ReadOnly: s.readOnly}
	if err := s.ports.Store.Integrity(ctx); err != nil {
		p.fault("medium: %v", err)
	}
	l := s.foldLog(ctx, &p)
	s.verifyPasses(ctx, &p, l.passes)
	s.verifyCases(ctx, &p, l.cases)
	s.verifyRecords(ctx, &p, l)
	s.verifyKeys(ctx, &p, l)
	verifyChoices(&p, l)
	s.verifyRefs(ctx, &p, l)
	s.verifyOperators(ctx, &p, l)
	s.verifySettings(ctx, &p, l)
	s.verifyLists(ctx, &p, l)
	s.verifyFounding(ctx, &p)
	s.verifyAccount(ctx, &p, l.days)
	slices.Sort(p.Faults)
	return p, nil
}

func (p *Proof) fault(format string, args ...any) {
	p.Faults = append(p.Faults, fmt.Sprintf(format, args...))
}

// folded is what the log adds up to: the standard for everything beside it.
type folded struct {
	passes      map[string]registry.PassState
	cases       registry.Cases
	commitments map[int64][32]byte
	issues      map[int64]issueOf   // Issued and Reissued, by event
	answers     map[string]answerOf // by the ref's hash, hex
	operators   map[string]inOffice
	settings    map[string]setBy // of the scheme
	overridden  []registry.Event
	lists       map[string]string // digest of each list that was loaded last
	days        *dayFold
}

type issueOf struct {
	pass string
	twin int
}

type answerOf struct {
	event  int64
	digest string
}

func (s *Station) foldLog(ctx context.Context, p *Proof) folded {
	l := folded{
		cases: registry.Cases{}, commitments: map[int64][32]byte{}, issues: map[int64]issueOf{}, answers: map[string]answerOf{},
		operators: map[string]inOffice{}, settings: map[string]setBy{}, lists: map[string]string{},
		days: newDayFold(),
	}
	var head registry.Head
	var err error
	heads := s.newHeadsProof(ctx, p)
	l.passes, head, err = registry.Fold(func(yield func(registry.Event) bool) {
		for e, err := range s.ports.Store.Events(ctx) {
			if err != nil {
				p.fault("log: %v", err)
				return
			}
			l.note(e)
			if err := l.days.add(e, civil.On(e.At, s.ports.Zone)); err != nil {
				p.fault("accounting: %v", err)
			}
			heads.hear(p, e)
			if err := l.cases.Add(e); err != nil {
				p.fault("log: %v", err)
			}
			if !yield(e) {
				return
			}
		}
	})
	if err != nil {
		p.fault("log: %v", err)
	}
	if len(p.Faults) == 0 && head != s.head {
		p.fault("log: it ends at event %d, the station stands at %d", head.Event, s.head.Event)
	}
	if s.mark.Head != s.head && s.readOnly == "" {
		p.fault("high-water mark: it stands at event %d, the log at %d", s.mark.Head.Event, s.head.Event)
	}
	heads.end(p)
	root := heads.tree.Root()
	p.Events, p.Head, p.Root = head.Event, head.Short(), hex.EncodeToString(root[:])
	return l
}

// note keeps what an event says of the tables beside the passes.
func (l *folded) note(e registry.Event) {
	if e.Commitment != ([32]byte{}) {
		l.commitments[e.No] = e.Commitment
	}
	switch e.Kind {
	case registry.Issued, registry.Reissued:
		var b registry.IssuedBody
		if json.Unmarshal(e.Body, &b) == nil {
			l.issues[e.No] = issueOf{e.Pass, b.Twin}
			l.answer(e.No, b.Answered)
		}
	case registry.Refused, registry.Parked, registry.SpecialRecorded:
		var b registry.DecidedBody
		if json.Unmarshal(e.Body, &b) == nil {
			l.answer(e.No, b.Answered)
		}
	case registry.ListImported:
		var b registry.ListBody
		if json.Unmarshal(e.Body, &b) == nil {
			l.lists[b.List] = b.Digest
		}
	case registry.SettingChanged:
		var b registry.SettingBody
		if json.Unmarshal(e.Body, &b) == nil && e.Commitment != ([32]byte{}) { // the desk's own values bear no reason
			l.settings[b.Name] = setBy{b.Value, e.No}
		}
	case registry.Overridden:
		l.overridden = append(l.overridden, e)
	}
	l.noteOperator(e)
}

func (l *folded) answer(event int64, a registry.Answered) {
	if a.Ref != "" {
		l.answers[a.Ref] = answerOf{event, a.Answer}
	}
}

func (s *Station) verifyPasses(ctx context.Context, p *Proof, passes map[string]registry.PassState) {
	for state, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			p.fault("passes: %v", err)
			return
		}
		p.Passes++
		if want, ok := passes[state.Number.String()]; !ok || want != state {
			p.fault("pass %s: the projection differs from the log", state.Number)
		}
	}
	if p.Passes != len(passes) {
		p.fault("passes: %d in the projection, %d in the log", p.Passes, len(passes))
	}
}

func (s *Station) verifyRecords(ctx context.Context, p *Proof, l folded) {
	for r, err := range s.ports.Store.Records(ctx) {
		if err != nil {
			p.fault("records: %v", err)
			return
		}
		p.Records++
		record, sum, err := s.openRecord(r)
		if err != nil {
			p.fault("record of event %d: it does not open", r.Event)
			continue
		}
		if sum != l.commitments[r.Event] {
			p.fault("record of event %d: it is not the one the event speaks of", r.Event)
		}
		if !json.Valid(record) {
			p.fault("record of event %d: unreadable", r.Event)
		}
	}
	if p.Records != len(l.commitments) {
		p.fault("records: %d kept, %d events speak of one", p.Records, len(l.commitments))
	}
}

// placedKey is a blind key with the pass it leads to.
type placedKey struct {
	kind, blind string
	row         int64
}

// verifyKeys computes the blind keys of every issue again: a key that is missing
// would let a second pass be issued to the same person, one too many would
// refuse somebody else theirs.
func (s *Station) verifyKeys(ctx context.Context, p *Proof, l folded) {
	want := s.wantedKeys(ctx, p, l)
	for k, err := range s.ports.Store.Keys(ctx) {
		if err != nil {
			p.fault("keys: %v", err)
			return
		}
		at := placedKey{k.Kind, string(k.Blind), k.Row}
		if _, ok := want[at]; !ok {
			p.fault("keys: one of kind %s is nobody's", k.Kind)
		}
		delete(want, at)
	}
	for k, number := range want {
		p.fault("pass %s: the key %s is missing", number, k.kind)
	}
}

func (s *Station) wantedKeys(ctx context.Context, p *Proof, l folded) map[placedKey]string {
	want := map[placedKey]string{}
	for event, i := range l.issues {
		a, err := s.holder(ctx, registry.PassState{Record: event})
		if err != nil {
			p.fault("event %d: its record does not open", event)
			continue
		}
		for _, k := range s.blindKeys(unique.Keys(s.personOf(a, "active")), i.twin) {
			want[placedKey{k.Kind, string(k.Blind), l.passes[i.pass].FirstEvent}] = i.pass
		}
	}
	return want
}

// verifyRefs: an answer that was kept is the one its event speaks of.
func (s *Station) verifyRefs(ctx context.Context, p *Proof, l folded) {
	kept := 0
	for r, err := range s.ports.Store.Refs(ctx) {
		if err != nil {
			p.fault("answers: %v", err)
			return
		}
		kept++
		answer, err := s.openAnswer(r.Blind, r.Verdict)
		if want := l.answers[hex.EncodeToString(r.Blind)]; err != nil || want != (answerOf{r.Event, digest(answer)}) {
			p.fault("answers: the one of event %d is not the one the event speaks of", r.Event)
		}
	}
	if kept != len(l.answers) {
		p.fault("answers: %d kept, %d events speak of one", kept, len(l.answers))
	}
}

// verifyFounding: the station's root, licence, key and recovery are those it was
// made with.
func (s *Station) verifyFounding(ctx context.Context, p *Proof) {
	meta := func(key string) []byte {
		b, err := s.ports.Store.Meta(ctx, key)
		if err != nil {
			p.fault("founding: %s is missing", key)
		}
		return b
	}
	if digest(meta(metaRecipient), meta(metaRecovery)) != s.opened.Recovery {
		p.fault("founding: the recovery wrap is another")
	}
	if string(meta(metaRoot)) != s.opened.Root {
		p.fault("founding: the root is another")
	}
	if root, err := s.vault.OpenSigning(seal.AAD{Table: "meta", Version: 1, Name: metaRootKey}, meta(metaRootKey)); err != nil {
		p.fault("founding: the root key does not open")
	} else {
		root.Wipe()
	}
	if err := s.checkLicence(ctx); err != nil {
		p.fault("founding: the licence does not hold")
	}
	if !bytes.Equal(s.signing.Public(), s.publicKey()) {
		p.fault("founding: the station's key is another")
	}
}
