package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// TestAPageThatIsNoAnswer: the login page of a network answers 200, and a parcel that went
// there was not sent.
func TestAPageThatIsNoAnswer(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<html><body>log in</body></html>")
	}))
	defer server.Close()
	s := p.expect(exitFailed, "", "sync", server.URL, "--token", p.file("token"), "--cert", certOf(server))
	if twoLanguages(t, s.err); !strings.Contains(s.err, "登录页") || s.out != "" {
		t.Errorf("%s%s", s.out, s.err)
	}
	if list := p.expect(exitDone, "", "bundle", "list").out; !strings.Contains(list, `"state":"unsent"`) || strings.Contains(list, `"state":"sent"`) || !strings.Contains(list, "登录页") {
		t.Errorf("it counts as sent: %s", list)
	}
}

// TestACertificateThatIsOver: what is wrong may be the collector's certificate, or the date here.
func TestACertificateThatIsOver(t *testing.T) {
	p, _ := issuedPlace(t)
	p.enrolled()
	p.must(os.WriteFile(p.file("token"), []byte("t0ken\n"), 0o600))
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	p.must(err)
	over := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2019, 12, 31, 0, 0, 0, 0, time.UTC), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	raw, err := x509.CreateCertificate(rand.Reader, over, over, key.Public(), key)
	p.must(err)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	server.StartTLS()
	defer server.Close()
	s := p.expect(exitFailed, "", "sync", server.URL, "--token", p.file("token"))
	if twoLanguages(t, s.err); strings.Count(s.err, "2019-12-31") != 2 {
		t.Errorf("%s", s.err)
	}
}
