package station

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// ByPolice is the By of a decision that the police took.
const ByPolice = "police"

// policeOnly: the scheme lets only the police decide appeals.
func (s *Station) policeOnly() bool { return s.scheme.Number(policeDecide) != 0 }

func (s *Station) atPolice() bool { return s.opened.Point.Kind == "police" }

// decidedElsewhere: an appeal goes to the police, and what they decide comes back
// to the desk that refused, whose officer writes it down.
func (s *Station) decidedElsewhere() bool { return s.policeOnly() && !s.atPolice() }

// PoliceDecide is the answer to an officer who would decide an appeal that is the
// police's: where it goes, and how their decision is recorded.
type PoliceDecide struct {
	Where   []Place
	Travels bool // the case goes to them with the parcels
}

func (p *PoliceDecide) Error() string { return "station: the police decide appeals" }
func (p *PoliceDecide) Unwrap() error { return registry.ErrNotThisRole }

// Sentences is what the person at the desk is told.
func (p *PoliceDecide) Sentences() (zh, en string) {
	t := policeText(p.Where, p.Travels)
	if p.Travels {
		t = scheme.Text{ZH: t.ZH + "决定回来以后，用任务编号登记（appeal decide 任务编号）。", EN: t.EN + " Once it is back, record it by its task (appeal decide and the task)."}
	}
	return t.ZH + "公安已经决定的，由本站负责人录入（脚本加 --by police），理由写明公安哪个单位、谁、何时决定。",
		t.EN + " What they decided an officer here records (in a script with --by police), with which police unit decided, who, and when."
}

// policeText says who decides and where the case goes. With the parcels it goes to the police
// station that upstream has for the district, and what they decided comes back as a task.
func policeText(where []Place, travels bool) scheme.Text {
	t := scheme.Text{ZH: "申诉由公安决定，案件转去：", EN: "The police decide appeals; the case goes to: "}
	if travels {
		t = scheme.Text{ZH: "申诉由公安决定，案件随下一个包裹转去，决定作为上级任务回来。所在：", EN: "The police decide appeals; the case goes to them with the next parcel, and the decision comes back as a task of upstream's. Where they are: "}
	}
	if len(where) == 0 {
		return scheme.Text{ZH: t.ZH + "属地公安机关（通讯录没有载入，没有地址和电话）。", EN: t.EN + "the local police (no directory is loaded, so no address)."}
	}
	var lines []string
	for _, p := range where {
		lines = append(lines, p.Line())
	}
	all := strings.Join(lines, "；")
	return scheme.Text{ZH: t.ZH + all + "。", EN: t.EN + all + "."}
}

// mayDecide answers nil when the operator may decide an appeal so, and writes down
// whose decision it is.
func (s *Station) mayDecide(r *Ruling) error {
	if r.By != "" && r.By != ByPolice {
		return notSo("by", "决定人只能是 police（公安）", "the decision is the point's own, or by police")
	}
	if err := registry.MayDecide(s.operator.Roles, s.policeOnly() && s.atPolice()); err != nil {
		return err
	}
	switch {
	case s.decidedElsewhere() && r.By == "":
		return fmt.Errorf("decide an appeal: %w", &PoliceDecide{s.nearest("police"), !s.standsAlone()})
	case s.policeOnly():
		r.By = ByPolice
	case r.By != "":
		return notSo("by", "本站的申诉由本站决定（设置 police_decides_appeals 为 0）", "appeals are decided here: the setting police_decides_appeals is 0")
	}
	return nil
}

// police is where the appeal of a case goes; nil where it is decided here.
func (s *Station) police() *Police {
	if !s.decidedElsewhere() {
		return nil
	}
	where := s.nearest("police")
	return &Police{Where: where, Text: policeText(where, !s.standsAlone())}
}
