package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/iddoc"
)

// Place is a line of the station directory: registry.Place.
type Place = registry.Place

// NotPlace is why a line of a directory sends nobody anywhere.
type NotPlace = registry.NotPlace

// ParsePlace reads a line of a directory, or says why not, as a *NotPlace.
func ParsePlace(p Place) (Place, error) { return registry.ParsePlace(p) }

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

// mostPlaces is how many places a person is told: more are no help.
const mostPlaces = 3

// Refer is where a verdict sends a person: to the police of the division, else of
// the city; to the health department, which arranges isolation and takes the sick to
// hospital (实施居家隔离医学观察 … 按照卫健部门相关规定执行, 001); or to the point that issued
// the pass of the number. Nothing when the directory is silent.
func (s *Station) Refer(outcome string, issued registry.Number) []Place {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refer(outcome, "", issued)
}

// refer is Refer, where the rule that spoke may send to the health department too.
func (s *Station) refer(outcome, rule string, issued registry.Number) []Place {
	switch {
	case outcome == "REFER_POLICE":
		return s.nearest("police")
	case outcome == "ASK_HEALTH", s.scheme.ForHealth(outcome, rule):
		return s.nearest(registry.PlaceHealth)
	case outcome == "REFER_ISSUER", outcome == "REFER_STATION":
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

// Elsewhere is a pass that another station issued: its paper is printed, and its appeal
// heard, there (哪里申领哪里申诉, 001). Where the directory does not know the place, the
// number itself says the district and the code.
type Elsewhere struct {
	Issuer Place // the zero place: no directory names it
	number registry.Number
	county string // "" where the number's district is none of the scheme's
}

func (e *Elsewhere) Error() string { return "station: no such pass; another station issued it" }
func (e *Elsewhere) Unwrap() error { return ErrNotFound }

// Sentences is what the person at the desk is told.
func (e *Elsewhere) Sentences() (zh, en string) {
	if where := e.Issuer.Line(); e.Issuer != (Place{}) {
		return "这张证不是本站发的。哪里申领哪里办理、哪里申诉：" + where, "Another station issued this pass; it is served, and an appeal heard, there: " + where
	}
	code := fmt.Sprintf("%03d", e.number.Station())
	return "这张证不是本站发的，是" + strings.ReplaceAll(e.county, " ", "") + " " + code + " 号站发的。哪里申领哪里办理、哪里申诉，请到那里去；本站的通讯录里没有它的地址，可问上级，再核对一遍编号。",
		strings.Join(strings.Fields("Another station issued this pass: code "+code+", "+e.county), " ") + ". It is served, and an appeal heard, there. The directory has no address of it: ask upstream, and compare the number once more."
}

// elsewhere is the place that issued the number. One of a code that this station had
// before is no other's.
func (s *Station) elsewhere(n registry.Number, notFound error) error {
	if found := s.refer("REFER_ISSUER", "", n); len(found) > 0 {
		return &Elsewhere{Issuer: found[0], number: n}
	}
	if n.District() == s.district() && (n.Station() == s.stationCode() || n.Station() == s.opened.Station) {
		return notFound
	}
	away := &Elsewhere{number: n}
	if county, err := iddoc.RegionOf(s.scheme.DivisionPrefix + n.District()); err == nil {
		away.county = county.Path()
	}
	return away
}
