package tui

import (
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/guide"
	"passdesk/tui/widget"
)

// chaptered is a screen whose chapter of the guide F1 opens, as it stands now. Every
// screen over which F1 opens is one; a test goes over them all.
type chaptered interface{ chapter(d *desk) widget.T }

// The chapters of the guide, by their headings.
var (
	cIssue     = both("一张证怎么发", "How a pass is issued")
	cFinding   = both("从名册里找人", "Finding people on the list")
	cChildren  = both("孩子", "Children")
	cHousehold = both("一户人一起来", "A whole family at the desk")
	cDoors     = both("居民名单和上门发证", "Residents and door to door")
	cFacts     = both("体温和其他情况", "Temperature and other facts")
	cProxy     = both("替不能来的人领取", "Collecting for somebody who cannot come")
	cSpecial   = both("特别通行", "Special passes")
	cRefused   = both("不能签发的时候", "When it may not be issued")
	cTwo       = both("是一个人还是两个人", "One person or two")
	cCases     = both("待办案件", "Cases")
	cPrinting  = both("打印和签字", "Printing and signing")
	cRegister  = both("登记册", "The register")
	cLedger    = both("签字册", "The signature ledger")
	cAfter     = both("证发出以后", "After the issue")
	cRecalls   = both("收回工作单", "The list of recalls")
	cAppeals   = both("申诉案件", "Appeals")
	cSettings  = both("天数、体温线和地区名单", "Days, temperatures and lists of areas")
	cWatch     = both("重点人员名单", "The watch list")
	cLock      = both("锁定、PIN 和操作员", "The lock, the PIN and the operators")
	cDay       = both("开始一天和日结", "The opening and the close of a day")
	cReadOnly  = both("登记册只读的时候", "When the register is read-only")
	cBackup    = both("备份，和电脑丢了以后", "Backups, and a lost laptop")
	cUpstream  = both("与上级交换", "Exchange with upstream")
	cVerify    = both("核验", "Verifying")
	cMistake   = both("按错了怎么办", "After a mistake")
	cFirstTime = both("第一次开机", "The first run")
)

// ownChapter is the chapter of the screen below as lines of the guide; nothing where
// the guide begins with it.
func (s *helpScreen) ownChapter(d *desk) []string {
	c, ok := s.below.(chaptered)
	if !ok || c.chapter(d) == cIssue {
		return nil
	}
	return strings.Split(guide.Chapter(c.chapter(d).In(d.lang), d.lang == widget.EN), "\n")
}

// chapter: what stands between the applicant and the pass decides.
func (h *home) chapter(d *desk) widget.T {
	a := h.shown()
	switch {
	case h.place != nil:
		return cPrinting
	case a == nil:
		return h.emptyChapter()
	case h.comparing(a):
		return cTwo
	}
	if v, judged := h.onScreen(a); judged && !v.Issues() {
		return refusalChapter(v)
	}
	if a.kind == childForm {
		return cChildren
	}
	return cIssue
}

// emptyChapter is the chapter while nobody is at the desk.
func (h *home) emptyChapter() widget.T {
	switch {
	case h.info.ReadOnly != "":
		return cReadOnly
	case h.asking():
		return cDay
	case h.box.Value() != "":
		return cFinding
	}
	return cIssue
}

func refusalChapter(v station.Verdict) widget.T {
	if v.Outcome == "SPECIAL_PASS" {
		return cSpecial
	}
	return cRefused
}

func (s *factsScreen) chapter(*desk) widget.T {
	if s.at >= s.lines() && strings.HasPrefix(s.form.Focus(), "proxy") {
		return cProxy
	}
	return cFacts
}

// chapter: an appeal has its own, and so has a question of two records.
func (s *caseScreen) chapter(*desk) widget.T {
	switch {
	case !s.read:
		return cCases
	case s.ofPass(), !s.c.Lodged.IsZero():
		return cAppeals
	case s.c.State == registry.CaseOpen && s.record != nil && s.c.Question.Rule != "recalled":
		return cTwo
	}
	return cCases
}

// chapter: a list by which nobody is recalled is the watch list's.
func (s *recallImport) chapter(*desk) widget.T {
	if !s.recalls {
		return cWatch
	}
	return cRecalls
}

func (s *setupScreen) chapter(*desk) widget.T      { return cFirstTime }
func (u *unlockScreen) chapter(*desk) widget.T     { return cLock }
func (r *registerScreen) chapter(*desk) widget.T   { return cRegister }
func (s *detailScreen) chapter(*desk) widget.T     { return cAfter }
func (s *correctScreen) chapter(*desk) widget.T    { return cAfter }
func (q *queueScreen) chapter(*desk) widget.T      { return cCases }
func (s *ledgerScreen) chapter(*desk) widget.T     { return cLedger }
func (s *ledgerPageScreen) chapter(*desk) widget.T { return cLedger }
func (s *sheetsScreen) chapter(*desk) widget.T     { return cPrinting }
func (s *jobScreen) chapter(*desk) widget.T        { return cPrinting }
func (c *cardSheet) chapter(*desk) widget.T        { return cPrinting }
func (s *calibrateScreen) chapter(*desk) widget.T  { return cPrinting }
func (s *recallsScreen) chapter(*desk) widget.T    { return cRecalls }
func (s *dynamicScreen) chapter(*desk) widget.T    { return cWatch }
func (s *unlistedScreen) chapter(*desk) widget.T   { return cWatch }
func (s *exchangeScreen) chapter(*desk) widget.T   { return cUpstream }
func (s *appealsScreen) chapter(*desk) widget.T    { return cAppeals }
func (c *closingScreen) chapter(*desk) widget.T    { return cDay }
func (s *operatorsScreen) chapter(*desk) widget.T  { return cLock }
func (s *settingsScreen) chapter(*desk) widget.T   { return cSettings }

// errandChapters are those of the errands, by name.
var errandChapters = map[string]widget.T{
	tLiftEntry.ZH: cWatch, tExchange.ZH: cUpstream, tFinishTask.ZH: cUpstream, tReadHearing.ZH: cAppeals, tHear.ZH: cAppeals,
	tBackup.ZH: cBackup, tRestore.ZH: cBackup, tVerify.ZH: cVerify, tExport.ZH: cVerify,
	tLoadDirectory.ZH: cRefused, tNewEpoch.ZH: cReadOnly, tNewSheet.ZH: cLock, tCheckSheet.ZH: cFirstTime,
}

func (s *errandScreen) chapter(*desk) widget.T {
	if c, ok := errandChapters[s.e.name.ZH]; ok {
		return c
	}
	return cMistake // a test asks for every errand's own
}
