package tui

import "passdesk/tui/widget"

// The words of a day's beginning: the date, the opening question, and what came out.
var (
	tLookAtDate     = both("请看一眼日期：它要印在证上。不对就先改电脑时钟。", "Look at the date: it goes on paper. If it is wrong, set the computer's clock first.")
	tDayAgain       = both("今天已经日结。再发证就重新开日，完了请再日结一次。", "This day was closed already. Issuing opens it again; then close it once more.")
	tClosedAgain    = both("这一天已经日结（事件 %d），之后又有 %d 个事件：再日结一次，数字是全天的，以这次的为准。", "This day was closed at event %d; events since then: %d. Close it again. The figures are the whole day's, and this close counts.")
	tClosedAlready  = both("这一天已经日结（事件 %d），之后没有新的登记：不用再结。", "This day was closed at event %d, and nothing has come since: there is no need to close it again.")
	tDayLeftOpen    = both("%s 那天没有日结", "The day of %s was not closed")
	tReadsLastPaper = both("回车：这就是最后打出来的那张纸的编号", "Enter: this is the number on the last paper printed")
	tNotAtHand      = both("纸不在手头", "no paper at hand")
	tNotAtHandKept  = both("已记下：最后一张纸不在手头", "noted: the last paper is not at hand")
	tPaperFits      = both("对得上：这张纸是本册发的", "it fits: this register gave that paper its number")
	tQuestionLater  = both("以后再答：按 Ctrl+P，选：回答开机的问题", "later: Ctrl+P has \"answer the opening question\"")
	tAskAgain       = both("回答开机的问题：最后一张纸的编号", "answer the opening question: the last paper's number")
	tNothingAsked   = both("现在没有要问的", "nothing is asked now")

	tPaperForeignDo = both("请停止发证。找一找这本登记册较新的一份（另一台电脑、备份）；没有，就请保管员按 Ctrl+P 输 xqh（epoch new），取新一期编号再发证。", "Stop issuing. Look for a newer state of this register (another laptop, a backup); if there is none, the keeper takes a new epoch (Ctrl+P, epoch new), and issuing goes on with its numbers.")
	tUnsettledDo    = both("退出，重新打开程序：写进去没有，一看便知。", "Leave and start the program again: it then sees whether it was written.")
	tReadOnlyCan    = both("登记册只读：可以查人、看证、核验、导出、备份；不能签发、打印、登记", "Read-only: find, look, verify, export, back up. Nothing is issued or entered")
	tWouldIssue     = both("按规则可以发证，但这里不能签发", "By the rules a pass may be issued, but nothing is issued here")
	tReadOnlyStill  = both("查人、看证、导出照常；什么都不会写入。", "Finding, looking and exporting go on; nothing is written.")

	tSheetsAction   = both("打印队列：打出来了没有、卡纸、等纸的、打坏的", "print queue: what came out, a jam, what waits, what is spoiled")
	tSheetsTitle    = both("打出来了没有？%d 张纸送去打印，还不知道结果", "What came out? Sent to the printer and never answered for: %d")
	tSheetOut       = both("打出来了", "it came out")
	tSheetSpoiled   = both("打坏了", "spoiled")
	tSheetNone      = both("没有打", "not printed")
	tSheetUnknown   = both("说不清", "cannot say")
	tNoSheets       = both("每张纸都已回答", "every sheet is answered for")
	tSheetsAnswered = both("每张纸都已回答；还没有纸的证按 F5 打印", "every sheet is answered for; F5 prints the passes that have no paper")
)

var sheetTexts = []widget.T{
	both("请看打印机和桌上的纸，逐张回答：打出来了 Ctrl+Y，打坏了 Ctrl+X，没有打 Ctrl+F，说不清 Ctrl+N。没打出来、打坏了的，回答后用 F5 重打，份数不变。", "Look at the printer and the desk, and answer for each: came out Ctrl+Y, spoiled Ctrl+X, never printed Ctrl+F, nobody knows Ctrl+N. What did not come out is printed again with F5, as the same copy."),
	both("来人了就直接读卡、输入：这张表会让开，以后按 F5 再答。", "When somebody comes, scan or type: this list gives way. F5 brings it back."),
}

var questionTexts = []widget.T{
	both("上次没有日结，或隔了几天。请看最后打出来的那张通行证，输入上面的编号，按回车。", "The last day was not closed, or is some days ago. Look at the last pass printed, type its number, and press Enter."),
	both("编号比登记册还大，说明这本登记册退回了旧状态，接着发会重号。", "A number higher than the register's shows that the register went back to an older state and would give numbers twice."),
	both("不在手头按 Ctrl+X；有人等着就先读卡，以后再答。", "Not at hand: Ctrl+X. If somebody waits, scan the card first and answer later."),
}

var weekdays = [...]widget.T{
	both("星期日", "Sunday"), both("星期一", "Monday"), both("星期二", "Tuesday"), both("星期三", "Wednesday"),
	both("星期四", "Thursday"), both("星期五", "Friday"), both("星期六", "Saturday"),
}
