package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// Where a list is wrong or over, an officer takes the entry off it: no decision about a
// case stands in for that. The palette has it on every screen; where the screen knows
// which entry is meant, it stands there already.

const fEntry = "entry"

var liftErrand = errand{name: tLiftEntry, what: tLiftWhat, of: registry.DoLists, strict: true, fields: []widget.FieldSpec{
	{Key: fEntry, Anew: true, Label: tEntryNo, Help: tWhyEntry, Placeholder: tEntryHow, Max: 12, Cells: 20, Required: true, Normalise: widget.HalfWidth, Check: entryNote},
	whyField(200)}}

func entryNote(v string) widget.Note {
	if n, ok := readCount(v); v != "" && (!ok || n == 0) {
		return widget.Note{Role: widget.RoleBad, Text: tEntryHow, Blocks: true}
	}
	return widget.Note{}
}

// lift asks which entry and why. Of several the first stands there; all are named.
func (d *desk) lift(listed []station.Watched) tea.Cmd {
	desk, e := d.p.Desk, liftErrand
	e.do = func(ctx context.Context, _ Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
		id, err := strconv.ParseInt(v(fEntry), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("lift an entry: %w", err)
		}
		l, err := desk.LiftWatch(ctx, id, v(fReason))
		if err != nil {
			return nil, err
		}
		return []scheme.Text{{ZH: fmt.Sprintf(tLifted.ZH, l.ID, l.Source), EN: fmt.Sprintf(tLifted.EN, l.ID, l.Source)}}, nil
	}
	s := newErrand(d, e)
	counting := slices.DeleteFunc(slices.Clone(listed), func(w station.Watched) bool { return !w.Match.Counts() })
	for _, w := range counting {
		s.e.what.ZH += fmt.Sprintf(tLiftOne.ZH, w.ID, w.Source, w.Listed, w.Says.ZH)
		s.e.what.EN += fmt.Sprintf(tLiftOne.EN, w.ID, w.Source, w.Listed, w.Says.EN)
	}
	if len(counting) > 0 {
		s.form.Set(fEntry, strconv.FormatInt(counting[0].ID, 10))
		s.form.FocusOn(fReason)
	}
	return d.push(s)
}

// liftAction is there for who may load lists; known are the entries that the screen is
// about, none where it does not know.
func (d *desk) liftAction(known func() []station.Watched) []action {
	if d.readOnly() != "" || d.p.Desk.MayDo(registry.DoLists) != nil {
		return nil
	}
	return []action{{widget.NewBinding(tLiftEntry), func(d *desk) tea.Cmd { return d.lift(known()) }}}
}

// liftActions at home are about whom the check line is about.
func (h *home) liftActions(d *desk) []action {
	return d.liftAction(func() []station.Watched {
		if a := h.shown(); a != nil {
			if v, judged := h.onScreen(a); judged {
				return v.Watch
			}
		}
		return nil
	})
}

func (s *detailScreen) liftActions(d *desk) []action {
	return d.liftAction(func() []station.Watched { return slices.Concat(s.d.Listed, s.listed) })
}

func (s *caseScreen) liftActions(d *desk) []action {
	return d.liftAction(func() []station.Watched { return slices.Concat(s.c.Question.Watch, s.listed) })
}

// listedBy are the entries over which a step was refused.
func listedBy(err error) []station.Watched {
	var on *station.OnList
	if errors.As(err, &on) {
		return on.Watch
	}
	return nil
}
