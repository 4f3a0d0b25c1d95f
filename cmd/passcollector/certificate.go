package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"time"
)

// certificate is the one in the files; where there are none one is made and kept
// there, so that stations can be told of it once. Its fingerprint is told either way.
func (c *serveCmd) certificate(a *app) (tls.Certificate, error) {
	if !there(c.Cert) && !there(c.CertKey) {
		if err := c.makeCertificate(a); err != nil {
			return tls.Certificate{}, err
		}
	}
	pair, err := tls.LoadX509KeyPair(c.Cert, c.CertKey)
	if err != nil {
		return pair, &toldError{"证书或私钥读不出来，或两者不是一对。", "The certificate or its key cannot be read, or they are no pair.", err}
	}
	print := sha256.Sum256(pair.Certificate[0])
	fmt.Fprintf(a.stderr, "passcollector: 证书 SHA-256 %x\npasscollector: certificate SHA-256 %x\n", print, print)
	return pair, nil
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (c *serveCmd) makeCertificate(a *app) error {
	pair, err := madeCertificate(c.Host, a.now())
	if err != nil {
		return err
	}
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		return err
	}
	if err := writeDurably(c.CertKey, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}), 0o600); err != nil {
		return err
	}
	return writeDurably(c.Cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]}), 0o644)
}

func madeCertificate(hosts []string, now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, err
	}
	t := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: "passcollector"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, h)
		}
	}
	raw, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, err
}
