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
	tSettings    = both("方案的设置（保管员用 settings set 改）", "Settings of the scheme (a keeper changes them with settings set)")
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

// fieldHelp explains the fields: what goes in, why it is asked, what to do when it
// is not there.
var fieldHelp = map[string]widget.T{
	fDocument: both("申领人出示的证件上的号码。居民身份证 18 位；旧 15 位号码会自动换算。港澳台居民、外国人的证件在公安发放点办理。没有身份证的孩子按 F3，写父母一方的号码。",
		"The number on the document shown. An ID card has 18 characters; an old number of 15 is converted. Documents from Hong Kong, Macau, Taiwan and abroad are served at police points. For a child without a card press F3 and give one parent's number."),
	fKind: both("号码本身看不出是哪种证件，请看着原件选一个数字。", "The number alone does not say which document it is: look at it and type a digit."),
	fState: both("外国护照的签发国，三个字母，印在护照资料页上（如 USA、JPN）。同一串号码在两个国家是两本护照。",
		"The state that issued a foreign passport, three letters as on its page (USA, JPN). One number in two states is two passports."),
	fName: both("照证件原样写，一个字都不改：生僻字、间隔号、繁体字都照写。印不出来的字留空手写，会在这里提示。",
		"As on the document, unchanged: rare characters, dots and traditional forms too. A character that no font has is written by hand, and this line says so."),
	fBirth: both("出生日期，20140401 或 140401。没有身份证的孩子必须填：同一父母名下的孩子靠它分清。",
		"Birth date, 20140401 or 140401. A child without a card needs it: it tells the children of one parent apart."),
	fSex: both("1 男，2 女。身份证号里已有性别；没有身份证的孩子必须填。", "1 male, 2 female. An ID number says it already; a child without a card needs it."),
	fGuardian: both("父母一方的身份证号码，印在孩子的证上。文件写的是父母一方；其他监护人由负责人核定。",
		"One parent's ID number; it is printed on the child's pass. The papers say one parent; for any other guardian an officer decides."),
	fGuardianName: both("可以不填：读了卡、在册或在名单上的自动填入；没有填的，存根联和签字册上留线手写。孩子的证由监护人签字。",
		"May be left out: it comes from the card, the register or the list; else the stub and the ledger leave a line to write it on. The guardian signs for the child."),
	fRelation: both("这个号码是孩子的谁的：1 父亲，2 母亲，3 祖父母、外祖父母，4 其他亲属，5 监护机构；也可以直接写（如 祖母、养父、其他监护人）。父母以外的须负责人核定。",
		"Whose number this is: 1 father, 2 mother, 3 grandparent, 4 another relative, 5 an institution; or in words (祖母, 养父, other). An officer decides about anybody but a parent."),
	fOther: both("父母另一方的号码，有就填：不印在证上，父母分别来领时靠它认出是同一户的孩子。",
		"The other parent's number, if it is known: it is not printed; by it a child is known again when the other parent comes."),
	fOwn: both("户口簿上孩子本人的号码，有就填：不印在证上，但从此按它认人，换谁的号码来领都不会重复。",
		"The child's own number in the household book, if there is one: it is not printed, but from now on it tells the child apart, whichever parent comes."),
	fProxy: both("原则上由本人申领。本人不能来的，写明来领的人、与本人的关系和原因，三项一起填；印在存根和签字册上，由代领人签字；孩子的证由监护人签字。",
		"In principle the person comes. For somebody who cannot, name who came, the relation and the reason, all three; they are printed on stub and ledger, and the proxy signs; for a child the guardian does."),
	fProxyRelation: both("代领人是本人的什么人：选一个数字，或直接写。", "Who the proxy is to the person: 1 child, 2 spouse, 3 parent, 4 relative, 5 neighbour, 6 community worker; or in words."),
	fProxyReason:   both("本人为什么不能来：选一个数字，或直接写。没有原因的，这里不发；成批录入的，由负责人核定。", "Why the person cannot come: a digit, or in words. Nothing is issued here without it; in a batch an officer settles it."),
	fPhone:         both("可以不填。通知收回、补办、答复时用。", "May be left out. For calling about a recall, a reprint or an answer."),
	fAddress:       both("可以不填。入户送证、核对同名时用。", "May be left out. For delivery at the door and for telling namesakes apart."),
}

// boxHelp explains the universal box.
var boxHelp = both("什么都能输：读卡、身份证号、姓名、拼音首字母、末四位、通行证编号；36.5 这样的数是体温。回车做这一行说的事。",
	"It takes everything: a card, an ID number, a name, initials, the last four, a pass number; 36.5 is a temperature. Enter does what the line says.")
