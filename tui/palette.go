package tui

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// paletteScreen lists every action of the screen below it with its key, then those of
// the home screen.
type paletteScreen struct {
	list   *widget.Palette
	all    []action
	far    []farAction // behind all
	guard  widget.EnterGuard
	warned bool // was told that something half typed would be lost
}

func newPalette(d *desk) *paletteScreen {
	all := append(d.top().actions(d), commonActions(d)...)
	p := &paletteScreen{far: d.elsewhere(all)}
	for _, a := range all {
		if d.barred(a.Text) == nil {
			p.all = append(p.all, a)
		}
	}
	var shown []widget.Action
	for i, a := range p.all {
		shown = append(shown, a.entry(strconv.Itoa(i), widget.T{}))
	}
	for i, a := range p.far {
		shown = append(shown, a.entry(strconv.Itoa(len(p.all)+i), tAtHome))
	}
	p.list = widget.NewPalette(shown)
	p.list.Know(everyAction(d))
	p.guard.Note(d.now())
	return p
}

// everyAction is what the palette finds on one screen or another, for one role or another.
func everyAction(d *desk) []widget.Action {
	var all []widget.Action
	for _, zh := range slices.Sorted(maps.Keys(initials)) {
		a := widget.Action{Title: titleOf(widget.T{ZH: zh}), Initials: initials[zh], Why: tNotOnThisScreen}
		if role := d.barred(widget.T{ZH: zh}); role != nil {
			who := roleWords[role.Who]
			a.Why = widget.T{ZH: count(tWhoDoes, who.ZH).ZH, EN: count(tWhoDoes, who.EN).EN}
		}
		all = append(all, a)
	}
	return all
}

// commands are those of the actions that not everybody has, beside the errands'.
var commands = map[string]registry.Command{
	tRecallImport.ZH: registry.DoLists, tLiftEntry.ZH: registry.DoLists, tWatchImport.ZH: registry.DoLists, tResidents.ZH: registry.DoLists, tUnlisted.ZH: registry.DoLists,
	tCloseDay.ZH: registry.DoClose, tDoorSlips.ZH: registry.DoPrint, tGateSheet.ZH: registry.DoPrint, tSheetsAction.ZH: registry.DoPrint, tLedgerKey.ZH: registry.DoPrint,
}

// barred says whose an action is, where it is not whoever's is at the desk: the palette
// names it with that, and never runs it.
func (d *desk) barred(t widget.T) *registry.NotThisRole {
	c, known := commands[t.ZH]
	for _, e := range errands {
		if e.name.ZH == t.ZH {
			c, known = e.of, true
		}
	}
	var role *registry.NotThisRole
	if known && errors.As(d.p.Desk.MayDo(c), &role) {
		return role
	}
	return nil
}

// commonActions are possible on every screen over which the palette opens.
func commonActions(d *desk) []action {
	out := []action{{Binding: keyHelp}, {Binding: keyLang}}
	if !d.p.Unlocked {
		out = append(out, action{Binding: keyLock}, action{Binding: keyChange})
	}
	return append(out, action{keyQuit, func(d *desk) tea.Cmd { return d.askQuit() }})
}

// titleOf is an action in the palette's words: there is room to say what it does.
// The English begins with a capital, as a line of its own.
func titleOf(t widget.T) widget.T {
	if long, ok := titles[t.ZH]; ok {
		t = long
	}
	if t.EN != "" {
		t.EN = strings.ToUpper(t.EN[:1]) + t.EN[1:]
	}
	return t
}

var titles = map[string]widget.T{
	tHelp.ZH: both("帮助：操作员指南", "Help: the operator's guide"), tFacts.ZH: both("情况：逐条询问、体温、核酸", "Facts: questions, temperature, tests"),
	tChild.ZH: both("无证儿童：用监护人证件登记", "A child without a card, under a guardian's"), tRegister.ZH: both("登记册：查看、补打、取消、收回", "Register: look at passes, print again, cancel, recall"),
	tCloseDay.ZH:        both("日结：今天的数、每小时签发的图", "Close the day: its figures, a chart by the hour"),
	tResidentsAction.ZH: both("居民名单和上门发证：按楼栋核对、打印、登记", "Residents, door to door: check, print, tick off"),
	tDoorIssue.ZH:       both("签发这一栋，证和签字册一起打印", "Issue to this building, print passes and ledger"), tDoorHanded.ZH: both("这一户都交了", "The flat's papers were handed over"),
	tDoorRest.ZH: both("其余都交了（不在家的除外）", "All the rest were handed over, but those not at home"), tDoorRefused.ZH: both("本人不要：取消这张纸", "Refused at the door: cancel the paper"),
	tDoorWrong.ZH: both("资料或情况不符：取消这张纸", "Wrong data or facts: cancel the paper"), tDoorVoid.ZH: both("走完了，没交的都取消", "The walk is over: cancel what was not handed over"),
	tDoorAbsent.ZH: both("不在家：先放着，再来", "Not at home: kept for another time"),
	tHousehold.ZH:  both("一户人一起发证", "Household: a whole family issued together"),
	tPrintOpen.ZH:  both("打印未打印的证", "Print every pass that has no paper"), tSignLast.ZH: both("已签字：上一张证", "Signed for: the last pass"),
	tPutAside.ZH: both("申领人放一边/取回", "Put the applicant aside, or bring one back"), tOverride.ZH: both("两证在手放行（负责人）", "Let through with the papers seen (officer)"),
	tOtherLang.ZH: both("换成 English", "Change to 中文"), tQuit.ZH: both("退出程序", "Quit the program"), tLock.ZH: both("锁定登记册", "Lock the register"), tOperators.ZH: both("操作员：添加、停用、换口令", "Operators: add, disable, passphrases"), tChangeOperator.ZH: both("换操作员（凭各自的 PIN）", "Change the operator, each with a PIN"),
	tRepeat.ZH: both("重复上次填的内容", "Repeat what this field had last"), tChangePlace.ZH: both("更改打印位置：打印机、文件夹", "Change where papers go: printers, a folder"),
	tProxyAction.ZH: both("代领：替不能来的人领取", "Proxy: collect for somebody who cannot come"),
	tReprint.ZH:     both("补打一份（原纸遗失、损坏）", "Print again (paper lost or damaged)"), tCancelPass.ZH: both("取消（未交付的纸）", "Cancel a paper not handed over"),
	tSamePersonKey.ZH: both("同一人：申领人就是登记册里那一位", "The same person: the applicant is the one in the register"),
	tBackup.ZH:        both("备份：写到 U 盘，写完核对", "Backup: to a stick, opened again and compared"), tRestore.ZH: both("恢复备份：怎么做", "Restore a backup: how it is done"),
	tVerify.ZH: both("核验：整册从头算一遍", "Verify: the whole register computed again"), tExport.ZH: both("导出登记册（csv、xlsx、jsonl）", "Export the register (csv, xlsx, jsonl)"),
	tResidents.ZH: both("载入居民名单", "Import: load the residents' list"), tWatchImport.ZH: both("载入重点人员名单（密接、码色）", "Import: load a watch list (contacts, colours)"),
	tNewEpoch.ZH: both("取新的期号（登记册是拷贝的、退回的）", "Take a new epoch (epoch new: copied, or gone back)"), tCheckSheet.ZH: both("核对恢复页：照着它输一遍", "Check the recovery sheet: type it back"), tNewSheet.ZH: both("换一张恢复页", "Make a new recovery sheet"),
	tSettingsAction.ZH: both("设置：天数、体温线、背面文字", "Settings: days, temperature, text on the back"),
	tAskAgain.ZH:       both("开始一天：回答开机的问题，最后一张纸的编号", "Day open: answer the opening question, the last paper's number"),
	tQueue.ZH:          both("待办案件：核定、申诉、告知书", "Cases: settle, appeals, slips"),
	tSettleIssue.ZH:    both("核定发证（写明理由）", "Settle: issue (with a reason)"), tSettleRefuse.ZH: both("核定不予发证（写明理由）", "Settle: refuse (with a reason)"),
	tSignLate.ZH: both("补记收回以前签的字", "Enter a signature given before the recall"), tCorrectKey.ZH: both("变更持证人资料（编号不变，发下一份）", "Correct the holder's data (same number, next copy)"),
	tPassLodge.ZH: both("持证人提出申诉", "The holder appeals"), tOpenAppeal.ZH: both("打开这张证的申诉", "Open the appeal about this pass"),
	tLedgerKey.ZH:      both("签字册：哪一页谁没签字、整页签字、打印", "Signature ledger: who has not signed, tick pages off, print"),
	tLedgerPrintNew.ZH: both("打印还没有登入签字册的", "Print who stands on no page yet"), tLedgerBlank.ZH: both("预印一页空白页，现场逐行签字", "Print a page with free rows, to be signed row by row"),
	tLedgerSignHere.ZH: both("签在哪里：签字册空行，或存根联", "Where people sign: free rows of the ledger, or the stub"),
	tSignPage.ZH:       both("整页已签字，除了标明没签的", "All on this page have signed, but those marked"), tLedgerPrintPage.ZH: both("再打印这一页", "Print this page once more"),
	tOldKey.ZH:    both("旧证的下落：交回、作废、挂失", "The old paper: returned, void, lost"),
	tApplyAnew.ZH: both("重新申领：带回桌面", "Apply anew: back to the desk"), tLiftEntry.ZH: both("移出名单：有误或已解除的一条", "Lift an entry of a list: it is wrong or over"), tFoundKey.ZH: both("更正申报的情况，再变更", "Correct what was declared, then change"),
	tRecall.ZH: both("收回这张证", "Recall this pass"), tPrintThis.ZH: both("打印这张证", "Print this pass"),
	tRecallNotice.ZH: both("打印收回通知（给持证人）", "Print the recall notice for the holder"), tReceipt.ZH: both("打印收回回执", "Print the receipt for the paper"),
	tEmptyReceipt.ZH: both("打印空白回执（上门时手写）", "Print a receipt to fill in at the door"), tDoorSlip.ZH: both("打印这一户的上门收回单", "Print the door slip of this address"),
	tAppealsAction.ZH: both("申诉：待决定、期限、受理、再申诉", "Appeals: to decide, terms, lodge, reopen"),
	tRecallImport.ZH:  both("载入收回名单：先逐行看，再执行", "Import: load a recall list, every row first"), tListConfirm.ZH: both("执行这份名单", "Do what the list comes to"),
	tDynamic.ZH:        both("每日动态：谁受影响、为什么", "Daily dynamic: who is affected, and why"),
	tUnlisted.ZH:       both("名单里没有列入的行：问清是谁、办完", "Rows of lists that list nobody: ask who it is"),
	tUnlistedSettle.ZH: both("这一行办完了：写明结果", "This row is done: say what came of it"), tUnlistedAll.ZH: both("这份名单没列入的行都办完了", "All such rows of this list are done"),
	tRecallsAction.ZH: both("收回工作单：要收回的纸证、结果、通知", "Recalls: papers to fetch, outcomes, notices"), tAllNotices.ZH: both("打印所有要收回的收回通知", "Print the recall notices of all"),
	tAppealForm.ZH: both("打印申诉表", "Print the appeal form"), tAppealDecision.ZH: both("打印申诉决定书", "Print the decision on the appeal"),
}

// atOnce are the actions that put paper out as soon as they are chosen.
var atOnce = map[string]bool{tPrintOpen.ZH: true, tSlipLast.ZH: true, tDoorSlips.ZH: true, tDoorSlip.ZH: true, tGateSheet.ZH: true, tAllNotices.ZH: true, tPrintThis.ZH: true,
	tRecallNotice.ZH: true, tReceipt.ZH: true, tEmptyReceipt.ZH: true, tClosingSlip.ZH: true, tAppealForm.ZH: true, tAppealDecision.ZH: true, tPrintSlip.ZH: true}

// initials are the pinyin initials by which an action is found, its words in full
// pinyin, and what else people call it.
var initials = map[string]string{
	tResidentsAction.ZH: "jm jumin smfz shangmenfazheng smdj lou door doors building 上门 楼栋 网格 roster", tDoorIssue.ZH: "qfdy qianfadayin", tDoorHanded.ZH: "zhjl jiaole", tDoorRest.ZH: "qydjl qiyudoujiaole", tDoorRefused.ZH: "by buyao", tDoorWrong.ZH: "bf bufu", tDoorVoid.ZH: "qxmjd quxiaomeijiaode", tDoorAbsent.ZH: "bzj buzaijia",
	tHousehold.ZH: "yh yihu yhryqf jiating family 全家 家庭", tTakeOut.ZH: "nd nadiao", tSignAll.ZH: "dyqz douyiqianzi",
	tExchange.ZH: "ysjjh jiaohuan yushangjijiaohuan fjx fajianxiang sjrw upload sync usb upstream 上传 上报 u盘", tFinishTask.ZH: "bjsjrw banjie", tLoadDirectory.ZH: "zrzdtxl tongxunlu phone directory 电话", tReadHearing.ZH: "kzlaj kananjuan anjuan", tHear.ZH: "slzlss shenli",
	tCalibrateAction.ZH: "jzdyj jiaozhundayinji calibrate adjust shift 校准 打偏了",
	tSheetsAction.ZH:    "dydl dayinduilie dclmy kz kazhi jam queue duilie 队列 没打出来",
	tCloseDay.ZH:        "rj rijie close end eod 收工 下班 结束 关账 图 tu 图表 统计 tongji 每小时 meixiaoshi 今天 今日 jinri chart charts statistics stats hours hour today",
	tWatchAction.ZH:     "mdzms mdsm mingdan watch watchlist 名单", tAskAgain.ZH: "hdkj huidawenti zhyzz ksyt kaishi kaishiyitian open start morning 开机",
	tBackup.ZH: "bf beifen backup save", tRestore.ZH: "hfbf huifubeifen restore", tVerify.ZH: "hy heyan verify check 检查 核对", tExport.ZH: "dc daochu export excel csv 表格", tResidents.ZH: "zrjm jmmd juminmingdan residents 花名册 导入",
	tWatchImport.ZH: "zrzd zdry zhongdianrenyuan contacts colours status", tNewEpoch.ZH: "xqh qxdqh xinqihao epoch clone", tNewSheet.ZH: "hfy hhfy huifuye recovery", tCheckSheet.ZH: "hdhfy heduihuifuye recovery", tSettingsAction.ZH: "sz shezhi settings config options 天数",
	tSignLate.ZH: "bjqz bujiqianzi", tCorrectKey.ZH: "bg biangeng correct edit change 更正 改错", tPassLodge.ZH: "ss shensu appeal", tOpenAppeal.ZH: "kss kanshensu", tOldKey.ZH: "jz jiuzheng",
	tLedgerKey.ZH: "qzc qianzice ledger signature signatures 签名", tLedgerPrintNew.ZH: "dyxy dayinxinye", tLedgerBlank.ZH: "yykby yuyinkongbaiye", tLedgerSignHere.ZH: "qznl qianzainali",
	tSignPage.ZH: "zyqz zhengyeqianzi", tNotSignedMark.ZH: "mq meiqian", tLedgerPrintPage.ZH: "zdy zaidayin",
	tDoorSlips.ZH: "smshd shangmenshouhuidan", tDoorSlip.ZH: "zyhsm zheyihu shangmenshouhuidan slip", tGateSheet.ZH: "mw menwei bianhaobiao gate guard 失效", tRecallNotice.ZH: "shtz shouhuitongzhi notice",
	tReceipt.ZH: "shhz shouhuihuizhi receipt", tEmptyReceipt.ZH: "kbhz kongbaihuizhi", tAppealForm.ZH: "ssb shensubiao", tAppealDecision.ZH: "ssjds shensujuedingshu", tClosingSlip.ZH: "rjd rijiedan",
	tAppealsAction.ZH: "sshu shensu ss appeal appeals sqfs 复议 投诉",
	tRecallImport.ZH:  "zrsh zairushouhuimingdan import 导入", tListConfirm.ZH: "zx zhixing", tMaskedToo.ZH: "kg kanguo",
	tDynamic.ZH: "mrdt meiridongtai daily affected 动态", tUnlisted.ZH: "mylr meiyoulieru mdl unlisted", tUnlistedSettle.ZH: "bw banwan", tUnlistedAll.ZH: "dbw doubanwan",
	tRecallsAction.ZH: "shgzd shouhuigongzuodan shou recall recalls fetch zhaohui zh 召回 收证 追回", tAllNotices.ZH: "syshtz suoyoushouhuitongzhi", tActRefused.ZH: "jj jujiao", tActNotFound.ZH: "wzd weizhaodao",
	tPassRecallBack.ZH: "hf huifu", tPassNext.ZH: "bf bufa", tPassCorrect.ZH: "gzl gaiziliao",
	tActReturned.ZH: "jh jiaohui return", tActVoid.ZH: "zf zuofei void", tActLost.ZH: "gs guashi lost", tActReinstate.ZH: "hf huifu",
	tHelp.ZH: "bz bangzhu help manual guide ? 说明 怎么用 f1", tFacts.ZH: "qk qingkuang temperature fever tw tiwen 体温 发烧 核酸", tChild.ZH: "et ertong wuzheng child children baby xiaohai haizi 小孩 孩子 儿童", tRegister.ZH: "djc dengjice reprint void lost search find buda chazhao zuofei 补打 补办 查找 查询 作废 丢了",
	tPrintOpen.ZH: "dy dayin unprinted print", tOtherLang.ZH: "yw yingwen english chinese language yy yuyan 语言 中文", tPutAside.ZH: "fyb fangyibian aside wait next 稍等 下一位", tSign.ZH: "qz qianzi", tSignLast.ZH: "qz qianzi yqz yiqianzi sign signed",
	tCancelPass.ZH: "qx quxiao cancel", tRecall.ZH: "sh shouhui recall zhaohui 召回", tOverride.ZH: "fx fangxing override", tLock.ZH: "sd suoding lock leave 锁屏 离开", tChangeOperator.ZH: "hczy huancaozuoyuan switch login 登录 换人", tOperators.ZH: "czy caozuoyuan users user operators 用户 人员", tOwnPassphrase.ZH: "hkl huankouling hzjdkl 换口令 password passphrase mima 密码",
	tAddOperator.ZH: "tj tianjia", tDisableOperator.ZH: "ty tingyong", tChangePassphrase.ZH: "hkl huankouling",
	tQuit.ZH: "tc tuichu quit exit close 关闭", tSlipLast.ZH: "gzs gaozhishu slip refusal tongzhi", tChangePlace.ZH: "dywz dayinweizhi printer printers dyj dayinji 打印机", tRepeat.ZH: "cf chongfu",
	tProxyAction.ZH: "dl dailing proxy daili 代办 委托", tReprint.ZH: "bd buda reprint again lost 补办 重打 重新打印", tSamePersonKey.ZH: "tyr tongyiren", tPrintThis.ZH: "dy dayin print",
	tQueue.ZH: "dbaj daibananjian cases pending todo 案件 审批 待审", tSettleIssue.ZH: "hdfz hedingfazheng", tSettleAgain.ZH: "hdbf hedingbufa", tSettleTwo.ZH: "slgr shilianggeren",
	tSettleSame.ZH: "styr shitongyiren", tSettleRefuse.ZH: "byfz buyufazheng", tLodge.ZH: "tcss tichushensu", tChange.ZH: "bg biangeng",
	tUphold.ZH: "wc weichi", tReopen.ZH: "cxsl chongxinshouli", tPrintSlip.ZH: "dygzs dayingaozhishu gaozhishu", tApplyAnew.ZH: "cxsl chongxinshenling again", tFoundKey.ZH: "gzsb gengzhengshenbao", tLiftEntry.ZH: "ycmd yichumingdan jiechu lift remove unlist 解除 删除",
}

func (p *paletteScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		p.guard.Note(d.now())
		p.warned = false
		p.list.Update(msg)
	case tea.KeyPressMsg:
		ready := p.guard.Ready(d.now())
		p.guard.Note(d.now())
		if widget.KeyName(msg) == "enter" && !ready {
			return nil
		}
		p.warned = p.warned && widget.KeyName(msg) == "enter"
		switch p.list.Update(msg) {
		case widget.PaletteBack:
			return d.pop()
		case widget.PaletteChosen:
			return p.run(d)
		}
	}
	return nil
}

// run closes the palette and does what was chosen: its own function, or its key.
func (p *paletteScreen) run(d *desk) tea.Cmd {
	i, err := strconv.Atoi(p.list.Chosen())
	if err != nil {
		return nil
	}
	if i >= len(p.all) {
		return p.runFar(d, p.far[i-len(p.all)])
	}
	back := d.pop()
	return tea.Batch(back, p.all[i].do(d))
}

// pressOf is the key press of a name: "f2", "ctrl+k".
func pressOf(name string) tea.KeyPressMsg {
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "f")); err == nil {
		return tea.KeyPressMsg{Code: tea.KeyF1 + rune(n-1)}
	}
	return tea.KeyPressMsg{}
}

func (p *paletteScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tPaletteTitle))
	if p.warned {
		out.add(widget.RoleWarn, d.say(tHomeAgain))
	} else {
		out.blank()
	}
	return widget.Stack(out.Block, p.list.View(d.w, d.h-1-2, d.st, d.lang))
}

func (p *paletteScreen) keys(d *desk) []widget.Binding {
	return []widget.Binding{as(keyEnter, tDo), keyMove, keyEsc}
}

func (p *paletteScreen) actions(d *desk) []action { return nil }

func (p *paletteScreen) allows(ability) bool { return false }
