package tui

import (
	"passdesk/registry/watch"
	"passdesk/tui/widget"
)

// What imported lists say of the person at hand.
var (
	tWatchLine    = both("名单：%s，%s 列入：%s（%s，第 %d 条）", "List: %s, since %s: %s (%s, entry %d)")
	tWatchRule    = both("核对名单", "compare the list")
	tWatchUntil   = both("，至 %s", ", until %s")
	tWatchAction  = both("名单怎么说：来源、日期、原因", "what the lists say: whose, since when, why")
	tWatchNothing = both("名单上没有这个人", "this person is on no list")
	tWatchNobody  = both("还没有申领人：先刷卡、扫描或输入，再看名单怎么说", "nobody is at the desk: scan or type who it is, then see what the lists say")
	tWatchLift    = both("名单有误或已解除的，负责人按 Ctrl+P 输 ycmd（移出名单）移出后再审核。", "Where a list is wrong or over, an officer lifts the entry first: Ctrl+P, lift")
	tLiftEntry    = both("移出名单", "lift an entry of a list")
	tLiftWhat     = both("名单有误、或列名单的单位已解除的，把这一条移出；理由密封存入登记册。以后审核不再按它；已通知收回的，另行恢复。", "Where a list is wrong, or whoever made it has taken it back, the entry is lifted; the reason is sealed in the register. Later checks do not ask it; a recall that was ordered is taken back by itself.")
	tLiftOne      = both(" 第 %d 条：%s，%s 列入，%s。", " Entry %d: %s, since %s, %s.")
	tEntryNo      = both("第几条", "Entry")
	tEntryHow     = both("条号，数字；F1 和审核行写着第几条", "its number; F1 and the check line tell it")
	tLifted       = both("已移出名单：第 %d 条（%s）", "lifted: entry %d (%s)")

	tListedMany     = both("打印 %d 张，没有打 %d 张：%s。持证人在名单上，或可能在：逐张打开看怎么办", "%d printed, %d not: %s. Lists name the holders, or may: open each, it says what to do")
	tListedLeft     = both("打印 %d 张，没有打 %d 张：%s %s", "%d printed, %d not: %s: %s")
	tListedUnmade   = both("持证人在名单上，没有打", "the holder is on a list: no paper")
	tListedAsked    = both("名单可能指持证人，没有打", "a list may mean the holder: no paper")
	tNotListed      = both("不是名单上的人", "not the listed person")
	tNotListedTitle = both("不是名单上的人：按规则继续办理", "Not the person on the list: the rules go on")
	tIsListed       = both("是名单上的人", "the listed person")
	tIsListedTitle  = both("是名单上的人：不予发证", "The person on the list: no pass")
	tListedWhat     = both("请对照名单和证件原件（F1 看名单怎么说）。写明凭什么认定；以后这两者不再问。", "Compare the list with the document (F1 shows what the list says). Say what decides it; these two are not asked about again.")
	tListedAnswer   = both("答复名单：是不是本人", "answer the list: is it the holder")
	tListedAsk      = both("名单可能指这位持证人", "A list may mean this holder")
	tListedHeld     = both("请对照名单和证件原件，写明凭什么认定；以后这两者不再问。不是本人的，可以照常出纸证；是本人的，不出新的纸证，再通知收回。", "Compare the list with the document and say what decides it; these two are not asked about again. Where it is somebody else, papers are made as ever; where it is the holder, none is: order the pass back then.")
	tListedIs       = both("这位持证人", "This holder is")
	tListedAnswered = both("已答复，这两者不再问", "answered: these two are not asked about again")
	tSettledListed  = both("已核定为名单上的人，不予发证", "settled: the person on the list, no pass")
)

// watchFits say how an entry was found to mean the person.
var watchFits = map[watch.Fit]widget.T{
	watch.Exact: both("证件号码一致", "the document number"), watch.Answered: both("已由负责人认定", "an officer has said so"),
	watch.Guardian: both("是父母或监护人的号码，孩子不算在名单上", "the number is the guardian's: the child is not listed"),
	watch.Masked:   both("遮盖的号码和姓名相符，待核对", "masked number and name fit: to be compared"),
	watch.Named:    both("姓名和出生日期相符，待核对", "name and birth date fit: to be compared"),
	watch.NameOnly: both("名单上只有姓名，待核对", "the list has the name alone: to be compared"),
	watch.Conflict: both("号码一致，姓名是别人，待核对", "the number fits, the name is another's: to be compared"),
	watch.Twofold:  both("姓名和号码相符，证件种类不同，待核对", "name and number fit, the kind of document differs: to be compared"),
	watch.Unclear:  both("证件号码一致，原因没有写明，待核实", "the document number; the reason is not said"),
}
