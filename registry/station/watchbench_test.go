package station_test

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"testing"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// longList is a list of n people with a number each.
func longList(n int) station.RecallList {
	l := station.RecallList{File: sha256.Sum256(fmt.Append(nil, n))}
	for i := range n {
		body := fmt.Sprintf("330212%s%03d", civil.New(1940, 1, 1).AddDays(i%24000).Compact(), i/24000+100)
		l.Rows = append(l.Rows, station.ListedRow{Row: i + 2, Person: watch.Row{Number: body + string(iso7064.Mod11_2(body)), Name: "样例" + string(rune(0x4E00+i%5000)), Why: "密接", Source: "样例疾控", Listed: "2020-03-09"}})
	}
	return l
}

// BenchmarkWatch loads lists, and then checks somebody who is on none: what the
// list costs every check, and every issue.
func BenchmarkWatch(b *testing.B) {
	for _, n := range []int{0, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			place := newBench(b)
			st := place.create(nil)
			began := time.Now()
			if n > 0 {
				p, err := st.PreviewRecalls(ctx, longList(n))
				place.must(err)
				p = place.confirmed(st, p)
				if p.Sum.Listed != n {
					b.Fatal(p.Sum)
				}
			}
			loaded := time.Since(began)
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			a := place.app(mother)
			b.ResetTimer()
			for range b.N {
				if v, err := st.Check(ctx, a); err != nil || !v.Issues() {
					b.Fatal(v.Outcome, err)
				}
			}
			b.ReportMetric(float64(loaded.Milliseconds()), "load-ms")
			b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
		})
	}
}
