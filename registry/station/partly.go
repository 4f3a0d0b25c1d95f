package station

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// What a decision comes to that was to give a pass and gave none.

// goesOn: what was asked is answered, and something else stands against a pass. A
// settlement goes on to the next question; an appeal that did away with one ground
// leaves the case refused by the next, which may be appealed in its turn.
func (f *caseFile) goesOn(kind registry.Kind, next question) bool {
	switch o := next.Verdict.Outcome; {
	case f.asksAgain(next) || o == "INVALID" || o == specialPass:
		return false
	case kind == registry.Settled:
		return parked(o)
	}
	return true
}

// asksAgain: it is what the case waits for already.
func (f *caseFile) asksAgain(next question) bool {
	was := f.question
	return next.Verdict.Rule == was.Verdict.Rule && next.Against == was.Against && sameAsked(next.Asked, was.Asked)
}

// moved: the facts as they were found leave nothing of what the case waits for, so
// that no rule has to be set aside; they are refused on a ground of their own.
func (f *caseFile) moved(next question) bool {
	return f.question.Asked != nil && next.Verdict.Outcome != "INVALID" && !f.asksAgain(next)
}

func sameAsked(a, b *scheme.Asked) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// restsAt is where the case stands with the next question.
func restsAt(kind registry.Kind, next question) registry.CaseStatus {
	if kind == registry.Settled || parked(next.Verdict.Outcome) {
		return registry.CaseOpen
	}
	return registry.CaseRefused
}

// partly is the word for a decision behind which something else still stands: an
// appeal was not changed, one rule was set aside or the facts were corrected.
func partly(kind registry.Kind, stood ruling) string {
	switch {
	case kind == registry.Settled:
		return stood.decision
	case stood.rule == "":
		return decideCorrected
	}
	return decideSetAside
}

// Undecided is a decision of which nothing came, beside the verdict that stands
// in its way. Nothing was written.
type Undecided struct{ Why, Can scheme.Text }

func (u *Undecided) Error() string { return "station: nothing was decided: " + u.Why.EN }
func (u *Undecided) Unwrap() error { return ErrInvalid }

// Sentences is what the person at the desk is told.
func (u *Undecided) Sentences() (zh, en string) {
	return "没有作出决定，案件不变：" + u.Why.ZH + "。" + u.Can.ZH, "Nothing was decided, the case is as it was: " + u.Why.EN + ". " + u.Can.EN
}

func (s *Station) undecided(f *caseFile, kind registry.Kind, next question) error {
	u := &Undecided{Why: next.Verdict.Reason, Can: scheme.Text{
		ZH: "别的理由仍不予发证：核实后更正申报内容再决定，或决定不予发证。",
		EN: "Another ground still refuses: correct the facts once they are verified, or decide that no pass is issued."}}
	switch beyond := s.beyond(next); {
	case next.Verdict.Outcome == "INVALID": // the verdict names the word; an error repeats nothing that was typed
		u.Why = scheme.Text{ZH: "更正的内容里有规则读不懂的地方", EN: "something in the corrected facts cannot be read by the rules"}
		u.Can = scheme.Text{ZH: "请改正后再决定。", EN: "Correct it and decide again."}
	case next.onList():
		u.Can = liftFirst
	case beyond != (scheme.Text{}):
		u.Can = beyond
	case kind == registry.AppealDecided:
		u.Can = scheme.Text{ZH: "核实后更正申报内容再决定，或维持原决定。", EN: "Correct the facts once they are verified, or uphold the decision."}
	}
	return u
}

// beyond says why no officer's word replaces what was answered, and what is
// possible instead; the zero Text where it does.
func (s *Station) beyond(q question) scheme.Text {
	switch {
	case !s.beyondOfficers(q):
		return scheme.Text{}
	case q.Asked != nil && s.scheme.Final(q.Asked.Rule) && s.scheme.NoHand.Sentence != "":
		cite := s.scheme.NoHand.Sentence
		return scheme.Text{
			ZH: fmt.Sprintf("文件写明：%s。这一条不由人更改。申报有误的，核实后更正申报内容即可发证（按 F2 更正申报，脚本用 --facts）；颜色转换后可重新申领；否则维持。", cite),
			EN: fmt.Sprintf("The paper says: %s (nobody changes this by hand). Where the facts were wrong, correct them once verified and a pass is issued (F2 corrects them, a script has --facts); once the colour has changed the person applies anew; else uphold.", cite),
		}
	}
	return scheme.Text{
		ZH: "这一条不由本站的决定代替。申报有误的，核实后更正申报内容（按 F2 更正申报，脚本用 --facts）；否则按告知的去处办理，或维持。",
		EN: "No decision here replaces this. Where the facts were wrong, correct them once verified (F2 corrects them, a script has --facts); else the person goes where they were sent, or the decision is upheld.",
	}
}

// Gives reports whether the decision was to give the person a pass.
func (r Ruling) Gives() bool { return r.Decision != decideRefuse && r.Decision != decideUphold }

// LastDecision is the word that was written down last for what was decided.
func (c Case) LastDecision() string {
	if len(c.History) < 2 {
		return ""
	}
	word, _, _ := strings.Cut(c.History[len(c.History)-1].Note, ": ")
	return word
}
