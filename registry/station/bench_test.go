package station_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// person is somebody synthetic, other for each i.
func person(i int) registry.Application {
	surnames, given := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"), []rune("一样例安澜知远书瑶明子沐辰若溪景行思齐念慈怀瑾清越望舒乐修云")
	birth := civil.New(1930, 1, 1).AddDays(i % 28000)
	body := fmt.Sprintf("330212%s9%02d", birth.Compact(), i/28000*20+i%20)
	return registry.Application{
		Name:     string([]rune{surnames[i%20], given[i/20%30], given[i/600%30]}),
		Document: &registry.Document{Type: "RIC18", Number: body + string(iso7064.Mod11_2(body))},
		Address:  fmt.Sprintf("样例路%d号", i%300), Declared: true,
	}
}

func people(from, n int) []registry.Application {
	list := make([]registry.Application, n)
	for i := range list {
		list[i] = person(from + i)
	}
	return list
}

// filled is a bench whose register holds n passes, made once for all benchmarks.
func filled(b *testing.B, n int, cost seal.Cost) *bench {
	b.Helper()
	w := newBenchIn(b, b.TempDir())
	db, err := sqlite.Create(ctx, w.path)
	w.must(err)
	u := w.setup()
	u.Cost = cost
	st, _, err := station.Create(ctx, w.ports(db), u)
	w.must(err)
	for at := 0; at < n; at += 5000 {
		w.must(st.IssueMany(ctx, people(at, min(5000, n-at))))
	}
	w.must(st.Close())
	return w
}

func newBenchIn(tb testing.TB, dir string) *bench {
	w := newBench(tb)
	w.path = filepath.Join(dir, "register.db")
	return w
}

// BenchmarkUnlock100k is a cold start: open, one guess of argon2id at its floor,
// decrypt every holder, build the search index.
func BenchmarkUnlock100k(b *testing.B) {
	w := filled(b, 99_999, seal.Floor)
	for b.Loop() {
		st := w.open()
		w.must(st.Close())
	}
}

// BenchmarkFind100k asks with 100,000 passes in the register.
func BenchmarkFind100k(b *testing.B) {
	w := filled(b, 99_999, seal.TestCost)
	st := w.open()
	for _, query := range []string{"wya", "王一", "9315", "330212193001019007"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				_, err := st.Find(ctx, query, 9)
				w.must(err)
			}
		})
	}
}

// BenchmarkPage100k is one screen of the register at 100,000 passes.
func BenchmarkPage100k(b *testing.B) {
	w := filled(b, 99_999, seal.TestCost)
	st := w.open()
	for b.Loop() {
		_, err := st.Page(ctx, 50_000, 20, true, station.Filter{})
		w.must(err)
	}
}

// BenchmarkCheck100k is what issue --dry-run and the check line do: read the
// document and the name, eligibility, and whether there is a pass already, with
// 90,000 passes in the register.
func BenchmarkCheck100k(b *testing.B) {
	w := filled(b, 90_000, seal.TestCost)
	st := w.open()
	for _, c := range []struct {
		name string
		i    int
	}{{"new", 95_000}, {"has a pass", 45_000}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			a := person(c.i)
			for b.Loop() {
				_, err := st.Check(ctx, a)
				w.must(err)
			}
		})
	}
}

// BenchmarkIssue100k is an issue with 90,000 passes before it; the high-water mark
// is in memory here. See BenchmarkDurableIssue in cmd/passdesk for the whole way to
// the disk.
func BenchmarkIssue100k(b *testing.B) {
	w := filled(b, 90_000, seal.TestCost)
	st := w.open()
	i := 90_000
	for b.Loop() {
		i++
		v, err := st.Issue(ctx, person(i), true)
		w.must(err)
		if !v.Issues() {
			b.Fatalf("%s %s", v.Outcome, v.Reason.EN)
		}
	}
	if st, err := os.Stat(w.path); err == nil {
		b.ReportMetric(float64(st.Size())/1e6, "MB")
	}
}

// park is somebody whom the health department must be asked about.
func (w *bench) park(st *station.Station, i int) int64 {
	a := person(i)
	a.Facts = map[string]json.RawMessage{"facts": json.RawMessage(`["no_need"]`)}
	v, err := st.Issue(ctx, a, false)
	w.must(err)
	return v.Case
}

// BenchmarkCases is one screen of the queue, with 1,000 cases in it.
func BenchmarkCases(b *testing.B) {
	w := newBenchIn(b, b.TempDir())
	st := w.create(nil)
	var half int64
	for i := range 1000 {
		if id := w.park(st, i); i == 500 {
			half = id
		}
	}
	for b.Loop() {
		list, err := st.Cases(ctx, station.CaseFilter{From: half, Limit: 20})
		w.must(err)
		if len(list) != 20 {
			b.Fatal(len(list))
		}
	}
}

// BenchmarkSettle is a case settled with a pass: read, check again, write.
func BenchmarkSettle(b *testing.B) {
	w := newBenchIn(b, b.TempDir())
	st := w.create(nil)
	i := 0
	for b.Loop() {
		b.StopTimer()
		id := w.park(st, i)
		i++
		b.StartTimer()
		v, err := st.Settle(ctx, id, "issue", "样例", false)
		w.must(err)
		if !v.Issues() {
			b.Fatal(v.Outcome)
		}
	}
}

// BenchmarkVerify100k proves a register of 100,000 passes from end to end.
func BenchmarkVerify100k(b *testing.B) {
	w := filled(b, 99_999, seal.TestCost)
	st := w.open()
	b.ReportAllocs()
	for b.Loop() {
		p, err := st.Verify(ctx)
		w.must(err)
		if len(p.Faults) > 0 {
			b.Fatal(p.Faults[:1])
		}
	}
}

// BenchmarkIssueInMemory is an issue without a disk: what a simulation pays.
func BenchmarkIssueInMemory(b *testing.B) {
	w := newBenchIn(b, b.TempDir())
	st, _ := w.made(func(*station.Setup) {})
	i := 0
	for b.Loop() {
		i++
		v, err := st.Issue(ctx, person(i), true)
		w.must(err)
		if !v.Issues() {
			b.Fatalf("%s %s", v.Outcome, v.Reason.EN)
		}
	}
}
