package licence

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Recalled is a number of which a paper may be shown that is good no longer. It names
// nobody: a guard sees the number on the paper.
type Recalled struct {
	Number string // digits
	Good   int    // the lowest copy whose paper is good; 0: none is
}

// RecallList is the numbers that a guard must not let through. It speaks for the
// stations it covers, and says nothing of another's.
//
//	passdesk recalls v1
//	scheme ningbo
//	number 42
//	made 2020-03-10T01:00:00Z
//	until 2020-03-11T01:00:00Z
//	covers 12-931
//	digits 14
//	entries 3
//	qLPF…
//
//	— ningbo/12-931 sg9V78gl…wE=
//
// Number counts the lists of one maker: of two, the higher is the newer. "until -" is
// no end, "covers *" every station of the scheme. The lines behind "entries" are base64 of
// the numbers without their check digits, in rising order, each as the difference to
// the one before and then its lowest good copy, both as varints (encoding/binary): two
// bytes a number, where one in fifty is listed.
type RecallList struct {
	Scheme  string
	Number  int64
	Made    time.Time  // UTC, whole seconds
	Until   time.Time  // zero: no end was set
	Covers  []string   // "12-931"; "*" alone is all
	Entries []Recalled // by number
}

// Over reports whether the list is past its end.
func (l RecallList) Over(at time.Time) bool { return !l.Until.IsZero() && at.After(l.Until) }

// Everywhere is what a list covers that speaks for every station of its scheme.
const Everywhere = "*"

// Code is how a list names a station: district and station code.
func Code(district string, station int) string { return fmt.Sprintf("%s-%03d", district, station) }

// Speaks reports whether the list knows of the station's recalls.
func (l RecallList) Speaks(code string) bool {
	return slices.Contains(l.Covers, Everywhere) || slices.Contains(l.Covers, code)
}

// Find looks a number up.
func (l RecallList) Find(number string) (Recalled, bool) {
	i, found := slices.BinarySearchFunc(l.Entries, number, func(r Recalled, n string) int { return strings.Compare(r.Number, n) })
	if !found {
		return Recalled{}, false
	}
	return l.Entries[i], true
}

const listLine = 76 // characters of base64 a line

const instant = "2006-01-02T15:04:05Z"

func (l RecallList) text() (string, error) {
	digits, packed, err := packRecalled(l.Entries)
	if err != nil {
		return "", err
	}
	until := "-"
	if !l.Until.IsZero() {
		until = l.Until.UTC().Format(instant)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "passdesk recalls v1\nscheme %s\nnumber %d\nmade %s\nuntil %s\ncovers %s\ndigits %d\nentries %d\n", l.Scheme, l.Number,
		l.Made.UTC().Format(instant), until, strings.Join(l.Covers, " "), digits, len(l.Entries))
	for line := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(packed)), listLine) {
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// SignRecallsFile makes the file; the entries need no order. Errors: ErrGuardFile.
func SignRecallsFile(l RecallList, m Maker) ([]byte, error) {
	l.Entries = slices.Clone(l.Entries)
	slices.SortFunc(l.Entries, func(a, b Recalled) int { return strings.Compare(a.Number, b.Number) })
	text, err := l.text()
	if err != nil {
		return nil, err
	}
	file, err := m.sign(text)
	if err != nil {
		return nil, err
	}
	_, _, err = ParseRecallsFile(file)
	return file, err
}

var recallForm = regexp.MustCompile(`^passdesk recalls v1\nscheme ([a-z][a-z0-9-]{0,31})\nnumber ([1-9][0-9]{0,17})\nmade ([0-9TZ:-]{20})\nuntil (-|[0-9TZ:-]{20})\n` +
	`covers (\*|[0-9]{1,6}-[0-9]{3}(?: [0-9]{1,6}-[0-9]{3})*)\ndigits (0|1[4-6])\nentries (0|[1-9][0-9]{0,8})\n([A-Za-z0-9+/=\n]*)$`)

// ParseRecallsFile reads the file of a recall list, in its one spelling, and who made
// it. Errors: ErrGuardFile.
func ParseRecallsFile(file []byte) (RecallList, MakerKey, error) {
	text, by, err := openGuardFile(file)
	if err != nil {
		return RecallList{}, by, err
	}
	l, err := readRecalls(text)
	if err == nil && l.Scheme != by.scheme() {
		err = fmt.Errorf("%w: its maker is another scheme's", ErrGuardFile)
	}
	return l, by, err
}

func readRecalls(text string) (RecallList, error) {
	m := recallForm.FindStringSubmatch(text)
	if m == nil {
		return RecallList{}, fmt.Errorf("%w: its form", ErrGuardFile)
	}
	l := RecallList{Scheme: m[1], Covers: strings.Fields(m[5])}
	l.Number, _ = strconv.ParseInt(m[2], 10, 64) // digits, as the form says
	l.Made, _ = time.Parse(instant, m[3])        // no time is written differently again, below
	if m[4] != "-" {
		l.Until, _ = time.Parse(instant, m[4])
	}
	digits, _ := strconv.Atoi(m[6])
	count, _ := strconv.Atoi(m[7])
	packed, err := base64.StdEncoding.Strict().DecodeString(strings.ReplaceAll(m[8], "\n", ""))
	if err != nil {
		return RecallList{}, fmt.Errorf("%w: its form", ErrGuardFile)
	}
	if l.Entries, err = unpackRecalled(packed, digits, count); err != nil {
		return RecallList{}, err
	}
	if again, err := l.text(); err != nil || again != text {
		return RecallList{}, fmt.Errorf("%w: not in its one spelling", ErrGuardFile)
	}
	return l, nil
}

// packRecalled lays the sorted entries out; digits is 0 for none.
func packRecalled(all []Recalled) (digits int, packed []byte, err error) {
	before := int64(-1)
	for _, r := range all {
		if digits == 0 {
			digits = len(r.Number)
		}
		body, err := numberBody(r.Number)
		if err != nil || len(r.Number) != digits || body <= before || r.Good < 0 || r.Good > 0xFFFF {
			return 0, nil, fmt.Errorf("%w: an entry", ErrGuardFile)
		}
		packed = binary.AppendUvarint(packed, uint64(body-before))
		packed = binary.AppendUvarint(packed, uint64(r.Good))
		before = body
	}
	return digits, packed, nil
}

func unpackRecalled(packed []byte, digits, count int) ([]Recalled, error) {
	if count > len(packed)/2 || digits == 0 && count > 0 {
		return nil, fmt.Errorf("%w: its entries", ErrGuardFile)
	}
	all := make([]Recalled, 0, count)
	before := int64(-1)
	for range count {
		step, n := binary.Uvarint(packed)
		good, m := binary.Uvarint(packed[max(n, 0):])
		if n <= 0 || m <= 0 || step == 0 || step > 1e15 || good > 0xFFFF {
			return nil, fmt.Errorf("%w: its entries", ErrGuardFile)
		}
		packed, before = packed[n+m:], before+int64(step)
		number := withCheck(before, digits)
		if len(number) != digits {
			return nil, fmt.Errorf("%w: its entries", ErrGuardFile)
		}
		all = append(all, Recalled{number, int(good)})
	}
	if len(packed) > 0 {
		return nil, fmt.Errorf("%w: its entries", ErrGuardFile)
	}
	return all, nil
}

// numberBody is a pass number without its check digits (ISO 7064 MOD 97-10).
func numberBody(number string) (int64, error) {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || withCheck(n/100, len(number)) != number {
		return 0, fmt.Errorf("%w: a number", ErrGuardFile)
	}
	return n / 100, nil
}

// withCheck is the number of so many digits whose body it is.
func withCheck(body int64, digits int) string {
	return fmt.Sprintf("%0*d%02d", digits-2, body, 98-body*100%97)
}
