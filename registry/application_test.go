package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestApplicationKeepsFactsBesideItsFields(t *testing.T) {
	const line = `{"ref":"r1","name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"facts":["fever"],"temp":38.1,"declared":true}`
	var a Application
	if err := json.Unmarshal([]byte(line), &a); err != nil {
		t.Fatal(err)
	}
	if a.Ref != "r1" || a.Document.Number != "330212198505059315" || !a.Declared || len(a.Facts) != 2 || string(a.Facts["temp"]) != "38.1" {
		t.Errorf("read %+v", a)
	}
	out, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var again Application
	if err := json.Unmarshal(out, &again); err != nil || string(again.Facts["facts"]) != `["fever"]` || again.Name != a.Name {
		t.Errorf("written %s, read %+v, %v", out, again, err)
	}
}

// Every field of its own is read as such, of a stored record too: one that were taken for a
// fact would be lost from the papers of whoever has facts.
func TestEveryFieldOfAnApplicationIsItsOwn(t *testing.T) {
	for f := range reflect.TypeFor[Application]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if !slices.Contains(applicationFields, name) {
			t.Errorf("%s would be read as a fact", name)
		}
	}
	a, err := ReadStored([]byte(`{"name":"样例父","former":"12131170004228","facts":["fever"],"declared":true}`))
	if err != nil || a.Former != "12131170004228" || len(a.Facts) != 1 {
		t.Errorf("read %+v, %v", a, err)
	}
}

func TestApplicationErrorNamesTheFieldAndNoValue(t *testing.T) {
	for line, field := range map[string]string{
		`{"name":12345678}`:                       "name",
		`{"document":{"number":330212198505059}}`: "number",
		`{"declared":"secret-words"}`:             "declared",
		`[]`:                                      "",
		`null`:                                    "",
		`{"name":`:                                "",
	} {
		var a Application
		err := json.Unmarshal([]byte(line), &a)
		if err == nil {
			t.Errorf("%s: no error", line)
			continue
		}
		if field != "" && (!errors.Is(err, ErrNotApplication) || !strings.Contains(err.Error(), field)) {
			t.Errorf("%s: %v, want the field %s named", line, err, field)
		}
		for _, value := range []string{"12345678", "330212", "secret"} {
			if strings.Contains(err.Error(), value) {
				t.Errorf("%s: the error quotes the value: %v", line, err)
			}
		}
	}
}

func TestNameTwiceIsNoApplication(t *testing.T) {
	for line, twice := range map[string]bool{
		`{"facts":["confirmed"],"name":"x","facts":[]}`:                                  true,
		`{"name":"x","document":{"number":"1","number":"2"}}`:                            true,
		`{"name":"x","document":{"number":"1"},"own_number":{"number":"1"}}`:             false,
		`{"naat":[["2020-02-20","neg"],["2020-02-20","neg"]],"isolation":{"start":"a"}}`: false,
		`[{"a":1,"b":[{"a":1},{"a":2}]},{"a":1}]`:                                        false,
		`{"a":{"b":{"c":1}},"b":1,"a":2}`:                                                true,
	} {
		if _, got := NamedTwice([]byte(line)); got != twice {
			t.Errorf("%s: twice %v", line, got)
		}
	}
	var a Application
	if err := json.Unmarshal([]byte(`{"declared":false,"name":"x","declared":true}`), &a); !errors.Is(err, ErrNotApplication) {
		t.Errorf("declared twice: %v", err)
	}
}

// FuzzApplication: whatever a script sends, an application that is read is written
// and read again as the same one, and one that is not is refused without showing
// what it held: refusals are printed and kept in logs.
func FuzzApplication(f *testing.F) {
	f.Add([]byte(`{"name":"样例父","facts":["fever"],"naat":[["2020-02-20","neg"]]}`))
	f.Add([]byte(`{"guardian":{"document":{}}}`))
	f.Add([]byte(`{"name":"样例父","Name":"x","DECLARED":true,"facts":{"Declared":true},"na\u006de":"y","ref":"\"ref\":","temp":1}`))
	f.Add([]byte(`{"ref":"1","name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"declared":true,"temp":36.5,"smartphone":false}`))
	f.Add([]byte(`{"birth":"330212198505059315","isolation":{"start":"2020-02-30","days_done":"330212198505059315"}}`))
	f.Add([]byte(`{"name":330212198505059315,"temp":"330212198505059315"}`))
	f.Add([]byte(`{"330212198505059315":1,"330212198505059315":2}`))
	digits := regexp.MustCompile(`[0-9]{6,}`)
	f.Fuzz(func(t *testing.T, line []byte) {
		var a Application
		if err := json.Unmarshal(line, &a); err != nil {
			for _, number := range digits.FindAllString(string(line), -1) {
				if strings.Contains(err.Error(), number) {
					t.Fatalf("the refusal of %q shows it: %v", line, err)
				}
			}
			return
		}
		out, err := json.Marshal(a)
		if err != nil {
			t.Fatalf("read but not written: %v", err)
		}
		var again Application
		if err := json.Unmarshal(out, &again); err != nil {
			t.Fatalf("written but not read: %v", err)
		}
		if stored, err := ReadStored(out); err != nil || !reflect.DeepEqual(stored, again) {
			t.Fatalf("%s is read from the register as %+v, %v", out, stored, err)
		}
		if twice, err := json.Marshal(again); err != nil || !bytes.Equal(out, twice) {
			t.Fatalf("%s is written %s, and then %s, %v", line, out, twice, err)
		}
	})
}
