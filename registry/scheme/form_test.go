package scheme

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// A field is kept in one form, however it was typed; what cannot be is told in
// both languages, and never repeated.
func TestFieldsAreRead(t *testing.T) {
	label := Text{"样例项", "Sample"}
	text, number := Field{Label: label, Length: 5}, Field{Label: label, Kind: NumberField, Length: 3}
	day, needed := Field{Label: label, Kind: DayField}, Field{Label: label, Required: true}
	choice := Field{Label: label, Kind: ChoiceField, Choices: []Choice{{"owned", Text{"自有", "Owned"}}, {"rented", Text{"租住", "Rented"}}}}
	for _, c := range []struct {
		field       Field
		typed, kept string
		ok          bool
	}{
		{text, " 样 例  三 ", "样 例 三", true}, {text, "", "", true}, {text, "样例三幢五单元", "", false}, {text, "\xff", "", false},
		{number, "０12", "12", true}, {number, "-1", "", false}, {number, "1.5", "", false}, {number, "1234", "", false}, {number, "", "", true},
		{day, "20200310", "2020-03-10", true}, {day, "２０２０-03-10", "2020-03-10", true}, {day, "2020-02-30", "", false}, {day, "0310", "", false},
		{choice, "1", "owned", true}, {choice, "２", "rented", true}, {choice, "租住", "rented", true}, {choice, "RENTED", "rented", true}, {choice, "3", "", false}, {choice, "borrowed", "", false},
		{needed, "  ", "", false},
	} {
		kept, err := c.field.Read(c.typed)
		var told *Fault
		if kept != c.kept || (err == nil) != c.ok || err != nil && (!errors.As(err, &told) || told.Why.ZH == "" || told.Why.EN == "") {
			t.Errorf("%q: got %q, %v, want %q", c.typed, kept, err, c.kept)
		}
		if err != nil && len(c.typed) > 4 && strings.Contains(err.Error(), c.typed) {
			t.Errorf("%q: the error repeats what was typed: %v", c.typed, err)
		}
		if again, err := c.field.Read(kept); c.ok && (err != nil || again != kept) {
			t.Errorf("%q: what is kept, %q, is read as %q, %v", c.typed, kept, again, err)
		}
	}
	if got := choice.Shown("rented"); got.ZH != "租住" || choice.Shown("x").EN != "x" {
		t.Errorf("shown as %v", got)
	}
}

func TestHouseholdKey(t *testing.T) {
	for _, s := range []string{"3-2-501a", " 3-2-501A", "３-２-５０１Ａ", "3- 2 -501a"} {
		if got := HouseholdKey(s); got != "3-2-501A" {
			t.Errorf("%q: %q", s, got)
		}
	}
	if HouseholdKey("3-2-501") == HouseholdKey("32-501") {
		t.Error("two households have one key")
	}
}

// Evidence that is not said, or not understood, has not been seen.
func TestEvidence(t *testing.T) {
	book := Evidence{Key: "book", Label: Text{"户口簿", "Book"}, Cite: Citation{"样例", "EXT"}, Advice: Text{"带来", "Bring it"}}
	s := Scheme{Code: "x", Evidence: []Evidence{book}, rules: map[string]Procedure{"x": {Desk: append(demanded("x", []Evidence{book}),
		Rule{ID: "x/issue", When: always, Outcome: "ISSUE", Cite: book.Cite, Reason: Text{"发", "Issue"}})}}}
	for evidence, want := range map[string]string{
		`["book"]`: "ISSUE", `"Book"`: "ISSUE", `{"book":true}`: "ISSUE", `{"book":false}`: "HOLD", `true`: "HOLD", `1`: "HOLD", `null`: "HOLD", `[]`: "HOLD", `""`: "HOLD", `"none"`: "HOLD",
	} {
		in, err := ParseInputs([]byte(`{"evidence":` + evidence + `}`))
		if err != nil {
			t.Errorf("%s: %v", evidence, err)
		}
		if v, err := s.Evaluate("x", in, civil.New(2020, 3, 10)); err != nil || v.Outcome != want {
			t.Errorf("%s: got %s, %v, want %s", evidence, v.Outcome, err, want)
		}
		raw, err := json.Marshal(in)
		again, err2 := ParseInputs(raw)
		if err != nil || err2 != nil || !slices.Equal(again.Evidence, in.Evidence) {
			t.Errorf("%s: came back as %v", evidence, again.Evidence)
		}
	}
	in, _ := ParseInputs([]byte(`{"evidence":["moon"]}`))
	if _, err := s.Evaluate("x", in, civil.New(2020, 3, 10)); !errors.Is(err, ErrUnknownWord) {
		t.Errorf("evidence that the scheme does not ask for: %v", err)
	}
	if v, err := Evaluate("ningbo", in, civil.New(2020, 3, 10)); err != nil || v.Outcome != "ISSUE" {
		t.Errorf("a scheme that asks for none: %s, %v", v.Outcome, err)
	}
}

// A fact of one scheme's own is not known in another; and a number in the text on
// the back is the one in force.
func TestWordsAndNumbersOfOneScheme(t *testing.T) {
	own := Fact{Code: "sample_own_fact", of: "elsewhere"}
	own.into(factByWord)
	defer delete(factByWord, own.Code)
	if _, err := Evaluate("ningbo", Inputs{Facts: []string{own.Code}}, civil.New(2020, 3, 10)); !errors.Is(err, ErrUnknownWord) {
		t.Errorf("another scheme's fact: %v", err)
	}
	card, err := ByCode("ningxia")
	if err != nil {
		t.Fatal(err)
	}
	changed, err := card.With("card_term_days", 21)
	if err != nil || !strings.Contains(card.Back()[0].Text.ZH, "有效期14天") || !strings.Contains(changed.Back()[0].Text.ZH, "有效期21天") || changed.TermDays() != 21 {
		t.Errorf("on the back: %q, %v", changed.Back()[0].Text.ZH, err)
	}
}
