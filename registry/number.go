package registry

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"passdesk/registry/iso7064"
)

// Number is a pass number, DD SSS E R NNNNN CC: district, station, epoch, run
// digit, serial, check. Fourteen digits in a city (DD), sixteen in a scheme that
// covers a province (DDDD): the district is as long as the scheme needs. The zero Number is none. Comparable with ==.
type Number struct {
	district string
	station  uint16
	epoch    uint8
	run      uint8
	serial   uint32
}

const (
	// LastSerial is the last serial of an epoch; the next epoch follows it.
	LastSerial = 99_999
	// LastEpoch is the last epoch that fits the one digit of a number.
	LastEpoch = 9
)

// Why a typed number is none of ours, told apart because each has another cure.
var (
	ErrNumberLength = errors.New("registry: a pass number has 14 to 16 digits")
	ErrNumberCheck  = errors.New("registry: the check digits of the pass number do not fit")
)

// NumberDigits is how many digits a number has whose district has so many.
func NumberDigits(district int) int { return district + 12 }

// NewNumber composes a number. District is 2 to 4 digits, station 1–999,
// epoch 1–9, run 0–9, serial 1–99999; anything else is an error.
func NewNumber(district string, station, epoch, run, serial int) (Number, error) {
	if len(district) < 2 || len(district) > 4 || !allDigits(district) {
		return Number{}, fmt.Errorf("registry: district %q is not 2 to 4 digits", district)
	}
	if station < 1 || station > 999 || epoch < 1 || epoch > LastEpoch || run < 0 || run > 9 || serial < 1 || serial > LastSerial {
		return Number{}, fmt.Errorf("registry: number out of range: station %d epoch %d run %d serial %d", station, epoch, run, serial)
	}
	return Number{district, uint16(station), uint8(epoch), uint8(run), uint32(serial)}, nil
}

// ParseNumber reads a number with or without spaces and dashes, full-width
// digits too. It answers ErrNumberLength or ErrNumberCheck.
func ParseNumber(s string) (Number, error) {
	d := typedDigits(s)
	if len(d) < NumberDigits(2) || len(d) > NumberDigits(4) {
		return Number{}, ErrNumberLength
	}
	if !iso7064.Valid97(d) {
		return Number{}, ErrNumberCheck
	}
	dd := len(d) - NumberDigits(0)
	at := func(from, to int) int { n, _ := strconv.Atoi(d[dd+from : dd+to]); return n }
	n, err := NewNumber(d[:dd], at(0, 3), at(3, 4), at(4, 5), at(5, 10))
	if err != nil {
		return Number{}, ErrNumberCheck
	}
	return n, nil
}

func (n Number) District() string { return n.district }
func (n Number) Station() int     { return int(n.station) }
func (n Number) Epoch() int       { return int(n.epoch) }

// Series is what a serial counts inside of: station code and epoch, SSSE.
func (n Number) Series() int  { return int(n.station)*10 + int(n.epoch) }
func (n Number) Run() int     { return int(n.run) }
func (n Number) Serial() int  { return int(n.serial) }
func (n Number) IsZero() bool { return n == Number{} }

// SameBut reports whether the two numbers differ in nothing but the run digit:
// then one of them was mistyped, or printed by a copy of the laptop.
func (n Number) SameBut(o Number) bool {
	o.run = n.run
	return n == o
}

// String is the digits without spaces, or "" for none.
func (n Number) String() string {
	if n.IsZero() {
		return ""
	}
	body := fmt.Sprintf("%s%03d%d%d%05d", n.district, n.station, n.epoch, n.run, n.serial)
	return body + iso7064.Mod97_10(body)
}

// Grouped is the number as printed: groups of four, 1213 1170 0042 28.
func (n Number) Grouped() string { return GroupDigits(n.String()) }

// GroupDigits sets a space after every fourth digit.
func GroupDigits(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// MarshalText writes the digits.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads them; empty is none.
func (n *Number) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*n = Number{}
		return nil
	}
	v, err := ParseNumber(string(b))
	if err != nil {
		return err
	}
	*n = v
	return nil
}

// typedDigits drops what people type between digits and folds full-width ones.
// Any other character stays, so that the length or the check refuses it.
func typedDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == ' ' || r == '-' || r == '\u00a0' || r == '\u3000' || r == '－' || r == '–' || r == '—':
			return -1
		}
		return r
	}, strings.TrimSpace(s))
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
