package registry

import (
	"errors"
	"strings"
	"testing"
)

func TestNumberOfTheDesignNote(t *testing.T) {
	n, err := NewNumber("12", 131, 1, 7, 42)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.String(); got != "12131170004228" {
		t.Errorf("digits %s, want 12131170004228", got)
	}
	if got := n.Grouped(); got != "1213 1170 0042 28" {
		t.Errorf("grouped %q", got)
	}
}

func TestParseNumberReadsWhatPeopleType(t *testing.T) {
	want, _ := NewNumber("12", 131, 1, 7, 42)
	for _, typed := range []string{"12131170004228", "1213 1170 0042 28", " 1213-1170-0042-28 ", "１２１３１１７０００４２２８", "1213　1170　0042　28"} {
		if got, err := ParseNumber(typed); err != nil || got != want {
			t.Errorf("ParseNumber(%q) = %v, %v", typed, got, err)
		}
	}
}

func TestProvinceNumberHasSixteenDigits(t *testing.T) {
	n, err := NewNumber("0104", 901, 2, 0, 99999)
	if err != nil {
		t.Fatal(err)
	}
	if len(n.String()) != 16 || n.Grouped() != GroupDigits(n.String()) {
		t.Errorf("number %q grouped %q", n.String(), n.Grouped())
	}
	if got, err := ParseNumber(n.Grouped()); err != nil || got != n {
		t.Errorf("read back %v, %v", got, err)
	}
}

func TestParseNumberCatchesEverySlip(t *testing.T) {
	const good = "12131170004228"
	for i := range good {
		for d := byte('0'); d <= '9'; d++ {
			if b := []byte(good); b[i] != d {
				b[i] = d
				refuse(t, string(b), ErrNumberCheck)
			}
		}
	}
	for i := 0; i+1 < len(good); i++ {
		if b := []byte(good); b[i] != b[i+1] {
			b[i], b[i+1] = b[i+1], b[i]
			refuse(t, string(b), ErrNumberCheck)
		}
	}
	for _, s := range []string{"", "1213117000422", "12131170004228123", "12131170004a28x12"} {
		refuse(t, s, ErrNumberLength)
	}
	for _, s := range []string{"121311700042281", "12131170004a28x"} { // a digit too many
		refuse(t, s, ErrNumberCheck)
	}
}

func refuse(t *testing.T, s string, want error) {
	t.Helper()
	if n, err := ParseNumber(s); !errors.Is(err, want) {
		t.Errorf("ParseNumber(%q) = %v, %v; want %v", s, n, err, want)
	}
}

func TestNewNumberRefusesWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		district                    string
		station, epoch, run, serial int
	}{
		{"1", 131, 1, 0, 1}, {"12345", 131, 1, 0, 1}, {"1a", 131, 1, 0, 1}, {"12", 0, 1, 0, 1}, {"12", 1000, 1, 0, 1},
		{"12", 131, 0, 0, 1}, {"12", 131, 10, 0, 1}, {"12", 131, 1, 10, 1}, {"12", 131, 1, -1, 1}, {"12", 131, 1, 0, 0}, {"12", 131, 1, 0, 100000},
	} {
		if n, err := NewNumber(c.district, c.station, c.epoch, c.run, c.serial); err == nil {
			t.Errorf("NewNumber(%+v) = %v, want an error", c, n)
		}
	}
}

func TestRunDigitIsNotPartOfTheKey(t *testing.T) {
	a, _ := NewNumber("12", 131, 1, 7, 42)
	b, _ := NewNumber("12", 131, 1, 3, 42)
	c, _ := NewNumber("12", 131, 1, 7, 43)
	if a == b || !a.SameBut(b) || a.SameBut(c) {
		t.Errorf("SameBut: %v %v %v", a == b, a.SameBut(b), a.SameBut(c))
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"12131170004228", "1213 1170 0042 28", "", "１２", strings.Repeat("9", 16)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNumber(s)
		if err != nil {
			return
		}
		if again, err := ParseNumber(n.String()); err != nil || again != n {
			t.Errorf("%q reads as %v, which reads as %v, %v", s, n, again, err)
		}
	})
}
