package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// exported are the numbers of a file of JSON lines, without its totals.
func (p *place) exported(args ...string) (numbers []string, said map[string]any) {
	p.t.Helper()
	out := p.file("e.jsonl")
	said = p.expect(exitDone, "", append([]string{"export", "jsonl", "--out", out}, args...)...).lines(p.t)[0]
	f, err := os.Open(out)
	p.must(err)
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row map[string]any
		p.must(json.Unmarshal(lines.Bytes(), &row))
		if number, is := row["number"].(string); is {
			numbers = append(numbers, number)
		}
	}
	return numbers, said
}

// TestExportOfARange: by the day of issue and by number, whatever the run digit.
func TestExportOfARange(t *testing.T) {
	p := newPlace(t)
	p.init()
	var all []string
	for n := range 4 { // a day and a run of the program each
		all = append(all, p.issued(person(n).line("")))
		p.nextDay()
	}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{nil, all},
		{[]string{"--from", "2020-03-11"}, all[1:]},
		{[]string{"--until", "2020-03-11"}, all[:2]},
		{[]string{"--from", "2020-03-11", "--until", "2020-03-12"}, all[1:3]},
		{[]string{"--first", all[2]}, all[2:]},
		{[]string{"--first", all[1], "--last", registry.GroupDigits(all[2])}, all[1:3]},
		{[]string{"--from", "2021-01-01"}, nil},
	} {
		if got, _ := p.exported(c.args...); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.args, got, c.want)
		}
	}
	for _, bad := range [][]string{{"--from", "10.3.2020"}, {"--first", "12345"}, {"--last", "12131170004229"}} {
		if s := p.run("", append([]string{"export", "csv", "--out", p.file("bad.csv")}, bad...)...); s.code != exitUsage || stands(p.file("bad.csv")) {
			t.Errorf("%v: exit %d", bad, s.code)
		}
	}
	p.expect(exitDone, "", "verify")
}

// TestExportOfWhatChanged: since the last file of all or of changes, a range in between
// or not, and never less than what was not in it.
func TestExportOfWhatChanged(t *testing.T) {
	p := newPlace(t)
	p.init()
	issue := func(n int) string {
		return p.issued(person(n).line(""))
	}
	first, second := issue(1), issue(2)
	changed := func(what string, want ...string) {
		t.Helper()
		got, said := p.exported("--changed")
		if !slices.Equal(got, want) || said["after"] == nil {
			t.Errorf("%s: %v, want %v (%v)", what, got, want, said["after"])
		}
	}
	changed("no file went before", first, second)
	changed("nothing happened")
	third := issue(3)
	p.expect(exitDone, "", "print", "passes", first, "--out", p.file("p.pdf"))
	p.exported("--first", third) // a range is no file from which changes count
	changed("one was issued, one printed", first, third)
	p.exported()
	changed("all were in the last file")
	p.expect(exitDone, "", "sign", first)
	changed("one was signed", first)
	p.expect(exitDone, "", "verify")
}

// TestExportIsProvenByItsSidecar: the file as it was written, saved again with the same
// rows, cut off, with a digit changed, and with another's totals.
func TestExportIsProvenByItsSidecar(t *testing.T) {
	p, _ := issueTwenty(t)
	for _, format := range []string{"csv", "xlsx", "jsonl"} {
		out := p.file("r." + format)
		said := p.expect(exitDone, "", "export", format, "--out", out).lines(t)[0]
		checked := p.bare("", "export", "check", out)
		if checked.code != exitDone || checked.lines(t)[0]["same_bytes"] != true || checked.lines(t)[0]["rows"] != said["rows"] {
			t.Fatalf("%s: exit %d %s%s", format, checked.code, checked.out, checked.err)
		}
		side, err := os.ReadFile(said["sidecar"].(string))
		p.must(err)
		for _, personal := range []string{"样例", person(0).number} {
			if bytes.Contains(side, []byte(personal)) {
				t.Errorf("%s: the totals name somebody", format)
			}
		}
	}
	raw, err := os.ReadFile(p.file("r.csv"))
	p.must(err)
	try := func(what string, content []byte, code int) {
		t.Helper()
		p.must(os.WriteFile(p.file("r.csv"), content, 0o600))
		if s := p.bare("", "export", "check", p.file("r.csv")); s.code != code {
			t.Errorf("%s: exit %d, want %d\n%s", what, s.code, code, s.err)
		} else if code != exitDone {
			twoLanguages(t, s.err)
		}
	}
	try("as it was", raw, exitDone)
	try("with the line ends of another system", bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), exitPart)
	try("cut off", raw[:len(raw)/2], exitFailed)
	try("a number changed", bytes.Replace(raw, []byte("\t1293"), []byte("\t1294"), 1), exitFailed)
	name := bytes.Replace(raw, []byte("样例"), []byte("样列"), 1)
	try("a name changed", name, exitFailed)
	if s := p.bare("", "export", "check", p.file("r.csv")); !strings.Contains(s.err, "name") {
		t.Errorf("the column that was changed is not named: %s", s.err)
	}
	side, err := os.ReadFile(p.file("r.csv.totals.json"))
	for _, c := range []struct{ said, wrong string }{{`"rows": 20`, `"rows": 21`}, {`"bytes": `, `"bytes": 1`}, {`"cells": "`, `"cells": "x`}, {`"check": "`, `"check": "x`}} {
		changed := bytes.Replace(side, []byte(c.said), []byte(c.wrong), 1)
		if bytes.Equal(changed, side) {
			t.Fatalf("the sidecar says no %s: %s", c.said, side)
		}
		p.must(os.WriteFile(p.file("r.csv.totals.json"), changed, 0o600))
		try("beside it "+c.wrong, raw, exitFailed)
	}
	p.must(os.WriteFile(p.file("r.csv.totals.json"), side, 0o600))
	p.must(err)
	p.must(os.WriteFile(p.file("r.csv.totals.json"), bytes.Replace(side, []byte(`"cells"`), []byte(`"of_a_newer_build"`), 1), 0o600))
	try("a name changed, the totals of an earlier build", name, exitPart)
	p.must(os.WriteFile(p.file("r.csv.totals.json"), side, 0o600))
	other, err := os.ReadFile(p.file("r.jsonl.totals.json"))
	p.must(err)
	p.must(os.WriteFile(p.file("r.csv.totals.json"), bytes.Replace(other, []byte(`"rows": "20"`), []byte(`"rows": "19"`), 1), 0o600))
	try("another's totals", raw, exitFailed)
	p.must(os.Remove(p.file("r.csv.totals.json")))
	try("no totals", raw, exitUsage)
}

// TestExportOfNoDaysIsRefused: the last day before the first, and the last number.
func TestExportOfNoDaysIsRefused(t *testing.T) {
	p, first := issuedPlace(t)
	out, later := p.file("r.csv"), p.issued(person(1).line(""))
	for _, none := range [][]string{{"--from", "2020-03-12", "--until", "2020-03-10"}, {"--first", later, "--last", first}} {
		if s := p.run("", append([]string{"export", "csv", "--out", out}, none...)...); s.code != exitUsage || stands(out) {
			t.Errorf("%v: exit %d, a file stands: %v", none, s.code, stands(out))
		}
	}
	p.expect(exitDone, "", "export", "csv", "--out", out, "--first", first, "--last", later)
}

// TestExportThatIsStoppedLeavesNothing: no file, no part of one, no totals, no event; a
// file that stood there before stays.
func TestExportThatIsStoppedLeavesNothing(t *testing.T) {
	p, _ := issueTwenty(t)
	p.must(os.MkdirAll(p.file("out"), 0o700))
	p.must(os.WriteFile(p.file("out/old.csv"), []byte("before"), 0o600))
	before := p.events()
	p.within(func(a *app, st *station.Station) {
		for _, format := range []string{"csv", "xlsx", "jsonl"} {
			ctx, stop := context.WithCancel(a.ctx)
			a.ctx = ctx
			x, err := st.BeginExport(ctx, station.Selection{})
			p.must(err)
			x.Told = func(station.Progress) { stop() } // Esc, or Ctrl+C, as the first page was read
			if _, err := a.exportTo(st, x, format, p.file("out/old.csv")); err == nil {
				t.Errorf("%s: it went on", format)
			}
			a.ctx = context.Background()
		}
	})
	left, err := filepath.Glob(p.file("out/*"))
	p.must(err)
	hidden, err := filepath.Glob(p.file("out/.*"))
	p.must(err)
	if old, err := os.ReadFile(p.file("out/old.csv")); err != nil || string(old) != "before" || len(left) != 1 || len(hidden) != 0 {
		t.Errorf("left: %v %v, %q", left, hidden, old)
	}
	if after := p.events(); after != before {
		t.Errorf("%v events, %v before", after, before)
	}
}

// TestPublishedSchemas: testdata/schema holds what the verb prints, and every line of a
// real export keeps to it, of a scheme with fields of its own too.
func TestPublishedSchemas(t *testing.T) {
	for _, s := range scheme.All() {
		said := newPlace(t).bare("", "export", "schema", "--scheme", s.Code)
		path := "../../testdata/schema/register." + s.Code + ".json"
		if published, err := os.ReadFile(path); err != nil || string(published) != said.out {
			t.Errorf("%s is not what export schema prints (%v); what others read by it is for ever:\n%s", path, err, said.out)
		}
	}
	p, _ := issueTwenty(t)
	p.exported()
	schema := readSchema(t, "ningbo")
	raw, err := os.ReadFile(p.file("e.jsonl"))
	p.must(err)
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	if len(lines) != 21 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		if fault := keeps(schema, decoded(t, line)); fault != "" {
			t.Errorf("line %d: %s", i+1, fault)
		}
	}
	row := decoded(t, lines[0]).(map[string]any)
	for what, spoil := range map[string]func(map[string]any){
		"a key too many": func(r map[string]any) { r["x"] = "" },
		"a key missing":  func(r map[string]any) { delete(r, "name") },
		"a bare number":  func(r map[string]any) { r["number"] = 12931170000142.0 },
		"a short number": func(r map[string]any) { r["number"] = "1293" },
		"another date":   func(r map[string]any) { r["issued"] = "10.3.2020" },
	} {
		bad := map[string]any{}
		for k, v := range row {
			bad[k] = v
		}
		spoil(bad)
		if keeps(schema, bad) == "" {
			t.Errorf("%s keeps to the schema", what)
		}
	}
}

func readSchema(t *testing.T, code string) any {
	t.Helper()
	raw, err := os.ReadFile("../../testdata/schema/register." + code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, string(raw))
}

func decoded(t *testing.T, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// keeps holds a value against the keywords that our schemas use; any other keyword is a
// fault, so that none is passed over.
func keeps(schema, value any) (fault string) {
	for word, says := range schema.(map[string]any) {
		switch word {
		case "$schema", "title":
		case "type":
			_, object := value.(map[string]any)
			_, text := value.(string)
			if says == "object" && !object || says == "string" && !text {
				return fmt.Sprintf("no %v: %T", says, value)
			}
		case "pattern":
			if text, is := value.(string); is && !regexp.MustCompile(says.(string)).MatchString(text) {
				return fmt.Sprintf("%q does not match %v", text, says)
			}
		case "required":
			object, _ := value.(map[string]any)
			for _, key := range says.([]any) {
				if _, there := object[key.(string)]; !there {
					return fmt.Sprintf("without %v", key)
				}
			}
		case "properties":
			object, _ := value.(map[string]any)
			for key, of := range says.(map[string]any) {
				if v, there := object[key]; there {
					if fault := keeps(of, v); fault != "" {
						return key + ": " + fault
					}
				}
			}
		case "additionalProperties":
			object, _ := value.(map[string]any)
			known := schema.(map[string]any)["properties"].(map[string]any)
			for key := range object {
				if _, there := known[key]; !there && says == false {
					return "with " + key
				}
			}
		case "oneOf":
			good, faults := 0, ""
			for _, one := range says.([]any) {
				if fault := keeps(one, value); fault == "" {
					good++
				} else {
					faults += fault + "; "
				}
			}
			if good != 1 {
				return fmt.Sprintf("%d of oneOf: %s", good, faults)
			}
		default:
			return "the keyword " + word
		}
	}
	return ""
}

// TestAnExportSaysWhatItReplaced: an older export of the name is gone, and that is said.
func TestAnExportSaysWhatItReplaced(t *testing.T) {
	p, _ := issuedPlace(t)
	out := p.file("all.csv")
	if s := p.expect(exitDone, "", "export", "csv", "--out", out); strings.Contains(s.err, "stood there") {
		t.Errorf("nothing stood there: %s", s.err)
	}
	if s := p.expect(exitDone, "", "export", "csv", "--out", out); !strings.Contains(s.err, "原来有一个文件") || !strings.Contains(s.err, "stood there") {
		t.Errorf("replaced without a word: %s", s.err)
	}
}
