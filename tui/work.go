package tui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// answer brings what a command found back to the screen that asked. Screens
// that ask often put the question's number into msg and drop stale ones.
type answer struct {
	to   screen
	msg  tea.Msg
	kind asking
}

// asking says what the desk does while a command runs.
type asking uint8

const (
	looking   asking = iota // reads only; keys go on, quitting does not wait
	reading                 // reads what keys are about: the screen's wait, quitting does not
	writing                 // a transaction: keys are held, quitting waits
	finishing               // printing: keys go on, quitting waits for a while
	working                 // a long work of a screen: its keys wait, quitting waits for a while
	askings                 // how many there are
)

// ask runs a command that only reads. Key presses go on meanwhile.
func (d *desk) ask(to screen, f func(ctx context.Context) tea.Msg) tea.Cmd {
	return d.look(to, looking, f)
}

// read runs a command that reads what the keys of the screen are about: they wait.
func (d *desk) read(to screen, f func(ctx context.Context) tea.Msg) tea.Cmd {
	return d.look(to, reading, f)
}

func (d *desk) look(to screen, kind asking, f func(ctx context.Context) tea.Msg) tea.Cmd {
	ctx := d.ctx
	d.await(to, kind, 1)
	return func() tea.Msg { return answer{to, f(ctx), kind} }
}

// await counts the answers on their way to a screen.
func (d *desk) await(to screen, kind asking, n int) {
	d.under[waited{to, kind}] += n
	if d.under[waited{to, kind}] == 0 {
		delete(d.under, waited{to, kind})
	}
	d.work.await(n)
}

// commit runs a command that writes: it is never cancelled, key presses wait for
// its answer, and every way of quitting waits too.
func (d *desk) commit(to screen, f func(ctx context.Context) tea.Msg) tea.Cmd {
	d.hold++
	return d.started(to, writing, f)
}

// finish runs what follows a commit and may be slow: the printer. Key presses go
// on to the screen meanwhile.
func (d *desk) finish(to screen, f func(ctx context.Context) tea.Msg) tea.Cmd {
	d.behind++
	return d.started(to, finishing, f)
}

// labour is finish for a long work that has the screen to itself.
func (d *desk) labour(to screen, f func(ctx context.Context) tea.Msg) tea.Cmd {
	d.behind++
	return d.started(to, working, f)
}

func (d *desk) started(to screen, kind asking, f func(ctx context.Context) tea.Msg) tea.Cmd {
	ctx, w := context.WithoutCancel(d.ctx), d.work
	d.await(to, kind, 1)
	return func() tea.Msg {
		w.begin(kind)
		defer w.end(kind)
		return answer{to, f(ctx), kind}
	}
}

// answered gives an answer to its screen.
func (d *desk) answered(a answer) tea.Cmd {
	switch a.kind {
	case writing:
		d.hold--
	case finishing, working:
		d.behind--
	}
	var cmds []tea.Cmd
	if a.kind != looking && a.kind != reading || d.shows(a.to) || !d.locked() { // a desk that was locked meanwhile has forgotten who asked
		cmds = append(cmds, a.to.update(d, a.msg))
	}
	d.await(a.to, a.kind, -1)
	if d.locking && !d.leave.asked {
		cmds = append(cmds, d.lockNow())
	}
	if d.leave.asked {
		d.held = nil
		return tea.Batch(append(cmds, d.leaveIfIdle())...)
	}
	return tea.Batch(cmds...)
}

// leaving is how far quitting has come.
type leaving struct {
	asked bool // somebody wants to leave
	hurry bool // and no longer waits for the printer

	warned bool // was told that something typed would be lost
}

// leaveMsg asks to quit: Ctrl+C, a signal, a closed terminal.
type leaveMsg struct{}

// hurryMsg ends the wait for a printer that does not answer.
type hurryMsg struct{}

// printGrace is how long quitting waits for the printer. A transaction is
// waited for however long it takes.
const printGrace = 5 * time.Second

// askQuit is the operator's wish to leave: while something that was typed is kept
// nowhere yet, it has to be said twice.
func (d *desk) askQuit() tea.Cmd {
	if !d.leave.asked && !d.leave.warned && d.unsaved() {
		d.leave.warned = true
		return nil
	}
	return d.quit()
}

// quit leaves as soon as nothing is being written; asked twice, it does not wait
// for the printer. What was not printed is offered at the next start.
func (d *desk) quit() tea.Cmd {
	again := d.leave.asked
	d.leave = leaving{asked: true, hurry: d.leave.hurry || again}
	if again || d.hold == 0 && d.behind == 0 {
		return d.leaveIfIdle()
	}
	return tea.Tick(printGrace, func(time.Time) tea.Msg { return hurryMsg{} })
}

func (d *desk) leaveIfIdle() tea.Cmd {
	if d.hold == 0 && (d.behind == 0 || d.leave.hurry) {
		return tea.Quit
	}
	return nil // the answer that is awaited comes here again
}

// work counts the commands that must not be left alone by a program that ends.
type work struct {
	mu      sync.Mutex
	changed *sync.Cond
	running [askings]int
	awaited int  // answers on their way to a screen
	kept    bool // a list is being read, or keys wait
}

func newWork() *work {
	w := &work{}
	w.changed = sync.NewCond(&w.mu)
	return w
}

func (w *work) begin(k asking) { w.add(k, 1) }
func (w *work) end(k asking)   { w.add(k, -1) }

func (w *work) add(k asking, n int) {
	w.mu.Lock()
	w.running[k] += n
	w.mu.Unlock()
	w.changed.Broadcast()
}

func (w *work) await(n int) {
	w.mu.Lock()
	w.awaited += n
	w.mu.Unlock()
}

func (w *work) keep(is bool) {
	w.mu.Lock()
	w.kept = is
	w.mu.Unlock()
}

// quiet reports that every question has been answered and shown, and every key taken.
func (w *work) quiet() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.awaited == 0 && !w.kept
}

// settle waits until no transaction runs: the terminal may be gone, and with it
// the loop that would have shown the answer.
func (w *work) settle() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.running[writing] > 0 {
		w.changed.Wait()
	}
}
