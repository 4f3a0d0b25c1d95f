package scheme

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// givenAtTheDesk are inputs that no list of entries has to name: the form, the
// station or another part of the desk says them.
var givenAtTheDesk = map[string]string{
	"facts": "the questions", "excl": "the questions: each exclusion is one", "dated": "a question answered with its day", "now": "scripts, which answer a symptom beside the list",
	"age": "the birth date or the number", "birth": "the form", "doc": "the form", "channel": "the issuing point", "parent_id": "the form",
	"parent_relation": "the form", "guardian": "the form", "hukou_number": "the form", "applicant": "the proxy's fields",
	"proxy_reason": "the proxy's fields", "declared": "the Enter that issues", "signature": "Ctrl+Y, after the paper", "evidence": "the papers to be seen",
	"existing_active_pass": "the register", "existing_pass": "the register", "pass_lost": "the register: lost, reprint",
	"card": "the register", "card_days": "the register", "card_issued": "the register", "today": "the clock", "foreigner": "the kind of document",
}

// notOfAnApplication are inputs of the gate, of a recall or of an appeal, and a
// reading note: nobody applies with them.
var notOfAnApplication = []string{"pass", "id_shown", "has_id_card", "place", "event", "cleared", "appeal_station", "issuing_station", "code_colour",
	"paper", "id_checked", "screenshot", "borrowed_code", "appeal", "colour_standard", "minor"}

func entered(s Scheme) map[string]bool {
	names := map[string]bool{}
	for _, e := range s.Entries {
		names[e.Name] = true
	}
	return names
}

// Every input that the rules know can be entered at some desk, or is known there
// otherwise, or belongs to no application. A new input must be put in one place.
func TestEveryInputHasAField(t *testing.T) {
	somewhere := map[string]bool{}
	for _, s := range All() {
		for name := range entered(s) {
			somewhere[name] = true
		}
	}
	names := slices.DeleteFunc(slices.Clone(inputFields), func(n string) bool { return n == "isolation" || n == "employer" })
	for _, n := range isolationFields {
		names = append(names, "isolation."+n)
	}
	for _, n := range employerFields {
		names = append(names, "employer."+n)
	}
	for _, n := range names {
		_, given := givenAtTheDesk[n]
		if !somewhere[n] && !given && !slices.Contains(notOfAnApplication, n) {
			t.Errorf("input %q: no desk can enter it", n)
		}
		if slices.Contains(notOfAnApplication, n) && (somewhere[n] || given) {
			t.Errorf("input %q is entered, and is said to be of no application", n)
		}
	}
	for n := range somewhere {
		if !slices.Contains(names, n) {
			t.Errorf("entry %q is no input of the rules", n)
		}
	}
}

// Every input of the table's rows can be entered at the desk of their scheme.
func TestEveryInputOfTheTableCanBeEntered(t *testing.T) {
	f, err := os.Open("../../testdata/rules/eligibility.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cols := strings.Split(lines.Text(), "\t")
		s, err := ofRule(cols[1])
		if err != nil || strings.HasSuffix(cols[1], "_gate") || strings.HasSuffix(cols[1], "_recall") {
			continue
		}
		var inputs map[string]json.RawMessage
		if err := json.Unmarshal([]byte(cols[2]), &inputs); err != nil {
			continue // a reading note
		}
		rows++
		can := entered(*s)
		for name, value := range inputs {
			var object map[string]json.RawMessage
			if (name == "isolation" || name == "employer") && json.Unmarshal(value, &object) == nil {
				for part := range object {
					if !can[name+"."+part] {
						t.Errorf("%s: %s.%s has no field at the desk of %s", cols[0], name, part, s.Code)
					}
				}
				continue
			}
			_, given := givenAtTheDesk[name]
			_, notFact := FactByWord(name)
			if !can[name] && !given && notFact != nil && !slices.Contains(notOfAnApplication, name) {
				t.Errorf("%s: %s has no field at the desk of %s", cols[0], name, s.Code)
			}
		}
	}
	if rows < 60 {
		t.Errorf("only %d rows were looked at", rows)
	}
}

// An entry is whole: both languages, choices where one chooses, a usual answer
// where one answers, and each name once.
func TestEntriesAreWhole(t *testing.T) {
	for _, s := range All() {
		seen := map[string]bool{}
		for _, e := range s.Entries {
			if e.Label.ZH == "" || e.Label.EN == "" || seen[e.Name] {
				t.Errorf("%s %s: no label in a language, or twice", s.Code, e.Name)
			}
			if (e.Kind == ChoiceEntry) != (len(e.Choices) > 1) || (e.Kind == AnswerEntry) != (e.Usual != Unsaid) {
				t.Errorf("%s %s: kind %d with %d choices, usual answer %d", s.Code, e.Name, e.Kind, len(e.Choices), e.Usual)
			}
			seen[e.Name] = true
		}
	}
}
