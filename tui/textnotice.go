package tui

// Notices: recalls, appeals, the close, the numbers for a gate.
var (
	tNoticeOut      = both("已打印 ", "printed ")
	tNothingToFetch = both("没有要收回的纸", "no paper is to be fetched")
	tNoticeFailed   = both("登记册没有变，只是这张纸没打出来。", "The register is as it was; only this paper did not come out.")
	tNoticeFailedDo = both("看看打印机或文件夹（换地方：桌面 Ctrl+P），再打印一次。", "Look at the printer or folder (another place: Ctrl+P at the desk); print it again.")

	tRecallNotice   = both("收回通知", "recall notice")
	tReceipt        = both("收回回执", "receipt")
	tEmptyReceipt   = both("空白回执", "receipt to fill in")
	tDoorSlip       = both("上门收回单", "door slip")
	tDoorSlips      = both("上门收回单：所有要收回的", "Door slips: every paper to be fetched")
	tGateSheet      = both("门卫用的失效编号表", "Gate sheet: numbers that are good no longer")
	tAppealForm     = both("申诉表", "appeal form")
	tAppealDecision = both("申诉决定书", "appeal decision")
	tClosingSlip    = both("打印日结单", "print the closing slip")
)
