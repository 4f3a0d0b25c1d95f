package watch

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

var day = civil.New(2020, 3, 10)

func parsed(t *testing.T, r Row) Entry {
	t.Helper()
	if r.Source == "" {
		r.Source = "样例疾控"
	}
	if r.Why == "" && r.Colour == "" {
		r.Why = CloseContact
	}
	e, bad := Parse(r, day)
	if bad != nil {
		t.Fatalf("%+v: %v", r, bad.Why)
	}
	return e
}

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		r    Row
		want string // what of the entry matters, or ! and part of the sentence
	}{
		"number":          {Row{Number: "330212198505059315", Why: "密切接触者"}, "RIC18 330212198505059315  close_contact 2020-03-10"},
		"old number":      {Row{Number: "330212850505931", Why: "症状"}, "RIC18 330212198505059315  symptoms 2020-03-10"},
		"permit":          {Row{Number: "H0123456702", Kind: "港澳居民来往内地通行证", Colour: "红码"}, "HK_PERMIT H01234567  red 2020-03-10"},
		"passport":        {Row{Number: "X91234567", Kind: "护照", State: "usa", Why: "close_contact"}, "PASSPORT_FOREIGN X91234567  close_contact 2020-03-10"},
		"no kind said":    {Row{Number: "zz99887", Why: "other"}, " ZZ99887  other 2020-03-10"},
		"mask and name":   {Row{Number: "330212********9315", Name: "样例", Why: "疫区"}, " 330212********9315 样例 severe_area 2020-03-10"},
		"name and birth":  {Row{Name: "样例", Birth: "1985年5月5日", Why: "confirmed"}, "  样例 confirmed 2020-03-10"},
		"days":            {Row{Number: "330212198505059315", Why: "症状", On: "2020/3/1", Listed: "20200302", Until: "2020.3.16 00:00"}, "RIC18 330212198505059315  symptoms 2020-03-02"},
		"colour wins":     {Row{Number: "330212198505059315", Why: "症状", Colour: "黄"}, "RIC18 330212198505059315  yellow 2020-03-10"},
		"name alone":      {Row{Name: "样例", Why: "症状"}, "!a name alone"},
		"mask alone":      {Row{Number: "330212********9315", Why: "症状"}, "!needs the name"},
		"nobody":          {Row{Why: "症状"}, "!neither"},
		"wrong check":     {Row{Number: "330212198505059316", Why: "症状"}, "!check"},
		"scientific":      {Row{Number: "3.30212E+17", Why: "症状"}, "!scientific"},
		"blue":            {Row{Number: "330212198505059315", Colour: "蓝"}, "!no such colour"},
		"state, reason":   {Row{Number: "330212198505059315", Colour: "正常", Why: "密接"}, "RIC18 330212198505059315  close_contact 2020-03-10"},
		"state a reason":  {Row{Number: "330212198505059315", Colour: "密接"}, "RIC18 330212198505059315  close_contact 2020-03-10"},
		"no reason":       {Row{Number: "330212198505059315"}, "!neither reason"},
		"unknown reason":  {Row{Number: "330212198505059315", Why: "不喜欢"}, "!no such reason"},
		"tomorrow":        {Row{Number: "330212198505059315", Why: "症状", Listed: "2020-03-11"}, "!after today"},
		"no day":          {Row{Number: "330212198505059315", Why: "症状", Listed: "2020-02-30"}, "!real day"},
		"ends before":     {Row{Number: "330212198505059315", Why: "症状", Until: "2020-03-09"}, "!before it begins"},
		"control in text": {Row{Number: "330212198505059315", Why: "症状", Source: "样例\x1b[2J"}, "!cannot be read"},
		"lost character":  {Row{Number: "330212198505059315", Why: "症状", Name: "样\ufffd"}, "!cannot be read"},
	} {
		if c.r.Source == "" {
			c.r.Source = "样例疾控"
		}
		e, bad := Parse(c.r, day)
		got := fmt.Sprintf("%s %s %s %s %s", e.Kind, e.Number+e.Mask, e.Name, e.Why, e.Listed)
		if bad != nil {
			got = "!" + bad.Why.EN
			if bad.Why.ZH == "" {
				t.Errorf("%s: no Chinese sentence", name)
			}
		}
		if want, fault := strings.CutPrefix(c.want, "!"); fault && !(bad != nil && strings.Contains(got, want)) || !fault && got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if _, bad := Parse(Row{Number: "330212198505059315", Why: "症状"}, day); bad == nil {
		t.Error("a list without a source was read")
	}
}

// people at the desk: an adult, a child under that adult's number, a foreigner.
var (
	adult = unique.Person{Name: "样例父", OwnScheme: "RIC18", OwnNumber: "330212198505059315", Birth: civil.New(1985, 5, 5)}
	child = unique.Person{Name: "样例子", PrintedScheme: "RIC18", PrintedNumber: "330212198505059315", PrintedOwner: "father", Birth: civil.New(2014, 4, 1), Sex: "M"}
	guest = unique.Person{Name: "SAMPLE TESTPERSON", OwnScheme: "PASSPORT:USA", OwnNumber: "X91234567", OwnState: "USA", Birth: civil.New(1980, 2, 3)}
)

func TestFits(t *testing.T) {
	for name, c := range map[string]struct {
		r    Row
		p    unique.Person
		want Fit
	}{
		"number":                    {Row{Number: "330212198505059315"}, adult, Exact},
		"number and name":           {Row{Number: "330212198505059315", Name: "样例父"}, adult, Exact},
		"old form":                  {Row{Number: "330212850505931"}, adult, Exact},
		"another's name":            {Row{Number: "330212198505059315", Name: "样例无关"}, adult, Conflict},
		"another's number":          {Row{Number: "330212198505059235", Name: "样例父"}, adult, None},
		"mask and name":             {Row{Number: "330212********9315", Name: "样例父"}, adult, Masked},
		"mask, another's name":      {Row{Number: "330212********9315", Name: "样例无关"}, adult, None},
		"another mask":              {Row{Number: "330212********9235", Name: "样例父"}, adult, None},
		"name and birth":            {Row{Name: "样例父", Birth: "1985-05-05"}, adult, Named},
		"name, another birth":       {Row{Name: "样例父", Birth: "1985-05-06"}, adult, None},
		"traditional characters":    {Row{Name: "樣例父", Birth: "1985-05-05"}, adult, Named},
		"name alone":                {byName(Row{Name: "样例父"}), adult, NameOnly},
		"name alone, old letters":   {byName(Row{Name: "樣例父", Number: "3.3021E+17"}), adult, NameOnly},
		"name alone, another's":     {byName(Row{Name: "样例无关"}), adult, None},
		"child by the name alone":   {byName(Row{Name: "样例子"}), child, NameOnly},
		"latin name alone":          {byName(Row{Name: "TESTPERSON SAMPLE"}), guest, NameOnly},
		"reason not said":           {Row{Number: "330212198505059315", Why: Other}, adult, Unclear},
		"child, the parent's":       {Row{Number: "330212198505059315"}, child, Guardian},
		"child, named":              {Row{Number: "330212198505059315", Name: "样例子"}, child, Exact},
		"child, the parent named":   {Row{Number: "330212198505059315", Name: "样例父"}, child, Guardian},
		"child, masked and named":   {Row{Number: "330212********9315", Name: "样例子"}, child, Masked},
		"child by name and birth":   {Row{Name: "样例子", Birth: "2014-04-01"}, child, Named},
		"passport":                  {Row{Number: "X91234567", State: "USA"}, guest, Exact},
		"passport of another state": {Row{Number: "X91234567", State: "CAN", Name: "TESTPERSON SAMPLE"}, guest, Twofold},
		"the same, another's name":  {Row{Number: "X91234567", State: "CAN", Name: "NOBODY ELSE"}, guest, None},
		"kind not said":             {Row{Number: "X91234567"}, guest, Exact},
		"surname first":             {Row{Name: "TESTPERSON SAMPLE", Birth: "1980-02-03"}, guest, Named},
		"citizen's, now a passport": {Row{Number: "330212198002031234", Name: "x"}, guest, None},
	} {
		e, bad := Parse(row(c.r), day)
		if bad != nil {
			if name != "citizen's, now a passport" {
				t.Errorf("%s: %v", name, bad.Why)
			}
			continue
		}
		got := e.Fits(c.p)
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if found := meet(e.Keys(), KeysOf(c.p, unique.Keys(c.p))); got != None && !found {
			t.Errorf("%s: no key leads from the person to the entry", name)
		}
	}
}

func row(r Row) Row {
	r.Source = "样例疾控"
	if r.Why == "" {
		r.Why = CloseContact
	}
	return r
}

func meet(a, b []Key) bool {
	return slices.ContainsFunc(a, func(k Key) bool { return slices.Contains(b, k) })
}

// TestNobodyListedGetsAPass: in every scheme, whoever would be issued a pass is
// not, once a list says any of the things that lists say; green says nothing.
func TestNobodyListedGetsAPass(t *testing.T) {
	for _, s := range scheme.All() {
		in := scheme.Inputs{Declared: scheme.Yes, Doc: scheme.Shown("RIC18"), Channel: "community", IDMatches: scheme.Yes}
		for _, e := range s.Evidence {
			in.Evidence = append(in.Evidence, e.Key)
		}
		before, err := s.Evaluate(s.DeskWord, in, day)
		if err != nil || !before.Issues() {
			t.Fatalf("%s: without a list %s %v", s.Code, before.Outcome, err)
		}
		for _, why := range []string{CloseContact, SevereArea, Symptoms, "red", "yellow", "grey", "confirmed", "same_stairwell", Green, Other} {
			e := parsed(t, Row{Number: "330212198505059315", Why: why, Listed: "2020-03-01"})
			v, err := s.Evaluate(s.DeskWord, e.States(in, day), day)
			if err != nil {
				t.Errorf("%s, %s: %v", s.Code, why, err)
			}
			if speaks := e.Fact() != ""; v.Issues() == speaks {
				t.Errorf("%s, %s: %s", s.Code, why, v.Outcome)
			}
			if e.Fact() != "" && v.Ground != e.Fact() && v.Cite == "" {
				t.Errorf("%s, %s: the sentence is missing", s.Code, why)
			}
		}
		over := parsed(t, Row{Number: "330212198505059315", Why: "red", Listed: "2020-03-01", Until: "2020-03-09"})
		if v, _ := s.Evaluate(s.DeskWord, over.States(in, day), day); !v.Issues() {
			t.Errorf("%s: an entry that is over still speaks: %s", s.Code, v.Outcome)
		}
	}
}

// TestOwnWordDoesNotUndoAColour: who says that their code is green by now is still
// red on the region's list.
func TestOwnWordDoesNotUndoAColour(t *testing.T) {
	e := parsed(t, Row{Number: "330212198505059315", Colour: "红", Listed: "2020-03-01"})
	in, err := scheme.ParseInputs([]byte(`{"facts":[["code_green","2020-03-10"]],"colour":"green","declared":true}`))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := scheme.ByCode("ningbo")
	if v, err := s.Evaluate(s.DeskWord, e.States(in, day), day); err != nil || v.Colour != "red" || len(in.Facts) != 0 {
		t.Errorf("%s %s %v, the declared facts are now %v", v.Outcome, v.Colour, err, in.Facts)
	}
}

func TestNewerAndWorse(t *testing.T) {
	red := parsed(t, Row{Number: "330212198505059315", Colour: "红", Listed: "2020-03-01"})
	green := parsed(t, Row{Number: "330212198505059315", Colour: "绿", Listed: "2020-03-02"})
	if !red.Before(green) || green.Before(red) {
		t.Error("the later green does not stand before the earlier red")
	}
	green.Listed = red.Listed
	if red.Before(green) || !green.Before(red) {
		t.Error("on one day the worse colour stands")
	}
	if red.Whose() != green.Whose() {
		t.Error("one person on two days of one source is two")
	}
	if other := parsed(t, Row{Number: "330212198505059315", Colour: "红", Source: "样例另一处"}); other.Whose() == red.Whose() {
		t.Error("two sources are one")
	}
}

func TestEntryMasksItself(t *testing.T) {
	for _, r := range []Row{{Number: "330212198505059315", Name: "样例父亲"}, {Number: "X91234567", State: "USA", Name: "SAMPLE TESTPERSON"}, {Number: "ZZ9988776655"}} {
		e := parsed(t, r)
		for _, s := range []string{fmt.Sprint(e), fmt.Sprintf("%#v", e), e.Masked()} {
			if strings.Contains(s, e.Number) || r.Name != "" && strings.Contains(s, r.Name) {
				t.Errorf("in the clear: %s", s)
			}
		}
	}
}

// TestFieldNamesAreForEver: an entry that was sealed once is read by every build.
func TestFieldNamesAreForEver(t *testing.T) {
	const kept = `{"kind":"RIC18","number":"330212198505059315","state":"s","mask":"m","name":"样例","birth":"1985-05-05","why":"red","on":"2020-03-01","listed":"2020-03-02","until":"2020-03-03","source":"x","note":"n"}`
	var e Entry
	if err := json.Unmarshal([]byte(kept), &e); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(e); string(again) != kept {
		t.Errorf("%s", again)
	}
}

// FuzzParse: no line makes it panic, and what is read has a key, a source, a day
// and a reason, and never shows its number.
func FuzzParse(f *testing.F) {
	f.Add("330212198505059315", "", "样例", "1985-05-05", "密接", "", "2020-03-01")
	f.Add("330212********9315", "护照", "样例", "", "", "红", "")
	f.Add("\xff", "RIC18", " ", "2020年", "no", "x", "20200301")
	f.Fuzz(func(t *testing.T, number, kind, who, birth, why, colour, listed string) {
		e, bad := Parse(Row{Number: number, Kind: kind, Name: who, Birth: birth, Why: why, Colour: colour, Listed: listed, Source: "样例"}, day)
		if bad != nil {
			if bad.Why.ZH == "" || bad.Why.EN == "" {
				t.Fatal("no sentence")
			}
			return
		}
		if len(e.Keys()) == 0 || e.Why == "" || e.Listed.IsZero() || e.Listed.After(day) {
			t.Fatalf("%v: keys %d, listed %v", e, len(e.Keys()), e.Listed)
		}
		if e.Number != "" && strings.Contains(e.String(), e.Number) {
			t.Fatal("the number is shown")
		}
		e.Fits(adult)
		e.Fits(child)
	})
}
