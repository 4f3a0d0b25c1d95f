package tui

// The work list of the recalls.
var (
	tRecallsAction = both("收回工作单", "recalls to fetch")
	tRecallsTitle  = both("收回：要收回的纸证", "Recalls: papers to fetch")
	tKeysRecalls   = both("收回工作单上（登记册里按 Ctrl+B 进入）", "On the list of recalls (Ctrl+B in the register)")
	tRecallsCounts = both("%d 人 %d 份", "people %d  papers %d")
	tRecallsHow    = both("按楼栋排。上门前按 F5 打印通知，Ctrl+P 打印上门收回单；收到一份按 Ctrl+Y 登记，不交的按 Ctrl+N，没找到的按 Ctrl+F，都写一句原因。用父母号码登记的孩子列在下面，不因此收回。补打、变更以后还在外面的旧证列在最后，也要收来：交回 Ctrl+Y，遗失 Ctrl+F，作废 Ctrl+X。编号随吊销的钥匙失效、还没换新号的也在最后：请人带旧证来重新登记一次。回车打开这张证，有住址、电话和经过。",
		"By building. F5 prints the notice, Ctrl+P the door slips. A paper that came back: Ctrl+Y; one that is not given: Ctrl+N; one that is not found: Ctrl+F, each with a word why. Children entered under a parent's number stand below it and are not recalled by that. Old papers that are still out after a reprint or a correction stand last, and are taken back too: returned Ctrl+Y, lost Ctrl+F, void Ctrl+X. So do those whose number ended with a revoked key: they come with the paper and are entered once more. Enter opens the pass, with address, telephone and history.")
	tFindRecall  = both("楼栋、姓名、拼音首字母、编号", "building, name, initials, number")
	tBuilding    = both("楼栋", "Building")
	tViewToFetch = both("要收回", "to fetch")
	tNotAskedYet = both("未上门", "not asked")

	tRelatedChild     = both("孩子", "child")
	tNotRecalledBy    = both("同号，不收回", "not recalled")
	tChildOfRecall    = both("用 %s 的号码登记的孩子，不因此收回；要收回的，打开这张证单独通知", "A child entered under the number of %s, not recalled by that; a recall of its own begins on its pass")
	tChildNotRecalled = both("这是同号登记的孩子，没有收回：回车打开这张证", "This is a child under the same number, and not recalled: Enter opens the pass")
	tNotOfThisPaper   = both("这份纸证不能这样登记", "this cannot be said of this paper")
	tRecallOld        = both("第 %d 份是旧证，还在外面：交回 Ctrl+Y，不交 Ctrl+N，没找到 Ctrl+F，作废 Ctrl+X", "Copy %d is an old paper, still out: returned Ctrl+Y, not given Ctrl+N, not found Ctrl+F, void Ctrl+X")
	tNumberEnded      = both("号失效", "ended")
	tEndedOut         = both("号已失效：持旧证重新登记；交回 Ctrl+Y，遗失 Ctrl+F，作废 Ctrl+X", "Number ended, enter anew; back Ctrl+Y, lost Ctrl+F, void Ctrl+X")
	tReplacedOut      = both("第 %d 份是旧证，已有新的：交回 Ctrl+Y，遗失 Ctrl+F，作废 Ctrl+X", "Copy %d was replaced: returned Ctrl+Y, lost Ctrl+F, void Ctrl+X")
	tNoNoticeOfOld    = both("旧证没有通知过收回，没有这种单子；交回登记以后按 F5 打印回执", "an old paper was not recalled, and has no such slip; when it is registered as returned, F5 prints the receipt")
	tRecallOldGone    = both("第 %d 份是旧证，找过，没找到：找到了按 Ctrl+Y", "Copy %d is an old paper, looked for and not found: Ctrl+Y when it comes back")
	tRecallSaid       = both("%s %s 通知收回：%s", "recalled %s by %s: %s")
	tRecallTried      = both("；上次上门 %s", "; last asked %s")
	tRecallChildren   = both("；同号的孩子 %d 人，不因此收回", "; children under the number, not recalled: %d")
	tOfPaper          = both("%s  %s  第 %d 份", "%s  %s  copy %d")
	tBackReceipt      = both("已登记交回；F5 打印收回回执", "registered as returned; F5 prints the receipt")
	tAllNotices       = both("收回通知：所有要收回的", "recall notices of all")
)
