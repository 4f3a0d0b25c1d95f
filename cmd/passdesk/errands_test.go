package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// errandsAt are the desk's works over the station of a place, unlocked.
func (p *place) errandsAt() errands {
	p.t.Helper()
	c := &cli{Dir: p.file("data"), ConfigDir: p.file("config"), PassphraseFile: p.file("passphrase")}
	a := &app{ctx: context.Background(), cli: c, world: p.world(strings.NewReader(""), failing{p.t}, failing{p.t})}
	_, err := a.open()
	p.must(err)
	p.t.Cleanup(a.close)
	return errands{a}
}

// failing is a terminal on which the desk is drawn: nothing else may write there.
type failing struct{ t *testing.T }

func (f failing) Write(b []byte) (int, error) {
	f.t.Errorf("written over the screen: %q", b)
	return len(b), nil
}

// What the palette does on the open station is what the verbs do: a backup that is
// restored, a verify, an export, lists, a new sheet that is the only one.
func TestErrandsAtTheDesk(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather, "issue")
	e, ctx := p.errandsAt(), t.Context()
	steps, share := 0, 0.0
	told := func(n station.Progress) { steps, share = steps+1, n.Share }
	must := func(want string) func([]scheme.Text, error) {
		return func(said []scheme.Text, err error) {
			t.Helper()
			if err != nil || len(said) == 0 || !strings.Contains(said[0].ZH, want) || said[0].EN == "" {
				t.Fatalf("%v, %v; want %q", said, err, want)
			}
		}
	}
	must("1 张证")(e.Backup(ctx, p.file("a.passdesk"), told))
	if steps == 0 || share <= 0 {
		t.Errorf("told %d times, at last %v", steps, share)
	}
	if _, err := e.Backup(ctx, p.file("a.passdesk"), told); err == nil {
		t.Error("a backup was written over")
	}
	must("全部相符")(e.Verify(ctx, told))
	if share != 1 {
		t.Errorf("verify ended at %v", share)
	}
	must("已导出 1 行")(e.Export(ctx, "csv", p.file("register"), told))
	if _, err := os.Stat(p.file("register.csv")); err != nil {
		t.Error(err)
	}
	p.must(os.WriteFile(p.file("people.jsonl"), []byte(lineFather), 0o600))
	if l, _, err := e.ResidentList(ctx, p.file("people.jsonl"), nil); err != nil || len(l.Rows) != 1 || l.Rows[0].Application.Name != "样例父" || l.File == ([32]byte{}) {
		t.Errorf("a residents' list of %d rows, %v", len(l.Rows), err)
	}
	p.must(os.WriteFile(p.file("watch.csv"), []byte("姓名,身份证号,原因\n样例老,330204195001019017,密切接触者\n"), 0o600))
	if l, _, err := e.RecallList(ctx, p.file("watch.csv"), nil); err != nil || len(l.Rows) != 2 || l.Rows[1].Person.Why != "密切接触者" || l.File == ([32]byte{}) {
		t.Errorf("a list of the authorities of %d rows, %v", len(l.Rows), err)
	}
	must("恢复页已写到")(e.NewSheet(ctx, p.home, []byte(testPassphrase))) // a folder takes the name that is offered
	if _, err := os.Stat(filepath.Join(p.home, sheetName+".pdf")); err != nil {
		t.Error(err)
	}
	must("第 2 期")(e.NewEpoch(ctx, "样例换机", "none", true))
	if line := e.RestoreLine(); !strings.Contains(line, "--replace") || !strings.Contains(line, p.file("data")) {
		t.Error(line)
	}
	e.app.close()
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "restore", p.file("a.passdesk"), "--replace")
}

// One that is stopped leaves no file.
func TestAStoppedErrandLeavesNothing(t *testing.T) {
	p := newPlace(t)
	p.init()
	e := p.errandsAt()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := e.Backup(ctx, p.file("a.passdesk"), func(station.Progress) {}); err == nil {
		t.Error("it was done")
	}
	if _, err := e.Export(ctx, "csv", p.file("register"), func(station.Progress) {}); err == nil {
		t.Error("it was done")
	}
	left, err := filepath.Glob(p.file("*"))
	p.must(err)
	for _, f := range left {
		if strings.Contains(f, "a.passdesk") || strings.Contains(f, "register") || strings.Contains(f, ".part") {
			t.Errorf("left behind: %s", f)
		}
	}
}

// At the desk the stick is exchanged, the outbox read and a task settled, with the
// same work as the verbs'.
func TestExchangeAtTheDesk(t *testing.T) {
	p, number := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	e, ctx := p.errandsAt(), t.Context()
	all := func(said []scheme.Text, err error) string {
		t.Helper()
		p.must(err)
		text := ""
		for _, s := range said {
			if s.EN == "" {
				t.Errorf("said in one language: %s", s.ZH)
			}
			text += s.ZH + "\n"
		}
		return text
	}
	with := tui.ExchangeWith{Target: stick}
	if e.LastExchange() != (tui.ExchangeWith{}) {
		t.Errorf("exchanged before: %v", e.LastExchange())
	}
	if s := all(e.Exchange(ctx, with, nil)); !strings.Contains(s, "读回核对过") {
		t.Errorf("the first exchange: %s", s)
	}
	up, err := filepath.Glob(filepath.Join(stick, "up-*"))
	p.must(err)
	m, _ := b.parcel(up[0])
	task := registry.Task{ID: "t-1", Kind: registry.TaskRecall, Number: number}
	b.put(stick, m, b.receipt(m, m.To, m.Head), sentBody(registry.SentTask, task), sentBody("later", "?"))
	if s := all(e.Exchange(ctx, with, nil)); !strings.Contains(s, fmt.Sprintf("回执到第 %d 号", m.To)) || !strings.Contains(s, "不认识这一项") {
		t.Errorf("the second exchange: %s", s)
	}
	if e.LastExchange() != with {
		t.Errorf("remembered: %v", e.LastExchange())
	}
	open := func() int {
		t.Helper()
		tasks, err := e.app.station.UpstreamTasks(ctx, false)
		p.must(err)
		return len(tasks)
	}
	if open() != 1 {
		t.Errorf("%d tasks", open())
	}
	if _, err := e.FinishTask(ctx, "t-1", true, "样例"); err == nil {
		t.Error("it is settled while the paper is in hand")
	}
	all(e.FinishTask(ctx, "t-1", false, "样例：人已迁走"))
	if open() != 0 {
		t.Errorf("%d tasks at the end", open())
	}
	if _, err := e.Exchange(ctx, tui.ExchangeWith{Target: p.file("no such stick")}, nil); err == nil {
		t.Error("an exchange with nothing")
	}
	e.app.close()
	p.expect(exitDone, "", "verify")
}

// The directory is loaded at the desk: whole, or not at all, and then it says which line.
func TestTheDirectoryAtTheDesk(t *testing.T) {
	p, _ := issuedPlace(t)
	e, ctx := p.errandsAt(), t.Context()
	good := "kind,name,division,address,phone,hours,station\npolice,样例派出所,330212,样例路 1 号,0574-12345678,,\n"
	said, err := e.Directory(ctx, p.write("good.csv", good))
	if err != nil || !strings.Contains(said[0].ZH, "1 处") || !strings.Contains(said[0].EN, "one place") {
		t.Errorf("%v, %v", said, err)
	}
	_, err = e.Directory(ctx, p.write("bad.csv", good+"police,,330212,,,,\n"))
	zh, en := "", ""
	if told, ok := err.(interface{ Sentences() (string, string) }); ok {
		zh, en = told.Sentences()
	}
	if !strings.Contains(zh, "第 3 行不能用") || !strings.Contains(en, "Line 3") {
		t.Errorf("a bad line: %v\n%s\n%s", err, zh, en)
	}
	places, err := e.app.station.Directory(ctx)
	if err != nil || len(places) != 1 || places[0].Name != "样例派出所" {
		t.Errorf("%v, %v", places, err)
	}
	e.app.close()
	p.expect(exitDone, "", "verify")
}
