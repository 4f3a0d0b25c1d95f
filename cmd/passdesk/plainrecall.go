package main

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/station"
)

// recallPlain orders passes back, and takes down what came of their papers, in plain
// lines: the work list of the desk for screen readers and slow lines.
func (a *app) recallPlain() error {
	st, err := a.open()
	if err != nil {
		return err
	}
	return a.plainly(func(p *plain, t *tally) error { return p.recallOne(st, t) })
}

// recallOne serves one person; io.EOF where nobody is named any more.
func (p *plain) recallOne(st *station.Station, t *tally) error {
	typed, err := p.first("证件编号、证件号码或姓名（list 列出要收回的，空行结束）", "pass number, document or name (list: what is to be fetched; empty ends)")
	switch {
	case err != nil:
		return err
	case isList(typed):
		return p.openRecalls(st)
	}
	found, err := st.Find(p.a.ctx, typed, mostPeople)
	if err != nil {
		p.fails(t, err)
		return nil
	}
	people := holders(found)
	if len(people) == 0 && p.sayMistyped(typed, t) {
		return nil
	}
	who, ok, err := p.person(people)
	if err != nil || !ok {
		return err
	}
	d, err := st.ViewPass(p.a.ctx, who.Number.String(), station.ByScript)
	if err != nil {
		p.fails(t, err)
		return nil
	}
	if len(d.ToFetch) > 0 {
		return p.outcome(st, d, t)
	}
	if err := p.replaced(st, d, t); err != nil {
		return err
	}
	return p.order(st, d, t)
}

// replaced takes down what came of papers that a reprint or a correction replaced.
func (p *plain) replaced(st *station.Station, d station.Detail, t *tally) error {
	marks := map[string]func(context.Context, registry.Number, int, string) error{
		"returned": func(ctx context.Context, n registry.Number, copy int, why string) error {
			return st.Return(ctx, n, copy, station.OutcomeReturned, why)
		}, "void": st.Void, "lost": st.ReportLost}
	for _, c := range d.Outstanding {
		word, err := p.choice(fmt.Sprintf("第 %d 份是旧证，已换成第 %d 份，还在外：1 已交回 2 作废 3 遗失；直接回车，以后再说", c, d.Copy),
			fmt.Sprintf("copy %d was replaced by copy %d and is still out: 1 returned, 2 void, 3 lost; empty: later", c, d.Copy), oldPapers)
		if err != nil {
			return err
		}
		if word == "" {
			continue
		}
		note, err := p.line("说明（密封；作废、遗失必须写）", "in your own words (sealed; void and lost need it)")
		if err != nil {
			return err
		}
		if err := marks[word](p.a.ctx, d.Number, c, note); err != nil {
			p.fails(t, err)
			continue
		}
		if err := p.recorded(st, d.Number, t); err != nil {
			return err
		}
	}
	return nil
}

// holders are those found who have a pass.
func holders(found []station.Found) []station.Found {
	var out []station.Found
	for _, f := range found {
		if !f.Number.IsZero() {
			out = append(out, f)
		}
	}
	return out
}

// openRecalls reads the work list out, a paper a line, in the order of the buildings.
func (p *plain) openRecalls(st *station.Station) error {
	all, err := papersOut(p.a, st, nil)
	if err != nil {
		return err
	}
	if err := p.a.listRead(st, len(all)); err != nil {
		return err
	}
	for _, r := range all {
		for _, c := range r.Copies {
			fmt.Fprintf(p.a.stdout, "  %s  %s  %s  第 %d 份 copy %[4]d  %s  %s  %s\n", r.Building, r.Name, r.Number.Grouped(), c, sayStatus(r.Status), p.a.say(r.Reason), r.Since.Format("2006-01-02"))
		}
		for _, c := range r.Children {
			fmt.Fprintf(p.a.stdout, "    + %s  %s  同号登记的孩子，不收回 a child under the number, not recalled\n", c.Name, c.Number.Grouped())
		}
	}
	fmt.Fprintf(p.a.stdout, "     共 %d 人 people in all\n", len(all))
	return nil
}

// order orders the pass back: the ground by its place, and the word yes.
func (p *plain) order(st *station.Station, d station.Detail, t *tally) error {
	if err := mayRecall(st, d); err != nil {
		p.fails(t, err)
		return nil
	}
	ground, err := p.choice("收回的依据：1 密切接触者 2 去过疫情严重地区 3 发热等症状 4 其他；直接回车，不收回",
		"ground: 1 close contact, 2 hard-hit area, 3 symptoms, 4 other; empty: no recall", recallGrounds)
	if err != nil || ground == "" {
		return p.declined(err)
	}
	note, err := p.line("说明（密封；其他必须写）", "in your own words (sealed; other needs it)")
	if err != nil {
		return err
	}
	yes, err := p.line(fmt.Sprintf("收回 %s %s，写 yes", d.Applicant.Name, d.Number.Grouped()), "write yes to recall it")
	if err != nil || !isYes(yes) {
		return p.declined(err)
	}
	if err := st.Recall(p.a.ctx, d.Number, ground, note); err != nil {
		p.fails(t, err)
		return nil
	}
	return p.recorded(st, d.Number, t)
}

// declined says that nothing was ordered back, where it is no error that ended the questions.
func (p *plain) declined(err error) error {
	if err == nil {
		fmt.Fprintln(p.a.stdout, "     没有收回 not recalled")
	}
	return err
}

// mayRecall is why the pass cannot be recalled now, or not by this operator; nil where
// it can.
func mayRecall(st *station.Station, d station.Detail) error {
	if err := st.MayStep(registry.RecallOrdered); err != nil {
		return err
	}
	_, err := registry.Next(d.Status, registry.RecallOrdered)
	return err
}

// outcome takes down what came of a paper that is to be fetched.
func (p *plain) outcome(st *station.Station, d station.Detail, t *tally) error {
	for _, c := range d.ToFetch {
		word, err := p.choice(fmt.Sprintf("第 %d 份：1 交回 2 拒交 3 没找到；直接回车，以后再说", c), fmt.Sprintf("copy %d: 1 returned, 2 refused, 3 not found; empty: later", c), outcomes)
		if err != nil {
			return err
		}
		if word == "" {
			continue
		}
		note, err := p.line("说明（密封）", "in your own words (sealed)")
		if err != nil {
			return err
		}
		if err := st.Return(p.a.ctx, d.Number, c, word, note); err != nil {
			p.fails(t, err)
			continue
		}
		if err := p.recorded(st, d.Number, t); err != nil {
			return err
		}
	}
	return nil
}

// recorded says where the pass stands now.
func (p *plain) recorded(st *station.Station, n registry.Number, t *tally) error {
	d, err := st.Pass(p.a.ctx, n.String())
	if err != nil {
		return err
	}
	t.done++
	fmt.Fprintf(p.a.stdout, "已登记 recorded: %s  %s\n", n.Grouped(), sayStatus(d.Status))
	return nil
}
