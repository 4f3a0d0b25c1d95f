package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// explainer is a screen that has more to say about what stands on it: F1 shows
// that first, then the guide.
type explainer interface{ explain(d *desk) []paragraph }

// paragraph is a text that F1 wraps to the window.
type paragraph struct {
	role widget.Role
	text string
}

// explain: the verdict with its whole sentence, or the question with which the day opens.
func (h *home) explain(d *desk) []paragraph {
	switch a := h.shown(); {
	case a != nil:
		if v, judged := h.onScreen(a); judged {
			return explainVerdict(d, h.info.Scheme, v)
		}
	case h.asking():
		return []paragraph{{widget.RolePlain, d.say(tWhyOpening)}}
	}
	return nil
}

// onScreen is the verdict that the check line shows: of the temperature in the
// box while one is typed, else of the applicant, or of the kind of document alone.
func (h *home) onScreen(a *draft) (v station.Verdict, judged bool) {
	if h.trying(a) {
		return h.trial.verdict, h.trial.judged
	}
	if a.foretold != nil && !a.judged {
		return *a.foretold, true
	}
	return a.verdict, a.judged
}

// explainVerdict says everything about one verdict: the rule, its sentence word
// for word and the paper it stands in, the numbers that entered, and by what the
// person was told apart.
func explainVerdict(d *desk, s scheme.Scheme, v station.Verdict) []paragraph {
	role, head := verdictHead(v)
	out := []paragraph{{widget.RoleTitle, d.say(tWhyTitle)}, {role, d.say(head) + "  " + d.say(plain(v.Reason))}}
	add := func(label widget.T, text string) {
		if text != "" {
			out = append(out, paragraph{widget.RolePlain, d.say(label) + text})
		}
	}
	for _, w := range unsaid(v) {
		add(tMind, d.say(warningText(w)))
	}
	for _, text := range watchText(d, v) {
		out = append(out, paragraph{widget.RolePlain, text})
	}
	add(tRuleTag, ruleName(d, v))
	add(tWhySentence, narrow(v.Cite))
	add(tWhyPaper, d.say(plain(s.PaperTitle(v.Source))))
	if r, open := s.Reading(v.Rule); open {
		add(tWhyReading, d.say(surenessTexts[r.How])+d.say(tComma)+d.say(plain(r.Text)))
	}
	add(tWhyKey, d.say(uniqueKeys[v.Key]))
	for _, text := range settingsText(d, s, v.Settings) {
		add(tWhySettings, text)
	}
	for _, text := range v.StationSet {
		add(tWhySettings, d.say(plain(text)))
	}
	add(tCanDo, d.say(plain(v.Advice)))
	add(tNextDay, d.say(plain(v.Next.Reason)))
	for _, text := range placesOf(d, v) {
		out = append(out, paragraph{widget.RolePlain, text})
	}
	return out
}

// ruleName is the rule as the check line and F1 name it: the scheme's rule value,
// or "one person, one number" with the key that decided.
func ruleName(d *desk, v station.Verdict) string { return d.say(ruleText(v)) }

func ruleText(v station.Verdict) widget.T {
	if v.Rule == "watch_match" {
		return tWatchRule
	}
	if v.Rule == "" || strings.Contains(v.Rule, "/") || v.Key == "" {
		return widget.T{ZH: v.Rule, EN: v.Rule}
	}
	return widget.T{ZH: tOnePerson.ZH + " " + v.Key, EN: tOnePerson.EN + " " + v.Key}
}

// settingsText is a line for each of the scheme's numbers that entered: its
// label, its value then, and where it is from. What this station has set otherwise
// is no paper's: the verdict speaks of it.
func settingsText(d *desk, s scheme.Scheme, used map[string]float64) []string {
	var out []string
	for _, t := range s.Settings {
		value, entered := used[t.Name]
		if !entered || value != t.Default {
			continue
		}
		out = append(out, d.say(plain(t.Label))+" "+strconv.FormatFloat(value, 'f', -1, 64)+fmt.Sprintf(d.say(tSourceIs), settingSource(d, s, t.Source)))
	}
	return out
}

// settingSource says where a number is from: a paper by its name, or that the
// papers are silent, and how they were read. A remark behind a colon or a
// semicolon that has no words of its own here is given as it stands.
func settingSource(d *desk, s scheme.Scheme, source string) string {
	var out []string
	for _, part := range strings.Split(strings.Replace(source, ": ", "; ", 1), "; ") {
		if t, ok := settingSources[part]; ok {
			out = append(out, d.say(t))
		} else if part != "" {
			out = append(out, d.say(plain(s.PaperTitle(part))))
		}
	}
	return strings.Join(slices.Compact(out), d.say(tComma))
}
