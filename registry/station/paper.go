package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/token"
)

// Papers are what is to be drawn for the passes, latest copy each, in the order
// given.
func (s *Station) Papers(ctx context.Context, numbers []registry.Number) ([]Paper, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, err
	}
	papers := make([]Paper, 0, len(numbers))
	for _, n := range numbers {
		state, err := s.passState(ctx, n.String())
		if err != nil {
			return nil, err
		}
		p, err := s.paper(ctx, state)
		if err != nil {
			return nil, err
		}
		papers = append(papers, p)
	}
	return papers, nil
}

func (s *Station) paper(ctx context.Context, state registry.PassState) (Paper, error) {
	a, err := s.holder(ctx, state)
	if err != nil {
		return Paper{}, err
	}
	p := s.paperOf(state, a)
	if p.Token, err = s.token(state, a); err != nil {
		return p, fmt.Errorf("sign the pass: %w", err)
	}
	return p, nil
}

var (
	labelCitizen  = scheme.Text{ZH: "身份证号", EN: "ID number"}
	labelDocument = scheme.Text{ZH: "证件号码", EN: "Document"}
	labelGuardian = scheme.Text{ZH: "监护人证件", EN: "Guardian's ID"}
)

func (s *Station) paperOf(state registry.PassState, a registry.Application) Paper {
	p := Paper{
		Number: state.Number, Copy: state.Copy, Name: a.Name, DocLabel: labelDocument,
		Child: a.Document == nil, Issued: state.Issued, Expires: state.Expires, Fields: s.fieldsOf(a), Former: a.Former,
	}
	if d := printedDocument(a.Document, a.Guardian); d != nil {
		p.DocNumber = d.Number
		if d.Type == "RIC18" || d.Type == "RIC15" {
			p.DocLabel = labelCitizen
		}
	}
	if p.Child {
		p.DocLabel = labelGuardian
		if a.Guardian != nil {
			p.Guardian, p.Relation = a.Guardian.Name, a.Guardian.Relation
		}
	}
	p.Proxy = proxyText(a.Proxy)
	return p
}

// token is the signed text of the QR: only what is printed anyway.
func (s *Station) token(state registry.PassState, a registry.Application) (string, error) {
	t := token.Pass{
		Scheme: s.scheme.Code, Number: state.Number.String(), Copy: state.Copy,
		Issued: state.Issued, Expires: state.Expires, Name: token.Mask(a.Name),
		LastFour: printedNumber(a).Last4(),
	}
	if s.signing.Wiped() {
		return "", fmt.Errorf("%w: the station's key", ErrDamaged)
	}
	return token.Encode(t, s.signing.Sign)
}

// Unprinted lists the passes whose latest paper is still to be made, oldest first. No
// paper is made of a number that ended with a revoked key.
func (s *Station) Unprinted(ctx context.Context) ([]registry.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, err
	}
	var numbers []registry.Number
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list the unprinted: %w", err)
		}
		if p.ToPrint() && !s.keyEndedFor(p.Number) {
			numbers = append(numbers, p.Number)
		}
	}
	return numbers, nil
}

// pageRows is how many passes are read at a time, so that the station is not
// held while a long ledger is drawn.
const pageRows = 256

// remark says in the ledger that a paper is no longer good. Copies and characters
// to be written by hand are printing's to note.
func remark(is registry.Status) scheme.Text {
	words := map[registry.Status]scheme.Text{
		registry.StatusCancelled:  {ZH: "未交付，已取消", EN: "not handed over, cancelled"},
		registry.StatusReturned:   {ZH: "已交回", EN: "returned"},
		registry.StatusLost:       {ZH: "挂失", EN: "lost"},
		registry.StatusVoided:     {ZH: "作废", EN: "void"},
		registry.StatusExpired:    {ZH: "有效期已满", EN: "expired"},
		registry.StatusRecalled:   {ZH: "已通知收回", EN: "recalled"},
		registry.StatusRefused:    {ZH: "已通知收回，拒不交回", EN: "recalled, not given back"},
		registry.StatusNotFound:   {ZH: "已通知收回，未找到", EN: "recalled, not found"},
		registry.StatusHandedIn:   {ZH: "已收回", EN: "recalled and taken back"},
		registry.StatusReinstated: {ZH: "收回后恢复，旧证不再使用", EN: "reinstated, this paper is no longer used"},
	}
	return words[is]
}

func join(a, b, between string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + between + b
}

// Page reads n lines of the register screen behind (down) or before (up) the
// row from; 0 is the end it starts from.
func (s *Station) Page(ctx context.Context, from int64, n int, down bool, f Filter) ([]Row, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	states, err := s.ports.Store.Page(ctx, from, n, down, f)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(states))
	for _, p := range states {
		a, err := s.holder(ctx, p)
		if err != nil {
			return nil, err
		}
		rows = append(rows, Row{
			Number: p.Number, Name: a.Name, Short: token.Mask(a.Name), Masked: printedNumber(a).Masked(), Status: p.Stands(), Copy: p.Copy,
			Issued: p.Issued, Child: a.Document == nil, Key: p.FirstEvent,
		})
	}
	return rows, nil
}
