package tui

import (
	"fmt"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// questionsView lists the scheme's questions with their answers: the Enter that
// issues records that they were asked. All of them are named: in full and in
// columns where there is room, else one behind the other, at last in short words
// (F2 has every one in full).
func (h *home) questionsView(d *desk, a *draft, room int) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleLabel, h.askedHead(d, a))
	for _, l := range h.alsoEntered(d, a) {
		out.add(l.role, l.text)
	}
	yes, no := h.answers(d, a, false)
	for _, l := range yes {
		if len(out.Lines) < room {
			out.add(widget.RoleWarn, d.say(tYes)+" "+l)
		}
	}
	left := room - len(out.Lines)
	rows := columns(no, d.say(tNone)+" ", d.w, left)
	if rows == nil {
		rows = h.wrappedNone(d, no)
	}
	if len(rows) > left {
		_, brief := h.answers(d, a, true)
		rows = h.wrappedNone(d, brief)
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

func (h *home) askedHead(d *desk, a *draft) string {
	yes, no := h.answers(d, a, true)
	all, follow := len(h.questions), widget.T{}
	if rest := all - len(yes) - len(no); rest > 0 {
		follow = count(tAskedFollows, rest)
	}
	head := count(tAskedNone, all)
	if len(no) < all || h.inputsText(d, a) != "" || a.facts.temp > 0 || h.info.ReadOnly != "" {
		head = widget.T{ZH: fmt.Sprintf(tAskedYes.ZH, all, len(yes), len(no), follow.ZH), EN: fmt.Sprintf(tAskedYes.EN, all, len(yes), len(no), follow.EN)}
	}
	text := d.say(head)
	if a.facts.temp > 0 {
		text += "  " + fmt.Sprintf(d.say(tTempIs), a.facts.temp)
	}
	return text
}

func (h *home) wrappedNone(d *desk, no []string) []string {
	return widget.Wrap(d.say(tNone)+": "+strings.Join(no, d.say(tComma)), d.w)
}

// leastAsked is how many lines name every question.
func (h *home) leastAsked(d *desk, a *draft) int {
	yes, no := h.answers(d, a, true)
	return 1 + len(h.alsoEntered(d, a)) + len(yes) + len(h.wrappedNone(d, no))
}

// alsoEntered are the lines about what F2 holds beside the questions: papers that
// were not seen, who came for somebody else, and the other inputs.
func (h *home) alsoEntered(d *desk, a *draft) []paragraph {
	var out []paragraph
	if role, text := h.evidenceText(d, a); text != "" {
		out = append(out, paragraph{role, text})
	}
	if text := a.cameBefore(d); text != "" {
		out = append(out, paragraph{widget.RoleWarn, text})
	}
	if text := a.proxyLine(d); text != "" {
		out = append(out, paragraph{widget.RoleWarn, text})
	}
	if text := h.inputsText(d, a); text != "" {
		for _, row := range widget.Wrap(d.say(tAlsoSaid)+text, d.w) {
			out = append(out, paragraph{widget.RolePlain, row})
		}
	}
	return out
}

// inputsText names the inputs that were said, in the order of F2: those of the
// desk, and behind them those that a list or an earlier case brought.
func (h *home) inputsText(d *desk, a *draft) string {
	brought := map[string]any{}
	for _, f := range statedOf(a.base.Facts) {
		brought[f.name] = f.value
	}
	var words []string
	for _, e := range h.info.Scheme.Entries {
		v, ok := a.facts.said[e.Name]
		value, before := brought[e.Name]
		l := factLine{text: plain(e.Label), key: e.Name, entry: e}
		switch label := d.say(l.label(&a.facts)); {
		case !ok && before && !(e.Name == fTemp && a.facts.temp > 0):
			words = append(words, label+" "+valuesText(d, e, value))
		case !ok:
		case e.Typed():
			words = append(words, label+" "+v.text)
		case v.text == saidNo:
			words = append(words, label+d.say(tSaidNo))
		default:
			words = append(words, label)
		}
	}
	return strings.Join(words, d.say(tComma))
}

// valuesText is a value, or each of a list, as people read it.
func valuesText(d *desk, e scheme.Entry, value any) string {
	list, many := value.([]any)
	if !many {
		return valueText(d, e, value)
	}
	var all []string
	for _, one := range list {
		all = append(all, valueText(d, e, one))
	}
	return strings.Join(all, " ")
}

// answers are the labels of the questions, those with yes and their days, and those
// with none. One that the verdict itself gives as its reason, because it follows
// from another input, is neither.
func (h *home) answers(d *desk, a *draft, brief bool) (yes, no []string) {
	for _, q := range h.questions {
		label := d.say(plain(q.Label))
		if i := strings.LastIndex(label, "（"); i > 0 && strings.HasSuffix(label, "）") { // a remark; the screen of F2 has it
			label = label[:i]
		}
		if t, ok := briefFacts[q.Fact]; ok && brief {
			label = d.say(t)
		}
		switch {
		case a.facts.yes[q.Fact]:
			yes = append(yes, strings.TrimSpace(label+"  "+a.facts.on[q.Fact].String()))
		case !h.follows(a, q):
			no = append(no, label)
		}
	}
	return yes, no
}

// follows reports a question whose own words are the reason for which the verdict
// on the screen refuses.
func (h *home) follows(a *draft, q scheme.Question) bool {
	v, judged := h.onScreen(a)
	return judged && !v.Issues() && strings.Contains(v.Reason.ZH, q.Label.ZH)
}

// briefFacts are the questions in the fewest words that tell them apart.
var briefFacts = map[string]widget.T{
	"confirmed": both("确诊", "confirmed"), "suspected": both("疑似", "suspected"), "asymptomatic": both("无症状感染", "asymptomatic"),
	"close_contact": both("密切接触", "close contact"), "in_isolation_home_red": both("居家隔离", "home isolation"),
	"in_isolation_central_red": both("集中隔离", "central isolation"), "from_key_area": both("重点地区来", "from key area"),
	"been_to_key_area": both("到过重点地区", "been to key area"), "from_specific_area": both("特定地区来", "from listed area"),
	"fever": both("发热", "fever"), "dyspnea": both("气促", "short breath"), "respiratory": both("呼吸道", "cough"),
	"contact_fever_patient": both("接触发热者", "met feverish"), "same_stairwell": both("同楼道病例", "stairwell case"),
	"cross_province": both("跨省旅居", "other province"), "higher_risk_county": both("较高风险县", "risk county"),
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
