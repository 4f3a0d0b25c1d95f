package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/printing/ipp"
	"passdesk/printing/ipp/printertest"
)

// A notice of half a sheet goes on the paper that the printer has: A4 as a rule, its own
// A5 where that is loaded or where the printer knows no A4. A printer that knows neither
// is told of before anything is sent, one that has to be filled while it is waited for.
func TestNoticesGoOnThePaperThatThePrinterHas(t *testing.T) {
	p, fake, number := withPrinter(t)
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", number)
	p.expect(exitDone, "", "recall", number, "--reason", "other", "--note", "样例备注")
	const letter = "na_letter_8.5x11in"
	for name, c := range map[string]struct {
		known, loaded []string
		want, says    string
	}{
		"says nothing":  {nil, nil, ipp.A4, ""},
		"both known":    {[]string{ipp.A4, ipp.A5}, nil, ipp.A4, ""},
		"A4 loaded":     {[]string{ipp.A4, ipp.A5}, []string{ipp.A4}, ipp.A4, ""},
		"A5 loaded":     {[]string{ipp.A4, ipp.A5}, []string{ipp.A5}, ipp.A5, ""},
		"no A4":         {[]string{letter, ipp.A5}, nil, ipp.A5, ""},
		"other loaded":  {[]string{letter, ipp.A4, ipp.A5}, []string{letter}, ipp.A4, "没有 A4 纸"},
		"knows neither": {[]string{letter}, nil, "", "不认得纸张 A5"},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(fake.Sent())
			fake.Change(func() { fake.Says["media-supported"], fake.Says["media-ready"] = c.known, c.loaded })
			code := exitDone
			if c.want == "" {
				code = exitFailed
			}
			s := p.expect(code, "", "print", "notices", number, "--printer", "sample")
			if twoLanguages(t, s.err); !strings.Contains(s.err, c.says) {
				t.Errorf("it says %s", s.err)
			}
			sent := fake.Sent()[before:]
			if (c.want == "") != (len(sent) == 0) || len(sent) > 0 && sent[0].Ticket["media"] != c.want {
				t.Errorf("sent %v", sent)
			}
		})
	}
}

// What it is waiting for stands on stderr in words, each thing once.
func TestWaitingForAPrinterIsTold(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Then = []printertest.Step{{State: 3}, {State: 3}, {State: 4}, {State: 5}, {State: 5}, {State: 9}}
	s := p.expect(exitDone, "", "print", "passes", number, "--printer", "sample")
	at := 0
	for _, words := range []string{wordsAsking.ZH, wordsSending.ZH, wordsQueued.ZH, wordsHeld.ZH, "正在打印，等它打完"} {
		next := strings.Index(s.err[at:], words)
		if next < 0 || strings.Count(s.err, words) != 1 {
			t.Fatalf("%q is not told once, in its place:\n%s", words, s.err)
		}
		at += next
	}
}

// A queue behind lp is asked what paper it knows, by lpoptions.
func TestPaperOfAQueueBehindLP(t *testing.T) {
	p := newPlace(t)
	tools := p.folder("tools")
	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	for said, want := range map[string]string{
		"PageSize/Media Size: Letter *A4 A5 Custom.WIDTHxHEIGHT\n":    ipp.A4,
		"PageSize/Media Size: Letter A4 *A5\n":                        ipp.A5,
		"Resolution/R: *300dpi\nPageSize/Media Size: *Letter A5 A6\n": ipp.A5,
		"Resolution/R: *300dpi\n":                                     ipp.A4,
		"PageSize/Media Size: *Letter Legal\n":                        "",
	} {
		p.must(os.WriteFile(filepath.Join(tools, "lpstat"), []byte("#!/bin/sh\necho \"desk accepting requests since\"\n"), 0o755))
		p.must(os.WriteFile(filepath.Join(tools, "lpoptions"), []byte("#!/bin/sh\nprintf '"+strings.ReplaceAll(said, "\n", `\n`)+"'\n"), 0o755))
		d := &lpDevice{queue: "desk", wait: usualWait}
		err := d.takes(t.Context(), delivery{kind: "slips", paper: ipp.A5, larger: true})
		if (err != nil) != (want == "") || want != "" && d.paper != want {
			t.Errorf("%q: %s, %v", said, d.paper, err)
		}
	}
}

// lp ends well and names no job, or is ended: nobody has waited, and whether the printer
// has the job is not known.
func TestLPThatNamesNoJob(t *testing.T) {
	p := newPlace(t)
	tools := p.folder("tools")
	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	for name, script := range map[string]string{"says nothing": "exit 0", "is killed": "kill -9 $$"} {
		p.must(os.WriteFile(filepath.Join(tools, "lp"), []byte("#!/bin/sh\n"+script+"\n"), 0o755))
		d := &lpDevice{queue: "desk", paper: ipp.A4, wait: usualWait}
		var told *printerError
		if err := d.print(t.Context(), delivery{kind: "passes", file: p.file("x.pdf")}); !errors.As(err, &told) || told.what != wordsNoTicket || !told.asked {
			t.Errorf("%s: %v", name, err)
		}
	}
}
