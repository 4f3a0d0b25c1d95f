package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestOneCertificateIsMade: processes that begin at once have one certificate, and one that
// was killed between its two files is gone on from.
func TestOneCertificateIsMade(t *testing.T) {
	for range 20 {
		dir := t.TempDir()
		c := serveCmd{Cert: filepath.Join(dir, "door.crt"), CertKey: filepath.Join(dir, "door.key"), Host: []string{"localhost"}}
		var told [8]bytes.Buffer
		var all sync.WaitGroup
		begin := make(chan struct{})
		for i := range told {
			all.Go(func() {
				<-begin
				if _, err := c.certificate(&app{world: world{stderr: &told[i], now: time.Now}}); err != nil {
					t.Error(err)
				}
			})
		}
		close(begin)
		all.Wait()
		for i := range told {
			if told[i].String() != told[0].String() || !strings.Contains(told[i].String(), "SHA-256") {
				t.Fatalf("process %d uses another certificate:\n%s%s", i, told[0].String(), told[i].String())
			}
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
			t.Errorf("%v, %v: want the two files", files, err)
		}
		if err := os.Remove(c.Cert); err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if _, err := c.certificate(&app{world: world{stderr: &again, now: time.Now}}); err != nil || again.String() != told[0].String() {
			t.Errorf("behind a kill: %v\n%s", err, again.String())
		}
	}
}

// TestAKeyAloneGetsNoCertificate: a slip in --cert makes none for a key that was given.
func TestAKeyAloneGetsNoCertificate(t *testing.T) {
	dir := t.TempDir()
	c := serveCmd{Cert: filepath.Join(dir, "door.crt"), CertKey: filepath.Join(dir, "door.key"), Host: []string{"localhost"}}
	a := &app{world: world{stderr: &bytes.Buffer{}, now: time.Now}}
	if _, err := c.certificate(a); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(c.CertKey)
	if err != nil {
		t.Fatal(err)
	}
	key, _, _ := bytes.Cut(whole, []byte("-----BEGIN CERTIFICATE"))
	if err := os.WriteFile(c.CertKey, key, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Cert = filepath.Join(dir, "slip.crt")
	if _, err := c.certificate(a); err == nil || there(c.Cert) {
		t.Errorf("%v, a certificate was made: %v", err, there(c.Cert))
	}
}
