package scheme

// Lishui: the answers on the 丽水健康码, February 2020. Its paper is the estate
// pass (小区出入证) beside the identity card; colours follow the province's list,
// which is Ningbo's.
const answers003 = "003_bb7d8253"

var (
	lsThree    = Citation{"对于没有智能手机的老人、小孩及其他因客观原因无法申领到健康码的人员，可凭有效证件（证明），以“小区出入证、健康证明或单位工作证明（三者选一）+身份证核验”方式，经体温测量正常后快速放行", answers003}
	lsFactory  = Citation{"所有返厂人员必须持绿色健康码方可返厂", answers003}
	lsStay     = Citation{"若健康码显示黄色或红色需继续留在家中观察，等转换成绿色健康码后才能返厂", answers003}
	lsWait     = Citation{"隔离时长只是一个基础条件，还需要其他信息综合判断", answers003}
	lsNoHand   = Citation{"绿、黄、红“三码”系后台…自动转换后产生，人工无法干预或修改结果", answers003}
	lsFalse    = Citation{"一旦发现谎报瞒报等情况，一律判为“红码”，申报情况将纳入征信机制", answers003}
	lsDocs     = Citation{"港澳台/外籍用户也可申请健康码，目前支持港澳居民往来内地通行证、台湾居民往来大陆通行证、护照", answers003}
	lsDocsBare = Citation{"目前支持港澳居民往来内地通行证、台湾居民往来大陆通行证、护照", answers003}
	lsScreen   = Citation{"健康码状态会根据系统判断实时更新，故不支持使用截图验证", answers003}
	lsBorrowed = Citation{"禁止冒用他人健康码", answers003}
	lsStandard = Citation{"按照省定标准执行", answers003}
	lsShow     = Citation{"亮码通行", answers003}
	lsNotFit   = Citation{"持黄码、红码人员暂不符合通行条件，执行相应措施且系统判断符合条件后会自动转化为绿码", answers003}
	lsArea     = Citation{"可在丽水全市域使用，包含下属各县(市、区)", answers003}
	lsPromise  = Citation{"在填报申请信息时，必须保证内容的真实性和完整性", answers003}
)

var (
	lsStayAdvice = Text{"留在家中观察，等系统转为绿码。", "Stay at home under observation until the system turns the code green."}
	lsMeasures   = Text{"留在家中观察，按卫健部门的要求执行相应措施，等系统转为绿码。", "Stay at home under observation and under the measures that the health department asks for, until the system turns the code green."}
	lsAskAdvice  = Text{"工作人员登记待办，请上级核定。", "The desk parks the case for a supervisor."}
	lsAskHealth  = Text{"工作人员登记待办，向卫健部门核实后答复；结果以省里的系统为准。", "The desk parks the case and asks the health department; the province's system decides."}
	lsExamined   = Text{"请先到发热门诊检查，不要带病外出；之后留在家中观察，等系统转为绿码。", "See the fever clinic first; then stay at home under observation until the system turns the code green."}
	lsConfined   = Text{"请就地等候，不要自行乘车；工作人员立即联系卫健部门，安排隔离医学观察。", "Wait here, take no transport; the desk calls the health department, which arranges isolation."}
	lsBring      = Text{"请携带小区出入证、健康证明或单位工作证明之一，并出示身份证。", "Bring one of estate pass, health proof or work proof, and the ID card."}
)

func init() { enrol(3, lishui()) }

// lishui is the 小区出入证.
func lishui() Scheme {
	return Scheme{
		Code:           "lishui",
		Title:          Text{"丽水小区出入证", "Lishui estate pass"},
		PassName:       "小区出入证",
		AuthorityNames: []string{"发证单位"}, // 003 does not say whose seal: whoever issues it
		Design:         Design{Ink: Colour{92, 34, 86}, Head: Spined, Ground: Ridges},
		DivisionPrefix: "3311",
		DivisionDigits: 2,
		LedgerTitle:    "乡镇(街道)村(社区)小区出入证申领人员清单",
		Area:           Text{"丽水全市域（含各县、市、区）", "All of Lishui and its counties"},
		Declaration: Text{"本人郑重承诺所填报内容真实、完整；如有谎报瞒报，愿承担相应责任。",
			"I solemnly declare that what I have stated is true and complete, and answer for false or withheld statements."},
		DeclareCite: lsPromise,
		Questions:   nbQuestions(), // 分码的标准为全省统一 (001)
		Entries:     lsEntries(),
		Readings:    lsReadings,
		BackText:    lsBack(),
		Settings: []Setting{
			setting("fever_celsius", 37.3, "体温异常线（℃，含）", "Temperature that is abnormal, °C", "papers silent; usual threshold").within(36, 40, 0.1),
			setting("minor_age", 18, "成年年龄", "Age of majority", "papers: 小孩").within(0, 120, 1),
			setting("child_age", 16, "应申领身份证的年龄", "Age from which an ID card is applied for", "居民身份证法 第二条").within(0, 120, 1),
		},
		NoHand: lsNoHand,
		Papers: map[string]Text{
			paper001:   nbPapers[paper001], // the province's standard, as Ningbo's newspaper tells it
			answers003: {"丽水健康码问答（缙云县疫情防控指挥部通告8号之后发布）", "Questions and answers on Lishui's health code, after Jinyun's announcement No. 8"},
		},
		Services: lsUnclear,
		DeskWord: "lishui_pass",
		colours:  nbColours,
		rules: map[string]Procedure{
			"lishui":      {Grounds: lsCode, Desk: lsCodeDesk},
			"lishui_gate": {Desk: lsGate},
			"lishui_pass": {Grounds: lsPassGrounds, Desk: lsPassDesk},
		},
	}
}

func lsBack() []Note {
	return []Note{
		note("凭本证并经身份证核验、体温测量正常后放行。", "Let through on pass, ID card and normal temperature.", lsThree),
		note("在丽水全市域使用，包含下属各县（市、区）。", "Valid in all of Lishui and its counties.", lsArea),
		note("黄码、红码人员暂不符合通行条件。", "Not with a yellow or red code.", lsNotFit),
		note("禁止冒用他人证件、健康码。", "Never use another person's pass or code.", lsBorrowed),
		note("谎报瞒报的，一律判为红码，纳入征信并依法追究责任。", "False or withheld statements: red code, credit record, answered for in law.", lsFalse),
	}
}

var (
	lsToFactory = ask(Yes, func(in *Inputs) Answer { return in.ToFactory })
	lsIsolated  = func(c *Case) bool { return c.IsolatedDays != nil || c.Isolation != nil }
	lsOnline    = word(func(in *Inputs) Word { return in.Channel }, "online")
	lsColoured  = anyOf(groundColour("red"), groundColour("yellow"))
)

// lsHospitalised go to hospital at once, lsInfected to the health department: Lishui's
// answers say nothing of the sick, the province's standard does (001).
var (
	lsHospitalised = []string{"confirmed", "clinical", "suspected", "positive_test"}
	lsInfected     = "asymptomatic"
)

func lsAppeals(c *Case) bool { return c.Appeal != "" && !saysNone(string(c.Appeal)) }

var lsCode = []Rule{
	{ID: "lishui/hospital", When: ground(lsHospitalised...), Outcome: "RED", Colour: "red", Cite: nbRedAction, Advice: nbToHospital,
		Reason: Text{"{fact}，按省定标准为红码，立即送定点医院", "{Fact}: red by the province's standard, to the designated hospital at once"}},
	{ID: "lishui/infected", When: ground(lsInfected), Outcome: "RED", Colour: "red", Cite: nbRedAction, Advice: lsConfined,
		Reason: Text{"{fact}，按省定标准为红码，由卫健部门安排隔离", "{Fact}: red by the province's standard, isolation by the health department"}},
	{ID: "lishui/appeal", When: lsAppeals, Outcome: "REFUSE", Cite: lsNoHand, Advice: lsStayAdvice,
		Reason: Text{"人工无法干预或修改结果", "No manual change"}},
	{ID: "lishui/factory-red", When: all(lsToFactory, groundColour("red")), Outcome: "STAY_HOME", Colour: "red", Cite: lsStay, Advice: lsStayAdvice,
		Reason: Text{"继续留在家中观察，转绿后返厂", "Stay at home until green"}},
	{ID: "lishui/factory-yellow", When: all(lsToFactory, groundColour("yellow")), Outcome: "STAY_HOME", Colour: "yellow", Cite: lsStay, Advice: lsStayAdvice,
		Reason: Text{"继续留在家中观察，转绿后返厂", "Stay at home until green"}},
	{ID: "lishui/factory-green", When: all(lsToFactory, ground("code_green")), Outcome: "ALLOW", Colour: "green", Cite: lsFactory,
		Reason: Text{"绿码方可返厂", "Green: may return to the factory"}},
	{ID: "lishui/wait-red", When: all(lsIsolated, groundColour("red")), Outcome: "WAIT", Colour: "red", Cite: lsWait, Advice: lsStayAdvice,
		Reason: Text{"隔离时长只是基础条件，等待系统判断", "{days} days is only a basic condition: wait"}},
	{ID: "lishui/wait-yellow", When: all(lsIsolated, groundColour("yellow")), Outcome: "WAIT", Colour: "yellow", Cite: lsWait, Advice: lsStayAdvice,
		Reason: Text{"隔离时长只是基础条件，等待系统判断", "{days} days is only a basic condition: wait"}},
	{ID: "lishui/red-code", When: ground("code_red"), Outcome: "RED", Colour: "red", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"健康码为红码", "The health code is red"}},
	{ID: "lishui/yellow-code", When: ground("code_yellow"), Outcome: "YELLOW", Colour: "yellow", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"健康码为黄码", "The health code is yellow"}},
	{ID: "lishui/red", When: groundColour("red"), Outcome: "RED", Colour: "red", Cite: lsStandard, Advice: lsStayAdvice,
		Reason: Text{"{fact}，按省定标准为红码", "{Fact}: red by the province's standard"}},
	{ID: "lishui/symptoms", When: symptomGround, Outcome: "YELLOW", Colour: "yellow", Cite: lsStandard, Advice: lsExamined,
		Reason: Text{"{fact}，按省定标准为黄码", "{Fact}: yellow by the province's standard"}},
	{ID: "lishui/yellow", When: groundColour("yellow"), Outcome: "YELLOW", Colour: "yellow", Cite: lsStandard, Advice: lsStayAdvice,
		Reason: Text{"{fact}，按省定标准为黄码", "{Fact}: yellow by the province's standard"}},
	{ID: "lishui/unlisted", When: unlisted, Outcome: "ASK_HEALTH", Cite: lsStandard, Advice: lsAskHealth,
		Reason: Text{"{fact}：省定标准未写，须卫健部门确认", "{Fact}: not in the province's standard, the health department must say"}},
}

var lsCodeDesk = []Rule{
	{ID: "lishui/false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }), Outcome: "RED", Colour: "red", Cite: lsFalse, Advice: lsStayAdvice,
		Reason: Text{"谎报瞒报一律判为红码", "False report: always red"}},
	{ID: "lishui/blue", When: not(noBlue), Outcome: "REFUSE", Cite: lsNoHand, Advice: lsAskAdvice,
		Reason: Text{"没有“蓝码”：三色为绿、黄、红", "There is no blue code: the colours are green, yellow and red"}},
	{ID: "lishui/factory-none", When: all(lsToFactory, not(anyGround("code_green"))), Outcome: "STAY_HOME", Cite: lsFactory, Advice: lsStayAdvice,
		Reason: Text{"没有绿码，不能返厂", "No green code: not back to the factory"}},
	{ID: "lishui/isolated", When: all(lsIsolated, not(anyGround("code_green"))), Outcome: "WAIT", Cite: lsWait, Advice: lsStayAdvice,
		Reason: Text{"隔离时长只是基础条件，等待系统判断", "{days} days is only a basic condition: wait"}},
	{ID: "lishui/documents", When: all(docKind(residence, otherPaper, childPaper), not(docType("PASSPORT_CN", "PASSPORT:CHN"))), Outcome: "ASK_SUPERVISOR", Cite: lsDocsBare, Advice: lsAskAdvice,
		Reason: Text{"居住证未列入支持证件", "Residence permit is not on the list"}},
	{ID: "lishui/permanent", When: docType("FPR18", "FPR15"), Outcome: "ASK_SUPERVISOR", Cite: lsDocsBare, Advice: lsAskAdvice,
		Reason: Text{"外国人永久居留身份证未列入支持证件", "The foreigner's residence card is not on the list"}},
	{ID: "lishui/online", When: docKind(hmtPermit, foreignPaper, otherPaper), Outcome: "ALLOW", Cite: lsDocs,
		Reason: Text{"支持该证件线上申领", "This document may apply online"}},
	{ID: "lishui/online-card", When: all(lsOnline, docKind(citizenCard, oldCard)), Outcome: "ALLOW", Cite: lsDocs,
		Reason: Text{"可线上申领健康码", "May apply online"}},
	{ID: "lishui/no-phone", When: ask(No, func(in *Inputs) Answer { return in.Smartphone }), Outcome: "ALLOW", Cite: lsThree, Advice: lsBring,
		Reason: Text{"无法申领健康码的，凭三种证明之一加身份证核验通行", "Without a code: one of the three papers and the ID card"}},
	{ID: "lishui/clear", When: always, Outcome: "GREEN", Colour: "green", Cite: lsStandard,
		Reason: Text{"按省定标准为绿码", "Green by the province's standard"}},
}

var lsGate = []Rule{
	{ID: "lishui/gate-borrowed", When: notTheHolder, Outcome: "NO_PASS", Cite: lsBorrowed, Advice: lsBring,
		Reason: Text{"禁止冒用他人健康码", "Another person's code"}},
	{ID: "lishui/gate-blue", When: not(noBlue), Outcome: "NO_PASS", Cite: lsNoHand, Advice: lsStayAdvice,
		Reason: Text{"没有“蓝码”：三色为绿、黄、红", "There is no blue code: the colours are green, yellow and red"}},
	{ID: "lishui/gate-screenshot", When: ask(Yes, func(in *Inputs) Answer { return in.Screenshot }), Outcome: "NO_PASS", Cite: lsScreen,
		Advice: Text{"请当场打开健康码。", "Open the code on the spot."},
		Reason: Text{"不支持截图", "Screenshots are not accepted"}},
	{ID: "lishui/gate-case", When: anyGround(append(lsHospitalised, lsInfected)...), Outcome: "NO_PASS", Colour: "red", Cite: nbRedAction, Advice: gateHandOver,
		Reason: Text{"红码暂不符合通行条件，移交卫健部门", "Red: not let through, hand over to the health department"}},
	{ID: "lishui/gate-red", When: anyColour("red"), Outcome: "NO_PASS", Colour: "red", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"红码暂不符合通行条件", "Red: not let through"}},
	{ID: "lishui/gate-fever", When: anyOf(measuredFever, hasSymptom), Outcome: "NO_PASS", Cite: lsThree, Advice: gateHandOver,
		Reason: Text{"体温异常", "Temperature not normal"}},
	{ID: "lishui/gate-yellow", When: anyColour("yellow"), Outcome: "NO_PASS", Colour: "yellow", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"黄码暂不符合通行条件", "Yellow: not let through"}},
	{ID: "lishui/gate-code", When: all(anyGround("code_green"), not(ask(No, func(in *Inputs) Answer { return in.IDChecked }))), Outcome: "PASS", Colour: "green", Cite: lsShow,
		Reason: Text{"绿码，亮码通行", "Green code shown: let through"}},
	{ID: "lishui/gate-no-paper", When: not(word(func(in *Inputs) Word { return in.Paper }, "estate_pass", "health_cert", "work_cert", "health_certificate", "work_certificate", "health_proof", "work_proof")),
		Outcome: "NO_PASS", Cite: lsThree, Advice: lsBring,
		Reason: Text{"三者均无", "None of the three papers"}},
	{ID: "lishui/gate-child", When: all(noIDCard, not(atLeast("minor_age"))), Outcome: "ASK_SUPERVISOR", Cite: lsThree, Advice: lsAskAdvice,
		Reason: Text{"儿童无身份证，如何核验未写", "Child without ID card: how to check is not said"}},
	{ID: "lishui/gate-no-id", When: anyOf(noIDCard, not(ask(Yes, func(in *Inputs) Answer { return in.IDChecked }))), Outcome: "NO_PASS", Cite: lsThree, Advice: lsBring,
		Reason: Text{"未核验身份证", "ID not checked"}},
	{ID: "lishui/gate-untaken", When: not(temperatureTaken), Outcome: "NO_PASS", Cite: lsThree,
		Advice: Text{"请测温。", "Take the temperature first."},
		Reason: Text{"尚未测温", "The temperature has not been taken"}},
	{ID: "lishui/gate-estate", When: word(func(in *Inputs) Word { return in.Paper }, "estate_pass"), Outcome: "PASS", Cite: lsThree,
		Reason: Text{"小区出入证+身份证核验+体温正常，放行", "estate_pass + ID check + normal temperature: pass"}},
	{ID: "lishui/gate-work", When: word(func(in *Inputs) Word { return in.Paper }, "work_cert", "work_certificate", "work_proof"), Outcome: "PASS", Cite: lsThree,
		Reason: Text{"单位工作证明+身份证核验+体温正常，放行", "work_cert + ID check + normal temperature: pass"}},
	{ID: "lishui/gate", When: always, Outcome: "PASS", Cite: lsThree,
		Reason: Text{"健康证明+身份证核验+体温正常，放行", "health_cert + ID check + normal temperature: pass"}},
}

// The colours come from the province's system and nobody changes them by hand
// (人工无法干预或修改结果): an appeal needs other facts.
var lsPassGrounds = []Rule{
	{ID: "lishui/pass-hospital", When: ground(lsHospitalised...), Outcome: "REFUSE", Health: true, Final: true, Colour: "red", Cite: nbRedAction, Advice: nbToHospital,
		Reason: Text{"{fact}，按省定标准为红码，立即送定点医院", "{Fact}: red by the province's standard, to the designated hospital at once"}},
	{ID: "lishui/pass-infected", When: ground(lsInfected), Outcome: "REFUSE", Health: true, Final: true, Colour: "red", Cite: nbRedAction, Advice: lsConfined,
		Reason: Text{"{fact}，按省定标准为红码，由卫健部门安排隔离", "{Fact}: red by the province's standard, isolation by the health department"}},
	{ID: "lishui/pass-red-code", When: ground("code_red"), Outcome: "REFUSE", Final: true, Colour: "red", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"健康码为红码，暂不符合通行条件", "The health code is red: no pass"}},
	{ID: "lishui/pass-yellow-code", When: ground("code_yellow"), Outcome: "REFUSE", Final: true, Colour: "yellow", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"健康码为黄码，暂不符合通行条件", "The health code is yellow: no pass"}},
	{ID: "lishui/pass-symptoms", When: symptomGround, Outcome: "REFUSE", Health: true, Final: true, Colour: "yellow", Cite: lsNotFit, Advice: lsExamined,
		Reason: Text{"{fact}，按省定标准为黄码，暂不符合通行条件", "{Fact}: yellow by the province's standard, no pass"}},
	{ID: "lishui/pass-red", When: groundColour("red"), Outcome: "REFUSE", Health: true, Final: true, Colour: "red", Cite: lsNotFit, Advice: lsMeasures,
		Reason: Text{"{fact}，按省定标准为红码，暂不符合通行条件", "{Fact}: red by the province's standard, no pass"}},
	{ID: "lishui/pass-yellow", When: lsColoured, Outcome: "REFUSE", Final: true, Colour: "yellow", Cite: lsNotFit, Advice: lsStayAdvice,
		Reason: Text{"{fact}，按省定标准为黄码，暂不符合通行条件", "{Fact}: yellow by the province's standard, no pass"}},
	{ID: "lishui/pass-unlisted", When: unlisted, Outcome: "ASK_HEALTH", Cite: lsStandard, Advice: lsAskHealth,
		Reason: Text{"{fact}：省定标准未写，须卫健部门确认", "{Fact}: not in the province's standard, the health department must say"}},
}

// lsUnclear: the answers name documents for applying online only.
var lsUnclear = []Service{
	{Shown: fromAbroadKinds, Foreigners: true, Rule: Rule{ID: "lishui/pass-abroad", Outcome: "ASK_SUPERVISOR", Cite: lsDocs,
		Advice: Text{"可线上申领健康码；领取纸质证的，等候上级核定。", "The code may be had online; for the paper a supervisor must say."},
		Reason: Text{"只写可线上申领，纸质证可否使用该证件未写", "The papers speak of applying online; this document at the desk is not stated"}}},
}

var lsPassDesk = slicesOf([]Rule{
	{ID: "lishui/pass-false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }), Outcome: "RED", Colour: "red", Cite: lsFalse, Advice: lsStayAdvice,
		Reason: Text{"谎报瞒报一律判为红码", "False report: always red"}},
	{ID: "lishui/pass-blue", When: not(noBlue), Outcome: "REFUSE", Cite: lsNoHand, Advice: lsAskAdvice,
		Reason: Text{"没有“蓝码”：三色为绿、黄、红", "There is no blue code: the colours are green, yellow and red"}},
	{ID: "lishui/pass-duplicate", When: ask(Yes, func(in *Inputs) Answer { return in.ActivePass }), Outcome: "REFUSE_DUPLICATE", Cite: lsThree,
		Advice: Text{"沿用原证；遗失、损坏的在原申领处补办。", "Use the pass you have; the desk that issued it makes the next copy."},
		Reason: Text{"已有有效的出入证", "A valid pass exists"}},
}, turnedAway(lsUnclear), []Rule{
	{ID: "lishui/pass-child", When: all(anyOf(docKind(otherPaper), withoutCard), not(ownNumber)), Outcome: "ASK_SUPERVISOR", Cite: lsThree, Advice: lsAskAdvice,
		Reason: Text{"无身份证，如何核验未写", "No ID card: how to check is not said"}},
	{ID: "lishui/pass-undeclared", When: ask(No, func(in *Inputs) Answer { return in.Declared }), Outcome: "HOLD", Cite: lsPromise,
		Advice: Text{"请申领人确认所填属实。", "Confirm that the statements are true."},
		Reason: Text{"申领人尚未声明所填属实", "The applicant has not declared the statements true"}},
	{ID: "lishui/pass-unsigned", When: ask(No, func(in *Inputs) Answer { return in.Signature }), Outcome: "HOLD", Cite: lsPromise,
		Advice: Text{"请申领人签字后领取。", "Sign, then take the pass."},
		Reason: Text{"申领人未签字，不得交付", "No signature: do not hand over"}},
	{ID: "lishui/pass", When: always, Outcome: "ISSUE", Colour: "green", Cite: lsThree,
		Reason: Text{"符合条件，准予发证", "Meets the conditions: issue"}},
})
