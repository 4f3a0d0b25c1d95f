package station

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Place is a line of the station directory: where a person is sent whom this
// point may not serve.
type Place struct {
	Kind     string `json:"kind"` // of registry.PointKinds, or health
	Name     string `json:"name"`
	Division string `json:"division"` // GB/T 2260, six digits
	Address  string `json:"address,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Hours    string `json:"hours,omitempty"`
	Station  string `json:"station,omitempty"` // code in pass numbers, three digits
}

// placeHealth is the health department's or the prevention office's desk, which
// settles what the rules ask it.
const placeHealth = "health"

// placeKinds are what lists call the kinds.
var placeKinds = map[string]string{
	"社区": "community", "小区": "community", "村": "village", "企业": "enterprise", "楼宇": "building", "单位": "unit",
	"卡口": "checkpoint", "卡点": "checkpoint", "检查点": "checkpoint", "公安": "police", "派出所": "police",
	"卫健": placeHealth, "卫健委": placeHealth, "卫健局": placeHealth, "防控办": placeHealth,
}

// longestValue is how long anything in the directory may be: it stands on a slip.
const longestValue = 100

// ParsePlace reads a line of a directory, or says why it sends nobody anywhere,
// as a *NotPlace. The division may be named or numbered, the kind written in
// Chinese or English.
func ParsePlace(p Place) (Place, error) {
	for _, v := range []*string{&p.Kind, &p.Name, &p.Division, &p.Address, &p.Phone, &p.Hours, &p.Station} {
		*v = strings.Join(strings.Fields(*v), " ")
		if utf8.RuneCountInString(*v) > longestValue || !utf8.ValidString(*v) || strings.ContainsFunc(*v, unprintable) {
			return p, badPlace("有一格读不出来，或超过 100 个字", "a value cannot be read, or is longer than 100 characters")
		}
	}
	if word, ok := placeKinds[p.Kind]; ok {
		p.Kind = word
	}
	p.Kind = strings.ToLower(p.Kind)
	var err error
	switch {
	case p.Kind != placeHealth && !slices.Contains(registry.PointKinds, p.Kind):
		return p, badPlace("没有这种类型；可写 派出所、社区、村、企业、楼宇、单位、检查点、卫健", "no such kind; there are "+strings.Join(registry.PointKinds, ", ")+", "+placeHealth)
	case p.Name == "":
		return p, badPlace("没有写名称", "the name is missing")
	case p.Address == "" && p.Phone == "":
		return p, badPlace("地址和电话都没有写，没法指路", "neither address nor telephone is given: nobody can be sent there")
	case !rings(p.Phone):
		return p, badPlace("电话写法不对（可能被表格软件改坏了）：只用数字、空格、- + ( ) 和 、/", "the telephone is not written as one; a spreadsheet program may have spoilt it")
	}
	if p.Division, err = scheme.DivisionOf(p.Division); err != nil {
		return p, &NotPlace{whyNot(err)}
	}
	if p.Station, err = stationCode(p.Station); err != nil {
		return p, err
	}
	return p, nil
}

// NotPlace is why a line of a directory sends nobody anywhere.
type NotPlace struct{ Why scheme.Text }

func (n *NotPlace) Error() string { return "station: no place of a directory: " + n.Why.EN }
func (n *NotPlace) Unwrap() error { return ErrInvalid }

func badPlace(zh, en string) error { return &NotPlace{scheme.Text{ZH: zh, EN: en}} }

func whyNot(err error) scheme.Text {
	var f *scheme.Fault
	if errors.As(err, &f) {
		return f.Why
	}
	return scheme.Text{ZH: "行政区划读不出来", EN: "the division cannot be read"}
}

// unprintable: controls, marks that turn the direction of a line, and what was lost.
func unprintable(r rune) bool { return unicode.Is(unicode.C, r) || r == utf8.RuneError }

// rings reports what can be dialled: several numbers and extensions, no 5.74E+11.
func rings(phone string) bool {
	return !strings.ContainsFunc(phone, func(r rune) bool { return !strings.ContainsRune("0123456789 -+()（）、,，/转;；*#", r) })
}

// stationCode is the three digits in pass numbers; lists drop the zeros.
func stationCode(typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > 999 {
		return "", badPlace("站点代码是 1 到 999", "a station code is 1 to 999")
	}
	return fmt.Sprintf("%03d", n), nil
}

// LoadDirectory replaces the station directory. Every place must have come from
// ParsePlace; the list is one event.
func (s *Station) LoadDirectory(ctx context.Context, places []Place) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range places {
		if read, err := ParsePlace(p); err != nil || read != p {
			return fmt.Errorf("load the directory: %w: place %d", ErrInvalid, i+1)
		}
	}
	if err := s.keepList(ctx, listDirectory, places, len(places)); err != nil {
		return err
	}
	s.directory = slices.Clone(places)
	return nil
}

// Directory is the list that was loaded last, in its order.
func (s *Station) Directory(ctx context.Context) ([]Place, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	var places []Place
	_, err := s.keptList(ctx, listDirectory, &places)
	return places, err
}

// readDirectory keeps the list at hand. One that does not open must not keep a
// desk from issuing: nobody is sent anywhere, and verify says why.
func (s *Station) readDirectory(ctx context.Context) {
	s.directory = nil
	if _, err := s.keptList(ctx, listDirectory, &s.directory); err != nil {
		s.directory = nil
	}
}

// line is the place in one line.
func (p Place) line() string {
	return strings.Join(slices.DeleteFunc([]string{p.Name, p.Address, p.Phone, p.Hours}, func(s string) bool { return s == "" }), "，")
}

// mostPlaces is how many places a person is told: more are no help.
const mostPlaces = 3

// Refer is where a verdict sends a person: to the police of the division, else of
// the city; to the health department; or to the point that issued the pass of the
// number. Nothing when the directory is silent.
func (s *Station) Refer(outcome string, issued registry.Number) []Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refer(outcome, issued)
}

func (s *Station) refer(outcome string, issued registry.Number) []Place {
	switch outcome {
	case "REFER_POLICE":
		return s.nearest("police")
	case "ASK_HEALTH":
		return s.nearest(placeHealth)
	case "REFER_ISSUER", "REFER_STATION":
		return s.issuer(issued)
	}
	return nil
}

// nearest are the places of a kind in the station's division, else in its city,
// in the order of the list.
func (s *Station) nearest(kind string) []Place {
	own := s.opened.Division
	for _, within := range []string{own, own[:4]} {
		var found []Place
		for _, p := range s.directory {
			if p.Kind == kind && (strings.HasPrefix(p.Division, within) || p.Division == own[:4]+"00") {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			return found[:min(len(found), mostPlaces)]
		}
	}
	return nil
}

// issuer is the point whose station code stands in the pass number, in the
// district that stands there too.
func (s *Station) issuer(n registry.Number) []Place {
	if n.IsZero() {
		return nil
	}
	for _, p := range s.directory {
		district, err := s.scheme.District(p.Division)
		if err == nil && district == n.District() && p.Station == fmt.Sprintf("%03d", n.Station()) {
			return []Place{p}
		}
	}
	return nil
}

// Elsewhere is a pass that another station issued, which the directory knows:
// its paper is printed, and its appeal heard, there (哪里申领哪里申诉, 001).
type Elsewhere struct{ Issuer Place }

func (e *Elsewhere) Error() string { return "station: no such pass; another station issued it" }
func (e *Elsewhere) Unwrap() error { return ErrNotFound }

// Sentences is what the person at the desk is told.
func (e *Elsewhere) Sentences() (zh, en string) {
	where := e.Issuer.line()
	return "这张证不是本站发的。哪里申领哪里办理、哪里申诉：" + where, "Another station issued this pass; it is served, and an appeal heard, there: " + where
}

func (s *Station) elsewhere(n registry.Number, notFound error) error {
	if found := s.refer("REFER_ISSUER", n); len(found) > 0 {
		return &Elsewhere{found[0]}
	}
	return notFound
}
