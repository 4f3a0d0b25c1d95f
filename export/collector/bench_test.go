package collector

import (
	"bytes"
	"crypto/rand"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
	"passdesk/registry/seal"
)

// benched is how many passes a desk of the benchmarks has; four events each.
func benched() int {
	if n, err := strconv.Atoi(os.Getenv("PASSDESK_BENCH_PASSES")); err == nil {
		return n
	}
	return 2500
}

// BenchmarkIngest takes the parcels of as many stations as there are processes in, on
// a PostgreSQL that keeps what it acknowledges, weighs them, and makes the receipts.
// events/s is over all of it.
func BenchmarkIngest(b *testing.B) {
	for _, processes := range []int{1, 2} {
		b.Run(strconv.Itoa(processes), func(b *testing.B) {
			server := pgtest.Durable(b)
			for n := range b.N {
				b.StopTimer()
				c := cityAt(b, server.Database(b, "bench"+strconv.Itoa(n)))
				parcels, events := manyParcels(c, processes)
				b.StartTimer()
				from := time.Now()
				var all sync.WaitGroup
				for i := range parcels {
					all.Go(func() { takeAndAnswer(b, c, parcels[i], i) })
				}
				all.Wait()
				b.ReportMetric(float64(events)/time.Since(from).Seconds(), "events/s")
			}
		})
	}
}

// manyParcels are one parcel a desk, of people who are all different.
func manyParcels(c *city, desks int) (parcels [][]byte, events int) {
	box, err := seal.NewMailbox(c.chance)
	c.must(err)
	for i := range desks {
		d := c.desk(131 + i)
		for n := range benched() {
			d.issue(person(i*benched() + n))
		}
		events += len(d.log)
		parcels = append(parcels, d.parcel(box, 1, len(d.log)))
	}
	return parcels, events
}

// takeAndAnswer is one process at work.
func takeAndAnswer(b *testing.B, c *city, parcel []byte, i int) {
	process, err := Open(b.Context(), c.url, Ports{Vault: c.ports.Vault, Rand: rand.Reader, Now: time.Now, Who: "bench"})
	if err != nil {
		b.Error(err)
		return
	}
	defer process.Close()
	m, _, err := process.TakeParcel(b.Context(), bytes.NewReader(parcel))
	if err == nil {
		_, err = process.Weigh(b.Context())
	}
	if err == nil {
		_, err = process.Down(b.Context(), Address{Scheme: m.Scheme, Station: m.Register}, &bytes.Buffer{})
	}
	if err != nil {
		b.Error(i, err)
	}
}
