package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passdesk/printing/ipp/printertest"
)

// freeze writes the register of this build's schema into testdata. It is done
// once for each schema; a frozen register is never written again.
var freeze = flag.String("freeze", "", "write the frozen register of this schema, by its number")

const frozenFolder = "../../testdata/registers"

// TestFrozenRegistersOpen: a register that any earlier build wrote is opened,
// verified and used by this one.
func TestFrozenRegistersOpen(t *testing.T) {
	if *freeze != "" {
		freezeRegister(t, filepath.Join(frozenFolder, *freeze))
	}
	schemas, err := os.ReadDir(frozenFolder)
	if err != nil || len(schemas) != len(frozen) {
		t.Fatalf("%d frozen registers, want %d: %v", len(schemas), len(frozen), err)
	}
	for _, schema := range schemas {
		t.Run(schema.Name(), func(t *testing.T) { openFrozen(t, schema.Name()) })
	}
}

// frozen is what each register holds.
var frozen = map[string]struct {
	passes, cases, waiting float64
	next                   string // serial of the next pass
}{
	"1": {2, 1, 0, "00040"},
	"2": {3, 4, 2, "00041"},
	"3": {11, 6, 2, "00001"},
	"4": {14, 6, 2, "00001"},
	"5": {15, 6, 4, "00002"},
	"6": {17, 7, 4, "00001"},
}

func openFrozen(t *testing.T, schema string) {
	want := frozen[schema]
	p := newPlace(t)
	p.must(os.Remove(p.file("passphrase")))
	p.must(os.CopyFS(p.home, os.DirFS(filepath.Join(frozenFolder, schema))))
	proof := p.expect(exitDone, "", "verify").lines(t)[0]
	if proof["passes"] != want.passes || proof["cases"] != want.cases || len(proof["faults"].([]any)) != 0 || proof["read_only"] != nil {
		t.Errorf("verify %v", proof)
	}
	if found := p.expect(exitDone, "", "find", "ylcz").lines(t); len(found) != 1 || found[0]["child"] != true {
		t.Errorf("find %v", found)
	}
	again := p.expect(exitDone, lineFather, "issue").lines(t)[0]
	if again["outcome"] != "ISSUE" || again["number"].(string)[7:12] != "00038" {
		t.Errorf("the ref that was answered then: %v", again)
	}
	if asked := p.expect(exitDone, lineMother, "issue", "--dry-run").lines(t)[0]; asked["rule"] != "refused_today" {
		t.Errorf("who was refused that day: %v", asked)
	}
	next := p.expect(exitDone, person(150).line("r-next"), "issue").lines(t)[0]
	if next["number"].(string)[7:12] != want.next {
		t.Errorf("the next pass: %v", next)
	}
	p.openFrozenCases(want.waiting)
}

// openFrozenCases: what was refused and parked then is read, heard and settled now.
func (p *place) openFrozenCases(waiting float64) {
	t := p.t
	l := p.expect(exitDone, "", "queue", "list").lines(t)
	if float64(len(l)) != waiting {
		t.Errorf("%d cases wait, want %v", len(l), waiting)
	}
	for _, c := range l {
		id := fmt.Sprint(c["id"])
		if c["task"] != nil {
			p.expect(exitDone, "", "queue", "settle", id, "--decision", "cannot", "--reason", "样例")
			continue
		}
		if reason := c["reason"].(map[string]any); reason["zh"] == "" || c["cite"] == "" || c["name"] == "" {
			t.Errorf("case %v", c)
		}
		args := []string{"queue", "settle", id, "--decision", "refuse"}
		if c["state"] == "appealed" {
			args = []string{"appeal", "decide", id, "--decision", "uphold"}
		}
		p.expect(exitDone, "", append(args, "--reason", "样例")...)
	}
	all := slices.DeleteFunc(p.expect(exitDone, "", "queue", "list", "--state", "all").lines(t), func(c map[string]any) bool { return c["task"] != nil })
	first := all[len(all)-1]
	if reason := first["reason"].(map[string]any); first["outcome"] != "REFUSE+ISOLATE7" || first["rule"] != "ningbo/yellow" || reason["zh"] == "" || first["cite"] == "" {
		t.Errorf("the first refusal: %v", first)
	}
	if first["state"] == "refused" {
		p.expect(exitDone, "", "appeal", "lodge", fmt.Sprint(first["id"]), "--reason", "样例")
		p.expect(exitDone, "", "appeal", "decide", fmt.Sprint(first["id"]), "--decision", "uphold", "--reason", "样例")
	}
	p.expect(exitDone, "", "verify")
}

// freezeRegister makes a small history: a paper book continued at 38, two passes,
// one printed and signed, one cancelled, a refusal; since schema 2 also a case that
// came to a pass after two questions, one that is open, and an appeal taken up again;
// since schema 3 every step of a pass's life, the watch list, a second operator, a
// closed day, a backup and another epoch; since schema 4 pages of the ledger, printed
// and with free rows, a printer with its correction, jobs and a partly used sheet;
// since schema 5 a recall list, another copy after the epoch, receipts and tasks; since
// schema 6 a backup that was put back, and what upstream gave back behind it.
func freezeRegister(t *testing.T, to string) {
	p := newPlace(t)
	p.init("--start-at", "38")
	father := p.issued(lineFather)
	son := p.issued(lineSon)
	p.expect(exitDone, strings.NewReplacer("r-mother", "r-fever", `"declared"`, `"facts":["fever"],"declared"`).Replace(lineMother), "issue")
	p.expect(exitDone, "", "print", "passes", father, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", father)
	p.expect(exitDone, "", "cancel", son, "--reason", "not at home")
	p.freezeCases()
	p.freezeLives()
	p.freezePaper()
	p.freezeStation()
	p.freezeUpstream(father)
	for _, left := range []string{"pass.pdf", "ledger.pdf", "others", "watch.csv", "recall.csv", "old.backup", "licence", "stick", "data/register.db.lock"} {
		p.must(os.RemoveAll(p.file(left)))
	}
	if err := os.CopyFS(to, os.DirFS(p.home)); err != nil {
		t.Fatal(err)
	}
}

func (p *place) freezeCases() {
	two := strings.NewReplacer("r-asked", "r-two", "样例父", "样例甲", "330212198505059315", person(13).number, `"facts"`, `"proxy":{"name":"样例邻居"},"facts"`).Replace(lineAsked)
	id := p.decided(two, "ASK_HEALTH")
	p.expect(exitPart, "", "queue", "settle", id, "--decision", "issue", "--reason", "卫健部门样例书面确认")
	p.expect(exitDone, "", "queue", "settle", id, "--decision", "issue", "--reason", "社区样例核实代领", "--facts", `{"temp":36.5}`)
	p.decided(strings.NewReplacer("r-asked", "r-open", "样例父", "样例乙", "330212198505059315", person(14).number).Replace(lineAsked), "ASK_HEALTH")
	id = p.decided(strings.NewReplacer("样例母", "样例丙", "330203198706069345", person(15).number).Replace(lineRefused), "REFUSE+ISOLATE7")
	p.expect(exitDone, "", "appeal", "lodge", id, "--reason", "没有出省")
	p.expect(exitDone, "", "appeal", "decide", id, "--decision", "uphold", "--reason", "行程单有记录")
	p.expect(exitDone, "", "appeal", "reopen", id, "--reason", "新的行程单")
}

func (p *place) freezeLives() {
	issue := func(i int) string {
		return p.issued(person(i).line(fmt.Sprintf("r-life-%d", i)))
	}
	whole, corrected, appealed, kept := issue(20), issue(21), issue(22), issue(23)
	p.expect(exitDone, "", "print", "passes", whole, corrected, appealed, kept, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", whole, corrected, appealed)
	for _, step := range []string{
		"recall W --reason symptoms", "return W --outcome refused", "return W --outcome not_found", "return W --outcome returned", "reinstate W --reason 样例",
		"void C --reason 样例", "lost A --reason 样例", "reprint K --reason 样例",
	} {
		args := strings.Fields(strings.NewReplacer(" W", " "+whole, " C", " "+corrected, " A", " "+appealed, " K", " "+kept).Replace(step))
		p.expect(exitDone, "", args...)
	}
	another := issue(24)
	p.expect(exitDone, "", "print", "passes", another, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", another)
	p.expect(exitDone, `{"name":"样例更名"}`, "correct", another, "--reason", "样例")
	recalled := issue(25)
	p.expect(exitDone, "", "recall", recalled, "--reason", "other", "--note", "样例备注")
	p.expect(exitDone, "", "appeal", "lodge", recalled, "--reason", "样例")
	p.expect(exitDone, "", "appeal", "decide", recalled, "--decision", "uphold", "--reason", "样例")
	p.expect(exitDone, "", "appeal", "reopen", recalled, "--reason", "样例")
	p.expect(exitDone, "", "appeal", "decide", recalled, "--decision", "change", "--reason", "样例")
	driver := strings.NewReplacer("r-father", "r-driver", "样例父", "样例司机", "330212198505059315", person(26).number, `"declared"`, `"facts":["cross_province"],"truck_driver":true,"vehicle_pass":"police","declared"`).Replace(lineFather)
	p.expect(exitDone, driver, "issue")
	p.expect(exitDone, lineTwin, "issue")
	p.expect(exitDone, strings.NewReplacer("样例轩", "样例萱", `"declared"`, `"choice":{"warning":"twins_similar_name","same":false},"declared"`).Replace(lineTwin), "issue")
}

// freezePaper leaves what is registered of pages and printers.
func (p *place) freezePaper() {
	ledger := func(args ...string) {
		p.expect(exitDone, "", append([]string{"print", "ledger", "--out", p.file("ledger.pdf")}, args...)...)
	}
	ledger()
	ledger("--page", "1")
	ledger("--blank", "1")
	p.expect(exitDone, "", "ledger", "rows", "on")
	var numbers []string
	for i := 31; i <= 33; i++ {
		numbers = append(numbers, p.issued(person(i).line(fmt.Sprintf("r-paper-%d", i))))
	}
	p.expect(exitDone, "", append([]string{"print", "passes", "--layout", "tenup", "--out", p.file("pass.pdf")}, numbers...)...)
	p.expect(exitDone, "", "sign", "--page", "2", "--except", numbers[1])
	p.env = map[string]string{"CUPS_SERVER": printertest.New(p.t).Server()}
	p.expect(exitDone, "", "printer", "add", "sample")
	p.expect(exitDone, "", "printer", "calibrate", "sample", "--front", "20,190,20,277")
	p.expect(exitDone, "", "head", "--sign")
}

// freezeStation leaves the traces of the station itself.
func (p *place) freezeStation() {
	p.must(os.WriteFile(p.file("others"), []byte("another sample passphrase of five words\n"), 0o600))
	p.expect(exitDone, "", "operator", "add", "样例志", "--roles", "volunteer", "--new-passphrase-file", p.file("others"))
	p.expect(exitDone, "", "operator", "disable", "样例志", "--operator", "op")
	list := p.write("watch.csv", "姓名,身份证号,原因\n样例乙,"+person(27).number+",密接\n样例丙,"+person(28).number+",密接\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控")
	p.expect(exitDone, "", "watch", "lift", "1", "--reason", "样例")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "backup", p.file("old.backup"))
	p.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "样例")
}

func (p *place) freezeUpstream(father string) {
	p.expect(exitDone, "", "reprint", father, "--old", "lost", "--reason", "样例")
	list := p.write("recall.csv", "姓名,身份证号\n样例丁,"+person(29).number+"\n样例父,"+"330212198505059315"+"\n")
	p.expect(exitDone, "", "recall", "import", list, "--reason", "close_contact", "--source", "样例疾控")
	p.toldByUpstream().loses(61).returned()
}
