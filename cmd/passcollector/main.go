// Command passcollector is the upstream side: the city's register on PostgreSQL.
// It knows flags, files, the network, the clock, chance and the environment, and
// wires package collector to them. One file holds one verb.
package main

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// world is everything outside the program that a verb may touch.
type world struct {
	args   []string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
	rand   io.Reader
	told   func(door, status string) // where serve listens, for a test; nil: nobody
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second wish ends the program at once
	code := run(ctx, world{args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, rand: rand.Reader})
	stop()
	os.Exit(code)
}
