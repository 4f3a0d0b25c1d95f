package tui

// What lists say that have no rows: why, and what to do next.
var (
	tNothingFound   = both("没有找到：改几个字再找，Esc 清空。", "Nothing is found by that: type something else; Esc clears it.")
	tNoneInView     = both("这一栏里没有：Tab 看下一栏。", "None in this view: Tab shows the next.")
	tRegisterEmpty  = both("还没有发过证：按 Esc 回到桌面，刷卡或输号码就可以发。", "No pass was issued yet: Esc goes back to the desk, where a card or a number begins one.")
	tNoneToSettle   = both("没有等着核定的。要别人确认的申请，会自动排到这里。", "Nothing waits to be settled. An application that somebody else must confirm comes here by itself.")
	tNoneToday      = both("今天来的都发了证，没有不予发证的。", "Nobody was sent away without a pass today.")
	tNoneAppealed   = both("没有等着决定的申诉。有人来申诉：按 F3，在那里受理。", "No appeal waits. Where somebody comes to appeal: F3 opens the screen on which it is taken down.")
	tNoCaseYet      = both("还没有案件。不予发证的、要别人确认的，都会记在这里。", "There is no case yet. Who is refused, and whom somebody else must confirm, comes here by itself.")
	tNoAppealYet    = both("没有申诉。有人来申诉：输他的证件编号、号码或姓名，按回车打开他的证或案件，再按 F3（案件里按 Ctrl+N），写下理由和材料。", "There is no appeal. Where somebody comes to appeal: type the pass number, the document or the name, press Enter, and on the pass F3 (in a case Ctrl+N) takes down what the person says and brings.")
	tNoneUnmarked   = both("变更以后的旧证都登记了下落。", "Of every correction it is known where the old paper is.")
	tNoneUpheld     = both("没有维持原决定的申诉。", "No appeal was decided against the person.")
	tNoneMayAppeal  = both("没有可以申诉的不予发证。对发了的证申诉（收回、资料不对）：输证件编号、号码或姓名，按回车打开，再按 F3。", "There is no refusal that may be appealed. Where it is about a pass (its recall, wrong data): type its number, the document or the name, press Enter, then F3.")
	tNoRecallOne    = both("要收回一张证：在桌面输编号或姓名打开它，按 Ctrl+B，写明依据。", "To recall a pass: open it from the desk by its number or name, then Ctrl+B, with the ground.")
	tNoRecallList   = both("要收回一张证：在桌面输编号或姓名打开它，按 Ctrl+B，写明依据。有名单的：在这里按 Ctrl+B 载入。", "To recall a pass: open it from the desk by its number or name, then Ctrl+B, with the ground. A whole list: Ctrl+B here loads it.")
	tNoneTurned     = both("载入收回名单、重点人员名单以后（Ctrl+P 输 zrsh、zrzd），名单上手里有证的人列在这里。", "Holders who stand on a recall list or a watch list come here once it is loaded (Ctrl+P, \"load\").")
	tUnlistedNoMore = both("载入名单时，读不出是谁的行会留在这里，办完为止。", "Rows that do not tell who is meant stay here from the loading of their list until they are done.")
)
