package scheme

// Ningbo's desk: who is served where, what is missing, and what is issued to the
// people whom no ground refuses. Then the gate, recall and appeal.

var (
	nbGoToPolice = Text{"请携带所持证件到属地公安机关（派出所）申领。", "Take the document to the local police station and apply there."}
	nbSupervisor = Text{"工作人员登记待办，请上级核定；申领人留下联系方式等候答复。", "The desk parks the case for a supervisor; leave a telephone number."}
)

// nbPoliceOnly: 港澳台同胞以及外籍人士…可向属地公安机关申领 (000).
var nbPoliceOnly = []Service{
	{Shown: []kind{hmtPermit}, At: onlyPolice, Rule: Rule{ID: "ningbo/hmt",
		Outcome: "REFER_POLICE", Cite: nbPoliceHMT, Advice: nbGoToPolice,
		Reason: Text{"港澳台人员请到属地公安机关申领", "HK/Macau/Taiwan resident: apply at the local police"}}},
	{Types: []string{"FPR18", "FPR15"}, At: onlyPolice, Rule: Rule{ID: "ningbo/permanent-resident",
		Outcome: "REFER_POLICE", Cite: nbForeigners, Advice: nbGoToPolice,
		Reason: Text{"外国人永久居留身份证持有人属外籍人士", "Permanent-resident foreigner is a foreigner"}}},
	{Shown: []kind{foreignPaper}, Foreigners: true, At: onlyPolice, Rule: Rule{ID: "ningbo/foreigner",
		Outcome: "REFER_POLICE", Cite: nbPolice, Advice: nbGoToPolice,
		Reason: Text{"外籍人士请到属地公安机关申领", "Foreigner: apply at the local police"}}},
	{ByParent: true, Shown: []kind{hmtPermit, foreignPaper}, At: onlyPolice, Rule: Rule{ID: "ningbo/parent-police",
		Outcome: "REFER_POLICE", Cite: nbPoliceHMT,
		Advice: Text{"请到属地公安机关申领；另一方家长有居民身份证的，可改填该方号码。", "Apply at the local police; or use the other parent's resident ID card, if there is one."},
		Reason: Text{"家长为港澳台或外籍人士：向公安机关申领", "The parent is from Hong Kong, Macau, Taiwan or abroad: apply at the local police"}}},
}

// nbUnclear: the papers do not say whether these are served elsewhere too.
var nbUnclear = []Service{
	{Shown: []kind{residence}, At: onlyPolice, Rule: Rule{ID: "ningbo/residence-permit",
		Outcome: "ASK_SUPERVISOR", Cite: nbPoliceQ,
		Advice: Text{"可直接到属地公安机关申领，或等候上级核定。", "Apply at the local police, or wait for the supervisor's answer."},
		Reason: Text{"持居住证的港澳台居民有公民身份号码，是否仍限公安不明", "HMT residence-permit holder has a citizen number: police only?"}}},
	{ByParent: true, Shown: []kind{residence}, At: onlyPolice, Rule: Rule{ID: "ningbo/parent-residence",
		Outcome: "ASK_SUPERVISOR", Same: "guardian_residence_permit", Cite: nbPoliceQ, Advice: nbSupervisor,
		Reason: Text{"家长持港澳台居民居住证，是否仍限公安不明", "The parent holds an HMT residence permit: police only?"}}},
	{Shown: []kind{otherPaper}, Rule: Rule{ID: "ningbo/other-document",
		Outcome: "ASK_SUPERVISOR", Cite: nbWithIDBare,
		Advice: Text{"请出示居民身份证或临时身份证；确无的，等候上级核定。", "Show a resident ID card or a temporary one; if there is none, wait for the supervisor."},
		Reason: Text{"文件只写居民身份证，所持证件能否使用须上级确认", "The papers speak of the resident ID card only; another document needs a supervisor"}}},
}

var nbDeskRefuses = slicesOf([]Rule{
	{ID: "ningbo/false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }),
		Final: true, Outcome: "REFUSE+REPORT", Cite: nbFalse,
		Advice: Text{"不予发证并上报。", "No pass; the case is reported."},
		Reason: Text{"弄虚作假申领，依法追责", "False statement: refuse and report"}},
	{ID: "ningbo/blue", When: not(noBlue),
		Outcome: "REFUSE", Cite: nbThree,
		Advice: Text{"请核对健康码颜色（红、黄、绿）后重新填报。", "Look at the code again: it is red, yellow or green."},
		Reason: Text{"没有“蓝码”：三色为红、黄、绿", "There is no blue code: the three colours are red, yellow and green"}},
}, turnedAway(nbPoliceOnly), []Rule{
	{ID: "ningbo/duplicate", When: all(hasActivePass, not(passLost)),
		Outcome: "REFUSE_DUPLICATE", Cite: nbOneNumber,
		Advice: Text{"沿用原证；遗失、损坏的在原申领处补办，编号不变。", "Use the pass you have; if it is lost or damaged, the desk that issued it makes the next copy under the same number."},
		Reason: Text{"一人一号，已有有效甬行证", "One person one number: an active pass exists"}},
})

var (
	passLost      = anyOf(ask(Yes, func(in *Inputs) Answer { return in.PassLost }), earlierPass("lost", "stolen", "damaged", "spoiled"))
	hasActivePass = anyOf(ask(Yes, func(in *Inputs) Answer { return in.ActivePass }),
		not(earlierPass("", "none", "recalled", "recall_ordered", "lost", "stolen", "damaged", "spoiled",
			"returned", "expired", "cancelled", "canceled", "void", "voided", "surrendered")))
	mismatched = ask(No, func(in *Inputs) Answer { return in.IDMatches })

	// notTheHolder is somebody else's pass or code, at a gate.
	notTheHolder = anyOf(mismatched, ask(Yes, func(in *Inputs) Answer { return in.Borrowed }))
)

// earlierPass is the state of a pass that the person has had, if one is said.
func earlierPass(want ...Word) Cond {
	return word(func(in *Inputs) Word { return in.EarlierPass }, want...)
}

var nbDeskAsks = slicesOf([]Rule{
	{ID: "ningbo/recalled-before", When: earlierPass("recalled", "recall_ordered"),
		Outcome: "ASK_SUPERVISOR", Cite: nbAppeal,
		Advice: Text{"到原申领处申诉，核实后沿用原编号重新发证。", "Appeal where it was issued; after verification it is issued again under its number."},
		Reason: Text{"曾被收回，须核实后重发", "Was recalled: verify first"}},
	{ID: "ningbo/mismatch", When: anyOf(mismatched, ask(No, func(in *Inputs) Answer { return in.IDChecked })),
		Outcome: "HOLD", Cite: nbChecked,
		Advice: Text{"请核对证件原件与所填信息，更正后再发证。", "Compare the document with what is stated; correct it, then issue."},
		Reason: Text{"人员信息核对不符，不得发证", "What is stated does not agree with the document: nothing is issued"}},
}, turnedAway(nbUnclear), []Rule{
	{ID: "ningbo/adult-without-card", When: all(withoutCard, atLeast("child_age")),
		Outcome: "ASK_SUPERVISOR", Same: "minor_age", Cite: nbChildNo,
		Advice: Text{"请先申领居民身份证或临时身份证，再来申领。", "Apply for an ID card or a temporary one first."},
		Reason: Text{"已满{child_age}周岁应有身份证，不适用无证儿童规定", "{child_age} or older should have an ID card: the rule for children does not apply"}},
	{ID: "ningbo/other-guardian", When: all(withoutCard, not(ownNumber), otherGuardian),
		Outcome: "ASK_SUPERVISOR", Same: "guardian_not_parent", Cite: nbOneParent,
		Advice: Text{"请父母一方提供身份证号码；确有困难的，登记监护关系，等候上级核定。", "Bring one parent's ID number; if that is not possible, the relation is recorded and a supervisor settles it."},
		Reason: Text{"只写“父母一方”，其他监护人须上级确认", "The text says parent; another guardian needs a supervisor"}},
	{ID: "ningbo/no-parent", When: all(withoutCard, not(ownNumber), anyOf(not(anyOf(byParent, otherGuardian)), parentNumberMissing)),
		Outcome: "ASK_SUPERVISOR", Cite: nbChildNo,
		Advice: Text{"请提供父母一方的身份证号码，或户口簿上儿童本人的号码。", "Bring one parent's ID number, or the child's own number in the household book."},
		Reason: Text{"无身份证，也没有父母一方的身份证号码", "No ID card, and no parent's ID number"}},
	{ID: "ningbo/proxy", When: all(byProxy, not(proxyExplained)),
		Outcome: "ASK_SUPERVISOR", Cite: nbInPerson,
		Advice: Text{"请本人前来；行动不便的，说明代办人、关系和原因，或预约上门发证。", "Come in person; if that is not possible, name the proxy, the relation and the reason, or ask for a visit at home."},
		Reason: Text{"原则上由本人申领，他人代领须说明原因并经上级确认", "In principle the person applies; a proxy needs a reason and a supervisor"}},
	{ID: "ningbo/undeclared", When: ask(No, func(in *Inputs) Answer { return in.Declared }),
		Outcome: "HOLD", Cite: nbFalse,
		Advice: Text{"请申领人阅读声明并确认所填属实。", "Read the declaration and confirm that it is true."},
		Reason: Text{"申领人尚未声明所填属实", "The applicant has not declared the statements true"}},
	{ID: "ningbo/unsigned", When: ask(No, func(in *Inputs) Answer { return in.Signature }),
		Outcome: "HOLD", Cite: nbSign,
		Advice: Text{"请申领人在登记册签字后领取；儿童由监护人签字。", "Sign the register, then take the pass; a guardian signs for a child."},
		Reason: Text{"申领人未签字，不得交付", "No signature in the register: do not hand over"}},
})

var nbDeskIssues = []Rule{
	{ID: "ningbo/lost", When: passLost,
		Outcome: "REISSUE", Colour: "green", Cite: nbOneNumber,
		Advice: Text{"原编号不变，补发下一份，旧证作废。", "The number stays; the next copy is issued and the old paper is void."},
		Reason: Text{"挂失补发：原编号不变，旧证作废", "Lost: same number, next copy, the old paper is void"}},
	{ID: "ningbo/issue-police-hmt", When: all(docKind(hmtPermit, residence), policeDesk),
		Outcome: "ISSUE", Colour: "green", Cite: nbPolice,
		Reason: Text{"公安机关受理港澳台人员，准予发证", "At the police station: issue"}},
	{ID: "ningbo/issue-police-foreign", When: all(docKind(foreignPaper), policeDesk),
		Outcome: "ISSUE", Colour: "green", Cite: nbPolice,
		Reason: Text{"公安机关受理外籍人士，准予发证", "At the police station: issue"}},
	{ID: "ningbo/own-number", When: all(withoutCard, ownNumber),
		Outcome: "ISSUE", Colour: "green", Cite: nbChildNo,
		Reason: Text{"儿童无身份证但户口簿有公民身份号码：打印父母号码，另存本人号码", "No card but a number in the hukou book: print the parent's number, keep the child's own number as key"}},
	{ID: "ningbo/issue-child", When: withoutCard,
		Outcome: "ISSUE", Colour: "green", Cite: nbChild,
		Reason: Text{"尚无身份证的儿童，填写父母一方身份证号码", "Child without ID card: one parent's number is written"}},
	{ID: "ningbo/issue-child-card", When: all(docKind(citizenCard, oldCard), youngerThan("child_age")),
		Outcome: "ISSUE", Colour: "green", Cite: nbChildNo,
		Reason: Text{"儿童已有身份证，填写本人号码", "Child who has an ID card: own number"}},
	{ID: "ningbo/issue-elderly", When: all(atLeast("elderly_age"), ask(No, func(in *Inputs) Answer { return in.Smartphone })),
		Outcome: "ISSUE", Colour: "green", Cite: nbOffline,
		Reason: Text{"老年人，无法线上申领，可线下申领", "Elderly person without online access: may apply here"}},
	{ID: "ningbo/issue-offline", When: ask(No, func(in *Inputs) Answer { return in.Smartphone }),
		Outcome: "ISSUE", Colour: "green", Cite: nbOffline,
		Reason: Text{"非智能手机用户，无法线上申领，可线下申领", "No smartphone: may apply here"}},
	{ID: "ningbo/issue-smartphone", When: ask(Yes, func(in *Inputs) Answer { return in.Smartphone }),
		Outcome: "ISSUE", Colour: "green", Cite: nbOnline,
		Advice: Text{"建议线上申领甬行码。", "The electronic code is recommended."},
		Reason: Text{"有智能手机者也可领纸质证，建议线上", "Has a smartphone: advise online, do not refuse"}},
	{ID: "ningbo/issue", When: always,
		Outcome: "ISSUE", Colour: "green", Cite: nbGreen,
		Reason: Text{"符合绿码条件，准予发证", "Meets the green standard: issue"}},
}
