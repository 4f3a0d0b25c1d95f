package watch

import "testing"

// TestMasksAsListsWriteThem: however a list hides a number, what it shows is held against
// the holder's; what cannot be placed is no document of another kind.
func TestMasksAsListsWriteThem(t *testing.T) {
	for typed, want := range map[string]string{
		"330212********9315": "330212********9315", "330****9315": "330****9315", "330212...9315": "330212********9315", "3302****": "3302****",
		"330212＊＊＊＊＊＊＊＊9315": "330212********9315", "330212××××××××9315": "330212********9315", "330212xxxxxxxx9315": "330212********9315",
		"330212••••••••9315": "330212********9315", "330212 9315": "330212****9315", "330212        9315": "330212********9315", "330212--------9315": "330212********9315",
		"33021219850505XXXX": "33021219850505****", "３３０２１２****9315": "330212********9315", "************9315": "**************9315", "3302********9315": "3302**********9315",
		"330212…9315": "330212*9315", "330******9315": "330***********9315", "330212□□□□□□□□9315": "330212********9315", "330********9315": "330********9315",
	} {
		e, bad := Parse(Row{Number: typed, Name: "样例父", Why: "密接", Source: "样例疾控"}, day)
		if bad != nil || e.Number != "" || e.Fits(adult) != Masked {
			t.Errorf("%s is read as %q %q, %v; means the holder: %q", typed, e.Number, e.Mask, bad, e.Fits(adult))
		} else if len(e.Mask) == 18 != (len(want) == 18) || e.Mask != want && len(want) == 18 {
			t.Errorf("%s is kept as %s, want %s", typed, e.Mask, want)
		}
		if other := adult; bad == nil {
			other.OwnNumber = "110101199001011237"
			if e.Fits(other) != None {
				t.Errorf("%s fits another number", typed)
			}
		}
	}
	for _, typed := range []string{"33**12****9315", "***", "33*", "3302*9315*"} {
		if e, bad := Parse(Row{Number: typed, Name: "样例父", Why: "密接", Source: "样例疾控"}, day); bad == nil {
			t.Errorf("%s is read as %q %q", typed, e.Number, e.Mask)
		}
	}
	for typed, kind := range map[string]string{"H01****67": "", "01****67": "台胞证"} {
		if e, bad := Parse(Row{Number: typed, Kind: kind, Name: "样例父", Why: "密接", Source: "样例疾控"}, day); bad != nil || len(e.Mask) == 18 {
			t.Errorf("%s is read as %q, %v", typed, e.Mask, bad)
		}
	}
}

// TestDaysAsListsWriteThem: only the day that cannot be is left out, and named.
func TestDaysAsListsWriteThem(t *testing.T) {
	for _, c := range []struct {
		r    Row
		want string // listed, until; then what is said
	}{
		{Row{Listed: "2020-03-08", Until: "长期"}, "2020-03-08|"},
		{Row{Listed: "3月8日"}, "2020-03-08|"},
		{Row{Listed: "15/02/2020"}, "2020-02-15|"},
		{Row{Listed: "12月30日"}, "2019-12-30|"}, {Row{Listed: "4月1日"}, "2020-03-10|列入日期没有用（日期在今天之后，请核对），从今天起列入"},
		{Row{Listed: "3月8日", Until: "4月1日"}, "2020-03-08|2020-04-01"}, {Row{Listed: "03.08"}, "2020-03-08|"}, {Row{Listed: "3.8"}, "2020-03-10|列入日期没有用（日期写成 2020-03-01，且确有此日），从今天起列入"},
		{Row{Listed: "20.02.20"}, "2020-02-20|"}, {Row{Listed: "20.3.9"}, "2020-03-09|"}, {Row{Listed: "03.04.20"}, "2020-03-10|列入日期没有用（日期写成 2020-03-01，且确有此日），从今天起列入"},
		{Row{Listed: "1920-03-08"}, "2020-03-10|列入日期早于一年以前，没有用，请核对；从今天起列入"}, {Row{On: "1920-03-08", Listed: "2020-03-08"}, "2020-03-08|接触日期早于一年以前，没有用，请核对"},
		{Row{Listed: "08/03/2020"}, "2020-03-10|列入日期没有用（分不清哪个是月、哪个是日，请写成 2020-03-01），从今天起列入"},
		{Row{Listed: "2020-03-08", Until: "2020-02-30"}, "2020-03-08|截止日期没有用（日期写成 2020-03-01，且确有此日）"},
		{Row{Listed: "2020-03-08", On: "昨天"}, "2020-03-08|接触日期没有用（日期写成 2020-03-01，且确有此日）"},
		{Row{Listed: "2020-03-08", Until: "2020-03-01"}, "2020-03-08|截止日期没有用（截止日期在列入日期之前）"},
	} {
		c.r.Number, c.r.Why, c.r.Source = "330212198505059315", "密接", "样例疾控"
		r, old := c.r.WithoutOldDays(day)
		c.r = r
		e, bad := Parse(c.r, day)
		said := old.ZH
		if !e.Until.IsZero() {
			said = e.Until.String()
		}
		if bad != nil {
			again, told := c.r.WithoutDays(day)
			said = told.ZH
			if e, bad = Parse(again, day); bad != nil {
				t.Errorf("%+v: %v", c.r, bad)
			}
		}
		if got := e.Listed.String() + "|" + said; got != c.want {
			t.Errorf("%+v: %s, want %s", c.r, got, c.want)
		}
	}
}
