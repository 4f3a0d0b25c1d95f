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
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// A list of residents, or an enterprise's roster, comes in the same two steps as a
// recall list: PreviewResidents answers every row and changes nothing,
// ConfirmResidents puts those who could be read in the place of the list before.

// ResidentRow is a row of the file as its reader hands it over.
type ResidentRow struct {
	Sheet       string
	Row         int
	Columns     string // of the table, where another stands beside it
	Result      string // the reader's verdict of a row that names nobody; else ""
	Note        scheme.Text
	Application registry.Application
}

// ResidentList is a list on its way in.
type ResidentList struct {
	Rows  []ResidentRow
	File  [32]byte // SHA-256 of the file; zero: there is none
	Name  string   // of the file; kept sealed
	Part  string   // what was chosen of the file; "" for all of it
	Again bool     // load it although this very file was loaded as another kind of list
	Told  func(Progress)
}

// ResidentSum is what a list of residents comes to.
type ResidentSum struct {
	Rows      int   `json:"rows"`
	Residents int   `json:"residents"`
	Holders   int   `json:"holders"`  // of these, who hold a pass
	Left      int   `json:"left_out"` // rows that should name somebody and do not
	Skipped   int   `json:"skipped,omitempty"`
	Before    int64 `json:"before,omitempty"` // the event that loaded this very list, which is in force
	Event     int64 `json:"event,omitempty"`  // 0: nothing was written
}

// ResidentPreview answers a list row by row. A row that is taken is none (no pass
// yet), match, already_recalled, not_in_hand, conflict or ambiguous: the desk will ask.
type ResidentPreview struct {
	Rows   []ListAnswer
	Sum    ResidentSum
	Known  *LoadedList // this very file was loaded as another kind of list: nothing is done unless it is said Again
	list   ResidentList
	people []registry.Application
}

// LeftOut reports a row that should name somebody who can be entered, and does not.
func (r ListAnswer) LeftOut() bool {
	switch r.Result {
	case "damaged", "invalid", "no_value", "ask", "match_masked":
		return true
	}
	return false
}

// PreviewResidents answers every row of a list of residents and changes nothing.
func (s *Station) PreviewResidents(ctx context.Context, l ResidentList) (*ResidentPreview, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoLists); err != nil {
		return nil, err
	}
	p := &ResidentPreview{Rows: make([]ListAnswer, len(l.Rows)), list: l, Sum: ResidentSum{Rows: len(l.Rows)}}
	seen := map[string]int{}
	for r := range l.Rows {
		if r%1000 == 0 {
			if l.Told != nil {
				l.Told(Progress{comparing, float64(r) / float64(len(l.Rows))})
			}
			if err := ctx.Err(); err != nil {
				return nil, fmt.Errorf("look at a list of residents: %w", err)
			}
		}
		if err := s.previewResident(ctx, p, r, seen); err != nil {
			return nil, fmt.Errorf("look at a list of residents: %w", err)
		}
	}
	p.Sum.Residents = len(p.people)
	if err := s.residentsBefore(ctx, p); err != nil {
		return nil, fmt.Errorf("look at a list of residents: %w", err)
	}
	return p, nil
}

// residentsBefore finds out whether this very list is in force, or was loaded as a list
// of another kind.
func (s *Station) residentsBefore(ctx context.Context, p *ResidentPreview) error {
	kept, err := s.ports.Store.Imports(ctx)
	if err != nil {
		return err
	}
	if newest := slices.IndexFunc(kept, func(k Imported) bool { return k.List == listResidents }); newest >= 0 {
		if k := kept[newest]; len(k.File) > 0 && bytes.Equal(k.File, s.residentFile(p.list)) {
			p.Sum.Before = k.Event
			return nil
		}
	}
	if p.list.Again {
		return nil
	}
	p.Known, err = s.sameFile(ctx, p.list.File, p.list.Part, func(k Imported, _ importRecord) bool { return k.List != listResidents })
	if p.Known != nil {
		p.Sum.Before = p.Known.Event
	}
	return err
}

// listResidents is the word that the events of these lists bear.
const listResidents = "residents"

func (s *Station) previewResident(ctx context.Context, p *ResidentPreview, r int, seen map[string]int) error {
	row, listed := &p.Rows[r], p.list.Rows[r]
	a := listed.Application
	*row = ListAnswer{Sheet: listed.Sheet, Row: listed.Row, Columns: listed.Columns, Name: a.Name, Input: typedNumber(a), Result: listed.Result, Note: listed.Note}
	if row.Result == "" {
		if err := s.readResident(ctx, p, r, seen); err != nil {
			return err
		}
	}
	switch {
	case row.LeftOut():
		p.Sum.Left++
	case row.Result == "skipped":
		p.Sum.Skipped++
	}
	return nil
}

// typedNumber is the number that stands for the person in the list.
func typedNumber(a registry.Application) string {
	switch {
	case a.Document != nil:
		return a.Document.Number
	case a.OwnNumber != nil:
		return a.OwnNumber.Number
	case a.Guardian != nil && a.Guardian.Document != nil:
		return a.Guardian.Document.Number
	}
	return ""
}

// readResident takes a person who can be an application, once.
func (s *Station) readResident(ctx context.Context, p *ResidentPreview, r int, seen map[string]int) error {
	row, a := &p.Rows[r], p.list.Rows[r].Application
	day := s.ports.today()
	n, isPass := s.passNumber(row.Input)
	switch read := iddoc.Read(row.Input, "", day); {
	case read.Has(iddoc.ReasonExcelPrecision) && read.Number.IsZero(), read.Has(iddoc.ReasonExcelScientific):
		row.Result, row.Note = "damaged", explained(read)
		return nil
	case read.Type == iddoc.TypeMasked:
		return s.readMasked(ctx, row, day)
	case isPass && read.Number.IsZero():
		row.Result, row.Note = "ask", scheme.Text{
			ZH: n.Grouped() + " 是通行证的编号，不是身份证号：请写身份证号",
			EN: n.Grouped() + " is the number of a pass, not of a document: the document number is needed"}
		return nil
	}
	applicant, bad := s.parseListed(a)
	if bad != nil {
		row.Result, row.Note = "invalid", scheme.Text{ZH: bad.reason.ZH, EN: bad.field + ": " + bad.reason.EN}
		return nil
	}
	stored := applicant.stored
	if (watch.Entry{Name: stored.Name}).HidesName() {
		row.Result, row.Note = "ask", scheme.Text{ZH: "姓名有遮盖，不能凭它登记；请补全姓名", EN: "a part of the name is hidden: nobody can be entered with it; the whole name is needed"}
		return nil
	}
	stored.Declared, stored.Ref = false, "" // a list declares nothing
	row.Norm = typedNumber(stored)
	person := personKey(indexedOf(stored)) + "\x00" + stored.Name
	if of, there := seen[person]; there {
		row.sayOf(p.Rows[of])
		return nil
	}
	seen[person] = r
	if d, wrong := unique.Contradicts(s.personOf(stored, "active"), day); wrong {
		row.remark(scheme.Text{ZH: "资料不符，改好以前不能发证：" + d.Reason.ZH, EN: "the data do not agree, and no pass is issued before they are put right: " + d.Reason.EN})
	}
	e := watch.Entry{Name: stored.Name, Birth: applicant.birth}
	if d := printedDocument(stored.Document, stored.Guardian); d != nil {
		e.Kind, e.Number, e.State = d.Type, d.Number, d.State
	}
	noted := row.Note
	pass, err := s.answerHolders(ctx, e, s.blindKeys(holderKeys(e), 0), day, row)
	if err != nil {
		return err
	}
	row.Note = noted
	switch {
	case row.Result == "conflict" && stored.Document == nil: // the guardian's pass, or a sibling's
		row.Result, row.Numbers, row.Related = "none", nil, append(row.Numbers, row.Related...)
	case row.Result == "ask": // about a recall, which nobody wants here
		row.Result = "ambiguous"
	}
	if said, there := heldAlready[row.Result]; there {
		row.remark(said)
	}
	if of, there := seen[row.Norm]; there && stored.Document != nil {
		row.remark(sameNumber(p.Rows[of]))
	}
	seen[row.Norm] = r
	if pass != nil && row.Result != "none" {
		p.Sum.Holders++
	}
	p.people = append(p.people, stored)
	return nil
}

// heldAlready is what the desk knows of somebody on the list who may hold a pass. The
// rules of recall, by which holders are found, speak of recalling: nobody is here.
var heldAlready = map[string]scheme.Text{
	"match":            {ZH: "已有这张证", EN: "holds this pass already"},
	"already_recalled": {ZH: "有过证，已收回", EN: "held a pass, which was recalled"},
	"not_in_hand":      {ZH: "有过证，现在不在手里", EN: "held a pass, which is not in hand now"},
	"conflict":         {ZH: "这个号码的证是别人的姓名，办证时会再问", EN: "the number's pass bears another name: the desk will ask"},
	"ambiguous":        {ZH: "这个号码或姓名有几张证，办证时会再问", EN: "several passes bear the number or the name: the desk will ask"},
}

// sameNumber: two people cannot have one number; one of them is the other's child, or a
// digit is wrong.
func sameNumber(of ListAnswer) scheme.Text {
	return scheme.Text{
		ZH: of.at().ZH + "另一个人也是这个号码。孩子没有号码的，父母的号码写在“监护人证件号码”一列",
		EN: "somebody else has this number in " + of.at().EN + ". Of a child without one the parent's goes into the column guardian_number"}
}

// readMasked: who holds a pass may be known by a mask, but nobody is entered with
// one.
func (s *Station) readMasked(ctx context.Context, row *ListAnswer, day civil.Date) error {
	e, bad := watch.Parse(watch.Row{Number: row.Input, Name: row.Name, Why: watch.Other, Source: unnamedSource}, day)
	if bad != nil {
		row.Result, row.Note = "invalid", bad.Why
		return nil
	}
	row.Norm = e.Mask
	_, err := s.answerHolders(ctx, e, s.blindKeys(holderKeys(e), 0), day, row)
	if row.Result != "match_masked" {
		row.Result, row.Note = "ask", scheme.Text{ZH: "号码遮盖，不能凭它登记；请补全号码", EN: "the number is masked: nobody can be entered with it; the whole number is needed"}
	}
	return err
}

func explained(r iddoc.Reading) scheme.Text {
	zh, en := iddoc.Explain(r)
	return scheme.Text{ZH: zh, EN: en}
}

// residentFile is under what the file is known again; nil where there is none.
func (s *Station) residentFile(l ResidentList) []byte {
	if l.File == ([32]byte{}) {
		return nil
	}
	blind := s.vault.Blind16("residents file", string(l.File[:])+"\x00"+l.Part)
	return blind[:]
}

// ConfirmResidents puts the people of the preview in the place of the list before, and
// answers what was done; the preview stays as it was shown. The very list that is in
// force changes nothing.
func (s *Station) ConfirmResidents(ctx context.Context, p *ResidentPreview) (*ResidentPreview, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	done := *p
	if err := s.writable(registry.DoLists); err != nil || p.Sum.Before != 0 {
		return &done, err
	}
	if len(p.people) == 0 && len(p.list.Rows) > 0 {
		return &done, notSo("list", "名单里没有一个能登记的人，什么都没有做，原名单照旧", "the list names nobody who can be entered; nothing was done, and the list before stands")
	}
	c, err := s.sealResidents(ctx, p)
	if err != nil {
		return &done, fmt.Errorf("load the residents: %w", err)
	}
	l := p.list
	body := registry.ListBody{List: listResidents, Count: len(c.Residents), Digest: residentsDigest(c.Residents), File: hex.EncodeToString(s.residentFile(l)), Rows: len(l.Rows)}
	event := draftEvent{kind: registry.ListImported, body: registry.Body(body)}
	if body.File != "" {
		event.record = registry.Body(importRecord{File: hex.EncodeToString(l.File[:]), Rows: len(l.Rows), Name: l.Name, Part: l.Part})
	}
	if body.Rows > 0 {
		c.Imports = []Imported{importedOf(s.head.Event+1, body)}
	}
	if err := s.append(ctx, &draft{events: []draftEvent{event}, change: c}); err != nil {
		return &done, fmt.Errorf("load the residents: %w", err)
	}
	done.Sum.Event = s.head.Event
	s.index, err = s.startIndex(ctx)
	return &done, err
}

func (s *Station) sealResidents(ctx context.Context, p *ResidentPreview) (Change, error) {
	c := Change{NewResidents: true}
	for i, a := range p.people {
		if i%1000 == 0 {
			if p.list.Told != nil {
				p.list.Told(Progress{sealing, float64(i) / float64(len(p.people))})
			}
			if err := ctx.Err(); err != nil {
				return c, err
			}
		}
		plain, err := json.Marshal(a)
		if err != nil {
			return c, err
		}
		id := int64(i + 1)
		sealed, err := s.vault.Seal(residentAddress(id), plain, s.ports.Rand)
		if err != nil {
			return c, err
		}
		c.Residents = append(c.Residents, SealedResident{ID: id, Sealed: sealed})
	}
	if p.list.Told != nil {
		p.list.Told(Progress{entering, 1})
	}
	return c, nil
}
