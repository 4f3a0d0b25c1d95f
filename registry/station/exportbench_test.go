package station_test

import (
	"runtime"
	"testing"

	"passdesk/registry/seal"
	"passdesk/registry/station"
)

// BenchmarkExport100k opens every record of a register for a file, a page at a time: the
// heap in use stays where it was.
func BenchmarkExport100k(b *testing.B) {
	w := filled(b, 99_999, seal.Floor)
	st := w.open()
	w.must(st.Unlock(ctx, "", passphrase))
	defer st.Close()
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most := before.HeapAlloc
	for b.Loop() {
		x, err := st.BeginExport(ctx, station.Selection{})
		w.must(err)
		rows := 0
		for _, err := range st.ExportRows(ctx, x) {
			w.must(err)
			if rows++; rows%20_000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapAlloc)
			}
		}
		if rows != 99_999 {
			b.Fatalf("%d rows", rows)
		}
	}
	b.ReportMetric(float64(int64(most)-int64(before.HeapAlloc))/(1<<20), "MB-more")
}
