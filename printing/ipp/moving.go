package ipp

import (
	"context"
	"errors"
	"io"
	"time"
)

// errHangs ends a transfer that no longer moves.
var errHangs = errors.New("ipp: nothing moves")

// watch ends a transfer in which nothing has moved for a while. A long document on
// a slow line is no reason to give up; a printer that hangs is.
type watch struct {
	timer    *time.Timer
	patience time.Duration
	cancel   context.CancelCauseFunc
}

func watched(ctx context.Context, patience time.Duration) (context.Context, *watch) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &watch{time.AfterFunc(patience, func() { cancel(errHangs) }), patience, cancel}
}

func (w *watch) stop() {
	w.timer.Stop()
	w.cancel(nil)
}

// moving is a stream under watch.
type moving struct {
	io.Reader
	*watch
}

func (m *moving) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if n > 0 {
		m.timer.Reset(m.patience)
	}
	return n, err
}
