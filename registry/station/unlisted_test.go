package station_test

import (
	"errors"
	"testing"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// damagedRow is a row of which neither number nor name could be read.
func damagedRow(n int) station.ListedRow {
	return station.ListedRow{Row: n, Result: "damaged", Note: scheme.Text{ZH: "号码坏了", EN: "the number is damaged"}, Person: list("3.30212E+17", "", "密接")}
}

// TestARowThatListsNobodyWaits: who stands on a recall list in a row that could not be read
// is among the tasks until somebody has said what came of it, also when the list holds
// nobody else, and also over a lock.
func TestARowThatListsNobodyWaits(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	l := ordering()
	l.Name, l.Rows = "样例名单.xlsx", []station.ListedRow{damagedRow(4), damagedRow(7)}
	b.imported(st, l, "damaged damaged")
	waiting := func(want ...int) []station.UnlistedRow {
		t.Helper()
		rows, err := st.Unlisted(ctx)
		b.must(err)
		today, err := st.Today(ctx)
		b.must(err)
		if len(rows) != len(want) || today.Unlisted != len(want) {
			t.Fatalf("%d rows wait, today counts %d; want %v", len(rows), today.Unlisted, want)
		}
		for i, r := range rows {
			if r.Row != want[i] || r.File != l.Name || r.Input != "3.30212E+17" || !r.Orders || r.Note.ZH != "号码坏了" {
				t.Errorf("row %d: %+v", i, r)
			}
		}
		return rows
	}
	waiting(4, 7)
	b.sound(st)
	l.File, l.Again, l.Source = [32]byte{1}, true, "另一个来源"
	for range 2 { // the very file again, in other words, brings no row twice
		b.importedFile(st, l, "damaged damaged")
		l.Source = "样例街道"
	}
	rows := waitingOf(b, st)
	if len(rows) != 4 || rows[2].Source != "样例街道" {
		t.Fatalf("the rows of two files, of which one was loaded twice: %+v", rows)
	}
	b.must(st.SettleUnlisted(ctx, "核对过，是表尾的合计", rows[2].ID, rows[3].ID))
	rows = waiting(4, 7)
	var not *station.NotSo
	for _, ids := range [][]string{{}, {"9.9"}, {rows[0].ID, "9.9"}} {
		if err := st.SettleUnlisted(ctx, "问过街道", ids...); !errors.As(err, &not) {
			t.Errorf("settled %v: %v", ids, err)
		}
	}
	if err := st.SettleUnlisted(ctx, " ", rows[0].ID); !errors.As(err, &not) {
		t.Errorf("settled without a reason: %v", err)
	}
	b.must(st.SettleUnlisted(ctx, "问过街道，已载入更正的名单", rows[0].ID))
	st.Lock()
	b.must(st.Unlock(ctx, "op", passphrase))
	waiting(7)
	b.sound(st)
}

func waitingOf(b *bench, st *station.Station) []station.UnlistedRow {
	b.t.Helper()
	rows, err := st.Unlisted(ctx)
	b.must(err)
	return rows
}
