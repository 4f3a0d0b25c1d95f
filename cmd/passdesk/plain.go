package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// issuePlain asks field by field, a question a line: for screen readers, dumb
// consoles, and hands that know no function keys. An empty name ends it.
func (a *app) issuePlain(st *station.Station) error {
	return a.plainly(func(p *plain, t *tally) error { return p.issueOne(st, t) })
}

// issueOne serves one applicant.
func (p *plain) issueOne(st *station.Station, t *tally) error {
	app, err := p.ask(st)
	if err != nil {
		return err
	}
	told, err := st.Check(p.a.ctx, app)
	if err != nil {
		return err
	}
	if told.Case != 0 {
		t.count(told)
		p.say(told)
		fmt.Fprintf(p.a.stdout, "     同样的申报、同样的理由已经立案，没有另立：案件 %s\n     said and told just so already, no second case: case %[1]s\n", cmp.Or(told.CaseNo, strconv.FormatInt(told.Case, 10)))
		return nil
	}
	goOn, err := p.choose(told, st, &app)
	if err != nil || !goOn {
		return err
	}
	app.Ref = newRef(p.a.rand)
	v, err := st.Issue(p.a.ctx, app, false)
	if err != nil {
		return err
	}
	t.count(v)
	p.say(v)
	return nil
}

// plain is the one reader of all prompts.
type plain struct {
	a  *app
	in *bufio.Reader
}

// How a dialogue ends: by an empty line, or the end of the input, where the next one
// would begin; or because somebody has left one question open.
var (
	errEnded = errors.New("nobody is named any more")
	errLeft  = errors.New("this one is left")
)

// plainly serves one after the other until nobody is named any more. Input that ends in
// the middle of one is said, and is a failure.
func (a *app) plainly(serve func(p *plain, t *tally) error) error {
	p, t := &plain{a: a, in: bufio.NewReader(a.input())}, tally{}
	for {
		err := serve(p, &t)
		switch {
		case errors.Is(err, errEnded):
			return t.result()
		case errors.Is(err, errLeft):
			fmt.Fprintln(a.stdout, "     这一件没有办 not done")
			t.failed++
		case errors.Is(err, io.EOF):
			fmt.Fprintln(a.stdout, "\n     输入到此为止，这一件没有办 not done: the input ended in the middle of this one")
			t.failed++
			return t.result()
		case err != nil:
			return t.because(err)
		}
	}
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

// first asks who comes next; errEnded where nobody does.
func (p *plain) first(zh, en string) (string, error) {
	answer, err := p.line(zh, en)
	if answer == "" && (err == nil || errors.Is(err, io.EOF)) {
		return "", errEnded
	}
	return answer, err
}

// again says why an answer is asked for again.
func (p *plain) again(why scheme.Text) {
	fmt.Fprintf(p.a.stdout, "     请重答 once more: %s\n     %s\n", why.ZH, why.EN)
}

// question is one field of an application. What the check says of the field is said at
// once, and it is asked for again.
type question struct {
	zh, en string
	field  string // as a verdict names it
	put    func(*registry.Application, string)
}

var numberQuestion = question{"证件号码（儿童没有的，直接回车；护照先写种类，如 PASSPORT:USA 号码）", "document number (empty: a child without one; of a passport with its kind, PASSPORT:USA NUMBER)",
	"document", func(a *registry.Application, s string) { a.Document = documentOf(s) }}

var childQuestions = []question{
	{"关系（父亲 father/母亲 mother）", "relation (father/mother)", "", func(a *registry.Application, s string) { a.Guardian.Relation = relationOf(s) }},
	{"父母一方姓名", "the parent's name", "", func(a *registry.Application, s string) { a.Guardian.Name = s }},
	{"父母一方证件号码", "the parent's document number", "guardian", func(a *registry.Application, s string) { a.Guardian.Document = documentOf(s) }},
	{"出生日期 YYYY-MM-DD", "birth date YYYY-MM-DD", "birth", func(a *registry.Application, s string) { a.Birth = watch.Day(narrow(s)) }},
	{"性别 男 M/女 F", "sex M/F", "sex", func(a *registry.Application, s string) { a.Sex = sexOf(s) }},
}

func (p *plain) ask(st *station.Station) (a registry.Application, err error) {
	for {
		if a.Name, err = p.first("姓名（空行结束）", "name (empty ends)"); err != nil {
			return a, err
		}
		why, err := p.wrong(st, a, "name")
		if err != nil {
			return a, err
		}
		if why.IsZero() {
			break
		}
		p.again(why)
	}
	number, err := p.put(st, &a, numberQuestion, false)
	if err != nil {
		return a, err
	}
	if number == "" {
		a.Document = nil
		if err := p.askChild(st, &a); err != nil {
			return a, err
		}
	}
	if err := p.askFields(st, &a); err != nil {
		return a, err
	}
	return a, p.askFacts(st, &a)
}

// put asks one question until the answer can be one. An empty one leaves the whole
// applicant where it must be answered.
func (p *plain) put(st *station.Station, a *registry.Application, q question, must bool) (string, error) {
	for {
		answer, err := p.line(q.zh, q.en)
		switch {
		case err != nil:
			return "", err
		case answer == "" && must:
			return "", errLeft
		case answer == "" || q.field == "":
			q.put(a, answer)
			return answer, nil
		}
		q.put(a, answer)
		why, err := p.wrong(st, *a, q.field)
		if err != nil || why.IsZero() {
			return answer, err
		}
		p.again(why)
	}
}

// wrong is why the check takes the field for none; the zero text where it does not.
func (p *plain) wrong(st *station.Station, a registry.Application, field string) (scheme.Text, error) {
	v, err := st.Check(p.a.ctx, a)
	if err != nil || v.Outcome != "INVALID" || v.Field != field {
		return scheme.Text{}, err
	}
	return v.Reason, nil
}

func (p *plain) askChild(st *station.Station, a *registry.Application) error {
	a.Guardian = &registry.Guardian{}
	for _, q := range childQuestions {
		if _, err := p.put(st, a, q, true); err != nil {
			return err
		}
	}
	return nil
}

// documentOf is a number as it was typed, with its kind before it where that is said.
func documentOf(typed string) *registry.Document {
	typed = narrow(typed)
	kind, number, two := strings.Cut(typed, " ")
	if kind = strings.ToUpper(kind); !two || kind == "" || !iddoc.Declarable(kind) {
		return &registry.Document{Number: typed}
	}
	if state, passport := strings.CutPrefix(kind, "PASSPORT:"); passport {
		return &registry.Document{Number: strings.TrimSpace(number), State: state}
	}
	return &registry.Document{Type: kind, Number: strings.TrimSpace(number)}
}

func relationOf(typed string) string {
	if word, known := relations[typed]; known {
		return word
	}
	return typed
}

func sexOf(typed string) string {
	if word, known := sexes[narrow(typed)]; known {
		return word
	}
	return typed
}

// narrow makes of the full-width letters and digits of an input method the plain ones.
func narrow(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '　':
			return ' '
		case r == '。':
			return '.'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s))
}

func (p *plain) say(v station.Verdict) {
	p.a.sayVerdict("", v)
	if len(v.Warnings) > 0 {
		fmt.Fprintf(p.a.stdout, "     注意 warnings: %s\n", strings.Join(v.Warnings, ", "))
	}
}
