package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// What the rows of a list come to: entries that replace older ones of the same
// source and person, and passes that are out.

// list puts the rows about one person into the list. What the source said before
// and says again stays as it is; the rest of it ends.
func (i *importing) list(ctx context.Context, whose [16]byte, group []int, before bool) error {
	var sealed []SealedEntry
	var err error
	if before {
		if sealed, err = i.s.ports.Store.WatchedAs(ctx, whose[:]); err != nil {
			return err
		}
	}
	earlier := make([]watch.Entry, len(sealed))
	for n := range sealed {
		if earlier[n], err = i.s.openEntry(sealed[n]); err != nil {
			return err
		}
	}
	news := false
	for _, r := range group {
		row := &i.rows[r]
		why, stale, err := i.standsAgainst(ctx, i.entries[r], sealed, earlier)
		if err != nil {
			return err
		}
		if row.stale = stale; why.IsZero() {
			news = true
			row.List = "listed"
		} else if i.named[r] { // what is wrong with its number stays said
			i.remark(r, why)
		} else {
			row.Note = why
		}
	}
	if !news {
		return nil
	}
	ended := i.end(sealed, earlier, group)
	for _, r := range group {
		switch row := &i.rows[r]; {
		case row.List == "":
		case i.entries[r].Why == watch.Green && ended == 0:
			row.List, row.Note = "", scheme.Text{ZH: "绿码：名单上没有可解除的", EN: "green: there is nothing on the list that it ends"}
		default:
			if ended > 0 {
				row.List = "replaced"
			}
			i.add(r, whose)
		}
	}
	return nil
}

// standsAgainst says why a row changes nothing: it stands there already, the source
// has said something newer, or an officer has lifted the very same. What is stale
// holds no longer.
func (i *importing) standsAgainst(ctx context.Context, e watch.Entry, sealed []SealedEntry, earlier []watch.Entry) (why scheme.Text, stale bool, err error) {
	for n, o := range earlier {
		lifted, err := i.wasLifted(ctx, sealed, sealed[n])
		if err != nil {
			return scheme.Text{}, false, err
		}
		same := e.Why == o.Why || e.IsColour() && o.IsColour()
		switch {
		case !e.About(o):
		case lifted && same && !o.Listed.Before(e.Listed):
			return scheme.Text{ZH: fmt.Sprintf("第 %d 条说的是同一件事，已由负责人移出，不再列入", sealed[n].ID), EN: fmt.Sprintf("entry %d said the same and was lifted: not listed again", sealed[n].ID)}, true, nil
		case sealed[n].Ended != 0:
		case e.Same(o):
			return scheme.Text{ZH: fmt.Sprintf("名单上已有（第 %d 条）", sealed[n].ID), EN: fmt.Sprintf("it stands there already (entry %d)", sealed[n].ID)}, false, nil
		case e.Before(o):
			return scheme.Text{ZH: fmt.Sprintf("同一来源有更新的（第 %d 条，%s），以新的为准", sealed[n].ID, o.Listed), EN: fmt.Sprintf("the same source has said something newer (entry %d, %s)", sealed[n].ID, o.Listed)}, true, nil
		}
	}
	return scheme.Text{}, false, nil
}

// wasLifted reports that no newer entry took the place of one that has ended: it was
// lifted. Upstream may say again what upstream lifted; what an officer of this station
// lifted stays so.
func (i *importing) wasLifted(ctx context.Context, sealed []SealedEntry, one SealedEntry) (bool, error) {
	if one.Ended == 0 || slices.ContainsFunc(sealed, func(s SealedEntry) bool { return s.Event == one.Ended }) {
		return false, nil
	}
	if !i.upstream {
		return true, nil
	}
	for e, err := range i.s.ports.Store.EventsAfter(ctx, one.Ended-1) {
		return err == nil && e.Kind == registry.WatchLifted, err
	}
	return true, nil
}

// end ends what the source said before and does not say again, and counts it.
func (i *importing) end(sealed []SealedEntry, earlier []watch.Entry, group []int) (ended int) {
	for n, old := range sealed {
		again := slices.ContainsFunc(group, func(r int) bool { return i.entries[r].Same(earlier[n]) })
		about := slices.ContainsFunc(group, func(r int) bool { return i.rows[r].List != "" && i.entries[r].About(earlier[n]) })
		if old.Ended != 0 || again || !about {
			continue
		}
		i.change.Ended = append(i.change.Ended, SealedEntry{ID: old.ID, Event: i.event, Keys: i.s.allBlindly(earlier[n].Keys())})
		ended++
	}
	return ended
}

// add draws up the entry of a row.
func (i *importing) add(r int, whose [16]byte) {
	i.pending = append(i.pending, pendingEntry{row: r, id: i.next, whose: whose})
	i.next++
}

// match finds the passes that a row means.
func (i *importing) match(ctx context.Context, r int) error {
	row := &i.rows[r]
	if len(i.keys[r]) == 0 {
		row.Result = "none"
		if i.entries[r].HidesBoth() {
			i.remark(r, scheme.Text{ZH: "姓名和号码都有遮盖，查不出有没有证；本人来时会问", EN: "both the name and the number are masked: whether there is a pass cannot be found; the desk asks when somebody comes whom it fits"})
		}
		return nil
	}
	said := row.Note // of the list itself: it stands behind what becomes of the pass
	row.Note = scheme.Text{}
	pass, err := i.s.answerHolders(ctx, i.entries[r], i.keys[r], i.day, row)
	if i.spoilt[r] && row.Result == "match" {
		row.Result, row.Note = "ask", watch.MeansPass
	}
	if err == nil && row.Result == "conflict" {
		err = i.otherOfConflict(ctx, r)
	}
	if err == nil && row.Result == "match" && pass != nil {
		err = i.order(ctx, r, *pass)
		i.sayNotOrdered(r, pass.Number.String())
	}
	i.remark(r, said)
	return err
}

// sayNotOrdered puts right what the rules of recall say of a match that is not ordered
// back: their reason reads as if it were.
func (i *importing) sayNotOrdered(r int, pass string) {
	row := &i.rows[r]
	_, ordered := i.passes[pass]
	switch {
	case row.Ordered:
	case row.stale, i.entries[r].Why == watch.Green: // nothing that anybody would recall by
		row.Note = watch.MeansPass
	case ordered:
		row.Note = scheme.Text{ZH: "就是这张证，另一行已收回它", EN: "It means this pass, and another row orders it back"}
	case i.Orders:
		row.Note = scheme.Text{ZH: "就是这张证，名单没有给出收回的依据，没有收回：要收回的用 recall 编号", EN: "It means this pass; the list gives no ground to recall it, and it is not recalled: recall NUMBER orders it back"}
	default:
		row.Note = scheme.Text{ZH: "就是这张证，没有收回：要收回的用 recall 编号，或载入时加 --recall", EN: "It means this pass, which is not recalled: recall NUMBER orders it back, or --recall with the import"}
	}
}

// answerHolders says which passes an entry means, and answers the one that it means
// beyond doubt, or as far as a mask does; nil for none.
func (s *Station) answerHolders(ctx context.Context, e watch.Entry, keys []BlindKey, day civil.Date, row *ListAnswer) (*registry.PassState, error) {
	people, passes, err := s.listedHolders(ctx, e, keys)
	if err != nil {
		return nil, err
	}
	d := e.Decide(people, recallOf(e), day)
	row.Result = matchResult(d, people, e)
	recalled := func(p registry.PassState) bool { return p.Status.UnderRecall() }
	if row.Result == "already_recalled" && !slices.ContainsFunc(passes, recalled) { // returned, lost or void by itself
		row.Result = "not_in_hand"
	}
	for n, p := range passes {
		number := p.Number.String()
		switch {
		case n == d.Against && row.Result != "none":
			row.Numbers = append(row.Numbers, number)
		case row.Result == "ambiguous" && people[n].PrintedNumber == "", row.Result == "conflict":
			row.Numbers = append(row.Numbers, number)
		case slices.Contains(d.Related, n), row.Result == "none", row.Result == "ambiguous":
			row.Related = append(row.Related, number)
		}
	}
	if row.Note.IsZero() && row.Result != "none" {
		row.Note = reasonOf(e, d, people, row.Result)
	}
	if row.Result == "already_recalled" && d.Against >= 0 && len(toFetch(passes[d.Against])) > 0 {
		row.Note = stillOut
	}
	if d.Against < 0 {
		return nil, nil
	}
	return &passes[d.Against], nil
}

// stillOut is said of a pass that was recalled before and whose paper has not come back.
var stillOut = scheme.Text{ZH: "已通知收回，纸证还没有交回", EN: "Recalled already, and the paper is still to be fetched"}

// reasonOf is the reason of a decision, and of a child that stands under a parent's number
// a sentence of its own.
func reasonOf(e watch.Entry, d unique.Decision, people []unique.Person, result string) scheme.Text {
	switch {
	case result == "match" && e.HidesName():
		return scheme.Text{ZH: "号码相符，姓名有遮盖，露出的字和持证人相符，收回", EN: "the number matches; of the masked name what is seen is the holder's: recall"}
	case result == "match" && isChildsPass(people[d.Against]):
		return scheme.Text{ZH: "名单写的是孩子的姓名、父母的号码：收回孩子这张证，父母的不收", EN: "the list has the child's name and a parent's number: the child's pass is recalled, the parent's is not"}
	case result == "conflict":
		return scheme.Text{
			ZH: "这个号码的证是别人的姓名，没有收回，须核对；名单写的若是孩子的姓名、父母的号码，那么孩子没有证，父母的证不收",
			EN: "the pass under this number bears another name, and was not recalled: compare. If the list has a child's name and a parent's number, the child holds no pass, and the parent's is not meant"}
	}
	return scheme.Text(d.Reason)
}

func isChildsPass(p unique.Person) bool { return p.PrintedNumber != "" && !p.Carded }

// holderKeys are the keys of the passes that an entry may mean: under its number,
// or else under its name.
func holderKeys(e watch.Entry) unique.KeySet {
	k := unique.Keys(recallOf(e))
	switch {
	case iddoc.Type(e.Kind).IsCitizen(): // no other kind of document bears such a number
		return unique.KeySet{Numbers: k.Numbers}
	case e.Number != "":
		return unique.KeySet{Numbers: k.Numbers, Bare: k.Bare}
	}
	return unique.KeySet{Fold: k.Fold, Words: k.Words}
}

// recallOf is the entry as the rules of recall read it. The birth that a number says
// is its owner's: a child that is named under a parent's number has another.
func recallOf(e watch.Entry) unique.Person {
	p := unique.Person{Event: "recall", Number: e.Number + e.Mask, OwnScheme: e.Kind, OwnState: e.State, Name: e.Name}
	if !iddoc.Type(e.Kind).IsCitizen() {
		p.Birth = e.Birth
	}
	return p
}

// matchResult is the word for a decision about a recall. A number that stands only
// on children's passes is a parent's who has none.
func matchResult(d unique.Decision, people []unique.Person, e watch.Entry) string {
	onlyChildren := !slices.ContainsFunc(people, func(p unique.Person) bool { return !isChildsPass(p) })
	switch {
	case d.Outcome == unique.RecallOne && d.Warning == "masked":
		return "match_masked"
	case d.Outcome == unique.RecallOne:
		return "match"
	case d.Warning == "not_found":
		return "none"
	case d.Warning == "name_mismatch" && (onlyChildren || e.Number == ""):
		return "none"
	case d.Warning == "name_mismatch":
		return "conflict"
	case d.Warning == "ambiguous", d.Warning == "already_recalled":
		return d.Warning
	}
	return "ask"
}

// order orders a pass back, when that was asked for and the list gives a ground.
func (i *importing) order(ctx context.Context, r int, p registry.PassState) error {
	number := p.Number.String()
	ground, has := recallGround(i.entries[r], i.day)
	_, ordered := i.passes[number]
	_, illegal := registry.Next(p.Status, registry.RecallOrdered)
	if !i.Orders || !has || ordered || illegal != nil || i.rows[r].stale {
		return nil
	}
	e := i.entries[r]
	body, err := i.s.recallBody(ctx, p, ground)
	if err != nil {
		return err
	}
	note := registry.Body(noteRecord{fmt.Sprintf("%s，%s", e.Source, e.Listed)})
	i.passes[number] = p
	i.recall = append(i.recall, draftEvent{kind: registry.RecallOrdered, pass: number, body: registry.Body(body), record: note})
	i.rows[r].Ordered = true
	return nil
}
