package station_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

var (
	ctx        = context.Background()
	passphrase = []byte("correct horse battery staple five")
	shanghai   = time.FixedZone("CST", 8*3600)
)

// bench is a machine: a data folder, a second place, a clock and chance.
type bench struct {
	t    testing.TB
	path string
	mark *secondPlace
	now  time.Time
	rand io.Reader
	// wrap lets a test put a fault between station and store.
	wrap func(station.Store) station.Store
}

func newBench(t testing.TB) *bench {
	return &bench{
		t: t, path: filepath.Join(t.TempDir(), "register.db"), mark: &secondPlace{marks: map[string]station.Mark{}},
		now: time.Date(2020, 3, 10, 1, 0, 0, 0, time.UTC), rand: chance("bench"),
		wrap: func(s station.Store) station.Store { return s },
	}
}

// secondPlace is a high-water file in memory, with a fault to set.
type secondPlace struct {
	marks map[string]station.Mark
	fail  error
	left  *int // when set: how many marks still reach the disk
}

func (s *secondPlace) copy() map[string]station.Mark { return maps.Clone(s.marks) }

func (s *secondPlace) Read(r string) (station.Mark, error) {
	m, ok := s.marks[r]
	if !ok {
		return m, station.ErrNotFound
	}
	return m, nil
}

func (s *secondPlace) Highest(prefix, but string) (epoch int, err error) {
	for r, m := range s.marks {
		if strings.HasPrefix(r, prefix) && r != but {
			epoch = max(epoch, m.Head.Epoch)
		}
	}
	return epoch, nil
}

func (s *secondPlace) Write(r string, m station.Mark) error {
	if s.fail != nil {
		return s.fail
	}
	if s.left != nil {
		if *s.left--; *s.left < 0 {
			return station.ErrDiskFull
		}
	}
	s.marks[r] = m
	return nil
}

// chance is a stream of bytes that a seed decides.
func chance(seed string) io.Reader { return &stream{seed: seed} }

type stream struct {
	seed string
	n    uint64
	rest []byte
}

func (s *stream) Read(b []byte) (int, error) {
	for len(s.rest) < len(b) {
		s.n++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s.seed), s.n))
		s.rest = append(s.rest, sum[:]...)
	}
	n := copy(b, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func (b *bench) ports(s station.Store) station.Ports {
	return station.Ports{
		Store: b.wrap(s), HighWater: b.mark, Rand: b.rand, Zone: shanghai, Now: func() time.Time { return b.now },
		Glyph: func(character string) string {
			if strings.ContainsAny(character, "𪚥ཀ་ή") {
				return "missing"
			}
			return "ok"
		},
	}
}

func (b *bench) setup() station.Setup {
	return station.Setup{
		Scheme: "ningbo", Division: "330212", Code: 931, Operator: "op", Passphrase: passphrase, Cost: seal.TestCost,
		Point: registry.Point{Kind: "community", Name: "样例社区"},
	}
}

func (b *bench) create(change func(*station.Setup)) *station.Station {
	b.t.Helper()
	db, err := sqlite.Create(ctx, b.path)
	b.must(err)
	u := b.setup()
	if change != nil {
		change(&u)
	}
	st, _, err := station.Create(ctx, b.ports(db), u)
	b.must(err)
	b.t.Cleanup(func() { st.Close() })
	return st
}

func (b *bench) open() *station.Station {
	b.t.Helper()
	db, err := sqlite.Open(ctx, b.path)
	b.must(err)
	st, err := station.Open(ctx, b.ports(db))
	b.must(err)
	b.t.Cleanup(func() { st.Close() })
	b.must(st.Unlock(ctx, "", passphrase))
	return st
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// app reads an application as a script writes it.
func (b *bench) app(line string) registry.Application {
	b.t.Helper()
	var a registry.Application
	b.must(json.Unmarshal([]byte(line), &a))
	return a
}

const (
	father = `{"name":"样例父","document":{"number":"330212198505059315"},"declared":true}`
	mother = `{"name":"样例母","document":{"number":"330203198706069345"},"declared":true}`
	son    = `{"name":"样例长子","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2014-04-01","sex":"M","declared":true}`
)

func (b *bench) issue(st *station.Station, line, outcome string) station.Verdict {
	b.t.Helper()
	v, err := st.Issue(ctx, b.app(line), false)
	b.must(err)
	if v.Outcome != outcome {
		b.t.Fatalf("%s: %s (%s), want %s", line, v.Outcome, v.Reason.EN, outcome)
	}
	return v
}

// sound fails when the register does not prove itself.
func (b *bench) sound(st *station.Station) station.Proof {
	b.t.Helper()
	p, err := st.Verify(ctx)
	b.must(err)
	if len(p.Faults) > 0 || len(p.Gaps) > 0 {
		b.t.Fatalf("verify: faults %v, gaps %v", p.Faults, p.Gaps)
	}
	return p
}

func TestFirstPassesOfADay(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, father, "ISSUE")
	if n := v.Number; n.Serial() != 1 || n.District() != "12" || n.Station() != 931 || n.Epoch() != 1 || v.Copy != 1 {
		t.Errorf("first number %s copy %d", n, v.Copy)
	}
	if again := b.issue(st, father, "BLOCK"); !again.Number.IsZero() || len(again.Related) != 1 || again.Related[0] != v.Number.String() {
		t.Errorf("the same person got %s again, related %v", again.Number, again.Related)
	}
	child := b.issue(st, son, "ISSUE")
	if child.Number.Serial() != 2 {
		t.Errorf("the refusal took a serial: the child has %d", child.Number.Serial())
	}
	refused := b.issue(st, `{"name":"样例乙","document":{"number":"330203198706069345"},"facts":["close_contact"],"declared":true}`, "REFUSE+ISOLATE14")
	if refused.Cite == "" || refused.Advice.ZH == "" || refused.Reason.EN == "" {
		t.Errorf("a refusal without its sentence or advice: %+v", refused)
	}
	b.sound(st)
}

func TestChildPrintsTheParentsNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, son, "ISSUE")
	papers, err := st.Papers(ctx, []registry.Number{v.Number})
	b.must(err)
	p := papers[0]
	if p.DocNumber != "330212198505059315" || !p.Child || p.DocLabel.ZH != "监护人证件" || p.Guardian != "样例父" || p.Token == "" {
		t.Errorf("paper %+v", p)
	}
}

func TestSameRefIssuesOnce(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	line := strings.Replace(father, `{`, `{"ref":"r-1",`, 1)
	first := b.issue(st, line, "ISSUE")
	b.now = b.now.Add(48 * time.Hour)
	if again := b.issue(st, line, "ISSUE"); again.Number != first.Number || again.Copy != 1 || again.Ref != "r-1" {
		t.Errorf("second answer %+v, first %+v", again, first)
	}
	refused := strings.Replace(mother, `{`, `{"ref":"r-2","facts":["fever"],`, 1)
	b.issue(st, refused, "REFUSE+ISOLATE7")
	better := strings.Replace(mother, `{`, `{"ref":"r-2",`, 1)
	b.issue(st, better, "REFUSE+ISOLATE7") // the ref was answered
	b.must(st.Close())
	st = b.open()
	if again := b.issue(st, line, "ISSUE"); again.Number != first.Number {
		t.Errorf("after a restart the ref gave %s, first %s", again.Number, first.Number)
	}
	if p := b.sound(st); p.Passes != 1 {
		t.Errorf("%d passes, want 1", p.Passes)
	}
}

// A sheet whose rows are numbered from 1 every day gives the same refs to others:
// nobody is told another's number, and nothing is written.
func TestARefIsOnePersons(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	refOf := func(line string) string { return strings.Replace(line, `{`, `{"ref":"1",`, 1) }
	first := b.issue(st, refOf(father), "ISSUE")
	head := st.Head()
	for what, line := range map[string]string{
		"another person": refOf(mother),
		"another name":   strings.Replace(refOf(father), "样例父", "样例叔", 1),
		"another number": strings.Replace(refOf(father), "330212198505059315", "330203198706069345", 1),
	} {
		if v := b.issue(st, line, "INVALID"); v.Field != "ref" || !v.Number.IsZero() || v.Ref != "1" {
			t.Errorf("%s under a used ref: %+v", what, v)
		}
	}
	if st.Head() != head {
		t.Error("a ref that was used wrote something")
	}
	spaced := strings.Replace(refOf(father), "330212198505059315", "330212 19850505 9315", 1)
	if v := b.issue(st, spaced, "ISSUE"); v.Number != first.Number {
		t.Errorf("the same person, typed with blanks, got %s, first %s", v.Number, first.Number)
	}
}

func TestInvalidLinesSayWhichFieldAndWriteNothing(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	before := st.Head()
	for line, field := range map[string]string{
		`{"document":{"number":"330212198505059315"},"declared":true}`:                                         "name",
		`{"name":"样例父","document":{"number":"330212198505059314"},"declared":true}`:                            "document",
		`{"name":"样例父","document":{"number":"33021219850505931"},"declared":true}`:                             "document",
		`{"name":"样例父","declared":true}`:                                                                       "document",
		`{"name":"样例父","document":{"number":"330212********9315"},"declared":true}`:                            "document",
		`{"name":"样例父","document":{"number":"330212198505059315"},"birth":"2031-01-01","declared":true}`:       "birth",
		`{"name":"样例父","document":{"number":"330212198505059315"},"birth":"1985-02-30","declared":true}`:       "birth",
		`{"name":"样例父","document":{"number":"330212198505059315"},"sex":"X","declared":true}`:                  "sex",
		`{"name":"样例父","document":{"number":"330212198505059315"},"facts":["feverr"],"declared":true}`:         "facts",
		`{"name":"样例父","document":{"number":"330212198505059315"},"fact":["fever"],"declared":true}`:           "facts",
		`{"name":"样例父","document":{"number":"330212198505059315"}}`:                                            "declared",
		`{"name":"样例子","guardian":{"document":{"number":"330212198505059315"}},"sex":"M","declared":true}`:     "guardian",
		`{"name":"样例子","guardian":{"relation":"father","document":{"number":"330212198505059315"}},"sex":"M"}`: "birth",
	} {
		v := b.issue(st, line, "INVALID")
		if v.Field != field {
			t.Errorf("%s: field %q (%s), want %q", line, v.Field, v.Reason.EN, field)
		}
		if v.Reason.ZH == "" || v.Reason.EN == "" {
			t.Errorf("%s: no sentence", line)
		}
	}
	if st.Head() != before {
		t.Error("an invalid line wrote an event")
	}
}

func TestForeignersAreSentToThePolice(t *testing.T) {
	const foreigner = `{"name":"SAMPLE TESTPERSON","document":{"type":"PASSPORT_FOREIGN","number":"X91234567","state":"USA"},"birth":"1980-02-03","sex":"F","declared":true}`
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, foreigner, "REFER_POLICE")
	police := newBench(t)
	st = police.create(func(u *station.Setup) { u.Point.Kind = "police" })
	police.issue(st, foreigner, "ISSUE")
}

func TestLifeOfOnePass(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "out"))
	b.must(st.Sign(ctx, n, "holder"))
	if err := st.Cancel(ctx, n, "mistake"); !errors.Is(err, registry.ErrIllegal) {
		t.Errorf("cancel after signing: %v, want ErrIllegal", err)
	}
	b.must(st.Recall(ctx, n, "close_contact", "由样例父的邻居告知"))
	d, err := st.Pass(ctx, n.Grouped())
	b.must(err)
	var kinds []registry.Kind
	for _, h := range d.History {
		kinds = append(kinds, h.Kind)
	}
	want := []registry.Kind{registry.Issued, registry.PrintIntended, registry.PrintedOut, registry.Signed, registry.RecallOrdered}
	if last := d.History[len(d.History)-1]; last.Note != "close_contact: 由样例父的邻居告知" {
		t.Errorf("the recall's note is %q", last.Note)
	}
	if fmt.Sprint(kinds) != fmt.Sprint(want) || d.Status != registry.StatusRecalled {
		t.Errorf("history %v, status %s", kinds, d.Status)
	}
	b.issue(st, father, "ASK_SUPERVISOR") // was recalled: verify first
	b.sound(st)
}

func TestRefusalIsRememberedForTheDay(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, strings.Replace(father, `{`, `{"temp":38.1,`, 1), "REFUSE+ISOLATE7")
	b.must(st.Close())
	st = b.open()
	v, err := st.Check(ctx, b.app(father))
	b.must(err)
	if fmt.Sprint(v.Warnings) != "[refused_today]" {
		t.Errorf("an hour later: %v", v.Warnings)
	}
	b.now = b.now.Add(24 * time.Hour)
	b.must(st.Close())
	st = b.open()
	if v, err = st.Check(ctx, b.app(father)); err != nil || len(v.Warnings) != 0 {
		t.Errorf("a day later: %v, %v", v.Warnings, err)
	}
}

func TestReprintIsTheNextCopy(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	all := []registry.Number{n}
	if err := st.Reprint(ctx, n, "lost"); !errors.Is(err, registry.ErrIllegal) {
		t.Errorf("a reprint of what was never printed: %v", err)
	}
	b.must(st.PrintIntended(ctx, all, "walkin"))
	b.must(st.Sign(ctx, n, "holder"))
	b.must(st.PrintedOut(ctx, all, "out")) // signed before the outcome was answered
	b.must(st.Reprint(ctx, n, "lost"))
	d, err := st.Pass(ctx, n.String())
	b.must(err)
	if d.Copy != 2 || d.Status != registry.StatusIssued {
		t.Errorf("copy %d, %s", d.Copy, d.Status)
	}
	open, err := st.Unprinted(ctx)
	b.must(err)
	if len(open) != 1 || open[0] != n {
		t.Errorf("unprinted %v", open)
	}
	b.sound(st)
}

// A signature answers for the sheet; the printer's own answer comes too late, and the
// copy is not printed again.
func TestASignatureAnswersForTheSheet(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	var not *station.NotNow
	if err := st.Sign(ctx, n, "holder"); !errors.As(err, &not) || !errors.Is(err, registry.ErrIllegal) {
		t.Errorf("signed for what no printer was asked for: %v", err)
	}
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.Sign(ctx, n, "holder")) // nobody has said what came out: it did
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "spoiled"))
	b.must(st.NothingOut(ctx, []registry.Number{n}, registry.Laying{}))
	if err := st.PrintIntended(ctx, []registry.Number{n}, "walkin"); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("a second sheet of the copy: %v", err)
	}
	d, err := st.Pass(ctx, n.String())
	b.must(err)
	if d.Status != registry.StatusSigned || d.Papers != registry.Papers(registry.PaperOut) {
		t.Errorf("%s, its papers are %q", d.Status, d.Papers)
	}
	if open, err := st.OpenSheets(ctx); err != nil || len(open) != 0 {
		t.Errorf("sheets that wait: %v, %v", open, err)
	}
	if p := b.sound(st); p.Account.Sheets.Out != 1 || p.Account.Sheets.Total != 1 {
		t.Errorf("sheets %+v", p.Account.Sheets)
	}
}

func TestCancelledPersonKeepsTheNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, father, "ISSUE")
	b.issue(st, mother, "ISSUE")
	b.must(st.Cancel(ctx, first.Number, "not at home"))
	again := b.issue(st, father, "ISSUE")
	if again.Number != first.Number || again.Copy != 2 {
		t.Errorf("again %s copy %d, first %s", again.Number, again.Copy, first.Number)
	}
	if p := b.sound(st); p.Numbers != 2 {
		t.Errorf("%d numbers, want 2", p.Numbers)
	}
}

func TestChildWithItsOwnCardKeepsTheNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, son, "ISSUE")
	again := b.issue(st, `{"name":"样例长子","document":{"number":"330212201404019319"},"declared":true}`, "UPGRADE")
	if again.Number != first.Number || again.Copy != 2 {
		t.Errorf("upgraded to %s copy %d, first %s", again.Number, again.Copy, first.Number)
	}
	b.issue(st, `{"name":"样例长子","document":{"number":"330212201404019319"},"declared":true}`, "BLOCK")
	b.sound(st)
}

func TestOfficerOverridesTheSameNumberWithAnotherName(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, father, "ISSUE")
	other := `{"name":"样例他人","document":{"number":"330212198505059315"},"declared":true}`
	b.issue(st, other, "BLOCK")
	second := b.issue(st, strings.Replace(other, `{`, `{"override":"name_mismatch",`, 1), "ISSUE")
	if second.Number == first.Number {
		t.Error("two persons with one pass number")
	}
	b.sound(st)
}

func TestFindByEveryWayToAsk(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	_, err := st.LoadResidents(ctx, []registry.Application{b.app(father), b.app(son), b.app(`{"name":"麦麦提·图尔荪","document":{"number":"330203198706069345"}}`)})
	b.must(err)
	n := b.issue(st, father, "ISSUE").Number
	for query, want := range map[string]string{
		"ylf": "样例父", "9315": "样例父", "330212198505059315": "样例父", "样例": "样例父", n.Grouped(): "样例父", n.String(): "样例父",
		"ylzz": "样例长子", "样例长": "样例长子", "麦麦提•图": "麦麦提·图尔荪", "mmt": "麦麦提·图尔荪", "9345": "麦麦提·图尔荪",
	} {
		found, err := st.Find(ctx, query, 9)
		b.must(err)
		if len(found) == 0 || found[0].Name != want {
			t.Errorf("find %q: %d found, want %s first", query, len(found), want)
		}
	}
	found, err := st.Find(ctx, "ylf", 9)
	b.must(err)
	if len(found) != 1 || found[0].Number != n || found[0].Resident == 0 {
		t.Errorf("holder and resident are one person: %d lines", len(found))
	}
	family, err := st.Family(ctx, "330212198505059315")
	b.must(err)
	if len(family) != 1 || family[0].Name != "样例长子" {
		t.Errorf("family: %d", len(family))
	}
}

func TestWrongRunDigitNamesTheRightNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	other, err := registry.NewNumber(n.District(), n.Station(), n.Epoch(), (n.Run()+1)%10, n.Serial())
	b.must(err)
	_, err = st.Pass(ctx, other.String())
	var wrong *station.WrongRun
	if !errors.As(err, &wrong) || wrong.Right != n || !errors.Is(err, station.ErrNotFound) {
		t.Errorf("%v, want WrongRun with %s", err, n)
	}
}

func TestWrongPassphraseAndUnknownOperatorAreOneAnswer(t *testing.T) {
	b := newBench(t)
	b.must(b.create(nil).Close())
	db, err := sqlite.Open(ctx, b.path)
	b.must(err)
	st, err := station.Open(ctx, b.ports(db))
	b.must(err)
	defer st.Close()
	for _, c := range []struct{ operator, pass string }{{"op", "wrong horse battery staple five"}, {"nobody", string(passphrase)}, {"", ""}} {
		if err := st.Unlock(ctx, c.operator, []byte(c.pass)); !errors.Is(err, station.ErrWrongPassphrase) {
			t.Errorf("unlock %q: %v", c.operator, err)
		}
	}
	if _, err := st.Issue(ctx, b.app(father), false); !errors.Is(err, station.ErrLocked) {
		t.Errorf("issue while locked: %v", err)
	}
	b.must(st.Unlock(ctx, "op", passphrase))
}

func TestRecoverySheetOpensItsStationOnly(t *testing.T) {
	b := newBench(t)
	db, err := sqlite.Create(ctx, b.path)
	b.must(err)
	st, recovery, err := station.Create(ctx, b.ports(db), b.setup())
	b.must(err)
	defer st.Close()
	due := func(want bool) {
		t.Helper()
		if today, err := st.Today(ctx); err != nil || today.SheetDue != want {
			t.Errorf("the sheet is due %v, want %v (%v)", today.SheetDue, want, err)
		}
	}
	due(true)
	b.must(st.CheckRecovery(ctx, strings.Join(recovery.Words(), "  ")))
	due(false)
	other, err := seal.NewRecovery(chance("other"))
	b.must(err)
	var fault *station.Fault
	for _, typed := range []string{strings.Join(other.Words(), " "), "abandon", ""} {
		if err := st.CheckRecovery(ctx, typed); !errors.As(err, &fault) {
			t.Errorf("recovery: %v, want a Fault", err)
		}
	}
}

func TestForgottenPassphraseIsReplacedWithTheSheet(t *testing.T) {
	b := newBench(t)
	db, err := sqlite.Create(ctx, b.path)
	b.must(err)
	st, recovery, err := station.Create(ctx, b.ports(db), b.setup())
	b.must(err)
	b.issue(st, father, "ISSUE")
	b.must(st.Close())
	db, err = sqlite.Open(ctx, b.path)
	b.must(err)
	st, err = station.Open(ctx, b.ports(db))
	b.must(err)
	words, fresh := strings.Join(recovery.Words(), " "), []byte("another horse battery staple six")
	var fault *station.Fault
	if err := st.Recover(ctx, "op", words, []byte("short"), seal.TestCost); !errors.As(err, &fault) || fault.Field != "passphrase" {
		t.Errorf("a short passphrase: %v", err)
	}
	b.must(st.Recover(ctx, "op", words, fresh, seal.TestCost))
	b.must(st.Close())
	db, err = sqlite.Open(ctx, b.path)
	b.must(err)
	st, err = station.Open(ctx, b.ports(db))
	b.must(err)
	defer st.Close()
	if err := st.Unlock(ctx, "op", passphrase); !errors.Is(err, station.ErrWrongPassphrase) {
		t.Errorf("the old passphrase: %v", err)
	}
	b.must(st.Unlock(ctx, "op", fresh))
	if today, err := st.Today(ctx); err != nil || today.SheetDue {
		t.Errorf("whoever used the sheet is still asked whether there is one: %v", err)
	}
	b.sound(st)
}

func TestEpochEndsAndTheNextBegins(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.StartAt = registry.LastSerial })
	last := b.issue(st, father, "ISSUE").Number
	next := b.issue(st, mother, "ISSUE").Number
	if last.Serial() != 99999 || last.Epoch() != 1 || next.Serial() != 1 || next.Epoch() != 2 {
		t.Errorf("%s then %s", last.Grouped(), next.Grouped())
	}
	b.must(st.Close())
	st = b.open()
	if n := b.issue(st, son, "ISSUE").Number; n.Epoch() != 2 || n.Serial() != 2 {
		t.Errorf("after a restart %s", n.Grouped())
	}
	if p := b.sound(st); p.Before != 99998 {
		t.Errorf("%d before our book", p.Before)
	}
}

func TestGlyphsAreCheckedBeforeTheNumberIsSpent(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v, err := st.Check(ctx, b.app(`{"name":"样𪚥","document":{"number":"330212198505059315"},"declared":true}`))
	b.must(err)
	if fmt.Sprint(v.Warnings) == "[]" || v.Outcome != "ISSUE" || !strings.Contains(fmt.Sprint(v.Warnings), "glyph_missing") {
		t.Errorf("verdict %+v", v)
	}
}

func TestNothingPersonalCanBeReadOnTheDisk(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	_, err := st.LoadResidents(ctx, []registry.Application{b.app(father), b.app(son)})
	b.must(err)
	b.issue(st, strings.Replace(father, `{`, `{"ref":"ref-of-father","phone":"13900000000","address":"样例路一号",`, 1), "ISSUE")
	b.issue(st, son, "ISSUE")
	b.issue(st, strings.Replace(mother, `{`, `{"facts":["fever"],`, 1), "REFUSE+ISOLATE7")
	n := b.issue(st, `{"name":"样例丙","document":{"number":"330212196001019011"},"declared":true}`, "ISSUE").Number
	b.must(st.Cancel(ctx, n, "样例丙不在家"))
	secrets := []string{"样例父", "样例长子", "样例母", "样例丙", "330212198505059315", "330203198706069345", "13900000000", "样例路一号", "ref-of-father", "ylf", "2014-04-01", string(passphrase)}
	look := func(when string) {
		files, err := filepath.Glob(filepath.Join(filepath.Dir(b.path), "*"))
		b.must(err)
		for _, f := range files {
			content, err := os.ReadFile(f)
			b.must(err)
			for _, s := range secrets {
				if strings.Contains(string(content), s) {
					t.Errorf("%s: %s holds something personal", when, filepath.Base(f))
				}
			}
		}
	}
	look("while open")
	b.must(st.Close())
	look("after close")
}
