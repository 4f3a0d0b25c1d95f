package list

import (
	"regexp"
	"strings"
)

// IsExport reports a register that this program exported as JSON lines: it has its own
// fields, and is no list. Exported as xlsx or CSV it is one like any other: its columns say
// who.
func IsExport(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	return strings.HasPrefix(text, "{") && ownFields.MatchString(first)
}

// withoutHead takes the register's signed head out of the last row of such a CSV, a cell of
// more lines than any list has; what anybody wrote below it stays where it was.
func withoutHead(text string) string {
	total := strings.Index(text, "\n#合计 rows=")
	if total < 0 {
		return text
	}
	head := strings.Index(text[total:], "\"passdesk head ")
	if head < 0 {
		return text
	}
	from := total + head
	long := strings.IndexByte(text[from+1:], '"')
	if long < 0 {
		return text
	}
	to := from + 1 + long + 1
	return text[:from] + strings.Repeat("\n", strings.Count(text[from:to], "\n")) + text[to:]
}

var ownFields = regexp.MustCompile(`"serial":.*"document_number":|^\{"#total":`)

var errExport = refuse("这是发证台导出的登记册（JSON 行），不是名单，没有读：请导出 xlsx 或 CSV（export xlsx），删去不要的行再载入", "this is a register that passdesk exported as JSON lines, no list, and was not read: export it as xlsx or CSV (export xlsx), take out the rows that are not meant, and load that")

// ErrExport is what to say of it.
func ErrExport() *Error { return errExport.(*Error) }
