package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// A row of which the number is missing or of no use still means somebody. It keeps its
// verdict, and the name goes on the list: who bears it is asked about at the desk, and
// nobody is recalled by it.

// byName lists a row by its name, where that is all that can be read of it. What the
// city sends down is an entry already, and is lifted as it was said.
func (i *importing) byName(r int) {
	row := &i.rows[r]
	if i.upstream || !slices.Contains([]string{"damaged", "no_value", "invalid", "ask"}, row.Result) || row.Result == "ask" && i.Rows[r].Result != "" {
		return
	}
	person := i.person(r)
	if _, whole := person.ByName(); !whole || person.Released(i.day) != nil {
		return
	}
	i.named[r] = true
	f := i.settled(r, i.first(i.person(r)))
	if f.bad != nil || f.entry.Why == watch.Green { // by a name alone nobody is let off
		delete(i.named, r)
		return
	}
	i.entries[r], i.whose[r], i.keys[r], row.Why = f.entry, f.whose, f.keys, f.entry.Why
	i.remark(r, scheme.Text{
		ZH: "只按姓名列入：同名的人来时由负责人核对，谁的证也不收",
		EN: "listed by the name alone: an officer is asked when somebody of this name comes, and nobody is recalled by it"})
	i.stand(f.whose, r)
}

// open reports a row that is held against the list and the holders.
func (i *importing) open(r int) bool { return i.rows[r].Result == "" || i.named[r] }

// matchName names the passes of that name, for somebody to look at.
func (i *importing) matchName(ctx context.Context, r int) error {
	if len(i.keys[r]) == 0 {
		return nil
	}
	var found ListAnswer
	_, err := i.s.answerHolders(ctx, i.entries[r], i.keys[r], i.day, &found)
	i.rows[r].Related = append(found.Numbers, found.Related...)
	return err
}

// Missed tells how many people of the list nobody will be stopped for, and how many only
// by their name.
func (s WatchSum) Missed() []scheme.Text {
	var told []scheme.Text
	if s.Left > 0 {
		told = append(told, scheme.Text{
			ZH: fmt.Sprintf("有 %d 行没有列入名单：这些人明天来，不会被拦下，请逐行看过", s.Left),
			EN: "nobody is listed by " + scheme.Counted(s.Left, "row") + ": these people will not be stopped tomorrow. Look at each"})
	}
	if s.Named > 0 {
		told = append(told, scheme.Text{
			ZH: fmt.Sprintf("有 %d 行没有能用的号码，只按姓名列入：同名的人来时请负责人核对，证不收", s.Named),
			EN: "without a usable number, listed by the name alone: " + scheme.Counted(s.Named, "row") + ". An officer is asked"})
	}
	return told
}
