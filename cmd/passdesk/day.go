package main

import (
	"fmt"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type dayCmd struct {
	Open dayOpenCmd `cmd:"" help:"开始一天；到期的证登记到期；问最后一张纸的编号 · open the day; terms that are over are recorded; asks for the last paper's number"`
}

type dayOpenCmd struct {
	LastPaper string `help:"最后打印出来的那张纸上的编号；手头没有写 none · the number on the last paper printed; none when it is not at hand" placeholder:"NUMBER"`
	TheDateIs string `name:"the-date-is" help:"电脑日期隔得太久或倒退时，看过日历后写明今天的日期 · where the computer's date jumped: today's date, off a calendar" placeholder:"YYYY-MM-DD"`
}

func (c *dayOpenCmd) Help() string {
	return "最后一张纸的编号比登记册发到的还大，退出码 5：登记册退回到了旧状态，只能读，直到保管员取新的期号（epoch new） · " +
		"Exit 5 where the last paper has a higher number than the register gave: it went back to an older state and is read-only until the keeper takes a new epoch (epoch new)."
}

const noPaper = "none"

// Run answers the opening question first, where an answer is given: a paper that
// this register does not know of makes it read-only before anything is written.
func (c *dayOpenCmd) Run(a *app) error {
	sure, err := civil.Parse(c.TheDateIs)
	if err != nil {
		return &usageError{"--the-date-is 应为 YYYY-MM-DD", "--the-date-is is YYYY-MM-DD"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	var told registry.Comparison
	if c.LastPaper != "" {
		if told, err = comparePaper(a, st, c.LastPaper); err != nil {
			return err
		}
	}
	if told.Foreign() {
		if err := a.printJSON(map[string]any{"last_paper": told, "opened": false}); err != nil {
			return err
		}
		return st.Info().NotWritten()
	}
	o, err := st.OpenDay(a.ctx, sure)
	if err != nil {
		return err
	}
	a.sayMorning(o)
	return a.printJSON(dayLine(o, told))
}

func comparePaper(a *app, st *station.Station, typed string) (registry.Comparison, error) {
	if typed == noPaper {
		typed = ""
	}
	return st.ComparePaper(a.ctx, typed)
}

func dayLine(o station.DayOpening, told registry.Comparison) map[string]any {
	line := map[string]any{
		"day": o.Day.String(), "opened": o.New, "expired": o.Expired, "asks_last_paper": o.Asks, "open_sheets": listed(o.Open),
		"numbers_left": o.Numbers.Numbers,
	}
	if !o.Left.IsZero() {
		line["not_closed"] = o.Left.String()
	}
	if told != "" {
		line["last_paper"] = told
	}
	if o.Numbers.Near {
		line["days_left"] = o.Numbers.Days
	}
	return line
}

// sayMorning says on stderr what waits for an answer.
func (a *app) sayMorning(o station.DayOpening) {
	if o.Asks {
		a.warn(askPaper)
	}
	if n := registry.Unanswered(o.Open); n > 0 {
		a.warn(scheme.Text{
			ZH: fmt.Sprintf("有 %d 份纸不知道打出来没有，请看过打印机后执行 print outcome 编号 --outcome out、spoiled、none（没有打）或 unknown。", n),
			EN: fmt.Sprintf("Of %s nobody has said what came out. Look at the printer, then: print outcome NUMBER --outcome out, spoiled, none (nothing was printed) or unknown.", scheme.Counted(n, "paper")),
		})
	}
	a.sayNumbers(o.Numbers)
}

var askPaper = scheme.Text{
	ZH: "上一个工作日没有日结，或隔了几天没有开机。请找到最后打印出来的那张证，执行 day open --last-paper 编号；手头没有写 none。",
	EN: "The last day at work ended without its close, or some days have passed since. Find the last paper that was printed, then: day open --last-paper NUMBER, or none when it is not at hand.",
}

// sayNumbers warns, once, while something can still be done about it.
func (a *app) sayNumbers(r station.Remaining) {
	if !r.Near || a.saidNumbers {
		return
	}
	a.saidNumbers = true
	zh, en := "", ""
	if r.Days > 0 {
		zh, en = fmt.Sprintf("，按近来的速度约 %d 天", r.Days), fmt.Sprintf(", about %s at the pace of late", scheme.Counted(r.Days, "day"))
	}
	a.warn(scheme.Text{
		ZH: fmt.Sprintf("本站只剩 %d 个编号%s：请用 enrol request 申请新代码；独立站点用 enrol alone。", r.Numbers, zh),
		EN: fmt.Sprintf("this station has %s left%s: ask for another code with enrol request; a station that stands alone takes one with enrol alone.", scheme.Counted(r.Numbers, "number"), en),
	})
}

func (a *app) warn(t scheme.Text) {
	if a.desk != nil {
		a.desk.said = append(a.desk.said, t)
		return
	}
	fmt.Fprintf(a.stderr, "passdesk: %s\npassdesk: %s\n", t.ZH, t.EN)
}

// sayUnasked says that the opening question waits. A script goes on: a night's
// batch must not stop at a question that nobody hears, and what the question could
// find out is found by the high-water mark first.
func (a *app) sayUnasked(st *station.Station) error {
	a.sayJump(st.Info().Jump)
	asks, err := st.Unasked(a.ctx)
	if asks {
		a.warn(askPaper)
	}
	return err
}

// sayJump warns of a date that every paper would bear. A script goes on: the number
// is as good, and the paper can be made again.
func (a *app) sayJump(j registry.Jump) {
	if j.IsZero() {
		return
	}
	a.warn(scheme.Text{
		ZH: fmt.Sprintf("电脑的日期是 %s，而上一个工作日是 %s。证上会印电脑的日期：不对就先停下，把日期调对。", j.To, j.From),
		EN: fmt.Sprintf("This computer says that today is %s; the last day at work was %s. Passes bear the computer's date: if it is wrong, stop and set it right.", j.To, j.From),
	})
}
