package scheme

var (
	curedInHospital = ask(Yes, func(in *Inputs) Answer { return in.Cured })
	instGap         = ask(Yes, func(in *Inputs) Answer { return in.InstGap })
	selfGap         = ask(Yes, func(in *Inputs) Answer { return in.SelfGap })
	institution     = func(in *Inputs) *int { return in.Institution }
	selfReports     = func(in *Inputs) *int { return in.SelfReports }

	redServed    = all(curedInHospital, count(institution, "red_report_days"), not(instGap))
	yellowServed = all(count(selfReports, "yellow_report_days"), not(selfGap))
	rechecked    = isolationSaid(Yes, func(i *Isolation) Answer { return i.Rechecked })
	notRechecked = isolationSaid(No, func(i *Isolation) Answer { return i.Rechecked })
)

// nxCode colours a person as the region's code does, and asks where it is silent.
var nxCode = slicesOf(nxColoured, nxAsks)

// nxColoured are the rules that give a ground its colour, and the conversions of
// the colours. The card goes by them too.
var nxColoured = []Rule{
	{ID: "ningxia/fever-measured", When: all(ground("fever"), measuredFever, not(saidFever)),
		Health: true, Outcome: "YELLOW", Colour: "yellow", Cite: nxGateTemp, Advice: nxFeverClinic,
		Reason: Text{"体温异常，确诊前按黄码", "Abnormal temperature: yellow until diagnosed"}},
	{ID: "ningxia/red-green", When: all(groundColour("red"), redServed, yellowServed),
		Outcome: "GREEN", Colour: "green", Cite: nxChange,
		Reason: Text{"红转黄{red_report_days}天、黄转绿{yellow_report_days}天，共{both_report_days}天", "Red {red_report_days} + yellow {yellow_report_days} = {both_report_days} days"}},
	{ID: "ningxia/red-yellow", When: all(groundColour("red"), redServed),
		Outcome: "YELLOW", Colour: "yellow", Cite: nxChange, Advice: nxReportDaily,
		Reason: Text{"治愈且隔离机构连续{red_report_days}天上报，转黄码", "Cured and {red_report_days} daily reports by the institution: yellow"}},
	{ID: "ningxia/red-uncured", When: all(groundColour("red"), said(institution), not(curedInHospital)),
		Health: true, Outcome: "RED", Colour: "red", Cite: nxChange, Advice: nxHospital,
		Reason: Text{"尚未治愈", "Not cured yet"}},
	{ID: "ningxia/red-short", When: all(groundColour("red"), anyOf(said(institution), curedInHospital)),
		Health: true, Outcome: "RED", Colour: "red", Cite: nxChange, Advice: nxHospital,
		Reason: Text{"未满{red_report_days}天", "Only {institution} reports"}},
	{ID: "ningxia/red-code", When: ground("code_red"),
		Health: true, Outcome: "RED", Colour: "red", Cite: nxChange, Advice: nxHospital,
		Reason: Text{"红码，治愈并连续上报后才可转换", "Red until cured and reported in a row"}},
	{ID: "ningxia/red-fever", When: ground("fever"),
		Health: true, Outcome: "RED", Colour: "red", Cite: nxRed, Advice: nxFever,
		Reason: Text{"{record}，红码，就医确认", "{Record}: red, to be examined"}},
	{ID: "ningxia/red", When: groundColour("red"),
		Health: true, Outcome: "RED", Colour: "red", Cite: nxRed, Advice: nxHospital,
		Reason: Text{"{record}，红码，定点医院收治隔离", "{Record}: red, hospital isolation"}},
	{ID: "ningxia/contact-rechecked", When: all(ground("close_contact"), isolated("isolation_days"), rechecked),
		Outcome: "GREEN", Colour: "green", Cite: nxYellow,
		Reason: Text{"隔离满{isolation_days}天并已复核症状，绿码", "{isolation_days} days done and symptoms re-checked: green"}},
	{ID: "ningxia/contact-unchecked", When: all(ground("close_contact"), isolated("isolation_days")),
		Outcome: "YELLOW", Colour: "yellow", Cite: nxYellow, Advice: nxRecheck,
		Reason: Text{"满{isolation_days}天但尚未复核症状，黄码", "{isolation_days} days done, symptoms not re-checked: still yellow"}},
	{ID: "ningxia/contact", When: ground("close_contact"),
		Outcome: "YELLOW", Colour: "yellow", Cite: nxYellow, Advice: nxRecheck,
		Reason: Text{"密切接触者隔离未满{isolation_days}天，黄码", "Close contact, isolation under {isolation_days} days: yellow"}},
	{ID: "ningxia/isolation-done", When: all(groundColour("yellow"), not(ground("code_yellow")), isolated("isolation_days"), not(notRechecked)),
		Outcome: "GREEN", Colour: "green", Cite: nxYellow,
		Reason: Text{"隔离已满{isolation_days}天，绿码", "{isolation_days} days of isolation done: green"}},
	{ID: "ningxia/isolation", When: all(groundColour("yellow"), not(ground("code_yellow"))),
		Outcome: "YELLOW", Colour: "yellow", Cite: nxYellow, Advice: nxRecheck,
		Reason: Text{"集中或居家隔离未满{isolation_days}天，黄码", "Any isolation under {isolation_days} days: yellow"}},
	{ID: "ningxia/yellow-green", When: all(ground("code_yellow"), yellowServed),
		Outcome: "GREEN", Colour: "green", Cite: nxChange,
		Reason: Text{"个人连续{yellow_report_days}天上报，转绿码", "{yellow_report_days} daily self-reports: green"}},
	{ID: "ningxia/yellow-gap", When: all(ground("code_yellow"), selfGap),
		Outcome: "YELLOW", Colour: "yellow", Cite: nxChange, Advice: nxReportDaily,
		Reason: Text{"中断后不属“连续”{yellow_report_days}天", "A gap breaks «consecutive»"}},
	{ID: "ningxia/yellow", When: ground("code_yellow"),
		Outcome: "YELLOW", Colour: "yellow", Cite: nxChange, Advice: nxReportDaily,
		Reason: Text{"未满{yellow_report_days}天", "{self} reports"}},
	{ID: "ningxia/grey-filled", When: all(ground("code_grey"), anyOf(hasReported, checkedInToday, reportedOnce)),
		Outcome: "GREEN", Colour: "green", Cite: nxGrey,
		Reason: Text{"灰码经如实填报，转绿码", "Grey, filled in truthfully: green"}},
	{ID: "ningxia/grey", When: ground("code_grey"),
		Outcome: "GREY", Colour: "grey", Cite: nxGrey, Advice: nxFillIn,
		Reason: Text{"灰码，尚未填报", "Grey: not filled in yet"}},
	{ID: "ningxia/green-grey", When: all(ground("code_green"), checkinOverdue, not(hasReported)),
		Outcome: "GREY", Colour: "grey", Cite: nxGrey, Advice: nxFillIn,
		Reason: Text{"超过{grey_days}天没有打卡，灰码", "More than {grey_days} days without check-in: grey"}},
	{ID: "ningxia/green-limit", When: all(ground("code_green"), checkinAtLimit),
		Outcome: "GREEN", Colour: "green", Cite: nxGrey,
		Reason: Text{"第{grey_days}天，“超过{grey_days}天”未到", "Day {grey_days}: «more than {grey_days} days» not reached"}},
	{ID: "ningxia/green-checked", When: all(ground("code_green"), said(func(in *Inputs) *int { return in.CheckinDays }), not(checkinOverdue)),
		Outcome: "GREEN", Colour: "green", Cite: nxGrey,
		Reason: Text{"{checkin}天前打卡，绿码", "Checked in {checkin} days ago: green"}},
	{ID: "ningxia/green", When: ground("code_green"),
		Outcome: "GREEN", Colour: "green", Cite: nxGreen,
		Reason: Text{"绿码", "Green"}},
}

var nxAsks = []Rule{
	{ID: "ningxia/symptoms", When: symptomGround,
		Outcome: "ASK_HEALTH", Colour: "yellow", Cite: nxRed, Advice: nxFeverClinic,
		Reason: Text{"{fact}：是否发热病例须卫健部门确认", "{Fact}: the health department must say whether this is a fever case"}},
	{ID: "ningxia/unlisted", When: anyOf(unlisted, groundColour("excluded")),
		Outcome: "ASK_HEALTH", Cite: nxRed.and(nxYellow), Advice: nxAskHealth,
		Reason: Text{"{fact}：宁夏的红黄码清单未写，须卫健部门确认", "{Fact}: not in Ningxia's lists, the health department must say"}},
}

var nxRecheck = Text{"隔离满{isolation_days}天并复核症状后转换。", "The colour changes after {isolation_days} days and a re-check of symptoms."}

var nxCodeDesk = []Rule{
	{ID: "ningxia/false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }),
		Outcome: "REFUSE+REPORT", Cite: nxTrue, Advice: nxAskSupervisor,
		Reason: Text{"填报不实，承担相应责任", "Untrue statements: refused and reported"}},
	{ID: "ningxia/blue", When: not(noBlue), Outcome: "REFUSE", Cite: nxGreen,
		Advice: Text{"请核对健康码颜色（红、黄、灰、绿）。", "Look at the code again: red, yellow, grey or green."},
		Reason: Text{"没有“蓝码”：四色为红、黄、灰、绿", "There is no blue code: the colours are red, yellow, grey and green"}},
	{ID: "ningxia/abroad", When: fromAbroad,
		Outcome: "ASK_SUPERVISOR", Cite: nxAbroad, Advice: nxAskSupervisor,
		Reason: Text{"境外人员应申领健康码，证件类型未写", "People from abroad should apply; document kinds not stated"}},
	{ID: "ningxia/no-phone", When: ask(No, func(in *Inputs) Answer { return in.Smartphone }),
		Outcome: "ALLOW", Cite: nxWho,
		Advice: Text{"到居住地村（社区）申领宁夏健康通行卡。", "Apply for the card at the village or community."},
		Reason: Text{"无法申领健康码的，可申领健康通行卡", "People who cannot have the code may apply for the card"}},
	{ID: "ningxia/clear", When: always, Outcome: "GREEN", Colour: "green", Cite: nxGreen,
		Reason: Text{"符合健康条件，绿码", "Meets the health conditions: green"}},
}

var (
	fromAbroadKinds = []kind{hmtPermit, foreignPaper, residence}
	fromAbroad      = anyOf(ask(Yes, func(in *Inputs) Answer { return in.Foreigner }), docKind(fromAbroadKinds...))
	cardIs          = func(want ...Word) Cond { return word(func(in *Inputs) Word { return in.Card }, want...) }
	cardValid       = all(cardIs("valid", "active", "issued", "yes"), not(cardOver))
)

var nxGate = []Rule{
	{ID: "ningxia/gate-blue", When: not(noBlue), Outcome: "NO_PASS", Cite: nxGreen, Advice: gateHandOver,
		Reason: Text{"没有“蓝码”：四色为红、黄、灰、绿", "There is no blue code: the colours are red, yellow, grey and green"}},
	{ID: "ningxia/gate-mismatch", When: notTheHolder, Outcome: "NO_PASS", Cite: nxPersonal, Advice: gateHandOver,
		Reason: Text{"码、卡为个人专属，与本人不符，不予通行", "Code and card are personal: this is not the holder"}},
	{ID: "ningxia/gate-red", When: anyGround("code_red", "confirmed", "clinical", "suspected", "fever_case"),
		Outcome: "NO_PASS", Colour: "red", Cite: nxGateRed, Advice: gateHandOver,
		Reason: Text{"红码不予通行", "Red: no pass"}},
	{ID: "ningxia/gate-card-yellow", When: all(cardValid, anyGround("code_yellow")),
		Outcome: "NO_PASS", Colour: "yellow", Cite: nxBoth, Advice: gateHandOver,
		Reason: Text{"卡有效但码为黄，按码处置", "Card valid but code yellow: the stricter"}},
	{ID: "ningxia/gate-yellow", When: anyColour("yellow"),
		Outcome: "NO_PASS", Colour: "yellow", Cite: nxGateYel, Advice: gateHandOver,
		Reason: Text{"黄码不予通行", "Yellow: no pass"}},
	{ID: "ningxia/gate-fever", When: anyOf(measuredFever, hasSymptom),
		Outcome: "NO_PASS", Colour: "yellow", Cite: nxGateTemp, Advice: gateHandOver,
		Reason: Text{"体温异常，生成黄码不予通行", "Abnormal temperature: turns yellow, no pass"}},
	{ID: "ningxia/gate-grey", When: all(anyGround("code_grey"), not(hasReported)),
		Outcome: "NO_PASS", Colour: "grey", Cite: nxGateGrey, Advice: nxFillIn,
		Reason: Text{"灰码须填报转绿后通行", "Grey: fill in first"}},
	{ID: "ningxia/gate-expired", When: all(anyOf(cardOver, cardIs("expired", "recalled", "void", "voided", "lost", "invalid", "returned", "cancelled")), not(anyGround("code_green", "code_grey"))),
		Outcome: "NO_PASS", Cite: nxCard, Advice: nxLater,
		Reason: Text{"健康通行卡已失效，须重新申请", "The card is no longer valid: apply again"}},
	{ID: "ningxia/gate-on-spot", When: all(hasReported, temperatureTaken, not(cardValid), not(anyGround("code_green", "code_grey"))),
		Outcome: "PASS", Colour: "green", Cite: nxOnSpot,
		Reason: Text{"现场填报，测温正常，即时生成绿码，通行", "Filled in on the spot, normal temperature: green at once, pass"}},
	{ID: "ningxia/gate-none", When: all(not(cardValid), not(anyGround("code_green", "code_grey"))),
		Outcome: "NO_PASS", Cite: nxGateGreen, Advice: nxLater,
		Reason: Text{"没有绿码，也没有有效的健康通行卡", "Neither a green code nor a valid card"}},
	{ID: "ningxia/gate-untaken", When: not(temperatureTaken), Outcome: "NO_PASS", Cite: nxGateGreen,
		Advice: Text{"请测温。", "Take the temperature first."},
		Reason: Text{"尚未测温", "The temperature has not been taken"}},
	{ID: "ningxia/gate-card", When: all(cardValid, not(anyGround("code_green", "code_grey"))),
		Outcome: "PASS", Cite: nxBoth,
		Reason: Text{"健康通行卡有效，测温正常，通行", "Card valid, normal temperature: pass"}},
	{ID: "ningxia/gate", When: always, Outcome: "PASS", Colour: "green", Cite: nxGateGreen,
		Reason: Text{"绿码测温正常，通行", "Green and normal temperature: pass"}},
}
