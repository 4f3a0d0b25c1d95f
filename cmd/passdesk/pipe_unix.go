//go:build !windows

package main

import (
	"os/signal"
	"syscall"
)

// ignoreBrokenPipe makes a reader that has gone (… | head) an error of the write
// and not the end of the program: what was opened is closed, what is temporary
// is erased.
func ignoreBrokenPipe() { signal.Ignore(syscall.SIGPIPE) }
