package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
)

// lpDevice prints by the system's lp, where no print server is reached over IPP:
// one on a socket, or an older system.
type lpDevice struct {
	queue string
	env   []string
	wait  printWait
	told  func(scheme.Text)
	paper string // that it is asked for
}

// lpEnv is the environment of lp and lpstat: their words in English, and the server
// that the operator has named.
func (a *app) lpEnv() []string {
	env := append(os.Environ(), "LC_ALL=C")
	if server := a.env("CUPS_SERVER"); server != "" {
		env = append(env, "CUPS_SERVER="+server)
	}
	return env
}

// mostSaid is how much of an outside program's words is read.
const mostSaid = 256 << 10

// drained is how long the rest of a program's words is waited for when it has ended:
// on a busy machine they lie in the pipe for a while. Longer only a program that it
// started and left behind keeps the pipe.
const drained = 10 * time.Second

// outside runs a program and answers what it says; ran is false when it could not
// be started at all.
func outside(ctx context.Context, p printWait, env []string, name string, args ...string) (said string, ran bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, p.answer)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env, cmd.WaitDelay = env, drained
	out := &capped{most: mostSaid}
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		return "", false, err
	}
	err = cmd.Wait()
	return out.String(), true, err
}

// capped keeps the beginning of what is written to it.
type capped struct {
	bytes.Buffer
	most int
}

func (c *capped) Write(p []byte) (int, error) {
	c.Buffer.Write(p[:min(len(p), max(c.most-c.Len(), 0))])
	return len(p), nil
}

func (d *lpDevice) takes(ctx context.Context, e delivery) error {
	said, ran, err := outside(ctx, d.wait, d.env, "lpstat", "-a", d.queue)
	switch {
	case !ran:
		return &printerError{what: scheme.Text{ZH: "系统里没有 lp 命令。", EN: "The system has no lp."}, do: wordsElsewhere}
	case err != nil:
		return &printerError{what: wordsNoQueue, do: wordsElsewhere}
	case !strings.Contains(said, " accepting requests"), strings.Contains(said, "not accepting"):
		return &printerError{what: wordsRejecting, do: wordsElsewhere}
	}
	has := d.media(ctx)
	if d.paper = e.on(has); lacks(has.Media, d.paper) && !strings.HasPrefix(e.paper, "custom_") {
		return &printerError{what: notKnown(d.paper), do: wordsElsewhere}
	}
	return nil
}

// media is what lpoptions says of the queue's paper: what it knows, and what it takes
// unless it is told otherwise. A queue that does not say has none.
func (d *lpDevice) media(ctx context.Context) (has ipp.Printer) {
	said, _, err := outside(ctx, d.wait, d.env, "lpoptions", "-p", d.queue, "-l")
	if err != nil {
		return has
	}
	for line := range strings.Lines(said) {
		option, choices, _ := strings.Cut(line, ":")
		if option, _, _ = strings.Cut(option, "/"); option != "PageSize" && option != "media" {
			continue
		}
		for word := range strings.FieldsSeq(choices) {
			name := paperCalled(strings.TrimPrefix(word, "*"))
			has.Media = append(has.Media, name)
			if strings.HasPrefix(word, "*") {
				has.Ready = append(has.Ready, name)
			}
		}
	}
	return has
}

var lpRequest = regexp.MustCompile(`request id is (\S+-[0-9]+) `)

func (d *lpDevice) print(ctx context.Context, e delivery) error {
	said, ran, err := outside(ctx, d.wait, d.env, "lp", "-d", d.queue, "-t", e.title(),
		"-o", "media="+d.paper, "-o", "sides="+e.sides(), "-o", "print-scaling=none", "--", e.file)
	request := lpRequest.FindStringSubmatch(said)
	switch {
	case !ran, err != nil && ctx.Err() == nil && request == nil && exited(err):
		return &printerError{what: wordsTicket, do: wordsElsewhere}
	case request == nil:
		return &printerError{what: wordsNoTicket, do: wordsLook, asked: true}
	}
	return d.follow(ctx, request[1])
}

// exited: the program ended by itself and said no.
func exited(err error) bool {
	var no *exec.ExitError
	return errors.As(err, &no) && no.Exited()
}

// follow waits until the request has left the queue. Whether it came out then lpstat
// does not tell: a job that was cancelled looks like one that was printed.
func (d *lpDevice) follow(ctx context.Context, request string) error {
	ctx, cancel := context.WithTimeout(ctx, d.wait.limit)
	defer cancel()
	d.told(wordsSystem)
	for rest(ctx, d.wait.every) {
		waiting, ran, err := outside(ctx, d.wait, d.env, "lpstat", "-W", "not-completed", "-o", d.queue)
		if ran && err == nil && !queued(waiting, request) {
			return &printerError{what: wordsHandedOn, do: wordsLook, asked: true}
		}
	}
	return &printerError{what: wordsNoWord, do: wordsStill, asked: true}
}

// queued: the request stands at the beginning of one of lpstat's lines.
func queued(said, request string) bool {
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, request+" ") {
			return true
		}
	}
	return false
}
