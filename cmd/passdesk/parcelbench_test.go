package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
	"passdesk/registry/station"
)

// benchedPasses is how many passes the register of BenchmarkParcel holds; four events
// each.
func benchedPasses() int {
	if n, err := strconv.Atoi(os.Getenv("PASSDESK_BENCH_PASSES")); err == nil {
		return n
	}
	return 5_000
}

// BenchmarkParcel makes a parcel of a whole register, as bundle create does: read,
// opened, packed, sealed, signed, written durably and read back. Its peer takes turns
// with it: the same rows, in the open in a plain database, through sqlite3 -csv, zstd
// and age, of which none proves anything. Then it opens and verifies the parcel as the
// collector does. PASSDESK_BENCH_PASSES=250000 is a million events.
func BenchmarkParcel(b *testing.B) {
	for _, tool := range []string{"sqlite3", "zstd", "age"} {
		if _, err := exec.LookPath(tool); err != nil {
			b.Skipf("%s is not installed", tool)
		}
	}
	a, box := benchUpstream(b)
	benchLives(b, a, benchedPasses())
	dir := b.TempDir()
	events := benchPlain(b, a, filepath.Join(dir, "plain.db"))
	trust := func(m bundle.Manifest) (ed25519.PublicKey, error) { return m.Register, nil }
	var made, peer, opened []time.Duration
	for b.Loop() {
		from := time.Now()
		p, err := a.makeParcel(a.station, dir)
		made = append(made, time.Since(from))
		if err != nil || p.Events < events {
			b.Fatal(p.Events, err)
		}
		from = time.Now()
		f, err := os.Open(p.File)
		if err == nil {
			_, err = bundle.Check(f, box, trust, bundle.DefaultLimits)
		}
		opened = append(opened, time.Since(from))
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
		os.Remove(p.File)
		from = time.Now()
		benchPeer(b, dir, box.Recipient())
		peer = append(peer, time.Since(from))
	}
	b.ReportMetric(float64(events), "events")
	b.ReportMetric(median(made).Seconds(), "made-s")
	b.ReportMetric(median(peer).Seconds(), "peer-s")
	b.ReportMetric(median(opened).Seconds(), "opened-s")
	b.ReportMetric(median(made).Seconds()/median(peer).Seconds(), "ratio")
}

// benchUpstream is a station that an authority licensed, and the collector's key.
func benchUpstream(b *testing.B) (*app, *seal.Mailbox) {
	b.Helper()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	a := benchPlace(b, shm(b))
	key, err := seal.NewSigningKey(rand.Reader)
	must(err)
	root, err := licence.AuthorityRoot("ningbo", "health-bureau", key)
	must(err)
	box, err := seal.NewMailbox(rand.Reader)
	must(err)
	file, err := a.station.EnrolRequest(131)
	must(err)
	r, err := licence.ParseRequest(file)
	must(err)
	public, err := r.StationKey()
	must(err)
	lic, err := licence.New(licence.Grant{Scheme: r.Scheme, District: r.District, Station: 131, Key: public, FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 1, 1)}, root)
	must(err)
	upstream, err := licence.SignUpstream(licence.Upstream{Scheme: "ningbo", Recipient: box.Recipient()}, root)
	must(err)
	must(a.station.TakeLicence(a.ctx, lic.DeliveryTo(upstream), root.Key().Fingerprint()))
	return a, box
}

// benchLives issues n passes, prints them and has them signed for: four events each.
// A licence's epochs hold 99,999 passes each.
func benchLives(b *testing.B, a *app, n int) {
	b.Helper()
	var left []registry.Number
	flush := func() {
		if err := a.station.PrintIntended(a.ctx, left, "walkin"); err != nil {
			b.Fatal(err)
		}
		if err := a.station.PrintedOut(a.ctx, left, "out"); err != nil {
			b.Fatal(err)
		}
		for _, number := range left {
			if err := a.station.Sign(a.ctx, number, "holder"); err != nil {
				b.Fatal(err)
			}
		}
		left = left[:0]
	}
	for i := range n {
		if i > 0 && i%99_000 == 0 {
			if _, err := a.station.TakeEpochAnyway(a.ctx, "样例", 0); err != nil {
				b.Fatal(err)
			}
		}
		v, err := a.station.Issue(a.ctx, benchPerson(i), false)
		if err != nil || !v.Issues() {
			b.Fatal(i, v.Outcome, err)
		}
		if left = append(left, v.Number); len(left) == 500 {
			flush()
		}
	}
	if len(left) > 0 {
		flush()
	}
}

// benchPlain writes the rows of the register into a plain database, and answers how
// many there are.
func benchPlain(b *testing.B, a *app, path string) (events int64) {
	b.Helper()
	rows := path + ".csv"
	f, err := os.Create(rows)
	if err != nil {
		b.Fatal(err)
	}
	out := csv.NewWriter(f)
	err = a.station.SendUp(context.Background(), func(o *station.Outgoing) error {
		for r, err := range o.Rows() {
			if err != nil {
				return err
			}
			events++
			if err := out.Write([]string{strconv.FormatInt(r.No, 10), strconv.FormatInt(r.At.UnixMilli(), 10), string(r.Kind), r.Operator, r.Pass, string(r.Body),
				hex.EncodeToString(r.Hash[:]), hex.EncodeToString(r.Commitment[:]), hex.EncodeToString(r.Salt[:]), string(r.Record)}); err != nil {
				return err
			}
		}
		return nil
	})
	out.Flush()
	if err != nil || out.Error() != nil || f.Close() != nil {
		b.Fatal(err, out.Error())
	}
	load := exec.Command("sqlite3", path, `CREATE TABLE events (no INTEGER PRIMARY KEY, at INT, kind TEXT, operator TEXT, pass TEXT, body TEXT, hash TEXT, commitment TEXT, salt TEXT, record TEXT)`,
		".mode csv", fmt.Sprintf(".import %q events", rows))
	if text, err := load.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	os.Remove(rows)
	return events
}

// benchPeer is what somebody would do who has a plain database and a shell.
func benchPeer(b *testing.B, dir, to string) {
	b.Helper()
	cmd := exec.Command("sh", "-c", `set -e; sqlite3 -csv plain.db 'SELECT * FROM events ORDER BY no' | zstd -q -3 | age -r "$1" -o peer.age; sync peer.age; rm peer.age`, "sh", to)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		b.Fatalf("%v\n%s", err, said.String())
	}
}
