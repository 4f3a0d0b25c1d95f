package main

import (
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestADatabaseThatFailsIsToldApart: an address that is none, a server that is not there, a
// database that it has not got, and a user whom it does not let in.
func TestADatabaseThatFailsIsToldApart(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	at := func(change func(*url.URL)) string {
		u, err := url.Parse(p.db)
		p.must(err)
		change(u)
		return u.String()
	}
	for says, c := range map[string]struct {
		db   string
		code int
	}{
		"no address":        {"garbage", exitUsage},
		"cannot be reached": {"postgres://nobody:secretword@127.0.0.1:1/none", exitFailed},
		"createdb":          {at(func(u *url.URL) { u.Path = "/nosuch" }), exitFailed},
		"does not let in":   {at(func(u *url.URL) { u.User = url.UserPassword("nosuch", "secretword") }), exitFailed},
	} {
		q := *p
		q.db = c.db
		if s := q.run(c.code, "stats"); !strings.Contains(s.err, says) || strings.Contains(s.err, "secretword") || strings.Count(s.err, "passcollector: ") != 2 {
			t.Errorf("%s: %s", says, s.err)
		}
	}
}

// TestAStickThatTakesNothingIsSaid: with what to do, and not in the system's words.
func TestAStickThatTakesNothingIsSaid(t *testing.T) {
	for _, e := range []error{syscall.EROFS, syscall.ENOSPC} {
		if zh, en := explain(&os.PathError{Op: "open", Path: "x", Err: e}); !strings.Contains(zh, "换一只 U 盘") || !strings.Contains(en, "take another stick") || strings.Contains(zh+en, e.Error()) {
			t.Errorf("%v: %s %s", e, zh, en)
		}
	}
}
