package export

import (
	"strings"
	"unicode"
)

// The guards of CSV cells. CSV has no types: the program that opens the file decides
// from the look of a cell. Measured with LibreOffice 7.4 (csv → xlsx → csv, default
// import), and known of Excel and WPS:
//
//	330212198505059315       3.30212198505059E+017, the last three digits are lost
//	000123                   123
//	="330212198505059315"    kept, but it is a formula: evaluated once, then bare again,
//	                         and a habit that injections count on
//	'330212198505059315      kept, with an apostrophe that everybody sees
//	↹330212198505059315      kept, as text, and the tab does not show
//	=1+1                     2
//	'=1+1   ↹=1+1            kept, as text
//
// So a text that looks like a quantity gets a tab, which every reader of ID numbers
// strips as white space; a cell that looks like a formula gets an apostrophe, which is
// seen, as it should be (OWASP, "CSV Injection"). A cell that begins with a guard by
// itself gets another, so that Unguard always gives the cell back.
const (
	numberGuard  = "\t"
	formulaGuard = "'"
)

// Guard protects one cell against the spreadsheet program that will open the CSV.
// text says that numbers in the column are names, see Column.
func Guard(cell string, text bool) string {
	switch {
	case cell == "":
		return cell
	case looksLikeFormula(cell):
		return formulaGuard + cell
	case text && looksLikeQuantity(cell):
		return numberGuard + cell
	}
	return cell
}

// Unguard takes one guard away, if there is one.
func Unguard(cell string) string {
	if strings.HasPrefix(cell, numberGuard) {
		return cell[len(numberGuard):]
	}
	return strings.TrimPrefix(cell, formulaGuard)
}

// looksLikeFormula looks past leading spaces, because some programs do, and at the
// full-width signs, because Chinese and Japanese versions take them too.
func looksLikeFormula(cell string) bool {
	switch cell[0] {
	case '\t', '\r', '\n', '\'':
		return true
	}
	rest := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || r == 0xFEFF })
	for _, r := range rest {
		return strings.ContainsRune("=+-@＝＋－＠−", r)
	}
	return false
}

// looksLikeQuantity reports what some program may take for a number, a date, a time,
// a truth value or an amount. Better one tab too many: a cell that begins with a
// letter or a hanzi is safe, unless a month begins it (DEC2020 becomes a date).
func looksLikeQuantity(cell string) bool {
	cell = strings.ToUpper(strings.TrimSpace(cell))
	if cell == "TRUE" || cell == "FALSE" {
		return true
	}
	if !strings.ContainsFunc(cell, unicode.IsDigit) {
		return false
	}
	for _, r := range cell {
		return !unicode.IsLetter(r) || beginsWithMonth(cell)
	}
	return false
}

func beginsWithMonth(upper string) bool {
	const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC "
	return len(upper) >= 3 && strings.Contains(months, upper[:3]+" ")
}
