package tui

// What F2 says.
var (
	tAlsoSaid   = both("另记：", "Also: ")
	tSaidNo     = both("（否）", " (no)")
	tUnsaid     = both("-", "-")
	tIsSo       = both("是", "yes")
	tIsNot      = both("否", "no")
	tChosen     = both("已选", "chosen")
	tToKeepIt   = both("（要登记、打印告知单时再填）", " (only to enter it and print the slip)")
	tCameBefore = both("以前来过：案件 %s，%s", "Has been here before: case %s, %s")
	tDayWhole   = both("20140401 或 2014-04-01", "20140401 or 2014-04-01")
	tUnread     = both("%s \"%s\" 读不出来，%s（F2 改正或清空）", "%s \"%s\" cannot be read: %s (F2: correct or empty it)")
	tFieldsMore = both("还有 %d 项没有显示（上下键），最后三项是代领", "%d more out of sight (up and down); the last three are a proxy's")
	tOnDayHow   = both("何日？0301 或 20200301", "on which day? 0301 or 20200301")
	tCountHow   = both("填天数", "a number of days")
	tDaysHow    = both("0301 0303，连续的写 0301~0314", "0301 0303, a run as 0301~0314")
	tDaysRead   = both("%d 天", "%s")
	tStaysHow   = both("武汉 0220，温州 0221（地方和离开的日子）", "420100 0220, 330300 (place, last day)")
	tOnDayWhy   = both("这件事是哪一天的：接触、离开的最后一天，症状、发现的当天，隔离的第一天。填了就知道哪天期满；可以不填。", "On which day it was: the last day of a contact or stay, the day of a symptom, the first of an isolation. Then the desk says on which day the term ends. May be left out.")
	tChoiceHow  = both("按回车逐个换，换过一遍是没有说。", "Enter goes through the choices; behind the last it is not said.")
	tAnswerHow  = both("按回车在是、否、没有说之间换。没有说的，规则按通常的情形判断，拿不准的从严。", "Enter turns it to yes, no and not said. What is not said the rules take as usual, and strictly where it is in doubt.")

	tWouldBring = both("答有则为：", "A yes means: ")

	// Special passes.
	tKeepSpecial  = both("登记特别通行", "record the special pass")
	tSpecialKept  = both("已登记特别通行，不发本站的证，不占编号", "the special pass is recorded; none of ours was issued")
	tSpecialToday = both("今日特别通行 %d", "special today %d")

	// Who comes for somebody else.
	tProxy            = both("代领人", "Proxy")
	tProxyHow         = both("本人不能来时，来领的人的姓名", "who came, when the person cannot")
	tProxyRelation    = both("与本人关系", "Relation")
	tProxyRelationHow = both("1子女 2配偶 3父母 4亲属 5邻居 6社区", "1-6 (F1 names them), or in words")
	tProxyReason      = both("代领原因", "Reason")
	tProxyReasonHow   = both("1卧病 2行动不便 3年老体弱 4隔离，或写明", "1 bedridden 2 infirm 3 old 4 isolated")
	tProxyLine        = both("代领：", "Proxy: ")
	tInFacts          = both("（F2）", " (F2)")
	tProxyAction      = both("代领", "proxy")
)
