package tui

// The daily dynamic.
var (
	tDynamic        = both("每日动态", "daily dynamic")
	tDynamicWhat    = both("在用的证里，持证人后来上了名单的，和按规则日子到了变了颜色的。这里不收回任何证：回车打开，由您核实决定。", "Passes in hand whose holder was listed since, or whose colour has turned by the days of the rules. Nothing is recalled here: Enter opens the pass, and you decide.")
	tAffectedCount  = both("%d 张", "passes %d")
	tAffectedSince  = both("从", "Since")
	tByDays         = both("规则（日子）", "the rules, by days")
	tToCompare      = both("待对照：", "to be compared: ")
	tNobodyAffected = both("今天没有受影响的", "nobody is affected today")
	tAffectedToday  = both("每日动态：%d 张在用的证受影响（Ctrl+P 输 mrdt 看是谁、为什么）", "Daily dynamic: passes in hand that are affected: %d (Ctrl+P, \"daily\": who and why)")
)
