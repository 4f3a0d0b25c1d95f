package main

import (
	"bufio"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// behindPaper is what the keeper knows of epochs that were taken and that neither
// folder nor backup knows of.
type behindPaper struct {
	LastPaper    string  `help:"最后打印出来的那张证的编号，它的期号算已用过；手头没有写 none · the number on the newest paper that came out of the laptop: its epoch counts as used; none when it is not at hand" placeholder:"NUMBER"`
	EpochAtLeast decimal `help:"新的期号至少是几：别处已用过更高的期号时填写 · the new epoch is at least this: where a higher one is known to be used" placeholder:"N"`
}

// paper is the number that was named; "" for none.
func (b behindPaper) paper() string {
	if b.LastPaper == noPaper {
		return ""
	}
	return b.LastPaper
}

// possible answers nil where the epoch that was named is one: of a slip of the finger
// nobody shall be told that the epochs are used up, and no restore shall take it for that.
func (b behindPaper) possible() error {
	if b.EpochAtLeast <= registry.LastEpoch {
		return nil
	}
	return &toldError{
		fmt.Sprintf("没有第 %d 期：期号最大是 %d。什么都没有做，请核对 --epoch-at-least。", b.EpochAtLeast, registry.LastEpoch),
		fmt.Sprintf("there is no epoch %d: %d is the last. Nothing was done; look at --epoch-at-least again.", b.EpochAtLeast, registry.LastEpoch),
		station.ErrInvalid}
}

// least is the epoch that the new one must not be under. Folders that were put back
// together, and copies of a backup, know nothing of what was given after they were
// saved; the papers do. ask is called where nothing was said.
func (b behindPaper) least(a *app, st *station.Station, ask func() string) (int, error) {
	typed := b.LastPaper
	if typed == "" && b.EpochAtLeast == 0 {
		typed = ask()
	}
	if typed == "" || typed == noPaper {
		return int(b.EpochAtLeast), nil
	}
	used, err := st.EpochOfPaper(a.ctx, typed)
	return max(used+1, int(b.EpochAtLeast)), err
}

var (
	paperBeforeEpoch = scheme.Text{
		ZH: "请找到本机最后打印出来的那张证：如果它的期号（编号第 6 位）比登记册新，只有纸知道那一期已经用过。",
		EN: "Find the newest paper that came out of this laptop: where its epoch (the sixth digit of its number) is later than the register's, only the paper knows that it was used.",
	}
	paperNotCompared = scheme.Text{
		ZH: "没有核对纸证就取了新的期号。请核对：如有纸证的期号与新的期号相同或更高，请再执行 epoch new --reason … --last-paper 编号，然后再发证。",
		EN: "The new epoch is taken with no paper compared. Compare now: where a paper bears the new epoch or a later one, run epoch new --reason … --last-paper NUMBER again before anything is issued.",
	}
	paperBeforeRestore = scheme.Text{
		ZH: "这份备份（或它的拷贝）如果在别的电脑上恢复过，必须用 --last-paper 写上那台电脑最后打印的那张证的编号，否则两台电脑会从同一期继续，可能重号。备份之间互不知道，只有纸知道。",
		EN: "Where this backup, or a copy of it, was ever restored on another laptop, give the number on the newest paper of that laptop with --last-paper: else both go on in the same epoch, and a number can come twice. Copies know nothing of each other; only the paper does.",
	}
)

// askLastPaper asks whoever is there. A script goes on, and is told what to compare.
func (a *app) askLastPaper(before, unasked scheme.Text) string {
	a.warn(before)
	if !a.terminal() {
		a.warn(unasked)
		return ""
	}
	fmt.Fprint(a.stderr, "编号（手头没有直接回车）· its number (empty: not at hand): ")
	line, err := readLine(bufio.NewReader(a.input()))
	if err != nil && len(line) == 0 {
		return ""
	}
	return strings.TrimSpace(string(line))
}
