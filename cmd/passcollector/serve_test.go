package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/export/bundle"
	"passdesk/export/collector"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// served is a process that serves the city, and where.
type served struct {
	door, status string
	stop         func() int
	log          *bytes.Buffer // to be read after stop
}

// serve starts the door; several may stand side by side.
func (p *place) serve(args ...string) served {
	p.Helper()
	ctx, stop := context.WithCancel(p.Context())
	told, code := make(chan served, 1), make(chan int, 1)
	var errs bytes.Buffer
	w := world{stdin: strings.NewReader(""), stdout: io.Discard, stderr: &errs, now: time.Now, rand: chance, told: func(door, status string) { told <- served{door: "https://" + door, status: "http://" + status + "/"} }}
	w.args = append([]string{"--db", p.db, "--key", p.file("city.key"), "serve", "--listen", "127.0.0.1:0", "--status", "127.0.0.1:0", "--cert", p.file("door.crt"), "--cert-key", p.file("door.key")}, args...)
	go func() { code <- run(ctx, w) }()
	select {
	case s := <-told:
		s.stop, s.log = func() int { stop(); return <-code }, &errs
		p.Cleanup(func() { stop() })
		return s
	case c := <-code:
		stop()
		p.Fatalf("serve ended with %d\n%s", c, errs.String())
	}
	panic("unreachable")
}

// knock sends a request to the door.
func (p *place) knock(method, address, token string, body io.Reader) (int, string) {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, address, body)
	p.must(err)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} // the test's own server
	answer, err := client.Do(r)
	p.must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	p.must(err)
	return answer.StatusCode, string(text)
}

func TestStationsSyncOverTheDoor(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.run(exitDone, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token"))
	p.run(exitFailed, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token")) // the file is there: its token stays good
	p.run(exitFailed, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("nowhere/token"))
	one, two := p.serve(), p.serve() // side by side, with one certificate
	p.at("first", application("1", "样例父", father), "issue")
	if got := p.at("first", "", "sync", one.door, "--token", p.file("token")); !strings.Contains(got, `"kind":"receipt","result":"taken"`) {
		t.Errorf("first sync: %s", got)
	}
	p.at("first", application("2", "样例母", mother), "issue")
	if got := p.at("first", "", "sync", two.door, "--token", p.file("token")); !strings.Contains(got, `"kind":"receipt","result":"taken"`) {
		t.Errorf("sync with the other process: %s", got)
	}
	p.must(os.WriteFile(p.file("false"), []byte("0123"), 0o600))
	p.at("first", application("3", "样例甲", "330204195001019017"), "issue")
	if _, err := p.try("first", "", "sync", one.door, "--token", p.file("false")); err == nil || !strings.Contains(err.Error(), "does not know this token") {
		t.Errorf("a false token knocks: %v", err)
	}
	p.enrolled("second", 132)
	{
		p.at("second", application("1", "样例父", father), "issue")
		_, err := p.try("second", "", "sync", one.door, "--token", p.file("token"))
		if err == nil || !strings.Contains(err.Error(), "令牌是另一个站点的") || !strings.Contains(err.Error(), "another station's") {
			t.Errorf("with another station's token: %v", err)
		}
	}
	s := p.run(exitDone, "stats").lines(t)[0]
	if all := s["stations"].([]any); s["passes"].(float64) != 2 || len(all) != 2 || all[0].(map[string]any)["heard"] == nil || all[1].(map[string]any)["heard"] != nil {
		t.Errorf("%v", s)
	}
	for _, s := range []served{one, two} {
		if code := s.stop(); code != exitDone {
			t.Errorf("the stop came to %d", code)
		}
	}
}

func TestTheDoorRefuses(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	s := p.serve("--most", "1000")
	address := s.door + bundle.WirePath
	for _, try := range []struct {
		method, address, token string
		body                   io.Reader
		want                   int
	}{
		{"POST", address, "", strings.NewReader("x"), http.StatusUnauthorized},
		{"POST", address, "none", strings.NewReader("x"), http.StatusUnauthorized},
		{"GET", address, "", nil, http.StatusUnauthorized},
		{"GET", s.door + "/", "none", nil, http.StatusNotFound},
		{"DELETE", address, "none", nil, http.StatusMethodNotAllowed},
	} {
		got, text := p.knock(try.method, try.address, try.token, try.body)
		if got != try.want || got == http.StatusUnauthorized && !strings.Contains(text, "license token") {
			t.Errorf("%s with token %q: %d %s, want %d", try.method, try.token, got, text, try.want)
		}
	}
	if code := s.stop(); code != exitDone {
		t.Errorf("the stop came to %d", code)
	}
}

// TestTheKeeperHears: of a false token, and of a database that does not answer, once a minute,
// and nothing of the token.
func TestTheKeeperHears(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	var errs bytes.Buffer
	a := &app{ctx: t.Context(), world: world{stderr: &errs, now: time.Now, rand: chance}, cli: &cli{DB: p.db, Key: p.file("city.key")}}
	city, err := a.open()
	p.must(err)
	h := &handler{app: a, city: city, most: 1000, work: make(chan struct{}, 1)}
	heard := func(status int, says string) {
		t.Helper()
		errs.Reset()
		for range 3 {
			r := httptest.NewRequest("GET", bundle.WirePath, nil)
			r.Header.Set("Authorization", "Bearer 0123")
			answer := httptest.NewRecorder()
			if h.door().ServeHTTP(answer, r); answer.Code != status {
				t.Errorf("the door answers %d, want %d", answer.Code, status)
			}
		}
		if got := errs.String(); strings.Count(got, "passcollector: ") != 2 || !strings.Contains(got, says) || strings.Contains(got, "0123 ") {
			t.Errorf("the keeper hears %q, want %q once", got, says)
		}
	}
	heard(http.StatusUnauthorized, "token that is not known")
	h.tooLong(httptest.NewRecorder(), collector.Address{Code: 131})
	if got := errs.String(); !strings.Contains(got, "131") || !strings.Contains(got, "stick") {
		t.Errorf("of a parcel that is too long the keeper hears %q", got)
	}
	city.Close()
	heard(http.StatusInternalServerError, "PostgreSQL")
}

// TestWhatIsTooLongOrNoParcel needs a token, and so a licence.
func TestWhatIsTooLongOrNoParcel(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.must(os.WriteFile(p.file("request"), request(t, 131), 0o600))
	p.run(exitDone, "license", "grant", p.file("request"), "--out", p.file("licence"))
	p.run(exitDone, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token"))
	token, err := os.ReadFile(p.file("token"))
	p.must(err)
	p.must(os.Mkdir(p.file("tmp"), 0o700))
	t.Setenv("TMPDIR", p.file("tmp"))
	s := p.serve("--most", "1000")
	address, knock := s.door+bundle.WirePath, strings.TrimSpace(string(token))
	if got, _ := p.knock("POST", address, knock, strings.NewReader(strings.Repeat("x", 5000))); got != http.StatusRequestEntityTooLarge {
		t.Errorf("too long: %d", got)
	}
	if got, text := p.knock("POST", address, knock, strings.NewReader("no parcel at all")); got != http.StatusUnprocessableEntity || !strings.Contains(text, `"why":"`) || !strings.Contains(text, `"zh":"`) {
		t.Errorf("no parcel: %d %s", got, text)
	}
	if got, text := p.knock("GET", address+"?register="+strings.Repeat("00", 32), knock, nil); got != http.StatusForbidden || !strings.Contains(text, "--token") {
		t.Errorf("for another's register: %d %s", got, text)
	}
	s.stop()
	if left, err := filepath.Glob(p.file("tmp/*")); err != nil || len(left) > 0 {
		t.Errorf("bodies were left: %v %v", left, err)
	}
}

// request is the file of a station that asks for the code.
func request(t *testing.T, code int) []byte {
	t.Helper()
	key, err := seal.NewSigningKey(chance)
	if err != nil {
		t.Fatal(err)
	}
	r := licence.Request{Scheme: "ningbo", District: "12", Wanted: code, Key: base64.StdEncoding.EncodeToString(key.Public()), Now: 900, Epoch: 1, Kind: "community", Point: "样例社区"}
	file, err := licence.SignRequest(r, key)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestTheStatusPageInABrowser: it is read with scripts switched off by its own word,
// in a real browser.
func TestTheStatusPageInABrowser(t *testing.T) {
	browser := tool(t, "chromium")
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	p.must(os.Mkdir(p.file("stick"), 0o700))
	for _, s := range []string{"first", "second"} {
		p.at(s, application("1", "样例父", father), "issue")
		p.at(s, "", "bundle", "create", "--out", p.file("stick"))
	}
	p.run(exitDone, "ingest", p.file("stick"))
	s := p.serve()
	page := p.browsed(browser, s.status)
	for _, want := range []string{"ningbo 12-131", "ningbo 12-132", "样例社区first", "一人两号", `id="stations"`, `id="tasks"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not show %q\n%s", want, page)
		}
	}
	for _, never := range []string{"样例父", father, "<script"} {
		if strings.Contains(string(page), never) {
			t.Errorf("the page holds %q", never)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		if got, _ := p.knock(method, s.status, "", nil); got != http.StatusMethodNotAllowed {
			t.Errorf("%s of the page: %d", method, got)
		}
	}
	s.stop()
}

// browsed is the page of an address in the browser. One that does not come up, on a busy
// machine, is started again; what it leaves behind in its folder is not waited for.
func (p *place) browsed(browser, address string) []byte {
	p.Helper()
	for try := 1; ; try++ {
		dir, err := os.MkdirTemp("", "passdesk-browser-")
		p.must(err)
		page, err := exec.CommandContext(p.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--user-data-dir="+dir, "--dump-dom", address).Output()
		_ = os.RemoveAll(dir)
		if err == nil {
			return page
		}
		if try == 5 {
			p.Fatal(err)
		}
	}
}

// tool is an outside program; the test is skipped where it is missing, and fails
// there when PASSDESK_TOOLS=required.
func tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("PASSDESK_TOOLS") == "required" {
		t.Fatalf("%s is missing and PASSDESK_TOOLS=required", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}
