package main

import (
	"errors"
	"fmt"
	"os"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Exit codes, documented in --help.
const (
	exitDone    = 0
	exitFailed  = 1 // something failed and nothing of it was done
	exitUsage   = 2
	exitPart    = 3 // done in part: the lines say which
	exitDenied  = 4 // wrong passphrase, or not this role's to do
	exitDamaged = 5 // damaged, of a newer schema, or read-only
)

// usageError is a call that cannot be understood.
type usageError struct{ zh, en string }

func (e *usageError) Error() string { return e.en }

// Sentences is what the desk shows of it.
func (e *usageError) Sentences() (zh, en string) { return e.zh, e.en }

// toldError is a failure with sentences of its own, better than its kind's. The
// exit code is the cause's.
type toldError struct {
	zh, en string
	cause  error
}

func (e *toldError) Error() string              { return e.en }
func (e *toldError) Unwrap() error              { return e.cause }
func (e *toldError) Sentences() (zh, en string) { return e.zh, e.en }

// errNoFolder is a stick that is not in: nothing is wrong with the call.
var errNoFolder = &toldError{"没有这个文件夹，或它不是文件夹，什么也没有做。U 盘插好了吗？", "There is no such folder, or it is none; nothing was done. Is the stick in?", os.ErrNotExist}

// partError is a run of which some lines were done and some were not. Cause is
// what stopped it, or nil when it went through and the lines have said it all.
type partError struct{ cause error }

func (e *partError) Error() string { return "done in part" }

func exitCode(err error) int {
	var usage *usageError
	var part *partError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &part):
		return exitPart
	case errors.Is(err, station.ErrWrongPassphrase), errors.Is(err, registry.ErrNotThisRole):
		return exitDenied
	case errors.Is(err, station.ErrDamaged), errors.Is(err, station.ErrNewerSchema), errors.Is(err, station.ErrReadOnly):
		return exitDamaged
	}
	return exitFailed
}

// complain says on stderr, in both languages, what happened and what to do.
func (w world) complain(err error) {
	var part *partError
	if errors.As(err, &part) {
		err = part.cause
	}
	if err == nil || errors.Is(err, errNothing) {
		return // the lines have said it
	}
	zh, en := explain(err)
	fmt.Fprintf(w.stderr, "passdesk: %s\npassdesk: %s\n", zh, en)
}

// errNothing is a run of which every line failed; the lines have said why.
var errNothing = errors.New("nothing was done")
