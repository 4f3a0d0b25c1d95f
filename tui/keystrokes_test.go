package tui

import (
	"testing"

	"passdesk/registry"
)

// The table of product.md, "The desk": keys pressed by a person, at most. Each
// hanzi counts as one key here, as it arrives; the budget leaves room for the
// letters of an input method.
func TestKeystrokes(t *testing.T) {
	stranger := citizen("330212", "19881103", 77)
	for _, c := range []struct {
		name   string
		most   int
		issued int
		play   func(b *bench)
	}{
		{"adult, reader gives name and ID", 1, 1, func(b *bench) {
			b.scan("样例甲\t" + stranger + "\r")
			b.hand("enter")
		}},
		{"adult on the list, reader gives the ID", 1, 1, func(b *bench) {
			b.scan(oldID + "\r")
			b.hand("enter")
		}},
		{"adult on the list, typed: initials, digit, Enter", 4, 1, func(b *bench) {
			b.types("yl1")
			b.hand("enter")
		}},
		{"adult, reader gives the ID only, not on the list", 11, 1, func(b *bench) {
			b.scan(stranger + "\r")
			b.types("样例甲")
			b.hand("enter")
		}},
		{"adult, all typed", 29, 1, func(b *bench) {
			b.types(stranger)
			b.types("样例甲乙")
			b.hand("enter")
		}},
		{"child of a scanned parent, on the list", 3, 1, func(b *bench) {
			b.scan(fatherID + "\r")
			b.WaitFor("样例次女")
			b.types("2")
			b.hand("enter")
		}},
		{"child with no number, parent's card scanned", 20, 1, func(b *bench) {
			b.scan(motherID + "\r")
			b.WaitFor("样例母")
			b.hand("f3")
			b.types("样例四女")
			b.types("20190506")
			b.types("2")
			b.hand("enter")
		}},
		{"household of five on its own screen, all on the list", 10, 5, func(b *bench) {
			b.scan(fatherID + "\r")
			b.hand("ctrl+f")
			b.WaitFor("5 人，可以签发 5")
			b.hand("enter")
		}},
		{"household of three, the children typed", 31, 3, func(b *bench) {
			b.scan(motherID + "\r")
			b.hand("ctrl+f")
			b.WaitFor("样例母")
			for i, child := range []string{"样例四女", "样例五女"} {
				if i == 0 {
					b.hand("f3")
				}
				b.types(child)
				b.types([]string{"20190506", "20170304"}[i])
				b.types("2")
				b.hand("enter")
			}
			b.WaitFor("3 人，可以签发 3")
			b.hand("enter")
		}},
		{"household of five, parent's card scanned, on the list", 10, 5, func(b *bench) {
			b.scan(fatherID + "\r")
			b.hand("enter")
			for range 4 {
				b.settled()
				b.types("1")
				b.hand("enter")
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := open(t, peopled(), 80, 24)
			c.play(b)
			b.settled()
			if n := len(b.passes()); n != c.issued {
				t.Fatalf("%d passes, want %d\n%s", n, c.issued, b.Text())
			}
			t.Logf("%-50s %2d keys, at most %d", c.name, b.keys, c.most)
			if b.keys > c.most {
				t.Errorf("%d keys, at most %d", b.keys, c.most)
			}
		})
	}
}

// What the child's keys make: the parent's number, the relation from the
// parent's sex, birth and sex as typed.
func TestChildUnderParent(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(motherID + "\r")
	b.WaitFor("样例母")
	b.hand("ctrl+k")
	b.types("样例四女")
	b.types("140506") // six digits do
	b.types("2")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.settled()
	a := b.passes()[0].app
	want := registry.Application{Name: "样例四女", Birth: "2014-05-06", Sex: "F"}
	if a.Name != want.Name || a.Birth != want.Birth || a.Sex != want.Sex || a.Document != nil ||
		a.Guardian.Document.Number != motherID || a.Guardian.Relation != "mother" || a.Guardian.Name != "样例母" || !a.Declared {
		t.Errorf("issued %+v under %+v", a, a.Guardian)
	}
}
