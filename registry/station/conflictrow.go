package station

import (
	"context"
	"slices"

	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// A number of one holder beside the name of another: which of the two is wrong nobody can
// tell from the list. Both are put up to be compared, and no new paper is made of either
// before somebody has looked.

// otherOfConflict adds the holders of the name to a row whose number is somebody else's,
// and lists the name beside the number.
func (i *importing) otherOfConflict(ctx context.Context, r int) error {
	e, whole := i.entries[r].ByName()
	if !whole {
		return nil
	}
	var found ListAnswer
	if _, err := i.s.answerHolders(ctx, e, i.s.blindKeys(holderKeys(e), 0), i.day, &found); err != nil {
		return err
	}
	row, more := &i.rows[r], false
	for _, n := range append(found.Numbers, found.Related...) {
		if !slices.Contains(row.Numbers, n) {
			row.Numbers, more = append(row.Numbers, n), true
		}
	}
	row.Related = slices.DeleteFunc(row.Related, func(n string) bool { return slices.Contains(row.Numbers, n) })
	if !more {
		return nil
	}
	i.remark(r, scheme.Text{
		ZH: "另有持证人正是这个姓名，一并对照；两个人办证、补打前都由负责人核实",
		EN: "somebody else holds a pass under exactly this name: compare both; an officer is asked before either gets a paper"})
	return i.listName(ctx, r, e)
}

// listName lists the name of a row beside its number, once.
func (i *importing) listName(ctx context.Context, r int, e watch.Entry) error {
	k := e.Whose()
	whose := i.s.vault.Blind16(k.Label, k.Value)
	if slices.ContainsFunc(i.pending, func(p pendingEntry) bool { return p.named != nil && p.whose == whose }) || i.rows[r].List == "" {
		return nil
	}
	before, err := i.s.ports.Store.WatchedAs(ctx, whose[:])
	if err != nil {
		return err
	}
	for _, sealed := range before {
		if o, err := i.s.openEntry(sealed); err != nil || o.Same(e) {
			return err
		}
	}
	i.pending = append(i.pending, pendingEntry{row: r, id: i.next, whose: whose, named: &e})
	i.next++
	return nil
}
