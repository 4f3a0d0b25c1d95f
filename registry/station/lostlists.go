package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// LostList is a list that was loaded behind a backup that was put back. That it was
// comes back with the branch; who stood on it does not, for a parcel up holds the event
// and not the list. Until it is loaded again nobody is asked about these people.
type LostList struct {
	List string    `json:"list"` // residents, watch, recall, areas, directory
	At   time.Time `json:"at"`
	Rows int       `json:"rows,omitempty"`

	event int64 // here
	file  string
}

func (l LostList) text() scheme.Text {
	name, known := lostNames[l.List]
	if !known {
		name = scheme.Text{ZH: l.List, EN: l.List}
	}
	day := l.At.Format(time.DateOnly)
	if l.Rows > 0 {
		return scheme.Text{ZH: fmt.Sprintf("%s 载入的%s（%d 行）", day, name.ZH, l.Rows), EN: fmt.Sprintf("%s of %s (%s)", name.EN, day, scheme.Counted(l.Rows, "row"))}
	}
	return scheme.Text{ZH: day + " 载入的" + name.ZH, EN: name.EN + " of " + day}
}

var lostNames = map[string]scheme.Text{
	listResidents: {ZH: "居民名单", EN: "the residents' list"}, listWatch: {ZH: "重点人员名单", EN: "the watch list"}, listRecall: {ZH: "收回名单", EN: "the recall list"},
	listAreas: {ZH: "地区名单", EN: "the list of areas"}, listDirectory: {ZH: "站点通讯录", EN: "the station directory"},
}

// LostText says which lists have to be loaded again; none where none has.
func (b Back) LostText() scheme.Text {
	if len(b.Lists) == 0 {
		return scheme.Text{}
	}
	var zh, en []string
	for _, l := range b.Lists {
		t := l.text()
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	return scheme.Text{ZH: "备份以后载入的名单没有随着补回，要重新载入：" + strings.Join(zh, "、") + "。在此以前，名单上的人照常发证。",
		EN: "Lists loaded since the backup did not come back and have to be loaded again: " + strings.Join(en, ", ") + ". Until then whoever stands on them is issued."}
}

// loadedByHand is what a ListImported event loaded by hand; what upstream sent comes again
// by itself, and what only lifts entries is no list.
func loadedByHand(e registry.Event, here int64) (l LostList, is bool) {
	var b registry.ListBody
	if e.Kind != registry.ListImported || json.Unmarshal(e.Body, &b) != nil || b.Sent > 0 || b.List == listUnlisted {
		return l, false
	}
	l = LostList{List: b.List, At: e.At, Rows: max(b.Rows, b.Count), event: here, file: b.File}
	if b.List == listWatch && b.Kind != "" {
		l.List = b.Kind
	}
	return l, l.Rows > 0
}

// lostLists are those that came back as events and were not loaded again, the oldest
// first.
func (s *Station) lostLists(ctx context.Context) (lost []LostList, err error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ReturnedKinds...) {
		if err != nil {
			return nil, err
		}
		if !e.Returned() {
			continue
		}
		was, _, err := e.Original()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if l, is := loadedByHand(was, e.No); is {
			l.At = l.At.In(s.ports.Zone)
			lost = slices.DeleteFunc(lost, l.instead)
			lost = append(lost, l)
		}
	}
	if len(lost) == 0 {
		return nil, nil
	}
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ListImported) {
		if err != nil {
			return nil, err
		}
		if l, is := loadedByHand(e, e.No); is {
			lost = withoutLoaded(lost, l)
		}
	}
	return lost, nil
}

// people: such lists stand beside each other; of the others the last stands for all.
func (l LostList) people() bool { return l.List == listWatch || l.List == listRecall }

// instead: the list takes the place of the other.
func (l LostList) instead(other LostList) bool {
	return l.List == other.List && (!l.people() || l.file == other.file)
}

// withoutLoaded: the very file, or else, of those that came back before it was loaded,
// the oldest of its kind. Who loads the list of today has what the list of then said.
func withoutLoaded(lost []LostList, l LostList) []LostList {
	i := slices.IndexFunc(lost, l.instead)
	if i < 0 {
		i = slices.IndexFunc(lost, func(o LostList) bool { return o.List == l.List && o.event < l.event })
	}
	if i < 0 {
		return lost
	}
	return slices.Delete(lost, i, i+1)
}
