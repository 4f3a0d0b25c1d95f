package station_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// Whoever is listed after the issue is affected, also where somebody has to look; who
// was issued with the list known is not, and nothing is recalled by itself.
func TestAffectedByALaterList(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.handedOver(st, mother)
	if all, err := st.Affected(ctx, nil); err != nil || len(all) != 0 {
		t.Fatalf("before any list: %+v, %v", all, err)
	}
	p, err := st.PreviewRecalls(ctx, station.RecallList{File: [32]byte{1}, Source: "样例疾控", Rows: []station.ListedRow{
		{Row: 1, Person: watch.Row{Name: "样例父", Number: "330212198505059315", Why: "close_contact"}},
		{Row: 2, Person: watch.Row{Name: "样例母", Number: "330203********9345", Why: "symptoms"}},
	}})
	b.must(err)
	b.confirmed(st, p)
	shares := 0
	all, err := st.Affected(ctx, func(station.Progress) { shares++ })
	b.must(err)
	if len(all) != 2 || shares == 0 {
		t.Fatalf("affected: %+v", all)
	}
	for _, a := range all {
		if a.Asks == (a.Number == n) || a.List != "样例疾控" || a.Why.ZH == "" || a.Since.IsZero() {
			t.Errorf("affected: %+v", a)
		}
	}
	if d, err := st.Pass(ctx, n.String()); err != nil || d.Status != registry.StatusSigned {
		t.Errorf("the pass is %s, %v", d.Status, err)
	}
	b.must(st.Recall(ctx, n, "close_contact", ""))
	if all, err := st.Affected(ctx, nil); err != nil || len(all) != 1 {
		t.Errorf("what is recalled is decided: %+v, %v", all, err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := st.Affected(stopped, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	b.sound(st)
}

// Days turn a colour: grey after the days without a check-in that the scheme says.
func TestAffectedByDays(t *testing.T) {
	b := newBench(t)
	st := b.create(func(s *station.Setup) { s.Scheme, s.Division = "ningxia", "640104" })
	issued := b.issue(st, with(father, `"facts":["code_green"],"checkin_days_ago":0,"low_risk_days":15,"managed":true,"need":true`), "ISSUE").Number
	for day := range 6 {
		all, err := st.Affected(ctx, nil)
		b.must(err)
		if day == 0 && len(all) != 0 {
			t.Errorf("on the day of the issue: %+v", all)
		}
		if day == 5 && (len(all) != 1 || all[0].List != "" || all[0].Asks || all[0].Number != issued || !strings.Contains(all[0].Why.ZH, "灰码")) {
			t.Errorf("after five days: %+v", all)
		}
		b.now = b.now.Add(24 * time.Hour)
	}
}
