package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type epochCmd struct {
	New epochNewCmd `cmd:"" help:"取新的期号，原因记入登记册 · take a new epoch; the reason stays in the log"`
}

type epochNewCmd struct {
	Reason       string  `required:"" help:"为什么 · why"`
	Recovery     string  `help:"口令都忘了：用恢复页代替口令，写有恢复词的文件 · every passphrase is forgotten: a file with the words of the recovery sheet instead" placeholder:"FILE"`
	LastPaper    string  `help:"本机最后打印出来的那张证的编号，它的期号算已用过；手头没有写 none · the number on the newest paper that came out of this laptop: its epoch counts as used; none when it is not at hand" placeholder:"NUMBER"`
	EpochAtLeast decimal `help:"新的期号至少是几：别处已用过更高的期号时填写 · the new epoch is at least this: where a higher one is known to be used" placeholder:"N"`
}

func (c *epochNewCmd) Help() string {
	return "只归保管员（退出码 4）。先确认别处没有人用同一登记册发证 · " +
		"The keeper's alone (exit 4). First make sure that nobody issues from a copy of this register."
}

// Run makes a copied or rolled-back register writable again, in an epoch that no
// other copy has used.
func (c *epochNewCmd) Run(a *app) error {
	st, err := c.open(a)
	if err != nil {
		return err
	}
	least, err := c.least(a, st)
	if err != nil {
		return err
	}
	h, err := st.TakeEpoch(a.ctx, c.Reason, least)
	if err != nil {
		return err
	}
	return a.printJSON(map[string]any{"epoch": h.Epoch, "event": h.Event, "head": h.Short()})
}

// open takes the passphrase, or the sheet: nobody can be given a new passphrase in
// a register that may not be written, so the sheet has to open it as it is.
func (c *epochNewCmd) open(a *app) (*station.Station, error) {
	if c.Recovery == "" {
		return a.open()
	}
	typed, err := readSheet(c.Recovery)
	if err != nil {
		return nil, err
	}
	defer clear(typed)
	st, err := a.openLocked()
	if err != nil {
		return nil, err
	}
	if err := a.whoIsMeant(st, a.cli.Operator); err != nil {
		return nil, err
	}
	return st, told(st.UnlockRecovered(a.ctx, a.cli.Operator, string(typed)))
}

// readSheet reads what was typed off the recovery sheet into a file.
func readSheet(file string) ([]byte, error) {
	typed, err := os.ReadFile(file)
	if err != nil {
		return nil, &usageError{"恢复词文件无法读取", "the file with the recovery words cannot be read"}
	}
	return typed, nil
}

// least is the epoch that the new one must not be under. Folders that were put back
// together know nothing of what was given after they were saved; the papers do.
func (c *epochNewCmd) least(a *app, st *station.Station) (int, error) {
	typed := c.LastPaper
	if typed == "" && c.EpochAtLeast == 0 && st.PapersAhead() {
		typed = a.askLastPaper()
	}
	if typed == "" || typed == noPaper {
		return int(c.EpochAtLeast), nil
	}
	used, err := st.EpochOfPaper(a.ctx, typed)
	return max(used+1, int(c.EpochAtLeast)), err
}

var paperBeforeEpoch = scheme.Text{
	ZH: "请找到本机最后打印出来的那张证：如果它的期号（编号第 6 位）比登记册新，只有纸知道那一期已经用过。",
	EN: "Find the newest paper that came out of this laptop: where its epoch (the sixth digit of its number) is later than the register's, only the paper knows that it was used.",
}

// askLastPaper asks whoever is there. A script goes on, and is told what to compare.
func (a *app) askLastPaper() string {
	a.warn(paperBeforeEpoch)
	if !a.terminal() {
		a.warn(scheme.Text{
			ZH: "没有核对纸证就取了新的期号。请核对：如有纸证的期号与新的期号相同或更高，请再执行 epoch new --reason … --last-paper 编号，然后再发证。",
			EN: "The new epoch is taken with no paper compared. Compare now: where a paper bears the new epoch or a later one, run epoch new --reason … --last-paper NUMBER again before anything is issued.",
		})
		return ""
	}
	fmt.Fprint(a.stderr, "编号（手头没有直接回车）· its number (empty: not at hand): ")
	line, err := readLine(bufio.NewReader(a.input()))
	if err != nil && len(line) == 0 {
		return ""
	}
	return strings.TrimSpace(string(line))
}
