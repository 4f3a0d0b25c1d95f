package main

import (
	"slices"
	"strings"
	"testing"
)

const othersPassphrase = "a passphrase of somebody else's"

// staffed is a station with a volunteer 样例志, an officer 样例官 and a second keeper
// 样例管, all added through the verbs by the first operator, op.
func staffed(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.init()
	p.write("others", othersPassphrase+"\n")
	for _, who := range [][2]string{{"样例志", "volunteer"}, {"样例官", "officer"}, {"样例管", "keeper"}} {
		l := p.expect(exitDone, "", "operator", "add", who[0], "--roles", who[1], "--new-passphrase-file", p.file("others"), "--operator", "op").lines(t)
		if len(l) != 1 || l[0]["name"] != who[0] || l[0]["disabled"] != false {
			t.Fatalf("added: %v", l)
		}
	}
	return p
}

// as is the call of somebody who was added.
func (p *place) as(name, stdin string, args ...string) said {
	p.t.Helper()
	file := "others"
	if name == "op" {
		file = "passphrase"
	}
	return p.bare(stdin, append(args, "--dir", p.file("data"), "--config-dir", p.file("config"), "--passphrase-file", p.file(file), "--operator", name)...)
}

func TestOperatorsThroughTheVerbs(t *testing.T) {
	p := staffed(t)
	issued := p.as("样例志", lineFather, "issue").lines(t)[0]
	if issued["outcome"] != "ISSUE" {
		t.Fatalf("issued: %v", issued)
	}
	if s := p.run("", "verify"); s.code != exitUsage || !strings.Contains(s.err, "--operator") {
		t.Errorf("nobody named: exit %d, %s", s.code, s.err)
	}
	fresh := p.write("fresh", "one more passphrase of my own\n")
	for _, c := range []struct {
		code int
		who  string
		args []string
	}{
		{exitDone, "样例志", []string{"operator", "passphrase", "--new-passphrase-file", fresh}},
		{exitDenied, "样例志", []string{"verify"}}, // the old one
		{exitDone, "op", []string{"operator", "passphrase", "样例志", "--new-passphrase-file", p.file("others")}},
		{exitDone, "样例志", []string{"operator", "list"}},
		{exitDone, "op", []string{"operator", "disable", "样例志"}},
		{exitDenied, "样例志", []string{"find", "ylf"}},
		{exitFailed, "op", []string{"operator", "disable", "样例志"}},
		{exitFailed, "op", []string{"operator", "add", "样例官", "--roles", "officer", "--new-passphrase-file", p.file("others")}},
		{exitFailed, "op", []string{"operator", "add", "样例警", "--roles", "police", "--new-passphrase-file", p.file("others")}},
		{exitUsage, "op", []string{"operator", "add", "样例丁", "--roles", "king", "--new-passphrase-file", p.file("others")}},
		{exitUsage, "op", []string{"operator", "add", "样例丁", "--roles", "officer"}},
		{exitDone, "样例管", []string{"operator", "disable", "op"}},
		{exitDenied, "op", []string{"verify"}},
		{exitFailed, "样例管", []string{"operator", "disable", "样例管"}},
		{exitDone, "样例管", []string{"operator", "add", "样例志", "--roles", "volunteer,officer", "--new-passphrase-file", p.file("others")}},
		{exitDone, "样例志", []string{"verify"}},
	} {
		s := p.as(c.who, "", c.args...)
		if s.code != c.code {
			t.Errorf("%s: %s: exit %d, want %d\n%s%s", c.who, strings.Join(c.args, " "), s.code, c.code, s.out, s.err)
		}
		if s.code != exitDone {
			twoLanguages(t, s.err)
		}
	}
	show := p.as("样例官", "", "show", issued["number"].(string)).lines(t)[0]
	if e := show["events"].([]any)[0].(map[string]any); e["operator"] != "样例志" {
		t.Errorf("issued by %v", e["operator"])
	}
	if l := p.as("样例官", "", "operator", "list").lines(t); len(l) != 4 || !slices.ContainsFunc(l, func(m map[string]any) bool { return m["name"] == "op" && m["disabled"] == true }) {
		t.Errorf("operators: %v", l)
	}
}
