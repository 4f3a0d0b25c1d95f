package tui

import "passdesk/tui/widget"

// The words of the signature ledger.
var (
	tLedgerKey       = both("签字册", "ledger")
	tLedgerTitle     = both("签字册", "Signature ledger")
	tLedgerNone      = both("签字册还没有页：F5 打印已发的证，Ctrl+N 预印空白页", "The ledger has no page yet: F5 prints who was issued a pass, Ctrl+N a page with free rows")
	tLedgerStub      = both("现在签在存根联上", "People sign on the stub")
	tLedgerNext      = both("现在签在签字册上：下一行在第 %d 页第 %d 行", "People sign in the ledger: the next row is page %d, row %d")
	tLedgerNoRow     = both("要签在签字册上，但没有空行：Ctrl+N 预印空白页；这之前仍签在存根联上", "People are to sign in the ledger, and no row is free: Ctrl+N prints a page; until then they sign on the stub")
	tLedgerPage      = both("页", "Page")
	tLedgerVolume    = both("册", "Vol.")
	tLedgerPeople    = both("人数", "People")
	tLedgerUnsigned  = both("没签", "Unsigned")
	tLedgerFree      = both("空行", "Free")
	tLedgerOldRows   = both("旧%d", "old %d")
	tLedgerPrints    = both("打印次数", "Prints")
	tLedgerCheck     = both("校验码", "Hash")
	tOpenPage        = both("打开这一页", "open the page")
	tLedgerPrintNew  = both("打印新页", "print new pages")
	tLedgerBlank     = both("预印空白页", "blank page")
	tLedgerSignHere  = both("签在哪里", "where to sign")
	tLedgerPrinted   = both("已打印 %d 页：%s", "pages printed: %d: %s")
	tLedgerAllPlaced = both("每个人都已有页号，没有要打印的", "Everybody has a row already: nothing to print")

	tPageTitle       = both("签字册 第 %d 册 第 %d 页", "Signature ledger, volume %d, page %d")
	tPageCounts      = both("%d 人，没签 %d 人；校验码 %s", "people %d, not signed %d; hash %s")
	tPageHow         = both("没签字的用 Tab 标出，再按两次 Ctrl+Y：其余的都登记为已签字", "Mark with Tab who has not signed, then Ctrl+Y twice: all the others are recorded as signed")
	tPageEmpty       = both("这一页还没有人", "Nobody stands on this page yet")
	tPageOld         = both("备份以前印的页：剩下的 %d 个空行不再自动给人，也许有人在上面签过；纸在手里才用 ledger enter --page 登入", "Printed before the backup: its %d free rows are given to nobody by themselves, somebody may have signed there; only with the sheet in hand, ledger enter --page")
	tPageSure        = both("%d 人记为已签字（其余 %d 人不登记）。再按一次 Ctrl+Y", "%d will be entered as having signed, %d will not. Ctrl+Y once more")
	tPageDone        = both("这一页没有等着签字的", "Nobody on this page is waiting to sign")
	tSignPage        = both("其余的都已签字", "all others signed")
	tNotSignedMark   = both("没签/签了", "not signed / signed")
	tLedgerPrintPage = both("再打印这一页", "print the page again")
	tPageListed      = both("已登记签字 %d 人，其中 %d 人涉及名单：%s %s", "%d recorded as signed, %d of them a matter of a list: %s: %s")
	tPageSigned      = both("已登记签字 %d 人", "%d recorded as signed")
	tPageNobody      = both("没有可以登记签字的：等着签字的都标了没签", "Nobody was recorded: all who wait are marked as not signed")

	tRowSigned   = both("已签字", "signed")
	tPageUnsent  = both("已登记签字 %d 人；%d 人不能登记，见各行：还没有打印的先打印，到期的重新申领", "%d recorded as signed; %d could not be, see the rows: print what is not printed yet, and take the application of an expired pass again")
	tRowUnsent   = both("还没有打印", "not printed yet")
	tRowUnsigned = both("没有登记签字", "not recorded")
	tRowReplaced = both("已换发下一份", "replaced")
	tRowMarked   = both("这次没签", "not this time")
	tRowGuardian = both("监护人签", "guardian signs")
	tRowProxy    = both("代领人签", "proxy signs")

	tLedgerPlace  = both("签字册", "Ledger")
	tLedgerPlaced = both("第 %d 页 第 %d 行", "page %d, row %d")
	tLedgerCopy   = both("第 %d 份：", "copy %d: ")
	tLedgerNow    = both("  签字册第 %d 页第 %d 行", "  ledger page %d, row %d")

	tKeysLedger = both("签字册的屏幕上（登记册里按 Ctrl+N 进入）", "On the screens of the ledger (Ctrl+N in the register)")
)

// rowStateText is how a row stands, in words.
func rowStateText(state string) widget.T {
	switch state {
	case "signed":
		return tRowSigned
	case "unsigned":
		return tRowUnsigned
	}
	return tRowReplaced
}
