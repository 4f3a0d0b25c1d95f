package tui

import (
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// What F1 says of the verdict and of the field under the cursor.
var (
	tWhyTitle    = both("这是怎么定的", "How this was decided")
	tRuleTag     = both("规则 ", "rule ")
	tOnePerson   = both("一人一号", "one person, one number")
	tWhySentence = both("原文：", "The sentence: ")
	tWhyPaper    = both("出处：", "It stands in: ")
	tWhySettings = both("用到的数：", "Numbers that entered: ")
	tWhyKey      = both("认人的依据：", "Told apart by: ")
	tWhyReading  = both("读法：", "Reading: ")
	tSchemeField = both("本方案要求登记的项目，照原件填写。", "What this scheme writes down: as on the paper shown.")
	tSettings    = both("方案的设置（保管员按 Ctrl+P 输 sz 改）", "Settings of the scheme (a keeper changes them: Ctrl+P, settings)")
	tAsScheme    = both("按方案", "the scheme's")
	tSourceIs    = both("（%s）", " (%s)")
	tFieldTitle  = both("光标所在的一项：%s", "The field under the cursor: %s")
	tHelpAbout   = both("说明（下面接操作员指南）", "Explanation (the operator's guide follows)")
)

// surenessTexts say why a sentence needed a reading.
var surenessTexts = map[scheme.Sureness]widget.T{
	scheme.Derived: both("由原文推出", "it follows from the sentence"), scheme.Ambiguous: both("原文可作两种理解", "the sentence can be read in two ways"),
	scheme.Conflict: both("文件之间不一致", "the papers disagree"), scheme.External: both("原件不在手边", "the paper itself is not at hand"),
}

// Two records side by side.
var (
	tThisApplicant    = both("这次申领", "This applicant")
	tInRegister       = both("登记册", "On file")
	tRecordOf         = both("  %d/%d", "  %d/%d")
	tOpeningRecord    = both("正在调出登记册里的记录", "opening the record")
	tPaperShown       = both("证件", "Document")
	tBornSex          = both("出生性别", "Born")
	tLives            = both("住处", "Lives")
	tLookAtBoth       = both("请先对照两份记录，再选：回车是两个人，Ctrl+X 是同一人", "Look at both records first: Enter says two people, Ctrl+X says one")
	tLookAtExchange   = both("请先对照两份记录，再选：回车是同一孩子、换发，Ctrl+F 是两个人", "Look at both records first: Enter says the same child and exchanges, Ctrl+F says two people")
	tLookAtBothNo     = both("请先对照两份记录，再按回车登记", "Look at both records first; then Enter keeps the answer")
	tCompareKey       = both("对照两份记录", "compare the records")
	tSameChildKey     = both("同一孩子，换发", "same child: exchange")
	tTwoPeopleSaid    = both("两个人：换发时对照后另发编号", "two people: at an exchange, another number")
	tOpenHeld         = both("打开桌前这位已有的证", "open the pass that the person at the desk has")
	tTwoChildrenKey   = both("两个人", "two people")
	tLetThroughTitle  = both("放行：两份证件都在手上", "Let through: both papers are in hand")
	tLetThroughWhat   = both("放行后按回车另发一个编号；原因密封存入登记册，经过里看得到。", "Enter then issues another number. The reason is sealed in the register and shows in the history.")
	tLetRefusedTitle  = both("放行：此人曾被拒发", "Let through: the person was refused before")
	tLetRefusedWhat   = both("核实现在的情况，写明谁、何时、凭什么；放行后按回车签发，原因密封存入登记册，经过里看得到。核实不了的按 Esc，按回车转交核定。", "Verify how things are now; say who did, when, and on what. Enter then issues; the reason is sealed in the register and shows in the history. Where it cannot be verified: Esc, and Enter leaves it to be settled.")
	tReasonWhy        = both("理由：写明谁、何时、凭什么，至少两个字；密封存入登记册，这一件的经过里看得到，谁登记的也写着。", "Reason: who, when and on what, two letters at least. It is sealed in the register and shows in the history, with who entered it.")
	tReasonPick       = both("上下键选常用的理由，也可以自己写。", "Up and Down walk through common reasons; any other may be typed.")
	tEvidenceWhy      = both("材料：申诉人带来的、或据以决定的材料，可以不填；按 Tab 换栏。", "Evidence: what the person brings, or on what it is decided; it may stay empty. Tab goes there.")
	tChoiceWhy        = both("按 Tab 选下面的一项。", "Tab chooses one of those below.")
	tConfirmHow       = both("写好以后再按 %s 执行；回车不执行，Esc 不办。", "When it is written %s does it; Enter never does, Esc leaves it.")
	tNothingToCompare = both("这里没有要对照的记录", "there is no record to compare here")
	tTwoPeopleKey     = both("两个人，签发", "two people: issue")
	tSamePersonKey    = both("同一人", "same person")
	tNextRecord       = both("下一份记录", "next record")
	tSamePerson       = both("同一人，不另发证", "The same person: no second pass")
	tSamePersonKept   = both("已记下：同一人，沿用下面这张证", "Kept: the same person, whose pass this is")
)

// relationWords are the guardians, also those beside the two that have a digit.
var relationWords = map[string]widget.T{
	"father": tFather, "mother": tMother, "other": both("其他监护人", "another guardian"),
	"grandmother": both("祖母或外祖母", "grandmother"), "grandfather": both("祖父或外祖父", "grandfather"),
	"grandparent": tGrandparent, "relative": both("其他亲属", "another relative"), "institution": both("监护机构", "an institution"),
	"adoptive_father": both("养父", "adoptive father"), "adoptive_mother": both("养母", "adoptive mother"),
	"uncle": both("叔伯舅姨夫", "uncle"), "aunt": both("姑姨婶舅母", "aunt"), "brother": both("兄弟", "brother"), "sister": both("姐妹", "sister"),
}

// relationText is who a guardian is to the child.
func relationText(word string) widget.T {
	if t, ok := relationWords[word]; ok {
		return t
	}
	return widget.T{ZH: word, EN: word}
}

// uniqueKeys are the keys of "one person, one number" (registry/unique) as people
// say them.
var uniqueKeys = map[string]widget.T{
	"K0":    both("证件编号", "the pass number"),
	"K1":    both("本人的证件种类和号码", "kind and number of the person's own document"),
	"K2":    both("父母一方的号码，加孩子的出生日期、性别、姓名", "one parent's number with the child's birth, sex and name"),
	"K3":    both("姓名、出生日期、性别，不论监护人是谁（只提示，不定案）", "name, birth and sex, whoever the guardian is: it only asks"),
	"K4":    both("父母双方的号码，加孩子的出生日期、性别", "both parents' numbers with the child's birth and sex"),
	"KH":    both("户：一户一证，哪个家庭成员来领都一样", "the household: one pass for it, whichever member comes"),
	"K1+K3": both("孩子新领的本人号码，与旧记录的姓名、出生日期、性别相合", "the child's new own number, and name, birth and sex as in the old record"),
}

// settingSources are the words in which a setting says where its number is from,
// when no paper gives it.
var settingSources = map[string]widget.T{
	"papers silent":            both("文件没有写", "the papers do not say"),
	"papers":                   both("文件里写作", "the papers say"),
	"usual threshold":          both("按通行的界线", "the usual line"),
	"what they say of its use": both("按文件对用法的规定", "what they say of its use"),
	"the program's own":        both("本程序自定", "the program's own"),
	"stricter reading":         both("取较严的读法", "the stricter reading"),
	"未成年人":                     both("未成年人", "minors"),
	"小孩":                       both("小孩", "children"),
	"按照卫健部门相关规定":               both("按照卫健部门相关规定", "by the rules of the health department"),
	"出院观察未满14天":                both("出院观察未满14天", "under 14 days of observation after hospital"),
	"paragraph 2 超过3天, paragraph 5 3天": both("第二条写超过3天，第五条写3天", "paragraph 2 says more than 3 days, paragraph 5 says 3"),
	"the later day":                      both("取较晚的一天", "the later day is taken"),
	"隔离未满14天":                            both("隔离未满14天", "under 14 days of isolation"),
	"居民身份证法 第二条":                         both("居民身份证法第二条", "Law on Resident Identity Cards, article 2"),
	"老年人权益保障法 第二条":                       both("老年人权益保障法第二条", "Law on the Rights of the Elderly, article 2"),
	"7天内(含7天) read as a difference of 7": both("\"7天内(含7天)\"读作日期相差不超过 7", "\"within 7 days, day 7 included\" is read as a difference of 7 at most"),
}
