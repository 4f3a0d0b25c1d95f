package station_test

import (
	"strings"
	"testing"

	"passdesk/registry"
)

// of is a person's application for a household.
func of(line, household string) string {
	return strings.Replace(line, `"declared"`, `"household":"`+household+`","declared"`, 1)
}

// One pass for a household: whichever member comes, they are told of the pass
// there is; the number stays with the household when its paper is exchanged.
func TestOnePassForAHousehold(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	st.ForHouseholds()
	v := b.issue(st, of(father, "３-2-501a"), "ISSUE")
	for _, other := range []string{"3-2-501A", " 3-2 -501a"} {
		block := b.issue(st, of(mother, other), "BLOCK")
		if block.Warnings[0] != "household_has_pass" || block.Key != "KH" || len(block.Related) == 0 || block.Related[0] != v.Number.String() {
			t.Errorf("%s: %v by %s against %v", other, block.Warnings, block.Key, block.Related)
		}
	}
	if again := b.issue(st, of(father, "3-2-501A"), "BLOCK"); again.Warnings[0] != "household_has_pass" {
		t.Errorf("the head again: %v", again.Warnings)
	}
	if two := b.issue(st, of(father, "9-9-901"), "ASK_SUPERVISOR"); two.Warnings[0] != "head_of_another_household" {
		t.Errorf("the head of another: %v", two.Warnings)
	}
	b.must(st.Cancel(ctx, v.Number, "样例原因"))
	next := b.issue(st, of(mother, "3-2-501A"), "ISSUE")
	if next.Number != v.Number || next.Copy != 2 {
		t.Errorf("the household's next paper is %s copy %d, want %s copy 2", next.Number, next.Copy, v.Number)
	}
	if moved := b.issue(st, of(father, "9-9-901"), "ISSUE"); moved.Number.Serial() != 2 || moved.Copy != 1 {
		t.Errorf("who moved out got %s copy %d", moved.Number, moved.Copy)
	}
	p := b.sound(st)
	if p.Passes != 2 {
		t.Errorf("%d passes", p.Passes)
	}
}

// The fields of a scheme are read at the door and kept with the application.
func TestFieldsAreReadAtTheDoor(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	st.ForHouseholds()
	for line, field := range map[string]string{
		father:                              "household",
		of(father, strings.Repeat("x", 21)): "household",
		of(strings.Replace(father, `{`, `{"fields":{"rooms":"two"},`, 1), "A1"):  "rooms",
		of(strings.Replace(father, `{`, `{"fields":{"colour":"red"},`, 1), "A1"): "fields",
	} {
		if v := b.issue(st, line, "INVALID"); v.Field != field || v.Reason.EN == "" {
			t.Errorf("%s: field %q, %v", line, v.Field, v.Reason)
		}
	}
	v := b.issue(st, strings.Replace(father, `{`, `{"fields":{"household":" A1 ","rooms":"０2"},`, 1), "ISSUE")
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	if a := d.Applicant; a.Field("household") != "A1" || a.Field("rooms") != "2" || len(a.Fields) != 1 {
		t.Errorf("kept: %q, %v", a.Household, a.Fields)
	}
	if left, err := st.LoadResidents(ctx, []registry.Application{b.app(mother)}); err != nil || len(left) > 0 {
		t.Errorf("a list that does not know the field: %v, %v", left, err)
	}
}

// A scheme without fields of its own takes none: nothing is lost in silence.
func TestFieldsOfNobody(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	if v := b.issue(st, strings.Replace(father, `{`, `{"fields":{"rooms":"2"},`, 1), "INVALID"); v.Field != "fields" {
		t.Errorf("field %q, %v", v.Field, v.Reason)
	}
	v := b.issue(st, of(father, "3-2-501"), "ISSUE")
	if other := b.issue(st, of(mother, "3-2-501"), "ISSUE"); other.Number == v.Number {
		t.Error("two people of one household got one number in a scheme of people")
	}
	b.sound(st)
}
