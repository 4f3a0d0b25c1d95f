package scheme

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
)

// AreaKind is what a list calls the areas on it.
type AreaKind string

// The kinds that the papers speak of: 疫情重点地区, 其他特定地区, 较高风险县(市、区).
const (
	KeyArea    AreaKind = "key"
	Specified  AreaKind = "specified"
	HigherRisk AreaKind = "higher_risk"
)

// AreaKinds, the weightiest first: an area on two lists counts as the first.
var AreaKinds = []AreaKind{KeyArea, Specified, HigherRisk}

// Area is one line of a dated list of areas. From and Until are the first and
// the last day on which it stood on the list; zero: from the beginning, until
// further notice.
type Area struct {
	Kind     AreaKind   `json:"kind"`
	Division string     `json:"division"` // GB/T 2260, six digits; a province or a prefecture with all that lies in it
	From     civil.Date `json:"from,omitzero"`
	Until    civil.Date `json:"until,omitzero"`
	Source   string     `json:"source"` // the paper that lists it
}

// areaWords are what lists call the kinds.
var areaWords = map[string]AreaKind{
	"key": KeyArea, "key_area": KeyArea, "重点": KeyArea, "重点地区": KeyArea, "疫情重点地区": KeyArea, "重点疫区": KeyArea,
	"specified": Specified, "specific": Specified, "特定": Specified, "特定地区": Specified, "其他特定地区": Specified,
	"higher_risk": HigherRisk, "high_risk": HigherRisk, "较高风险": HigherRisk, "较高风险县": HigherRisk, "较高风险地区": HigherRisk, "高风险": HigherRisk, "高风险地区": HigherRisk,
}

// ParseArea reads a line of a list: the kind, the place by its code or name, the
// first and the last day (either may be empty), and the paper.
func ParseArea(kind, place, from, until, source string) (Area, error) {
	a := Area{Kind: areaWords[plainWord(kind)], Source: strings.TrimSpace(source)}
	if a.Kind == "" {
		return a, badInput("类别写 key（重点地区）、specified（特定地区）或 higher_risk（较高风险）", "the kind is key, specified or higher_risk")
	}
	var err error
	if a.Division, err = DivisionOf(place); err != nil {
		return a, err
	}
	for _, d := range []struct {
		typed string
		day   *civil.Date
	}{{from, &a.From}, {until, &a.Until}} {
		if *d.day, err = civil.Parse(strings.TrimSpace(d.typed)); err != nil {
			return a, badInput("日期写成 YYYY-MM-DD，且确有此日", "days are written YYYY-MM-DD, and are real days")
		}
	}
	switch {
	case a.Source == "":
		return a, badInput("没有写来源：哪份文件列入的", "the paper that lists the area is not named")
	case !a.Until.IsZero() && a.Until.Before(a.From):
		return a, badInput("止日早于起日", "the last day lies before the first")
	}
	return a, nil
}

// StayFacts are the facts that a stay in an area of some kind comes to: for
// somebody who has been there, and for somebody who came from there.
type StayFacts struct{ Been, From string }

// usualStays are the facts of a scheme that names none of its own.
var usualStays = map[AreaKind]StayFacts{
	KeyArea:    {"been_to_key_area", "from_key_area"},
	Specified:  {"from_specific_area", "from_specific_area"},
	HigherRisk: {"higher_risk_county", "higher_risk_county"},
}

// WithAreas is the scheme with more areas than its papers name: the lists that
// were loaded into a station.
func (s Scheme) WithAreas(loaded []Area) Scheme {
	s.Areas = append(append([]Area(nil), s.Areas...), loaded...)
	return s
}

// implyStays adds what the places say in which a person has been.
func (c *Case) implyStays() {
	for _, stay := range c.Been {
		if stay.Day.After(c.Day) && !c.Day.IsZero() {
			continue // not there yet, in a course
		}
		for _, m := range c.stayed(stay) {
			f := factByWord[m.code]
			f.on = stay.Day
			c.addFact(f)
			c.explain(m.code, m.why)
		}
	}
}

// explain keeps with a ground what it rests on, for the reason.
func (c *Case) explain(code string, why Text) {
	for i := range c.Grounds {
		if c.Grounds[i].Code == code && c.Grounds[i].because.IsZero() {
			c.Grounds[i].because = why
		}
	}
}

// rests is what the ground under judgement rests on. The desk's own rules judge no
// ground; where one of them refuses, every stay that counts is named.
func (c *Case) rests(r *Rule) Text {
	if !c.Ground.IsZero() || r.Outcome != "REFUSE" {
		return c.Ground.because
	}
	var why Text
	for _, f := range c.Grounds {
		why = why.And(f.because)
	}
	return why
}

// And is two texts as one. The first may end like a sentence: its stop goes away.
func (t Text) And(o Text) Text {
	if t.IsZero() || o.IsZero() {
		return Text{t.ZH + o.ZH, t.EN + o.EN}
	}
	return Text{strings.TrimRight(t.ZH, "。；") + "；" + o.ZH, strings.TrimRight(t.EN, ".;") + "; " + o.EN}
}

// because is a reason with what it rests on in brackets.
func (t Text) because(why Text) Text {
	if why.IsZero() {
		return t
	}
	return Text{t.ZH + "（" + why.ZH + "）", t.EN + " (" + why.EN + ")"}
}

// meaning is a fact that a stay comes to, and what it rests on.
type meaning struct {
	code string
	why  Text
}

// stayed is what a stay comes to: the area on whose list it stands, else another
// province. Where a weightier list took the area on only after the person had left
// and holds it today, the papers say nothing of it, and the health department is
// asked; a journey that is yellow by itself stays so until then.
func (c *Case) stayed(stay Stay) (found []meaning) {
	if c.faded(stay) {
		return nil
	}
	place, also := stay.where(), Text{}
	now, listed := c.listed(stay, stay.Day)
	if later, ok := c.listed(stay, c.Day); ok && !stay.Day.IsZero() && (!listed || weight(later.Kind) < weight(now.Kind)) {
		list := c.scheme.entry(later)
		found = append(found, meaning{"area_listed_later", place.on(list)})
		also = listedSince.filled("{list}", list.ZH, "{List}", list.EN)
	}
	home := c.scheme.DivisionPrefix
	switch {
	case listed:
		facts := c.scheme.stayFacts(now.Kind)
		code := facts.Been
		if stay.From {
			code = facts.From
		}
		return append(found, meaning{code, place.on(c.scheme.entry(now)).And(also)})
	case !strings.HasPrefix(stay.Division, home[:2]):
		return append(found, meaning{"cross_province", place.And(also)})
	case !strings.HasPrefix(stay.Division, home) && len(c.scheme.Areas) == 0:
		// The papers speak of areas in the province and name none: nobody can say.
		return append(found, meaning{"area_unknown", place})
	}
	return found
}

// on is a stay and the list that it is on.
func (t Text) on(list Text) Text { return Text{t.ZH + "，" + list.ZH, t.EN + "; " + list.EN} }

func (s Scheme) stayFacts(kind AreaKind) StayFacts {
	if f, ok := s.Stays[kind]; ok {
		return f
	}
	return usualStays[kind]
}

// faded is a stay too long ago to count, where the scheme says how long one does.
func (c *Case) faded(stay Stay) bool {
	days := int(c.scheme.Number("area_days"))
	if days == 0 || stay.Day.IsZero() || c.Day.IsZero() || stay.Day.DaysUntil(c.Day) < days {
		return false
	}
	c.turned("area_days")
	return true
}

// listed is the weightiest area that the stay was in and that stood on its list on
// the day; on no day every listing counts.
func (c *Case) listed(stay Stay, day civil.Date) (best Area, found bool) {
	for _, kind := range AreaKinds {
		for _, a := range c.scheme.Areas {
			if a.Kind == kind && a.holds(stay.Division) && (day.IsZero() || a.on(day)) {
				return a, true
			}
		}
	}
	return Area{}, false
}

func weight(kind AreaKind) int { return slices.Index(AreaKinds, kind) }

// on reports whether the area stood on the list on the day.
func (a Area) on(day civil.Date) bool {
	return !day.IsZero() && !day.Before(a.From) && (a.Until.IsZero() || !day.After(a.Until))
}

// holds reports whether a place lies in the area, or may: who was somewhere in a
// province may have been in the city that is listed.
func (a Area) holds(division string) bool {
	area, place := trunk(a.Division), trunk(division)
	return strings.HasPrefix(place, area) || strings.HasPrefix(area, place)
}

// trunk is a division code without the zeros that stand for "all of it".
func trunk(division string) string {
	for len(division) > 2 && strings.HasSuffix(division, "00") {
		division = division[:len(division)-2]
	}
	return division
}

// entry is the list on which an area stands, and since and until when, for a reason.
func (s Scheme) entry(a Area) Text {
	paper, span := s.PaperTitle(a.Source), a.span()
	return Text{"名单：" + paper.ZH + span.ZH, "list: " + paper.EN + span.EN}
}

// listedSince stands beside a journey that another list may make worse.
var listedSince = Text{"离开之后才列入{list}，是否按名单计须卫健部门确认", "listed only afterwards ({List}): whether that counts the health department must say"}

// span says since and until when.
func (a Area) span() (t Text) {
	if !a.From.IsZero() {
		t = Text{t.ZH + " " + a.From.String() + " 起", t.EN + " from " + a.From.String()}
	}
	if !a.Until.IsZero() {
		t = Text{t.ZH + " " + a.Until.String() + " 止", t.EN + " until " + a.Until.String()}
	}
	return t
}

// where is the place and the day, for a reason.
func (y Stay) where() Text {
	name := y.Division
	if r, err := iddoc.RegionOf(y.Division); err == nil {
		name = strings.ReplaceAll(r.Path(), " ", "")
	}
	if y.Day.IsZero() {
		return Text{name, name}
	}
	return Text{name + "，" + y.Day.String() + " 离开", name + ", left " + y.Day.String()}
}
