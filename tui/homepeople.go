package tui

import (
	"fmt"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// peopleShown are the lines under the box: while a text is in it those found,
// else the family.
func (h *home) peopleShown() []station.Found {
	if h.place != nil {
		return nil
	}
	return h.people()
}

// listView draws a page of people as lines, with a digit each where a digit
// chooses. Once somebody is picked and loaded, only their line stays.
func (h *home) listView(d *desk, people []station.Found, room int) widget.Block {
	out := &lines{d: d}
	if h.place != nil {
		h.place.offered.view(out, room)
	}
	if len(people) == 0 {
		return out.Block
	}
	if h.preview != nil && h.chosen > 0 && h.chosen <= len(people) {
		h.addPerson(d, out, h.chosen, people[h.chosen-1])
		return out.Block
	}
	if h.list.query == "" {
		out.add(widget.RoleLabel, d.say(tFamily))
	}
	page := people[min(h.top, len(people)):min(h.top+listMost, len(people))]
	more := len(people) > listMost
	if more {
		room--
	}
	room -= len(out.Lines)
	first := clamp(h.chosen-h.top-room, 0, max(len(page)-room, 0))
	for i := first; i < min(first+room, len(page)); i++ {
		h.addPerson(d, out, h.top+i+1, page[i])
	}
	if more {
		out.add(widget.RoleHint, h.moreText(d, len(people), len(page)))
	}
	return out.Block
}

// moreText says that the list goes on.
func (h *home) moreText(d *desk, all, page int) string {
	if all >= findMost {
		return fmt.Sprintf(d.say(tMoreThan), h.top+1, h.top+page, all)
	}
	return fmt.Sprintf(d.say(tMoreOf), h.top+1, h.top+page, all)
}

func (h *home) addPerson(d *desk, out *lines, n int, p station.Found) {
	role := widget.RolePlain
	if n == h.chosen {
		role = widget.RoleSelected
	}
	out.Lines = append(out.Lines, d.st.Paint(role, widget.Pad(h.personLine(d, n, p), d.w)))
}

// numbered reports that a digit chooses: not behind digits, where it would be the
// next of the number.
func (h *home) numbered() bool { return !allDigits(compactUpper(h.list.query)) }

func (h *home) personLine(d *desk, n int, p station.Found) string {
	who := widget.Pad(d.say(sexText(sexWord(p))), widget.Width(d.say(tFemale))) + " " + p.Birth.String()
	state := d.say(caseText(p.CaseStatus))
	if !p.Number.IsZero() {
		state = p.Number.Grouped() + " " + d.say(statusText(p.Status))
	}
	mark, digit := " ", " "
	if n == h.chosen {
		mark = ">"
	}
	if h.numbered() {
		digit = fmt.Sprint(n - h.top)
	}
	name := widget.Pad(p.Name, clamp(d.w/8, 10, 30))
	line := mark + digit + "  " + name + "  " + widget.Pad(who, widget.Width(d.say(tFemale))+11) + "  " + widget.Pad(p.Masked, 18) + "  "
	if !p.Number.IsZero() && widget.Width(line+state) > d.w { // whether they have a pass says more than its number
		state = d.say(statusText(p.Status))
	}
	line += state
	if room := d.w - widget.Width(line) - 2; room >= 6 && p.Place != "" {
		line += "  " + p.Place
	}
	return line
}
