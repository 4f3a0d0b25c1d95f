package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
)

// benched is how many passes the station of BenchmarkSync issues between two syncs.
func benched() int {
	if n, err := strconv.Atoi(os.Getenv("PASSDESK_BENCH_PASSES")); err == nil {
		return n
	}
	return 2_000
}

// BenchmarkSync is what a desk waits for: passdesk sync over HTTPS with that many new
// passes, from the start of the program until the receipt is taken in, with its parcel
// sealed, sent, opened, ingested, weighed and receipted on a PostgreSQL that keeps what
// it acknowledges. The passes are issued by the program, and not in the time.
func BenchmarkSync(b *testing.B) {
	p := newPlace(b)
	p.db = pgtest.Durable(b).Database(b, "synced")
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.run(exitDone, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token"))
	s := p.serve()
	b.ResetTimer()
	var took time.Duration
	for n := range b.N {
		b.StopTimer()
		p.at("first", applicants(n*benched(), benched()), "issue")
		b.StartTimer()
		from := time.Now()
		got := p.at("first", "", "sync", s.door, "--token", p.file("token"))
		took += time.Since(from)
		if !strings.Contains(got, `"kind":"receipt","result":"taken"`) {
			b.Fatalf("%s", got)
		}
	}
	b.StopTimer()
	b.ReportMetric(took.Seconds()/float64(b.N), "s/sync")
	b.ReportMetric(float64(benched()), "passes")
	s.stop()
}

// applicants are n people who do not exist, as lines.
func applicants(from, n int) string {
	given := []rune("安澜知远书瑶明沐辰若溪景行思齐念慈清越望舒乐修云")
	var lines strings.Builder
	for i := from; i < from+n; i++ {
		birth := civil.New(1935, 1, 1).AddDays(i * 7 % 24000)
		body := fmt.Sprintf("330212%s9%02d", birth.Compact(), (i%50+i/24000)%50*2+1)
		name := "样例" + string([]rune{given[i%20], given[i/20%20], given[i/400%20]})
		lines.WriteString(application(strconv.Itoa(i), name, body+string(iso7064.Mod11_2(body))))
	}
	return lines.String()
}
