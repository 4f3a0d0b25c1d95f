package scheme

import (
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
		if code, why := c.stayed(stay); code != "" {
			f := factByWord[code]
			f.on = stay.Day
			c.addFact(f)
			c.explain(code, why)
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
		why = why.and(f.because)
	}
	return why
}

// and is two texts as one.
func (t Text) and(o Text) Text {
	if t.IsZero() || o.IsZero() {
		return Text{t.ZH + o.ZH, t.EN + o.EN}
	}
	return Text{t.ZH + "；" + o.ZH, t.EN + "; " + o.EN}
}

// because is a reason with what it rests on in brackets.
func (t Text) because(why Text) Text {
	if why.IsZero() {
		return t
	}
	return Text{t.ZH + "（" + why.ZH + "）", t.EN + " (" + why.EN + ")"}
}

// stayed is the fact that a stay comes to, and on which list it stands; "" when
// it says nothing against the person.
func (c *Case) stayed(stay Stay) (code string, why Text) {
	if c.faded(stay) {
		return "", Text{}
	}
	place := stay.where()
	if a, listed := c.listed(stay); listed {
		facts := c.scheme.stayFacts(a.Kind)
		code = facts.Been
		if stay.From {
			code = facts.From
		}
		span, since := a.span()
		paper := c.scheme.PaperTitle(a.Source)
		return code, Text{place.ZH + "，名单：" + paper.ZH + span, place.EN + "; list: " + paper.EN + since}
	}
	home := c.scheme.DivisionPrefix
	switch {
	case !strings.HasPrefix(stay.Division, home[:2]):
		return "cross_province", place
	case !strings.HasPrefix(stay.Division, home) && len(c.scheme.Areas) == 0:
		// The papers speak of areas in the province and name none: nobody can say.
		return "area_unknown", place
	}
	return "", Text{}
}

func (s Scheme) stayFacts(kind AreaKind) StayFacts {
	if f, ok := s.Stays[kind]; ok {
		return f
	}
	return usualStays[kind]
}

// faded is a stay too long ago to count, where the scheme says how long one does.
func (c *Case) faded(stay Stay) bool {
	days := int(c.scheme.Number("area_days"))
	return days > 0 && !stay.Day.IsZero() && !c.Day.IsZero() && stay.Day.DaysUntil(c.Day) >= days
}

// listed is the weightiest area that the stay was in. It counts when the area
// stood on the list on the last day there, or stands on it today: the papers say
// nothing of people who left before it was listed, and this is the stricter
// reading. Without a day every listing counts.
func (c *Case) listed(stay Stay) (best Area, found bool) {
	for _, kind := range AreaKinds {
		for _, a := range c.scheme.Areas {
			if a.Kind == kind && a.holds(stay.Division) && (stay.Day.IsZero() || a.on(stay.Day) || a.on(c.Day)) {
				return a, true
			}
		}
	}
	return Area{}, false
}

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

// span says since and until when, in both languages.
func (a Area) span() (zh, en string) {
	if !a.From.IsZero() {
		zh, en = zh+" "+a.From.String()+" 起", en+" from "+a.From.String()
	}
	if !a.Until.IsZero() {
		zh, en = zh+" "+a.Until.String()+" 止", en+" until "+a.Until.String()
	}
	return zh, en
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
