package tui

import (
	"sync"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// farther is how far an errand has come, told by its work and read by the screen.
type farther struct {
	mu  sync.Mutex
	now station.Progress
}

func (f *farther) come(p station.Progress) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = p
}

func (f *farther) read() station.Progress {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (s *errandScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(titleOf(s.e.name)))
	out.blank()
	if s.said == nil {
		out.wrap(widget.RolePlain, d.say(s.e.what))
		out.blank()
	}
	if s.e.commandLine != nil {
		out.wrap(widget.RoleNumber, s.e.commandLine(d.p.Errands))
	}
	block := out.Block
	if s.form != nil {
		form := s.form.QuietView(d.w, d.st, d.lang)
		if s.cancel == nil {
			form = s.form.View(d.w, d.st, d.lang)
		}
		block = widget.Stack(block, form)
	}
	out = &lines{d: d}
	out.blank()
	if s.cancel != nil {
		p := s.far.read()
		step := d.say(plain(p.Step))
		if step == "" {
			step = d.say(tUnderWay)
		}
		out.Lines = append(out.Lines, widget.Progress(d.w, step, int(p.Share*100), 100, widget.ASCIIRules(), d.st))
	}
	for i, t := range s.said {
		role := widget.RolePlain
		if i == 0 {
			role = widget.RoleGood
		}
		out.wrap(role, d.say(plain(t)))
	}
	out.wrap(s.note.Role, d.say(s.note.Text))
	return widget.Stack(block, out.Block)
}

func (s *errandScreen) keys(*desk) []widget.Binding {
	switch {
	case s.cancel != nil:
		return []widget.Binding{as(keyEsc, tStop)}
	case s.form == nil:
		return []widget.Binding{keyEsc}
	case s.e.strict:
		return []widget.Binding{as(keySign, tDo), keyTab, keyEsc}
	}
	return []widget.Binding{as(keyEnter, tGoOn), keyTab, keyEsc}
}

func (s *errandScreen) actions(*desk) []action { return nil }

// allows: while the work holds the station no other screen may ask it anything.
func (s *errandScreen) allows(ability) bool { return s.cancel == nil }
