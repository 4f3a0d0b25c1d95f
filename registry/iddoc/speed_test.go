package iddoc

import "testing"

// A clean number, as a card reader sends it, must not allocate: a list of a
// hundred thousand residents is checked in one go.
func TestCleanNumbersDoNotAllocate(t *testing.T) {
	Read(father, "", day) // the list of divisions is parsed once
	for _, c := range []struct{ input, declared string }{
		{father, "auto"}, {lastX, "RIC18"}, {"810000197001019014", ""}, {cite("93384019850505931"), ""},
	} {
		if n := testing.AllocsPerRun(100, func() {
			if r := Read(c.input, c.declared, day); !r.Valid {
				t.Fatal(r)
			}
		}); n != 0 {
			t.Errorf("%s number: %v allocations, want 0", c.input[:1], n)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for _, c := range []struct{ name, input, declared string }{
		{"clean", father, ""},
		{"foreign", cite("93384019850505931"), ""},
		{"bad check", flip(father), ""},
		{"spaces", "330212 19850505 9315", ""},
		{"full width", "身份证号：３３０２１２198505059315", ""},
		{"RIC15", old15, ""},
		{"permit", "H91234567", "HK_MO"},
		{"passport", "912345678", "PASSPORT:USA"},
		{"MRZ", specimen3, ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(c.input, c.declared, day)
			}
		})
	}
}

// BenchmarkAnswer is a line of the doc verb without its writing.
func BenchmarkAnswer(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(father, "auto", day).MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseRegions(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parseRegions(regionsTSV)
	}
}

func BenchmarkFindRegions(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		FindRegions("鄞州", 20)
	}
}
