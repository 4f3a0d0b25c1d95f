package main

import (
	"strings"
	"testing"
)

// The lines of the doc verb: a bare number, an object, what is neither, and what
// other programs put around a line.
func TestDocLines(t *testing.T) {
	p := newPlace(t)
	for _, c := range []struct{ line, typ, reason string }{
		{"330212198505059315", "RIC18", "ok"},
		{"330212198505059315\r", "RIC18", "ok"},
		{"\ufeff330212198505059315", "RIC18", "ok"},
		{"", "UNKNOWN", "empty"},
		{`{"input":"91234567","declared":"TW"}`, "TW_PERMIT", "ok"},
		{"\ufeff" + ` {"input":"91234567","declared":"TW"} `, "TW_PERMIT", "ok"},
		{`{"input":"330212198505059315","as_of":"1985-05-04"}`, "RIC18", "future_date"},
		{`{"input":"330212198505059315","as_of":""}`, "RIC18", "ok"},
		{`{"input":"330212198505059315","as_of":"yesterday"}`, "UNKNOWN", "bad_char"}, // no day: the line is no question
		{`{"input":`, "UNKNOWN", "no_digit"},
		{`{}`, "UNKNOWN", "empty"},
	} {
		said := p.bare(c.line+"\n", "doc")
		l := said.lines(t)
		if said.code != exitDone || len(l) != 1 || l[0]["type"] != c.typ || l[0]["reason"] != c.reason {
			t.Errorf("doc %q: exit %d, %v, want %s %s", c.line, said.code, l, c.typ, c.reason)
		}
	}
}

// One answer is one line, whatever was asked.
func TestAnAnswerIsOneLine(t *testing.T) {
	p := newPlace(t)
	for _, verb := range []string{"doc", "names"} {
		out := p.bare("33\u0085\u2028\v\f02\n", verb).out
		if strings.ContainsAny(strings.TrimSuffix(out, "\n"), "\n\r\v\f\u0085\u2028\u2029") {
			t.Errorf("%s answers %q", verb, out)
		}
	}
}

// Whoever holds only the program can read whose data it carries.
func TestLicencesAreInTheProgram(t *testing.T) {
	out := newPlace(t).bare("", "licences").out
	for _, want := range []string{
		"yescallop/areacodes", "CC0-1.0", "Copyright (c) 2018 jxlwqq", "Copyright (c) 2024 Haole Zheng", "Permission is hereby granted",
		"OpenCC dictionaries", "UNICODE, INC. LICENSE AGREEMENT", "SIL Open Font License", "LxgwWenKai", "BIP-0039",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("licences does not say %q", want)
		}
	}
}

// An object that names something twice is no object of ours: which of the two was
// meant nobody knows.
func TestDocRefusesNamesTwice(t *testing.T) {
	line := `{"input":"110101199003070011","input":"330212198505059315"}`
	if got := parseDocLine([]byte(line)); got.Input != line {
		t.Errorf("got %q", got.Input)
	}
}
