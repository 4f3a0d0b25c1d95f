//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/sqlite"
)

// SIGKILL at any moment of any verb that writes: what was answered stands in the
// log, once; what was not stands there once or not at all; nothing must be
// repaired, no epoch is taken, and no file is left that nobody asked for.
func TestKilledInTheMiddleOfAnything(t *testing.T) {
	doneElsewhere(t)
	seed, cycles := seeded(t, killSeed), times(t, 200, 10_000)
	for half := range uint64(2) {
		t.Run(fmt.Sprintf("seed %d-%d", seed, half), func(t *testing.T) {
			t.Parallel()
			m := newMixer(t, rand.New(rand.NewPCG(seed, 10+half)))
			for range cycles / 2 {
				m.cycle()
			}
			for sum(m.mute) < 3 {
				m.unheard()
			}
			m.prove()
		})
	}
}

// mixer works at a station in a process for each verb, and kills half of them.
type mixer struct {
	*place
	rng     *rand.Rand
	people  int
	numbers []string                 // known to have been given
	cases   []string                 // likewise
	said    map[string]int           // what was acknowledged: events by kind and pass
	doubt   map[string]int           // what may have happened besides
	took    map[string]time.Duration // a verb on this machine
	killed  int
	mute    map[string]int // kills of a verb before it had answered
}

func newMixer(t *testing.T, rng *rand.Rand) *mixer {
	m := &mixer{place: newPlace(t), rng: rng, said: map[string]int{}, doubt: map[string]int{}, took: map[string]time.Duration{}, mute: map[string]int{}}
	m.now = time.Now()
	m.init()
	m.folder("out")
	for range 6 {
		m.people++
		e := errand{verb: "issue", kind: registry.Issued}
		m.learn(e, m.expect(exitDone, person(m.people).line(fmt.Sprint("mix-", m.people)), "issue").out)
		m.said["Issued "]++
	}
	return m
}

// errand is one call of the program and the event that it brings.
type errand struct {
	verb  string
	stdin string
	args  []string
	kind  registry.Kind
	pass  string
}

func (m *mixer) cycle() {
	m.t.Helper()
	e := m.errand()
	cmd := m.child(e.args...)
	var out, errs strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(e.stdin), &out, &errs
	began := time.Now()
	m.must(cmd.Start())
	if m.rng.IntN(2) == 0 && m.took[e.verb] > 0 {
		// Half of a short run goes by before it has the register.
		<-time.After(time.Duration((0.3 + 0.8*m.rng.Float64()) * float64(m.took[e.verb])))
		m.must(cmd.Process.Kill())
		m.killed++
	}
	_ = cmd.Wait()
	event := string(e.kind) + " " + e.pass
	switch code := cmd.ProcessState.ExitCode(); code {
	case exitDone:
		m.took[e.verb] = max(m.took[e.verb]/2, time.Since(began))
		m.said[event]++
		m.learn(e, out.String())
	case -1:
		m.doubt[event]++
		if out.Len() == 0 {
			m.mute[e.verb]++
		}
	case exitFailed, exitPart: // the rules refuse it, whole
	default:
		m.t.Fatalf("passdesk %v: exit %d\n%s%s", e.args, code, &out, &errs)
	}
}

// unheard kills an issue that cannot answer, before it has begun or when it is done.
func (m *mixer) unheard() {
	m.t.Helper()
	e, full := m.newcomer(), stuffed(m.t)
	cmd := m.child(e.args...)
	cmd.Stdin, cmd.Stdout = strings.NewReader(e.stdin), full
	m.must(cmd.Start())
	full.Close()
	<-time.After(time.Duration(m.rng.Float64() * float64(m.took[e.verb])))
	m.must(cmd.Process.Kill())
	if err := cmd.Wait(); cmd.ProcessState.Exited() {
		m.t.Fatalf("it ended by itself, and nobody heard it: %v", err)
	}
	m.killed++
	m.doubt[string(e.kind)+" "+e.pass]++
	m.mute[e.verb]++
}

// errand draws one. A number or case that is not there yet makes it an issue.
func (m *mixer) errand() errand {
	if what := m.rng.IntN(20); what < 13 && len(m.numbers) > 3 {
		return m.onPass(m.numbers[m.rng.IntN(len(m.numbers))])
	} else if what < 15 && len(m.cases) > 0 {
		id := m.cases[m.rng.IntN(len(m.cases))]
		return errand{verb: "settle", args: []string{"queue", "settle", id, "--decision", "refuse", "--reason", "样例"}, kind: registry.Settled}
	} else if what < 17 {
		return m.onRegister()
	}
	return m.newcomer()
}

// newcomer is an issue; every fourth is parked.
func (m *mixer) newcomer() errand {
	m.people++
	line, kind := person(m.people).line(fmt.Sprint("mix-", m.people)), registry.Issued
	if m.people%4 == 0 {
		line, kind = strings.Replace(line, `"declared"`, `"facts":["no_need"],"declared"`, 1), registry.Parked
	}
	return errand{verb: "issue", stdin: line, args: []string{"issue"}, kind: kind}
}

func (m *mixer) onPass(n string) errand {
	all := []errand{
		{verb: "print", args: []string{"print", "passes", n, "--out", m.file(fmt.Sprintf("out/%d.pdf", m.rng.IntN(1000)))}, kind: registry.PrintedOut},
		{verb: "sign", args: []string{"sign", n}, kind: registry.Signed},
		{verb: "cancel", args: []string{"cancel", n, "--reason", "样例"}, kind: registry.Cancelled},
		{verb: "reprint", args: []string{"reprint", n, "--reason", "样例"}, kind: registry.Reprinted},
		{verb: "recall", args: []string{"recall", n, "--reason", "other", "--note", "样例备注"}, kind: registry.RecallOrdered},
		{verb: "return", args: []string{"return", n, "--outcome", "returned"}, kind: registry.Returned},
		{verb: "void", args: []string{"void", n, "--reason", "样例"}, kind: registry.Voided},
		{verb: "lost", args: []string{"lost", n, "--reason", "样例"}, kind: registry.Lost},
		{verb: "reinstate", args: []string{"reinstate", n, "--reason", "样例"}, kind: registry.Reinstated},
		{verb: "correct", args: []string{"correct", n, "--reason", "样例"}, stdin: fmt.Sprintf(`{"address":"样例路 %d 号"}`, m.rng.IntN(1_000_000)), kind: registry.Amended},
		{verb: "lodge", args: []string{"appeal", "lodge", n, "--reason", "样例"}, kind: registry.AppealLodged},
		{verb: "decide", args: []string{"appeal", "decide", n, "--decision", "uphold", "--reason", "样例"}, kind: registry.AppealDecided},
	}
	e := all[m.rng.IntN(len(all))]
	if !ofCase[e.kind] {
		e.pass = n
	}
	return e
}

// ofCase are events of which the case is the mark, and not the pass.
var ofCase = map[registry.Kind]bool{registry.Issued: true, registry.Settled: true, registry.AppealLodged: true, registry.AppealDecided: true}

func (m *mixer) onRegister() errand {
	some := m.rng.IntN(1_000_000)
	listed := person(5000 + some%5000)
	list := m.write("watch.csv", fmt.Sprintf("姓名,身份证号,原因,序号\n%s,%s,密接,%d\n", listed.name, listed.number, some))
	residents := m.write("list.jsonl", person(9000+some%9000).line("")) // the very same list again would be no event
	all := []errand{
		{verb: "watch", args: []string{"watch", "import", list, "--source", "样例疾控"}, kind: registry.ListImported},
		{verb: "passphrase", args: []string{"operator", "passphrase", "--new-passphrase-file", m.file("passphrase")}, kind: registry.PassphraseChanged},
		{verb: "sheet", args: []string{"operator", "recovery", "--out", m.file(fmt.Sprintf("out/%d-sheet.pdf", some))}, kind: registry.RecoveryMade},
		{verb: "close", args: []string{"close"}, kind: registry.Closed},
		{verb: "residents", args: []string{"residents", "import", residents}, kind: registry.ListImported},
		{verb: "export", args: []string{"export", "csv", "--out", m.file("out/register.csv")}, kind: registry.Exported},
		{verb: "backup", args: []string{"backup", m.file(fmt.Sprintf("out/%d.backup", some))}, kind: registry.BackedUp},
		{verb: "setting", args: []string{"settings", "set", "yellow_days", fmt.Sprint(8 + m.rng.IntN(5)), "--reason", "样例"}, kind: registry.SettingChanged},
		{verb: "epoch", args: []string{"epoch", "new", "--anyway", "--reason", "样例"}, kind: registry.EpochTaken},
	}
	n := len(all)
	if m.said["EpochTaken "]+m.doubt["EpochTaken "] >= 5 { // a licence has nine
		n--
	}
	return all[m.rng.IntN(n)]
}

// learn keeps the number or the case of an answer.
func (m *mixer) learn(e errand, out string) {
	var v struct {
		Number string
		Case   int64
	}
	if e.verb != "issue" || json.Unmarshal([]byte(out), &v) != nil {
		return
	}
	if v.Number != "" {
		m.numbers = append(m.numbers, v.Number)
	} else if v.Case > 0 {
		m.cases = append(m.cases, fmt.Sprint(v.Case))
	}
}

// prove counts the log against what was said.
func (m *mixer) prove() {
	m.t.Helper()
	proof := m.expect(exitDone, "", "verify").lines(m.t)[0]
	if faults, gaps := proof["faults"].([]any), proof["gaps"].([]any); len(faults)+len(gaps) > 0 || proof["read_only"] != nil {
		m.t.Errorf("verify: %v", proof)
	}
	found := m.log()
	for _, event := range slices.Sorted(maps.Keys(found)) {
		if n := found[event]; n > m.said[event]+m.doubt[event] {
			m.t.Errorf("%s stands %d times in the log; %d were answered, %d in doubt", event, n, m.said[event], m.doubt[event])
		}
	}
	for event, n := range m.said {
		if found[event] < n {
			m.t.Errorf("%s stands %d times in the log; %d were answered", event, found[event], n)
		}
	}
	happened := sum(found) - sum(m.said)
	m.expect(exitDone, "", "export", "csv", "--out", m.file("out/last.csv"))
	m.noFiles()
	m.t.Logf("verbs that were done: %v", m.took)
	did(m.t, "%d killed, %d before an answer (%v); %d acknowledged, %d more had happened", m.killed, sum(m.mute), m.mute, sum(m.said), happened)
	if sum(m.mute) < 3 || sum(m.said) < 10 {
		m.t.Error("the kills come at no interesting moment")
	}
}

func sum(counts map[string]int) (all int) {
	for _, n := range counts {
		all += n
	}
	return all
}

// log counts the events that the errands bring. Of several papers in one errand,
// and of what an event stands for without a number, the pass is left out as there.
func (m *mixer) log() map[string]int {
	m.t.Helper()
	kinds := map[registry.Kind]bool{}
	for _, e := range append(m.onPassKinds(), registry.Parked, registry.Closed, registry.ListImported, registry.Exported, registry.BackedUp, registry.SettingChanged, registry.EpochTaken,
		registry.PassphraseChanged, registry.RecoveryMade) {
		kinds[e] = true
	}
	maps.Copy(kinds, ofCase)
	db, err := sqlite.Open(context.Background(), filepath.Join(m.file("data"), registerFile))
	m.must(err)
	defer db.Close()
	found := map[string]int{}
	for e, err := range db.Events(context.Background()) {
		m.must(err)
		switch {
		case !kinds[e.Kind], strings.Contains(string(e.Body), `"format":"head"`): // an export's own head is another event of it
		case ofCase[e.Kind]:
			found[string(e.Kind)+" "]++
		default:
			found[string(e.Kind)+" "+e.Pass]++
		}
	}
	return found
}

func (m *mixer) onPassKinds() []registry.Kind {
	return []registry.Kind{registry.PrintedOut, registry.Signed, registry.Cancelled, registry.Reprinted, registry.RecallOrdered, registry.Returned, registry.Voided, registry.Lost, registry.Reinstated, registry.Amended}
}

// noFiles: in the station's own folders stand the register, its lock and its mark
// and nothing else; where papers and lists go, nothing that was half written.
func (m *mixer) noFiles() {
	m.t.Helper()
	for _, folder := range []string{"data", "config"} {
		m.must(filepath.WalkDir(m.file(folder), func(path string, d os.DirEntry, err error) error {
			name := d.Name()
			if own := d.IsDir() || name == registerFile || name == registerFile+".lock" || strings.HasSuffix(name, highWaterEnd); !own {
				m.t.Errorf("%s was left in the folder %s", name, folder)
			}
			return err
		}))
	}
	half, err := filepath.Glob(m.file("out/.*"))
	if m.must(err); len(half) > 0 {
		m.t.Errorf("left half written: %v", half)
	}
}
