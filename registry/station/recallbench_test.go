package station_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// BenchmarkRecallList holds a list of 100,000 names, as it was read, against a
// register: of holders every tenth or all, with numbers in full or masked.
//
//	PASSDESK_SCALE=FOLDER go test ./registry/station -run x -bench RecallList/1000000 -benchtime 1x -timeout 1h
func BenchmarkRecallList(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			w := loaded(b, n)
			st := openLarge(w)
			defer st.Close()
			from := time.Now()
			_, err := st.Find(ctx, "wya", 9) // the index is there, as behind a desk's back
			w.must(err)
			b.Logf("the index is made in %v", time.Since(from).Round(time.Millisecond))
			for _, list := range []struct {
				name   string
				every  int
				masked bool
			}{{"tenth", 10, false}, {"all", 1, false}, {"masked", 1, true}} {
				l := nameList(n, 100_000, list.every, list.masked)
				b.Run(list.name, func(b *testing.B) {
					from := cpuMillis(b)
					defer func() { b.ReportMetric(cpuMillis(b)-from, "cpu-ms") }()
					for b.Loop() {
						p, err := st.PreviewRecalls(ctx, l)
						w.must(err)
						if c := p.Counts(); c["match"]+c["match_masked"]+c["ambiguous"] < min(n, len(l.Rows))/list.every*9/10 {
							b.Fatal(c)
						}
					}
				})
			}
		})
	}
}

// nameList is a list of people, of whom one of so many holds one of n passes.
func nameList(n, rows, every int, masked bool) station.RecallList {
	l := station.RecallList{Orders: true, Source: "样例疾控", Reason: "close_contact", File: [32]byte{byte(every)}}
	for i := range rows {
		a := soul(i * 7919 % n)
		if i%every != 0 || i >= n {
			body := fmt.Sprintf("330203%s%03d", civil.New(1930, 1, 1).AddDays(i%24000).Compact(), i/24000+100)
			a.Document.Number = body + string(iso7064.Mod11_2(body))
		}
		number := a.Document.Number
		if masked {
			number = number[:6] + "********" + number[14:]
		}
		l.Rows = append(l.Rows, station.ListedRow{Row: i + 2, Person: watch.Row{Name: a.Name, Number: number}})
	}
	return l
}

// cpuMillis is the processor time that this process has had, as Linux counts it, in
// hundredths of a second: on a machine that others use too it says what a clock does
// not.
func cpuMillis(b *testing.B) float64 {
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		b.Skip("no /proc here")
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	f := strings.Fields(rest)
	user, _ := strconv.ParseFloat(f[11], 64)
	system, _ := strconv.ParseFloat(f[12], 64)
	return 10 * (user + system)
}
