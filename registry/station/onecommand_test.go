package station_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// family is a household's applications, each with a ref.
func (b *bench) family(lines ...string) []registry.Application {
	b.t.Helper()
	var all []registry.Application
	for i, line := range lines {
		a := b.app(line)
		a.Ref = fmt.Sprintf("household-%d", i)
		all = append(all, a)
	}
	return all
}

// outcomes are the answers in short: the outcome, "?" behind one that asks, the member
// with whom it compares.
func outcomes(all []station.Member) (out []string) {
	for _, m := range all {
		text := m.Outcome
		if m.Choice != "" {
			text += "?"
		}
		if m.Like > 0 {
			text += fmt.Sprint(m.Like)
		}
		out = append(out, text)
	}
	return out
}

func (b *bench) answers(all []station.Member, err error, want ...string) []station.Member {
	b.t.Helper()
	b.must(err)
	if got := outcomes(all); !slices.Equal(got, want) {
		b.t.Fatalf("answers %v, want %v", got, want)
	}
	return all
}

// A household is one transaction with a number for each; asked again it answers the
// same and changes nothing.
func TestHouseholdIsOneCommand(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, strings.Replace(father, "样例父", "样例别人", 1), "ISSUE")
	b.must(st.Cancel(ctx, b.passOf(st, "样例别人"), "样例原因"))
	all := b.family(mother, strings.ReplaceAll(strings.ReplaceAll(son, "330212198505059315", "330203198706069345"), "father", "mother"),
		strings.ReplaceAll(strings.ReplaceAll(twinOne, "330212198505059315", "330203198706069345"), "father", "mother"))
	checked, err := st.CheckHousehold(ctx, all)
	for _, m := range b.answers(checked, err, "ISSUE", "ISSUE", "ISSUE") {
		if !m.Number.IsZero() || m.Copy != 0 || len(m.Related) > 0 {
			t.Errorf("a check gives number %s, copy %d, related %v", m.Number, m.Copy, m.Related)
		}
	}
	before := st.Head()
	first, err := st.IssueHousehold(ctx, all)
	b.answers(first, err, "ISSUE", "ISSUE", "ISSUE")
	for i, m := range first {
		if m.Number.Serial() != 2+i || m.Copy != 1 {
			t.Errorf("member %d got %s, copy %d", i+1, m.Number, m.Copy)
		}
	}
	if head := st.Head(); head.Event != before.Event+3 || head.Serial != 4 {
		t.Errorf("three passes came to %d events and serial %d", head.Event-before.Event, head.Serial)
	}
	after := st.Head()
	again, err := st.IssueHousehold(ctx, all)
	b.answers(again, err, "ISSUE", "ISSUE", "ISSUE")
	for i := range again {
		if again[i].Number != first[i].Number || again[i].Copy != 1 {
			t.Errorf("asked again, member %d has %s", i+1, again[i].Number)
		}
	}
	b.unmoved(st, after, "the same household again")
	if found, err := st.Find(ctx, "样例长子", 9); err != nil || len(found) != 1 || found[0].Number != first[1].Number {
		t.Errorf("found %+v, %v", found, err)
	}
	b.sound(st)
}

// One who may not have a pass holds up all, and nothing is entered: neither a pass nor
// a refusal.
func TestHouseholdIsAllOrNone(t *testing.T) {
	ill := with(son, `"facts":["fever"]`)
	for name, c := range map[string]struct {
		lines []string
		want  []string
	}{
		"refused":              {[]string{father, ill, twinOne}, []string{"ISSUE", "REFUSE+ISOLATE7", "ISSUE"}},
		"no application":       {[]string{father, strings.Replace(son, `"sex":"M",`, "", 1)}, []string{"ISSUE", "INVALID"}},
		"not declared":         {[]string{father, strings.Replace(son, "true", "false", 1)}, []string{"ISSUE", "INVALID"}},
		"entered twice":        {[]string{father, son, father, son}, []string{"ISSUE", "ISSUE", "BLOCK1", "BLOCK2"}},
		"twins that are asked": {[]string{father, twinOne, twinTwo}, []string{"ISSUE", "ISSUE", "ISSUE?2"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			st := b.create(nil)
			before := st.Head()
			all, err := st.IssueHousehold(ctx, b.family(c.lines...))
			b.answers(all, err, c.want...)
			for _, m := range all {
				if !m.Number.IsZero() || m.Case != 0 || len(m.Related) > 0 {
					t.Errorf("%s: number %s, case %d, related %v", m.Outcome, m.Number, m.Case, m.Related)
				}
				if m.Like > 0 && m.Choice == "" && !strings.Contains(m.Reason.ZH, fmt.Sprintf("第 %d 人", m.Like)) {
					t.Errorf("the reason does not say who: %s", m.Reason.ZH)
				}
			}
			b.unmoved(st, before, name)
		})
	}
}

// Twins whose names sound alike are two people when somebody says so, though neither
// has a pass yet; the event names the number that the first gets in the same command.
func TestTwinsOfOneHousehold(t *testing.T) {
	b := newBench(t)
	st, events := b.watched()
	all := b.family(father, twinOne, with(twinTwo, `"choice":{"warning":"twins_similar_name","same":false}`))
	issued, err := st.IssueHousehold(ctx, all)
	b.answers(issued, err, "ISSUE", "ISSUE", "ISSUE")
	got := events(registry.Overridden)
	if len(got) != 1 || got[0].Pass != issued[2].Number.String() || !strings.Contains(string(got[0].Body), issued[1].Number.String()) {
		t.Errorf("choices %+v", got)
	}
	b.sound(st)
}

// A child who comes back, and a card that is exchanged, go with the others; who was
// issued the first time keeps the number.
func TestHouseholdWithPassesOfBefore(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	old := b.issue(st, son, "ISSUE")
	b.must(st.Cancel(ctx, old.Number, "样例原因"))
	all, err := st.IssueHousehold(ctx, b.family(father, son, twinOne))
	b.answers(all, err, "ISSUE", "ISSUE", "ISSUE")
	if all[1].Number != old.Number || all[1].Copy != 2 || all[0].Number.Serial() != 2 || all[2].Number.Serial() != 3 {
		t.Errorf("numbers %s copy %d, %s, %s", all[1].Number, all[1].Copy, all[0].Number, all[2].Number)
	}
	b.sound(st)
}

// Where people sign in free rows, each of the household gets the next, also over the
// end of a page, and the stub where none is left.
func TestHouseholdSignsInFreeRows(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.SignOnLedger(ctx, true))
	b.laid(st, station.LedgerWish{Blank: 2})
	for _, a := range people(0, registry.LedgerRows*2-3) {
		if v, err := st.Issue(ctx, a, false); err != nil || !v.Issues() {
			t.Fatal(v.Outcome, err)
		}
	}
	all, err := st.IssueHousehold(ctx, b.family(father, mother, son, twinOne))
	b.answers(all, err, "ISSUE", "ISSUE", "ISSUE", "ISSUE")
	for i, want := range []int{registry.LedgerRows - 2, registry.LedgerRows - 1, registry.LedgerRows, 0} {
		if all[i].Row != want || (all[i].Page != 2) != (want == 0) {
			t.Errorf("member %d signs on page %d, row %d, want row %d", i+1, all[i].Page, all[i].Row, want)
		}
	}
	b.sound(st)
}

// The last serials of an epoch and the first of the next may fall into one household.
func TestHouseholdOverTheEndOfAnEpoch(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.StartAt = registry.LastSerial - 1 })
	all, err := st.IssueHousehold(ctx, b.family(father, mother, son))
	b.answers(all, err, "ISSUE", "ISSUE", "ISSUE")
	var got []string
	for _, m := range all {
		got = append(got, fmt.Sprintf("%d/%d", m.Number.Epoch(), m.Number.Serial()))
	}
	if want := []string{"1/99998", "1/99999", "2/1"}; !slices.Equal(got, want) {
		t.Errorf("epochs and serials %v, want %v", got, want)
	}
	b.sound(st)
}

// Whose command failed has issued nobody, and whose failed command had happened is
// told so.
func TestHouseholdAndAFailingStore(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	if _, err := st.IssueHousehold(ctx, make([]registry.Application, 41)); err == nil {
		t.Error("forty-one people in one command")
	}
	b.mark.fail = station.ErrDiskFull
	all := b.family(father, son)
	if _, err := st.IssueHousehold(ctx, all); err == nil {
		t.Error("issued without its mark")
	}
	b.mark.fail = nil
	again, err := st.IssueHousehold(ctx, all)
	b.answers(again, err, "ISSUE", "ISSUE")
	if again[0].Number.Serial() != 1 || again[1].Number.Serial() != 2 {
		t.Errorf("numbers %s, %s", again[0].Number, again[1].Number)
	}
	b.sound(st)
}
