package iddoc

import (
	_ "embed"
	"errors"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// regionsTSV lists 6,932 division codes since 1980; sources and licences are in
// NOTICE. Columns: code, names (current first, then /), first year, last year,
// successors, source (x: low confidence, u: provisional).
//
//go:embed regions.tsv
var regionsTSV string

// Notice says where the list of divisions comes from, with its licences.
//
//go:embed NOTICE
var Notice string

// ErrNoRegion reports a code that is in no list.
var ErrNoRegion = errors.New("iddoc: no such administrative division")

// Region is one administrative division code of GB/T 2260, with its life.
type Region struct {
	Code string // six digits
	Name string // the current or last name
	// Former are other names that the code had.
	Former []string
	// First and Last are years; Last is 0 while the code is in use. Never hold
	// First against a birth year: numbers were given out from 1984 on, also to
	// people born before, by the codes of that day.
	First, Last int
	// Successors are the codes that the division went into.
	Successors []string
	// LowConfidence: in one list only. Provisional: 2024 and later.
	LowConfidence, Provisional bool

	path string
}

// Current reports a code in use.
func (r Region) Current() bool { return r.Last == 0 }

// IsCounty reports a division that a citizen number begins with: a county, or a
// prefecture that has none.
func (r Region) IsCounty() bool { return r.Code != "" && (r.Code[4:] != "00" || countyless(r.Code)) }

// Path is "浙江省 宁波市 鄞州区": province, prefecture, county, as far as it goes.
func (r Region) Path() string { return r.path }

// Regions returns all divisions by code, provinces and prefectures among them.
func Regions() []Region {
	t := divisions()
	out := make([]Region, len(t.rows))
	for i := range t.rows {
		out[i] = t.region(i)
	}
	return out
}

// RegionOf returns the division of a six-digit code. The generic codes of a
// prefecture (XXXX01 市辖区, XXXX02, XXXX11, XXXX20) have the prefecture's path
// and no name of their own. An unknown code is ErrNoRegion.
func RegionOf(code string) (Region, error) {
	t := divisions()
	if i, ok := t.find(code); ok {
		return t.region(i), nil
	}
	if i, ok := t.generic(code); ok {
		r := t.region(i)
		r.Code, r.Name, r.Former = code, "", nil
		return r, nil
	}
	return Region{}, ErrNoRegion
}

// table is the parsed list. Strings are slices of regionsTSV.
type table struct {
	codes []uint32 // ascending
	rows  []row
	// begin is where the codes of a prefecture (the first four digits) begin, so
	// that a look-up walks a dozen rows instead of searching 6,932 by halves.
	begin [10001]uint16
}

type row struct {
	code, names, next, source string
	first, last               uint16
}

// divisions parses the list on the first call (about a millisecond), so that a
// start that reads no number does not pay for it.
var divisions = sync.OnceValue(func() *table { return parseRegions(regionsTSV) })

func parseRegions(tsv string) *table {
	n := strings.Count(tsv, "\n")
	t := &table{codes: make([]uint32, 0, n), rows: make([]row, 0, n)}
	for line := range strings.Lines(tsv) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		var r row
		var first, last string
		for _, field := range []*string{&r.code, &r.names, &first, &last, &r.next, &r.source} {
			*field, line, _ = strings.Cut(line, "\t")
		}
		r.first, r.last = year(first), year(last)
		t.codes = append(t.codes, number(r.code))
		t.rows = append(t.rows, r)
	}
	for i, next := len(t.codes)-1, len(t.begin)-1; next >= 0; next-- {
		for i >= 0 && int(t.codes[i]/100) >= next {
			i--
		}
		t.begin[next] = uint16(i + 1)
	}
	return t
}

func year(s string) uint16 {
	if s == "" {
		return 0
	}
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil {
		return 0
	}
	return uint16(n)
}

// number is the value of six digits, or 0.
func number(code string) uint32 {
	if len(code) != 6 || !isDigits(code) {
		return 0
	}
	n := uint32(0)
	for i := 0; i < 6; i++ {
		n = n*10 + uint32(code[i]-'0')
	}
	return n
}

func (t *table) find(code string) (int, bool) {
	return t.at(number(code))
}

func (t *table) at(n uint32) (int, bool) {
	from, to := int(t.begin[n/100]), int(t.begin[n/100+1])
	for i := from; i < to; i++ {
		if t.codes[i] == n {
			return i, true
		}
	}
	return 0, false
}

// generic finds the prefecture of a code that stands for its urban districts or
// its counties taken together.
func (t *table) generic(code string) (int, bool) {
	n := number(code)
	switch n % 100 {
	case 1, 2, 11, 20:
		return t.at(n - n%100)
	}
	return 0, false
}

// countyless are the prefectures whose own code stands in citizen numbers,
// because they have or had no counties (documents.md).
func countyless(code string) bool {
	switch code {
	case "441900", "442000", "460400", "620200", "460300", "420400", "441100", "530200", "650300":
		return true
	}
	return false
}

// judge weighs the region of a citizen number. The year in which a code began
// is not asked: an old person's number was given out after 1984.
func (t *table) judge(code string, birthYear int) (reasonSet, warnSet) {
	i, ok := t.find(code)
	switch {
	case ok && code[4:] == "00" && !countyless(code):
		return regionNotCounty, 0
	case ok:
		return 0, t.rows[i].warnings(birthYear)
	}
	if i, ok = t.generic(code); ok && code[2:4] != "00" {
		return 0, regionGeneric | t.rows[i].warnings(birthYear)&regionAbolished
	}
	return unknownRegion, 0
}

func (r row) warnings(birthYear int) (w warnSet) {
	if r.source == "x" {
		w |= regionLowConfidence
	}
	if r.last != 0 && birthYear > int(r.last) {
		w |= regionAbolished
	}
	return w
}

// above is the name of r for a division below it, whose code begins with the same
// digits, else "".
func (r row) above(below row, digits int) string {
	if r.code == "" || r.code == below.code || r.code[:digits] != below.code[:digits] {
		return ""
	}
	return r.name()
}

func (r row) name() string {
	name, _, _ := strings.Cut(r.names, "/")
	return name
}

func (t *table) region(i int) Region {
	r := t.rows[i]
	names := strings.Split(r.names, "/")
	out := Region{
		Code: r.code, Name: names[0], Former: names[1:], First: int(r.first), Last: int(r.last),
		LowConfidence: r.source == "x", Provisional: r.source == "u", path: t.path(i),
	}
	if r.next != "" {
		out.Successors = strings.Split(r.next, ",")
	}
	return out
}

func (t *table) path(i int) string {
	province, prefecture, own := t.names(i)
	return strings.Join(strings.Fields(province+" "+prefecture+" "+own), " ")
}

// names are the names of province, prefecture and the division itself; the last
// is the division's own, the ones before it "" where it is one of them.
func (t *table) names(i int) (province, prefecture, own string) {
	code := t.rows[i].code
	if j, ok := t.find(code[:2] + "0000"); ok && j != i {
		province = t.rows[j].name()
	}
	if j, ok := t.find(code[:4] + "00"); ok && j != i && code[2:4] != "00" {
		prefecture = t.rows[j].name()
	}
	return province, prefecture, t.rows[i].name()
}

// FindRegions finds divisions by what was typed: the beginning of a code
// ("3302"), or parts of names, parted by spaces or run together (宁波, 鄞州,
// 浙江 鄞州, 宁波鄞州); each part may stand in the name of the division itself or
// of its prefecture or province. Current divisions come first, then better
// matches, then by code. limit 0 or less means all.
func FindRegions(query string, limit int) []Region {
	q := wanted{parts: strings.Fields(fold(query).text)}
	if len(q.parts) == 0 {
		return nil
	}
	if q.signs = strings.Split(strings.Join(q.parts, ""), ""); len(q.signs) > longestQuery {
		return nil
	}
	t := divisions()
	var hits []hit
	var province, prefecture row // those that the walk is in: the list is in the order of codes
	for i, r := range t.rows {
		switch {
		case r.code[2:] == "0000":
			province, prefecture = r, row{}
		case r.code[4:] == "00":
			prefecture = r
		}
		if rank := q.rank(r, province.above(r, 2), prefecture.above(r, 4)); rank > 0 {
			hits = append(hits, hit{i, rank})
		}
	}
	sort.SliceStable(hits, func(a, b int) bool { return hits[a].rank > hits[b].rank })
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	out := make([]Region, len(hits))
	for k, h := range hits {
		out[k] = t.region(h.row)
	}
	return out
}

// longestQuery is more characters than any division has in all its names.
const longestQuery = 60

type hit struct{ row, rank int }

// wanted is a query: its parts, and all its characters in a row.
type wanted struct {
	parts []string
	signs []string
}

// Ranks, highest first; a current division gains more than any of them.
const (
	rankScattered = 1 + iota // the characters in order in the path: 宁波鄞州
	rankAbove                // only the names above it hold a part
	rankHolds                // its own name holds the last part
	rankBegins
	rankWhole // its own name, with or without 市, 区, 县
	rankCode
	rankCurrent = 100
)

func (q wanted) rank(r row, province, prefecture string) int {
	rank := q.match(r, province, prefecture)
	switch {
	case rank == 0 || r.source == "x" && rank != rankCode:
		return 0 // a doubtful code is found only by who knows it
	case r.last == 0 && r.source != "x":
		rank += rankCurrent
	}
	return rank
}

func (q wanted) match(r row, province, prefecture string) int {
	if len(q.parts) == 1 && isDigits(q.parts[0]) {
		if strings.HasPrefix(r.code, q.parts[0]) {
			return rankCode
		}
		return 0
	}
	for _, p := range q.parts {
		if !strings.Contains(r.names, p) && !strings.Contains(prefecture, p) && !strings.Contains(province, p) {
			if inOrder(q.signs, province, prefecture, r.name()) {
				return rankScattered
			}
			return 0
		}
	}
	return nameRank(r, q.parts[len(q.parts)-1])
}

func nameRank(r row, part string) int {
	best := rankAbove
	for _, name := range strings.Split(r.names, "/") {
		switch rest, begins := strings.CutPrefix(name, part); {
		case begins && len([]rune(rest)) <= 1:
			best = max(best, rankWhole)
		case begins:
			best = max(best, rankBegins)
		case strings.Contains(name, part):
			best = max(best, rankHolds)
		}
	}
	return best
}

// inOrder reports two or more characters that stand in the texts, read one
// after another, in their order.
func inOrder(signs []string, texts ...string) bool {
	k := 0
	for _, text := range texts {
		for k < len(signs) {
			i := strings.Index(text, signs[k])
			if i < 0 {
				break
			}
			text = text[i+len(signs[k]):]
			k++
		}
	}
	return k >= 2 && k == len(signs)
}
