package ipp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// Client asks printers. It goes to the address it is given and nowhere else: by no
// proxy, behind no redirection.
type Client struct {
	http     *http.Client
	patience time.Duration
	last     atomic.Int32 // request number
}

// NewClient is a client that waits so long for an answer. A document may take
// longer, as long as it moves.
func NewClient(patience time.Duration) *Client { return NewTrusting(patience, "") }

// NewTrusting is a client that speaks to one printer over TLS: to the one whose
// certificate has the fingerprint, whoever vouches for it; "" to any for which an
// authority vouches that the system trusts.
func NewTrusting(patience time.Duration, fingerprint string) *Client {
	dial := &net.Dialer{Timeout: patience}
	secure := &secureDialer{dial, patience, fingerprint}
	return &Client{patience: patience, http: &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, DialContext: dial.DialContext, DialTLSContext: secure.dial, DisableCompression: true, DisableKeepAlives: true,
			MaxResponseHeaderBytes: 64 << 10,
		},
	}}
}

// Operations of RFC 8011, and one of CUPS.
const (
	opPrintJob    = 0x0002
	opValidateJob = 0x0004
	opJob         = 0x0009
	opPrinter     = 0x000b
	opCUPSAll     = 0x4002
)

var askedOfPrinter = []string{"printer-name", "printer-info", "printer-make-and-model", "printer-uri-supported", "printer-state",
	"printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported", "sides-supported", "media-supported", "media-ready", "print-scaling-supported"}

// Printer asks a printer what it is and what it takes.
func (c *Client) Printer(ctx context.Context, uri string) (Printer, error) {
	r := newRequest(opPrinter, c.number(), uri)
	r.put(tagKeyword, "requested-attributes", askedOfPrinter...)
	answer, err := c.ask(ctx, uri, r.end())
	if err != nil {
		return Printer{}, err
	}
	for _, g := range answer.groups {
		if g.tag == tagPrinter {
			p := printerOf(g)
			p.URI = uri
			return p, nil
		}
	}
	return Printer{}, fmt.Errorf("%w: it does not speak of a printer", ErrGarbled)
}

// Printers asks a print server (CUPS) at host:port for its queues.
func (c *Client) Printers(ctx context.Context, server string) ([]Printer, error) {
	r := newRequest(opCUPSAll, c.number(), "")
	r.put(tagKeyword, "requested-attributes", askedOfPrinter...)
	answer, err := c.ask(ctx, "ipp://"+server+"/", r.end())
	var no *Refusal
	if errors.As(err, &no) && no.Code == NotFound { // it has none
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Printer
	for _, g := range answer.groups {
		if p := printerOf(g); g.tag == tagPrinter && p.Name != "" && p.URI != "" {
			all = append(all, p)
		}
	}
	return all, nil
}

const mostListed = 200 // papers and the like that are kept of one printer

func printerOf(g group) Printer {
	p := Printer{
		Name: g.text("printer-name"), Model: g.text("printer-make-and-model"), URI: g.text("printer-uri-supported"),
		Formats: g.texts("document-format-supported", mostListed), Sides: g.texts("sides-supported", mostListed),
		Media: g.texts("media-supported", mostListed), Ready: g.texts("media-ready", mostListed), Scaling: g.texts("print-scaling-supported", mostListed),
		Reasons: reasons(g, "printer-state-reasons"),
	}
	if p.Model == "" {
		p.Model = g.text("printer-info")
	}
	state, _ := g.number("printer-state")
	p.State = PrinterState(state)
	accepting, said := g.yes("printer-is-accepting-jobs")
	p.Accepting = accepting || !said
	return p
}

func reasons(g group, name string) []string {
	var out []string
	for _, r := range g.texts(name, 20) {
		if r != "none" {
			out = append(out, r)
		}
	}
	return out
}

// Validate asks whether the printer would take the job.
func (c *Client) Validate(ctx context.Context, uri string, t Ticket) error {
	_, err := c.ask(ctx, uri, t.request(opValidateJob, c.number(), uri))
	return err
}

// Print sends a PDF of so many bytes. After ErrUnreached and ErrRefused nothing was
// taken; after any other error nobody knows.
func (c *Client) Print(ctx context.Context, uri string, t Ticket, pdf io.Reader, size int64) (Job, error) {
	head := t.request(opPrintJob, c.number(), uri)
	answer, err := c.send(ctx, uri, head, pdf, size)
	if err != nil {
		return Job{}, err
	}
	return jobOf(answer)
}

// request is a job's ticket: the paper, the sides, and the size as it is.
func (t Ticket) request(operation uint16, id int32, uri string) []byte {
	r := newRequest(operation, id, uri)
	r.put(tagName, "requesting-user-name", "passdesk")
	r.put(tagName, "job-name", t.Name)
	r.put(tagMimeType, "document-format", PDF)
	r.group(tagJob)
	r.put(tagKeyword, "media", t.Media)
	if t.Sides != "" {
		r.put(tagKeyword, "sides", t.Sides)
	}
	r.put(tagKeyword, "print-scaling", "none")
	return r.end()
}

// Job asks what became of a job.
func (c *Client) Job(ctx context.Context, uri string, id int32) (Job, error) {
	r := newRequest(opJob, c.number(), uri)
	r.integer("job-id", id)
	r.put(tagName, "requesting-user-name", "passdesk")
	r.put(tagKeyword, "requested-attributes", "job-id", "job-state", "job-state-reasons", "job-media-sheets-completed")
	answer, err := c.ask(ctx, uri, r.end())
	if err != nil {
		return Job{}, err
	}
	return jobOf(answer)
}

func jobOf(answer reply) (Job, error) {
	for _, g := range answer.groups {
		id, named := g.number("job-id")
		state, told := g.number("job-state")
		if g.tag != tagJob || !named || !told {
			continue
		}
		j := Job{ID: id, State: JobState(state), Reasons: reasons(g, "job-state-reasons"), Sheets: -1}
		if n, said := g.number("job-media-sheets-completed"); said {
			j.Sheets = n
		}
		return j, nil
	}
	return Job{}, fmt.Errorf("%w: it does not speak of the job", ErrGarbled)
}

func (c *Client) number() int32 { return c.last.Add(1) & 0x7fffffff }

func (c *Client) ask(ctx context.Context, uri string, message []byte) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	return c.send(ctx, uri, message, nil, 0)
}

// send posts a message, with a document behind it, and reads the answer.
func (c *Client) send(ctx context.Context, uri string, head []byte, doc io.Reader, size int64) (reply, error) {
	address, err := Address(uri)
	if err != nil {
		return reply{}, err
	}
	ctx, watch := watched(ctx, c.patience)
	defer watch.stop()
	body := io.Reader(bytes.NewReader(head))
	if doc != nil {
		body = io.MultiReader(body, doc)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, &moving{body, watch})
	if err != nil {
		return reply{}, fmt.Errorf("%w: it is no URI", ErrAddress)
	}
	req.ContentLength = int64(len(head)) + size
	req.Header.Set("Content-Type", "application/ipp")
	req.Header.Set("User-Agent", "passdesk")
	res, err := c.http.Do(req)
	if err != nil {
		return reply{}, failed(err)
	}
	defer res.Body.Close()
	return read(res, &moving{res.Body, watch}, head)
}

// read reads an answer to its end, and no further than an answer goes.
func read(res *http.Response, body io.Reader, head []byte) (reply, error) {
	if res.StatusCode != http.StatusOK {
		return reply{}, webRefusal(res.StatusCode)
	}
	b, err := io.ReadAll(io.LimitReader(body, mostBytes+1))
	if err != nil {
		return reply{}, failed(err)
	}
	answer, err := parse(b)
	switch {
	case err != nil:
		return reply{}, err
	case !bytes.Equal(b[4:8], head[4:8]):
		return reply{}, fmt.Errorf("%w: it answers another question", ErrGarbled)
	case answer.status >= 0x0100:
		return reply{}, &Refusal{answer.status}
	}
	return answer, nil
}

// webRefusal: a web server that wants a password, or has no printer there, took
// nothing; what another one did is not known.
func webRefusal(code int) error {
	switch code {
	case http.StatusUnauthorized:
		return &Refusal{NotAuthenticated}
	case http.StatusForbidden:
		return &Refusal{Forbidden}
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return &Refusal{NotFound}
	}
	return fmt.Errorf("%w: HTTP %d", ErrGarbled, code)
}

// failed tells a connection that was never made from one that was lost.
func failed(err error) error {
	var op *net.OpError
	var dns *net.DNSError
	var unvouched *Unvouched
	switch {
	case errors.As(err, &unvouched):
		return unvouched
	case errors.Is(err, ErrUnreached):
		return ErrUnreached
	case errors.As(err, &dns), errors.As(err, &op) && op.Op == "dial":
		return ErrUnreached
	}
	return ErrLost
}

// Address is the web address of a printer's URI.
func Address(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(uri, " \t\r\n") {
		return "", fmt.Errorf("%w: it is no URI", ErrAddress)
	}
	host := u.Host
	if u.Port() == "" {
		host = net.JoinHostPort(u.Hostname(), "631")
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	switch u.Scheme {
	case "ipp", "http":
		return "http://" + host + path, nil
	case "ipps", "https":
		return "https://" + host + path, nil
	}
	return "", fmt.Errorf("%w: it begins with ipp:// or ipps://", ErrAddress)
}
