package main

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
)

// choose asks, where the verdict leaves it open, whether the applicant and the
// record read out are one person; an empty answer issues nothing now.
func (p *plain) choose(v station.Verdict, st *station.Station, a *registry.Application) (goOn bool, err error) {
	if v.Choice == "" || !v.Issues() {
		return true, nil
	}
	fmt.Fprintf(p.a.stdout, "     注意 mind: %s\n", p.a.say(v.Reason))
	d, err := st.Pass(p.a.ctx, v.Related[0])
	if err != nil {
		return false, err
	}
	h := d.Applicant
	line := []string{d.Number.Grouped(), h.Name, d.Masked, h.Birth, h.Sex, string(d.Status), d.Issued.String()}
	if h.Guardian != nil {
		line = append(line, h.Guardian.Name)
	}
	fmt.Fprintf(p.a.stdout, "     登记册 on file: %s\n", strings.Join(line, "  "))
	zh, en := "2 同一人，不签发", "2 the same person, issue nothing"
	if v.Outcome == "UPGRADE" {
		zh, en = "2 同一孩子，换发", "2 the same child, exchange"
	}
	answer, err := p.line("看过证件：1 两个人，签发；"+zh+"；直接回车，先不办", "papers seen: 1 two people, issue; "+en+"; empty: not now")
	if err != nil {
		return false, err
	}
	switch answer {
	case "1", "2":
		a.Choice = &registry.Choice{Warning: v.Choice, Same: answer == "2"}
		return true, nil
	}
	return false, nil
}
