package main

import (
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// askFields asks, field by field, what the scheme writes down beside name and
// document.
func (p *plain) askFields(st *station.Station, a *registry.Application) error {
	for _, f := range st.Info().Scheme.Fields {
		var zh, en []string
		for _, c := range f.Choices {
			zh, en = append(zh, c.Label.ZH), append(en, c.Word)
		}
		q := question{f.Label.ZH + bracketed(zh), f.Label.EN + bracketed(en), f.Key, func(a *registry.Application, answer string) {
			if at := slices.Index(zh, answer); at >= 0 {
				answer = en[at]
			}
			a.SetField(f.Key, answer)
		}}
		if _, err := p.put(st, a, q, f.Required); err != nil {
			return err
		}
	}
	return nil
}

func bracketed(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, "/") + ")"
}

// askEvidence asks which of the papers were seen that the scheme wants to be seen.
func (p *plain) askEvidence(s scheme.Scheme, a *registry.Application) error {
	var seen []string
	for _, e := range s.Evidence {
		answer, err := p.line("看过"+e.Label.ZH+"？看过写 yes", e.Label.EN+" seen? then write yes")
		if err != nil {
			return err
		}
		if isYes(answer) {
			seen = append(seen, e.Key)
		}
	}
	if len(seen) > 0 {
		a.Facts["evidence"] = registry.Body(seen)
	}
	return nil
}

func isYes(answer string) bool { return strings.EqualFold(answer, "yes") || answer == "是" }
