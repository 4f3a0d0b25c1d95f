package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// What is declared and measured, in plain lines.

// askFacts asks the scheme's questions by number; an empty line is "none of
// them". The declaration is read out before it counts.
func (p *plain) askFacts(st *station.Station, a *registry.Application) error {
	questions := st.Questions()
	for i, q := range questions {
		fmt.Fprintf(p.a.stdout, "  %d %s %s\n", i+1, q.Label.ZH, q.Label.EN)
	}
	for {
		answer, err := p.line("有哪几项？写序号；都没有，直接回车", "which of them? numbers; empty: none")
		if err != nil {
			return err
		}
		facts, strange := factsOf(questions, answer)
		if a.Facts = map[string]json.RawMessage{"facts": registry.Body(facts)}; strange == 0 {
			break
		}
		p.again(scheme.Text{ZH: fmt.Sprintf("第 %d 个不是上面的序号（1 到 %d），也不是规则认得的词", strange, len(questions)), EN: fmt.Sprintf("answer %d is none of the numbers above (1 to %d), nor a word of the rules", strange, len(questions))})
	}
	if err := p.askTemperature(a); err != nil {
		return err
	}
	if err := p.askEvidence(st.Info().Scheme, a); err != nil {
		return err
	}
	d := st.Declaration()
	fmt.Fprintf(p.a.stdout, "%s\n%s\n", d.ZH, d.EN)
	return p.askDeclared(st, a)
}

func (p *plain) askTemperature(a *registry.Application) error {
	for {
		typed, err := p.line("体温（可空）", "temperature (may be empty)")
		if err != nil || typed == "" {
			return err
		}
		typed = narrow(typed)
		for _, unit := range []string{"度", "℃", "°C", "C", "c"} {
			typed = strings.TrimSpace(strings.TrimSuffix(typed, unit))
		}
		why := scheme.Text{ZH: "体温写成 36.5", EN: "a temperature is written 36.5"}
		if _, err := strconv.ParseFloat(typed, 64); err == nil && json.Valid([]byte(typed)) {
			a.Facts["temp"] = json.RawMessage(typed)
			if why = factsFault(a); why.IsZero() {
				return nil
			}
			delete(a.Facts, "temp")
		}
		p.again(why)
	}
}

// factsFault is why the rules cannot read what is declared; the zero text where they can.
func factsFault(a *registry.Application) scheme.Text {
	if _, err := scheme.ParseInputs(registry.Body(a.Facts)); err != nil {
		return scheme.Told(err)
	}
	return scheme.Text{}
}

// nones say that nothing of it is so.
var nones = []string{"无", "没有", "都没有", "否", "none", "no"}

// factsOf turns typed numbers, or the words themselves, into the scheme's facts. What is
// neither is answered with its place.
func factsOf(questions []scheme.Question, answer string) (facts []string, strange int) {
	facts = []string{}
	for n, word := range strings.FieldsFunc(narrow(answer), func(r rune) bool { return strings.ContainsRune(" ,、;", r) }) {
		fact, known := factOf(questions, word)
		switch {
		case !known && strange == 0:
			strange = n + 1
		case fact != "" && !slices.Contains(facts, fact):
			facts = append(facts, fact)
		}
	}
	return facts, strange
}

func factOf(questions []scheme.Question, word string) (fact string, known bool) {
	for i, q := range questions {
		if word == strconv.Itoa(i+1) || word == q.Label.ZH || strings.EqualFold(word, q.Label.EN) {
			return q.Fact, true
		}
	}
	if slices.Contains(nones, strings.ToLower(word)) {
		return "", true
	}
	_, err := scheme.FactByWord(word)
	return word, err == nil
}
