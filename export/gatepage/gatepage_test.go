package gatepage

import (
	"bytes"
	"crypto/ed25519"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/guard"
	"passdesk/registry/iso7064"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/token"
)

var china = time.FixedZone("CST", 8*3600)

// hand is a key of the test: seed 1 1 1 …, 2 2 2 ….
type hand struct{ ed25519.PrivateKey }

func newHand(seed byte) hand {
	return hand{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))}
}

func (h hand) Public() ed25519.PublicKey  { return h.PrivateKey.Public().(ed25519.PublicKey) }
func (h hand) Sign(message []byte) []byte { return ed25519.Sign(h.PrivateKey, message) }

// bench is a key list of three stations, a recall list of two of them, and texts.
type bench struct {
	*testing.T
	today civil.Date
	lists guard.Lists
}

func number(district, station, epoch, serial string) string {
	body := district + station + epoch + "7" + serial
	return body + iso7064.Mod97_10(body)
}

func newBench(t *testing.T) *bench {
	b := &bench{T: t, today: civil.On(time.Now(), china)}
	m, err := licence.StationMaker("ningbo", "12", 131, newHand(1))
	b.must(err)
	from := b.today.AddDays(-100)
	keys, err := licence.SignKeysFile(licence.KeyList{Scheme: "ningbo", Number: 7, Made: b.today, Keys: []licence.StationKey{
		{District: "12", Station: 131, Key: newHand(9).Public(), FirstEpoch: 1, LastEpoch: 9, From: from}, // drew the same code
		{District: "12", Station: 131, Key: newHand(1).Public(), FirstEpoch: 1, LastEpoch: 9, From: from},
		{District: "12", Station: 132, Key: newHand(2).Public(), FirstEpoch: 1, LastEpoch: 2, From: from, Revoked: true, GoodEpoch: 1, GoodSerial: 42},
		{District: "12", Station: 132, Key: newHand(2).Public(), FirstEpoch: 3, LastEpoch: 3, From: from, Revoked: true, GoodEpoch: 3, GoodSerial: 9}, // its own, of before
		{District: "12", Station: 931, Key: newHand(2).Public(), FirstEpoch: 1, LastEpoch: 1, From: from, Revoked: true, GoodEpoch: 1, GoodSerial: 42},
		{District: "6401", Station: 5, Key: newHand(3).Public(), FirstEpoch: 1, LastEpoch: 9, From: from},
	}}, m)
	b.must(err)
	recalls := licence.RecallList{Scheme: "ningbo", Number: 9, Made: time.Now().Add(-3 * time.Hour), Covers: []string{"12-131", "12-132"}, Entries: []licence.Recalled{
		{Number: number("12", "131", "1", "00001")}, {Number: number("12", "131", "1", "00002"), Good: 3}, {Number: number("12", "132", "1", "00001")}}}
	file, err := licence.SignRecallsFile(recalls, m)
	b.must(err)
	b.lists, err = guard.Read(keys, file)
	b.must(err)
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) code(by byte, change func(*token.Pass)) string {
	b.Helper()
	p := token.Pass{Scheme: "ningbo", Number: number("12", "131", "1", "00042"), Copy: 2, Issued: b.today.AddDays(-2), LastFour: "9315", Name: "样*父"}
	change(&p)
	text, err := token.Encode(p, newHand(by).Sign)
	b.must(err)
	return text
}

// texts are passes of every fate, and what is none.
func (b *bench) texts() []string {
	good := b.code(1, func(*token.Pass) {})
	of := func(district, station, epoch, serial string) func(*token.Pass) {
		return func(p *token.Pass) { p.Number = number(district, station, epoch, serial) }
	}
	term := func(first, last int) func(*token.Pass) {
		return func(p *token.Pass) { p.Issued, p.Expires = b.today.AddDays(first), b.today.AddDays(last) }
	}
	return []string{
		good, b.code(9, func(*token.Pass) {}), b.code(2, func(*token.Pass) {}), // genuine; the other of the code; forged
		strings.ToLower(good), "\t" + good + " ", strings.Replace(good, ":", "：", 1),
		good[:50] + string("01"[strings.Count(good[50:51], "0")]) + good[51:], good[:80], good + "000",
		b.code(1, of("12", "131", "1", "00001")), b.code(1, of("12", "131", "1", "00002")),
		b.code(1, func(p *token.Pass) { p.Number, p.Copy = number("12", "131", "1", "00002"), 3 }),
		b.code(2, of("12", "132", "1", "00042")), b.code(2, of("12", "132", "1", "00043")), b.code(2, of("12", "132", "2", "00001")), b.code(2, of("12", "132", "1", "00001")),
		b.code(2, of("12", "132", "3", "00009")), b.code(2, of("12", "132", "3", "00010")),
		b.code(2, of("12", "931", "1", "00042")), b.code(2, of("12", "931", "1", "00043")), b.code(3, of("12", "931", "1", "00043")),
		b.code(3, of("6401", "005", "1", "00001")), b.code(1, of("12", "133", "1", "00001")),
		b.code(1, func(p *token.Pass) { p.Scheme = "lishui" }),
		b.code(1, term(-30, -3)), b.code(1, term(-30, 3)), b.code(1, term(3, 30)),
		b.code(1, func(p *token.Pass) { p.Name, p.LastFour = "𠅤*𬭊", "" }),
		"UD0" + good[3:], "https://example.com/", "</script><b>",
		number("12", "131", "1", "00042"), number("12", "131", "1", "00001"), "1213 1170-0042 2" + "9", number("12", "132", "2", "00009"), number("12", "132", "3", "00009"), number("12", "931", "1", "00044"), number("77", "131", "1", "00001"),
	}
}

func (b *bench) page(l guard.Lists) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "page.html")
	f, err := os.Create(path)
	b.must(err)
	defer f.Close()
	b.must(Write(f, l, scheme.Text{ZH: "甬行证", EN: "Ningbo pass"}, china))
	return path
}

// browse opens an address in Chromium and answers the page as it stands in the end, with
// so many answers. On a busy machine the browser's own time may be over before it has
// worked them out, or it does not come up at all: then it is opened again.
func (b *bench) browse(address string, answers int, more ...string) string {
	b.Helper()
	for try := 1; ; try++ {
		page, err := b.browsed(address, more...)
		if err == nil && len(outcomes(page)) >= answers || try == 5 {
			b.must(err)
			return page
		}
		b.Logf("opened again: %d answers, %v", len(outcomes(page)), err)
	}
}

// browsed opens it once.
func (b *bench) browsed(address string, more ...string) (string, error) {
	b.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("PASSDESK_TOOLS") == "required" {
			b.Fatal("chromium is missing and PASSDESK_TOOLS=required")
		}
		b.Skip("chromium is not installed")
	}
	dir, err := os.MkdirTemp("", "passdesk-browser-") // not TempDir: its processes may write there after its end
	b.must(err)
	defer os.RemoveAll(dir)
	cmd := exec.CommandContext(b.Context(), browser, append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir=" + dir, "--virtual-time-budget=20000", "--dump-dom"}, append(more, address)...)...)
	page, err := cmd.Output()
	return string(page), err
}

var outcomeOf = regexp.MustCompile(`data-outcome="([a-z_]+)"`)

func outcomes(page string) (all []string) {
	for _, m := range outcomeOf.FindAllStringSubmatch(page, -1) {
		all = append(all, m[1])
	}
	return all
}

// TestThePageAnswersAsTheProgramDoes: the same texts, the same lists, the same words,
// in a real browser.
func TestThePageAnswersAsTheProgramDoes(t *testing.T) {
	b := newBench(t)
	texts := b.texts()
	var want []string
	seen := map[guard.Outcome]bool{}
	for _, text := range texts {
		a := b.lists.Check(text, time.Now(), b.today)
		want, seen[a.Outcome] = append(want, string(a.Outcome)), true
	}
	if len(seen) != len(guard.Sentences()) {
		t.Errorf("the texts come to %d outcomes of %d: %v", len(seen), len(guard.Sentences()), seen)
	}
	page := b.browse("file://"+b.page(b.lists)+"#"+url.PathEscape(strings.Join(texts, "\n")), len(texts))
	if got := outcomes(page); !slices.Equal(got, want) {
		t.Errorf("the page answers\n%v\nwant\n%v", got, want)
	}
	for _, words := range []string{"样*父", "9315", "𠅤*𬭊", "1213 1170 0042 28", "does not speak for this station", b.lists.KeysBy.Fingerprint(), "3 小时前", "甬行证", `id="lacking" class="lacking" hidden`} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not show %q", words)
		}
	}
	if strings.Contains(page, "<b></b>") {
		t.Error("a scanned text became part of the page")
	}
}

// TestThePageWhereTheBrowserCannotVerify: over plain http there is no WebCrypto. The
// page says so, proves nothing, and asks the server for nothing but itself.
func TestThePageWhereTheBrowserCannotVerify(t *testing.T) {
	b := newBench(t)
	path := b.page(guard.Lists{Keys: b.lists.Keys, KeysBy: b.lists.KeysBy})
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		http.ServeFile(w, r, path)
	}))
	address := strings.Replace(server.URL, "127.0.0.1", "gate.test", 1) + "/page.html#" + url.PathEscape(b.code(1, func(*token.Pass) {})+"\n"+b.code(2, func(*token.Pass) {}))
	page := b.browse(address, 2, "--host-resolver-rules=MAP gate.test 127.0.0.1", "--proxy-server=direct://")
	server.Close()
	if got := outcomes(page); !slices.Equal(got, []string{"number_only", "number_only"}) {
		t.Errorf("it answers %v", got)
	}
	for _, words := range []string{"这个浏览器验不了签名", "cannot verify signatures", "There is no recall list"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	if strings.Contains(page, `id="lacking" class="lacking" hidden`) || strings.Contains(page, "样*父") {
		t.Error("it hides what it lacks, or names somebody of whom nothing is proven")
	}
	if !slices.Equal(slices.Compact(asked), []string{"/page.html"}) {
		t.Errorf("the page asked for %v", asked)
	}
}

// TestThePageIsOneFile: nothing in it points outside, and its policy names no other
// source than the hashes of its own script and style.
func TestThePageIsOneFile(t *testing.T) {
	b := newBench(t)
	raw, err := os.ReadFile(b.page(b.lists))
	b.must(err)
	page := string(raw)
	for _, outside := range []string{"http://", "https://", "src=", "@import", "url(", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "localStorage"} {
		if strings.Contains(page, outside) {
			t.Errorf("the page holds %q", outside)
		}
	}
	if !strings.Contains(page, "default-src &#39;none&#39;; script-src &#39;sha256-") || strings.Contains(page, "unsafe") {
		t.Error("its policy")
	}
	for _, id := range []string{"text", "answers", "lacking", "camera", "video"} {
		if strings.Count(page, `id="`+id+`"`) != 1 || !strings.Contains(script, "getElementById('"+id+"')") {
			t.Errorf("the element %q", id)
		}
	}
	if again, err := os.ReadFile(b.page(b.lists)); err != nil || !bytes.Equal(again, raw) {
		t.Error("the same lists are another page")
	}
}
