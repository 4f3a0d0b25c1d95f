package station

import (
	"cmp"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// UnfitStep is a step of a branch that has no effect here: somebody may have to do it
// again.
type UnfitStep struct {
	Number string        `json:"number,omitempty"`  // of the pass
	Case   int64         `json:"case,omitempty"`    // of before the restore, where it is of a case
	CaseNo string        `json:"case_no,omitempty"` // its name, where that is not simply the number
	Step   registry.Kind `json:"step"`
	Copy   int           `json:"copy,omitempty"`
}

// unfitStep is the step of an event; is reports one that somebody can do. What the
// program did by itself, in its own caution, nobody has to do again.
func unfitStep(e registry.Event) (u UnfitStep, is bool) {
	switch e.Kind {
	case registry.CopySkipped, registry.PrintIntended, registry.Expired:
		return u, false
	}
	return UnfitStep{Number: e.Pass, Case: caseNamed(e), Step: e.Kind, Copy: registry.NoteOf(e).Copy}, true
}

// mostUnfit are so many that a sentence names; all of them stand beside it.
const mostUnfit = 20

// unfitText names them.
func unfitText(steps []UnfitStep) scheme.Text {
	var zh, en []string
	for _, u := range steps[:min(len(steps), mostUnfit)] {
		t := u.text()
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	if more := len(steps) - mostUnfit; more > 0 {
		zh, en = append(zh, fmt.Sprintf("另有 %d 步", more)), append(en, fmt.Sprintf("and %d more", more))
	}
	t := both("有 %d 步与本册办的不合，留存备查，没有生效，请逐一看过，该补办的重办：", "%d steps do not fit what was done here; they are kept and have no effect. Look at each, and do again what is due: ", len(steps))
	return scheme.Text{ZH: t.ZH + strings.Join(zh, "；") + "。", EN: t.EN + strings.Join(en, "; ") + "."}
}

func (u UnfitStep) text() scheme.Text {
	word, known := unfitWords[u.Step]
	if !known {
		word = scheme.Text{ZH: string(u.Step), EN: string(u.Step)}
	}
	switch {
	case u.Number != "" && u.Copy > 0:
		t := both("%s 第 %d 份 ", "%s copy %d ", registry.GroupDigits(u.Number), u.Copy)
		return scheme.Text{ZH: t.ZH + word.ZH, EN: t.EN + word.EN}
	case u.Number != "":
		return scheme.Text{ZH: registry.GroupDigits(u.Number) + " " + word.ZH, EN: registry.GroupDigits(u.Number) + " " + word.EN}
	}
	t := both("案件 %s ", "case %s ", cmp.Or(u.CaseNo, fmt.Sprint(u.Case)))
	return scheme.Text{ZH: t.ZH + word.ZH, EN: t.EN + word.EN}
}

// unfitWords are the steps in people's words.
var unfitWords = map[registry.Kind]scheme.Text{
	registry.Issued: {ZH: "签发", EN: "issued"}, registry.Reissued: {ZH: "重新签发", EN: "issued again"}, registry.PrintedOut: {ZH: "打印结果", EN: "printed"},
	registry.Signed: {ZH: "签字领取", EN: "signed for"}, registry.Cancelled: {ZH: "取消", EN: "cancelled"}, registry.Voided: {ZH: "作废", EN: "made void"},
	registry.Lost: {ZH: "挂失", EN: "lost"}, registry.Reprinted: {ZH: "补打", EN: "printed again"}, registry.Corrected: {ZH: "变更", EN: "corrected"},
	registry.Amended: {ZH: "更正", EN: "put right"}, registry.RecallOrdered: {ZH: "收回", EN: "recalled"}, registry.Returned: {ZH: "交回", EN: "handed in"},
	registry.ReturnRefused: {ZH: "拒不交回", EN: "not given back"}, registry.NotFound: {ZH: "未找到", EN: "not found"}, registry.Reinstated: {ZH: "恢复", EN: "reinstated"},
	registry.Settled: {ZH: "核定", EN: "settled"}, registry.AppealLodged: {ZH: "提出申诉", EN: "appeal lodged"}, registry.AppealDecided: {ZH: "申诉决定", EN: "appeal decided"},
	registry.AppealReopened: {ZH: "重新申诉", EN: "appeal reopened"}, registry.Parked: {ZH: "转交核定", EN: "parked"}, registry.Refused: {ZH: "不予发证", EN: "refused"},
}
