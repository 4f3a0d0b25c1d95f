package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"passdesk/export/bundle"
	"passdesk/printing/ipp/printertest"
	"passdesk/registry"
)

// Nothing personal can be read from a lost laptop, from its logs, or from what
// the program says to people: after a morning with issues, refusals and errors
// of every kind, no name, number, phone or address stands in clear in any file
// of the station or in stderr. What a script is answered on stdout is the
// contract's.

// secrets are what the test gave the program about people.
var secrets = map[string]string{
	"father's name": "样例父", "father's number": "330212198505059315", "its serial part": "19850505931",
	"mother's name": "样例母亲氏", "mother's number": "330203198706069345", "son's name": "样例长子",
	"phone": "13806660199", "address": "样例路七十七弄", "household": "房室甲0909", "proxy's name": "样例邻居代", "proxy's reason": "卧床不能出门样例",
	"refused name": "样例拒", "refused number": person(7).number, "parked name": "SAMPLETESTPERSON", "passport": "X91234567",
	"ground of a refusal": "有跨省旅居经历", "mistyped number": "330212198505059316", "cut number": "33021219850505931", "wrong document": "91330212MA2AXXXX5L",
	"resident": person(9).name, "resident's number": person(9).number, "ref": "ref-of-样例父",
	"name of the broken line": "样例断行", "reason in own words": "家属样例某已死亡",
	"officer's reason": "卫健样例主任电话确认", "appellant's words": "样例阳说没有出省", "evidence": "样例运营商的行程单", "listed name": "样例名单上", "listed number": person(31).number, "listed mask's name": "样例遮盖人", "the list's source": "样例疾控中心名册", "lifting reason": "样例疾控电话撤回",
	"task's words": "样例疾控要求今日收回", "asked name": "样例待核", "asked number": person(13).number,
}

// encodings of a secret in a file: UTF-8, UTF-16 both ways, JSON's escapes.
func encodings(s string) [][]byte {
	all := [][]byte{[]byte(s)}
	var le, be, escaped bytes.Buffer
	for _, u := range utf16.Encode([]rune(s)) {
		le.Write([]byte{byte(u), byte(u >> 8)})
		be.Write([]byte{byte(u >> 8), byte(u)})
		if u < 128 {
			escaped.WriteByte(byte(u))
		} else {
			fmt.Fprintf(&escaped, `\u%04x`, u)
		}
	}
	return append(all, le.Bytes(), be.Bytes(), escaped.Bytes())
}

func findSecrets(where string, content []byte) (found []string) {
	for what, s := range secrets {
		for _, e := range encodings(s) {
			if bytes.Contains(content, e) {
				found = append(found, fmt.Sprintf("%s: the %s", where, what))
				break
			}
		}
	}
	return found
}

// quiet is a place that keeps everything it was told on stderr.
type quiet struct {
	*place
	heard strings.Builder
}

func (q *quiet) do(stdin string, args ...string) said {
	q.t.Helper()
	s := q.run(stdin, args...)
	q.heard.WriteString(s.err)
	for _, f := range findSecrets("stderr of "+args[0], []byte(s.err)) {
		q.t.Error(f)
	}
	return s
}

func TestNothingPersonalIsLeftInClear(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	q := &quiet{place: newPlace(t)}
	q.init()
	q.morning()
	q.search("data")
	q.search("config")
	q.crash()
	q.errors()
	q.search("data")
	q.search("config")
	if err := filepath.WalkDir(temp, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(path, q.home) {
			b, _ := os.ReadFile(path)
			for _, f := range findSecrets("temp "+filepath.Base(path), b) {
				t.Error(f)
			}
			t.Errorf("left in the temp folder: %s", filepath.Base(path))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if q.heard.Len() < 500 {
		t.Errorf("stderr said only %d bytes: the errors did not happen", q.heard.Len())
	}
}

// search looks into every file of a folder.
func (q *quiet) search(folder string) {
	q.t.Helper()
	files := 0
	q.must(filepath.WalkDir(q.file(folder), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		for _, f := range findSecrets(folder+"/"+filepath.Base(path), append([]byte(path+"\n"), b...)) {
			q.t.Error(f)
		}
		return err
	}))
	if files == 0 {
		q.t.Errorf("nothing in %s to look into", folder)
	}
}

// morning issues, refuses, parks, prints, cancels and imports.
func (q *quiet) morning() {
	father := fmt.Sprintf(`{"ref":%q,"name":"样例父","document":{"number":"330212198505059315"},"phone":"13806660199","address":"样例路七十七弄","household":"房室甲0909","declared":true}`, secrets["ref"])
	mother := `{"name":"样例母亲氏","document":{"number":"330203198706069345"},"proxy":{"name":"样例邻居代","relation":"neighbour","reason":"卧床不能出门样例"},"declared":true}`
	refused := fmt.Sprintf(`{"name":"样例拒","document":{"number":%q},"facts":["close_contact"],"declared":true}`, secrets["refused number"])
	parked := `{"name":"SAMPLETESTPERSON","document":{"type":"PASSPORT_FOREIGN","number":"X91234567","state":"USA"},"birth":"1980-02-03","sex":"F","declared":true}`
	s := q.do(strings.Join([]string{father, mother, strings.TrimSpace(lineSon), refused, parked, father}, "\n"), "issue")
	var numbers []string
	outcomes := map[string]int{}
	for _, v := range s.lines(q.t) {
		outcomes[v["outcome"].(string)]++
		if n, ok := v["number"].(string); ok {
			numbers = append(numbers, n)
		}
	}
	if outcomes["ISSUE"] != 4 || len(outcomes) < 3 {
		q.t.Fatalf("outcomes %v\n%s", outcomes, s.out)
	}
	q.must(os.WriteFile(q.file("list.jsonl"), []byte(person(9).line("")+`{"name":"样例断行","document":{"number":"330212198505059316"}}`+"\n"), 0o600))
	q.do("", "residents", "import", q.file("list.jsonl"))
	q.do("", "residents", "import", q.file("list.jsonl"), "--dry-run")
	named := q.file("样例父330212198505059315.csv") // a list's name can name somebody too
	q.must(os.WriteFile(named, []byte("样例名单\n姓名,身份证号,原因\n样例老人甲,330204195001019017,样例断行原因\n样例断行,330212198505059316,\n样例坏,3.30212E+17,\n"), 0o600))
	for _, list := range [][]string{{"recall", "import", named, "--dry-run"}, {"recall", "import", named, "--source", "样例母亲氏"}, {"recall", "import", named}, {"watch", "import", named}} {
		q.do("", list...)
	}
	q.must(os.Remove(named))
	q.do("", "print", "passes", "--unprinted", "--out", q.file("out.pdf"))
	q.do("", "print", "ledger", "--out", q.file("ledger.pdf"))
	q.do("", "print", "ledger", "--building", "3幢", "--extract", "--out", q.file("extract.pdf"))
	q.do("", "print", "ledger", "--blank", "1", "--out", q.file("free.pdf"))
	q.do("", "ledger", "show", "1")
	q.do("", "sign", "--page", "1", "--except", "1,2,3")
	q.do("", "sign", numbers[0])
	q.do("", "cancel", numbers[1], "--reason", secrets["reason in own words"])
	q.do("", "recall", numbers[2], "--reason", "symptoms")
	q.notices(numbers[2])
	q.printers(numbers[3], numbers[2])
	q.do("", "export", "xlsx", "--out", q.file("out.xlsx"))
	q.gate()
	q.do("", "find", "样例父")
	q.do("", "find", "样例无此人", "13806660199")
	q.do("", "show", numbers[0])
	q.cases()
	q.listed()
	q.sent(numbers[0])
	q.do("", "close")
}

// sent sends everything upstream and takes in what comes back.
func (q *quiet) sent(number string) {
	b := q.enrolled()
	m, items := b.parcel(q.do("", "bundle", "create", "--out", q.stick()).lines(q.t)[0]["file"].(string))
	if !slices.ContainsFunc(items, func(i bundle.Item) bool { return bytes.Contains(i.Opened.Record, []byte(secrets["father's name"])) }) {
		q.t.Error("the parcel brings nobody: nothing is proven of it")
	}
	task := registry.Task{ID: "t-1", Kind: registry.TaskRecall, Number: number, Text: secrets["task's words"]}
	q.do("", "bundle", "open", b.put(q.stick(), m, b.receipt(m, m.To, m.Head), sentBody(registry.SentTask, task)))
	q.do("", "bundle", "open", q.file("样例父.parcel"))
	q.do("", "bundle", "list")
	q.do("", "queue", "settle", "t-1", "--decision", "cannot", "--reason", secrets["officer's reason"])
	q.do("", "sync", q.file("样例父"))
	q.search("stick")
}

// gate writes the lists for a gate, which name nobody.
func (q *quiet) gate() {
	q.must(os.Mkdir(q.file("gate"), 0o700))
	if s := q.do("", "gate", "lists", "--out", q.file("gate")); s.code != exitDone {
		q.t.Errorf("gate lists: exit %d", s.code)
	}
	if s := q.do("", "gate", "page", "--out", q.file("gate/page.html")); s.code != exitDone {
		q.t.Errorf("gate page: exit %d", s.code)
	}
	q.search("gate")
}

// notices prints what a recalled pass and an appeal bring with them.
func (q *quiet) notices(recalled string) {
	for _, args := range [][]string{{"--open"}, {"--kind", "door", "--open"}, {"--kind", "receipt", recalled}, {"--kind", "appeal", recalled}, {"--kind", "gate"}} {
		if s := q.do("", append([]string{"print", "notices", "--out", q.file("notices.pdf")}, args...)...); s.code != exitDone {
			q.t.Errorf("%v: exit %d", args, s.code)
		}
	}
	q.do("", "print", "notices", "--kind", "decision", recalled, "--out", q.file("notices.pdf"))
}

// printers prints on printers that take it, take it and fall silent, and refuse; what
// they were told of the job beside the pages, and the queue, name nobody.
func (q *quiet) printers(pass, recalled string) {
	fake := printertest.New(q.t)
	q.env = map[string]string{"CUPS_SERVER": fake.Server()}
	q.waits = printWait{answer: time.Minute, every: time.Millisecond, limit: 5 * time.Minute}
	q.do("", "printer", "add", fake.URI(), "--name", "desk", "--default")
	for _, verb := range []string{"printer list", "printer status", "printer default", "printer calibrate desk --front 20,190,20,277", "reprint " + pass + " --reason " + secrets["reason in own words"],
		"print passes " + pass + " --printer desk", "print passes " + pass + " --sides back --printer desk", "print ledger --printer desk", "print slips --open --printer desk",
		"print notices --open --printer desk", "print notices --kind door --open --printer desk", "print notices " + recalled + " --kind receipt --printer desk", "print calibration desk --printer desk"} {
		if s := q.do("", strings.Fields(verb)...); s.code != exitDone {
			q.t.Errorf("%s: exit %d\n%s", verb, s.code, s.err)
		}
	}
	if len(fake.Sent()) != 8 {
		q.t.Errorf("%d jobs were sent: nothing is proven of them", len(fake.Sent()))
	}
	for _, job := range fake.Sent() {
		for _, f := range findSecrets("a job's ticket", fmt.Append(nil, job.Ticket)) {
			q.t.Error(f)
		}
	}
	q.do("", "print", "outcome", pass, "--outcome", "spoiled")
	fake.Change(func() { fake.Then = []printertest.Step{{State: 8, Reasons: []string{"aborted-by-system"}}} })
	q.do("", "print", "passes", pass, "--printer", "desk") // nobody knows what came out
	for _, verb := range []string{"print queue", "print outcome", "print outcome " + pass + " --outcome spoiled"} {
		q.do("", strings.Fields(verb)...)
	}
	fake.Vanish()
	q.do("", "print", "passes", pass, "--printer", "desk")
	q.do("", "printer", "remove", "desk")
}

// listed loads a watch list, meets those who are on it, and lifts one.
func (q *quiet) listed() {
	q.must(os.WriteFile(q.file("watch.csv"), fmt.Appendf(nil, "姓名,身份证号,原因\n样例名单上,%s,密接\n样例遮盖人,330212********931X,红码\n样例断行,330212198505059316,密接\n", secrets["listed number"]), 0o600))
	q.do("", "watch", "import", q.file("watch.csv"), "--source", secrets["the list's source"])
	if v := q.do(fmt.Sprintf(`{"name":"样例名单上","document":{"number":%q},"declared":true}`, secrets["listed number"]), "issue").lines(q.t)[0]; v["outcome"] != "REFUSE+ISOLATE14" {
		q.t.Errorf("the listed person: %v", v["outcome"])
	}
	q.do("", "watch", "list")
	q.do("", "watch", "lift", "1", "--reason", secrets["lifting reason"])
	q.do("", "watch", "lift", "77", "--reason", secrets["lifting reason"])
}

// cases parks, settles, refuses and appeals.
func (q *quiet) cases() {
	line := fmt.Sprintf(`{"name":"样例待核","document":{"number":%q},"facts":["no_need"],"temp":37.1,"declared":true}`, secrets["asked number"])
	asked := fmt.Sprint(q.do(line, "issue").lines(q.t)[0]["case"])
	again := fmt.Sprint(q.do(strings.Replace(line, "no_need", "cross_province", 1), "issue").lines(q.t)[0]["case"])
	q.do("", "queue", "list")
	q.do("", "queue", "settle", asked, "--decision", "refuse", "--reason", secrets["officer's reason"])
	q.do("", "appeal", "lodge", again, "--reason", secrets["appellant's words"])
	q.do("", "appeal", "decide", again, "--decision", "uphold", "--reason", secrets["officer's reason"])
	q.do("", "appeal", "reopen", again, "--reason", secrets["evidence"])
	if v := q.do("", "appeal", "decide", again, "--decision", "change", "--reason", secrets["evidence"], "--facts", `{"facts":[],"temp":36.4}`).lines(q.t)[0]; v["state"] != "changed" {
		q.t.Errorf("the appeal: %v", v)
	}
	open := fmt.Sprint(q.do(strings.NewReplacer("no_need", "cross_province", secrets["asked number"], secrets["mother's number"], "样例待核", "样例母亲氏").Replace(line), "issue").lines(q.t)[0]["case"])
	q.do("", "appeal", "lodge", open, "--reason", secrets["appellant's words"])
	for _, facts := range []string{`{"isolation":{"样例父":1}}`, `{"330212198505059315":true}`, `{"样例父":5}`, `{"temp":"样例父"}`, `{"facts":["样例父"]}`, `{"facts":{"样例父":[]}}`, `{"name":"样例父"}`} {
		if s := q.do("", "appeal", "decide", open, "--decision", "change", "--reason", secrets["evidence"], "--facts", facts); s.code != exitFailed {
			q.t.Errorf("%s: exit %d", facts, s.code)
		}
	}
	q.do("", "queue", "show", again)
	q.do("", "appeal", "list")
}

// crash ends a child under the hand; its log is left as it was.
func (q *quiet) crash() {
	q.t.Helper()
	b := q.start("issue")
	for _, line := range []string{person(11).line(secrets["ref"]), `{"name":"样例拒","document":{"number":"` + secrets["refused number"] + `"},"declared":true,"address":"样例路七十七弄"}` + "\n"} {
		if _, err := b.stdin.WriteString(line); err != nil {
			q.t.Fatal(err)
		}
	}
	answers := json.NewDecoder(b.stdout)
	var v map[string]any
	q.must(answers.Decode(&v))
	q.must(answers.Decode(&v))
	q.must(b.cmd.Process.Kill())
	b.exit(q.t)
	if log, err := os.Stat(filepath.Join(q.file("data"), registerFile+"-wal")); err != nil || log.Size() == 0 {
		q.t.Errorf("no log was left to look into: %v", err)
	}
	q.search("data")
	q.search("config")
}

// errors provokes every kind of complaint with people's data in the call.
func (q *quiet) errors() {
	lines := strings.Join([]string{
		`{"name":"样例断行","document":{"num`, `样例断行 330212198505059316`,
		`{"name":"样例断行","document":{"number":"330212198505059316"},"declared":true}`,
		`{"name":"样例断行","document":{"number":"33021219850505931"},"declared":true}`,
		`{"name":"样例断行","document":{"number":"91330212MA2AXXXX5L"},"declared":true}`,
		`{"name":["样例断行"],"document":{"number":"330212198505059315"},"declared":true}`,
		`{"name":"样例断行","样例父":true,"document":{"number":"330212198505059315"},"declared":true}`,
		`{"name":"样例断行","document":{"number":"330212198505059315"},"facts":["样例断行"],"temp":"13806660199","declared":true}`,
		`{"name":"样例断行","guardian":{"relation":"样例邻居代","name":"样例父","document":{"number":"330212198505059315"}},"birth":"13806660199","sex":"样例父","declared":true}`,
	}, "\n")
	q.do(lines, "issue")
	q.do(lines, "issue", "--dry-run")
	q.do(lines, "issue", "--plain")
	q.do(lines, "doc")
	for _, args := range [][]string{
		{"330212198505059315"}, {"样例父"}, {"issue", "样例父"}, {"issue", "--样例父"}, {"issue", "--ref=330212198505059315"},
		{"show", "330212198505059315"}, {"show", "样例父"}, {"sign", "330212198505059315", "样例父"},
		{"cancel", "12931170004228", "--reason", "样例父"}, {"recall", "12931170004228", "--reason", "样例父"},
		{"sign", "12931170004228", "--by", "样例父"}, {"export", "样例父", "--out", "x"},
		{"print", "passes", "330212198505059315", "--out", q.file("x.pdf")},
		{"queue", "show", "330212198505059315"}, {"queue", "settle", "样例父", "--decision", "issue", "--reason", "样例父"},
		{"queue", "settle", "99", "--decision", "样例父", "--reason", "样例父"}, {"appeal", "lodge", "99", "--reason", "样例父"},
		{"appeal", "decide", "99", "--decision", "change", "--reason", "样例父", "--facts", "{样例父"},
		{"print", "ledger", "--out", q.file("样例父/330212198505059315/ledger.pdf")},
		{"export", "csv", "--out", q.file("样例父/330212198505059315.csv")},
		{"residents", "import", q.file("样例父.jsonl")}, {"issue", "--operator", "样例父"},
		{"init", "--scheme", "ningbo", "--division", "330212198505059315", "--kind", "样例父", "--point", "样例父", "--operator", "样例父"},
	} {
		if s := q.do("", args...); s.code == exitDone {
			q.t.Errorf("%v went through", args)
		}
	}
	q.must(os.WriteFile(q.file("bad.jsonl"), []byte("样例断行,330212198505059316\n"), 0o600))
	q.do("", "residents", "import", q.file("bad.jsonl"))

	// The register damaged, moved, and opened with another passphrase.
	path := filepath.Join(q.file("data"), registerFile)
	whole, err := os.ReadFile(path)
	q.must(err)
	for _, at := range []int{5000, len(whole) / 2, len(whole) - 3000} {
		b := bytes.Clone(whole)
		for i := range 64 {
			b[at+i] ^= 0x5a
		}
		q.must(os.WriteFile(path, b, 0o600))
		for _, verb := range [][]string{{"verify"}, {"find", "样例父"}, {"issue"}, {"export", "csv", "--out", q.file("y.csv")}} {
			q.do(lines, verb...)
		}
	}
	q.must(os.WriteFile(path, whole[:4096], 0o600))
	q.do(lines, "issue")
	q.must(os.WriteFile(path, whole, 0o600))
	q.must(os.WriteFile(q.file("passphrase"), []byte("样例父的口令330212198505059315\n"), 0o600))
	q.do(lines, "issue")
}

// The control: the search finds what is in clear.
func TestSearchForPersonalDataFinds(t *testing.T) {
	for _, e := range encodings("样例父") {
		if len(findSecrets("x", append([]byte("....."), e...))) != 1 {
			t.Errorf("% x is not found", e)
		}
	}
}
