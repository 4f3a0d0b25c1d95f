package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// bureau is an authority with a collector, as a test plays it.
type bureau struct {
	*place
	root *licence.Root
	key  *seal.SigningKey
	box  *seal.Mailbox
	sent int64 // parcels down
}

// enrolled licenses the station under 131, with the key that parcels go to.
func (p *place) enrolled() *bureau {
	p.t.Helper()
	key, err := seal.NewSigningKey(rand.Reader)
	p.must(err)
	root, err := licence.AuthorityRoot("ningbo", "health-bureau", key)
	p.must(err)
	box, err := seal.NewMailbox(rand.Reader)
	p.must(err)
	b := &bureau{place: p, root: root, key: key, box: box}
	_, g := p.asked("131")
	p.must(os.WriteFile(p.file("licence"), b.delivery(g), 0o600))
	p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
	return b
}

func (b *bureau) delivery(g licence.Grant) []byte {
	b.t.Helper()
	lic, err := licence.New(g, b.root)
	b.must(err)
	return lic.DeliveryTo(b.upstream(b.box))
}

func (b *bureau) upstream(to *seal.Mailbox) []byte {
	b.t.Helper()
	text, err := licence.SignUpstream(licence.Upstream{Scheme: "ningbo", Recipient: to.Recipient()}, b.root)
	b.must(err)
	return text
}

// parcel is one that the station made, as the collector reads it.
func (b *bureau) parcel(path string) (bundle.Manifest, []bundle.Item) {
	b.t.Helper()
	f, err := os.Open(path)
	b.must(err)
	defer f.Close()
	return b.opened(f)
}

type seeker interface {
	Read([]byte) (int, error)
	Seek(int64, int) (int64, error)
}

func (b *bureau) opened(f seeker) (bundle.Manifest, []bundle.Item) {
	b.t.Helper()
	p, err := bundle.Check(f, b.box, func(m bundle.Manifest) (ed25519.PublicKey, error) { return m.Register, nil }, bundle.DefaultLimits)
	b.must(err)
	var items []bundle.Item
	for i, err := range p.Items() {
		b.must(err)
		items = append(items, i)
	}
	return p.Manifest, items
}

func (b *bureau) receipt(m bundle.Manifest, through int64, head [32]byte) registry.Sent {
	b.t.Helper()
	note, err := licence.SignReceipt(licence.Receipt{Scheme: m.Scheme, Register: m.Register, Through: through, Epoch: m.Epoch, Head: head}, b.root)
	b.must(err)
	return sentBody(registry.SentReceipt, registry.SignedText{Text: string(note)})
}

func sentBody(kind registry.SentKind, body any) registry.Sent {
	return registry.Sent{Kind: kind, Body: registry.Body(body)}
}

// answer is a parcel down for the station that sent the manifest.
func (b *bureau) answer(m bundle.Manifest, sent ...registry.Sent) []byte {
	b.t.Helper()
	b.sent++
	var out bytes.Buffer
	w, err := bundle.NewWriter(&out, bundle.Manifest{Way: bundle.Down, Scheme: m.Scheme, District: m.District, Station: m.Station, Register: m.Register,
		Recipient: m.AnswerTo, Made: b.now, Number: b.sent, Authority: b.root.Key().Name()}, b.key)
	b.must(err)
	for _, s := range sent {
		b.must(w.Sent(s))
	}
	_, err = w.Close()
	b.must(err)
	return out.Bytes()
}

func (b *bureau) put(folder string, m bundle.Manifest, sent ...registry.Sent) string {
	b.t.Helper()
	raw := b.answer(m, sent...)
	m.Way, m.Number = bundle.Down, b.sent
	path := filepath.Join(folder, m.Name())
	b.must(os.WriteFile(path, raw, 0o600))
	return path
}

func (p *place) stick() string {
	p.t.Helper()
	folder := p.file("stick")
	p.must(os.MkdirAll(folder, 0o700))
	return folder
}

// toldByUpstream enrols the station, sends twice, and takes in what upstream says:
// two receipts, and tasks in every state.
func (p *place) toldByUpstream() *bureau {
	p.t.Helper()
	b := p.enrolled()
	number := p.issued(person(35).line("r-35"))
	for n := range 2 {
		m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", p.stick()).lines(p.t)[0]["file"].(string))
		task := func(id string, done bool) registry.Sent {
			return sentBody(registry.SentTask, registry.Task{ID: fmt.Sprint(id, n), Kind: registry.TaskAppeal, Number: number, Done: done})
		}
		p.expect(exitDone, "", "bundle", "open", b.put(p.stick(), m, b.receipt(m, m.To, m.Head), task("a", false), task("b", false), task("b", true), task("c", false)))
		p.expect(exitDone, "", "queue", "settle", fmt.Sprint("c", n), "--decision", "cannot", "--reason", "样例")
	}
	return b
}

func results(t *testing.T, s said) (all []string) {
	t.Helper()
	for _, l := range s.lines(t) {
		all = append(all, fmt.Sprint(l["kind"], " ", l["result"]))
	}
	return all
}

// TestParcelUpAndReceiptBack: what was registered travels with its records, the
// receipt comes back, and the next parcel begins behind it.
func TestParcelUpAndReceiptBack(t *testing.T) {
	p, first := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	p.expect(exitDone, lineMother, "issue")
	if l := p.expect(exitDone, "", "bundle", "list").lines(t)[0]; l["receipted_through"] != 0.0 || len(l["items"].([]any)) != 1 {
		t.Errorf("the outbox before: %v", l)
	}
	made := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]
	m, items := b.parcel(made["file"].(string))
	if m.From != 1 || float64(m.To) != made["to"] || m.Station != 131 || len(items) != int(m.To) {
		t.Errorf("the parcel: %+v, %d items; said %v", m, len(items), made)
	}
	names := 0
	for _, i := range items {
		if bytes.Contains(i.Opened.Record, []byte("样例")) {
			names++
		}
	}
	if items[0].Event.Kind != registry.Opened || names < 2 {
		t.Errorf("first %s, %d records", items[0].Event.Kind, names)
	}
	if l, _, err := licence.ParseDeliveryTo([]byte(m.Licence)); err != nil || l.Grant().Station != 131 {
		t.Errorf("the licence in it: %v", err)
	}
	// Made again it is the same parcel: nothing has happened since.
	again := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]
	if again["sum"] == "" || again["to"] != made["to"] {
		t.Errorf("again: %v, first %v", again, made)
	}
	out := p.expect(exitDone, "", "bundle", "list").lines(t)[0]["items"].([]any)[0].(map[string]any)
	if out["state"] != "sent" || out["next"].(map[string]any)["zh"] == "" {
		t.Errorf("sent, no receipt: %v", out)
	}
	down := b.put(stick, m, b.receipt(m, m.To, m.Head))
	if got := results(t, p.expect(exitDone, "", "bundle", "open", down)); !slices.Equal(got, []string{"receipt taken"}) {
		t.Errorf("the receipt: %v", got)
	}
	if got := results(t, p.expect(exitDone, "", "bundle", "open", down)); !slices.Equal(got, []string{"receipt known"}) {
		t.Errorf("the same again: %v", got)
	}
	if l := p.expect(exitDone, "", "bundle", "list").lines(t)[0]; l["receipted_through"] != made["to"] || l["waiting"] != 0.0 {
		t.Errorf("the outbox after: %v", l)
	}
	if l := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]; l["events"] != 0.0 {
		t.Errorf("nothing new: %v", l)
	}
	p.expect(exitDone, "", "recall", first, "--reason", "symptoms")
	next := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]
	m2, _ := b.parcel(next["file"].(string))
	if m2.From != m.To+1 || m2.Previous != m.Head {
		t.Errorf("the next one goes from %d behind %d", m2.From, m.To)
	}
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; l["receipts"] != 1.0 {
		t.Errorf("verify: %v", l)
	}
	files, err := filepath.Glob(filepath.Join(stick, "*part*"))
	if err != nil || len(files) > 0 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

// TestTasksAndListsComeDown: each item by itself, and a bad one stops none.
func TestTasksAndListsComeDown(t *testing.T) {
	p, number := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	task := registry.Task{ID: "t-0001", Kind: registry.TaskRecall, Number: number, Reason: "close_contact", Text: "样例疾控来电"}
	stranger := task
	stranger.ID, stranger.Number = "t-0002", "12131170004228"
	places := []map[string]string{{"kind": "police", "name": "样例派出所", "division": "330212", "address": "样例路 9 号"}}
	list := func(n int64, v any) registry.SentList {
		return registry.SentList{Number: n, Made: civil.New(2020, 3, 10), List: registry.Body(v)}
	}
	s := p.expect(exitPart, "", "bundle", "open", b.put(stick, m,
		sentBody(registry.SentTask, task),
		sentBody(registry.SentTask, stranger),
		sentBody(registry.SentDirectory, list(2, places)),
		sentBody(registry.SentAreas, list(1, []map[string]string{{"kind": "key", "division": "420100", "from": "2020-01-23", "source": "样例名单"}})),
		sentBody(registry.SentAreas, list(2, []map[string]string{{"kind": "none", "division": "420100"}})),
		sentBody("later", "?"),
		sentBody(registry.SentAside, registry.Aside{Event: 3, Cause: "fork", Why: registry.SentWhy{ZH: "样例", EN: "sample"}}),
		b.receipt(m, m.To, m.Head)))
	want := []string{"task taken", "task refused", "directory taken", "areas taken", "areas refused", "later told", "aside told", "receipt taken"}
	if got := results(t, s); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v\n%s", got, want, s.out)
	}
	for _, l := range s.lines(t) {
		if note, _ := l["note"].(map[string]any); l["result"] == "refused" && (note["zh"] == "" || note["en"] == "") {
			t.Errorf("no reason: %v", l)
		}
	}
	if d := p.expect(exitDone, "", "directory", "list").out; !strings.Contains(d, "样例派出所") {
		t.Errorf("the directory: %s", d)
	}
	older := b.put(stick, m, sentBody(registry.SentDirectory, list(1, []any{})))
	if got := results(t, p.expect(exitDone, "", "bundle", "open", older)); !slices.Equal(got, []string{"directory known"}) {
		t.Errorf("an older list: %v", got)
	}
	tasks := p.expect(exitDone, "", "queue", "list").lines(t)
	if len(tasks) != 1 || tasks[0]["task"] != "recall" || tasks[0]["id"] != "t-0001" || tasks[0]["text"] != "样例疾控来电" {
		t.Errorf("the queue: %v", tasks)
	}
	p.expect(exitDone, "", "verify")
	p.expect(exitFailed, "", "queue", "settle", "t-0001", "--decision", "done", "--reason", "样例") // it is still in hand
	p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
	p.expect(exitDone, "", "queue", "settle", "t-0001", "--decision", "done", "--reason", "样例")
	if left := p.expect(exitDone, "", "queue", "list").out; left != "" {
		t.Errorf("the queue after: %s", left)
	}
	p.expect(exitFailed, "", "queue", "settle", "t-0001", "--decision", "done", "--reason", "样例")
	dropped := task
	dropped.ID, dropped.Kind = "t-0003", registry.TaskAppeal
	gone := dropped
	gone.Done = true
	p.expect(exitDone, "", "bundle", "open", b.put(stick, m, sentBody(registry.SentTask, dropped)))
	p.expect(exitDone, "", "bundle", "open", b.put(stick, m, sentBody(registry.SentTask, gone), sentBody(registry.SentTask, gone)))
	if left := p.expect(exitDone, "", "queue", "list").out; left != "" {
		t.Errorf("the queue after upstream dropped it: %s", left)
	}
	p.expect(exitDone, "", "verify")
}

// TestWhatUpstreamPutAsideIsToldOnce: and can be read again; what it misses is told until it
// was sent, also by another run.
func TestWhatUpstreamPutAsideIsToldOnce(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	made := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]
	m, _ := b.parcel(made["file"].(string))
	aside := sentBody(registry.SentAside, registry.Aside{Event: 3, Cause: "fork", Why: registry.SentWhy{ZH: "样例", EN: "sample"}})
	missing := sentBody(registry.SentAside, registry.Aside{Event: 2, To: m.To, Cause: registry.AsideMissing, Why: registry.SentWhy{ZH: "样例", EN: "sample"}})
	if got := results(t, p.expect(exitDone, "", "bundle", "open", b.put(stick, m, aside, b.receipt(m, m.To, m.Head)))); !slices.Equal(got, []string{"aside told", "receipt taken"}) {
		t.Errorf("at first: %v", got)
	}
	again := p.expect(exitDone, "", "bundle", "open", b.put(stick, m, aside))
	if got := results(t, again); !slices.Equal(got, []string{"aside known"}) || strings.Contains(again.out+again.err, "sample") {
		t.Errorf("once more: %v %s%s", got, again.out, again.err)
	}
	listed := func(want int) []any {
		t.Helper()
		all, _ := p.expect(exitDone, "", "bundle", "list").lines(t)[0]["aside"].([]any)
		if len(all) != want {
			t.Errorf("bundle list has %v, want %d", all, want)
		}
		return all
	}
	if all := listed(1); all[0].(map[string]any)["event"] != 3.0 || all[0].(map[string]any)["told"] == "" {
		t.Errorf("bundle list: %v", all)
	}
	for range 2 {
		if got := results(t, p.expect(exitPart, "", "bundle", "open", b.put(stick, m, missing))); !slices.Equal(got, []string{"aside told"}) {
			t.Errorf("missing: %v", got)
		}
		listed(2)
	}
	if next := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]; next["from"] != 2.0 {
		t.Errorf("another run sends from %v", next["from"])
	}
	listed(1)
	if next := p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]; next["events"] != 0.0 {
		t.Errorf("it is sent once more: %v", next)
	}
	p.expect(exitDone, "", "verify")
}

// TestAnAppealFromElsewhereIsTakenDown: by its task, by its pass at the desk's settling, or
// because the person came here too; each time the task is done and one appeal waits.
func TestAnAppealFromElsewhereIsTakenDown(t *testing.T) {
	p, number := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	comes := func(id string, kind registry.TaskKind) {
		t.Helper()
		task := registry.Task{ID: id, Kind: kind, Number: number, Day: civil.New(2020, 3, 1), Text: "样例热线：收回弄错了人"}
		p.expect(exitDone, "", "bundle", "open", b.put(stick, m, sentBody(registry.SentTask, task)))
	}
	waits := func(when string, tasks, appeals int) {
		t.Helper()
		if n := len(p.expect(exitDone, "", "queue", "list").lines(t)) - appeals; n != tasks {
			t.Errorf("%s: %d tasks wait, want %d", when, n, tasks)
		}
		if n := len(p.expect(exitDone, "", "appeal", "list").lines(t)); n != appeals {
			t.Errorf("%s: %d appeals wait, want %d", when, n, appeals)
		}
	}
	decide := func(id any) {
		t.Helper()
		p.expect(exitDone, "", "appeal", "decide", fmt.Sprint(id), "--decision", "uphold", "--reason", "样例核实")
	}
	comes("t-1", registry.TaskAppeal)
	waits("it came", 1, 0)
	k := p.expect(exitDone, "", "appeal", "lodge", "t-1").lines(t)[0]
	waits("by its task", 0, 1)
	if k["against"] != number || !strings.Contains(p.expect(exitDone, "", "queue", "show", fmt.Sprint(k["id"])).out, "收回弄错了人") {
		t.Errorf("the case %v has not the words that came", k)
	}
	comes("t-2", registry.TaskAppeal) // while the other waits: it is the same matter
	done := p.expect(exitDone, "", "queue", "settle", "t-2", "--decision", "done", "--reason", "同一件").lines(t)[0]
	if done["case"] != k["id"] {
		t.Errorf("settled with %v, the appeal is %v", done, k["id"])
	}
	waits("the same matter", 0, 1)
	decide(k["id"])
	comes("t-3", registry.TaskAppeal)
	done = p.expect(exitDone, "", "queue", "settle", number, "--decision", "done", "--reason", "样例受理").lines(t)[0]
	waits("by its pass", 0, 1)
	decide(done["case"])
	comes("t-4", registry.TaskAppeal)
	decide(p.expect(exitDone, "", "appeal", "lodge", number, "--reason", "本人来了").lines(t)[0]["id"])
	waits("the person came", 0, 0)
	comes("t-5", registry.TaskRecall)
	p.expect(exitFailed, "", "appeal", "lodge", "t-5")
	p.expect(exitFailed, "", "appeal", "lodge", "t-6")
	comes("t-7", registry.TaskAppeal)
	p.expect(exitFailed, "", "queue", "settle", number, "--decision", "done", "--reason", "样例") // which of the two?
	p.expect(exitDone, "", "queue", "settle", "t-7", "--decision", "cannot", "--reason", "样例：已过期")
	p.expect(exitDone, "", "verify")
}

// TestParcelsOfOthersAreRefused: another station's, another authority's, damaged ones;
// each with its reason in both languages, and the register as it was.
func TestParcelsOfOthersAreRefused(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	q, _ := issuedPlace(t)
	c := q.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	theirs, _ := c.parcel(q.expect(exitDone, "", "bundle", "create", "--out", q.stick()).lines(t)[0]["file"].(string))
	good := b.answer(m, b.receipt(m, m.To, m.Head))
	misdirected := theirs
	misdirected.AnswerTo = m.AnswerTo
	forged := *b
	forged.key = c.key
	before := p.events()
	for name, c := range map[string]struct {
		file []byte
		want bundle.Why
	}{
		"another station's":       {c.answer(theirs, c.receipt(theirs, 1, theirs.Head)), bundle.NotOurs},
		"another's, sealed to us": {b.answer(misdirected), bundle.OtherRegister},
		"another authority's":     {forged.answer(m, b.receipt(m, m.To, m.Head)), bundle.Forged},
		"a flipped bit":           {oneBit(good, len(good)/2), bundle.Changed},
		"cut off":                 {good[:len(good)-1], bundle.Changed},
		"a text":                  {[]byte("样例"), bundle.NotAParcel},
	} {
		path := p.file("bad.parcel")
		p.must(os.WriteFile(path, c.file, 0o600))
		s := p.expect(exitFailed, "", "bundle", "open", path)
		l := s.lines(t)[0]
		note := l["note"].(map[string]any)
		if l["why"] != string(c.want) || note["zh"] == "" || note["en"] == "" {
			t.Errorf("%s: %v, want %s", name, l, c.want)
		}
	}
	up, err := filepath.Glob(filepath.Join(stick, "up-*"))
	p.must(err)
	p.expect(exitFailed, "", "bundle", "open", up[0]) // our own, for the collector
	if after := p.events(); after != before {
		t.Errorf("%v events, before %v", after, before)
	}
}

func oneBit(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

// TestReceiptAheadMakesReadOnly: upstream has more of the register than stands here.
func TestReceiptAheadMakesReadOnly(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	register := p.file("data/" + registerFile)
	config := p.file("config")
	old := t.TempDir()
	p.must(os.CopyFS(filepath.Join(old, "config"), os.DirFS(config)))
	image, err := os.ReadFile(register)
	p.must(err)
	p.expect(exitDone, lineMother, "issue")
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	down := b.put(stick, m, b.receipt(m, m.To, m.Head))

	// The whole disk is put back, second place and all: nothing here knows better.
	p.must(os.WriteFile(register, image, 0o600))
	p.must(os.RemoveAll(config))
	p.must(os.CopyFS(config, os.DirFS(filepath.Join(old, "config"))))
	p.expect(exitDone, "", "verify")
	s := p.expect(exitDamaged, "", "bundle", "open", down)
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, "upstream has later events") {
		t.Errorf("told: %s", s.err)
	}
	if s := p.expect(exitDamaged, lineMother, "issue"); !strings.Contains(s.err, "upstream has later events") {
		t.Errorf("told at the next start: %s", s.err)
	}
	p.expect(exitDone, "", "epoch", "new", "--reason", "样例：整盘恢复")
	n := p.issued(lineMother)
	if n[5] == '1' {
		t.Errorf("the next number is of the old epoch: %s", n)
	}
	// The old receipt speaks of what is no more here, and stops nobody.
	if got := results(t, p.expect(exitDone, "", "bundle", "open", down)); !slices.Equal(got, []string{"receipt known"}) {
		t.Errorf("the old receipt: %v", got)
	}
	p.expect(exitDone, "", "verify")
	m2, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	if m2.From != 1 || m2.Epoch == m.Epoch {
		t.Errorf("after the new epoch: %+v", m2)
	}
}

// TestNoParcelReplacesAnother: two copies of one laptop hand in as many events each on
// one stick, and one of them twice.
func TestNoParcelReplacesAnother(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	clone := t.TempDir()
	for _, part := range []string{"data", "config"} {
		p.must(os.CopyFS(filepath.Join(clone, part), os.DirFS(p.file(part))))
	}
	p.expect(exitDone, lineMother, "issue")
	made := func() string { return p.expect(exitDone, "", "sync", stick).lines(t)[0]["file"].(string) }
	first := made()
	before, err := os.ReadFile(first)
	p.must(err)
	if again := made(); again != first {
		t.Errorf("with nothing new: %s, and %s lies there", again, first)
	}
	mine, _ := b.parcel(first)
	for _, part := range []string{"data", "config"} {
		p.must(os.RemoveAll(p.file(part)))
		p.must(os.CopyFS(p.file(part), os.DirFS(filepath.Join(clone, part))))
	}
	p.expect(exitDone, person(35).line("r-35"), "issue")
	second := made()
	theirs, _ := b.parcel(second)
	if mine.To != theirs.To || mine.Head == theirs.Head || !bytes.Equal(mine.Register, theirs.Register) {
		t.Fatalf("no clones: events %d and %d", mine.To, theirs.To)
	}
	if after, err := os.ReadFile(first); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the first parcel is not as it was: %v", err)
	}
	if up, err := filepath.Glob(filepath.Join(stick, "up-*.parcel")); err != nil || len(up) != 2 || first == second {
		t.Errorf("on the stick: %v %v", up, err)
	}
}

// TestSyncStick: two stations on one stick, each takes its own.
func TestSyncStick(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	q, _ := issuedPlace(t)
	c := q.enrolled()
	stick := p.stick()
	p.expect(exitDone, "", "sync", stick)
	q.expect(exitDone, "", "sync", stick)
	up, err := filepath.Glob(filepath.Join(stick, "up-*"))
	p.must(err)
	if len(up) != 2 {
		t.Fatalf("on the stick: %v", up)
	}
	whose := func(by *bureau) bundle.Manifest {
		for _, path := range up {
			f, err := os.Open(path)
			p.must(err)
			defer f.Close()
			if in, err := bundle.Check(f, by.box, func(m bundle.Manifest) (ed25519.PublicKey, error) { return m.Register, nil }, bundle.DefaultLimits); err == nil {
				return in.Manifest
			}
		}
		t.Fatal("no parcel of this station's")
		return bundle.Manifest{}
	}
	mine, theirs := whose(b), whose(c)
	for n := range 11 { // in the order of their numbers, not of their letters
		b.put(stick, mine, sentBody(registry.SentAreas, registry.SentList{Number: int64(n + 1), Made: civil.New(2020, 3, 10), List: json.RawMessage("[]")}))
	}
	b.put(stick, mine, b.receipt(mine, mine.To, mine.Head))
	c.put(stick, theirs, c.receipt(theirs, theirs.To, theirs.Head))
	got := p.expect(exitDone, "", "sync", stick).lines(t)
	if len(got) != 13 || got[0]["count"] != nil || got[11]["kind"] != "receipt" || got[12]["file"] == nil {
		t.Errorf("mine: %v", got)
	}
	if l := p.expect(exitDone, "", "bundle", "list").lines(t)[0]; l["waiting"] == 0.0 {
		t.Errorf("the lists are news to upstream: %v", l)
	}
	if got := results(t, q.expect(exitDone, "", "sync", stick)); !slices.Equal(got, []string{"receipt taken"}) {
		t.Errorf("theirs: %v", got)
	}
	q.expect(exitDone, "", "sync", stick)
	p.expect(exitFailed, "", "sync", p.file("no such stick"))
	p.expect(exitFailed, "", "bundle", "create", "--out", p.file("no such stick"))
	p.expect(exitDone, "", "verify")
	q.expect(exitDone, "", "verify")
}

// TestARenamedParcelIsNotPassedOver: what a mail program named anew is found by no name. Each
// exchange says so in one sentence, and opened by hand it is taken in; other files of the
// stick, and other stations' parcels, are nobody's business here.
func TestARenamedParcelIsNotPassedOver(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	down := b.put(stick, m, b.receipt(m, m.To, m.Head))
	p.must(os.WriteFile(filepath.Join(stick, "通讯录.txt"), []byte("样例"), 0o600))
	sealed, err := os.ReadFile(down)
	p.must(err)
	p.must(os.WriteFile(filepath.Join(stick, "down-ningbo-12-199-00000000-1.parcel"), sealed, 0o600))
	if s := p.expect(exitDone, "", "sync", t.TempDir()); strings.Contains(s.err, "改过名") {
		t.Errorf("of an empty stick: %s", s.err)
	}
	renamed := filepath.Join(stick, "回执 (1).parcel")
	p.must(os.Rename(down, renamed))
	s := p.expect(exitDone, "", "sync", stick)
	if twoLanguages(t, s.err); strings.Count(s.err, "回执 (1).parcel") != 2 || !strings.Contains(s.err, "1 sealed file has") || strings.Contains(s.err, "通讯录") || strings.Contains(s.err, "199") {
		t.Errorf("renamed: %s", s.err)
	}
	if got := results(t, p.expect(exitDone, "", "bundle", "open", renamed)); !slices.Equal(got, []string{"receipt taken"}) {
		t.Errorf("opened by hand: %v", got)
	}
}

// TestASendAgainBeginsAtAnEvent: there is no event 0, nor one before it.
func TestASendAgainBeginsAtAnEvent(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	for _, from := range []string{"--from=0", "--from=-1"} {
		if s := p.expect(exitUsage, "", "bundle", "create", "--out", p.stick(), from); !strings.Contains(s.err, "begin at 1") || !strings.Contains(s.err, "从 1 开始") {
			t.Errorf("%s: %s", from, s.err)
		}
	}
}

// TestNothingIsSentAgainThatWasNotReceipted: before the first receipt everything goes anyway.
func TestNothingIsSentAgainThatWasNotReceipted(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	if s := p.expect(exitFailed, "", "bundle", "create", "--out", p.stick(), "--from", "1"); !strings.Contains(s.err, "nothing yet") || !strings.Contains(s.err, "从头交起") {
		t.Errorf("%s", s.err)
	}
}

// TestAnotherCodeIsTheKeepersToTake: a parcel alone moves no station to another code.
func TestAnotherCodeIsTheKeepersToTake(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	_, g := p.asked("140")
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	b.put(stick, m, sentBody(registry.SentLicence, registry.SignedText{Text: string(b.delivery(g))}))
	s := p.expect(exitDone, "", "sync", stick)
	got := s.lines(t)[0]
	if note := fmt.Sprint(got["note"]); got["result"] != "told" || !strings.Contains(note, "enrol accept") || !strings.Contains(note, "140") {
		t.Errorf("another code: %v", got)
	}
	if n := p.issued(lineMother); n[2:5] != "131" {
		t.Errorf("the next number is %s", n)
	}
	p.must(os.WriteFile(p.file("licence"), b.delivery(g), 0o600))
	p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", b.root.Key().Fingerprint())
	if n := p.issued(lineSon); n[2:5] != "140" {
		t.Errorf("the next number, when the keeper took it, is %s", n)
	}
	p.expect(exitDone, "", "verify")
}

// TestSyncOnline: the answer brings the receipt; a connection that breaks costs
// nothing; what a collector refuses is told.
func TestSyncOnline(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	mode, posts := "cut", 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t0ken" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if r.Method == http.MethodGet {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		posts++
		var body bytes.Buffer
		if _, err := body.ReadFrom(r.Body); err != nil {
			panic(http.ErrAbortHandler)
		}
		m, _ := b.opened(bytes.NewReader(body.Bytes()))
		switch {
		case mode == "cut" && posts < 3:
			panic(http.ErrAbortHandler)
		case mode == "refuse":
			w.WriteHeader(http.StatusUnprocessableEntity)
			json.NewEncoder(w).Encode(bundle.WireRefusal{Why: bundle.Stranger})
		default:
			w.Write(b.answer(m, b.receipt(m, m.To, m.Head)))
		}
	}))
	defer server.Close()
	print := certOf(server)
	sync := func(code int) said {
		return p.expect(code, "", "sync", server.URL, "--token", p.file("token"), "--cert", print)
	}
	if got := results(t, sync(exitDone)); len(got) != 2 || got[1] != "receipt taken" || posts != 3 {
		t.Errorf("%v after %d tries", got, posts)
	}
	sync(exitDone) // nothing new: it asks
	mode = "refuse"
	p.expect(exitDone, lineMother, "issue")
	s := sync(exitFailed)
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, "Enrol first") {
		t.Errorf("refused: %s", s.err)
	}
	if l := p.expect(exitDone, "", "bundle", "list").lines(t)[0]; l["waiting"] == 0.0 {
		t.Errorf("what was refused is not waiting: %v", l)
	}
	p.must(os.WriteFile(p.file("token"), []byte("other\n"), 0o600))
	if s := sync(exitFailed); !strings.Contains(s.err, "token") {
		t.Errorf("another token: %s", s.err)
	}
	server.Close()
	s = sync(exitFailed)
	twoLanguages(t, s.err)
	p.expect(exitUsage, "", "sync", "http://example.com", "--token", p.file("token"))
	p.expect(exitUsage, "", "sync", "https://example.com")
	if left, _ := filepath.Glob(p.file("data/parcel-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestWhoIsNotLetInHearsWhy: a collector that answers before the parcel came closes the
// connection behind its answer; to a station that was sending already nothing comes but that.
func TestWhoIsNotLetInHearsWhy(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	for status, want := range map[int]string{http.StatusUnauthorized: "不认这个令牌", http.StatusForbidden: "另一个站点的", http.StatusRequestEntityTooLarge: "包裹太大", http.StatusServiceUnavailable: "现在忙", http.StatusInternalServerError: "请告诉上级"} {
		server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			if r.Header.Get("Expect") == "100-continue" {
				fmt.Fprintf(conn, "HTTP/1.1 %d no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status)
			}
			conn.Close()
		}))
		s := p.expect(exitFailed, "", "sync", server.URL, "--token", p.file("token"), "--cert", certOf(server))
		if twoLanguages(t, s.err); !strings.Contains(s.err, want) {
			t.Errorf("%d: %s", status, s.err)
		}
		server.Close()
	}
}

func certOf(server *httptest.Server) string {
	return fmt.Sprintf("% x", sha256.Sum256(server.Certificate().Raw))
}

// TestTheTokenGoesToNobodyElse: not in the clear, and not on to where a redirect points.
func TestTheTokenGoesToNobodyElse(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	heard := 0
	listens := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard++ })
	clear, other := httptest.NewServer(listens), httptest.NewTLSServer(listens)
	defer clear.Close()
	defer other.Close()
	for _, target := range []string{clear.URL, "HTTP" + strings.TrimPrefix(clear.URL, "http")} {
		s := p.expect(exitUsage, "", "sync", target, "--token", p.file("token"))
		if twoLanguages(t, s.err); !strings.Contains(s.err, "not encrypted") {
			t.Errorf("%s: %s", target, s.err)
		}
	}
	s := p.expect(exitFailed, "", "sync", "https"+strings.TrimPrefix(clear.URL, "http"), "--token", p.file("token"))
	if twoLanguages(t, s.err); !strings.Contains(s.err, "does not encrypt") || !strings.Contains(s.err, "不加密") {
		t.Errorf("https to a port that speaks http: %s", s.err)
	}
	for _, on := range []string{clear.URL, other.URL} {
		sends := httptest.NewTLSServer(http.RedirectHandler(on, http.StatusTemporaryRedirect))
		s := p.expect(exitFailed, "", "sync", sends.URL, "--token", p.file("token"), "--cert", certOf(sends))
		if twoLanguages(t, s.err); !strings.Contains(s.err, "sends on") {
			t.Errorf("on to %s: %s", on, s.err)
		}
		sends.Close()
	}
	if heard != 0 {
		t.Errorf("%d requests were heard where none should come", heard)
	}
}

// TestSyncTrustsOneCertificate: one that the collector made itself is trusted by its
// fingerprint, and no other.
func TestSyncTrustsOneCertificate(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body bytes.Buffer
		body.ReadFrom(r.Body)
		m, _ := b.opened(bytes.NewReader(body.Bytes()))
		w.Write(b.answer(m, b.receipt(m, m.To, m.Head)))
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	print := certOf(server)
	s := p.expect(exitFailed, "", "sync", server.URL, "--token", p.file("token"))
	if twoLanguages(t, s.err); !strings.Contains(s.err, "--cert") {
		t.Errorf("unknown: %s", s.err)
	}
	given := strings.Repeat("00", 32)
	s = p.expect(exitFailed, "", "sync", server.URL, "--token", p.file("token"), "--cert", given)
	if twoLanguages(t, s.err); strings.Count(s.err, given) != 2 || strings.Count(s.err, strings.ReplaceAll(print, " ", "")) != 2 {
		t.Errorf("another than the one that was given: %s", s.err)
	}
	p.expect(exitUsage, "", "sync", server.URL, "--token", p.file("token"), "--cert", "12")
	if got := results(t, p.expect(exitDone, "", "sync", server.URL, "--token", p.file("token"), "--cert", print)); len(got) != 2 || got[1] != "receipt taken" {
		t.Errorf("by its fingerprint: %v", got)
	}
}

// TestAloneThereIsNobodyToSendTo, and a volunteer sends nothing.
func TestWhoMaySendWhere(t *testing.T) {
	p, _ := issuedPlace(t)
	s := p.expect(exitFailed, "", "bundle", "create", "--out", p.stick())
	if twoLanguages(t, s.err); !strings.Contains(s.err, "enrol") {
		t.Errorf("alone: %s", s.err)
	}
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	p.licensed(root, g) // without the collector's key
	p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
	s = p.expect(exitFailed, "", "bundle", "create", "--out", p.stick())
	if twoLanguages(t, s.err); !strings.Contains(s.err, "collector") {
		t.Errorf("no collector: %s", s.err)
	}
	v := staffed(t)
	if s := v.as("样例志", "", "bundle", "create", "--out", v.stick()); s.code != exitDenied {
		t.Errorf("a volunteer: exit %d", s.code)
	}
}

// TestForkIsToldOnce: a copy of the register sent what stands otherwise here. That is
// said in the same words at the next start, and of the rest of a parcel nothing is said.
func TestForkIsToldOnce(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", p.stick()).lines(t)[0]["file"].(string))
	var other [32]byte
	b.put(stick, m, b.receipt(m, m.To, other), b.receipt(m, m.To, m.Head), b.receipt(m, m.To, m.Head))
	b.put(stick, m, b.receipt(m, m.To, m.Head))
	s := p.expect(exitDamaged, "", "sync", stick)
	if n := strings.Count(s.out, "\n"); n != 1 || strings.Count(s.err, "a copy of it went on elsewhere") != 1 {
		t.Errorf("%d lines\n%s%s", n, s.out, s.err)
	}
	if s := p.expect(exitDamaged, "", "sync", stick); strings.Count(s.out, "\n") > 1 || strings.Count(s.err, "a copy of it went on elsewhere") != 1 {
		t.Errorf("at the next start\n%s%s", s.out, s.err)
	}
	p.expect(exitDone, "", "epoch", "new", "--reason", "样例：拷贝")
	p.expect(exitDone, "", "verify")
}

// TestAStickDoesNotGrow: what upstream has receipted is cleared from the stick; what it
// has not, what another history wrote, and files of others stay.
func TestAStickDoesNotGrow(t *testing.T) {
	p, _ := issuedPlace(t)
	b, stick := p.enrolled(), p.stick()
	sync := func() string { return p.expect(exitDone, "", "sync", stick).err }
	made := func() (string, bundle.Manifest) {
		for _, l := range p.expect(exitDone, "", "sync", stick).lines(t) {
			if file, is := l["file"].(string); is && l["events"] != nil {
				m, _ := b.parcel(file)
				return file, m
			}
		}
		t.Fatal("no parcel was made")
		return "", bundle.Manifest{}
	}
	first, m := made()
	raw, err := os.ReadFile(first)
	p.must(err)
	if s := p.expect(exitDone, "", "sync", stick); s.lines(t)[0]["stands"] != true || s.lines(t)[0]["file"] != first || !strings.Contains(s.err, "lies here still") {
		t.Errorf("with nothing new: %s%s", s.out, s.err)
	}
	p.must(os.Remove(first))
	if again, _ := made(); again != first { // somebody took it away: the same once more
		t.Errorf("written again as %s, it was %s", again, first)
	}
	p.must(os.WriteFile(first, raw[:len(raw)-1], 0o600)) // the stick is broken: all of it once more
	second, _ := made()
	if first == second || !stands(first) || !stands(second) {
		t.Fatalf("%s, %s", first, second)
	}
	if other := t.TempDir(); !stands(strings.Replace(p.expect(exitDone, "", "sync", other).lines(t)[0]["file"].(string), stick, other, 1)) {
		t.Error("another stick has no parcel")
	}
	if third, _ := made(); third != second {
		t.Errorf("back on the first stick: %s, and %s lies there", third, second)
	}
	head := fmt.Sprintf("-%x.", m.Head[:4])
	kept := []string{
		strings.Replace(first, head, "-00000000.", 1), strings.Replace(first, fmt.Sprintf("-%x-", m.Register[:4]), "-01234567-", 1),
		strings.Replace(first, "-1-", "-2-", 1), filepath.Join(stick, "样例.txt"), first + ".part",
	}
	for _, path := range kept {
		p.must(os.WriteFile(path, raw, 0o600))
	}
	forged := strings.Replace(second, "-2.", "-3.", 1)
	p.must(os.WriteFile(forged, []byte("样例：别人的文件"), 0o600))
	kept = append(kept, forged)
	whole := b.put(stick, m, b.receipt(m, m.To, m.Head))
	partly := b.put(stick, m, sentBody(registry.SentTask, registry.Task{ID: "t-1", Kind: registry.TaskRecall, Number: "12131170004228"}))
	s := p.expect(exitPart, "", "sync", stick)
	if !strings.Contains(s.err, "2 old parcels") || !strings.Contains(s.err, "1 parcel that was taken in whole") || !strings.Contains(s.err, "there is nothing new to send") || stands(whole) || !stands(partly) {
		t.Errorf("after the receipt: %s%s", s.out, s.err)
	}
	p.must(os.Remove(partly))
	p.expect(exitDone, lineMother, "issue")
	third, _ := made()
	for path, want := range map[string]bool{first: false, second: false, third: true, kept[0]: true, kept[1]: true, kept[2]: true, kept[3]: true, kept[4]: true, forged: true} {
		if stands(path) != want {
			t.Errorf("%s stands: %v", filepath.Base(path), !want)
		}
	}
	if said := sync(); strings.Contains(said, "old parcels") {
		t.Errorf("without a receipt: %s", said)
	}
	p.expect(exitDone, "", "verify")
}

// TestTheOutboxSaysWhatBecameOfAParcel: one that no collector took is not on its way, whatever
// the log says of its signing; the reason is the last one, and stays until something is sent.
func TestTheOutboxSaysWhatBecameOfAParcel(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	}))
	print := certOf(server)
	item := func() (state string, parcels any, why, next string) {
		t.Helper()
		items := p.expect(exitDone, "", "bundle", "list").lines(t)[0]["items"].([]any)
		if len(items) != 1 {
			t.Fatalf("the outbox: %v", items)
		}
		i := items[0].(map[string]any)
		return i["state"].(string), i["parcels"], i["why"].(map[string]any)["en"].(string), i["next"].(map[string]any)["en"].(string)
	}
	sync := func(why string) {
		t.Helper()
		p.expect(exitFailed, "", "sync", server.URL, "--token", p.file("token"), "--cert", print)
		state, parcels, said, next := item()
		if state != "unsent" || parcels != nil || !strings.Contains(said, why) || !strings.Contains(said, "2020-03-10") || !strings.Contains(next, "take a stick") {
			t.Errorf("%s %v %q %q, want why: %s", state, parcels, said, next, why)
		}
	}
	sync("too large")
	p.expect(exitDone, lineMother, "issue")
	sync("too large")
	server.Close()
	sync("could not be reached")
	p.expect(exitDone, "", "sync", p.stick())
	if state, parcels, why, _ := item(); state != "sent" || parcels != 1.0 || !strings.Contains(why, "receipt has not come back") {
		t.Errorf("once it lies on a stick: %s %v %q", state, parcels, why)
	}
	p.expect(exitDone, "", "verify")
}
