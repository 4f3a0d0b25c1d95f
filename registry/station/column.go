package station

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// key is the beginning of what somebody is found by. Longer texts agree in it when
// their beginnings do: such a hit is looked at again in the record.
type key [keySize]byte

const keySize = 16

func keyOf(s string) (k key) {
	copy(k[:], s)
	return k
}

// entry leads from a key to whom it belongs to.
type entry struct {
	key
	who
}

// compare reads a key as two numbers: millions are sorted while somebody waits.
func (a entry) compare(b entry) int {
	number := binary.BigEndian.Uint64
	if c := cmp.Compare(number(a.key[:8]), number(b.key[:8])); c != 0 {
		return c
	}
	if c := cmp.Compare(number(a.key[8:]), number(b.key[8:])); c != 0 {
		return c
	}
	return cmp.Compare(a.who, b.who)
}

// column is one way to find people. It lies in sorted runs, so that what is added
// never moves what is there, and in a short tail that is read through.
type column struct {
	runs [][]entry
	tail []entry
}

const (
	longestTail = 512
	longestRun  = 1 << 16
)

func (c *column) add(k key, w who) {
	if k == (key{}) {
		return
	}
	c.tail = append(c.tail, entry{k, w})
}

// settle sorts the tail into a run. A short last run is taken along, so that a
// day's issues do not end as a thousand runs.
func (c *column) settle() {
	if len(c.tail) == 0 {
		return
	}
	if last := len(c.runs) - 1; last >= 0 && len(c.runs[last])+len(c.tail) <= longestRun {
		c.tail = append(c.tail, c.runs[last]...)
		c.runs = c.runs[:last]
	}
	run := slices.Clone(c.tail)
	slices.SortFunc(run, entry.compare)
	c.runs, c.tail = append(c.runs, run), c.tail[:0]
}

// fill is add for a column that nobody reads before it is sorted: full runs are
// put aside as they are.
func (c *column) fill(k key, w who) {
	if c.add(k, w); len(c.tail) == longestRun {
		c.runs, c.tail = append(c.runs, c.tail), make([]entry, 0, longestRun)
	}
}

// each yields who has a key that begins with the first n bytes of k, in the order
// of keys, until yield says stop.
func (c *column) each(k key, n int, yield func(who) bool) {
	if len(c.tail) > longestTail {
		c.settle()
	}
	var open [][]entry // what is left of each run that has any
	for _, r := range append(slices.Clone(c.runs), c.sortedTail(k, n)) {
		from, _ := slices.BinarySearchFunc(r, k, func(e entry, k key) int { return bytes.Compare(e.key[:n], k[:n]) })
		if r = r[from:]; len(r) > 0 && bytes.Equal(r[0].key[:n], k[:n]) {
			open = append(open, r)
		}
	}
	for len(open) > 0 {
		least := 0
		for i := range open {
			if open[i][0].compare(open[least][0]) < 0 {
				least = i
			}
		}
		if !yield(open[least][0].who) {
			return
		}
		if open[least] = open[least][1:]; len(open[least]) == 0 || !bytes.Equal(open[least][0].key[:n], k[:n]) {
			open = slices.Delete(open, least, least+1)
		}
	}
}

func (c *column) sortedTail(k key, n int) []entry {
	var hits []entry
	for _, e := range c.tail {
		if bytes.Equal(e.key[:n], k[:n]) {
			hits = append(hits, e)
		}
	}
	slices.SortFunc(hits, entry.compare)
	return hits
}

// prefix is each of what begins with the text; a text longer than a key finds what
// may begin with it.
func (c *column) prefix(p string, yield func(who) bool) {
	if p != "" {
		c.each(keyOf(p), min(len(p), keySize), yield)
	}
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
