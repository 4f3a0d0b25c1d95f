package station_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// How the station stands up to its own success: 10,000, 100,000 and 1,000,000
// passes in one register. A million are the passes of several licences, since one
// has 899,991 numbers.
//
//	go test ./registry/station -run x -bench Scale -benchtime 1x -timeout 2h
//
// PASSDESK_SCALE=FOLDER keeps the registers, and the plain program's, there for
// another run. Each figure is
// a median (p50) or the last percentile (p99) of many single commands; the sync of
// a page on the same disk, taken between them, stands beside.

func BenchmarkScale(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { scale(b, n) })
	}
}

func scale(b *testing.B, n int) {
	w := loaded(b, n)
	b.Run("unlock", func(b *testing.B) { measureUnlock(b, w, n) })
	b.Run("issue", func(b *testing.B) { measureIssues(b, w, n) })
	b.Run("look-up", func(b *testing.B) { measureLookUps(b, w, n) })
	b.Run("verify", func(b *testing.B) { measureVerify(b, w) })
}

// loaded is a bench whose register holds n passes, those of other licences first.
func loaded(b *testing.B, n int) *bench {
	b.Helper()
	dir := os.Getenv("PASSDESK_SCALE")
	if dir == "" {
		dir = b.TempDir()
	}
	w := newBenchIn(b, filepath.Join(dir, strconv.Itoa(n)))
	if _, err := os.Stat(w.path); err == nil {
		return w
	}
	w.must(os.MkdirAll(filepath.Dir(w.path), 0o700))
	db, err := sqlite.Create(ctx, w.path)
	w.must(err)
	u := w.setup()
	u.Cost = seal.Floor
	st, _, err := station.Create(ctx, largePorts(w, db), u)
	w.must(err)
	from := time.Now()
	fill(w, st, n)
	b.Logf("%d passes loaded in %v", n, time.Since(from).Round(time.Second))
	w.must(st.Close())
	return w
}

// soul is somebody synthetic, other for each of a million. They come in no order of
// birth, and two who were born on one day have two names, as nearly always among
// people.
func soul(i int) registry.Application {
	const prime = 1_100_009
	i = i * 7919 % prime
	a := person((i + i/28000*17) % 18000)
	body := fmt.Sprintf("330212%s%03d", civil.New(1930, 1, 1).AddDays(i%28000).Compact(), i/28000*20+i%20)
	a.Document = &registry.Document{Type: "RIC18", Number: body + string(iso7064.Mod11_2(body))}
	return a
}

func souls(from, n int) []registry.Application {
	list := make([]registry.Application, n)
	for i := range list {
		list[i] = soul(from + i)
	}
	return list
}

// markFile is a high-water mark on the disk, made durable at every write as the
// program makes its own: a file that is open already and keeps its length.
type markFile struct {
	path string
	file *os.File
}

func (f *markFile) Read(string) (m station.Mark, err error) {
	text, err := os.ReadFile(f.path)
	if err != nil {
		return m, station.ErrNotFound
	}
	return m, json.Unmarshal(bytes.TrimRight(text, " "), &m)
}

func (f *markFile) Write(_ string, m station.Mark) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if f.file == nil {
		if f.file, err = os.OpenFile(f.path, os.O_CREATE|os.O_WRONLY, 0o600); err != nil {
			return err
		}
	}
	_, err = f.file.WriteAt(append(text, bytes.Repeat([]byte(" "), 1024-len(text))...), 0)
	return errFirst(err, syncData(f.file))
}

func (f *markFile) Highest(string, string) (int, error) { return 0, nil }

func largePorts(w *bench, db *sqlite.DB) station.Ports {
	p := w.ports(db)
	p.HighWater = &markFile{path: filepath.Join(filepath.Dir(w.path), "mark")}
	return p
}

func openLarge(w *bench) *station.Station {
	w.t.Helper()
	db, err := sqlite.Open(ctx, w.path)
	w.must(err)
	st, err := station.Open(ctx, largePorts(w, db))
	w.must(err)
	w.must(st.Unlock(ctx, "", w.setup().Passphrase))
	if why := st.Info().ReadOnly; why != "" {
		w.t.Fatalf("read-only: %s", why)
	}
	return st
}

// fill issues n passes: all but a tenth under another licence, when they are more
// than the station's own has left.
func fill(w *bench, st *station.Station, n int) {
	const ownEpoch, most = 2, registry.LastSerial
	at, code := 0, 800
	for epoch := registry.LastEpoch; n-at > 2*most; at += most {
		if epoch++; epoch > registry.LastEpoch {
			code, epoch = code+1, 1
		}
		w.must(st.Licensed(ctx, code, epoch))
		fillEpoch(w, st, at, most)
	}
	for epoch := ownEpoch; at < n; epoch++ {
		w.must(st.Licensed(ctx, 0, epoch))
		count := min(n-at, most-1000) // room for what is measured
		fillEpoch(w, st, at, count)
		at += count
	}
}

func fillEpoch(w *bench, st *station.Station, at, count int) {
	for done := 0; done < count; done += 5000 {
		w.must(st.IssueMany(ctx, souls(at+done, min(5000, count-done))))
	}
}

// measureUnlock runs in a process of its own, so that its memory is its own.
func measureUnlock(b *testing.B, w *bench, n int) {
	for b.Loop() {
		out := inChild(b, w, n)
		b.ReportMetric(out["exact"], "exact-ms")
		b.ReportMetric(out["search"], "search-ms")
		b.ReportMetric(out["peak"], "peak-MB")
		b.ReportMetric(out["resident"], "resident-MB")
	}
}

const childEnv = "PASSDESK_SCALE_CHILD"

func inChild(b *testing.B, w *bench, n int) map[string]float64 {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestScaleChild$", "-test.v")
	cmd.Env = append(os.Environ(), childEnv+"="+w.path, childEnv+"_N="+strconv.Itoa(n))
	text, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	out := map[string]float64{}
	for l := range strings.Lines(string(text)) {
		var name string
		var value float64
		if k, _ := fmt.Sscanf(l, "measured %s %f", &name, &value); k == 2 {
			out[name] = value
		}
	}
	if len(out) < 4 {
		b.Fatalf("the child says %s", text)
	}
	return out
}

// TestScaleChild is the process that unlocks a large register for the benchmark.
func TestScaleChild(t *testing.T) {
	path := os.Getenv(childEnv)
	if path == "" {
		t.Skip("only for the benchmark Scale")
	}
	n, _ := strconv.Atoi(os.Getenv(childEnv + "_N"))
	debug.SetMemoryLimit(200 << 20) // as the program does
	w := newBench(t)
	w.path = path
	from := time.Now()
	st := openLarge(w)
	st.PrepareSearch()
	_, err := st.Find(ctx, soul(n/2).Document.Number, 9)
	w.must(err)
	fmt.Println("measured exact", ms(time.Since(from)))
	found, err := st.Find(ctx, "wya", 9)
	w.must(err)
	if len(found) < 5 { // who is called so: seven among 10,000
		t.Fatalf("%d found", len(found))
	}
	fmt.Println("measured search", ms(time.Since(from)))
	runtime.GC()
	fmt.Println("measured peak", procStatus(t, "VmHWM"))
	fmt.Println("measured resident", procStatus(t, "VmRSS"))
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// procStatus is a line of Linux's own account of this process, in MB.
func procStatus(t *testing.T, name string) float64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		t.Skip("no /proc here")
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var kb float64
		if k, _ := fmt.Sscanf(s.Text(), name+": %f kB", &kb); k == 1 {
			return kb / 1024
		}
	}
	return 0
}

func measureLookUps(b *testing.B, w *bench, n int) {
	st := openLarge(w)
	defer st.Close()
	_, err := st.Find(ctx, "wya", 9) // the index is there
	w.must(err)
	for _, ask := range []struct {
		name  string
		query func(i int) string
	}{
		{"id", func(i int) string { return soul(i * 7919 % n).Document.Number }},
		{"pinyin", func(i int) string { return []string{"wya", "lsh", "zyl", "chm", "wangy", "liush"}[i%6] }},
		{"name", func(i int) string { return soul(i * 7919 % n).Name }},
		{"last4", func(i int) string { return soul(i * 7919 % n).Document.Number[14:] }},
		{"last6", func(i int) string { return soul(i * 7919 % n).Document.Number[12:] }},
	} {
		var took []time.Duration
		for i := range 1000 {
			from := time.Now()
			found, err := st.Find(ctx, ask.query(i), 9)
			took = append(took, time.Since(from))
			w.must(err)
			if len(found) == 0 && ask.name != "pinyin" {
				b.Fatalf("%s %d finds nobody", ask.name, i)
			}
		}
		b.ReportMetric(us(took, 50), ask.name+"-p50-µs")
		b.ReportMetric(us(took, 99), ask.name+"-p99-µs")
	}
}

func measureVerify(b *testing.B, w *bench) {
	st := openLarge(w)
	defer st.Close()
	for b.Loop() {
		proof, err := st.Verify(ctx)
		w.must(err)
		if len(proof.Faults) > 0 {
			b.Fatal(proof.Faults[:min(3, len(proof.Faults))])
		}
	}
}

func us(d []time.Duration, p int) float64 {
	s := slices.Sorted(slices.Values(d))
	return float64(s[min(len(s)-1, len(s)*p/100)].Nanoseconds()) / 1000
}

// syncOnce appends a page to a file on the same disk and syncs it.
func syncOnce(b *testing.B, dir string) time.Duration {
	b.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "page"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	from := time.Now()
	_, err = f.Write(make([]byte, 4096))
	if err = errFirst(err, f.Sync()); err != nil {
		b.Fatal(err)
	}
	return time.Since(from)
}

func errFirst(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
