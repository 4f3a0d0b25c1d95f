package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"passdesk/registry/station"
)

// Every fault that verify can find is of a part that the sentence knows: an operator is
// told of "the sealed records", never of "others".
func TestEveryFaultHasItsPart(t *testing.T) {
	sources, err := filepath.Glob("../../registry/station/*.go")
	if err != nil {
		t.Fatal(err)
	}
	begins, seen := regexp.MustCompile(`\.fault\("([a-z][^"]*)"`), 0
	for _, path := range sources {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range begins.FindAllStringSubmatch(string(raw), -1) {
			if seen++; partOf(m[1]) == len(faultParts) {
				t.Errorf("%s: the fault %q is of no part", filepath.Base(path), m[1])
			}
		}
	}
	if seen < 80 {
		t.Errorf("only %d faults were found in the sources", seen)
	}
}

// The sentence says which part, where, what that means and what to do; and no word of
// the program's inside.
func TestWhatVerifyFoundIsSaidInPlainWords(t *testing.T) {
	err := damageFound(station.Proof{Passes: 7, Records: 9, More: 3, Faults: []string{
		"file: station: the register is damaged: tables that do not hold together: events, watch_keys, nobody_knows",
		"events 12 to 15: the file does not give them back (x)", "record of event 20: it does not open", "pass 12131170004228: it stands otherwise than the log says",
		"keys: one of the pass of event 3 is nobody's (K1)", "adjustments: they do not open",
	}})
	zh, en := explain(err)
	plainChinese(t, zh)
	for _, want := range []string{"事件日志、重点人员名单、其他内容", "事件 12 至 15", "事件 20", "编号 12131170004228", "另有 3 处", "7 张通行证、8 条", "restore"} {
		if !strings.Contains(zh, want) {
			t.Errorf("no %q in %s", want, zh)
		}
	}
	for _, want := range []string{"the log of events, the watch list, other contents", "events 12 to 15", "number 12131170004228", "equipment", "3 more", "7 passes and 8 records", "Stop issuing"} {
		if !strings.Contains(en, want) {
			t.Errorf("no %q in %s", want, en)
		}
	}
	if strings.Contains(zh, "文件的结构没有坏") {
		t.Error("a file that does not hold together is said to")
	}
	if zh, _ := explain(damageFound(station.Proof{Faults: []string{"event 3: it was changed"}})); !strings.Contains(zh, "文件的结构没有坏") {
		t.Errorf("nobody is told that a hand may have done it: %s", zh)
	}
}

var (
	latinWord  = regexp.MustCompile(`[A-Za-z_]{2,}`)
	typedWords = regexp.MustCompile(`restore|replace|find|show|export|verify|recovery|register\.db(-wal)?|passdesk|operator`)
)

// plainChinese: what an operator is told in Chinese has no word in it that they do not
// type, and no name of a table.
func plainChinese(t *testing.T, said string) {
	t.Helper()
	for l := range strings.Lines(said) {
		if !strings.ContainsAny(l, "，。：") {
			continue // the English one
		}
		if left := latinWord.FindString(typedWords.ReplaceAllString(l, "")); left != "" {
			t.Errorf("%q is left in %s", left, l)
		}
	}
}
