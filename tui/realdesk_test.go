package tui

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
)

// realBench is a desk in front of a real station: what is decided at the queue is
// decided by the rules, not by a fake of them.
type realBench struct {
	*bench
	st *station.Station
}

// marks is a high-water file in memory.
type marks map[string]station.Mark

func (m marks) Read(r string) (station.Mark, error) {
	mark, ok := m[r]
	if !ok {
		return mark, station.ErrNotFound
	}
	return mark, nil
}
func (m marks) Write(r string, mark station.Mark) error { m[r] = mark; return nil }
func (m marks) Highest(string, string) (int, error)     { return 0, nil }

// chance is a stream of bytes that a number decides.
type chance struct{ n uint64 }

func (c *chance) Read(b []byte) (int, error) {
	for i := 0; i < len(b); {
		c.n++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, c.n))
		i += copy(b[i:], sum[:])
	}
	return len(b), nil
}

func newReal(t *testing.T, clock *screentest.Clock) *station.Station {
	t.Helper()
	return newRealAt(t, clock, registry.Point{Kind: "community", Name: "样例社区"})
}

func newRealAt(t *testing.T, clock *screentest.Clock, at registry.Point) *station.Station {
	t.Helper()
	db, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	st, _, err := station.Create(t.Context(), station.Ports{
		Store: db, HighWater: marks{}, Rand: &chance{}, Zone: time.Local, Now: clock.Now, Glyph: func(string) string { return "ok" },
	}, station.Setup{
		Scheme: "ningbo", Division: "330212", Code: 931, Operator: "样例员", Passphrase: []byte("correct horse battery staple five"), Cost: seal.TestCost,
		Point: at,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// atQueue opens a desk over a station that has been given the applications.
func atQueue(t *testing.T, cols, rows int, lines ...string) *realBench {
	t.Helper()
	clock := screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	b := &realBench{bench: &bench{t: t, press: &fakePress{place: "/tmp/out"}, clock: clock}, st: newReal(t, clock)}
	for _, line := range lines {
		b.apply(line)
	}
	clock.Advance(3 * time.Hour)
	b.start(Program{Desk: b.st, Press: b.press, Clock: clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("2020-03-10")
	return b
}

func newRefs() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("ref-%d", n) }
}

func (b *realBench) apply(line string) station.Verdict {
	b.t.Helper()
	var a registry.Application
	if err := json.Unmarshal([]byte(line), &a); err != nil {
		b.t.Fatal(err)
	}
	v, err := b.st.Issue(b.t.Context(), a, false)
	if err != nil || v.Outcome == "INVALID" {
		b.t.Fatalf("%s: %v, %s", v.Outcome, err, v.Reason.ZH)
	}
	return v
}

// The applications of these tests: an answer each that the queue must serve.
const (
	lineIssued  = `{"name":"样例父","document":{"number":"330212198505059315"},"declared":true}`
	lineHealth  = `{"name":"样例母","document":{"number":"330203198706069345"},"facts":["no_need"],"phone":"0574-00000000","address":"样例路 1 号","declared":true}`
	lineRefused = `{"name":"样例老","document":{"number":"330204194605129036"},"facts":["close_contact"],"isolation":{"start":"2020-03-05"},"declared":true}`
	lineChild   = `{"name":"样例长子","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2014-04-01","sex":"M","declared":true}`
	lineNear    = `{"name":"样例长子","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2014-04-02","sex":"M","declared":true}`
)

// caseOf is the case whose applicant has the name.
func (b *realBench) caseOf(name string) station.Case {
	b.t.Helper()
	b.settled()
	all, err := b.st.Cases(b.t.Context(), station.CaseFilter{All: true})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range all {
		if c.Applicant.Name == name {
			return c
		}
	}
	b.t.Fatalf("no case of that name among %d", len(all))
	return station.Case{}
}

func (b *realBench) state(name string) registry.CaseStatus { return b.caseOf(name).State }

// sound proves the register whole.
func (b *realBench) sound() {
	b.t.Helper()
	b.settled()
	p, err := b.st.Verify(b.t.Context())
	if err != nil || len(p.Faults) > 0 {
		b.t.Errorf("verify: %v, %v", p.Faults, err)
	}
}

func (b *realBench) gone(text string) {
	b.t.Helper()
	b.WaitUntil("no "+text, func(s screentest.Screen) bool { return !strings.Contains(s.Text(), text) })
}
