//go:build !windows

package main

import (
	"os"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"passdesk/tui"
)

// wideVariable is read by the width table before main: a program that finds out
// later must start again.
const (
	wideVariable = "RUNEWIDTH_EASTASIAN"
	longestReply = 300 * time.Millisecond // terminals took 0.3 to 3 ms; a slow line may take more
)

// askWidth asks the terminal how wide it draws signs of ambiguous width, and
// starts the program again when the width table must know. It comes back in
// every other case: a terminal that does not answer is taken as narrow. Only
// terminals of East Asian languages draw them wide, so others are not asked.
func (a *app) askWidth() {
	if a.env(wideVariable) != "" || !eastAsian(a.env) || !a.terminal() {
		return
	}
	in, ok := a.stdin.(*os.File)
	if !ok || !drawsWide(in, a.stdout.(*os.File)) {
		return
	}
	exe, err := os.Executable()
	if err != nil {
		return
	}
	_ = syscall.Exec(exe, os.Args, append(os.Environ(), wideVariable+"=1"))
}

// eastAsian reports whether the language of characters (POSIX: the first of
// these that is set) is Chinese, Japanese or Korean.
func eastAsian(env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := env(name); v != "" {
			return strings.HasPrefix(v, "zh") || strings.HasPrefix(v, "ja") || strings.HasPrefix(v, "ko")
		}
	}
	return false
}

func drawsWide(in, out *os.File) bool {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return false
	}
	defer term.Restore(int(in.Fd()), state)
	ask, wipe := tui.WidthQuestion()
	if _, err := out.WriteString(ask); err != nil {
		return false
	}
	defer out.WriteString(wipe)
	return awaitWidth(in, time.Now().Add(longestReply))
}

// awaitWidth reads until the answer is there or its time is over. It asks the
// kernel before each read, so that no read is left behind to eat a key.
func awaitWidth(in *os.File, until time.Time) bool {
	var reply []byte
	for left := time.Until(until); left > 0; left = time.Until(until) {
		ready, err := unix.Poll([]unix.PollFd{{Fd: int32(in.Fd()), Events: unix.POLLIN}}, int(left.Milliseconds())+1)
		if err != nil || ready == 0 {
			continue
		}
		b := make([]byte, 64)
		n, err := unix.Read(int(in.Fd()), b)
		if err != nil || n == 0 {
			return false
		}
		reply = append(reply, b[:n]...)
		if wide, err := tui.WidthAnswer(reply); err == nil {
			return wide
		}
	}
	return false
}
