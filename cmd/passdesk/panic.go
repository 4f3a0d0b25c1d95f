package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
)

// runToItsEnd is run; a panic ends it, too, and tells where it happened, not what it
// was about: the runtime would print the value, which may hold a name or a number.
func runToItsEnd(ctx context.Context, w world) (code int) {
	defer func() {
		if p := recover(); p != nil {
			sayBroken(w.stderr, p)
			code = exitFailed
		}
	}()
	return run(ctx, w)
}

func sayBroken(to io.Writer, p any) {
	fmt.Fprintln(to, "passdesk: 程序内部出错，停了下来。已答复的都在册；没有答复的，用同一个 ref 再交一次，不会重发。下面几行不含任何人的资料，请交给维护的人。")
	fmt.Fprintln(to, "passdesk: the program broke and stopped. What was answered is in the register; hand the rest in again under the same ref, nothing is issued twice. The lines below tell of nobody: give them to whoever maintains it.")
	fmt.Fprintf(to, "passdesk: %s\n", brokenWhy(p))
	calls := make([]uintptr, 64)
	frames := runtime.CallersFrames(calls[:runtime.Callers(2, calls)])
	for {
		f, more := frames.Next()
		fmt.Fprintf(to, "  %s %s:%d\n", f.Function, f.File[strings.LastIndex(f.File, "/")+1:], f.Line)
		if !more {
			return
		}
	}
}

// brokenWhy is what may be said of a panic: what the runtime says of itself, else the
// type of the value.
func brokenWhy(p any) string {
	if own, ok := p.(runtime.Error); ok {
		return own.Error()
	}
	return fmt.Sprintf("panic (%T)", p)
}
