// Package printertest is a printer that speaks IPP on this machine alone: a polite
// one, or one with any of the faults that printers have. It reads and writes the
// protocol on its own, not with the code that it tests.
package printertest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// Printer is the fake. Set what it is before it is asked; Change does so while it
// is at work.
type Printer struct {
	t      testing.TB
	server *httptest.Server

	mu     sync.Mutex
	Name   string
	Says   map[string][]string // keywords, by attribute
	State  int32
	Closed bool             // it takes no jobs
	On     map[uint16]Fault // another answer to an operation; nil: the usual one
	Gone   int              // after so many questions about a job it is off the network; 0: never
	Then   []Step           // what its jobs come to, a step each time one asks; the last one stays
	Jobs   []Job

	certificates byte // that it had
}

// Fault answers in the printer's place; id is the request's number.
type Fault func(w http.ResponseWriter, r *http.Request, id []byte)

// Step is a job's state, and what it says of it.
type Step struct {
	State   int32
	Reasons []string
	Printer []string // reasons of the printer at the time
}

// Job is what it was sent.
type Job struct {
	Ticket   map[string]string
	Document []byte
	asked    int
}

// Operations that it knows.
const (
	PrintJob    = 0x0002
	ValidateJob = 0x0004
	AskJob      = 0x0009
	AskPrinter  = 0x000b
	AskAll      = 0x4002
)

// New starts a printer that takes PDF on A4 and A6, both sides, and finishes every
// job at once.
func New(t testing.TB) *Printer {
	p := &Printer{
		t: t, Name: "sample", State: 3, On: map[uint16]Fault{}, Then: []Step{{State: 9, Reasons: []string{"job-completed-successfully"}}},
		Says: map[string][]string{
			"printer-state-reasons": {"none"}, "document-format-supported": {"application/octet-stream", "application/pdf"},
			"sides-supported": {"one-sided", "two-sided-long-edge", "two-sided-short-edge"}, "media-supported": {"iso_a4_210x297mm", "iso_a6_105x148mm"},
			"print-scaling-supported": {"auto", "none"}, "printer-make-and-model": {"Sample Laser 1"},
		},
	}
	p.server = httptest.NewServer(p)
	t.Cleanup(p.server.Close)
	return p
}

// Secure makes it one that speaks over TLS alone, with a certificate that it signs
// itself; each time it is another one, at the same address.
func (p *Printer) Secure() {
	address := p.Server()
	p.server.CloseClientConnections()
	p.server.Close()
	l, err := net.Listen("tcp", address)
	if err != nil {
		p.t.Fatal(err)
	}
	p.server = httptest.NewUnstartedServer(p)
	p.server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0) // who does not trust it goes away
	p.server.Listener.Close()
	p.server.Listener = l
	p.server.TLS = &tls.Config{Certificates: []tls.Certificate{p.certificate()}}
	p.server.StartTLS()
	p.t.Cleanup(p.server.Close)
}

// certificate is another one each time: of a key that is counted up, since nothing is
// kept secret here.
func (p *Printer) certificate() tls.Certificate {
	p.certificates++
	key := ed25519.NewKeyFromSeed(append(make([]byte, ed25519.SeedSize-1), p.certificates))
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sample"}, NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)}
	der, err := x509.CreateCertificate(nil, of, of, key.Public(), key)
	if err != nil {
		p.t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// URI is its address; Server is host and port.
func (p *Printer) URI() string {
	how := "ipp://"
	if p.server.TLS != nil {
		how = "ipps://"
	}
	return how + p.Server() + "/printers/" + p.Name
}
func (p *Printer) Server() string { return p.server.Listener.Addr().String() }

// Vanish takes the printer off the network.
func (p *Printer) Vanish() {
	p.server.CloseClientConnections()
	p.server.Listener.Close()
}

// Change changes it while it is at work.
func (p *Printer) Change(change func()) { p.mu.Lock(); defer p.mu.Unlock(); change() }

// Sent are the jobs it was sent so far.
func (p *Printer) Sent() []Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Job(nil), p.Jobs...)
}

func (p *Printer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := make([]byte, 8)
	body := &bytes.Buffer{}
	if _, err := io.ReadFull(r.Body, head); err != nil {
		return
	}
	operation := binary.BigEndian.Uint16(head[2:])
	p.mu.Lock()
	other := p.On[operation]
	if operation == AskJob && p.Gone > 0 {
		if p.Gone--; p.Gone == 0 {
			p.server.Listener.Close()
		}
	}
	p.mu.Unlock()
	if other != nil {
		other(w, r, head[4:8])
		return
	}
	if _, err := io.Copy(body, r.Body); err != nil {
		return
	}
	ticket, document := read(body.Bytes())
	w.Header().Set("Content-Type", "application/ipp")
	w.Write(p.answer(operation, head[4:8], ticket, document))
}

func (p *Printer) answer(operation uint16, id []byte, ticket map[string]string, document []byte) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := Head(0, id)
	switch operation {
	case AskPrinter, AskAll:
		out = p.describe(append(out, 4))
	case PrintJob:
		p.Jobs = append(p.Jobs, Job{Ticket: ticket, Document: document})
		out = Integer(Integer(append(out, 2), 0x21, "job-id", int32(len(p.Jobs))), 0x23, "job-state", 3)
	case AskJob:
		n := int(binary.BigEndian.Uint32([]byte(ticket["job-id"])))
		if n < 1 || n > len(p.Jobs) {
			return append(Head(0x0406, id), 3)
		}
		out = p.step(append(out, 2), n)
	}
	return append(out, 3)
}

// step takes the job one step on.
func (p *Printer) step(out []byte, n int) []byte {
	job := &p.Jobs[n-1]
	now := p.Then[min(job.asked, len(p.Then)-1)]
	job.asked++
	if now.Printer != nil {
		p.Says["printer-state-reasons"] = now.Printer
	}
	out = Integer(Integer(out, 0x21, "job-id", int32(n)), 0x23, "job-state", now.State)
	return Text(out, 0x44, "job-state-reasons", now.Reasons...)
}

func (p *Printer) describe(out []byte) []byte {
	out = Text(out, 0x42, "printer-name", p.Name)
	out = Text(out, 0x45, "printer-uri-supported", p.URI())
	out = Integer(out, 0x23, "printer-state", p.State)
	open := "\x01"
	if p.Closed {
		open = "\x00"
	}
	out = Text(out, 0x22, "printer-is-accepting-jobs", open)
	for name, values := range p.Says {
		out = Text(out, 0x44, name, values...)
	}
	return out
}

// Head begins an answer.
func Head(status uint16, id []byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte{1, 1}, status)
	return Text(append(append(out, id...), 1), 0x47, "attributes-charset", "utf-8")
}

// Text and Integer write an attribute.
func Text(out []byte, tag byte, name string, values ...string) []byte {
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(append(out, tag), uint16(len(name)))
		out = binary.BigEndian.AppendUint16(append(out, name...), uint16(len(v)))
		out, name = append(out, v...), ""
	}
	return out
}

// Integer writes a number.
func Integer(out []byte, tag byte, name string, v int32) []byte {
	return Text(out, tag, name, string(binary.BigEndian.AppendUint32(nil, uint32(v))))
}

// read takes a request without its head apart: the first value of each attribute,
// and the document.
func read(b []byte) (map[string]string, []byte) {
	said := map[string]string{}
	for len(b) > 0 {
		tag := b[0]
		b = b[1:]
		switch {
		case tag == 3:
			return said, b
		case tag < 0x10:
			continue
		}
		var name, v string
		name, b = counted(b)
		v, b = counted(b)
		if name != "" {
			said[name] = v
		}
	}
	return said, nil
}

func counted(b []byte) (string, []byte) {
	if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
		return "", nil
	}
	n := 2 + int(binary.BigEndian.Uint16(b))
	return string(b[2:n]), b[n:]
}

// Hang is an answer that never comes.
func (p *Printer) Hang() Fault {
	gone := make(chan struct{})
	p.t.Cleanup(func() { close(gone) })
	return func(_ http.ResponseWriter, r *http.Request, _ []byte) {
		select {
		case <-gone:
		case <-r.Context().Done():
		}
	}
}

// Cut is a connection that ends in the middle of the document.
func (p *Printer) Cut() Fault {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) {
		io.CopyN(io.Discard, r.Body, 100)
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			if tcp, ok := c.(*net.TCPConn); ok {
				tcp.SetLinger(0)
			}
			c.Close()
		}
	}
}

// Refuse is an answer with a status and nothing else.
func (p *Printer) Refuse(status uint16) Fault {
	return func(w http.ResponseWriter, r *http.Request, id []byte) {
		io.Copy(io.Discard, r.Body)
		w.Write(append(Head(status, id), 3))
	}
}

// Bytes is an answer of any bytes.
func (p *Printer) Bytes(b []byte) Fault {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) {
		io.Copy(io.Discard, r.Body)
		w.Write(b)
	}
}

// Web is an answer of the web server in front of it.
func (p *Printer) Web(code int) Fault {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(code)
	}
}
