package tui

import (
	"strings"
	"testing"
)

// A guardian is a digit, hanzi, or a word of the register; grandparents are told
// apart by their number.
func TestGuardianWords(t *testing.T) {
	for _, c := range []struct{ typed, sex, word string }{
		{"1", "", "father"}, {"母", "", "mother"}, {"3", "F", "grandmother"}, {"3", "M", "grandfather"}, {"外祖母", "M", "grandmother"},
		{"4", "", "relative"}, {"5", "", "institution"}, {"养父", "", "adoptive_father"}, {"grandmother", "", "grandmother"}, {"6", "", ""}, {"某人", "", ""},
	} {
		if got := guardianWord(c.typed, c.sex); got != c.word {
			t.Errorf("%s (%s): %q, want %q", c.typed, c.sex, got, c.word)
		}
	}
	for _, k := range guardianKinds {
		if got := guardianWord(guardianTyped(k.word), ""); got != k.word {
			t.Errorf("%s comes back as %q", k.word, got)
		}
	}
}

// A grandmother's number makes an open case; with the other parent's number the
// child is known again when that parent comes (U26).
func TestGuardianAndOtherParentAtTheDesk(t *testing.T) {
	b := atQueue(t, 80, 24)
	b.scan(motherID + "\r")
	b.hand("f3")
	b.types("样例长子201404011")
	b.settled()
	a := b.desk.stack[0].(*home).draft
	a.form.Set(fRelation, "3")
	if app := a.application(b.desk.stack[0].(*home).today.Day); app.Guardian.Relation != "grandmother" || app.Other != nil {
		t.Errorf("guardian %+v, other %+v", app.Guardian, app.Other)
	}
	a.form.Set(fRelation, "2")
	a.form.Set(fOther, fatherID)
	app := a.application(b.desk.stack[0].(*home).today.Day)
	if app.Other == nil || app.Other.Relation != "father" || app.Other.Document.Number != fatherID {
		t.Fatalf("other parent %+v", app.Other)
	}
	if v, err := b.st.Issue(t.Context(), app, false); err != nil || v.Outcome != "ISSUE" {
		t.Fatalf("%s, %v", v.Outcome, err)
	}
	app.Ref = ""
	app.Guardian, app.Other = app.Other, app.Guardian
	if v, err := b.st.Check(t.Context(), app); err != nil || v.Outcome != "BLOCK" || v.Key != "K4" {
		t.Errorf("the father comes: %s by %s, %v", v.Outcome, v.Key, err)
	}
}

// The palette finds an action by full pinyin as well as by initials.
func TestThePaletteReadsPinyin(t *testing.T) {
	for _, typed := range []string{"tongyi", "tyr"} {
		b := open(t, peopled(), 80, 24)
		b.hand("ctrl+p")
		b.types(typed)
		b.WaitFor("同一人：申领人就是登记册里那一位")
		if text := b.Text(); strings.Contains(text, "退出程序") {
			t.Errorf("%s finds everything\n%s", typed, text)
		}
	}
}
