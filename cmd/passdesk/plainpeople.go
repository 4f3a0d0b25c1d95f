package main

import (
	"fmt"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Who is meant, asked in plain lines: a number or a name, and where several people
// stand under it, which of them.

// mostPeople is how many people are read out for a name.
const mostPeople = 20

// statusSays are the states of a pass as plain lines say them.
var statusSays = map[registry.Status]string{
	registry.StatusIssued: "未打印", registry.StatusPrinted: "已打印未签字", registry.StatusSigned: "在用", registry.StatusCancelled: "已取消",
	registry.StatusReturned: "已交回", registry.StatusLost: "已挂失", registry.StatusVoided: "已作废", registry.StatusExpired: "已到期",
	registry.StatusRecalled: "收回中", registry.StatusRefused: "拒交", registry.StatusNotFound: "未找到", registry.StatusHandedIn: "已收回", registry.StatusReinstated: "已恢复",
}

func sayStatus(s registry.Status) string { return statusSays[s] + " " + string(s) }

// person asks which of the people found is meant. A number under which several
// stand needs the one, by their place or by the whole name; false for none.
func (p *plain) person(found []station.Found) (station.Found, bool, error) {
	if len(found) == 0 {
		fmt.Fprintln(p.a.stdout, "     没有找到 nobody found")
		return station.Found{}, false, nil
	}
	for i, f := range found {
		fmt.Fprintf(p.a.stdout, "  %d %s\n", i+1, personLine(f))
	}
	if len(found) == 1 {
		return found[0], true, nil
	}
	answer, err := p.line("哪一位？写序号或全名；直接回车，不办", "which? the number in front, or the whole name; empty: none")
	if err != nil {
		return station.Found{}, false, err
	}
	if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(found) {
		return found[n-1], true, nil
	}
	var named []station.Found
	for _, f := range found {
		if f.Name == answer {
			named = append(named, f)
		}
	}
	if len(named) == 1 {
		return named[0], true, nil
	}
	if answer != "" {
		fmt.Fprintln(p.a.stdout, "     没有这一位，或不止一位 nobody of that name, or more than one")
	}
	return station.Found{}, false, nil
}

func personLine(f station.Found) string {
	parts := []string{f.Name}
	if f.Child {
		parts = append(parts, "（孩子，证上是监护人号码 child, under a guardian's number）")
	}
	parts = append(parts, f.Masked)
	switch {
	case !f.Number.IsZero():
		parts = append(parts, f.Number.Grouped(), sayStatus(f.Status))
	case f.Case != 0:
		parts = append(parts, fmt.Sprintf("案件 case %s", f.CaseNo))
	}
	return strings.Join(append(parts, f.Place), "  ")
}

// fails says why a step was not done; the lines go on.
func (p *plain) fails(t *tally, err error) {
	zh, en := explain(err)
	fmt.Fprintf(p.a.stdout, "没有办成 not done：%s\n     %s\n", zh, en)
	t.failed++
}
