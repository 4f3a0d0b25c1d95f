package widget

import "strings"

var (
	textNoRows  = T{"没有记录", "No rows"}
	textReading = T{"正在读取", "Reading"}
	textFailed  = T{"读取失败，请重试", "Reading failed, please try again"}
)

const (
	listMark = 2 // the mark before the chosen row, and a blank
	listGap  = 2 // between columns
	fewest   = 4 // a column that would have fewer cells, and wants more, goes
)

// View draws the line of titles and the rows in sight, always height+1 lines. The cursor stands at
// the chosen row, where a screen reader finds it.
func (l *List) View(width int, st Styles, lang Lang) Block {
	l.measure(width)
	var out Block
	titles := make([]string, len(l.columns))
	for i, c := range l.columns {
		titles[i] = c.Title.In(lang)
	}
	out.Lines = append(out.Lines, st.Paint(RoleLabel, l.line("", titles)))
	for i := l.top; i < min(l.top+l.height, len(l.rows)); i++ {
		if i == l.cur {
			out.SetCursor(0, len(out.Lines))
			out.Lines = append(out.Lines, st.Paint(RoleSelected, Pad(l.line(l.rules.Mark, l.rows[i].Cells), width)))
			continue
		}
		out.Lines = append(out.Lines, st.Paint(l.rows[i].Role, l.line("", l.rows[i].Cells)))
	}
	if len(l.rows) == 0 || l.err != nil {
		said := l.message(width, st, lang)
		said = said[:min(len(said), l.height)]
		out.Lines = append(out.Lines[:min(len(out.Lines), l.height+1-len(said))], said...)
	}
	return out.Fill(l.height + 1)
}

func (l *List) message(width int, st Styles, lang Lang) (said []string) {
	text, role := l.rowless, RoleHint
	switch {
	case l.err != nil:
		text, role = textFailed, RoleBad
	case l.whole != 0:
		text = textReading
	}
	for _, line := range Wrap(text.In(lang), width-listMark) {
		said = append(said, blanks(listMark)+st.Paint(role, line))
	}
	return said
}

// line is one row of cells in their columns, no wider than the window it was measured for. A single
// cell is a sentence, and stands over all columns.
func (l *List) line(mark string, cells []string) string {
	var b strings.Builder
	b.WriteString(Pad(mark, listMark))
	if len(cells) == 1 && len(l.columns) > 1 {
		b.WriteString(Truncate(cells[0], max(l.measured-listMark, 0)))
		return b.String()
	}
	for i, w := range l.widths {
		if w == 0 {
			break
		}
		text := ""
		if i < len(cells) {
			text = cells[i]
		}
		if i > 0 {
			b.WriteString(blanks(listGap))
		}
		if l.columns[i].Right {
			b.WriteString(PadLeft(text, w))
		} else {
			b.WriteString(Pad(text, w))
		}
	}
	return b.String()
}

// measure gives each column its cells. Where the window is too narrow, the columns on the right go.
func (l *List) measure(width int) {
	if l.measured == width && len(l.widths) == len(l.columns) {
		return
	}
	l.measured, l.widths = width, make([]int, len(l.columns))
	room, grow := width-listMark, 0
	for i, c := range l.columns {
		gap := listGap
		if i == 0 {
			gap = 0
		}
		w := min(max(c.Cells, 1), room-gap)
		if w <= 0 || i > 0 && w < c.Cells && w < fewest {
			break
		}
		l.widths[i] = w
		room -= w + gap
		if c.Grow {
			grow++
		}
	}
	for i, c := range l.columns {
		if c.Grow && l.widths[i] > 0 {
			share := room / grow
			l.widths[i] += share
			room -= share
			grow--
		}
	}
}
