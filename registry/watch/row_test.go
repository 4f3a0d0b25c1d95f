package watch

import (
	"testing"

	"passdesk/registry/civil"
)

// TestAnEntryIsReadAgainAsItself: what one program parsed and sent, another parses to
// the same entry.
func TestAnEntryIsReadAgainAsItself(t *testing.T) {
	day := civil.New(2020, 3, 9)
	for _, r := range []Row{
		{Number: "330212198505059315", Why: "密切接触者"},
		{Number: "330212198505059315", Name: "样例父", Why: "close_contact", On: "2020-03-01", Listed: "2020-03-02", Until: "2020-03-16", Note: "样例"},
		{Number: "330212850505931", Name: "样例父", Why: "发热"},
		{Number: "330212********9315", Name: "样*", Why: "密接"},
		{Name: "样例母", Birth: "1987-06-06", Why: "其他"},
		{Number: "330212198505059315", Colour: "绿码"},
		{Number: "330212198505059315", Colour: "红"},
		{Number: "330212198505059315", Colour: "红", ask: true},
		{Number: "H1234567801", Kind: "回乡证", Name: "样例港", Why: "疫区"},
		{Number: "12345678", Kind: "台胞证", Name: "样例台", Why: "疫区"},
		{Number: "E12345678", Name: "SPECIMEN ANNA MARIA", State: "USA", Birth: "1980-01-01", Why: "密接"},
		{Number: "E12345678", Name: "样例某", Why: "密接"},
		{Number: "E12345678", Kind: "护照", Name: "样例某", Birth: "1980-01-01", Why: "密接"},
		{Number: "330212198505059315", Why: "been_to_key_area"},
		{Number: "P<USAERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36USA7408122F1204159ZE184226B<<<<<10", Why: "密接"},
	} {
		r.Source = "样例疾控"
		e, bad := Parse(r, day)
		if bad != nil {
			t.Errorf("%v: %s", r, bad.Why.EN)
			continue
		}
		again, bad := Parse(e.Row(), day)
		if bad != nil || again != e {
			t.Errorf("%+v is read again as %+v, %+v", e, again, bad)
		}
	}
}

// TestAnEntryOfANameIsReadAgainAsItself: so it comes down from the city.
func TestAnEntryOfANameIsReadAgainAsItself(t *testing.T) {
	day := civil.New(2020, 3, 9)
	row, whole := Row{Number: "3.30E+17", Name: "样例母", Why: "密接", Source: "样例疾控"}.ByName()
	e, bad := Parse(row, day)
	if !whole || bad != nil || !e.NameOnly() {
		t.Fatalf("%+v %+v", e, bad)
	}
	if again, bad := Parse(e.Row(), day); bad != nil || again != e {
		t.Errorf("read again as %+v, %+v", again, bad)
	}
}

// FuzzEntryRow: whatever is read once is read again as itself.
func FuzzEntryRow(f *testing.F) {
	f.Add("330212198505059315", "", "", "样例父", "1985-05-05", "密接", "2020-03-01")
	f.Add("330212********9315", "", "", "样*", "", "发热", "")
	f.Add("E12345678", "护照", "USA", "SPECIMEN ANNA", "1980-01-01", "红码", "20200301")
	f.Add("*330212*", "", "}-", "样*", "", "发热", "")
	day := civil.New(2020, 3, 9)
	f.Fuzz(func(t *testing.T, number, kind, state, name, birth, why, on string) {
		e, bad := Parse(Row{Number: number, Kind: kind, State: state, Name: name, Birth: birth, Why: why, On: on, Source: "样例疾控"}, day)
		if bad != nil {
			return
		}
		again, bad := Parse(e.Row(), day)
		if bad != nil {
			t.Fatalf("%#v is not read again: %s", e.Row(), bad.Why.EN)
		}
		if again != e {
			t.Fatalf("%#v\nis read again as\n%#v", e.Row(), again.Row())
		}
	})
}
