package station

import (
	"math"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// passTable holds the states of all passes of a log in 40 bytes each: a million
// of them are folded at once, on a laptop of small memory. What does not fit into
// a packed row is kept as it is, so that nothing of a state is ever lost.
type passTable struct {
	blocks [][]packedPass
	places map[int][]uint32 // by series and serial: the place, plus one; 0 is none
	texts  []passTexts
	textNo map[passTexts]uint16
	odd    map[[2]int]registry.PassState          // by series and serial
	twice  map[registry.Number]registry.PassState // whose serial another number has
	count  int
	open   openEnds
}

// passTexts are the words of a state: many passes have the same.
type passTexts struct {
	status registry.Status
	papers registry.Papers
}

// isOdd stands for the place of a state that is kept as it is.
const isOdd = math.MaxUint32

type packedPass struct {
	record, first, last             uint32
	issued, expires                 civil.Date
	copy, intended, printed, signed uint16
	district, texts                 uint16
	districtDigits, run, twin       uint8
}

const passBlock = 4096

func newPassTable() *passTable {
	return &passTable{textNo: map[passTexts]uint16{}, places: map[int][]uint32{}, odd: map[[2]int]registry.PassState{}, twice: map[registry.Number]registry.PassState{}}
}

// state is the pass with the number; false when there is none.
func (t *passTable) state(n registry.Number) (registry.PassState, bool) {
	if p, ok := t.at(n.Series(), n.Serial()); ok && p.Number == n {
		return p, true
	}
	p, ok := t.twice[n]
	return p, ok
}

func (t *passTable) at(series, serial int) (registry.PassState, bool) {
	place := t.place(series, serial)
	switch place {
	case 0:
		return registry.PassState{}, false
	case isOdd:
		return t.odd[[2]int{series, serial}], true
	}
	return t.unpack(t.row(place), series, serial), true
}

func (t *passTable) place(series, serial int) uint32 {
	if list := t.places[series]; serial < len(list) {
		return list[serial]
	}
	return 0
}

func (t *passTable) row(place uint32) *packedPass {
	return &t.blocks[(place-1)/passBlock][(place-1)%passBlock]
}

// put keeps the state of a pass in place of the one before.
func (t *passTable) put(p registry.PassState) {
	series, serial := p.Number.Series(), p.Number.Serial()
	held, taken := t.at(series, serial)
	other := taken && held.Number != p.Number
	was := held // the zero state where there is none: nothing of it is open
	if other {
		was = t.twice[p.Number]
	}
	t.open.turn(was, -1)
	t.open.turn(p, 1)
	if other {
		t.twice[p.Number] = p
		return
	}
	if !taken {
		t.make(series, serial)
	}
	place, packed := t.place(series, serial), t.pack(p)
	switch fits := t.unpack(&packed, series, serial) == p; {
	case !fits || place == isOdd:
		t.places[series][serial] = isOdd
		t.odd[[2]int{series, serial}] = p
	default:
		*t.row(place) = packed
	}
}

// make gives a new pass its place.
func (t *passTable) make(series, serial int) {
	if n := len(t.blocks); n == 0 || len(t.blocks[n-1]) == passBlock {
		t.blocks = append(t.blocks, make([]packedPass, 0, passBlock))
	}
	last := len(t.blocks) - 1
	t.blocks[last] = append(t.blocks[last], packedPass{})
	if list := t.places[series]; serial >= len(list) {
		t.places[series] = append(list, make([]uint32, max(serial+1, 2*len(list))-len(list))...)
	}
	t.places[series][serial] = uint32(last*passBlock + len(t.blocks[last]))
	t.count++
}

// len is how many passes there are.
func (t *passTable) len() int { return t.count + len(t.twice) }

func (t *passTable) pack(p registry.PassState) packedPass {
	n := p.Number
	district := 0
	for _, d := range n.District() {
		district = district*10 + int(d-'0')
	}
	return packedPass{
		record: fit[uint32](p.Record), first: fit[uint32](p.FirstEvent), last: fit[uint32](p.LastEvent), issued: p.Issued, expires: p.Expires,
		copy: fit[uint16](p.Copy), intended: fit[uint16](p.Intended), printed: fit[uint16](p.Printed), signed: fit[uint16](p.Signed),
		district: uint16(district), districtDigits: uint8(len(n.District())), run: uint8(n.Run()), twin: fit[uint8](p.Twin), texts: t.textsNo(passTexts{p.Status, p.Papers}),
	}
}

// fit is the number, or 0 where it is too large: unpacking tells.
func fit[T uint8 | uint16 | uint32, N int | int64](n N) T {
	if n < 0 || uint64(n) > math.MaxUint32 || N(T(n)) != n {
		return 0
	}
	return T(n)
}

// textsNo is the number of the texts, or 0 where there are too many: unpacking
// tells.
func (t *passTable) textsNo(x passTexts) uint16 {
	no, ok := t.textNo[x]
	if !ok && len(t.texts) < math.MaxUint16 {
		no, t.texts = uint16(len(t.texts)), append(t.texts, x)
		t.textNo[x] = no
	}
	return no
}

func (t *passTable) unpack(p *packedPass, series, serial int) registry.PassState {
	number, err := registry.NewNumber(districtOf(p), series/10, series%10, int(p.run), serial)
	if err != nil {
		return registry.PassState{}
	}
	return registry.PassState{
		Number: number, Copy: int(p.copy), Status: t.texts[p.texts].status, Papers: t.texts[p.texts].papers, Issued: p.issued, Expires: p.expires,
		Intended: int(p.intended), Printed: int(p.printed), Signed: int(p.signed),
		Record: int64(p.record), FirstEvent: int64(p.first), LastEvent: int64(p.last), Twin: int(p.twin),
	}
}

func districtOf(p *packedPass) string {
	var b [4]byte
	d := p.district
	for i := range b {
		b[3-i] = byte('0' + d%10)
		d /= 10
	}
	return string(b[4-min(p.districtDigits, 4):])
}
