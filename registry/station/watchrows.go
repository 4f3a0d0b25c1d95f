package station

import "passdesk/registry/scheme"

// Of the rows of one person in a file one stands, and the others say so.

// stand puts a row among those of its person, in the place of one that says less.
func (i *importing) stand(whose [16]byte, r int) {
	e := i.entries[r]
	for _, other := range i.groups[whose] {
		o := i.entries[other]
		switch {
		case !e.About(o) && e.Number != "":
			i.clash[r] = other
		case !e.About(o):
		case e.Contradicts(o):
			i.against = append(i.against, [2]int{other, r})
		case e.Vaguer(o), o.Vaguer(e): // whom the vaguer one means its own verdict says
		case e.Why != o.Why && !(e.IsColour() && o.IsColour()):
			i.also[r] = other
		default:
			stands, needless := i.newer(r, other)
			if i.spoilt[stands] && !i.spoilt[needless] { // the newer one orders nothing back, and the older may
				continue
			}
			if stands == r && !i.named[r] {
				i.newWord(other, r)
				stands, needless = other, r
			}
			i.duplicate(needless, stands)
			return
		}
	}
	i.groups[whose] = append(i.groups[whose], r)
}

// newWord gives the first row of a person what a later one says, which is newer, or right:
// so a row that repeats another always points back.
func (i *importing) newWord(first, r int) {
	i.entries[first], i.keys[first] = i.entries[r], i.keys[r]
	i.rows[first].Norm, i.rows[first].Why = i.rows[r].Norm, i.rows[r].Why
	i.spoilt[first] = i.spoilt[r] || len(i.Rows[first].Person.Doubt.Says) > 0
	at := i.rows[r].at()
	i.remark(first, scheme.Text{ZH: at.ZH + "也是这个人，写得更新或更准，以那一行为准", EN: at.EN + " is the same person, newer or more exact: what it says counts"})
}

// newer tells of two rows that list one person for one reason which of them stands: the
// newer, on one day the worse colour, and of two that say the same the one that is right.
func (i *importing) newer(r, other int) (stands, needless int) {
	e, o := i.entries[r], i.entries[other]
	if o.Before(e) || !e.Before(o) && i.spoilt[other] && !i.spoilt[r] {
		return r, other
	}
	return other, r
}

func (i *importing) duplicate(r, of int) {
	row := &i.rows[r]
	if i.named[r] { // the same name, and perhaps not the same person
		at := i.rows[of].at()
		i.remark(r, scheme.Text{ZH: at.ZH + "已按这个姓名列入", EN: at.EN + " lists the name already"})
		return
	}
	row.sayOf(i.rows[of])
}
