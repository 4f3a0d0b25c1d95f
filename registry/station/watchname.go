package station

import (
	"context"

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
	if i.upstream {
		i.sentByName(r)
		return
	}
	if !watch.MayGoByName(row.Result, i.Rows[r].Result != "") {
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
	i.remark(r, watch.SaysByName)
	i.stand(f.whose, r)
}

// sentByName: the city has listed the name alone.
func (i *importing) sentByName(r int) {
	if i.rows[r].Result == "" && i.entries[r].NameOnly() {
		i.named[r], i.rows[r].Result = true, "ask"
	}
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
func (s WatchSum) Missed() []scheme.Text { return watch.Missed(s.Left, s.Named) }
