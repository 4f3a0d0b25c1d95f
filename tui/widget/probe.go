package widget

import (
	"bytes"
	"errors"
	"strconv"
)

// AmbiguousProbe is what to write to the terminal before the program starts: a sign of ambiguous width
// at the left edge, and the question where the cursor is now. Read the reply for 300 ms at most (it
// took 0.3 to 3 ms), give it to AmbiguousIsWide, then write AmbiguousErase.
const (
	AmbiguousProbe = "\r─\x1b[6n"
	AmbiguousErase = "\r  \r"
)

// ErrNoCursorReply means that the bytes hold no reply to AmbiguousProbe.
var ErrNoCursorReply = errors.New("no cursor position in the terminal's reply")

// AmbiguousIsWide reads the reply to AmbiguousProbe, ESC [ row ; column R (ECMA-48 CPR): the cursor in
// column 2 means that signs of ambiguous width take one cell, in column 3 that they take two. If wide,
// start again with RUNEWIDTH_EASTASIAN=1 (the width table reads it in init) and keep ASCIIRules.
// What people typed meanwhile may stand before or after the reply; it is skipped.
func AmbiguousIsWide(reply []byte) (bool, error) {
	for rest := reply; len(rest) > 0; {
		col, next, ok := cursorColumn(rest)
		if !ok {
			break
		}
		if col == 2 || col == 3 {
			return col == 3, nil
		}
		rest = next
	}
	return false, ErrNoCursorReply
}

// cursorColumn finds the next CPR in b and gives its column and what follows.
func cursorColumn(b []byte) (col int, rest []byte, ok bool) {
	for {
		i := bytes.Index(b, []byte("\x1b["))
		if i < 0 {
			return 0, nil, false
		}
		b = b[i+2:]
		end := bytes.IndexFunc(b, func(r rune) bool { return r != ';' && (r < '0' || r > '9') })
		if end < 0 || b[end] != 'R' {
			continue
		}
		row, column, found := bytes.Cut(b[:end], []byte(";"))
		if !found || !number(row) || !number(column) {
			continue
		}
		col, err := strconv.Atoi(string(column))
		if err != nil {
			continue
		}
		return col, b[end+1:], true
	}
}

func number(b []byte) bool { return len(b) > 0 && len(b) <= 5 && bytes.IndexByte(b, ';') < 0 }
