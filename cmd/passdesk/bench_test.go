package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"crypto/rand"

	"github.com/creack/pty"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/tui"
	"passdesk/tui/screentest"
)

// benchPlace is a station of a benchmark, in the folder, unlocked.
func benchPlace(b testing.TB, dir string) *app {
	b.Helper()
	a := &app{ctx: context.Background(), cli: &cli{Dir: filepath.Join(dir, "data"), ConfigDir: filepath.Join(dir, "config")},
		world: world{now: time.Now, rand: rand.Reader, env: os.Getenv, stderr: io.Discard, stdout: io.Discard, cost: func() seal.Cost { return seal.TestCost }}}
	_, err := a.create(station.Setup{
		Scheme: "ningbo", Division: "330212", Code: 931, Operator: "op", Passphrase: []byte(testPassphrase), Cost: seal.TestCost,
		Point: registry.Point{Kind: "community", Name: "样例社区"},
	}, func(*station.Station, *seal.Recovery) error { return nil })
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.close)
	return a
}

func benchPerson(i int) registry.Application {
	given := []rune("一样例安澜知远书瑶明子沐辰若溪景行思齐念慈怀瑾清越望舒乐修云")
	birth := civil.New(1930, 1, 1).AddDays(i % 28000)
	body := fmt.Sprintf("330212%s%03d", birth.Compact(), (900+i/28000*20+i%20)%1000)
	return registry.Application{
		Name:     string([]rune{[]rune("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗")[i%20], given[i/20%30], given[i/600%30]}),
		Document: &registry.Document{Type: "RIC18", Number: body + string(iso7064.Mod11_2(body))}, Declared: true,
	}
}

// BenchmarkDurableIssue is the whole of an issue: check, seal, events and
// projections, COMMIT, high-water mark, each on the disk before the answer. It
// reports its median in fsyncs of this machine's disk, measured beside it.
func BenchmarkDurableIssue(b *testing.B) {
	a := benchPlace(b, b.TempDir())
	var took, synced []time.Duration
	i := 0
	for b.Loop() {
		p := benchPerson(i)
		p.Ref = newRef(a.rand) // as the desk and the verb give one: its answer is kept, too
		from := time.Now()
		v, err := a.station.Issue(a.ctx, p, true)
		took = append(took, time.Since(from))
		if err != nil || !v.Issues() {
			b.Fatal(v.Outcome, err)
		}
		if i++; i%8 == 0 {
			b.StopTimer()
			synced = append(synced, oneSync(b))
			b.StartTimer()
		}
	}
	synced = append(synced, oneSync(b))
	issue, fsync := median(took), median(synced)
	b.ReportMetric(float64(issue.Microseconds()), "p50-µs")
	b.ReportMetric(float64(fsync.Microseconds()), "fsync-µs")
	b.ReportMetric(float64(issue)/float64(fsync), "fsyncs")
}

// oneSync appends a page to a file and syncs it.
func oneSync(b *testing.B) time.Duration {
	f, err := os.Create(filepath.Join(b.TempDir(), "page"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var all []time.Duration
	for range 5 {
		from := time.Now()
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		all = append(all, time.Since(from))
	}
	return median(all)
}

func median(d []time.Duration) time.Duration { return percentile(d, 50) }

func percentile(d []time.Duration, p int) time.Duration {
	s := slices.Sorted(slices.Values(d))
	return s[min(len(s)-1, len(s)*p/100)]
}

// BenchmarkKeyToFrame100k types at the desk with 100,000 passes in the register,
// on an in-process terminal: from the key to the frame that shows its answer.
func BenchmarkKeyToFrame100k(b *testing.B) {
	a := benchPlace(b, shm(b))
	for i := range 100_000 - 1 {
		if _, err := a.station.Issue(a.ctx, benchPerson(i), false); err != nil {
			b.Fatal(err)
		}
	}
	term := screentest.Start(b, tui.New(tui.Program{Desk: a.station, Clock: time.Now, Unlocked: true}), 100, 30)
	term.WaitFor("扫描")
	var took []time.Duration
	keys := []string{"w", "y", "backspace", "backspace", "9", "3", "1", "5", "backspace", "backspace", "backspace", "backspace"}
	i := 0
	for b.Loop() {
		from := time.Now()
		term.Key(keys[i%len(keys)])
		took = append(took, time.Since(from))
		i++
	}
	b.ReportMetric(float64(percentile(took, 95).Microseconds()), "p95-µs")
}

// shm is a folder in memory where there is one: filling a register of 100,000 is
// not what is measured.
func shm(b *testing.B) string {
	dir, err := os.MkdirTemp("/dev/shm", "passdesk-bench-")
	if err != nil {
		return b.TempDir()
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// BenchmarkFirstFrame starts the built program on a terminal, with a station
// that waits for its passphrase, until the first frame is there.
func BenchmarkFirstFrame(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip("no pseudo terminal here")
	}
	dir := b.TempDir()
	benchPlace(b, dir).close()
	exe := filepath.Join(dir, "passdesk")
	if out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var took []time.Duration
	for b.Loop() {
		took = append(took, firstFrame(b, exe, dir))
	}
	b.ReportMetric(float64(median(took).Microseconds())/1000, "p50-ms")
}

func firstFrame(b *testing.B, exe, dir string) time.Duration {
	cmd := exec.Command(exe, "--dir", filepath.Join(dir, "data"), "--config-dir", filepath.Join(dir, "config"))
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	from := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: 100})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { tty.Close(); cmd.Process.Kill(); cmd.Wait() }()
	var seen []byte
	buf := make([]byte, 4096)
	for !bytes.Contains(seen, []byte("口令")) {
		n, err := tty.Read(buf)
		if err != nil {
			b.Fatalf("no frame: %v", err)
		}
		seen = append(seen, buf[:n]...)
	}
	return time.Since(from)
}
