package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"math/big"
	"strconv"
	"strings"
)

// tally counts rows and keeps the control totals. Writing and checking share it.
type tally struct {
	rows    int
	columns []*columnTotal
	every   []*columnTotal // a digest over each column of the table, in order
}

type columnTotal struct {
	kind   TotalKind
	column int
	sum    big.Int
	digest hash.Hash
	held   []byte // cells that the digest has not seen yet: it is quick with many at once
}

const mostHeld = 4096

func newTally(t Table) *tally {
	out := &tally{}
	for _, total := range t.Totals {
		out.columns = append(out.columns, newColumnTotal(total.Kind, t.index(total.Key)))
	}
	for i := range t.Columns {
		out.every = append(out.every, newColumnTotal(Digest, i))
	}
	return out
}

func newColumnTotal(kind TotalKind, column int) *columnTotal {
	return &columnTotal{kind: kind, column: column, digest: sha256.New()}
}

func (t *tally) add(cells []string) error {
	t.rows++
	for i, c := range t.every {
		c.add(cells[i])
	}
	for _, c := range t.columns {
		if c.column >= len(cells) {
			return fmt.Errorf("%w: row %d", ErrColumns, t.rows)
		}
		if !c.add(cells[c.column]) {
			return fmt.Errorf("%w: row %d, column %s", ErrSum, t.rows, letter(c.column))
		}
	}
	return nil
}

func (c *columnTotal) add(cell string) bool {
	if c.kind == Digest {
		if c.held = append(append(c.held, cell...), '\n'); len(c.held) > mostHeld {
			c.digest.Write(c.held)
			c.held = c.held[:0]
		}
		return true
	}
	if cell == "" {
		return true
	}
	if n, err := strconv.ParseInt(cell, 10, 64); err == nil {
		c.sum.Add(&c.sum, big.NewInt(n))
		return true
	}
	n, ok := new(big.Int).SetString(cell, 10)
	if ok {
		c.sum.Add(&c.sum, n)
	}
	return ok
}

// hex is the digest over the cells so far.
func (c *columnTotal) hex() string {
	c.digest.Write(c.held)
	c.held = c.held[:0]
	return hex.EncodeToString(c.digest.Sum(nil))
}

func digestsOf(columns []*columnTotal) (all []string) {
	for _, c := range columns {
		all = append(all, c.hex())
	}
	return all
}

func (t *tally) figures() []Figure {
	out := []Figure{{"rows", strconv.Itoa(t.rows)}}
	for _, c := range t.columns {
		value := c.sum.String()
		if c.kind == Digest {
			value = c.hex()
		}
		out = append(out, Figure{fmt.Sprintf("%s(%s)", c.kind, letter(c.column)), value})
	}
	return out
}

// letter is the spreadsheet's name of a column: 0 is A, 26 is AA.
func letter(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

func columnOf(letters string) int {
	n := 0
	for _, r := range letters {
		if r < 'A' || r > 'Z' || n > 1<<14 {
			return -1
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}

// The control line of CSV: one cell, so that the file stays a rectangle, and an end
// word, so that a line cut short shows.
const controlPrefix, controlEnd = "#合计 ", " end"

func controlLine(figures []Figure) string {
	words := make([]string, len(figures))
	for i, f := range figures {
		words[i] = f.Name + "=" + f.Value
	}
	return controlPrefix + strings.Join(words, " ") + controlEnd
}

// parseControlLine reads what controlLine wrote.
func parseControlLine(line string) ([]Figure, bool) {
	body, begins := strings.CutPrefix(line, controlPrefix)
	body, ends := strings.CutSuffix(body, controlEnd)
	if !begins || !ends {
		return nil, false
	}
	var out []Figure
	for word := range strings.FieldsSeq(body) {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, false
		}
		out = append(out, Figure{name, value})
	}
	return out, len(out) > 0
}
