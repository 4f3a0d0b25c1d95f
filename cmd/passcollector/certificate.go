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
// Of several processes that begin at once one makes it, and all use that: the key's file
// comes into being whole, with the certificate in it, and the certificate's is copied from it.
func (c *serveCmd) certificate(a *app) (tls.Certificate, error) {
	if !there(c.Cert) && !there(c.CertKey) {
		if err := c.makeCertificate(a); err != nil {
			return tls.Certificate{}, err
		}
	}
	if !there(c.Cert) {
		if err := c.copyCertificate(); err != nil {
			return tls.Certificate{}, err
		}
	}
	pair, err := tls.LoadX509KeyPair(c.Cert, c.CertKey)
	if err != nil {
		return pair, c.noPair(err)
	}
	print := sha256.Sum256(pair.Certificate[0])
	fmt.Fprintf(a.stderr, "passcollector: 证书 SHA-256 %x\npasscollector: certificate SHA-256 %x\n", print, print)
	return pair, nil
}

func (c *serveCmd) noPair(err error) error {
	return &toldError{"证书或私钥读不出来，或两者不是一对。请核对 --cert 和 --cert-key；是自造的，把两个文件都移走，会再造一张，指纹随之改变。",
		"The certificate or its key cannot be read, or they are no pair. Look at --cert and --cert-key; where they were made here, move both files away and new ones are made, with another fingerprint.", err}
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// makeCertificate makes the key's file, unless another process was first.
func (c *serveCmd) makeCertificate(a *app) error {
	pair, err := madeCertificate(c.Host, a.now())
	if err != nil {
		return err
	}
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		return err
	}
	file := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	return writeOnce(c.CertKey, append(file, pemCertificate(pair.Certificate[0])...), 0o600)
}

func pemCertificate(raw []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
}

// copyCertificate writes the certificate that stands in the key's file.
func (c *serveCmd) copyCertificate() error {
	pair, err := tls.LoadX509KeyPair(c.CertKey, c.CertKey)
	if err != nil {
		return c.noPair(err)
	}
	return writeOnce(c.Cert, pemCertificate(pair.Certificate[0]), 0o644)
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
