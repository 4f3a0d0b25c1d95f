package scheme

import (
	"slices"
	"strings"
)

// A number that a keeper has set is the station's own: the paper has another, and
// is not to be quoted for it.

// Because is the scheme with the reason for which one of its settings was changed.
func (s Scheme) Because(name, reason string) Scheme {
	s.Settings = slices.Clone(s.Settings)
	for i := range s.Settings {
		if s.Settings[i].Name == name {
			s.Settings[i].Reason = reason
		}
	}
	return s
}

// Departs reports a number that was set otherwise than the scheme has it.
func (t Setting) Departs() bool { return t.Kind == NumberSetting && t.Value != t.Default }

// Departed says, for each number that entered a verdict and was set at the
// station, what it is here, what it is on the paper, and for what reason.
func (s Scheme) Departed(used map[string]float64) []Text {
	var said []Text
	for _, t := range s.Settings {
		if _, entered := used[t.Name]; entered && t.Departs() {
			said = append(said, s.Departure(t))
		}
	}
	return said
}

// Departure says what a setting is here and what it is on the paper; where no paper
// gives a number, what it is by default.
func (s Scheme) Departure(t Setting) Text {
	unit := Text{}
	if t.term() {
		unit = Text{" 天", " days"}
	}
	here, usual := Figure(t.Value), Figure(t.Default)
	was := Text{"默认 " + usual + unit.ZH, "default: " + usual + unit.EN}
	if s.onPaper(t) {
		was = Text{"文件为 " + usual + unit.ZH, "the paper says " + usual + unit.EN}
	}
	said := Text{
		t.Label.ZH + "：本站设定 " + here + unit.ZH + "（" + was.ZH + "）",
		t.Label.EN + ": set to " + here + unit.EN + " at this station (" + was.EN + ")",
	}
	if t.Reason != "" {
		said.ZH, said.EN = said.ZH+"，依据："+t.Reason, said.EN+"; reason: "+t.Reason
	}
	return said
}

// onPaper reports a default that a paper of the scheme gives.
func (s Scheme) onPaper(t Setting) bool {
	source, _, _ := strings.Cut(t.Source, "; ") // a remark on the reading follows
	_, ok := s.Papers[source]
	return ok
}
