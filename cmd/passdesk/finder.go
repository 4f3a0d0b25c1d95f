package main

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"os/exec"
	"slices"
	"strings"

	"passdesk/printing/ipp"
	"passdesk/registry/station"
)

// Printers are found where the system knows them: the queues of its print server,
// asked over IPP; where that does not answer, what lpstat lists; on Windows what the
// system lists. A printer on the network is named by its address.

// findPrinters lists what is there now. Nothing found is no failure.
func (a *app) findPrinters(ctx context.Context) []station.Printer {
	if a.system() == "windows" {
		return append(a.windowsPrinters(ctx), a.openPrinter())
	}
	found := a.queues(ctx)
	if found == nil {
		found = a.lpQueues(ctx)
	}
	slices.SortFunc(found, func(x, y station.Printer) int { return cmp.Compare(x.Name, y.Name) })
	return slices.CompactFunc(found, func(x, y station.Printer) bool { return x.Name == y.Name })
}

// openPrinter is the last way on a system that prints no PDF: the person does.
func (a *app) openPrinter() station.Printer {
	return station.Printer{Name: "打开文件 open the file", How: "open", Seen: a.now()}
}

// printServer is host:port of the system's print server; "" where it is a socket,
// which is lp's to speak to.
func (a *app) printServer() string {
	server, _, _ := strings.Cut(a.env("CUPS_SERVER"), "/version=")
	if server == "" {
		return "localhost:631"
	}
	if strings.HasPrefix(server, "/") {
		return ""
	}
	if _, _, err := net.SplitHostPort(server); err != nil {
		return net.JoinHostPort(strings.Trim(server, "[]"), "631")
	}
	return server
}

// queues are those of the print server; nil where it does not answer.
func (a *app) queues(ctx context.Context) []station.Printer {
	server := a.printServer()
	if server == "" {
		return nil
	}
	found, err := ipp.NewClient(a.printWait().answer).Printers(ctx, server)
	if err != nil {
		return nil
	}
	all := []station.Printer{}
	for _, p := range found {
		p.URI = atServer(p.URI, server)
		all = append(all, a.remembered(p))
	}
	return all
}

// atServer is a queue's URI at the server that was asked: a server may give a name
// of its own by which it is not reached.
func atServer(uri, server string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Path == "" {
		return uri
	}
	return (&url.URL{Scheme: "ipp", Host: server, Path: u.Path, RawPath: u.RawPath}).String()
}

// remembered is a printer as the station keeps it. Of its papers those count on
// which something of ours is printed.
func (a *app) remembered(p ipp.Printer) station.Printer {
	out := station.Printer{Name: p.Name, How: "ipp", URI: p.URI, Model: p.Model, Sides: p.Sides, Seen: a.now(),
		Scales: len(p.Scaling) > 0 && !slices.Contains(p.Scaling, "none")}
	for _, known := range papers {
		if slices.Contains(p.Media, known.name) {
			out.Papers = append(out.Papers, known.name)
		}
	}
	return out
}

func (a *app) lpQueues(ctx context.Context) []station.Printer {
	if _, err := exec.LookPath("lp"); err != nil {
		return nil
	}
	said, _, err := outside(ctx, a.printWait(), a.lpEnv(), "lpstat", "-e")
	if err != nil {
		return nil
	}
	return a.named(said, "lp")
}

func (a *app) windowsPrinters(ctx context.Context) []station.Printer {
	if a.sumatra() == "" {
		return nil
	}
	said, _, err := outside(ctx, a.printWait(), nil, "powershell", "-NoProfile", "-NonInteractive", "-Command",
		"[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | ForEach-Object Name")
	if err != nil {
		return nil
	}
	return a.named(said, "windows")
}

const mostFound = 50

// named are the printers of a list with a name on each line.
func (a *app) named(list, how string) []station.Printer {
	all := []station.Printer{}
	for line := range strings.Lines(list) {
		if name := strings.TrimSpace(line); name != "" && len(all) < mostFound {
			all = append(all, station.Printer{Name: name, How: how, URI: name, Seen: a.now()})
		}
	}
	return all
}

// askPrinter asks a printer by its address; the name is its own. cert is the
// fingerprint of its certificate where a person trusts it.
func (a *app) askPrinter(ctx context.Context, uri, cert string) (station.Printer, ipp.Printer, error) {
	p, err := ipp.NewTrusting(a.printWait().answer, cert).Printer(ctx, uri)
	if err != nil {
		return station.Printer{}, p, unasked(printerFault(err))
	}
	if p.Name == "" {
		p.Name = p.Model
	}
	known := a.remembered(p)
	known.Cert = cert
	return known, p, nil
}

// isPrinterURI: it begins as a printer's address does.
func isPrinterURI(s string) bool {
	scheme, _, ok := strings.Cut(strings.ToLower(s), "://")
	return ok && slices.Contains([]string{"ipp", "ipps", "http", "https"}, scheme)
}
