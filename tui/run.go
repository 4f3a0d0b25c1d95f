package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/widget"
)

// ErrTerminal reports that the terminal went away or could not be used. What
// was being written had been written before Run came back.
var ErrTerminal = errors.New("tui: the terminal is gone")

// Run shows the desk until the operator leaves. It comes back only after a
// running transaction has ended, whatever ended the program: Ctrl+C, SIGINT,
// SIGTERM, SIGHUP, SIGQUIT, the context, or a terminal that was closed. The
// error is nil in all these cases but a panic or a terminal that cannot be used.
func Run(ctx context.Context, in io.Reader, out io.Writer, p Program) error {
	d := newDesk(ctx, p)
	var prog *tea.Program
	ended := func() { prog.Send(leaveMsg{}) }
	prog = tea.NewProgram(d, tea.WithInput(watched(in, ended)), tea.WithOutput(out),
		tea.WithoutSignalHandler(), tea.WithFilter(keepRunning(widget.NewFilter(runtime.GOOS == "windows", d.p.Clock))))
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer signal.Stop(signals)
	d.signals = signals
	_, err := prog.Run()
	d.work.settle()
	return runError(d, err)
}

// runError says what of an ended program is an error. A terminal that was closed
// is a way to leave, not a failure.
func runError(d *desk, err error) error {
	switch {
	case err == nil, d.leave.asked:
		return nil
	case errors.Is(err, tea.ErrProgramPanic):
		return fmt.Errorf("%w: %w", ErrBroken, err)
	case errors.Is(err, io.EOF), errors.Is(err, syscall.EIO):
		return nil
	}
	return fmt.Errorf("%w: %w", ErrTerminal, err)
}

// keepRunning mends keys (widget.Filter) and turns every foreign wish to end the
// program into one that waits for the transaction.
func keepRunning(keys *widget.Filter) func(tea.Model, tea.Msg) tea.Msg {
	return func(m tea.Model, msg tea.Msg) tea.Msg {
		defer nameless()
		switch msg.(type) {
		case tea.InterruptMsg:
			return leaveMsg{}
		case tea.SuspendMsg:
			return nil // a suspended desk would hold the register and show nothing
		case tea.QuitMsg:
			if d, ok := m.(*desk); ok && d.hold > 0 {
				return leaveMsg{}
			}
		}
		return keys.Message(m, msg)
	}
}

// nextSignal waits for the operating system's wish to end; as a command, so that
// no goroutine of ours runs without Bubble Tea's care for the terminal.
func (d *desk) nextSignal() tea.Cmd {
	if d.signals == nil {
		return nil
	}
	signals, done := d.signals, d.ctx.Done()
	return func() tea.Msg {
		select {
		case <-signals:
		case <-done:
		}
		return leaveMsg{}
	}
}

// watched tells when the input has ended. Bubble Tea takes an end of input for
// silence and would wait for ever.
func watched(in io.Reader, ended func()) io.Reader {
	if f, ok := in.(*os.File); ok {
		return &watchedFile{File: f, ended: ended}
	}
	return &watchedReader{in, ended}
}

type watchedReader struct {
	io.Reader
	ended func()
}

func (w *watchedReader) Read(b []byte) (int, error) {
	n, err := w.Reader.Read(b)
	if errors.Is(err, io.EOF) {
		w.ended()
	}
	return n, err
}

// watchedFile keeps the file's descriptor visible: raw mode and cancelling need it.
type watchedFile struct {
	*os.File
	ended func()
}

func (w *watchedFile) Read(b []byte) (int, error) {
	n, err := w.File.Read(b)
	if errors.Is(err, io.EOF) {
		w.ended()
	}
	return n, err
}
