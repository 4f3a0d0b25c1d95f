package collector

import (
	"cmp"
	"slices"

	"context"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// Whom a line of a list means, of those whose passes bear its number. The rules know one
// pass for a person; here somebody may have several, of several desks, until the later
// desk has fetched its own back: whoever is on a list gives back all of them.

// eachOnce are the passes by their person, the order kept: the same key of the number, or
// under a parent's the same child, and the same name. Of each a pass that is out goes first.
func eachOnce(holders []weighed) (persons [][]weighed) {
	at := map[string]int{}
	for _, h := range holders {
		k := unique.Keys(h.person)
		who := cmp.Or(k.K1, k.K2)
		if who == "" {
			persons = append(persons, []weighed{h})
			continue
		}
		who += "\x00" + cmp.Or(k.Words, k.Fold)
		i, known := at[who]
		if !known {
			i = len(persons)
			at[who], persons = i, append(persons, nil)
		}
		persons[i] = append(persons[i], h)
	}
	for _, passes := range persons {
		slices.SortStableFunc(passes, func(a, b weighed) int { return cmp.Compare(a.away(), b.away()) })
	}
	return persons
}

// out reports a paper that is to be fetched when its holder is on a list. What was lost may
// be found.
func (w weighed) out() bool {
	s := registry.Status(w.status)
	return s.InHand() || s == registry.StatusLost
}

// away puts what is out before what is not.
func (w weighed) away() int {
	if w.out() {
		return 0
	}
	return 1
}

// Holders are the persons who were given a pass number, which lists may name instead of a
// document: more than one where a copied laptop gave it twice. Each read is logged. Errors:
// ErrDatabase.
func (c *Collector) Holders(ctx context.Context, schemeCode string, n registry.Number) (persons []watch.Row, err error) {
	err = c.transact(ctx, "look for a holder", func(tx *tallied) error {
		persons = nil
		passes, err := c.holdersOf(ctx, tx, schemeCode, [][]byte{c.placeKey(schemeCode, n)})
		passes = slices.DeleteFunc(passes, func(w weighed) bool { return w.number != n })
		for _, same := range eachOnce(passes) {
			p := same[0].person
			r := watch.Row{Name: p.Name, Number: p.OwnNumber, Kind: p.OwnScheme, State: p.OwnState}
			if r.Number == "" {
				r.Number, r.Kind, r.State = p.PrintedNumber, p.PrintedScheme, p.PrintedState
			}
			persons = append(persons, r)
		}
		return err
	})
	return persons, err
}

// whomItMeans asks the rules, and takes the birth date for what it is: beside a parent's
// number and with no name it tells which of the children; and where it is no more than what
// the number says itself, or is nobody's, the name decides alone.
func whomItMeans(people []unique.Person, e watch.Entry, day civil.Date) unique.Decision {
	ask := asked(e)
	d := e.Decide(people, ask, day)
	if d.Outcome == unique.RecallOne || e.Birth.IsZero() {
		return d
	}
	var born []int
	for i, p := range people {
		if p.Birth == e.Birth && p.OwnNumber != e.Number {
			born = append(born, i)
		}
	}
	says := e.Birth != iddoc.Read(e.Number, e.Kind, day).Number.Birth()
	switch {
	case says && e.Name == "" && len(born) == 1:
		return unique.Decision{Outcome: unique.RecallOne, Against: born[0], Reason: scheme.Text{ZH: "号码和出生日期相符，收回", EN: "Number and birth date match: recall"}}
	case d.Warning == "name_mismatch" && (!says || len(born) == 0):
		ask.Birth = civil.Date{}
		if again := unique.Decide(people, ask, day); again.Outcome == unique.RecallOne {
			return again
		}
	}
	return d
}
