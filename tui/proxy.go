package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// A proxy collects for somebody who cannot come (原则上由本人申领, 001): named, with
// the relation and the reason, which are wanted together.
const (
	fProxy         = "proxy_name"
	fProxyRelation = "proxy_relation"
	fProxyReason   = "proxy_reason"
)

// proxyRelations and proxyReasons are the usual ones, by their digits; the
// relation is kept as a word of the scripts, the reason as it is read.
var (
	proxyRelations = []struct {
		word string
		text widget.T
	}{
		{"child", both("子女", "child")}, {"spouse", both("配偶", "spouse")}, {"parent", both("父母", "parent")}, {"relative", both("亲属", "relative")},
		{"neighbour", both("邻居", "neighbour")}, {"community", both("社区工作者", "community worker")},
	}
	proxyReasons = []widget.T{both("卧病在床", "bedridden"), both("行动不便", "cannot walk well"), both("年老体弱", "old and frail"), both("居家隔离", "isolated at home")}
)

func proxySpecs() []widget.FieldSpec {
	return []widget.FieldSpec{
		{Key: fProxy, Label: tProxy, Help: tWhyProxy, Max: 50, Cells: 40, Placeholder: tProxyHow, Check: proxyNameNote},
		{Key: fProxyRelation, Label: tProxyRelation, Help: tWhyProxyRelation, Max: 20, Cells: 40, Placeholder: tProxyRelationHow, Normalise: widget.HalfWidth, Check: proxyRelationNote},
		{Key: fProxyReason, Label: tProxyReason, Help: tWhyProxyReason, Max: 60, Cells: 40, Placeholder: tProxyReasonHow, Check: proxyReasonNote},
	}
}

// relationOfProxy is a digit's word; what was written out stays.
func relationOfProxy(v string) string {
	if i, ok := digitAt(v, len(proxyRelations)); ok {
		return proxyRelations[i].word
	}
	return v
}

// reasonOfProxy is a digit's reason; what was written out stays.
func reasonOfProxy(v string) string {
	if i, ok := digitAt(widget.HalfWidth(v), len(proxyReasons)); ok {
		return proxyReasons[i].ZH
	}
	return v
}

func digitAt(v string, n int) (int, bool) {
	if len(v) != 1 || v[0] < '1' || int(v[0]-'1') >= n {
		return 0, false
	}
	return int(v[0] - '1'), true
}

// proxyNameNote refuses what is nobody's name.
func proxyNameNote(v string) widget.Note {
	n := nameNote(v)
	n.Blocks = n.Role == widget.RoleWarn
	return n
}

func proxyRelationNote(v string) widget.Note {
	if i, ok := digitAt(v, len(proxyRelations)); ok {
		return widget.Note{Role: widget.RoleHint, Text: proxyRelations[i].text}
	}
	return noSuchDigit(v, tProxyRelationHow)
}

func proxyReasonNote(v string) widget.Note {
	if i, ok := digitAt(widget.HalfWidth(v), len(proxyReasons)); ok {
		return widget.Note{Role: widget.RoleHint, Text: proxyReasons[i]}
	}
	return noSuchDigit(v, tProxyReasonHow)
}

// noSuchDigit refuses digits that are none of a field's choices, and no words.
func noSuchDigit(v string, how widget.T) widget.Note {
	if v == "" || !allDigits(widget.HalfWidth(strings.TrimSpace(v))) {
		return widget.Note{}
	}
	return widget.Note{Role: widget.RoleBad, Text: how, Blocks: true}
}

// proxyValues are the fields of the proxy that was entered.
func (a *draft) proxyValues() map[string]string {
	if a.proxy == nil {
		return nil
	}
	return map[string]string{fProxy: a.proxy.Name, fProxyRelation: proxyRelationText(a.proxy.Relation).ZH, fProxyReason: a.proxy.Reason}
}

// takeProxy takes the proxy over from the fields; nobody, when all are empty.
func (a *draft) takeProxy(form *widget.Form) {
	p := registry.Proxy{Name: strings.TrimSpace(form.Value(fProxy)), Relation: relationOfProxy(proxyWord(strings.TrimSpace(form.Value(fProxyRelation)))),
		Reason: reasonOfProxy(strings.TrimSpace(form.Value(fProxyReason)))}
	if a.proxy = &p; p == (registry.Proxy{}) {
		a.proxy = nil
	}
}

// proxyWord is the script's word for a relation that is written in hanzi.
func proxyWord(text string) string {
	for _, r := range proxyRelations {
		if text == r.text.ZH || strings.EqualFold(text, r.text.EN) {
			return r.word
		}
	}
	return text
}

// proxyRelationText is who a proxy is, for people.
func proxyRelationText(word string) widget.T {
	for _, r := range proxyRelations {
		if r.word == word {
			return r.text
		}
	}
	return widget.T{ZH: word, EN: word}
}

// openProxy shows the fields for whoever came for the applicant at the desk.
func (h *home) openProxy(d *desk) tea.Cmd {
	if h.shown() == nil {
		h.tell(widget.RoleHint, tNobodyYet)
		return nil
	}
	h.keepPreview()
	return d.push(newFactsScreen(d, h, h.draft).atField(fProxy))
}

// proxyGap is the first field in which something of a proxy is still to be said;
// "" when nobody came for the person, or all is said. A digit that stands for
// nothing says nothing.
func (a *draft) proxyGap() string {
	missing := a.proxyGaps()
	if len(missing) == 0 {
		return ""
	}
	return missing[0].Key
}

// proxyGaps are the fields of a proxy that are still to be filled in.
func (a *draft) proxyGaps() []widget.FieldSpec {
	values := a.proxyValues()
	return slices.DeleteFunc(proxySpecs(), func(s widget.FieldSpec) bool {
		return values == nil || values[s.Key] != "" && (s.Check == nil || !s.Check(values[s.Key]).Blocks)
	})
}

// proxyMissing names what is still to be said of a proxy.
func (a *draft) proxyMissing(d *desk) string {
	var labels []string
	for _, s := range a.proxyGaps() {
		labels = append(labels, d.say(s.Label))
	}
	return strings.Join(labels, d.say(tComma)) + d.say(tInFacts)
}

// proxyLine names the proxy on the home screen; "" when the person came.
func (a *draft) proxyLine(d *desk) string {
	p := a.proxy
	if p == nil {
		return ""
	}
	return d.say(tProxyLine) + strings.Join([]string{p.Name, d.say(proxyRelationText(p.Relation)), p.Reason}, "  ")
}
