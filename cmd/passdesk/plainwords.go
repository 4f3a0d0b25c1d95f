package main

import (
	"slices"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// offer is one answer to a question in plain lines: its word, and what else is taken for
// it beside its place.
type offer struct {
	word string
	also []string
}

var (
	decisions     = []offer{{"uphold", []string{"维持"}}, {"change", []string{"变更"}}}
	oldPapers     = []offer{{"returned", []string{"已交回", "交回"}}, {"void", []string{"作废"}}, {"lost", []string{"遗失"}}}
	outcomes      = []offer{{station.OutcomeReturned, []string{"交回"}}, {station.OutcomeRefused, []string{"拒交"}}, {station.OutcomeNotFound, []string{"没找到", "未找到", "not found"}}}
	recallGrounds = []offer{
		{station.RecallReasons[0], []string{"密切接触者", "密接"}}, {station.RecallReasons[1], []string{"去过疫情严重地区", "疫情严重地区", "疫区"}},
		{station.RecallReasons[2], []string{"发热等症状", "发热", "症状"}}, {station.RecallReasons[3], []string{"其他"}},
	}
)

// choice asks until the answer is one of the offered, by its place or by a word; "" for
// an empty line.
func (p *plain) choice(zh, en string, offers []offer) (string, error) {
	for {
		answer, err := p.line(zh, en)
		if err != nil || answer == "" {
			return "", err
		}
		answer = strings.ToLower(narrow(answer))
		for n, o := range offers {
			if answer == string(rune('1'+n)) || answer == o.word || slices.Contains(o.also, answer) {
				return o.word, nil
			}
		}
		p.again(scheme.Text{ZH: "写前面的序号", EN: "write the number in front of one of them"})
	}
}

// isList asks for the list to be read out.
func isList(typed string) bool {
	return slices.Contains([]string{"list", "列出", "清单"}, strings.ToLower(narrow(typed)))
}
