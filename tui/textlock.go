package tui

// The lock's words.
var (
	tChangeOperator = both("换操作员", "change operator")
	tPIN            = both("PIN", "PIN")
	tPINHow         = both("六位数字", "six digits")
	tPINToday       = both("今日 PIN", "PIN for today")
	tPINTodayHow    = both("可不填；六位数字，今天锁定后凭它解锁", "optional: six digits lift a lock today")
	tOrPassphrase   = both("或口令", "or passphrase")
	tWrongPIN       = both("PIN 不对，还可以试 %d 次", "Wrong PIN, %d more")
	tPINSpent       = both("PIN 不能再用，请输入口令", "The PIN no longer opens: type the passphrase")
	tOtherOperator  = both("换操作员", "another operator")
)
