package tui

import (
	"fmt"
	"strings"

	"passdesk/tui/widget"
)

// questionsView lists the scheme's questions with their answers: the Enter that
// issues records that they were asked. All of them are named, in columns where
// they fit, else one behind the other.
func (h *home) questionsView(d *desk, a *draft, room int) widget.Block {
	out := &lines{d: d}
	head := count(tAskedNone, len(h.questions))
	if n := len(a.facts.yes); n > 0 {
		head = count(tAskedYes, len(h.questions), n)
	}
	text := d.say(head)
	if a.facts.temp > 0 {
		text += "   " + fmt.Sprintf(d.say(tTempIs), a.facts.temp)
	}
	out.add(widget.RoleLabel, text)
	yes, no := h.answers(d, a)
	for _, l := range yes {
		if len(out.Lines) < room {
			out.add(widget.RoleWarn, d.say(tYes)+" "+l)
		}
	}
	left := room - len(out.Lines)
	rows := columns(no, d.say(tNone)+" ", d.w, left)
	if rows == nil {
		rows = widget.Wrap(d.say(tNone)+": "+strings.Join(no, d.say(tComma)), d.w)
	}
	for i, r := range rows {
		if i == left-1 && len(rows) > left {
			r = widget.Truncate(strings.Join(rows[i:], ""), d.w)
		}
		if i < left {
			out.add(widget.RolePlain, r)
		}
	}
	return out.Block
}

// answers are the labels of the questions, those with yes and those with none.
func (h *home) answers(d *desk, a *draft) (yes, no []string) {
	for _, q := range h.questions {
		label, _, _ := strings.Cut(d.say(plain(q.Label)), "（") // the screen of F2 has it whole
		if a.facts.yes[q.Fact] {
			yes = append(yes, label)
		} else {
			no = append(no, label)
		}
	}
	return yes, no
}

// columns sets texts side by side in at most so many rows, each whole; nil when
// they do not fit.
func columns(texts []string, mark string, width, rows int) []string {
	widest := 0
	for _, t := range texts {
		widest = max(widest, widget.Width(mark+t))
	}
	n := (width + 2) / (widest + 2)
	if n == 0 || len(texts) > n*rows {
		return nil
	}
	high := (len(texts) + n - 1) / n
	out := make([]string, high)
	for i, t := range texts {
		out[i%high] += widget.Pad(mark+t, widest) + "  "
	}
	for i := range out {
		out[i] = strings.TrimRight(out[i], " ")
	}
	return out
}
