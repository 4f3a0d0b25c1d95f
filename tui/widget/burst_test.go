package widget

import (
	"strings"
	"testing"
	"time"
)

// step is one key and the pause before it.
type step struct {
	after time.Duration
	key   string
}

func run(text string, gap time.Duration) []step {
	var out []step
	for _, r := range text {
		k := string(r)
		switch r {
		case '\r':
			k = "enter"
		case '\t':
			k = "tab"
		}
		out = append(out, step{gap, k})
	}
	return out
}

func TestBurst(t *testing.T) {
	const fast, slow, card = 2 * time.Millisecond, 120 * time.Millisecond, "330212198505059315"
	long := strings.Repeat("7", 60)
	for _, tc := range []struct {
		name  string
		steps []step
		scan  string
	}{
		{"card", run(card+"\r", fast), card},
		{"sixty characters in one write", run(long+"\r", 0), long},
		{"number and name", run(card+"\t样例父\r", fast), card + "\t样例父"},
		{"a person", run(card+"\r", slow), ""},
		{"a person, then the card", append(run("zh", slow), append([]step{{slow, "3"}}, run(card[1:]+"\r", fast)...)...), card},
		{"few keys", run("12345\r", fast), ""},
		{"Enter by hand", append(run(card, fast), step{40 * time.Millisecond, "enter"}), ""},
		{"the program was busy once", append(append(run(card[:8], fast), step{200 * time.Millisecond, card[8:9]}), run(card[9:]+"\r", fast)...), card},
		{"busy twice is two things", append(append(append(append(run(card[:8], fast), step{200 * time.Millisecond, "1"}),
			run("234567", fast)...), step{200 * time.Millisecond, "9"}), run("876543\r", fast)...), "9876543"},
		{"an arrow between", append(append(run(card[:4], fast), step{fast, "left"}), run(card[4:]+"\r", fast)...), card[4:]},
		{"29 ms apart", run(card+"\r", 29*time.Millisecond), card},
		{"30 ms apart", run(card+"\r", 30*time.Millisecond), ""},
		{"an input method's commit, then Enter", append([]step{{slow, "欧阳娜娜样例"}}, step{slow, "enter"}), ""},
	} {
		c := clock()
		b := NewBurst(c.Now)
		got := ""
		for i, s := range tc.steps {
			c.Advance(s.after)
			if e := b.Feed(press(s.key)); e.Phase == BurstEnd {
				got = e.Value
				if i != len(tc.steps)-1 {
					t.Errorf("%s: ended at key %d of %d", tc.name, i+1, len(tc.steps))
				}
			}
		}
		if got != tc.scan {
			t.Errorf("%s: scan %q, want %q", tc.name, got, tc.scan)
		}
	}
}

func TestTwoCardsInARow(t *testing.T) {
	c := clock()
	b := NewBurst(c.Now)
	var got []string
	for _, k := range keysOf("1234567\r7654321\r") {
		if e := b.Feed(k); e.Phase == BurstEnd {
			got = append(got, e.Value)
		}
	}
	if strings.Join(got, " ") != "1234567 7654321" {
		t.Errorf("scans %q", got)
	}
}

func TestBurstPhases(t *testing.T) {
	c := clock()
	b := NewBurst(c.Now)
	want := []BurstPhase{BurstStart, BurstNone, BurstRunning, BurstRunning, BurstRunning, BurstRunning, BurstEnd}
	for i, k := range keysOf("12345\t\r") {
		if got := b.Feed(k).Phase; got != want[i] {
			t.Errorf("key %d: phase %d, want %d", i, got, want[i])
		}
	}
	if e := (BurstEvent{Value: "330\t样例父\t"}); strings.Join(e.Parts(), "|") != "330|样例父" {
		t.Errorf("parts %q", e.Parts())
	}
}

func TestGuards(t *testing.T) {
	at := clock().Now()
	for _, tc := range []struct {
		key  string
		ms   int
		want bool
	}{{"enter", 0, true}, {"enter", 80, true}, {"enter", 81, false}, {"tab", 10, true}, {"a", 10, false}} {
		var g AdvanceGuard
		g.Arm(at)
		now := at.Add(time.Duration(tc.ms) * time.Millisecond)
		if got := g.Swallow(tc.key, now); got != tc.want {
			t.Errorf("%s after %d ms: swallowed %v, want %v", tc.key, tc.ms, got, tc.want)
		}
		if g.Swallow("enter", now) {
			t.Errorf("%s after %d ms: a second key was swallowed too", tc.key, tc.ms)
		}
	}
	for _, tc := range []struct {
		key  string
		want bool
	}{{"tab", true}, {"enter", false}, {"shift+tab", false}, {"1", false}} {
		var g AdvanceGuard
		g.ArmField(at)
		late := at.Add(time.Minute)
		if got := g.Swallow(tc.key, late); got != tc.want || g.Swallow("tab", late) {
			t.Errorf("%s behind a field that was typed whole: swallowed %v, want %v, or a second Tab was", tc.key, got, tc.want)
		}
	}
	var e EnterGuard
	if !e.Ready(at) {
		t.Error("an Enter before any key is not ready")
	}
	e.Note(at)
	if e.Ready(at.Add(149*time.Millisecond)) || !e.Ready(at.Add(150*time.Millisecond)) {
		t.Error("Enter must be ready from 150 ms on")
	}
}
