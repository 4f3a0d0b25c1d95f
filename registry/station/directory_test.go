package station_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

const foreigner = `{"name":"SAMPLE TESTPERSON","document":{"type":"PASSPORT_FOREIGN","number":"912345678","state":"USA"},"birth":"1980-02-03","sex":"F","declared":true}`

// parsed reads places of a test, which must be good.
func (b *bench) parsed(list ...station.Place) []station.Place {
	b.t.Helper()
	for i := range list {
		var err error
		list[i], err = station.ParsePlace(list[i])
		b.must(err)
	}
	return list
}

func names(places []station.Place) string {
	var all []string
	for _, p := range places {
		all = append(all, p.Name)
	}
	return strings.Join(all, " ")
}

func TestParsePlace(t *testing.T) {
	good := station.Place{Kind: " 派出所", Name: "样例  派出所", Division: "鄞州区", Address: "样例路 1 号", Phone: "0574-00000000转2、110", Station: "31"}
	p, err := station.ParsePlace(good)
	want := station.Place{Kind: "police", Name: "样例 派出所", Division: "330212", Address: "样例路 1 号", Phone: "0574-00000000转2、110", Station: "031"}
	if err != nil || p != want {
		t.Errorf("%v, %+v, want %+v", err, p, want)
	}
	for name, spoil := range map[string]func(*station.Place){
		"kind": func(p *station.Place) { p.Kind = "bank" }, "name": func(p *station.Place) { p.Name = " " },
		"division": func(p *station.Place) { p.Division = "330299" }, "no division": func(p *station.Place) { p.Division = "" },
		"no way there": func(p *station.Place) { p.Address, p.Phone = "", "" }, "spoilt phone": func(p *station.Place) { p.Phone = "5.74E+11" },
		"station": func(p *station.Place) { p.Station = "1000" }, "long": func(p *station.Place) { p.Address = strings.Repeat("路", 101) },
		"control": func(p *station.Place) { p.Hours = "8\x1b[2J" }, "damaged": func(p *station.Place) { p.Name = "样\xff" }, "turned round": func(p *station.Place) { p.Name = "样\u202e例" },
	} {
		bad := good
		spoil(&bad)
		_, err := station.ParsePlace(bad)
		var n *station.NotPlace
		if !errors.As(err, &n) || n.Why.ZH == "" || n.Why.EN == "" {
			t.Errorf("%s: %v, want a *NotPlace in both languages", name, err)
		}
	}
}

// Who is sent on is told where: the police of the division, else of the city.
func TestTheDirectorySaysWhereToGo(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	if v := b.issue(st, foreigner, "REFER_POLICE"); v.Where != nil {
		t.Errorf("without a directory: %v", v.Where)
	}
	city := station.Place{Kind: "police", Name: "市局", Division: "330200", Phone: "1"}
	next := station.Place{Kind: "police", Name: "邻区所", Division: "330203", Phone: "1"}
	own := station.Place{Kind: "police", Name: "本区所", Division: "330212", Phone: "1"}
	far := station.Place{Kind: "police", Name: "杭州所", Division: "330106", Phone: "1"}
	health := station.Place{Kind: "health", Name: "区卫健局", Division: "330212", Phone: "1"}
	for _, c := range []struct {
		list []station.Place
		want string
	}{
		{[]station.Place{far, next, own, health}, "本区所"},
		{[]station.Place{far, next, health}, "邻区所"},
		{[]station.Place{next, city}, "市局"},
		{[]station.Place{far, health}, ""},
		{[]station.Place{own, own, own, own}, "本区所 本区所 本区所"},
		{nil, ""},
	} {
		b.must(st.LoadDirectory(ctx, b.parsed(slices.Clone(c.list)...)))
		if v := b.issue(st, foreigner, "REFER_POLICE"); names(v.Where) != c.want {
			t.Errorf("%s: sent to %q, want %q", names(c.list), names(v.Where), c.want)
		}
	}
	b.must(st.LoadDirectory(ctx, b.parsed(own, health)))
	if v := b.issue(st, father, "ISSUE"); v.Where != nil {
		t.Errorf("who gets a pass is sent to %v", v.Where)
	}
	for outcome, want := range map[string]string{"ASK_HEALTH": "区卫健局", "REFUSE+ISOLATE7": "区卫健局", "REFUSE+HOSPITAL": "区卫健局", "REFUSE": "", "REFUSE+TURN_BACK": ""} {
		if got := names(st.Refer(outcome, registry.Number{})); got != want {
			t.Errorf("%s sends to %q, want %q", outcome, got, want)
		}
	}
	b.sound(st)
}

// The point that issued a pass is found by the code and the district in its number.
func TestTheIssuerIsFoundByTheNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.LoadDirectory(ctx, b.parsed(
		station.Place{Kind: "community", Name: "别区同码", Division: "330203", Phone: "1", Station: "131"},
		station.Place{Kind: "community", Name: "发证点", Division: "330212", Phone: "1", Station: "131"},
		station.Place{Kind: "police", Name: "别市", Division: "330106", Phone: "1", Station: "131"})))
	n, err := registry.NewNumber("12", 131, 1, 7, 42)
	b.must(err)
	if got := names(st.Refer("REFER_ISSUER", n)); got != "发证点" {
		t.Errorf("the issuer is %q", got)
	}
	other, err := registry.NewNumber("12", 132, 1, 7, 42)
	b.must(err)
	_, err = st.Pass(ctx, n.String())
	var away *station.Elsewhere
	if !errors.As(err, &away) || !errors.Is(err, station.ErrNotFound) || away.Issuer.Name != "发证点" {
		t.Errorf("its pass: %v, want *Elsewhere", err)
	}
	var unknown *station.Elsewhere
	if _, err := st.Pass(ctx, other.String()); !errors.As(err, &unknown) || !errors.Is(err, station.ErrNotFound) {
		t.Errorf("a pass of nobody known: %v", err)
	} else if zh, en := unknown.Sentences(); !strings.Contains(zh, "浙江省宁波市鄞州区 132 号站") || !strings.Contains(en, "code 132") {
		t.Errorf("it is told as %s, %s", zh, en)
	}
	var nobody *station.Elsewhere
	own, err := registry.NewNumber("12", 931, 1, 7, 42)
	b.must(err)
	if _, err := st.Pass(ctx, own.String()); errors.As(err, &nobody) || !errors.Is(err, station.ErrNotFound) {
		t.Errorf("a number of ours that nobody has: %v", err)
	}
	for _, n := range []registry.Number{other, {}} {
		if got := st.Refer("REFER_ISSUER", n); got != nil {
			t.Errorf("%v was issued at %v", n, got)
		}
	}
}

// The list outlives a restart, belongs to an officer, and verify knows a list
// that another hand put there.
func TestTheDirectoryIsKept(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	list := func(n int) []station.Place {
		return b.parsed(station.Place{Kind: "police", Name: fmt.Sprintf("样例 %d 所", n), Division: "330212", Address: "样例路"})
	}
	b.must(st.LoadDirectory(ctx, list(1)))
	old, err := store.Meta(ctx, "directory")
	b.must(err)
	b.must(st.LoadDirectory(ctx, list(2)))
	if err := st.LoadDirectory(ctx, []station.Place{{Kind: "police", Name: "样例", Division: "鄞州区", Phone: "1"}}); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("a place that was not parsed: %v", err)
	}
	b.must(st.Close())
	st = b.open()
	if places, err := st.Directory(ctx); err != nil || names(places) != "样例 2 所" {
		t.Errorf("after a restart: %v, %v", places, err)
	}
	if got := names(st.Refer("REFER_POLICE", registry.Number{})); got != "样例 2 所" {
		t.Errorf("sent to %q", got)
	}
	b.sound(st)

	b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{"directory": old}}))
	if p, err := st.Verify(ctx); err != nil || len(p.Faults) != 1 || !strings.Contains(p.Faults[0], "directory") {
		t.Errorf("an older list put back: %v, %v", p.Faults, err)
	}
	b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{"directory": []byte("not sealed by us at all, and long enough to be opened perhaps")}}))
	b.must(st.Close())
	st = b.open() // a spoilt directory keeps nobody from issuing
	b.issue(st, father, "ISSUE")
	if v := b.issue(st, foreigner, "REFER_POLICE"); v.Where != nil {
		t.Errorf("out of a spoilt list: %v", v.Where)
	}
	if _, err := st.Directory(ctx); !errors.Is(err, station.ErrDamaged) {
		t.Errorf("the spoilt list: %v, want ErrDamaged", err)
	}
	if p, err := st.Verify(ctx); err != nil || len(p.Faults) != 1 {
		t.Errorf("a list of another hand: %v, %v", p.Faults, err)
	}
}

func TestTheDirectoryBelongsToAnOfficer(t *testing.T) {
	b := newBench(t)
	b.must(b.create(nil).Close())
	if err := b.as(registry.Volunteer).LoadDirectory(ctx, nil); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("a volunteer: %v", err)
	}
}

// FuzzParsePlace: whatever a list holds, a place that is let through is read the
// same way again, and can be printed.
func FuzzParsePlace(f *testing.F) {
	f.Add("派出所", "样例所", "鄞州区", "样例路 1 号", "0574-1", "8:30", "31")
	f.Add("police", "a\u202eb", "33", "\t", "(1)", "\xff", "+7")
	f.Fuzz(func(t *testing.T, kind, name, division, address, phone, hours, code string) {
		p, err := station.ParsePlace(station.Place{Kind: kind, Name: name, Division: division, Address: address, Phone: phone, Hours: hours, Station: code})
		if err != nil {
			var n *station.NotPlace
			if !errors.As(err, &n) {
				t.Fatalf("%v is no *NotPlace", err)
			}
			return
		}
		if again, err := station.ParsePlace(p); err != nil || again != p {
			t.Fatalf("%+v is read again as %+v, %v", p, again, err)
		}
	})
}
