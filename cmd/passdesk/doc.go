package main

import (
	"encoding/json"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
)

type docCmd struct{}

// docLine is a line of input that says more than the number.
type docLine struct {
	Input    string     `json:"input"`
	Declared string     `json:"declared"`
	AsOf     civil.Date `json:"as_of"`
}

// Run reads one document number a line and answers each with one JSON object.
// It needs no station: nothing is looked up and nothing is kept.
func (c *docCmd) Run(a *app) error {
	today := civil.On(a.now(), zone)
	return a.eachLine(func(_ int, line []byte) error {
		l := docLine{Input: string(line)}
		if strings.HasPrefix(strings.TrimSpace(l.Input), "{") {
			var j docLine
			if json.Unmarshal(line, &j) == nil {
				l = j
			}
		}
		if l.AsOf.IsZero() {
			l.AsOf = today
		}
		return a.printJSON(iddoc.Read(l.Input, l.Declared, l.AsOf))
	})
}
