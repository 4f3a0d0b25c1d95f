package station

import (
	"fmt"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// WrongStep is a step that a case in its state does not know, where another one does
// what is wanted.
type WrongStep struct {
	illegal error
	says    scheme.Text
}

func (w *WrongStep) Error() string { return w.illegal.Error() }
func (w *WrongStep) Unwrap() error { return w.illegal }

// Sentences names the step that does it.
func (w *WrongStep) Sentences() (zh, en string) { return w.says.ZH, w.says.EN }

// rightSteps are what is to be done instead, by the step that was asked for and the
// state of the case.
var rightSteps = map[registry.Kind]map[registry.CaseStatus]scheme.Text{
	registry.AppealLodged: {
		registry.CaseUpheld: {ZH: "这个案件的申诉已经维持。有新证据再申诉的，用 appeal reopen {case}（申诉屏上打开它按 Ctrl+N）。",
			EN: "The appeal in this case was upheld. With new evidence it is taken up again: appeal reopen {case} (open it among the appeals and press Ctrl+N)."},
		registry.CaseAppealed: {ZH: "这个案件已在申诉，等决定：appeal decide {case}（申诉屏上打开它）。",
			EN: "An appeal in this case waits already: appeal decide {case} (open it among the appeals)."},
		registry.CaseOpen: {ZH: "这个案件还没有核定，先核定：queue settle {case}（待办案件里打开它）。",
			EN: "This case is not settled yet: queue settle {case} first (open it among the cases)."},
	},
	registry.AppealReopened: {
		registry.CaseChanged: {ZH: "这个案件的申诉已经变更。对那张证还有异议的，另行申诉：appeal lodge 证件编号（打开那张证按 F3）。",
			EN: "The appeal in this case was granted. Whoever disagrees with the pass appeals about it: appeal lodge and the pass number (open the pass and press F3)."},
		registry.CaseRefused: {ZH: "这个案件还没有人申诉：appeal lodge {case}（待办案件里打开它按 Ctrl+N）。",
			EN: "Nobody has appealed in this case yet: appeal lodge {case} (open it among the cases and press Ctrl+N)."},
		registry.CaseAppealed: {ZH: "这个案件已在申诉，等决定：appeal decide {case}（申诉屏上打开它）。",
			EN: "An appeal in this case waits already: appeal decide {case} (open it among the appeals)."},
	},
}

// illegalStep is why the step is not possible in the case, with what is.
func illegalStep(f *caseFile, step registry.Kind) error {
	illegal := fmt.Errorf("%w: %s after %q", registry.ErrIllegalCase, step, f.Status)
	says, known := rightSteps[step][f.Status]
	if !known {
		return illegal
	}
	filled := strings.NewReplacer("{case}", strconv.FormatInt(f.ID, 10))
	return &WrongStep{illegal, scheme.Text{ZH: filled.Replace(says.ZH), EN: filled.Replace(says.EN)}}
}
