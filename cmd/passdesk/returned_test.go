package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/licence"
)

// branchOf is what a station lost behind the event, as upstream gives it back.
func (b *bureau) branchOf(m bundle.Manifest, items []bundle.Item, behind int64) registry.Sent {
	b.t.Helper()
	var page registry.SentBranch
	for _, i := range items {
		if i.Event.No <= behind {
			continue
		}
		sent := registry.SentEvent{Event: i.Event.AppendTo(nil)}
		if i.Opened.Record != nil {
			sent.Record = append(i.Opened.Salt[:], i.Opened.Record...)
		}
		page.Events = append(page.Events, sent)
	}
	note, err := licence.SignReceipt(licence.Receipt{Scheme: m.Scheme, Register: m.Register, Through: m.To, Epoch: m.Epoch, Head: m.Head}, b.root)
	b.must(err)
	page.Receipt, page.Last = string(note), true
	return sentBody(registry.SentReturned, page)
}

// lost is a station that put a backup back: upstream has what it did since.
type lost struct {
	*bureau
	sentUp bundle.Manifest
	items  []bundle.Item
	behind int64  // the backup's last event
	number string // of a pass that is lost
}

// loses lets the station back up, issue, sign and refuse, send that up, and put the
// backup back.
func (b *bureau) loses(n int) lost {
	b.t.Helper()
	var number string
	l := b.losesWhat(func() {
		number = b.issued(person(n).line(fmt.Sprint("r-", n)) + person(n+1).line(fmt.Sprint("r-", n+1)))
		b.expect(exitDone, "", "print", "passes", number, "--out", b.file("lost.pdf"))
		b.expect(exitDone, "", "sign", number)
		b.expect(exitDone, strings.Replace(person(n+2).line(fmt.Sprint("r-", n+2)), `"declared"`, `"facts":["fever"],"declared"`, 1), "issue")
	})
	l.number = number
	return l
}

// losesWhat lets it do something between the backup and the parcel.
func (b *bureau) losesWhat(since func()) lost {
	b.t.Helper()
	l := lost{bureau: b}
	l.behind = int64(b.expect(exitDone, "", "verify").lines(b.t)[0]["events"].(float64))
	b.expect(exitDone, "", "backup", b.file("lost.backup"))
	since()
	file := b.expect(exitDone, "", "bundle", "create", "--out", b.stick()).lines(b.t)[0]["file"].(string)
	l.sentUp, l.items = b.parcel(file)
	b.expect(exitDone, "", "restore", b.file("lost.backup"), "--replace")
	aside, err := filepath.Glob(b.file("data/*.aside"))
	b.must(err)
	for _, left := range append(aside, b.file("lost.backup"), b.file("lost.backup.restored"), b.file("lost.pdf")) {
		b.must(os.RemoveAll(left))
	}
	return l
}

// returned gives it back what it lost.
func (l lost) returned() said {
	l.t.Helper()
	return l.expect(exitDone, "", "bundle", "open", l.put(l.stick(), l.sentUp, l.branchOf(l.sentUp, l.items, l.behind)))
}

// TestWhatComesBackIsProvenAndTakenOnce: what a station gets back is what it lost, once;
// what was changed, cut, or is another's is refused with a reason, and nothing of it
// is taken.
func TestWhatComesBackIsProvenAndTakenOnce(t *testing.T) {
	p, _ := issuedPlace(t)
	l := p.enrolled().loses(41)
	whole := l.branchOf(l.sentUp, l.items, l.behind)
	head := l.expect(exitDone, "", "verify").lines(t)[0]["head"]
	other := newPlace(t)
	other.init()
	stranger := other.enrolled()
	for name, bad := range map[string]registry.Sent{
		"a gap":              l.branchOf(l.sentUp, append(l.items[:len(l.items)-2:len(l.items)-2], l.items[len(l.items)-1]), l.behind),
		"its beginning gone": l.branchOf(l.sentUp, l.items, l.behind+1),
		"its end gone":       l.branchOf(l.sentUp, l.items[:len(l.items)-1], l.behind),
		"an event changed":   l.branchOf(l.sentUp, changed(l.items, func(i *bundle.Item) { i.Event.Operator = "other" }), l.behind),
		"a record changed":   l.branchOf(l.sentUp, changed(l.items, func(i *bundle.Item) { i.Opened.Record = []byte(`{"name":"样例换"}`) }), l.behind),
		"another's receipt":  l.branchOf(othersManifest(l.sentUp), l.items, l.behind),
		"no authority's":     stranger.branchOf(l.sentUp, l.items, l.behind),
	} {
		s := l.run("", "bundle", "open", l.put(l.stick(), l.sentUp, bad))
		if line := s.lines(t)[0]; s.code == exitDone || line["result"] != "refused" || line["note"] == nil {
			t.Errorf("%s: exit %d, %v", name, s.code, line)
		}
		if now := l.expect(exitDone, "", "verify").lines(t)[0]["head"]; now != head {
			t.Fatalf("%s: something was taken", name)
		}
	}
	line := l.expect(exitDone, "", "bundle", "open", l.put(l.stick(), l.sentUp, whole)).lines(t)[0]
	if line["result"] != "taken" || line["count"] != 2.0 || line["note"] == nil {
		t.Errorf("it came back: %v", line)
	}
	if pass := l.expect(exitDone, "", "show", l.number).lines(t)[0]; pass["status"] != "signed" {
		t.Errorf("the pass: %v", pass)
	}
	if again := l.expect(exitDone, "", "bundle", "open", l.put(l.stick(), l.sentUp, whole)).lines(t)[0]; again["result"] != "known" {
		t.Errorf("the same once more: %v", again)
	}
	if s := l.run(person(41).line(""), "issue"); s.lines(t)[0]["outcome"] != "BLOCK" {
		t.Errorf("whose pass came back: %v", s.out)
	}
	if next := l.expect(exitDone, "", "reprint", l.number, "--old", "lost", "--reason", "样例").lines(t)[0]; next["copy"] != 301.0 {
		t.Errorf("the next copy may be out already: %v", next)
	}
	l.expect(exitDone, "", "verify")
}

// changed are the events with one of them otherwise.
func changed(items []bundle.Item, how func(*bundle.Item)) []bundle.Item {
	items = append([]bundle.Item{}, items...)
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].Opened.Record != nil {
			how(&items[i])
			return items
		}
	}
	return items
}

func othersManifest(m bundle.Manifest) bundle.Manifest {
	m.Register = append(m.Register[:31:31], m.Register[31]^1)
	return m
}

// TestTwoNumbersForOnePersonBothShow: whoever was issued another pass since the restore
// has two numbers when the first comes back; both stand, and it is said.
func TestTwoNumbersForOnePersonBothShow(t *testing.T) {
	p, _ := issuedPlace(t)
	l := p.enrolled().loses(41)
	second := l.issued(person(41).line("r-again"))
	line := l.returned().lines(t)[0]
	if twice, ok := line["numbers"].([]any); !ok || len(twice) != 1 || twice[0] != l.number {
		t.Errorf("who has two numbers: %v", line)
	}
	for _, number := range []string{l.number, second} {
		if found := l.expect(exitDone, "", "find", number).lines(t); len(found) != 1 {
			t.Errorf("find %s: %v", number, found)
		}
	}
	l.expect(exitDone, "", "verify")
	again := l.loses(51) // another backup put back behind it, with the branch in it
	again.returned()
	again.expect(exitDone, "", "verify")
}

// papersLost is a station that put a backup back to before three passes were printed: of
// one the paper was lost and made again, another's name was put right.
func papersLost(t *testing.T) (l lost, numbers []string) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	numbers = p.numbersOf(person(71).line("r-71") + person(72).line("r-72") + person(73).line("r-73"))
	return b.losesWhat(func() {
		p.expect(exitDone, "", append([]string{"print", "passes", "--out", p.file("lost.pdf")}, numbers...)...)
		p.expect(exitDone, "", append([]string{"sign"}, numbers...)...)
		p.expect(exitDone, "", "reprint", numbers[1], "--old", "lost", "--reason", "样例")
		p.expect(exitDone, `{"name":"样例改"}`, "correct", numbers[2], "--old", "returned", "--reason", "样例")
	}), numbers
}

// TestPapersOfTheBranchComeBackAsPapers: what was printed, lost and put right since the
// backup is so again, and nothing is printed twice.
func TestPapersOfTheBranchComeBackAsPapers(t *testing.T) {
	l, numbers := papersLost(t)
	sheets := func() any {
		return l.expect(exitDone, "", "verify").lines(t)[0]["account"].(map[string]any)["sheets"].(map[string]any)["out"]
	}
	before := sheets().(float64)
	line := l.returned().lines(t)[0]
	if line["result"] != "taken" || line["unfit"] != nil {
		t.Errorf("what came back: %v", line)
	}
	for i, want := range []struct {
		status string
		copy   float64
	}{{"signed", 1}, {"issued", 201}, {"issued", 201}} {
		pass := l.expect(exitDone, "", "show", numbers[i]).lines(t)[0]
		if pass["status"] != want.status || pass["copy"] != want.copy && i == 0 {
			t.Errorf("pass %d: %v", i, pass)
		}
	}
	if named := l.expect(exitDone, "", "find", "样例改").lines(t); len(named) != 1 || named[0]["number"] != numbers[2] {
		t.Errorf("under the name as it was put right: %v", named)
	}
	if now := sheets(); now != before+3 {
		t.Errorf("%v sheets came out, before it was %v", now, before)
	}
}

// TestNoPaperBetweenTwoPagesOfWhatComesBack: a pass that came back unprinted is skipped to
// its next copy with the last page; before that its copy may be out, and the desk says so.
func TestNoPaperBetweenTwoPagesOfWhatComesBack(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	var number string
	l := b.losesWhat(func() { number = b.issued(person(71).line("r-71")) })
	var page registry.SentBranch
	b.must(json.Unmarshal(l.branchOf(l.sentUp, l.items, l.behind).Body, &page))
	page.Last = false
	l.expect(exitDone, "", "bundle", "open", l.put(l.stick(), l.sentUp, sentBody(registry.SentReturned, page)))
	said := l.run("", "print", "passes", number, "--out", l.file("between.pdf"))
	if said.code == exitDone || !strings.Contains(said.out+said.err, "补完以后打的是下一份") {
		t.Errorf("exit %d: %s%s", said.code, said.out, said.err)
	}
	l.expect(exitDone, "", "verify")
}

// TestStepsThatFitNoLongerAreNamed: where the desk went on otherwise since the restore, a
// step of before has no effect and is named, and no paper of after becomes one of before.
func TestStepsThatFitNoLongerAreNamed(t *testing.T) {
	l, numbers := papersLost(t)
	l.expect(exitDone, "", "print", "passes", numbers[0], numbers[1], "--out", l.file("again.pdf"))
	l.expect(exitDone, "", "reprint", numbers[0], "--old", "void", "--reason", "样例")
	line := l.returned().lines(t)[0]
	unfit, _ := line["unfit"].([]any)
	if len(unfit) != 1 || unfit[0].(map[string]any)["number"] != numbers[1] || unfit[0].(map[string]any)["step"] != "Reprinted" {
		t.Errorf("what fits no longer: %v", line)
	}
	if note := fmt.Sprint(line["note"]); !strings.Contains(note, "补打") || !strings.Contains(note, "printed again") {
		t.Errorf("it says %s", note)
	}
	if pass := l.expect(exitDone, "", "show", numbers[0]).lines(t)[0]; pass["status"] != "issued" {
		t.Errorf("its latest copy was never printed: %v", pass)
	}
	l.expect(exitDone, "", "verify")
}

// TestListsThatDidNotComeBackAreNamed: whoever stood on a list that was loaded since the
// backup is issued again, and the station says so until the list is loaded again.
func TestListsThatDidNotComeBackAreNamed(t *testing.T) {
	p, _ := issuedPlace(t)
	list := p.write("recall.csv", "姓名,身份证号\n样例丁,"+person(29).number+"\n")
	load := []string{"recall", "import", list, "--reason", "close_contact", "--source", "样例疾控"}
	l := p.enrolled().losesWhat(func() { p.expect(exitDone, "", load...) })
	line := l.returned().lines(t)[0]
	if note := fmt.Sprint(line["note"]); !strings.Contains(note, "载入的收回名单（2 行）") || !strings.Contains(note, "the recall list of ") {
		t.Errorf("it came back and says %s", note)
	}
	const again = "have to be loaded again"
	if s := p.run(person(30).line("r-30"), "issue"); !strings.Contains(s.err, again) {
		t.Errorf("the desk issues and says %s", s.err)
	}
	if status := p.expect(exitDone, "", "bundle", "list").lines(t)[0]; status["lists_lost"] == nil {
		t.Errorf("the status: %v", status)
	}
	p.expect(exitDone, "", load...)
	if s := p.run(person(29).line("r-29"), "issue"); strings.Contains(s.err, again) {
		t.Errorf("loaded again, and it says %s", s.err)
	}
	if status := p.expect(exitDone, "", "bundle", "list").lines(t)[0]; status["lists_lost"] != nil {
		t.Errorf("the status: %v", status)
	}
	p.expect(exitDone, "", "verify")
}

// TestVerifyFindsTheHandInWhatCameBack: somebody with a database tool changes it.
func TestVerifyFindsTheHandInWhatCameBack(t *testing.T) {
	p, _ := issuedPlace(t)
	l := p.enrolled().loses(41)
	l.returned()
	row := fmt.Sprintf("(SELECT first_event FROM passes WHERE number='%s')", l.number)
	p.eachIsFound(map[string]string{
		"a pass removed":           "PRAGMA foreign_keys=0; DELETE FROM passes WHERE first_event=" + row,
		"its status":               "UPDATE passes SET status='lost' WHERE first_event=" + row,
		"a key removed":            "DELETE FROM keys WHERE pass=" + row,
		"a record removed":         "PRAGMA foreign_keys=0; DELETE FROM records WHERE event=" + row,
		"a record of another":      "UPDATE records SET sealed=(SELECT sealed FROM records LIMIT 1) WHERE event=" + row,
		"a case removed":           "DELETE FROM cases WHERE event=(SELECT max(event) FROM cases)",
		"what an event was":        eventChanged("body=replace(body,'\"event\":\"','\"event\":\"A')", "no="+row),
		"a step that fits no more": eventChanged("body=substr(body,1,length(body)-1)||',\"unfit\":true}'", "no="+row),
		"how many passes":          eventChanged("body=replace(body,'\"passes\":2','\"passes\":1')", "kind='BranchReturned'"),
	})
}
