package station

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"passdesk/registry/scheme"
)

// Proof is what verify found: every count that must agree, and what does not.
type Proof struct {
	Events   int64         `json:"events"`
	Passes   int           `json:"passes"`
	Cases    int           `json:"cases"` // parked and refused applications
	Records  int           `json:"records"`
	Watch    int           `json:"watch,omitempty"` // entries of the watch list, with those that were lifted or replaced
	Ledger   int           `json:"ledger_pages,omitempty"`
	Receipts int           `json:"receipts,omitempty"` // of upstream's
	Tasks    int           `json:"tasks,omitempty"`    // likewise
	Numbers  int           `json:"numbers"`            // assigned
	Before   int           `json:"before_book"`        // serials of the paper book before ours
	Gaps     []int         `json:"gaps"`
	Account  ProvenAccount `json:"account"`
	Head     string        `json:"head"`
	Root     string        `json:"root"`         // of the Merkle tree over the events, hex
	Heads    int           `json:"signed_heads"` // that were checked
	Faults   []string      `json:"faults"`
	More     int           `json:"more_faults,omitempty"` // that are not listed
	ReadOnly string        `json:"read_only,omitempty"`
	noEpoch  bool          // nor is one left that would end it
}

// mostFaults bounds the list: a register that lost a whole table has a fault for
// each of its rows.
const mostFaults = 1000

func (p *Proof) fault(format string, args ...any) {
	if len(p.Faults) >= mostFaults {
		p.More++
		return
	}
	p.Faults = append(p.Faults, fmt.Sprintf(format, args...))
}

// Unopened is the proof of a register of which nothing can be read.
func Unopened(fault string) Proof {
	return Proof{Gaps: []int{}, Faults: []string{fault}, ReadOnly: damagedRegister}
}

// NotItself answers nil, or ErrReadOnly with the reason, for a register that is not
// its newest self: copied, put back, gone on elsewhere, its mark lost, or behind its
// papers. All in it may agree, and it may still give a number that stands on paper
// already. A folder that cannot be written is no fault of the register's; what is
// damaged stands in Faults.
func (p Proof) NotItself() error {
	switch p.ReadOnly {
	case "", stillFolder, damagedRegister:
		return nil
	}
	return fmt.Errorf("verify: %w", Info{ReadOnly: p.ReadOnly, NoEpoch: p.noEpoch}.NotWritten())
}

// Progress is how far verify has come.
type Progress struct {
	Step  scheme.Text
	Share float64 // of the whole, 0 to 1
}

// Verify is the register's fsck: the medium, the chain with its signed heads, the
// projections against the log, the sealed records against their commitments, the
// blind keys against the records, and the accounting of numbers. A fault is an
// answer, and names the table and the event or the pass, never a person; an error
// means that it could not be looked at.
func (s *Station) Verify(ctx context.Context) (Proof, error) { return s.VerifyWatched(ctx, nil) }

// VerifyWatched is Verify, and tells how far it has come. It reads a register of a
// million passes in a minute, a table at a time, with as many hands as there are
// cores, and keeps 44 bytes of each pass; ctx ends it early, with an error.
func (s *Station) VerifyWatched(ctx context.Context, told func(Progress)) (Proof, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return Proof{}, ErrLocked
	}
	if told == nil {
		told = func(Progress) {}
	}
	p := Proof{Gaps: []int{}, Faults: []string{}, ReadOnly: s.readOnly, noEpoch: s.noEpoch()}
	a := s.newAudit(ctx, &p, told)
	if err := a.run(ctx); err != nil {
		return Proof{}, fmt.Errorf("verify: %w", err)
	}
	slices.Sort(p.Faults)
	return p, nil
}

// auditStep is one part of verify, with its share of the time on a large register.
type auditStep struct {
	name  scheme.Text
	share float64
	do    func(context.Context)
}

func (a *audit) steps() []auditStep {
	s, p := a.s, a.p
	return []auditStep{
		{scheme.Text{ZH: "登记册的文件", EN: "the file"}, 0.2, a.verifyMedium},
		{scheme.Text{ZH: "日志与记录", EN: "log and records"}, 0.45, a.readLog},
		{scheme.Text{ZH: "通行证", EN: "passes"}, 0.1, a.verifyPasses},
		{scheme.Text{ZH: "检索键", EN: "keys"}, 0.15, a.verifyKeys},
		{scheme.Text{ZH: "答复", EN: "answers"}, 0.08, a.verifyRefs},
		{scheme.Text{ZH: "其余", EN: "the rest"}, 0.02, func(ctx context.Context) {
			s.verifyCases(ctx, p, a.cases)
			a.verifyChoices()
			s.verifyOperators(ctx, p, a.folded)
			s.verifyValues(ctx, p, a.folded)
			s.verifySettings(ctx, p, a.folded)
			s.verifyEquipment(ctx, p, a.folded)
			s.verifyLists(ctx, p, a.folded)
			s.verifyResidents(ctx, p, a.folded)
			s.verifyWatch(ctx, p, a.watch)
			s.verifyImports(ctx, p, a.imports)
			s.verifyFounding(ctx, p, a.recovery)
			s.verifyBranches(ctx, p, a.branches)
			s.verifyUpstream(ctx, p, a.upstream)
			s.verifyAccount(ctx, p, a.days)
			a.verifyLedger(ctx)
		}},
	}
}

// run takes the steps one after the other. A step that was cut short by the ctx
// has found nothing that can be relied upon.
func (a *audit) run(ctx context.Context) error {
	done := 0.0
	for _, step := range a.steps() {
		a.at = func(part float64) { a.told(Progress{step.name, min(done+part*step.share, 1)}) }
		a.at(0)
		step.do(ctx)
		if err := ctx.Err(); err != nil {
			return err
		}
		if a.failed != nil {
			return a.failed
		}
		done += step.share
	}
	a.told(Progress{Share: 1})
	return nil
}

func (a *audit) verifyMedium(ctx context.Context) {
	if broken, ok := a.s.ports.Broken.(interface{ Fault() string }); ok {
		a.p.fault("%s", broken.Fault())
	}
	if err := a.s.ports.Store.Integrity(ctx); err != nil {
		a.p.fault("file: %v", err)
	}
}

// finish compares where the log ends.
func (a *audit) finish() {
	s, p := a.s, a.p
	if len(p.Faults) == 0 && a.head != s.head {
		p.fault("log: it ends at event %d, the station stands at %d", a.head.Event, s.head.Event)
	}
	if s.mark.Head != s.head && s.readOnly == "" {
		p.fault("high-water mark: it stands at event %d, the log at %d", s.mark.Head.Event, s.head.Event)
	}
	a.heads.end(p)
	a.returned.end(p)
	root := a.heads.tree.Root()
	p.Events, p.Head, p.Root = a.head.Event, a.head.Short(), hex.EncodeToString(root[:])
}
