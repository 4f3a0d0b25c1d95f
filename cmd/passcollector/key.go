package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"passdesk/registry/seal"
)

// The key's file is one line: the register's key as 64 hex digits, or wrapped under
// a passphrase. Whoever has it and the database reads the city's register: it is kept
// like one.
const (
	plainKey   = "passcollector-key-1 "
	wrappedKey = "passcollector-wrap-1 "
)

var badKey = &toldError{"钥匙文件读不出来：应是 init 写出的那一行。", "The key's file cannot be read: it is the line that init wrote.", nil}

// readKey reads the key. The caller wipes it.
func (a *app) readKey() (*seal.DataKey, error) {
	text, err := os.ReadFile(a.cli.Key)
	if errors.Is(err, os.ErrNotExist) {
		return nil, &toldError{"没有钥匙文件。请用 --key 指明 init 写出的那一份。", "There is no file with the key. Name the one that init wrote with --key.", err}
	}
	if err != nil {
		return nil, err
	}
	line := strings.TrimSpace(string(text))
	if digits, ok := strings.CutPrefix(line, plainKey); ok {
		return keyOf(hex.DecodeString(digits))
	}
	wrap, ok := strings.CutPrefix(line, wrappedKey)
	raw, err := base64.StdEncoding.DecodeString(wrap)
	if !ok || err != nil {
		return nil, badKey
	}
	passphrase, err := a.passphrase()
	if err != nil {
		return nil, err
	}
	return seal.Unwrap(raw, passphrase)
}

func keyOf(raw []byte, err error) (*seal.DataKey, error) {
	if err != nil || len(raw) != seal.KeySize {
		return nil, badKey
	}
	return seal.NewDataKey(bytes.NewReader(raw))
}

func (a *app) passphrase() ([]byte, error) {
	if a.cli.PassphraseFile == "" {
		return nil, &usageError{"钥匙文件有口令：请用 --passphrase-file 给出", "the key's file has a passphrase: give it with --passphrase-file"}
	}
	return os.ReadFile(a.cli.PassphraseFile)
}

// makeKey draws a key and writes its file; one that is there is read, never replaced.
func (a *app) makeKey() (*seal.DataKey, error) {
	if _, err := os.Stat(a.cli.Key); err == nil {
		return a.readKey()
	}
	raw := make([]byte, seal.KeySize)
	if _, err := a.rand.Read(raw); err != nil {
		return nil, fmt.Errorf("draw a key: %w", err)
	}
	key, err := keyOf(raw, nil)
	if err != nil {
		return nil, err
	}
	line := plainKey + hex.EncodeToString(raw)
	clear(raw)
	if a.cli.PassphraseFile != "" {
		passphrase, err := a.passphrase()
		if err != nil {
			return nil, err
		}
		wrap, err := key.WrapFor(passphrase, seal.Calibrate(600*time.Millisecond, measure), a.rand)
		if err != nil {
			return nil, err
		}
		line = wrappedKey + base64.StdEncoding.EncodeToString(wrap)
	}
	return key, writeDurably(a.cli.Key, []byte(line+"\n"), 0o600)
}

func measure(c seal.Cost) time.Duration {
	from := time.Now()
	c.Derive()
	return time.Since(from)
}
