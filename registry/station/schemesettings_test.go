package station_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

const traveller = `{"name":"样例父","document":{"number":"330212198505059315"},"declared":true,"temp":37.1,"facts":["cross_province"],"isolation":{"days_done":5}}`

// A changed number is in force with the next verdict, and still after a restart;
// its event says which number it is and what it is now, and who wants to know
// why finds the reason sealed.
func TestChangedSettingIsInForceAtOnceAndAfterARestart(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, traveller, "REFUSE+ISOLATE7")
	b.must(st.ChangeSetting(ctx, "yellow_days", "5", "样例区指挥部三号令"))
	if v := b.issue(st, traveller, "ISSUE"); v.Settings["yellow_days"] != 5 {
		t.Errorf("the verdict rests on %v", v.Settings)
	}
	if v := b.issue(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7"); len(v.StationSet) != 1 || !strings.Contains(v.StationSet[0].ZH, "本站设定 5 天（文件为 7 天），依据：样例区指挥部三号令") {
		t.Errorf("the verdict says of its numbers %v", v.StationSet)
	}
	b.sound(st)
	b.must(st.Close())

	again := b.open()
	if v, err := again.Check(ctx, b.app(strings.Replace(traveller, "样例父", "样例乙", 1))); err != nil || v.Outcome == "REFUSE+ISOLATE7" {
		t.Errorf("after a restart: %s, %v", v.Outcome, err)
	}
	for _, s := range again.SchemeSettings() {
		if s.Name == "yellow_days" && (s.Value != 5 || s.Default != 7 || s.Source == "" || s.Reason != "样例区指挥部三号令") {
			t.Errorf("yellow_days: %v of %v, %q", s.Value, s.Default, s.Source)
		}
	}
	b.sound(again)
}

// keptDigest is what an event says of sealed bytes: another each time.
var keptDigest = regexp.MustCompile(`,"kept":"[0-9a-f]{64}"`)

func TestSettingEventNamesNumberAndValueOnly(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.ChangeSetting(ctx, "fever_celsius", "37.0", "样例原因"))
	b.must(st.ChangeSetting(ctx, "back_text", "样例背面一|样例背面二", "样例原因"))
	var bodies []string
	for e, err := range store.Events(ctx) {
		b.must(err)
		if e.Kind == registry.SettingChanged {
			bodies = append(bodies, string(e.Body))
			if e.Commitment == ([32]byte{}) {
				t.Error("the event does not commit to its reason")
			}
		}
	}
	if got := keptDigest.ReplaceAllString(strings.Join(bodies, " "), ""); got != `{"name":"fever_celsius","value":37} {"name":"back_text"}` {
		t.Errorf("events: %s", got)
	}
	if notes := st.Info().Scheme.Back(); len(notes) != 2 || notes[1].Text.ZH != "样例背面二" {
		t.Errorf("on the back: %v", notes)
	}
	b.must(st.ChangeSetting(ctx, "back_text", "", "样例原因"))
	if notes := st.Info().Scheme.Back(); len(notes) < 5 {
		t.Errorf("an empty text leaves %d notes of the scheme", len(notes))
	}
	b.sound(st)
}

func TestSettingsThatCannotBeSet(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	head := st.Head()
	for _, c := range []struct{ name, value, reason, says string }{
		{"yellow_days", "-1", "样例", "0–365"},
		{"yellow_days", "7.5", "样例", "整数"},
		{"yellow_days", "七", "样例", "整数"},
		{"yellow_days", "366", "样例", "0–365"},
		{"yellow_days", "NaN", "样例", "整数"},
		{"fever_celsius", "41", "样例", "36–40"},
		{"police_decides_appeals", "2", "样例", "0–1"},
		{"back_text", strings.Repeat("样", 601), "样例", "600"},
		{"back_text", strings.Repeat("样|", 13), "样例", "600"},
		{"number_format", "DD", "样例", "不能设置"},
		{"no_such_number", "1", "样例", "settings list"},
		{"yellow_days", "5", "  ", "为什么"},
		{"yellow_days", "5", "1", "两个字"},
	} {
		err := st.ChangeSetting(ctx, c.name, c.value, c.reason)
		var f *station.Fault
		if !errors.As(err, &f) || !strings.Contains(f.Reason.ZH, c.says) || f.Reason.EN == "" {
			t.Errorf("%s=%s: %v, want a fault that says %s", c.name, c.value, err, c.says)
		}
	}
	if st.Head() != head {
		t.Error("a refused setting left an event")
	}
}

// Only a keeper sets; and a register in which somebody else set does not prove
// itself, or does not open.
func TestSettingsBelongToTheKeeper(t *testing.T) {
	b := newBench(t)
	b.must(b.create(nil).Close())
	if err := b.as(registry.Volunteer).ChangeSetting(ctx, "yellow_days", "5", "样例"); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("a volunteer: %v", err)
	}
}

func TestTamperedSettingsAreFound(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.ChangeSetting(ctx, "yellow_days", "5", "样例"))
	old, err := store.Meta(ctx, "scheme_settings")
	b.must(err)
	b.must(st.ChangeSetting(ctx, "yellow_days", "9", "样例"))
	b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{"scheme_settings": old}}))
	b.must(st.Close())
	st = b.open()
	p, err := st.Verify(ctx)
	b.must(err)
	if got, _ := json.Marshal(p.Faults); !strings.Contains(string(got), "yellow_days") {
		t.Errorf("an older value was put back, and verify says %s", got)
	}
	b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{"scheme_settings": []byte("x")}}))
	b.must(st.Close())
	db, err := sqlite.Open(ctx, b.path)
	b.must(err)
	shut, err := station.Open(ctx, b.ports(db))
	b.must(err)
	defer shut.Close()
	b.must(shut.Unlock(ctx, "", passphrase))
	if _, err := shut.Check(ctx, person(1)); !errors.Is(err, station.ErrDamaged) || shut.Damage() == nil {
		t.Errorf("settings that do not open: a check answers %v", err)
	}
}
