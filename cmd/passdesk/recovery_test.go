package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
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

// twoChanged are the words with two neighbours the other way round, such that their
// sum does not fit: of 256 changed orders one does.
func twoChanged(words []string) []string {
	for i := range len(words) - 1 {
		changed := slices.Clone(words)
		changed[i], changed[i+1] = words[i+1], words[i]
		if _, err := seal.ParseRecovery(strings.Join(changed, " ")); err != nil {
			return changed
		}
	}
	panic("no two of the words can be told apart")
}

// The sheet that init prints opens the register when every operator has forgotten:
// its words are read off the paper, typed badly, mended, and give the keeper a new
// passphrase. The old one opens nothing; nothing was sealed again; all is readable.
func TestRecoveryFromThePrintedSheet(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	number := p.issued(lineFather)
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
	swapped := twoChanged(words)
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

// A copied register of which every passphrase is forgotten: nothing can be written
// into it, so the sheet alone takes the epoch, and after that gives a new passphrase.
func TestTheSheetRescuesACopiedRegister(t *testing.T) {
	p := newPlace(t)
	p.told = machineTold{system: "id-1", model: "maker|model", unit: "unit-1"}
	p.init("--recovery", p.file("sheet.pdf"))
	number := p.issued(lineFather)
	words := p.write("words", typedByHand(wordsOf(t, p.file("sheet.pdf"))))
	wrong := p.write("wrong", strings.Repeat("abandon ", 23)+"art")
	q := p.copied()
	q.told.unit = "unit-2"
	q.write("passphrase", "what nobody remembers at all\n")
	fresh := q.write("fresh", "a new passphrase after the sheet\n")
	before, mark := q.picture("data"), q.picture("config")
	bare := func(args ...string) said {
		return q.bare("", append(args, "--dir", q.file("data"), "--config-dir", q.file("config"))...)
	}
	s := bare("operator", "passphrase", "--recovery", words, "--new-passphrase-file", fresh)
	if s.code != exitDamaged || !strings.Contains(s.err, "epoch new --recovery") {
		t.Errorf("a passphrase before the epoch: exit %d %s", s.code, s.err)
	}
	twoLanguages(t, s.err)
	for what, args := range map[string][]string{"a passphrase that is forgotten": {"--passphrase-file", q.file("passphrase")}, "another sheet": {"--recovery", wrong}} {
		if s := bare(append([]string{"epoch", "new", "--reason", "样例原因"}, args...)...); s.code == exitDone {
			t.Errorf("%s: %s", what, s.out)
		}
	}
	q.sameAs(before, "data")
	q.sameAs(mark, "config")
	if s := bare("epoch", "new", "--recovery", words, "--reason", "样例原因"); s.code != exitDone || s.lines(t)[0]["epoch"] != 2.0 {
		t.Fatalf("the epoch by the sheet: exit %d %s%s", s.code, s.out, s.err)
	}
	if s := bare("operator", "passphrase", "--recovery", words, "--new-passphrase-file", fresh); s.code != exitDone {
		t.Fatalf("the passphrase behind it: exit %d %s", s.code, s.err)
	}
	q.write("passphrase", "a new passphrase after the sheet\n")
	q.expect(exitDone, lineMother, "issue")
	q.expect(exitDone, "", "show", number)
	if s := q.expect(exitDone, "", "verify"); s.err != "" || len(s.lines(t)[0]["faults"].([]any)) > 0 {
		t.Errorf("verify: %s%s", s.out, s.err)
	}
	if sheets := q.kinds()["RecoveryChecked"]; sheets != 2 {
		t.Errorf("the log says %d times that the sheet was used, want 2", sheets)
	}
}

// kinds counts the events of the log.
func (p *place) kinds() map[registry.Kind]int {
	p.t.Helper()
	db, err := sqlite.Open(context.Background(), filepath.Join(p.file("data"), registerFile))
	p.must(err)
	defer db.Close()
	found := map[registry.Kind]int{}
	for e, err := range db.Events(context.Background()) {
		p.must(err)
		found[e.Kind]++
	}
	return found
}

// A sheet that was lost is replaced: the new one opens the register and the old one
// no more, but for the backups that were made before.
func TestANewSheetInPlaceOfOneThatWasLost(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	p.expect(exitDone, lineFather, "issue")
	p.expect(exitDone, "", "backup", p.file("one.backup"))
	old := p.write("old", strings.Join(wordsOf(t, p.file("sheet.pdf")), " "))
	before := p.picture("data")
	p.expect(exitUsage, "", "operator", "recovery", "--out", p.file("sheet.pdf"))
	p.expect(exitFailed, "", "operator", "recovery", "--out", p.file("nowhere/sheet.pdf"))
	if s := p.bare("", "operator", "recovery", "--out", p.file("second.pdf"), "--dir", p.file("data"), "--config-dir", p.file("config"),
		"--passphrase-file", p.write("wrong", "what nobody remembers at all\n")); s.code != exitDenied {
		t.Errorf("a wrong passphrase: exit %d %s", s.code, s.err)
	}
	p.sameAs(before, "data")
	s := p.expect(exitDone, "", "operator", "recovery", "--out", p.file("second.pdf"))
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, "backups made before now") {
		t.Errorf("it does not say what the old sheet still opens: %s", s.err)
	}
	words := p.write("words", strings.Join(wordsOf(t, p.file("second.pdf")), " "))
	fresh := p.write("fresh", "a new passphrase after the sheet\n")
	reset := func(sheet string) said {
		return p.bare("", "operator", "passphrase", "--recovery", sheet, "--new-passphrase-file", fresh, "--dir", p.file("data"), "--config-dir", p.file("config"))
	}
	if s := reset(old); s.code != exitFailed || !strings.Contains(s.err, "not this station's recovery sheet") {
		t.Errorf("the old sheet: exit %d %s", s.code, s.err)
	}
	if s := reset(words); s.code != exitDone {
		t.Errorf("the new sheet: exit %d %s", s.code, s.err)
	}
	p.write("passphrase", "a new passphrase after the sheet\n")
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "backup", p.file("two.backup"))
	for _, c := range []struct {
		backup, sheet string
		code          int
	}{{"one.backup", old, exitDone}, {"one.backup", words, exitFailed}, {"two.backup", words, exitDone}, {"two.backup", old, exitFailed}} {
		q := newPlace(t)
		q.now = p.now
		s := q.bare("", "restore", p.file(c.backup), "--recovery", c.sheet, "--dir", q.file("data"), "--config-dir", q.file("config"))
		if s.code != c.code {
			t.Errorf("%s by %s: exit %d %s", c.backup, filepath.Base(c.sheet), s.code, s.err)
		}
	}
}

// A wrapped key that is not the log's is told as a damage: no passphrase would open
// it, and the one that was typed may be right. Sheet and keeper make it whole.
func TestALostWrapIsNoWrongPassphrase(t *testing.T) {
	const other = "colleagues have words of their own"
	for what, change := range map[string]string{
		"a byte":           "UPDATE operators SET wrap=CAST(substr(wrap,1,60)||iif(substr(wrap,61,1)=x'00',x'01',x'00')||substr(wrap,62) AS BLOB) WHERE name='样例志'",
		"its cost":         "UPDATE operators SET wrap=CAST(substr(wrap,1,4)||iif(substr(wrap,5,1)=x'ff',x'fe',x'ff')||substr(wrap,6) AS BLOB) WHERE name='样例志'",
		"cut off":          "UPDATE operators SET wrap=substr(wrap,1,40) WHERE name='样例志'",
		"another's":        "UPDATE operators SET wrap=(SELECT wrap FROM operators WHERE name='op') WHERE name='样例志'",
		"the name":         "UPDATE operators SET name='样例忘' WHERE name='样例志'",
		"disabled by hand": "UPDATE operators SET disabled=1 WHERE name='样例志'",
	} {
		p := newPlace(t)
		p.init("--recovery", p.file("sheet.pdf"))
		theirs := p.write("theirs", other+"\n")
		p.expect(exitDone, "", "operator", "add", "样例志", "--roles", "volunteer", "--new-passphrase-file", theirs)
		as := func(name, file string) said {
			return p.bare("", "find", "ylf", "--operator", name, "--dir", p.file("data"), "--config-dir", p.file("config"), "--passphrase-file", file)
		}
		if s := as("样例志", p.file("passphrase")); s.code != exitDenied {
			t.Errorf("a wrong passphrase: exit %d %s", s.code, s.err)
		}
		p.change(change)
		s := as("样例志", theirs)
		if strings.Contains(change, "disabled") { // the log says that nobody was: it reads, and nothing is written
			if s.code != exitPart || !strings.Contains(s.err, "样例志 的行") {
				t.Errorf("%s: exit %d %s", what, s.code, s.err)
			}
			continue
		}
		if s.code != exitDamaged || !strings.Contains(s.err, "--recovery") {
			t.Errorf("%s: exit %d %s", what, s.code, s.err)
		}
		twoLanguages(t, s.err)
		if s := as("op", theirs); s.code != exitDenied {
			t.Errorf("%s: another's wrong passphrase: exit %d", what, s.code)
		}
		if strings.Contains(change, "SET name") {
			continue // there is nobody to be given a new one
		}
		p.expect(exitDone, "", "operator", "passphrase", "样例志", "--new-passphrase-file", theirs, "--operator", "op")
		if s := as("样例志", theirs); s.code != exitDone {
			t.Errorf("%s, mended: exit %d %s", what, s.code, s.err)
		}
		p.expect(exitDone, "", "verify", "--operator", "op")
	}
}

// Whoever brings the sheet from the safe to a bare machine may know no operator's
// name: it is asked for, with the names, and never called a wrong passphrase.
func TestTheSheetRestoresUnderAName(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	number := p.issued(lineFather)
	p.expect(exitDone, "", "operator", "add", "样例志", "--roles", "keeper", "--new-passphrase-file", p.write("others", othersPassphrase))
	p.expect(exitDone, "", "backup", p.file("one.backup"), "--operator", "op")
	q := p.bareMachine()
	words := q.write("words", strings.Join(wordsOf(t, p.file("sheet.pdf")), " "))
	restore := func(more ...string) said {
		return q.bare("", append([]string{"restore", q.file("one.backup"), "--recovery", words, "--dir", q.file("data"), "--config-dir", q.file("config")}, more...)...)
	}
	s := restore()
	twoLanguages(t, s.err)
	if s.code != exitUsage || strings.Count(s.err, "样例志") != 2 || strings.Contains(s.err, "passphrase") {
		t.Errorf("with no name: exit %d %s", s.code, s.err)
	}
	if s := restore("--operator", "op"); s.code != exitDone {
		t.Fatalf("under a name: exit %d %s", s.code, s.err)
	}
	q.expect(exitDone, "", "show", number, "--operator", "op")
}
