package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/widget"
)

// What a worker would type at home, and what must stand first: the screen, before what
// puts paper out at once.
func TestWhatAWorkerTypesFindsIt(t *testing.T) {
	x := atScreen(t, nil)
	p := x.palette(t, "")
	for want, words := range map[widget.T][]string{
		tRegister: {"补打", "补办", "buda", "reprint", "登记册", "djc", "查找", "作废", "search", "register"}, tChangePlace: {"打印机", "dayinji", "dyj", "dywz", "printer", "printers", "打印位置"},
		tResidentsAction: {"上门", "sm", "smfz", "door", "doors", "door to door", "楼栋", "building"}, tRecallsAction: {"召回", "zhaohui", "zh", "收回", "recall", "recalls", "shgzd"},
		tWatchAction: {"watch", "名单", "mdsm"}, tSheetsAction: {"打印", "print queue", "打印队列", "卡纸", "jam", "kz"}, tPrintOpen: {"dy", "unprinted"},
		tCloseDay: {"图", "统计", "每小时", "今天", "chart", "hours", "today", "日结", "rj", "rijie", "close", "下班", "end"}, tAskAgain: {"开始", "kaishi", "open", "day open"}, tBackup: {"备份", "beifen", "backup"}, tExport: {"导出", "dc", "export", "excel"},
		tQueue: {"待办", "案件", "告知书", "dbaj", "cases", "todo"}, tAppealsAction: {"申诉", "ss", "appeal", "appeals"}, tLedgerKey: {"签字册", "签字", "qzc", "ledger"}, tOtherLang: {"english", "language", "语言"},
		tHelp: {"帮助", "bz", "help", "guide", "manual"}, tQuit: {"退出", "quit", "exit"}, tSettingsAction: {"设置", "sz", "settings"}, tOperators: {"操作员", "czy", "users", "operators"}, tOwnPassphrase: {"密码", "password", "换口令"},
		tExchange: {"上级", "ysjjh", "usb", "u盘", "upload", "exchange"}, tFacts: {"体温", "tiwen", "temperature", "fever"}, tChild: {"孩子", "小孩", "child", "children"}, tHousehold: {"一户", "family", "household"},
		tProxyAction: {"代领", "daili", "dailing", "proxy"}, tVerify: {"核验", "verify"}, tDynamic: {"每日", "mrdt", "daily"}, tRecallImport: {"载入收回", "zrsh", "load a recall"}, tResidents: {"花名册", "zrjm"},
		tLiftEntry: {"移出", "ycmd", "remove", "lift"}, tCalibrateAction: {"校准", "calibrate"}, tSlipLast: {"gzs"}, tSignLast: {"qz", "signed"}, tGateSheet: {"门卫", "gate"},
	} {
		for _, word := range words {
			x.press("ctrl+u")
			x.send(tea.PasteMsg{Content: word})
			if got := p.title(p.list.Chosen()); got != titleOf(want) {
				t.Errorf("%s finds %q first, not %q", word, got.ZH, titleOf(want).ZH)
			}
		}
	}
}
