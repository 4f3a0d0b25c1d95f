package tui

// Slips, and where people are sent.
var (
	tSlipOut       = both("告知书已打印 ", "slip printed ")
	tNoSlip        = both("没有要打印的告知书", "there is no slip to print")
	tSlipPlaceWhy  = both("说一次打印到哪里，以后不再问；告知书马上就打印", "Say once where papers go; the slip is printed at once")
	tSlipFailed    = both("案件在册，不会丢；只是告知书没打出来。", "The case is kept; only its slip did not come out.")
	tSlipFailedDo  = both("看看打印机或文件夹（换地方：Ctrl+P），再按 F5 打印。", "Look at the printer or folder (another place: Ctrl+P); F5 prints it again.")
	tGoTo          = both("到哪里：", "Go to: ")
	tNoDirectory   = both("到哪里：本站没有载入通讯录，没有地址和电话（负责人用 directory import 载入）", "Go to: no directory is loaded here, so no address (an officer loads one: directory import)")
	tSlipLast      = both("打印告知书：上一位没有发证的", "Print the slip of the last who got no pass")
	tSlipLastShort = both("告知书", "slip")
)
