package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"passdesk/printing/ipp"
	"passdesk/registry/station"
	"passdesk/tui"
)

// A real print server: CUPS with its PDF printer, started by the test on a port, a
// socket and folders of its own. The printer writes what it prints as a file, and
// the test looks at that with other programs.

const (
	cupsBackend = "/usr/lib/cups/backend/cups-pdf"
	cupsPPD     = "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd"
)

// cups is one print server at work.
type cups struct {
	t                   *testing.T
	dir, server, socket string
	stop                func() // the server
}

// newCUPS starts it with one queue, "desk". The PDF printer is a program that only
// root may start, and its settings have one place on the machine: a file there that
// bears the test's name is made, and removed.
func newCUPS(t *testing.T) *cups {
	t.Helper()
	if os.Geteuid() != 0 {
		missing(t, "a print server starts its printers as root, and this is not root")
	}
	for _, name := range []string{"cupsd", "lp", "lpstat", "lpadmin", "cupsdisable", "cupsenable", "cupsreject", "cupsaccept", cupsBackend} {
		tool(t, name)
	}
	c := &cups{t: t, dir: openFolder(t)}
	c.socket = filepath.Join(c.dir, "sock")
	c.server = freePort(t)
	c.write("cupsd.conf", "Listen "+c.server+"\nListen "+c.socket+"\nBrowsing No\nWebInterface No\nDefaultAuthType None\nLogLevel warn\n"+
		"<Location />\nOrder allow,deny\nAllow 127.0.0.1\n</Location>\n<Policy default>\n<Limit All>\nOrder allow,deny\nAllow 127.0.0.1\n</Limit>\n</Policy>\n")
	c.write("files.conf", strings.ReplaceAll("ServerRoot %s/root\nRequestRoot %s/spool\nCacheDir %s/cache\nStateDir %s/state\nTempDir %s/spool/tmp\nDocumentRoot %s/root\n"+
		"AccessLog %s/log/access\nErrorLog %s/log/error\nPageLog %s/log/page\nDataDir /usr/share/cups\nServerBin /usr/lib/cups\nUser lp\nGroup lp\nSystemGroup root\nServerKeychain %s/ssl\nCreateSelfSignedCerts yes\n", "%s", c.dir))
	instance := fmt.Sprintf("passdesk-test-%d", os.Getpid())
	settings := filepath.Join("/etc/cups", "cups-pdf-"+instance+".conf")
	c.must(os.WriteFile(settings, []byte(strings.ReplaceAll("Out %s/out\nAnonDirName %s/out\nAnonUser root\nSpool %s/pdf\nLog %s/log\nGrp lp\nLabel 2\n", "%s", c.dir)), 0o644))
	t.Cleanup(func() { os.Remove(settings) })
	c.start()
	t.Cleanup(func() { c.stop() })
	c.admin("lpadmin", "-p", "desk", "-E", "-v", "cups-pdf:/"+instance, "-P", cupsPPD)
	return c
}

// freePort is an address that nobody listens at, below the ports that the system hands
// out by itself: nobody else is given it before the server is there.
func freePort(t *testing.T) string {
	t.Helper()
	for port := 20000 + os.Getpid()%5000; port < 30000; port++ {
		if free, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			defer free.Close()
			return free.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// openFolder is a folder that the server's own user can walk through.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "passdesk-cups-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for _, sub := range []string{".", "root/ppd", "spool/tmp", "cache", "state", "log", "out", "pdf", "ssl"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (c *cups) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *cups) write(name, text string) {
	c.must(os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o644))
}

// start starts the server and waits until it answers.
func (c *cups) start() {
	said := &bytes.Buffer{}
	cmd := exec.Command(tool(c.t, "cupsd"), "-f", "-c", filepath.Join(c.dir, "cupsd.conf"), "-s", filepath.Join(c.dir, "files.conf"))
	cmd.Stdout, cmd.Stderr = said, said
	c.must(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	c.stop = func() { cmd.Process.Signal(syscall.SIGTERM); <-ended }
	ctx, cancel := context.WithTimeout(c.t.Context(), 3*time.Minute)
	defer cancel()
	for client := ipp.NewClient(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if _, err := client.Printers(ctx, c.server); err == nil {
			return
		}
		select {
		case err := <-ended:
			ended <- err
			c.t.Fatalf("cupsd ended: %v\n%s", err, said)
		case <-ctx.Done():
			c.t.Fatal("cupsd does not answer")
		default:
		}
	}
}

// admin calls one of the server's own programs.
func (c *cups) admin(name string, args ...string) {
	c.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "CUPS_SERVER="+c.server)
	if out, err := cmd.CombinedOutput(); err != nil {
		c.t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// printed is the newest page file that came out, and takes it away.
func (c *cups) printed() string {
	c.t.Helper()
	all, err := filepath.Glob(filepath.Join(c.dir, "out", "*.pdf"))
	c.must(err)
	if len(all) != 1 {
		log, _ := os.ReadFile(filepath.Join(c.dir, "log", "error"))
		c.t.Fatalf("%d files came out of the printer\n%s", len(all), log)
	}
	taken := filepath.Join(c.t.TempDir(), "printed.pdf")
	c.must(os.Rename(all[0], taken))
	return taken
}

// TestPrintedByCUPS: a calibration sheet and a pass go through a real print server
// and lie on the paper to 0.3 mm where they should; the QR is read from the page.
func TestPrintedByCUPS(t *testing.T) {
	if testing.Short() {
		t.Skip("a real print server takes its time")
	}
	c := newCUPS(t)
	p := c.station()
	p.expect(exitDone, "", "print", "calibration", "--printer", "desk")
	for _, page := range pages(t, c.printed(), 300) {
		crossesLieRight(t, page)
	}
	number := p.issued(lineFather)
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("file.pdf"))
	p.unprinted(number)
	line := p.expect(exitDone, "", "print", "passes", number, "--layout", "walkin", "--printer", "desk").lines(t)[0]
	if line["outcome"] != "out" {
		t.Errorf("%v", line)
	}
	file := c.printed()
	if size := call(t, tool(t, "pdfinfo"), file); !strings.Contains(size, "(A4)") {
		t.Errorf("the printed page: %s", size)
	}
	want, got := scanned(t, p.file("file.pdf")), scanned(t, file)
	if want == "" || got != want {
		t.Errorf("the QR of the printed page is %q, of the file %q", got, want)
	}
	p.decided(lineRefused, "REFUSE+ISOLATE7")
	p.expect(exitDone, "", "print", "slips", "--open", "--printer", "desk")
	slip := c.printed()
	if size := call(t, tool(t, "pdfinfo"), slip); !strings.Contains(size, "(A4)") {
		t.Errorf("a slip's page: %s", size)
	}
	if sums := p.sheets(); sums["out"] != 1.0 || sums["intended"] != 0.0 {
		t.Errorf("%v", sums)
	}
}

// station is a station that knows the queue.
func (c *cups) station() *place {
	p := newPlace(c.t)
	p.env = map[string]string{"CUPS_SERVER": c.server}
	p.waits = printWait{answer: 3 * time.Minute, every: 50 * time.Millisecond, limit: 5 * time.Minute}
	p.init()
	p.expect(exitDone, "", "printer", "add", "desk")
	return p
}

// TestCUPSQueueThatStops: a queue that was stopped takes the job, says so, and
// prints later; one that takes no jobs gets none. lp brings no word back.
func TestCUPSQueueThatStops(t *testing.T) {
	if testing.Short() {
		t.Skip("a real print server takes its time")
	}
	c := newCUPS(t)
	p := c.station()
	number := p.issued(lineFather)
	c.admin("cupsdisable", "desk")
	usual := p.waits
	p.waits.limit = 10 * time.Second
	s := p.expect(exitPart, "", "print", "passes", number, "--printer", "desk")
	if !strings.Contains(s.err, "已暂停") || !strings.Contains(s.err, "paused") || p.sheets()["intended"] != 1.0 {
		t.Errorf("%s", s.err)
	}
	p.waits = usual
	if l := p.expect(exitDone, "", "printer", "status", "desk").lines(t)[0]; !strings.Contains(l["state"].(map[string]any)["zh"].(string), "已暂停") {
		t.Errorf("%v", l)
	}
	c.admin("cupsenable", "desk")
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if all, _ := filepath.Glob(filepath.Join(c.dir, "out", "*.pdf")); len(all) == 1 {
			break
		}
	}
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "out")
	c.admin("cupsreject", "desk")
	p.expect(exitDone, "", "reprint", number, "--reason", "样例")
	s = p.expect(exitFailed, "", "print", "passes", number, "--printer", "desk")
	if !strings.Contains(s.err, "不收任务") || p.sheets()["spoiled"] != 0.0 || p.sheets()["intended"] != 0.0 {
		t.Errorf("%s", s.err)
	}
	c.admin("cupsaccept", "desk")
	c.printed()
	c.byLP(p, number)
}

// byLP: where the server is reached on its socket alone, lp carries the page.
func (c *cups) byLP(p *place, number string) {
	t := c.t
	p.env["CUPS_SERVER"] = c.socket
	line := p.expect(exitDone, "", "printer", "add", "desk", "--name", "by lp").lines(t)[0]
	if line["how"] != "lp" {
		t.Fatalf("%v", line)
	}
	s := p.expect(exitPart, "", "print", "passes", number, "--printer", "by lp")
	if !strings.Contains(s.err, "程序看不到") || p.sheets()["intended"] != 1.0 {
		t.Errorf("%s", s.err)
	}
	c.printed()
}

// anotherCertificate is a server that was set up anew: it signs itself another one.
func (c *cups) anotherCertificate() {
	c.t.Helper()
	c.stop()
	made, err := filepath.Glob(filepath.Join(c.dir, "ssl", "*"))
	c.must(err)
	if len(made) == 0 {
		c.t.Fatal("the server has no certificate of its own")
	}
	for _, file := range made {
		c.must(os.Remove(file))
	}
	c.start()
}

// TestCUPSIsTrustedByItsFingerprint: over TLS the server signs its own certificate. It
// prints once its fingerprint was compared, nothing when it has another, and again when
// the desk trusts that.
func TestCUPSIsTrustedByItsFingerprint(t *testing.T) {
	if testing.Short() {
		t.Skip("a real print server takes its time")
	}
	c := newCUPS(t)
	p := c.station()
	uri := "ipps://" + c.server + "/printers/desk"
	first := fingerprintIn(t, p.expect(exitFailed, "", "printer", "add", uri).err)
	p.expect(exitDone, "", "printer", "add", uri, "--name", "样例桌", "--trust", first)
	number := p.issued(lineFather)
	print := func(code int) said { return p.expect(code, "", "print", "passes", number, "--printer", "样例桌") }
	print(exitDone)
	c.printed()
	p.unprinted(number)
	c.anotherCertificate()
	if s := print(exitFailed); !strings.Contains(s.err, "证书变了") {
		t.Errorf("it says %s", s.err)
	}
	p.within(func(a *app, _ *station.Station) {
		press, err := a.newPress(p.file("data"))
		p.must(err)
		at := tui.PrinterPlace + "样例桌"
		p.must(press.TrustPrinter(a.ctx, at, doubted(t, press.SetPlace(a.ctx, at))))
	})
	print(exitDone)
	c.printed()
}
