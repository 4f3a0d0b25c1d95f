package station

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// takePeople puts a part of the city's lists of people on the watch list, by the same
// rules as a file that somebody loads here: newer takes the place of older, what an
// officer has lifted stays lifted, nothing is ordered back (for that upstream sends a
// task). What the source takes back is lifted. The event says up to where all of the
// city's lists are here, and the next parcel up tells it.
func (s *Station) takePeople(ctx context.Context, sent registry.Sent) (Taken, error) {
	var part registry.SentPeople
	if err := readSent(sent, &part); err != nil {
		return Taken{}, err
	}
	if err := s.allowed(registry.DoLists); err != nil {
		return Taken{}, err
	}
	here, err := s.peopleThrough(ctx)
	if err != nil {
		return Taken{}, fmt.Errorf("take the city's list: %w", err)
	}
	if part.From < 1 || part.To < part.From || !inRange(part) {
		return Taken{}, badSent("名单的编号前后不接，整段没有收下。", "the list's numbers do not fit together; nothing of this part was taken.")
	}
	if part.To <= here {
		return Taken{Result: TakenKnown}, nil
	}
	i, lifts, err := s.peopleOf(part, here)
	if err != nil {
		return Taken{}, err
	}
	i.File = sha256.Sum256(append([]byte(strconv.FormatInt(here, 10)+"\n"), sent.Body...))
	if part.From <= here+1 {
		i.sent = part.To
	}
	if _, err := i.weigh(ctx); err != nil {
		return Taken{}, fmt.Errorf("take the city's list: %w", err)
	}
	if i.sum.Before != 0 {
		return Taken{Result: TakenKnown}, nil
	}
	for _, e := range lifts {
		if err := i.liftAsSaid(ctx, e); err != nil {
			return Taken{}, fmt.Errorf("take the city's list: %w", err)
		}
	}
	slices.SortFunc(i.change.Ended, func(a, b SealedEntry) int { return int(a.ID - b.ID) })
	if i.sent == 0 && len(i.pending)+len(i.change.Ended) == 0 {
		return Taken{Result: TakenKnown}, nil
	}
	if err := i.load(ctx); err != nil {
		return Taken{}, fmt.Errorf("take the city's list: %w", err)
	}
	return i.takenPeople(), nil
}

// peopleThrough is up to which number all that upstream says of people is here.
func (s *Station) peopleThrough(ctx context.Context) (int64, error) {
	return s.newestSent(ctx, listWatch)
}

func inRange(part registry.SentPeople) bool {
	last := part.From - 1
	for _, p := range part.People {
		if p.No <= last || p.No > part.To {
			return false
		}
		last = p.No
	}
	return true
}

// peopleOf are the rows of a part that are new here, and what is lifted. One that
// cannot be read keeps its row, and nobody is let through because of it: the rest is
// listed, and it is told.
func (s *Station) peopleOf(part registry.SentPeople, here int64) (*importing, []watch.Entry, error) {
	l := RecallList{Name: fmt.Sprintf("%d-%d", part.From, part.To)}
	var lifts []watch.Entry
	for _, p := range part.People {
		var e watch.Entry
		err := json.Unmarshal(p.Entry, &e)
		switch {
		case p.No <= here:
		case err != nil:
			l.Rows = append(l.Rows, ListedRow{Row: int(p.No), Result: "invalid", Note: both("读不出来", "it cannot be read")})
		case p.Lifted:
			lifts = append(lifts, e)
		default:
			l.Rows = append(l.Rows, ListedRow{Row: int(p.No), Person: s.readable(e)})
		}
	}
	i := s.newImporting(l)
	i.upstream = true
	return i, lifts, nil
}

// readable is the row of an entry, told by its characters alone where this program
// does not know the kind of its document.
func (s *Station) readable(e watch.Entry) watch.Row {
	row := e.Row()
	if _, bad := watch.Parse(row, s.ports.today()); bad != nil && !bad.Days && !bad.Reason {
		plain := row
		plain.Kind, plain.State = "", ""
		if _, bad := watch.Parse(plain, s.ports.today()); bad == nil {
			return plain
		}
	}
	return row
}

// liftAsSaid ends what the source has said of the person up to the entry that it takes
// back.
func (i *importing) liftAsSaid(ctx context.Context, e watch.Entry) error {
	whose := i.s.blindly(e.Whose())
	sealed, err := i.s.ports.Store.WatchedAs(ctx, whose)
	if err != nil {
		return err
	}
	for _, one := range sealed {
		old, err := i.s.openEntry(one)
		if err != nil {
			return err
		}
		ends := slices.ContainsFunc(i.change.Ended, func(s SealedEntry) bool { return s.ID == one.ID })
		if one.Ended == 0 && !ends && old.About(e) && !e.Before(old) {
			i.change.Ended = append(i.change.Ended, SealedEntry{ID: one.ID, Event: i.event, Keys: i.s.allBlindly(old.Keys())})
		}
	}
	return nil
}

// mostNamed is how many passes are named with a list: more are found on the screens.
const mostNamed = 20

// unread: the row lists nobody, because it cannot be read.
func (r ListAnswer) unread() bool {
	return r.List == "" && slices.Contains([]string{"invalid", "damaged", "no_value"}, r.Result)
}

// takenPeople is what came of it: how many are listed, and whose passes of this station
// the list means, for somebody to look at.
func (i *importing) takenPeople() Taken {
	t := Taken{Result: TakenNow, Event: i.event, Count: len(i.pending), Lifted: len(i.change.Ended)}
	left, holders, masked := 0, 0, 0
	for n, r := range i.rows {
		shown := r.Numbers
		if r.Result == "ask" || i.entries[n].Mask != "" { // whom it may mean, as far as it says
			shown = slices.Concat(r.Numbers, r.Related)
		}
		switch {
		case r.unread():
			left++
		case r.List != "" && r.Result != "none" && r.Result != "already_recalled" && r.Result != "not_in_hand" && len(shown) > 0:
			holders++
			t.Numbers = append(t.Numbers, shown...)
			if i.entries[n].Mask != "" {
				masked++
			}
		}
	}
	slices.Sort(t.Numbers)
	t.Numbers = slices.Compact(t.Numbers)
	t.Numbers = t.Numbers[:min(len(t.Numbers), mostNamed)]
	var zh, en []string
	if holders > 0 {
		passes := strings.Join(t.Numbers, " ")
		zh, en = append(zh, fmt.Sprintf("其中 %d 人可能持有本站的证，请逐一核对：%s", holders, passes)), append(en, fmt.Sprintf("%d of them may hold a pass of this station, look at each: %s", holders, passes))
	}
	if masked > 0 {
		zh, en = append(zh, fmt.Sprintf("其中 %d 人的号码有遮盖，先看是不是本人，是的用 recall 编号收回", masked)), append(en, fmt.Sprintf("of %d the number is masked: look first whether it is the holder, and recall the pass if so", masked))
	}
	if left > 0 {
		zh, en = append(zh, fmt.Sprintf("有 %d 条读不出来，没有列入，请告诉上级", left)), append(en, fmt.Sprintf("%d cannot be read and are not listed: tell upstream", left))
	}
	if len(zh) > 0 {
		t.Note = scheme.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
	}
	return t
}
