package tui

import "passdesk/tui/widget"

// lines is a block that is written from top to bottom.
type lines struct {
	widget.Block
	d *desk
}

func (l *lines) add(role widget.Role, text string) {
	l.Lines = append(l.Lines, l.d.st.Paint(role, widget.Truncate(text, l.d.w)))
}

func (l *lines) blank() { l.Lines = append(l.Lines, "") }

// wrap adds a text on as many lines as it takes: what is read out to a person is
// never cut.
func (l *lines) wrap(role widget.Role, text string) {
	for _, row := range widget.Wrap(text, l.d.w) {
		l.add(role, row)
	}
}
