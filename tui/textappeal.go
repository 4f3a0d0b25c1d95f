package tui

// The appeals of this point.
var (
	tAppealsAction = both("申诉案件", "appeals")
	tKeysAppeals   = both("申诉案件的屏幕上（待办案件里按 F3 进入）", "On the screen of appeals (F3 among the cases)")
	tAppealsTitle  = both("申诉：哪里申领哪里申诉", "Appeals: heard where it was issued")
	tAppealsCount  = both("待决定 %d", "%d to decide")
	tAppealsHow    = both("待决定的先看；回车打开一件：核实后按 Ctrl+Y 变更，Ctrl+B 维持，都写明谁、何时、凭什么。受理：在「可申诉」里选，或输证件编号、号码、姓名，回车找到这张证或这一件，那里按 F3 或 Ctrl+N 写下他的理由和带来的材料（密封）。别的站发的证，这里不受理，屏幕写出到哪里去。变更资料的，旧证登记了下落才算办完。",
		"What waits stands first; Enter opens one: verified, Ctrl+Y changes the decision and Ctrl+B upholds it, each with who, when and on what. To take one down: choose among those that may be appealed, or type a pass number, a document or a name and press Enter; there F3 or Ctrl+N takes down what the person says and brings (sealed). A pass of another station is not heard here, and the screen names the place to go. A correction is done when the old paper is marked.")
	tFindAppeal      = both("姓名、首字母、案件号；或证件编号、号码", "name, initials, case; or a pass number, a document")
	tViewWaits       = both("待决定", "to decide")
	tViewUnmarked    = both("旧证未登记", "old paper open")
	tViewUpheld      = both("已维持", "upheld")
	tViewMayAppeal   = both("可申诉", "may appeal")
	tViewAppeals     = both("全部申诉", "all appeals")
	tAppealOf        = both("对什么", "Of")
	tAppealTerm      = both("期限", "Term")
	tOfRefusal       = both("不予发证", "refusal")
	tOfPass          = both("通行证", "pass")
	tOldStillOut     = both("第%d份还在外", "copy %d is out")
	tNoTerm          = both("没有设", "none set")
	tTermLeft        = both("%s，还有%d天", "%s, %d d left")
	tTermOver        = both("过了%d天", "%d d over")
	tAskRegister     = both("查登记册", "ask the register")
	tNotAmongThese   = both("这一栏里没有：按回车查登记册", "not in this view: Enter asks the register")
	tWhoAppeals      = both("选申诉的人，回车打开", "choose who appeals; Enter opens")
	tNothingAppealed = both("这位在名册上，没有证，也没有不予发证的记录：没有可申诉的", "On the residents' list, with no pass and no refusal: there is nothing to appeal")
)
