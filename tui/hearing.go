package tui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// An appeal of another point's that came to the police to be heard: its papers are read, and
// it is decided, with two works of the palette. Only a police point has them.

var (
	readHearing = errand{name: tReadHearing, what: tReadHearingWhat, of: registry.DoSettle, point: policePoint, fields: []widget.FieldSpec{hearingField},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			return e.ReadHearing(ctx, v(fTask))
		}}
	hearAppeal = errand{name: tHear, what: tHearWhat, of: registry.DoDecide, strict: true, point: policePoint,
		fields: []widget.FieldSpec{hearingField,
			{Key: fDone, Label: tHearDecision, Help: tWhyHearing, Placeholder: tHearDecisionHow, Max: 1, Cells: 30, Required: true, Normalise: widget.HalfWidth, Check: hearNote},
			whyField(400), {Key: fEvidence, Label: tEvidence, Help: tWhyEvidence, Max: 400, Required: true}},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			return e.Hear(ctx, v(fTask), station.Ruling{Decision: heardAs[v(fDone)], Reason: v(fReason), Evidence: v(fEvidence)})
		}}
)

const fEvidence = "evidence"

const policePoint = "police"

var hearingField = widget.FieldSpec{Key: fTask, Label: tHearingTask, Help: tWhyHearingTask, Placeholder: tHearingTaskHow, Max: 64, Cells: 40, Required: true, Normalise: widget.HalfWidth}

// heardAs are the decisions by the digit that is typed for them.
var heardAs = map[string]string{"1": registry.Uphold, "2": registry.Change}

func hearNote(v string) widget.Note {
	if word, ok := heardAs[v]; ok {
		return widget.Note{Role: widget.RoleHint, Text: noteTexts[word]}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tHearDecisionHow, Blocks: v != ""}
}

// HearingSays are the papers in sentences, a fact a line.
func HearingSays(h station.Hearing) []scheme.Text {
	p := h.Hearing
	if p == nil { // a pass that a copy of this register gave
		return []scheme.Text{h.Ask}
	}
	lines := []widget.T{count(tHearingOf, p.Station, p.Point, p.Case, h.Applicant.Name, h.Masked)}
	if p.Number != "" {
		is := statusText(p.Status)
		lines = append(lines, widget.T{ZH: fmt.Sprintf(tHearingPass.ZH, registry.GroupDigits(p.Number), is.ZH), EN: fmt.Sprintf(tHearingPass.EN, registry.GroupDigits(p.Number), is.EN)})
	}
	if p.Reason != (registry.SentWhy{}) {
		lines = append(lines, widget.T{ZH: tHearingTold.ZH + p.Reason.ZH, EN: tHearingTold.EN + p.Reason.EN})
	}
	if p.Cite != "" {
		lines = append(lines, widget.T{ZH: tCite.ZH + p.Cite, EN: tCite.EN + p.Cite})
	}
	if said := declaredRaw(h.Applicant); said != "" {
		lines = append(lines, widget.T{ZH: tHearingFacts.ZH + said, EN: tHearingFacts.EN + said})
	}
	for _, s := range p.Steps {
		lines = append(lines, hearingStep(s))
	}
	out := make([]scheme.Text, len(lines))
	for i, l := range lines {
		out[i] = scheme.Text{ZH: l.ZH, EN: l.EN}
	}
	return out
}

// hearingStep is something that happened, with what was said and shown.
func hearingStep(s registry.CaseStep) widget.T {
	what, beside := kindText(s.Kind), noteTexts[s.Word]
	zh, en := s.Day.String()+" "+what.ZH, s.Day.String()+" "+what.EN
	if beside.ZH != "" {
		zh, en = zh+"（"+beside.ZH+"）", en+" ("+beside.EN+")"
	}
	for _, said := range []string{s.Note, s.Evidence} {
		if said != "" {
			zh, en = zh+"："+said, en+": "+said
		}
	}
	return widget.T{ZH: zh, EN: en}
}

// declaredRaw are the declared facts under the names of a script, as a rule would read them.
func declaredRaw(a registry.Application) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(a.Facts)) {
		all = append(all, name+" "+string(a.Facts[name]))
	}
	return strings.Join(all, "  ")
}
