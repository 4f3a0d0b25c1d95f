package widget

import "strings"

// Rules is the table of the few signs that are not letters. Whether · — … “ ─ ① take one cell or two
// differs between terminals, so the default is ASCII; NarrowRules is for terminals that were measured
// (AmbiguousIsWide said no).
type Rules struct {
	HLine  string // one cell of a horizontal line
	Mark   string // stands before the chosen row or the field in focus
	Bullet string // begins an item
	Filled string // a cell of progress that is done
	Empty  string // a cell of progress that is not
	Gap    string // stands between the parts of a line
}

// ASCIIRules is safe on every terminal.
func ASCIIRules() Rules {
	return Rules{HLine: "-", Mark: ">", Bullet: "*", Filled: "#", Empty: ".", Gap: "|"}
}

// NarrowRules draws lines with box signs; only for a terminal where they were measured as one cell.
func NarrowRules() Rules {
	r := ASCIIRules()
	r.HLine = "─"
	return r
}

// Line is a horizontal line of the given number of cells.
func (r Rules) Line(cells int) string {
	if cells <= 0 {
		return ""
	}
	return strings.Repeat(r.HLine, cells)
}
