package tui

import (
	"passdesk/registry"
	"passdesk/tui/widget"
)

// What a role may not do, and whose it is.
var (
	tNotYours  = both("您的角色不能办：%s", "Your role may not do this: %s")
	tWhoDoes   = both("（由%s办理）", "(for the %s)")
	tWhoseTurn = both("请%s登录后办理。", "Ask the %s to log in and do it.")
)

// tNotOnThisScreen is said of a command that some other screen has, or another moment.
var tNotOnThisScreen = both("（不在这个屏幕上，或现在没有可办的）", "(on another screen, or nothing to do now)")

// commandWords are the commands as the desk calls them.
var commandWords = map[registry.Command]widget.T{
	registry.DoIssue: both("审核、发证", "check and issue"), registry.DoFind: both("查找", "find"), registry.DoPrint: both("打印", "print"),
	registry.DoReprint: both("补打", "print again"), registry.DoSign: both("登记签字", "enter a signature"), registry.DoCancel: both("取消未交付的纸", "cancel a paper not handed over"),
	registry.DoReturn: both("登记交回", "enter a returned paper"), registry.DoRecall: both("通知收回", "recall"), registry.DoReinstate: both("恢复", "reinstate"),
	registry.DoVoid: both("作废", "void a paper"), registry.DoLost: both("挂失", "report a paper lost"), registry.DoCorrect: both("变更资料", "correct the data"),
	registry.DoOverride: both("两证在手放行", "let through with the papers seen"), registry.DoSettle: both("核定案件", "settle a case"), registry.DoLodge: both("受理申诉", "take an appeal down"),
	registry.DoDecide: both("决定申诉", "decide an appeal"), registry.DoLists: both("载入名单", "load lists"), registry.DoOpenDay: both("开始一天", "open the day"),
	registry.DoClose: both("日结", "close the day"), registry.DoExport: both("导出", "export"), registry.DoBundle: both("与上级交换", "exchange with upstream"),
	registry.DoBackup: both("备份", "back up"), registry.DoSettings: both("改设置", "change settings"), registry.DoPrinters: both("管打印机", "look after printers"),
	registry.DoOperators: both("管操作员和恢复页", "look after operators and the recovery sheet"), registry.DoEnrol: both("并入上级", "enrol"),
	registry.DoEpoch: both("取新的期号", "take a new epoch"), registry.DoRestore: both("恢复备份", "restore a backup"),
}

// roleWords are the roles as the desk calls them.
var roleWords = map[registry.Role]widget.T{registry.Volunteer: tVolunteer, registry.Officer: tOfficer, registry.Police: tPolice, registry.Keeper: tKeeper}

// notYours says what may not be done, and who may.
func notYours(e *registry.NotThisRole) Told {
	c, who := commandWords[e.Command], roleWords[e.Who]
	return Told{
		What: widget.T{ZH: count(tNotYours, c.ZH).ZH, EN: count(tNotYours, c.EN).EN},
		Do:   widget.T{ZH: count(tWhoseTurn, who.ZH).ZH, EN: count(tWhoseTurn, who.EN).EN},
	}
}
