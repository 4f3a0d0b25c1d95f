package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// fourWords is a line of the sheet on which four of its words stand.
var fourWords = regexp.MustCompile(`(?m)^\s*([a-z]+)\s+([a-z]+)\s+([a-z]+)\s+([a-z]+)\s*$`)

// wordsOf reads the 24 words off the printed sheet, as somebody who holds it does.
func wordsOf(t *testing.T, sheet string) []string {
	t.Helper()
	var words []string
	for _, m := range fourWords.FindAllStringSubmatch(call(t, tool(t, "pdftotext"), "-layout", sheet, "-"), -1) {
		words = append(words, m[1:]...)
	}
	if len(words) != 24 {
		t.Fatalf("%d words on the sheet, want 24: %q", len(words), words)
	}
	return words
}

// typedByHand is how a tired person types a word list: capitals, full width, numbers, lines.
func typedByHand(words []string) string {
	var b strings.Builder
	for i, w := range words {
		switch i % 4 {
		case 0:
			w = strings.ToUpper(w)
		case 1:
			w = "  " + strings.ToUpper(w[:1]) + w[1:] + "\t"
		case 2:
			w = strings.Map(func(r rune) rune { return r - 'a' + 'ａ' }, w) + "　"
		case 3:
			w = strings.Repeat(" ", 3) + w + ".\r\n"
		}
		b.WriteString(" " + w)
	}
	return b.String()
}

// The sheet that init prints opens the register when every operator has forgotten:
// its words are read off the paper, typed badly, mended, and give the keeper a new
// passphrase. The old one opens nothing; nothing was sealed again; all is readable.
func TestRecoveryFromThePrintedSheet(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	number := p.expect(exitDone, lineFather, "issue").lines(t)[0]["number"].(string)
	p.expect(exitDone, "", "operator", "add", "样例志", "--roles", "volunteer", "--new-passphrase-file", p.write("others", othersPassphrase))
	words := wordsOf(t, p.file("sheet.pdf"))
	fresh := p.write("fresh", "a new passphrase after the sheet\n")
	recoverWith := func(who, text string) said {
		t.Helper()
		file := p.write("words", text)
		return p.bare("", "operator", "passphrase", who, "--recovery", file, "--new-passphrase-file", fresh, "--dir", p.file("data"), "--config-dir", p.file("config"))
	}
	wrong := strings.Fields(strings.Join(words, " "))
	at := 0 // the longest word has few that look like it
	for i, w := range words {
		if len(w) > len(words[at]) {
			at = i
		}
	}
	right := words[at]
	wrong[at] = right[:2] + "qq" + right[4:]
	swapped := strings.Fields(strings.Join(words, " "))
	swapped[3], swapped[4] = swapped[4], swapped[3]
	for _, c := range []struct{ what, text, zh, en string }{
		{"a word misspelt", strings.Join(wrong, " "), fmt.Sprintf("第 %d 个词不在词表里", at+1), fmt.Sprintf("word %d is not on the list", at+1)},
		{"the near ones are offered", strings.Join(wrong, " "), "相近的有", right},
		{"two changed places", strings.Join(swapped, " "), "合不起来", "do not fit together"},
		{"one left out", strings.Join(words[:23], " "), "共有 24 个词", "has 24 words"},
		{"nothing", "", "24 个词", "24 words"},
	} {
		s := recoverWith("op", c.text)
		if s.code != exitFailed || !strings.Contains(s.err, c.zh) || !strings.Contains(s.err, c.en) {
			t.Errorf("%s: exit %d\n%s", c.what, s.code, s.err)
		}
	}
	if s := recoverWith("nobody", typedByHand(words)); s.code != exitDenied {
		t.Errorf("nobody: exit %d %s", s.code, s.err)
	}
	before := p.picture("data")
	if s := recoverWith("", typedByHand(words)); s.code != exitUsage { // of two operators one has to be named
		t.Errorf("nobody named: exit %d %s", s.code, s.err)
	}
	p.sameAs(before, "data")
	if s := recoverWith("op", typedByHand(words)); s.code != exitDone {
		t.Fatalf("the sheet, typed by hand: exit %d %s", s.code, s.err)
	}
	if s := p.run("", "verify", "--operator", "op"); s.code != exitDenied {
		t.Errorf("the old passphrase: exit %d", s.code)
	}
	p.write("passphrase", "a new passphrase after the sheet\n")
	if v := p.expect(exitDone, "", "show", number, "--operator", "op").lines(t)[0]; v["applicant"].(map[string]any)["name"] != "样例父" {
		t.Errorf("not readable: %v", v)
	}
	p.expect(exitDone, "", "verify", "--operator", "op")
	// The keeper, in again, gives the colleague who forgot as well a new one.
	p.expect(exitDone, "", "operator", "passphrase", "样例志", "--new-passphrase-file", fresh, "--operator", "op")
	p.expect(exitDone, "", "find", "ylf", "--operator", "样例志")
}
