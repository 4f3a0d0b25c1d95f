package widget

import (
	"strconv"
	"strings"
)

// Progress is one line: the label, how many of how many, a bar where there is room, and the percent.
// With an unknown total (0) it is the label and the count.
func Progress(width int, label string, done, total int, r Rules, st Styles) string {
	if total <= 0 {
		return Truncate(label+"  "+strconv.Itoa(done), width)
	}
	done = min(max(done, 0), total)
	count := strconv.Itoa(done) + "/" + strconv.Itoa(total)
	percent := strconv.Itoa(int(int64(done)*100/int64(total))) + "%"
	head := label + "  " + count + "  "
	bar := min(width-Width(head)-2-len("100%"), 40)
	if bar < 5 {
		return Truncate(head+percent, width)
	}
	filled := int(int64(done) * int64(bar) / int64(total))
	return Clean(head) + st.Paint(RoleGood, strings.Repeat(r.Filled, filled)) +
		strings.Repeat(r.Empty, bar-filled) + "  " + percent
}
