package widget

import "strings"

// SplitPaste cuts a pasted text (or a scan) into its parts at tabs and line ends, takes controls and
// outer blanks away, and leaves out parts that are empty then. A row copied from a spreadsheet gives
// its cells.
func SplitPaste(content string) []string {
	fields := strings.FieldsFunc(content, func(r rune) bool {
		return r == '\t' || r == '\r' || r == '\n' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029'
	})
	var parts []string
	for _, f := range fields {
		if p := strings.TrimSpace(stripControls(f)); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}
