package main

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"time"

	"golang.org/x/term"
)

// input is stdin that the wish to stop ends: a read that waits for the next line
// would otherwise hold up Ctrl+C, and the stop of a service, for ever.
func (a *app) input() io.Reader {
	s := &stoppable{ctx: a.ctx, parts: make(chan part)}
	go s.pump(a.stdin)
	return s
}

type stoppable struct {
	ctx   context.Context
	parts chan part
	rest  part
}

// part is what one read brought.
type part struct {
	bytes []byte
	err   error
}

func (s *stoppable) pump(r io.Reader) {
	for {
		b := make([]byte, 64<<10)
		n, err := r.Read(b)
		select {
		case s.parts <- part{b[:n], err}:
		case <-s.ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

func (s *stoppable) Read(b []byte) (int, error) {
	for len(s.rest.bytes) == 0 && s.rest.err == nil {
		select {
		case s.rest = <-s.parts:
		case <-s.ctx.Done():
			s.rest = part{err: s.ctx.Err()}
		}
	}
	n := copy(b, s.rest.bytes)
	s.rest.bytes = s.rest.bytes[n:]
	if n > 0 {
		return n, nil
	}
	return 0, s.rest.err
}

// readPassword reads a line from the terminal without its echo; the wish to stop
// ends it, with the echo back.
func (a *app) readPassword(fd int, prompt string) ([]byte, error) {
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	answer := make(chan part, 1)
	go func() {
		b, err := term.ReadPassword(fd)
		answer <- part{b, err}
	}()
	awaitQuiet(fd, before)
	fmt.Fprint(a.stderr, prompt)
	select {
	case p := <-answer:
		return p.bytes, p.err
	case <-a.ctx.Done():
		term.Restore(fd, before)
		return nil, a.ctx.Err()
	}
}

// awaitQuiet returns when the echo is off: a Ctrl+C before that would put it back
// too early, and a passphrase typed before that would be seen.
func awaitQuiet(fd int, before *term.State) {
	for range 100 {
		if now, err := term.GetState(fd); err != nil || !reflect.DeepEqual(now, before) {
			return
		}
		time.Sleep(time.Millisecond)
	}
}
