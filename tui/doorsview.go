package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// doorViews are the people of a building by what is to be done. Behind the first each person
// is in one of them, so that their figures come to all of it.
var doorViews = []widget.T{tDoorAll, tDoorReady, tDoorToHand, tDoorAbsent, tDoorHandedOver, tDoorKeep, tDoorEnded, tDoorLook}

// Places in doorViews.
const (
	viewAll = iota
	viewReady
	viewToHand // where the walk goes on
	viewAbsent
	viewHandedOver
	viewKept
	viewEnded
	viewLook
)

// standsIn is the view of a person.
func (p door) standsIn() int {
	switch {
	case p.kept():
		return viewKept
	case p.absent:
		return viewAbsent
	case p.toPrint() || p.toHand():
		return viewToHand
	case p.Status == registry.StatusSigned:
		return viewHandedOver
	case p.ready():
		return viewReady
	case !p.Number.IsZero() && (p.told == nil || p.told.Issues()):
		return viewEnded
	}
	return viewLook
}

// seen reports a person of the view that is shown.
func (s *doorsScreen) seen(p door) bool { return s.which == viewAll || p.standsIn() == s.which }

// show gives the list the people of the view whom the text finds.
func (s *doorsScreen) show(d *desk, how func() tea.Cmd) tea.Cmd {
	var rows []widget.Row
	typed := s.typed()
	for i, p := range s.all {
		if s.seen(p) && p.found(typed) {
			rows = append(rows, p.line(i, d.lang))
		}
	}
	return fillNow(s.list, rows, how)
}

// goOn is show after something was done about the person at that place: the mark goes on
// to the next paper below that is still open, else to the last above, so that one walks
// down the building with one key a flat.
func (s *doorsScreen) goOn(d *desk, from int) tea.Cmd {
	typed, next := s.typed(), -1
	stands := func(i int) bool { return s.seen(s.all[i]) && s.all[i].found(typed) }
	for i, p := range s.all {
		if i != from && p.toGo() && stands(i) && (i < from || next < from) {
			next = i
		}
	}
	if next < 0 {
		return s.show(d, s.list.Reload)
	}
	return s.show(d, func() tea.Cmd {
		return s.list.ReloadAt(strconv.Itoa(next), func(key string) bool {
			i, err := strconv.Atoi(key)
			return err == nil && i < len(s.all) && stands(i)
		})
	})
}

func (s *doorsScreen) typed() string { return strings.TrimSpace(widget.HalfWidth(s.search.Value())) }

// found: the flat's number, or a part of the name.
func (p door) found(typed string) bool {
	return typed == "" || strings.Contains(p.Name, typed) || strings.Contains(p.Flat, typed)
}

func (p door) line(i int, lang widget.Lang) widget.Row {
	role, stands := p.stands()
	name := p.Name
	if p.Child {
		name += tChildMark.In(lang)
	}
	number := ""
	if !p.Number.IsZero() {
		number = p.Number.Grouped()
	}
	return widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{p.Flat, name, number, stands.In(lang)}}
}

// stands is what is known of the person, in a column's width.
func (p door) stands() (widget.Role, widget.T) {
	switch {
	case p.kept():
		return widget.RoleBad, p.keptAs()
	case p.absent:
		return widget.RoleWarn, tDoorAbsent
	case p.toHand():
		return widget.RoleWarn, tDoorToHand
	case p.toPrint():
		return widget.RoleWarn, tDoorToPrint
	case p.Status == registry.StatusSigned:
		return widget.RoleGood, tDoorHandedOver
	case p.ready():
		return widget.RolePlain, tMayIssue
	case !p.Number.IsZero():
		return widget.RoleHint, statusText(p.Status)
	case p.told != nil && p.told.Choice != "":
		return widget.RoleWarn, tToAnswer
	case p.told != nil:
		return verdictHead(*p.told)
	}
	return widget.RoleHint, tChecking
}

// keptAs says in a column why the paper is not handed over.
func (p door) keptAs() widget.T {
	switch {
	case !p.KeptBack:
		return tDoorListed
	case p.Status == registry.StatusRecalled:
		return tDoorRecalled
	}
	return tDoorOver
}

// keptWhy says it whole, with what to do.
func (p door) keptWhy() widget.T {
	switch {
	case !p.KeptBack:
		return p.listed
	case p.Status == registry.StatusRecalled:
		return tDoorRecalledWhy
	}
	return tDoorOverWhy
}

func (s *doorsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	right := ""
	if s.read {
		right = fmt.Sprintf(d.say(tDoorCounts), len(s.all), s.count(door.ready), s.count(door.toGo), s.count(func(p door) bool { return p.Status == registry.StatusSigned }))
	}
	name := s.building
	if name == "" {
		name = d.say(tBuildingless)
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tDoorsTitle)+"  "+name, right, d.w)))
	if s.confirm != nil {
		out.blank()
		return widget.Stack(out.Block, s.confirm.View(d.w, d.st, d.lang))
	}
	out.Lines = append(out.Lines, tabsLine(d, s.tabs(), s.which))
	cursor, at := searchLine(d, out, s.search)
	s.below(d, out)
	s.list.Rowless(widget.T{})
	if s.read {
		s.list.Rowless(rowless(s.search, tNoneInView))
	}
	b := widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
	if !s.search.Empty() {
		b.SetCursor(cursor, at)
	}
	return b
}

func (s *doorsScreen) tabs() []widget.T {
	var names []widget.T
	for i, name := range doorViews {
		n := strconv.Itoa(s.count(func(p door) bool { return i == viewAll || p.standsIn() == i }))
		names = append(names, widget.T{ZH: name.ZH + " " + n, EN: name.EN + " " + n})
	}
	return names
}

// below is how far the work is, what was just done, else what the rules say of the
// chosen one, or what comes next.
func (s *doorsScreen) below(d *desk, out *lines) {
	p, ok := s.chosen()
	switch text := d.say(s.note.Text); {
	case s.long.shows(d):
		s.long.bar(out)
	case text != "":
		out.wrap(s.note.Role, text)
	case ok && p.kept():
		out.wrap(widget.RoleBad, d.say(p.keptWhy()))
	case ok && p.told != nil && !p.ready():
		_, head := verdictHead(*p.told)
		out.wrap(widget.RoleWarn, strings.TrimSpace(d.say(head)+"  "+d.say(plain(p.told.Reason)))+d.say(tDoorToDesk))
	case s.count(door.ready) > 0:
		out.wrap(widget.RoleHint, d.say(tDoorHowIssue))
	case s.count(door.open) > 0:
		out.wrap(widget.RoleHint, d.say(tDoorHowWalk))
	default:
		out.blank()
	}
}

func (s *doorsScreen) keys(d *desk) []widget.Binding {
	switch {
	case s.confirm != nil:
		return confirmKeys(s.confirm)
	case s.long.stop != nil:
		return []widget.Binding{as(keyEsc, tStop)}
	}
	var out []widget.Binding
	for _, a := range s.actions(d) {
		out = append(out, a.Binding)
	}
	return append(append(out, openKey(s.list, tOpenPass)...), as(keyTab, tNextView), keyMove, keyEsc)
}

// actions are the keys that do something now.
func (s *doorsScreen) actions(d *desk) []action {
	if d.readOnly() != "" || s.long.stop != nil {
		return nil
	}
	walks := s.count(door.open) > 0
	var out []action
	for i, a := range doorActs {
		if i == 0 && s.count(door.ready)+s.count(door.toPrint) > 0 || i > 0 && walks {
			out = append(out, action{Binding: as(a.key, a.name)})
		}
	}
	return out
}

// allows: over a confirmation no other screen opens but the help; while the work goes on
// none does.
func (s *doorsScreen) allows(a ability) bool {
	return s.long.stop == nil && (a == helps || s.confirm == nil)
}

func (s *doorsScreen) unsaved() bool          { return begun(s.confirm) || s.long.stop != nil && s.read }
func (s *doorsScreen) chapter(*desk) widget.T { return cDoors }
