package ipp

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// Nearly every printer signs its certificate itself, and no authority vouches for it.
// It is trusted as ssh trusts a host: a person compares the fingerprint once, it is
// remembered, and from then on it must be the same.

// Unvouched is a certificate that is not trusted. Nothing was sent.
type Unvouched struct {
	Fingerprint string // of the certificate that was shown
	Changed     bool   // another one is remembered; else no authority vouches for it
}

func (u *Unvouched) Error() string { return ErrUntrusted.Error() }
func (u *Unvouched) Unwrap() error { return ErrUntrusted }

// Fingerprint is SHA-256 of a certificate, as printers and browsers show it: AB:CD:…
func Fingerprint(certificate []byte) string {
	sum := sha256.Sum256(certificate)
	return strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
}

// leastCompared is how much of a fingerprint has to be typed: 64 bits.
const leastCompared = 16

// SameFingerprint reports whether what was typed is the fingerprint, or so much of its
// beginning that nobody can make another certificate for it.
func SameFingerprint(typed, fingerprint string) bool {
	return !ShortFingerprint(typed) && strings.HasPrefix(bare(fingerprint), bare(typed))
}

// ShortFingerprint: what was typed is too little to tell one certificate from another.
func ShortFingerprint(typed string) bool { return len(bare(typed)) < leastCompared }

// bare is a fingerprint without what parts its digits.
func bare(s string) string {
	return strings.ToUpper(strings.NewReplacer(":", "", " ", "", "-", "").Replace(s))
}

// Certificate asks a printer for its certificate's fingerprint, and nothing else;
// ErrAddress where the address is none over TLS.
func (c *Client) Certificate(ctx context.Context, uri string) (string, error) {
	address, err := Address(uri)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" {
		return "", fmt.Errorf("%w: it has no certificate", ErrAddress)
	}
	shown := ""
	see := func(s tls.ConnectionState) error {
		shown = Fingerprint(s.PeerCertificates[0].Raw)
		return nil
	}
	d := &secureDialer{&net.Dialer{Timeout: c.patience}, c.patience, ""}
	conn, err := d.shake(ctx, "tcp", u.Host, see)
	if err != nil {
		return "", failed(err)
	}
	conn.Close()
	return shown, nil
}

// secureDialer makes connections over TLS to whom it trusts.
type secureDialer struct {
	*net.Dialer
	patience time.Duration
	trusted  string // a fingerprint; "" what the system trusts
}

func (d *secureDialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%w: it has no port", ErrAddress)
	}
	return d.shake(ctx, network, address, func(s tls.ConnectionState) error { return d.vouched(host, s) })
}

// shake connects and lets see judge what the other side shows. What fails here was
// before a byte of ours: the printer is unreached.
func (d *secureDialer) shake(ctx context.Context, network, address string, see func(tls.ConnectionState) error) (net.Conn, error) {
	conn, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	host, _, _ := net.SplitHostPort(address)
	// Not skipped: see judges every connection, with the rules above.
	secure := tls.Client(conn, &tls.Config{ServerName: host, InsecureSkipVerify: true, VerifyConnection: see})
	ctx, cancel := context.WithTimeout(ctx, d.patience)
	defer cancel()
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, fmt.Errorf("%w: %w", ErrUnreached, err)
	}
	return secure, nil
}

func (d *secureDialer) vouched(host string, s tls.ConnectionState) error {
	leaf := s.PeerCertificates[0]
	shown := Fingerprint(leaf.Raw)
	if d.trusted != "" {
		if !SameFingerprint(d.trusted, shown) {
			return &Unvouched{shown, true}
		}
		return nil
	}
	between := x509.NewCertPool()
	for _, c := range s.PeerCertificates[1:] {
		between.AddCert(c)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: host, Intermediates: between}); err != nil {
		return &Unvouched{shown, false}
	}
	return nil
}
