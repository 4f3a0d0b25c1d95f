package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

type verifyCmd struct {
	bySheet
	Quiet bool `help:"不显示进度 · no progress on stderr"`
}

func (c *verifyCmd) Help() string {
	return "faults 为空，即全部相符，退出码 0；不空，登记册有损坏，退出码 5，屏幕上用中英文逐部分说明，faults 供维护的人看。因拷贝、回退而只读的（read_only），内容相符也是 5。只读的文件夹也能核验，不算毛病 · " +
		"Where faults is empty all is well: exit 0; else 5, the register is damaged: stderr says part by part what that means, faults is for whoever maintains it. Exit 5 also where all agrees but the register is read-only because it was copied or put back (read_only). " +
		"A folder that cannot be written is good enough, and no fault."
}

// Run is the register's fsck: one JSON object, exit 5 when something is wrong, or
// when the register is not its newest self.
func (c *verifyCmd) Run(a *app) error {
	bar := a.bar()
	if c.Quiet {
		bar = bars{}
	}
	var p station.Proof
	opened := false
	_, err := c.read(a, func(st *station.Station) (err error) {
		opened = true
		p, err = st.VerifyWatched(a.ctx, bar.show)
		bar.clear()
		return err
	})
	if err != nil && !opened {
		return a.tellBroken(err)
	}
	if err != nil {
		return err
	}
	if err := a.printJSON(p); err != nil {
		return err
	}
	if len(p.Faults) > 0 {
		return damageFound(p)
	}
	return p.NotItself()
}

// tellBroken is verify's answer about a register of which nothing can be read: the JSON
// is there all the same.
func (a *app) tellBroken(err error) error {
	var broken *sqlite.Broken
	var lost *station.LostWrap
	fault := "file: it cannot be opened as a register"
	switch {
	case errors.As(err, &broken):
		fault = broken.Fault()
	case errors.As(err, &lost) && lost.Table:
		fault = "operators: the table cannot be read, and no passphrase be checked"
	case a.station != nil, !errors.Is(err, station.ErrDamaged):
		return err
	}
	return errors.Join(a.printJSON(station.Unopened(fault)), err)
}

// bars draws how far a long reading has come, on one line of the terminal. Where
// there is none it draws nothing: a log is no place for it.
type bars struct {
	desk  *atDesk   // the screen shows it
	out   io.Writer // nil: nothing is drawn
	drawn *string
	lang  string
}

func (a *app) bar() bars {
	if a.desk != nil {
		return bars{desk: a.desk}
	}
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return bars{}
	}
	return bars{out: f, drawn: new(string), lang: a.cli.Lang}
}

const barCells = 30

func (b bars) show(p station.Progress) {
	if b.desk != nil {
		b.desk.told(p)
	}
	if b.out == nil {
		return
	}
	step := p.Step.ZH
	if b.lang == "en" {
		step = p.Step.EN
	}
	full := int(p.Share * barCells)
	line := fmt.Sprintf("[%s%s] %3.0f%% %s", strings.Repeat("#", full), strings.Repeat("-", barCells-full), p.Share*100, step)
	if line != *b.drawn {
		fmt.Fprintf(b.out, "\r\x1b[K%s", line)
		*b.drawn = line
	}
}

func (b bars) clear() {
	if b.out != nil && *b.drawn != "" {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
