package tui

import (
	"errors"
	"fmt"
	"runtime"

	tea "charm.land/bubbletea/v2"
)

// ErrBroken is a desk that a panic ended. What was being written had been written, or
// was not begun.
var ErrBroken = errors.New("tui: the desk broke")

// Bubble Tea mends the terminal behind a panic and prints its value, which may hold a
// name or a number: so the value is taken out on the way. Where it happened is still
// told.

// nameless lets a panic go on without its value. It is deferred.
func nameless() {
	switch p := recover().(type) {
	case nil:
	case runtime.Error: // of slices, maps and nil
		panic(p)
	default:
		panic(fmt.Sprintf("panic (%T)", p))
	}
}

// guarded is a command whose panic is nameless, with all that it brings forth.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer nameless()
		msg := cmd()
		if all, ok := msg.(tea.BatchMsg); ok {
			for i, c := range all {
				all[i] = guarded(c)
			}
		}
		return msg
	}
}
