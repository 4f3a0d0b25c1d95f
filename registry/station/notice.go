package station

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// NoticeKind is a kind of notice; the word under which its printing is recorded.
type NoticeKind string

// The kinds.
const (
	RecallNotices   NoticeKind = "recall_notices"
	ReturnReceipts  NoticeKind = "return_receipts"
	DoorSlips       NoticeKind = "door_slips"
	AppealForms     NoticeKind = "appeal_forms"
	AppealDecisions NoticeKind = "appeal_decisions"
	GateSheets      NoticeKind = "gate_sheet"   // names nobody: its printing is not recorded
	ClosingSlips    NoticeKind = "closing_slip" // likewise
)

// NoticeOrder says which notices are wanted: of passes, or of cases. Appeals may
// be of both; the numbers for a gate and the close are of the whole register.
type NoticeOrder struct {
	Kind    NoticeKind
	Numbers []registry.Number
	Cases   []int64
	Open    bool       // of every recalled pass whose paper is still to be fetched
	Day     civil.Date // of a close; zero: the last one
}

// Notices are what people are handed, sign or carry that is no pass, of one kind:
// values only, document numbers masked; printing draws them.
type Notices struct {
	Kind    NoticeKind
	Passes  []PassNotice   // recall notices and receipts
	Doors   []Door         // door slips
	Appeals []AppealNotice // forms and decisions
	Gate    GateSheet
	Closing ClosingSlip
}

// Count is how many notices there are.
func (n Notices) Count() int {
	if n.namesNobody() {
		return 1
	}
	return len(n.Passes) + len(n.Doors) + len(n.Appeals)
}

func (n Notices) namesNobody() bool { return n.Kind == GateSheets || n.Kind == ClosingSlips }

// Bearer is whom a notice is about: a pass and its holder.
type Bearer struct {
	Number   registry.Number // zero of an application that came to no pass
	Copy     int
	Name     string
	DocLabel scheme.Text
	Masked   string
	Child    bool
	Guardian string // of a child, where the name is known
	Phone    string
}

// PassNotice is a recalled pass on its notice, or a paper that came back on its
// receipt.
type PassNotice struct {
	Bearer
	Recalled bool            // false: handed in with no recall
	Event    int64           // the order, or the return
	No       registry.CaseNo // that event, as the number of the notice
	Day      time.Time       // of that event, in the zone of dates on paper
	Operator string          // who ordered it, or took it
	Ground   string          // one of RecallReasons
	Reason   scheme.Text
	Cite     string
	Paper    scheme.Text
	Copies   []int // that are asked for, or came back
	Back     bool  // they came back
	Days     int   // to hand it in; 0: none is set
	Where    Place // to bring it
	Appeal   scheme.Citation
	Term     int // days for an appeal; 0: none is set
	Police   *Police
}

// Notices gathers what stands on the notices that are ordered, in their order.
// What cannot be recorded afterwards (see NoticesPrinted) is not given out.
func (s *Station) Notices(ctx context.Context, o NoticeOrder) (Notices, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Notices{Kind: o.Kind}
	if err := s.mayNotify(out); err != nil {
		return out, err
	}
	var err error
	if o.Open {
		o.Numbers, err = s.toFetch(ctx)
	}
	if err != nil {
		return out, err
	}
	switch o.Kind {
	case RecallNotices, ReturnReceipts:
		out.Passes, err = s.passNotices(ctx, o)
	case DoorSlips:
		out.Doors, err = s.doors(ctx, o.Numbers)
	case AppealForms, AppealDecisions:
		out.Appeals, err = s.appealNotices(ctx, o)
	case GateSheets:
		out.Gate, err = s.gateSheet(ctx)
	case ClosingSlips:
		out.Closing, err = s.closeOf(ctx, o.Day)
	default:
		err = fmt.Errorf("%w: no such notice", ErrInvalid)
	}
	return out, err
}

// mayNotify answers nil when the operator may have the notices. A close is told to
// those who may close; what names nobody may be had of a register that is only read.
func (s *Station) mayNotify(n Notices) error {
	switch {
	case n.Kind == ClosingSlips:
		return s.allowed(registry.DoClose)
	case n.namesNobody():
		return s.allowed(registry.DoPrint)
	}
	return s.writable(registry.DoPrint)
}

// NoticesPrinted records that notices, which name people, were written out.
func (s *Station) NoticesPrinted(ctx context.Context, n Notices) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n.namesNobody() {
		return nil
	}
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	body := registry.ExportedBody{Format: string(n.Kind), Count: n.Count()}
	for _, a := range n.Appeals {
		if a.Case != 0 {
			body.Cases = append(body.Cases, a.Case)
		}
	}
	return s.append(ctx, &draft{events: []draftEvent{{kind: registry.Exported, body: registry.Body(body)}}})
}

// toFetch are the recalled passes whose paper is still to be fetched, in order of
// issue.
func (s *Station) toFetch(ctx context.Context) ([]registry.Number, error) {
	var numbers []registry.Number
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list what is to be fetched: %w", err)
		}
		if len(toFetch(p)) > 0 {
			numbers = append(numbers, p.Number)
		}
	}
	return numbers, nil
}

func (s *Station) passNotices(ctx context.Context, o NoticeOrder) ([]PassNotice, error) {
	all := make([]PassNotice, 0, len(o.Numbers))
	for _, n := range o.Numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return nil, err
		}
		a, err := s.holder(ctx, p)
		if err != nil {
			return nil, err
		}
		one := s.passNotice(p, a)
		events, err := s.lifeOf(ctx, n.String())
		if err != nil {
			return nil, fmt.Errorf("read a recall: %w", err)
		}
		if o.Kind == RecallNotices {
			err = s.ordered(ctx, &one, p, events)
		} else {
			s.cameBack(&one, p, events)
		}
		if err != nil {
			return nil, err
		}
		if one.No, err = s.paperNo(ctx, one.Event); err != nil {
			return nil, fmt.Errorf("number a notice: %w", err)
		}
		all = append(all, one)
	}
	return all, nil
}

func (s *Station) passNotice(p registry.PassState, a registry.Application) PassNotice {
	return PassNotice{
		Bearer: s.bearer(p, a), Where: s.ownPlace(p.Number), Appeal: s.scheme.Appeal,
		Days: int(s.scheme.Number(recallDays)), Term: int(s.scheme.Number(appealDays)), Police: s.police(),
	}
}

// bearer is the holder as a notice names them: the document number is masked.
func (s *Station) bearer(p registry.PassState, a registry.Application) Bearer {
	paper := s.paperOf(p, a)
	return Bearer{
		Number: p.Number, Copy: p.Held(), Name: paper.Name, DocLabel: paper.DocLabel, Masked: printedNumber(a).Masked(),
		Child: paper.Child, Guardian: paper.Guardian, Phone: a.Phone,
	}
}

// recallDays and gateHours are settings that no paper gives: 0 is none.
const (
	recallDays = "recall_return_days"
	gateHours  = "gate_sheet_hours"
)

// ordered is the recall as it was ordered last.
func (s *Station) ordered(ctx context.Context, n *PassNotice, p registry.PassState, events []registry.Event) error {
	if len(toFetch(p)) == 0 {
		return nothingToFetch(p)
	}
	for _, e := range events {
		if e.Kind == registry.RecallOrdered {
			n.Event, n.Day, n.Operator, n.Ground = e.No, e.At.In(s.ports.Zone), e.Operator, registry.NoteOf(e).Text
		}
	}
	n.Recalled, n.Copies = true, toFetch(p)
	n.Reason = recallTexts[n.Ground]
	if n.Ground == recallOther {
		return s.otherReason(ctx, n)
	}
	n.Cite, n.Paper = s.scheme.Recall.Sentence, s.scheme.PaperTitle(s.scheme.Recall.Source)
	return nil
}

func nothingToFetch(p registry.PassState) error {
	return notSo("number", p.Number.Grouped()+" 没有要收回的纸：没有通知收回，或者已经交回", p.Number.Grouped()+" has no paper to be fetched: it is not recalled, or came back")
}

// otherReason is the ground in the words of who ordered the recall: the person is told
// why. Where a record has none a line is left to write it on.
func (s *Station) otherReason(ctx context.Context, n *PassNotice) error {
	sealed, err := s.ports.Store.Record(ctx, n.Event)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read a recall: %w", err)
	}
	record, _, err := s.openRecord(SealedRecord{Event: n.Event, Sealed: sealed})
	if err != nil {
		return err
	}
	var r noteRecord
	if err := json.Unmarshal(record, &r); err != nil {
		return fmt.Errorf("%w: the record of event %d", ErrDamaged, n.Event)
	}
	if r.Note != "" {
		n.Reason = scheme.Text{ZH: "其他：" + r.Note, EN: "Another reason"}
	}
	return nil
}

// recallOther is the ground that no sentence names: the notice tells its note.
const recallOther = "other"

// recallTexts say the grounds of a recall in the papers' words (001).
var recallTexts = map[string]scheme.Text{
	"close_contact": {ZH: "密切接触者", EN: "Close contact of a case"},
	"severe_area":   {ZH: "去过疫情严重地区", EN: "Has been to a hard-hit area"},
	"symptoms":      {ZH: "出现发热等呼吸系统症状", EN: "Fever or respiratory symptoms"},
	recallOther:     {ZH: "其他：＿＿＿＿＿＿＿＿＿＿＿＿", EN: "Another reason, written in by hand"},
}

// cameBack is what was handed in since the last recall, or since the pass was last
// in hand; nothing as long as the paper is out: then the receipt is filled in by
// hand.
func (s *Station) cameBack(n *PassNotice, p registry.PassState, events []registry.Event) {
	n.Recalled, n.Event, n.Day = p.Status.UnderRecall(), p.LastEvent, s.ports.Now().In(s.ports.Zone)
	for _, e := range events {
		switch e.Kind {
		case registry.RecallOrdered, registry.Reissued, registry.Reinstated:
			n.Copies, n.Back = nil, false
			if e.Kind == registry.RecallOrdered {
				n.Event = e.No
			}
		case registry.Returned:
			n.Copies, n.Back = append(n.Copies, max(registry.NoteOf(e).Copy, 1)), true
			n.Event, n.Day, n.Operator = e.No, e.At.In(s.ports.Zone), e.Operator
		}
	}
	if !n.Back {
		n.Copies, n.Operator = p.ToFetch(), ""
	}
}

// ownPlace is this point as the directory has it, or by its name alone.
func (s *Station) ownPlace(n registry.Number) Place {
	if found := s.issuer(n); len(found) > 0 {
		return found[0]
	}
	own := s.opened.Point
	for _, p := range s.directory {
		if p.Name == own.Name && p.Kind == own.Kind {
			return p
		}
	}
	return Place{Kind: own.Kind, Name: own.Name}
}

// Point is this issuing point as the directory has it: where notices send people
// back to. Its name alone where the directory is silent.
func (s *Station) Point() Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.directory {
		district, err := s.scheme.District(p.Division)
		if err == nil && district == s.district() && p.Station == fmt.Sprintf("%03d", s.stationCode()) {
			return p
		}
	}
	return s.ownPlace(registry.Number{})
}
