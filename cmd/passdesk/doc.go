package main

import (
	"bytes"
	"encoding/json"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
)

type docCmd struct{}

// documentWords are the kinds of documents as an application and a line of doc name
// them.
const documentWords = "RIC18 RIC15 HMT_RES FPR18 FPR15 HK_PERMIT MO_PERMIT TW_PERMIT PASSPORT_CN PASSPORT BIRTH_CERT MIL_ID"

func (docCmd) Help() string {
	return "一行一个号码，或 {\"input\":\"…\",\"declared\":\"…\",\"as_of\":\"YYYY-MM-DD\"}。declared：auto、HK_MO（港澳）、TW（台湾）、BIRTH（出生证明）、MIL（军官证）、PASSPORT:USA（护照和签发国），或 " + documentWords + " · " +
		"A number a line, or an object with what it is declared to be and the day that ages are counted from. declared: auto, HK_MO, TW, BIRTH, MIL, PASSPORT:XXX with the issuing state, or a kind of document."
}

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
		l := parseDocLine(line)
		if l.AsOf.IsZero() {
			l.AsOf = today
		}
		return a.printJSON(iddoc.Read(l.Input, l.Declared, l.AsOf))
	})
}

// parseDocLine takes a line that is no JSON object of this form, or names something
// twice, as the number itself: what cannot be read is then refused as what it is.
func parseDocLine(line []byte) docLine {
	object := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
	var l docLine
	if _, twice := registry.NamedTwice(object); !twice && bytes.HasPrefix(object, []byte("{")) && json.Unmarshal(object, &l) == nil {
		return l
	}
	return docLine{Input: string(line)}
}
