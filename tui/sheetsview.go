package tui

import (
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// queueRow is a line of the print queue: a job, or a paper that waits.
type queueRow struct {
	job   *registry.PrintJob
	paper *station.WaitingPaper
}

// mostDone is how many of today's jobs are listed whose outcome is known.
const mostDone = 20

// rows are what can be chosen: what waits for an answer, what waits for its paper, and
// what was printed today.
func (s *sheetsScreen) rows() []queueRow {
	var waits, papers, done []queueRow
	for i := range s.queue.Jobs {
		if j := &s.queue.Jobs[i]; j.Waits() {
			waits = append(waits, queueRow{job: j})
		} else if len(done) < mostDone {
			done = append(done, queueRow{job: j})
		}
	}
	if s.why != wholeQueue {
		return waits
	}
	for i := range s.queue.Waiting {
		papers = append(papers, queueRow{paper: &s.queue.Waiting[i]})
	}
	return append(append(waits, papers...), done...)
}

func (s *sheetsScreen) row() queueRow {
	if rows := s.rows(); s.chosen < len(rows) {
		return rows[s.chosen]
	}
	return queueRow{}
}

func (s *sheetsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	s.head(d, out)
	out.wrap(s.note.Role, d.say(s.note.Text))
	body, at := s.body(d)
	room := max(d.h-1-len(out.Lines), 1)
	first := clamp(at-room+1, 0, max(len(body)-room, 0))
	out.Lines = append(out.Lines, body[first:min(first+room, len(body))]...)
	return out.Block
}

// head asks, where something waits for an answer; else it says that this is the queue.
func (s *sheetsScreen) head(d *desk, out *lines) {
	open := unanswered(s.queue)
	if open == 0 {
		out.add(widget.RoleTitle, d.say(tPrintQueue))
		if s.mayPrint() {
			out.wrap(widget.RoleHint, d.say(tQueueHow))
		} else {
			out.wrap(widget.RoleHint, d.say(tQueueDone))
		}
		return
	}
	out.add(widget.RoleTitle, d.say(count(tSheetsTitle, open)))
	for _, t := range sheetTexts {
		out.wrap(widget.RoleHint, d.say(t))
	}
}

// body are the rows with a heading before each kind, and the line of the chosen one.
func (s *sheetsScreen) body(d *desk) (body []string, at int) {
	kind := ""
	for i, row := range s.rows() {
		role, text := widget.RolePlain, ""
		switch is := rowKind(row); {
		case is != kind && is == "waiting":
			body = append(body, "", d.st.Paint(widget.RoleLabel, s.waitingHead(d)))
			kind = is
		case is != kind && is == "done":
			body = append(body, "", d.st.Paint(widget.RoleLabel, d.say(tPrintedToday)))
			kind = is
		}
		if row.job != nil {
			text = jobText(d, *row.job)
		} else {
			text = paperText(d, *row.paper)
		}
		if i == s.chosen {
			role, at = widget.RoleSelected, len(body)
		}
		body = append(body, d.st.Paint(role, widget.Truncate(text, d.w)))
	}
	return body, at
}

func rowKind(r queueRow) string {
	switch {
	case r.paper != nil:
		return "waiting"
	case r.job.Waits():
		return ""
	}
	return "done"
}

func (s *sheetsScreen) waitingHead(d *desk) string {
	text := fmt.Sprintf(d.say(tWaitForPaper), len(s.queue.Waiting))
	if s.queue.More {
		text = fmt.Sprintf(d.say(tWaitForPaperMore), len(s.queue.Waiting))
	}
	if s.free > 1 {
		text += "  " + fmt.Sprintf(d.say(tCardBegun), s.free)
	}
	return text
}

func paperText(d *desk, p station.WaitingPaper) string {
	text := registry.GroupDigits(p.Number) + "  " + fmt.Sprintf(d.say(tCopyNo), p.Copy) + "  " + p.Name
	if p.Spoiled > 0 {
		text += "  " + fmt.Sprintf(d.say(tSpoiledSheets), p.Spoiled)
	}
	if p.Unknown > 0 {
		text += "  " + fmt.Sprintf(d.say(tUnknownSheets), p.Unknown)
	}
	return text
}

// jobText is a job in a line. One paper alone is named as it always was.
func jobText(d *desk, j registry.PrintJob) string {
	first := j.Papers[0]
	if len(j.Papers) == 1 {
		text := registry.GroupDigits(first.Number) + "  " + fmt.Sprintf(d.say(tCopyNo), first.Copy)
		if !j.Waits() {
			text += "  " + jobTime(d, j) + "  " + d.say(noteText(first.State))
		}
		return text
	}
	last := j.Papers[len(j.Papers)-1]
	text := jobTime(d, j) + "  " + fmt.Sprintf(d.say(tJobSheets), j.Sheets(), len(j.Papers)) + "  " + d.say(noteText(j.Layout))
	if open := len(openSheets(j)); open > 0 {
		text += "  " + fmt.Sprintf(d.say(tSheetsOpen), open)
	} else {
		text += "  " + fmt.Sprintf(d.say(tJobCame), j.Count(registry.SheetOut), j.Count(registry.SheetSpoiled), j.Count(registry.SheetUnknown))
	}
	return text + "  " + registry.GroupDigits(first.Number) + " - " + registry.GroupDigits(last.Number)
}

// jobTime is the hour of today's jobs, and the day with those of before.
func jobTime(d *desk, j registry.PrintJob) string {
	at := j.At
	if at.Format(time.DateOnly) == d.at.In(at.Location()).Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("01-02 15:04")
}
