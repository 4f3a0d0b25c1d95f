package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// issuePlain asks field by field, a question a line: for screen readers, dumb
// consoles, and hands that know no function keys. An empty name ends it.
func (a *app) issuePlain(st *station.Station) error {
	p, t := &plain{a: a, in: bufio.NewReader(a.input())}, tally{}
	for {
		app, err := p.ask(st)
		if errors.Is(err, io.EOF) {
			return t.result()
		}
		if err != nil {
			return err
		}
		goOn, err := p.choose(st, &app)
		if err != nil {
			return err
		}
		if !goOn {
			continue
		}
		app.Ref = newRef(a.rand)
		v, err := st.Issue(a.ctx, app, false)
		if err != nil {
			return err
		}
		t.count(v)
		p.say(v)
	}
}

// plain is the one reader of all prompts.
type plain struct {
	a  *app
	in *bufio.Reader
}

// line asks one question; io.EOF at the end of the input.
func (p *plain) line(zh, en string) (string, error) {
	fmt.Fprintf(p.a.stdout, "%s %s: ", zh, en)
	b, err := readLine(p.in)
	answer := strings.TrimSpace(string(b))
	if errors.Is(err, io.EOF) && answer != "" {
		err = nil
	}
	return answer, err
}

// question is one field of an application.
type question struct {
	zh, en string
	put    func(*registry.Application, string)
}

var childQuestions = []question{
	{"关系（father/mother）", "relation (father/mother)", func(a *registry.Application, s string) { a.Guardian.Relation = s }},
	{"父母一方姓名", "the parent's name", func(a *registry.Application, s string) { a.Guardian.Name = s }},
	{"父母一方证件号码", "the parent's document number", func(a *registry.Application, s string) { a.Guardian.Document = &registry.Document{Number: s} }},
	{"出生日期 YYYY-MM-DD", "birth date YYYY-MM-DD", func(a *registry.Application, s string) { a.Birth = s }},
	{"性别 M/F", "sex M/F", func(a *registry.Application, s string) { a.Sex = s }},
}

func (p *plain) ask(st *station.Station) (a registry.Application, err error) {
	if a.Name, err = p.line("姓名（空行结束）", "name (empty ends)"); err != nil || a.Name == "" {
		return a, errors.Join(err, io.EOF)
	}
	number, err := p.line("证件号码（儿童没有的，直接回车）", "document number (empty: a child without one)")
	if err != nil {
		return a, err
	}
	if number != "" {
		a.Document = &registry.Document{Number: number}
	} else if err := p.askChild(&a); err != nil {
		return a, err
	}
	if err := p.askFields(st.Info().Scheme, &a); err != nil {
		return a, err
	}
	return a, p.askFacts(st, &a)
}

func (p *plain) askChild(a *registry.Application) error {
	a.Guardian = &registry.Guardian{}
	for _, q := range childQuestions {
		answer, err := p.line(q.zh, q.en)
		if err != nil {
			return err
		}
		q.put(a, answer)
	}
	return nil
}

// askFacts asks the scheme's questions by number; an empty line is "none of
// them". The declaration is read out before it counts.
func (p *plain) askFacts(st *station.Station, a *registry.Application) error {
	questions := st.Questions()
	for i, q := range questions {
		fmt.Fprintf(p.a.stdout, "  %d %s %s\n", i+1, q.Label.ZH, q.Label.EN)
	}
	answer, err := p.line("有哪几项？写序号；都没有，直接回车", "which of them? numbers; empty: none")
	if err != nil {
		return err
	}
	facts := factsOf(questions, answer)
	temp, err := p.line("体温（可空）", "temperature (may be empty)")
	if err != nil {
		return err
	}
	a.Facts = map[string]json.RawMessage{"facts": registry.Body(facts)}
	if temp != "" {
		a.Facts["temp"] = json.RawMessage(temp)
		if !json.Valid(a.Facts["temp"]) {
			a.Facts["temp"] = registry.Body(temp)
		}
	}
	if err := p.askEvidence(st.Info().Scheme, a); err != nil {
		return err
	}
	d := st.Declaration()
	fmt.Fprintf(p.a.stdout, "%s\n%s\n", d.ZH, d.EN)
	yes, err := p.line("申领人声明属实，写 yes", "the applicant declares this true: write yes")
	a.Declared = isYes(yes)
	return err
}

// factsOf turns typed numbers into the scheme's facts; a word that is no number
// of the list stays as it is, and the scheme refuses it.
func factsOf(questions []scheme.Question, answer string) []string {
	facts := []string{}
	for _, w := range strings.FieldsFunc(answer, func(r rune) bool { return strings.ContainsRune(" ,，、;；", r) }) {
		word := w
		for i, q := range questions {
			if w == fmt.Sprint(i+1) {
				word = q.Fact
			}
		}
		facts = append(facts, word)
	}
	return facts
}

func (p *plain) say(v station.Verdict) {
	p.a.sayVerdict("", v)
	if len(v.Warnings) > 0 {
		fmt.Fprintf(p.a.stdout, "     注意 warnings: %s\n", strings.Join(v.Warnings, ", "))
	}
}
