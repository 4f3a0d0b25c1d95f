package station

import (
	"context"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// A list of 100,000 names is held against a million passes while somebody waits.
// Most people on it hold none: that is asked of the register for all of them at
// once, in the order of its keys, and only the rest are looked at one by one.

// lookAhead asks for all rows whether anybody holds a pass under their keys, and
// whether their source has spoken of them before.
func (i *importing) lookAhead(ctx context.Context) error {
	store := i.s.ports.Store
	last, err := store.LastWatch(ctx)
	if err != nil {
		return err
	}
	i.next = last + 1
	n := 0
	for _, k := range i.keys {
		n += len(k)
	}
	keys, of := make([]BlindKey, 0, n), make([]int, 0, n)
	whose, whom := make([][]byte, 0, len(i.rows)), make([]int, 0, len(i.rows))
	for r := range i.rows {
		if !i.open(r) {
			continue
		}
		whose, whom = append(whose, i.whose[r][:]), append(whom, r)
		for _, k := range i.keys[r] {
			keys, of = append(keys, k), append(of, r)
		}
	}
	filed, err := i.filed(ctx, len(keys), 1, func(from, to int) ([]bool, error) { return store.Filed(ctx, keys[from:to]) })
	if err != nil {
		return err
	}
	held := make([]bool, len(i.rows))
	for n, yes := range filed {
		held[of[n]] = held[of[n]] || yes
	}
	for r := range i.keys {
		if !held[r] {
			i.keys[r] = nil
		}
	}
	if last == 0 {
		return nil
	}
	spoken, err := i.filed(ctx, len(whose), 2, func(from, to int) ([]bool, error) { return store.ListedAs(ctx, whose[from:to]) })
	for n, yes := range spoken {
		i.listed[whom[n]] = yes
	}
	return err
}

// askedAtOnce is after how many answers the context is looked at.
const askedAtOnce = 8192

// filed asks in parts, so that it can be given up.
func (i *importing) filed(ctx context.Context, n, step int, ask func(from, to int) ([]bool, error)) ([]bool, error) {
	all := make([]bool, 0, n)
	for from := 0; from < n; from += askedAtOnce {
		if err := i.tell(ctx, comparing, step*n+from, 3*n); err != nil {
			return nil, err
		}
		part, err := ask(from, min(from+askedAtOnce, n))
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	return all, nil
}

// listedHolders are the holders whom an entry may mean. Under a name that many bear,
// with a number of which the end is seen, the index says who of them has a number
// that ends so: the others are not opened.
func (s *Station) listedHolders(ctx context.Context, e watch.Entry, keys []BlindKey) ([]unique.Person, []registry.PassState, error) {
	rows, err := s.alikeRows(ctx, unique.Person{}, keys)
	if err != nil {
		return nil, nil, err
	}
	if seen := e.Mask[strings.LastIndexAny(e.Mask, "*＊●•")+1:]; e.Mask != "" && len(seen) >= leastSeen && len(rows) > fewRows && s.index.isReady() {
		ending := map[int64]bool{}
		s.index.endings.each(keyOf(reversed(seen)), len(seen), func(w who) bool {
			if w.isPass() {
				ending[w.row()] = true
			}
			return true
		})
		rows = slices.DeleteFunc(rows, func(row int64) bool { return !ending[row] })
	}
	return s.asPeople(ctx, rows)
}

const (
	leastSeen = 3 // how much of a number's end says something
	fewRows   = 4 // that are opened sooner than asked about
)
