package station_test

import (
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

func areaList(source string, from civil.Date) []scheme.Area {
	return []scheme.Area{{Kind: scheme.KeyArea, Division: "420100", From: from, Source: source}}
}

func been(place string) string {
	return strings.Replace(mother, `"declared"`, `"been":[["`+place+`","2020-02-20"]],"declared"`, 1)
}

// A loaded list is in force with the next verdict and after a restart; the next
// list takes its place.
func TestLoadedAreasJudge(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, been("武汉"), "REFUSE+ISOLATE7")
	b.must(st.LoadAreas(ctx, areaList("样例名单一号", civil.New(2020, 1, 23))))
	v := b.issue(st, been("武汉"), "REFUSE+ISOLATE14")
	if !strings.Contains(v.Reason.ZH, "样例名单一号 2020-01-23 起") || !strings.Contains(v.Reason.EN, "from 2020-01-23") {
		t.Errorf("the reason does not name the list: %v", v.Reason)
	}
	b.sound(st)
	b.must(st.Close())

	again := b.open()
	b.issue(again, been("420106"), "REFUSE+ISOLATE14")
	b.must(again.LoadAreas(ctx, areaList("样例名单二号", civil.New(2020, 4, 1))))
	b.issue(again, been("武汉"), "REFUSE+ISOLATE7")
	own, loaded, err := again.Areas()
	if err != nil || len(own) != 0 || len(loaded) != 1 || loaded[0].Source != "样例名单二号" {
		t.Errorf("areas: %v, %v, %v", own, loaded, err)
	}
	b.must(again.ChangeSetting(ctx, "area_days", "14", "样例"))
	b.must(again.LoadAreas(ctx, nil))
	if own, loaded, err := again.Areas(); err != nil || len(own)+len(loaded) != 0 {
		t.Errorf("an empty list leaves %v, %v, %v", own, loaded, err)
	}
	b.sound(again)
}

func TestAreasBelongToAnOfficer(t *testing.T) {
	b := newBench(t)
	b.must(b.create(nil).Close())
	if err := b.as(registry.Volunteer).LoadAreas(ctx, nil); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("a volunteer: %v", err)
	}
}

func TestTamperedAreasAreFound(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.LoadAreas(ctx, areaList("样例名单一号", civil.New(2020, 1, 23))))
	old, err := store.Meta(ctx, "areas")
	b.must(err)
	b.must(st.LoadAreas(ctx, areaList("样例名单二号", civil.New(2020, 4, 1))))
	b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{"areas": old}}))
	p, err := st.Verify(ctx)
	b.must(err)
	if len(p.Faults) != 1 || !strings.Contains(p.Faults[0], "areas") {
		t.Errorf("an older list was put back, and verify says %v", p.Faults)
	}
}
