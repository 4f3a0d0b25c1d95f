package station

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/unique"
	"passdesk/registry/watch"
)

// The lists of people that health authorities and the region send are asked by
// every check. They decide nothing: what they say joins what the applicant said,
// and the scheme's rules answer (对分析出的密切接触者…按照防疫规定予以处置, 001).

// Watched is what a list says of an applicant, as a verdict tells it. It names
// nobody.
type Watched struct {
	ID     int64       `json:"id"` // under which an officer lifts it
	Why    string      `json:"why"`
	Says   scheme.Text `json:"says"`
	Source string      `json:"source"`
	Listed civil.Date  `json:"listed"`
	Until  civil.Date  `json:"until,omitzero"`
	Match  watch.Fit   `json:"match"` // number, confirmed; guardian; conflict, masked, name, name_only, document, unclear: ask
}

// Words for what lists add to a verdict.
const (
	warnWatch    = "watch_match"     // an entry may mean the applicant: somebody has to look
	warnGuardian = "guardian_listed" // the number under which a child is entered is on a list
)

// listing is an entry that means, or may mean, the person at hand.
type listing struct {
	id    int64
	event int64 // of the list that brought it
	entry watch.Entry
	fit   watch.Fit
}

func (l listing) told() Watched {
	e := l.entry
	return Watched{ID: l.id, Why: e.Why, Says: e.Says(), Source: e.Source, Listed: e.Listed, Until: e.Until, Match: l.fit}
}

func watchAddress(id int64) seal.AAD { return seal.AAD{Table: "watch", Version: 1, Row: id} }

func (s *Station) openEntry(e SealedEntry) (entry watch.Entry, err error) {
	plain, err := s.vault.Open(watchAddress(e.ID), e.Sealed)
	if err == nil {
		err = json.Unmarshal(plain, &entry)
	}
	if err != nil {
		return entry, fmt.Errorf("%w: entry %d of the watch list does not open", ErrDamaged, e.ID)
	}
	return entry, nil
}

// blindly is a key of the list as the store knows it.
func (s *Station) blindly(k watch.Key) []byte {
	blind := s.vault.Blind16(k.Label, k.Value)
	return bytes.Clone(blind[:])
}

func (s *Station) allBlindly(keys []watch.Key) [][]byte {
	blind := make([][]byte, len(keys))
	for i, k := range keys {
		blind[i] = s.blindly(k)
	}
	return blind
}

// onLists are the entries that mean, or may mean, the person on the day. Whoever
// was told apart from an entry is not asked about again.
func (s *Station) onLists(ctx context.Context, p unique.Person, k unique.KeySet, day civil.Date) ([]listing, error) {
	found, err := s.ports.Store.Watched(ctx, s.allBlindly(watch.KeysOf(p, k)))
	if err != nil {
		return nil, fmt.Errorf("ask the watch list: %w", err)
	}
	var on []listing
	for _, sealed := range found {
		entry, err := s.openEntry(sealed)
		if err != nil {
			return nil, err
		}
		l := listing{sealed.ID, sealed.Event, entry, entry.Fits(p)}
		if l.fit.Asks() {
			if l.fit, err = s.answeredFit(ctx, l, p); err != nil {
				return nil, err
			}
		}
		if l.fit != watch.None && (entry.Stands(day) || entry.Why == watch.Green && l.fit.Counts()) {
			on = append(on, l)
		}
	}
	return on, nil
}

// answeredFit is what somebody who looked at both has said. That an entry which
// gives no reason means the person says nothing that a rule could answer.
func (s *Station) answeredFit(ctx context.Context, l listing, p unique.Person) (watch.Fit, error) {
	answers, err := s.ports.Store.WatchAnswers(ctx, l.id)
	if err != nil {
		return l.fit, fmt.Errorf("ask the watch list: %w", err)
	}
	person := s.blindly(watch.PersonKey(p))
	for _, a := range answers {
		switch {
		case !bytes.Equal(a.Person, person):
		case !a.Same:
			return watch.None, nil
		case l.entry.Fact() != "":
			return watch.Answered, nil
		}
	}
	return l.fit, nil
}

// askLists finds what lists say of the applicant, and adds what counts to what was
// declared.
func (s *Station) askLists(ctx context.Context, c *checked) (err error) {
	in := &c.applicant.inputs
	day := s.ports.today()
	if !in.Today.IsZero() {
		day = in.Today
	}
	if c.listed, err = s.onLists(ctx, c.person, c.keys, day); err != nil {
		return err
	}
	c.listed = slices.DeleteFunc(c.listed, func(l listing) bool { // this very case has said that it is somebody else
		return l.fit != watch.Exact && slices.Contains(c.standing.looked, l.id)
	})
	for _, l := range c.listed {
		switch {
		case l.fit.Counts():
			*in = l.entry.States(*in, day)
		case l.fit == watch.Guardian:
			c.applicant.warnings = appendNew(c.applicant.warnings, warnGuardian)
		default:
			c.applicant.warnings = appendNew(c.applicant.warnings, warnWatch)
		}
	}
	return nil
}

// facts are what the lists state of the person.
func (c *checked) facts() []string {
	var facts []string
	for _, l := range c.listed {
		if l.fit.Counts() && l.entry.Fact() != "" {
			facts = append(facts, l.entry.Fact())
		}
	}
	return facts
}

// mayStandFor leaves out what officers decided about a fact that stands on a list:
// first the entry is lifted, by whoever answers for it, and recorded.
func (c *checked) mayStandFor(rules []scheme.Asked) []scheme.Asked {
	facts := c.facts()
	if len(facts) == 0 {
		return rules
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r scheme.Asked) bool { return slices.Contains(facts, r.Ground) })
}

// nameLists tells with the verdict what lists say, and beside the reason which of
// them it rests on.
func (c *checked) nameLists(ground string) {
	var zh, en string
	for _, l := range c.listed {
		c.verdict.Watch = append(c.verdict.Watch, l.told())
		if fact := l.entry.Fact(); l.fit.Counts() && fact != "" && fact == ground {
			zh += fmt.Sprintf("；%s，%s 列入", l.entry.Source, l.entry.Listed)
			en += fmt.Sprintf("; %s, %s", l.entry.Source, l.entry.Listed)
		}
	}
	if zh != "" && !c.verdict.Issues() {
		c.verdict.Reason.ZH += "（据名单：" + zh[len("；"):] + "）"
		c.verdict.Reason.EN += " (by the list of " + en[len("; "):] + ")"
	}
}

// checkLists holds back what would be issued while an entry may mean the
// applicant: nothing is refused on a name alone, and nothing issued.
func (c *checked) checkLists() {
	open := slices.IndexFunc(c.listed, func(l listing) bool { return l.fit.Asks() })
	if open < 0 || !c.verdict.Issues() {
		return
	}
	c.park(warnWatch, watchQuestion(c.listed[open].told()))
	v := &c.verdict
	v.Key, v.Cite, v.Source, v.Choice, v.Settings, v.StationSet = "", "", "", "", nil, nil
}

func watchQuestion(w Watched) scheme.Text {
	zh := fmt.Sprintf("（%s，%s 列入：%s）", w.Source, w.Listed, w.Says.ZH)
	en := fmt.Sprintf(" (%s, %s: %s)", w.Source, w.Listed, w.Says.EN)
	switch w.Match {
	case watch.Unclear:
		return scheme.Text{ZH: "名单上有这个人，原因没有写明，请负责人核实" + zh, EN: "The person is on a list that does not say why: an officer finds out" + en}
	case watch.NameOnly:
		return scheme.Text{ZH: "名单上有同名的人，没有号码，请负责人核实是不是本人" + zh, EN: "A list has this name and no number: an officer finds out whether it is this person" + en}
	case watch.Conflict:
		return scheme.Text{ZH: "名单上有这个号码，姓名却是别人，请负责人核实" + zh, EN: "The number is on a list under another name: an officer finds out" + en}
	}
	return scheme.Text{ZH: "名单上可能是这个人，请负责人对照名单核实" + zh, EN: "A list may mean this person: an officer compares" + en}
}
