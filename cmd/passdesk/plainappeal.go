package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// The appeals in plain lines: taken down, and decided.

// appealsPlain serves one appeal after the other until nobody is named.
func (a *app) appealsPlain(serve func(p *plain, st *station.Station, t *tally) error) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	return a.plainly(func(p *plain, t *tally) error { return serve(p, st, t) })
}

// lodge takes one appeal down, of a pass or of a refusal.
func (p *plain) lodge(st *station.Station, t *tally) error {
	typed, err := p.first("申诉人：证件编号、证件号码、姓名或案件号（空行结束）", "who appeals: pass number, document, name or case (empty ends)")
	if err != nil {
		return err
	}
	if err := st.MayStep(registry.AppealLodged); err != nil {
		p.fails(t, err)
		return nil
	}
	of, ok, err := p.appellant(st, typed, t)
	if err != nil || !ok {
		return err
	}
	why, err := p.line("申诉人怎么说（密封；直接回车，不受理）", "what the person says (sealed; empty: not now)")
	if err != nil || why == "" {
		return err
	}
	brings, err := p.line("带来什么材料（密封；没有，直接回车）", "what the person brings (sealed; empty: nothing)")
	if err != nil {
		return err
	}
	id, said := of.Case, station.Statement{Reason: why, Evidence: brings}
	if of.Number.IsZero() {
		err = st.LodgeAppealWith(p.a.ctx, id, said)
	} else {
		id, err = st.LodgePassAppealWith(p.a.ctx, of.Number.String(), said)
	}
	if err != nil {
		p.fails(t, err)
		return nil
	}
	k, err := st.Case(p.a.ctx, id)
	if err != nil {
		return err
	}
	t.done++
	fmt.Fprintf(p.a.stdout, "已受理 lodged: 案件 case %s\n", k.No)
	for _, text := range whatFollows(k) {
		fmt.Fprintf(p.a.stdout, "     %s\n     %s\n", text.ZH, text.EN)
	}
	return nil
}

// appellant is who appeals, with the pass or the case that it is about. A pass of
// another station is answered with the place to go.
func (p *plain) appellant(st *station.Station, typed string, t *tally) (station.Found, bool, error) {
	if _, err := registry.ParseNumber(typed); err == nil {
		d, err := st.ViewPass(p.a.ctx, typed, station.ByScript)
		if err != nil {
			p.fails(t, err)
			return station.Found{}, false, nil
		}
		return p.person([]station.Found{{Number: d.Number, Name: d.Applicant.Name, Masked: d.Masked, Status: d.Status}})
	}
	if namesCase(typed) == nil {
		id, err := st.FindCase(p.a.ctx, typed)
		if several := (*station.NotSo)(nil); errors.As(err, &several) {
			p.fails(t, err)
			return station.Found{}, false, nil
		}
		if k, err := st.ViewCase(p.a.ctx, id, station.ByScript); err == nil {
			return p.person([]station.Found{{Case: id, CaseNo: k.No, Name: k.Applicant.Name, Masked: k.Masked}})
		}
	}
	found, err := st.Find(p.a.ctx, typed, mostPeople)
	if err != nil {
		p.fails(t, err)
		return station.Found{}, false, nil
	}
	var may []station.Found
	for _, f := range found {
		if !f.Number.IsZero() || f.Case != 0 {
			may = append(may, f)
		}
	}
	if len(may) == 0 && p.sayMistyped(typed, t) {
		return station.Found{}, false, nil
	}
	return p.person(may)
}

// sayMistyped tells a pass number whose check digits do not fit from one that nobody has.
func (p *plain) sayMistyped(typed string, t *tally) bool {
	_, err := registry.ParseNumber(typed)
	if !errors.Is(err, registry.ErrNumberCheck) {
		return false
	}
	p.fails(t, err)
	return true
}

// reopen takes an appeal up again that was upheld: there is new evidence.
func (p *plain) reopen(st *station.Station, t *tally) error {
	typed, err := p.first("案件号、证件编号、证件号码或姓名（空行结束）", "case, pass number, document or name (empty ends)")
	if err != nil {
		return err
	}
	k, ok, err := p.openCase(st, typed, registry.CaseUpheld, registry.AppealReopened, t)
	if err != nil || !ok {
		return err
	}
	why, err := p.line("新证据说明什么（密封；直接回车，不受理）", "what the new evidence shows (sealed; empty: not now)")
	if err != nil || why == "" {
		return err
	}
	brings, err := p.line("带来什么材料（密封；没有，直接回车）", "what the person brings (sealed; empty: nothing)")
	if err != nil {
		return err
	}
	if err := st.ReopenAppealWith(p.a.ctx, k.ID, station.Statement{Reason: why, Evidence: brings}); err != nil {
		p.fails(t, err)
		return nil
	}
	t.done++
	fmt.Fprintf(p.a.stdout, "已重新受理 reopened: 案件 case %s\n", k.No)
	return nil
}

// openCase reads a case out that is in the state which the step wants, where the
// operator may take it; else it is said before anything more is asked.
func (p *plain) openCase(st *station.Station, typed string, state registry.CaseStatus, step registry.Kind, t *tally) (station.Case, bool, error) {
	err := st.MayStep(step)
	var id int64
	switch document := iddoc.Read(typed, "", civil.Date{}).Number; {
	case err != nil:
	case namesAppeal(typed) == nil && document.IsZero():
		id, err = p.a.appealed(st, typed)
	default: // a name or a document, as at lodging
		of, ok, asked := p.appellant(st, typed, t)
		if asked != nil || !ok {
			return station.Case{}, false, asked
		}
		if id = of.Case; !of.Number.IsZero() {
			id, err = st.AppealOf(p.a.ctx, of.Number.String())
		}
	}
	var k station.Case
	if err == nil {
		k, err = st.ViewCase(p.a.ctx, id, station.ByScript)
	}
	if err == nil {
		p.readCase(k)
		if k.State != state {
			err = registry.ErrIllegalCase
		}
	}
	if err != nil {
		p.fails(t, err)
	}
	return k, err == nil, nil
}

// decide reads the appeals that wait out, and decides the one that is named.
func (p *plain) decide(st *station.Station, t *tally) error {
	typed, err := p.first("案件号、任务编号、证件编号、证件号码或姓名（list 列出待决定的，空行结束）", "case, task, pass number, document or name (list: those that wait; empty ends)")
	switch {
	case err != nil:
		return err
	case isList(typed):
		return p.waiting(st)
	case namesTask(typed):
		return p.decideTask(st, typed, t)
	}
	k, ok, err := p.openCase(st, typed, registry.CaseAppealed, registry.AppealDecided, t)
	if err != nil || !ok {
		return err
	}
	r, ok, err := p.ruling(k)
	if err != nil || !ok {
		return err
	}
	v, err := st.DecideAppealWith(p.a.ctx, k.ID, r)
	if err != nil {
		p.fails(t, err)
		return nil
	}
	t.done++
	fmt.Fprintf(p.a.stdout, "已决定 decided: 案件 case %s\n", k.No)
	p.came(v)
	return nil
}

// cameOfPass is what came of the appeal of a pass, by the verdict's outcome.
var cameOfPass = map[string]string{
	"UPHELD": "维持 upheld", "REINSTATED": "变更：撤销收回 changed: the recall is taken back",
	"REPRINTED": "变更：编号不变，发下一份 changed: the number stays, the next copy", "CORRECTED": "变更：资料已改，编号不变，发下一份 changed: corrected, the number stays, the next copy",
}

// came says what came of a decision.
func (p *plain) came(v station.Verdict) {
	if text, ok := cameOfPass[v.Outcome]; ok {
		fmt.Fprintf(p.a.stdout, "     %s  %s  第 %d 份 copy %[3]d\n", text, v.Number.Grouped(), v.Copy)
		return
	}
	p.say(v)
}

// waiting reads out the appeals that wait, the oldest first.
func (p *plain) waiting(st *station.Station) error {
	tasks, err := st.UpstreamTasks(p.a.ctx, false)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if t.Kind == registry.TaskHear || t.Kind == registry.TaskDecision {
			fmt.Fprintf(p.a.stdout, "  %s  %s\n", t.ID, p.a.say(t.Ask))
		}
	}
	var lines []string
	for from := int64(0); ; {
		page, err := st.Cases(p.a.ctx, station.CaseFilter{From: from, Limit: casePage})
		if err != nil {
			return err
		}
		for _, k := range page {
			if from = k.ID; k.State == registry.CaseAppealed {
				lines = append(lines, p.waitingLine(k))
			}
		}
		if len(page) < casePage {
			break
		}
	}
	if err := p.a.listRead(st, len(lines)); err != nil {
		return err
	}
	for _, l := range lines {
		fmt.Fprintln(p.a.stdout, l)
	}
	fmt.Fprintf(p.a.stdout, "     共 %d 件 in all\n", len(lines))
	return nil
}

func (p *plain) waitingLine(k station.Case) string {
	line := fmt.Sprintf("  %s  %s  %s  %s", k.No, k.Applicant.Name, k.Lodged.Format("2006-01-02"), p.a.say(k.Question.Reason))
	if !k.Due.IsZero() {
		line += "  期限 due " + k.Due.String()
	}
	return line
}

// readCase reads out what an appeal is about, and what was said and decided so far.
func (p *plain) readCase(k station.Case) {
	fmt.Fprintf(p.a.stdout, "     %s  %s  %s\n", k.Applicant.Name, k.Masked, p.a.say(k.Question.Reason))
	if k.Question.Cite != "" {
		fmt.Fprintf(p.a.stdout, "     依据 cited: %s\n", k.Question.Cite)
	}
	for _, h := range k.History {
		what, beside := tui.HappenedSays(h)
		fmt.Fprintf(p.a.stdout, "     %s  %s %s  %s  %s\n", h.At.Format("2006-01-02 15:04"), what.ZH, what.EN, h.Operator, onceOrBoth(beside))
		for _, name := range slices.Sorted(maps.Keys(h.Found)) { // by the names that an answer is given under
			r := h.Found[name]
			fmt.Fprintf(p.a.stdout, "       %s: %s -> %s\n", name, stated(r.Was), stated(r.Is))
		}
	}
	for _, text := range whatFollows(k) {
		fmt.Fprintf(p.a.stdout, "     %s\n     %s\n", text.ZH, text.EN)
	}
}

// stated is what was declared of an input, as a script writes it; a dash for nothing.
func stated(value json.RawMessage) string {
	if len(value) == 0 {
		return "-"
	}
	return string(value)
}

// onceOrBoth is a text in both languages, and once where they are the same words.
func onceOrBoth(t scheme.Text) string {
	if t.ZH == t.EN {
		return t.ZH
	}
	return t.ZH + " · " + t.EN
}

// ruling asks what is decided, and for a change of a pass's data what is changed.
func (p *plain) ruling(k station.Case) (r station.Ruling, ok bool, err error) {
	word, err := p.choice("决定：1 维持 2 变更；直接回车，以后再说", "decision: 1 uphold, 2 change; empty: later", decisions)
	if err != nil || word == "" {
		return r, false, err
	}
	r.Decision = word
	if k.Police != nil {
		r.By = station.ByPolice
	}
	if word == "change" {
		if err := p.askFound(k, &r); err != nil {
			return r, false, err
		}
	}
	r.Reason, err = p.line("理由：谁、何时核实的（密封，印在决定书上；直接回车，不决定）", "why: who verified it, when (sealed, and printed on the decision; empty: not decided)")
	if err != nil || r.Reason == "" {
		return r, false, err
	}
	r.Evidence, err = p.evidence(brought(k))
	return r, true, err
}

// evidence asks on what it is decided until something is said; an empty answer takes what
// was brought when the appeal was taken down.
func (p *plain) evidence(brought string) (string, error) {
	zh, en := "凭什么材料（密封，印在决定书上；什么也没有，写 无）", "on what evidence (sealed, and printed on the decision; where there is none: none)"
	if brought != "" {
		zh, en = zh+"；直接回车，就是申诉人带来的", en+"; empty: what the person brought"
	}
	for {
		answer, err := p.line(zh, en)
		if answer = cmp.Or(answer, brought); err != nil || answer != "" {
			return answer, err
		}
	}
}

// brought is what the person brought when the appeal was taken down last.
func brought(k station.Case) string {
	for _, e := range slices.Backward(k.History) {
		if e.Kind == registry.AppealLodged || e.Kind == registry.AppealReopened {
			return e.Evidence
		}
	}
	return ""
}

// askFound asks for what was found to be other than it was, a field a line, under the
// names of correct or of the declared facts; and for the old paper of a correction.
func (p *plain) askFound(k station.Case, r *station.Ruling) error {
	found := map[string]json.RawMessage{}
	for {
		answer, err := p.line("改什么：字段名 新值，如 name 样例；没有（再）要改的，直接回车", "what is changed: field and value, as name 样例; empty: nothing (more)")
		if err != nil || answer == "" {
			if len(found) > 0 {
				r.Facts = found
			}
			if err != nil || len(found) == 0 || k.Kind != registry.AppealLodged {
				return err
			}
			break
		}
		field, value, _ := strings.Cut(answer, " ")
		value = strings.TrimSpace(value)
		if found[field] = json.RawMessage(value); !json.Valid(found[field]) {
			found[field] = registry.Body(value)
		}
	}
	old, err := p.choice("旧证：1 已交回 2 作废 3 遗失；直接回车，还在外", "the old paper: 1 returned, 2 void, 3 lost; empty: still out", oldPapers)
	r.Old = old
	return err
}
