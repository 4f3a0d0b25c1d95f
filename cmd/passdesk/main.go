// Command passdesk is the paper-pass station: the doors. It knows flags, files,
// the clock, chance, the environment and processes, and wires everything else.
// One file holds one verb: parse, call the station, print.
package main

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"passdesk/registry/seal"
)

// world is everything outside the program that a verb may touch, so that a test
// can run the real verbs with a clock and a folder of its own.
type world struct {
	args   []string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    func(string) string
	now    func() time.Time
	rand   io.Reader
	cost   func() seal.Cost // of a guess at a new passphrase

	machine func() machineTold       // what tells this machine from others; nil: nothing does
	fonts   string                   // the folder of fonts beside the program; "" has none
	place   func(path string) string // what tells a file from a copy of it; nil: nothing does
	disk    diskTeller               // whether the disk under a folder is encrypted; nil: nobody knows

	goos  string    // the system, where it is not the one that this runs on
	waits printWait // for printers; zero: the usual
}

// zone is the zone of dates on paper: China has one.
var zone = time.FixedZone("CST", 8*3600)

// memoryLimit is where the collector begins to work harder, in bytes. The search of
// a million passes lives in 150 MB, which hold no pointers and cost it nothing to
// pass over; without the limit they would be allowed as much again in garbage.
const memoryLimit = 200 << 20

func main() {
	debug.SetMemoryLimit(memoryLimit)
	ignoreBrokenPipe()
	leaveNoCore()
	ctx, stop := wished()
	code := runToItsEnd(ctx, world{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		env: os.Getenv, now: time.Now, rand: rand.Reader, cost: measuredCost,
		machine: tellMachine, place: tellPlace, disk: tellDisk, fonts: besideProgram(),
	})
	stop()
	os.Exit(code)
}

// wished is a context that ends with the wish to stop, which a verb hears between
// two lines. Under nohup a closed terminal is none. A second wish ends the
// program at once.
func wished() (context.Context, context.CancelFunc) {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), all...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// measuredCost is the cost that takes about 0.6 s on this machine, never under
// the floor.
func measuredCost() seal.Cost {
	return seal.Calibrate(600*time.Millisecond, func(c seal.Cost) time.Duration {
		from := time.Now()
		c.Derive()
		return time.Since(from)
	})
}
