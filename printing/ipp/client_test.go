package ipp_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/printing/ipp"
	"passdesk/printing/ipp/printertest"
)

var client = ipp.NewClient(30 * time.Second)

var ticket = ipp.Ticket{Name: "passes 3", Media: ipp.A4, Sides: ipp.LongEdge}

const document = "%PDF-1.4 sample"

func TestPrinterSaysWhatItTakes(t *testing.T) {
	p := printertest.New(t)
	p.Says["printer-state-reasons"] = []string{"media-low-warning", "none"}
	got, err := client.Printer(t.Context(), p.URI())
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "sample" || got.Model != "Sample Laser 1" || got.State != ipp.Idle || !got.Accepting || !slices.Contains(got.Formats, ipp.PDF) ||
		!slices.Contains(got.Sides, ipp.LongEdge) || !slices.Contains(got.Media, ipp.A6) || !slices.Equal(got.Reasons, []string{"media-low-warning"}) {
		t.Errorf("%+v", got)
	}
	all, err := client.Printers(t.Context(), p.Server())
	if err != nil || len(all) != 1 || all[0].URI != p.URI() {
		t.Errorf("%+v, %v", all, err)
	}
	p.Change(func() { p.On[printertest.AskAll] = p.Refuse(ipp.NotFound) })
	if all, err := client.Printers(t.Context(), p.Server()); err != nil || len(all) != 0 {
		t.Errorf("a server without queues: %v, %v", all, err)
	}
}

// A job carries its ticket and the document as it is; no name of the machine's user.
func TestPrintAndFollow(t *testing.T) {
	p := printertest.New(t)
	p.Then = []printertest.Step{{State: 5}, {State: 9, Reasons: []string{"job-completed-successfully"}}}
	if err := client.Validate(t.Context(), p.URI(), ticket); err != nil {
		t.Fatal(err)
	}
	job, err := client.Print(t.Context(), p.URI(), ticket, strings.NewReader(document), int64(len(document)))
	if err != nil || job.ID != 1 || job.State != ipp.Pending {
		t.Fatalf("%+v, %v", job, err)
	}
	sent := p.Sent()[0]
	want := map[string]string{"job-name": "passes 3", "requesting-user-name": "passdesk", "document-format": ipp.PDF, "media": ipp.A4,
		"sides": ipp.LongEdge, "print-scaling": "none", "printer-uri": p.URI(), "attributes-charset": "utf-8", "attributes-natural-language": "en"}
	for k, v := range want {
		if sent.Ticket[k] != v {
			t.Errorf("%s is %q, want %q", k, sent.Ticket[k], v)
		}
	}
	if len(sent.Ticket) != len(want) || string(sent.Document) != document {
		t.Errorf("sent %v and %q", sent.Ticket, sent.Document)
	}
	for _, state := range []ipp.JobState{ipp.Printing, ipp.Completed} {
		if job, err = client.Job(t.Context(), p.URI(), job.ID); err != nil || job.State != state || job.State.Ended() != (state == ipp.Completed) {
			t.Errorf("%+v, %v", job, err)
		}
	}
}

// Every way in which it goes wrong is told apart: nothing arrived for certain, or
// nobody knows.
func TestFaultsAreToldApart(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(*printertest.Printer) printertest.Fault
		want  error
	}{
		"refuses":       {func(p *printertest.Printer) printertest.Fault { return p.Refuse(ipp.FormatUnsupported) }, ipp.ErrRefused},
		"cuts the line": {func(p *printertest.Printer) printertest.Fault { return p.Cut() }, ipp.ErrLost},
		"hangs":         {func(p *printertest.Printer) printertest.Fault { return p.Hang() }, ipp.ErrLost},
		"garbage":       {func(p *printertest.Printer) printertest.Fault { return p.Bytes([]byte("<html>no</html>")) }, ipp.ErrGarbled},
		"nothing":       {func(p *printertest.Printer) printertest.Fault { return p.Bytes(nil) }, ipp.ErrGarbled},
		"a huge answer": {func(p *printertest.Printer) printertest.Fault { return p.Bytes(make([]byte, 8<<20)) }, ipp.ErrGarbled},
		"another's answer": {func(p *printertest.Printer) printertest.Fault {
			return p.Bytes(append(printertest.Head(0, []byte("othr")), 3))
		}, ipp.ErrGarbled},
		"half a text": {func(p *printertest.Printer) printertest.Fault {
			return p.Bytes([]byte{1, 1, 0, 0, 0, 0, 0, 1, 1, 0x44, 0, 9, 'a'})
		}, ipp.ErrGarbled},
		"no job in it":       {func(p *printertest.Printer) printertest.Fault { return p.Refuse(0) }, ipp.ErrGarbled},
		"a redirection":      {func(p *printertest.Printer) printertest.Fault { return p.Web(302) }, ipp.ErrGarbled},
		"wants a password":   {func(p *printertest.Printer) printertest.Fault { return p.Web(401) }, ipp.ErrRefused},
		"nothing lives here": {func(p *printertest.Printer) printertest.Fault { return p.Web(404) }, ipp.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := printertest.New(t)
			p.On[printertest.PrintJob] = c.fault(p)
			print := func(patience time.Duration) error {
				_, err := ipp.NewClient(patience).Print(t.Context(), p.URI(), ticket, strings.NewReader(document), int64(len(document)))
				return err
			}
			err := error(nil)
			if name == "hangs" { // a busy machine may sleep through a short wait before it has sent a byte
				for patience := 300 * time.Millisecond; !errors.Is(err, c.want) && patience < time.Minute; patience *= 10 {
					err = print(patience)
				}
			} else {
				err = print(time.Minute)
			}
			if !errors.Is(err, c.want) || strings.Contains(err.Error(), p.Server()) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	p := printertest.New(t)
	p.Vanish()
	if _, err := client.Printer(t.Context(), p.URI()); !errors.Is(err, ipp.ErrUnreached) {
		t.Errorf("a printer that is switched off: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.Printer(ctx, printertest.New(t).URI()); err == nil {
		t.Error("asked after the operator had gone")
	}
}

// A printer's words cannot draw on a terminal, and there are never too many of them.
func TestWordsAreClean(t *testing.T) {
	p := printertest.New(t)
	p.Says["printer-make-and-model"] = []string{"\x1b[2J\x07名\u202e\xff称\r\n" + strings.Repeat("x", 5000)}
	for n := range 1000 {
		p.Says["media-supported"] = append(p.Says["media-supported"], strings.Repeat("m", n%7+1))
	}
	got, err := client.Printer(t.Context(), p.URI())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(got.Model, "[2J名称xxx") || len(got.Model) > 1023 || len(got.Media) > 200 {
		t.Errorf("%.40q, %d papers", got.Model, len(got.Media))
	}
}

func TestAddress(t *testing.T) {
	for uri, want := range map[string]string{
		"ipp://192.0.2.7/ipp/print": "http://192.0.2.7:631/ipp/print", "ipps://host/ipp/print": "https://host:631/ipp/print",
		"ipp://[2001:db8::7]": "http://[2001:db8::7]:631/", "http://host:8631/printers/a%20b": "http://host:8631/printers/a%20b",
		"": "", "host": "", "ftp://host/": "", "ipp://": "", "ipp://me:secret@host/": "", "ipp://host/?a=b": "", "ipp://ho st/": "", "ipp://host/#x": "",
	} {
		got, err := ipp.Address(uri)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q (%v), want %q", uri, got, err, want)
		}
	}
}
