package tui

import (
	"testing"

	"passdesk/registry/scheme"
)

// withFields is Ningbo's scheme with fields and a paper to be seen.
func withFields(t *testing.T) *fakeStation {
	t.Helper()
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	s.Fields = []scheme.Field{
		{Key: "household", Label: scheme.Text{ZH: "户号", EN: "Household"}, Help: scheme.Text{ZH: "户口簿首页的户号", EN: "On the first page"}, Required: true, Length: 8},
		{Key: "tenure", Label: scheme.Text{ZH: "住房", EN: "Housing"}, Kind: scheme.ChoiceField, Required: true,
			Choices: []scheme.Choice{{Word: "owned", Label: scheme.Text{ZH: "自有", EN: "Owned"}}, {Word: "rented", Label: scheme.Text{ZH: "租住", EN: "Rented"}}}},
		{Key: "since", Label: scheme.Text{ZH: "入住日期", EN: "Since"}, Kind: scheme.DayField},
		{Key: "phone", Label: scheme.Text{ZH: "户主电话", EN: "Telephone"}, Required: true, Length: 11},
	}
	s.Evidence = []scheme.Evidence{{Key: "book", Label: scheme.Text{ZH: "户口簿", EN: "Household book"}}}
	f := peopled()
	r := f.residents[6]
	r.Household = "" // asked for here; what a list says of it stands in the form already
	f.residents[6] = r
	f.scheme = &s
	return f
}

// The scheme's fields stand in the form, are gaps while they are wanted, and
// reach the station; a field that the form has anyway keeps its place.
func TestSchemeFieldsOnTheForm(t *testing.T) {
	b := open(t, withFields(t), 100, 32)
	b.scan(oldID + "\r")
	b.WaitFor("待填：户号")
	b.WaitFor("未见 户口簿")
	b.hand("f1")
	b.WaitFor("户口簿首页的户号")
	b.hand("esc")
	b.types("A 1")
	b.hand("enter")
	b.WaitFor("待填：住房")
	b.types("2")
	b.WaitFor("租住")
	b.WaitFor("待填：户主电话")
	b.types("13800000000")
	b.WaitFor("可以签发")
	a := b.desk.top().(*home).draft.application(fakeDay)
	if a.Household != "A 1" || a.Fields["tenure"] != "2" || a.Phone != "13800000000" {
		t.Errorf("handed over: %q, %v, %q", a.Household, a.Fields, a.Phone)
	}
	b.hand("f2")
	b.WaitFor("未见  户口簿")
	b.hand("enter")
	b.WaitFor("已见  户口簿")
	b.hand("esc")
	a = b.desk.top().(*home).draft.application(fakeDay)
	if got := string(a.Facts["evidence"]); got != `["book"]` {
		t.Errorf("evidence: %s", got)
	}
}

// What a field cannot hold is said beside it while it is typed.
func TestSchemeFieldsSayWhatIsWrong(t *testing.T) {
	s := withFields(t).scheme
	for _, c := range []struct {
		key, typed string
		blocks     bool
	}{{"since", "2020", true}, {"since", "20200230", true}, {"since", "20200229", false}, {"tenure", "3", true}, {"tenure", "1", false}, {"household", "123456789", true}} {
		f, _ := s.Field(c.key)
		if n := fieldNote(f)(c.typed); n.Blocks != c.blocks {
			t.Errorf("%s %q: %+v", c.key, c.typed, n)
		}
	}
}
