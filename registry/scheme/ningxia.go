package scheme

// Ningxia: 宁疫指办发〔2020〕66号 of 4 March 2020 tells the code's four colours.
// The card (健康通行卡) rests on No. 63, which the notice cites and does not
// contain.
const (
	notice66 = "004_52e7c7d5"
	notice63 = "EXT 宁疫指办发〔2020〕63号 (nxcjrkfzx.com/…/5758.html)"
	notice10 = "EXT 宁夏公告第十号 (fao.nx.gov.cn t20200914_2231939)"
)

var (
	nxRed       = Citation{"系统审核比对发现申请人记录为确诊病例（含临床诊断）、疑似病例、发热病例，生成红色防疫健康码", notice66}
	nxYellow    = Citation{"系统审核比对发现申请人数据为密切接触者，并居家隔离且尚未复核新冠肺炎症状、集中或居家隔离未满14天的，生成黄色防疫健康码", notice66}
	nxGrey      = Citation{"系统审核发放的“绿码”超过3天没有进行健康打卡，会显示为“灰码”，经如实填报相关信息后，即转化为“绿码”", notice66}
	nxGreen     = Citation{"符合防疫人员健康条件的，自动生成绿色防疫健康信息码", notice66}
	nxChange    = Citation{"“红码”需要医院治愈并由隔离机构每日上报健康情况连续14天，才可以转换为“黄码”；“黄码”需要个人连续上报14天的健康情况，才可以转换成“绿码”；3天没有进行健康打卡的，“绿码”变为“灰码”", notice66}
	nxOnSpot    = Citation{"如需即时生成防疫健康码的，应积极配合测量体温，并填报体温数据，体温数据正常情况下，即时生成“绿码”", notice66}
	nxPersonal  = Citation{"利用科学化、数字化手段自动生成的居民个人专属二维码", notice66}
	nxGateGreen = Citation{"居民个人持“绿码”的，亮码测温正常后即可通行", notice66}
	nxGateGrey  = Citation{"持“灰码”的，经如实填报信息后转为“绿码”方可通行", notice66}
	nxGateYel   = Citation{"“黄码”人员不予通行", notice66}
	nxGateRed   = Citation{"持“黄码”“红码”的，因不符合疫情管控的通行条件", notice66}
	nxGateTemp  = Citation{"体温异常的，在卡点防疫工作人员监督下如实填报体温，生成黄色防疫健康码的不予通行", notice66}
	nxBoth      = Citation{"宁夏防疫健康信息码与先前实施的宁夏健康通行卡并行使用，同时有效", notice66}
	nxWho       = Citation{"老年人、未成年人或因特殊情况无法申请获取防疫健康信息码的，可按照《自治区应对新型冠状病毒感染肺炎疫情工作指挥部办公室关于启用健康通行卡的通知》（宁疫指办发〔2020〕63号）要求，申领宁夏健康通行卡", notice66}
	nxTrue      = Citation{"填报信息应为居民本人亲自填写且属实，如有不实之处承担相应责任", notice66}
	nxCard      = Citation{"在宁夏境内低风险地区居住14天以上且接受居住地村（社区）管理的有外出需要的人员可申请办理健康通行卡；健康通行卡有效期14天", notice63}
	nxExcluded  = Citation{"有下列情形之一的，不得申请办理健康通行卡", notice63}
	nxAbroad    = Citation{"区内居民和来宁返宁人员（含境外人员）应主动申领防疫健康信息码", notice10}
)

var (
	nxAskSupervisor = Text{"工作人员登记待办，请上级核定。", "The desk parks the case for a supervisor."}
	nxAskHealth     = Text{"工作人员登记待办，向卫健部门核实后答复。", "The desk parks the case and asks the health department."}
	nxFeverClinic   = Text{"请到发热门诊检查，结果由卫健部门确认；排除后再来申请。", "See the fever clinic; the health department confirms the result. Apply again when it is excluded."}
	nxUncured       = Text{"未治愈的，立即联系卫健部门，在定点医院收治、隔离；出院观察满{observation_days}天后，到居住地村（社区）再申请。", "Not cured: the health department is called at once, for the designated hospital; apply again {observation_days} days after discharge."}
	nxFever         = Text{"立即联系卫健部门，到发热门诊检查；属发热病例的，在定点医院收治、隔离，治愈并由隔离机构连续{red_report_days}天上报后转黄码。", "The health department is called at once, for the fever clinic; a fever case is treated and isolated in the designated hospital, and yellow after cure and {red_report_days} daily reports by the institution."}
	nxHospital      = Text{"按防疫要求在定点医院收治、隔离；治愈并由隔离机构连续{red_report_days}天上报后转黄码。", "Treatment and isolation in the designated hospital; yellow after cure and {red_report_days} daily reports by the institution."}
	nxReportDaily   = Text{"连续{yellow_report_days}天上报个人健康情况后转绿码。", "Report your health daily for {yellow_report_days} days in a row; then the code turns green."}
	nxFillIn        = Text{"如实填报健康信息，转为绿码后通行。", "Fill in the health form truthfully; grey then turns green."}
	nxLater         = Text{"条件符合后，到居住地村（社区）再申请，即时办理。", "Apply again at your village or community once the condition is met; the card is made at once."}
)

var nxPapers = map[string]Text{
	notice66: {"《关于在全区统一推广使用防疫健康信息码的通知》（宁疫指办发〔2020〕66号，2020年3月4日）", "Ningxia, notice No. 66 of 4 March 2020, on the health code"},
	notice63: {"《关于启用健康通行卡的通知》（宁疫指办发〔2020〕63号）", "Ningxia, notice No. 63 of 2020, on the health pass card"},
	notice10: {"宁夏疫情防控公告第十号（2020年）", "Ningxia, announcement No. 10 of 2020"},
}

func init() { enrol(2, ningxia()) }

// ningxia is the 健康通行卡, equal to the region's code.
func ningxia() Scheme {
	return Scheme{
		Code:           "ningxia",
		Title:          Text{"宁夏健康通行卡", "Ningxia health pass card"},
		PassName:       "健康通行卡",
		AuthorityNames: []string{"宁夏回族自治区应对新型冠状病毒感染肺炎疫情工作指挥部办公室", "居住地村（社区）"},
		Design:         Design{Ink: Colour{22, 60, 118}, Head: Banded, Ground: Rosettes},
		DivisionPrefix: "64",
		DivisionDigits: 4,
		TermSetting:    "card_term_days",
		LedgerTitle:    "村(社区)健康通行卡申领人员清单",
		Area:           Text{"宁夏回族自治区", "Ningxia Hui Autonomous Region"},
		Declaration: Text{"本人承诺所填报信息由本人填写且属实，如有不实，承担相应责任。",
			"I declare that what is stated is mine and true; I answer for what is not."},
		DeclareCite: nxTrue,
		Questions:   nxQuestions(),
		Entries:     nxEntries(),
		Readings:    cardReadings(nxReadings),
		BackText:    nxBack(),
		Settings:    nxSettings(),
		Papers:      nxPapers,
		// 湖北等高风险地区 (No. 63): the one area that a paper names. Which others are
		// at high risk the region says day by day; a station loads that list.
		Areas:    []Area{{Kind: KeyArea, Division: "420000", Source: notice63}},
		Stays:    nxStays,
		Services: nxUnclear,
		DeskWord: "ningxia_card",
		colours:  nxColours,
		terms:    nxTerms,
		rules: map[string]Procedure{
			"ningxia":      {Grounds: nxCode, Desk: nxCodeDesk, Code: true},
			"ningxia_gate": {Desk: nxGate},
			"ningxia_card": {Grounds: nxCardGrounds, Desk: nxCardDesk, Code: true},
		},
	}
}

// nxColours: the exclusions of No. 63 have no colour of their own.
var nxColours = map[string]string{
	"confirmed": "red", "clinical": "red", "suspected": "red", "fever_case": "red", "fever": "red", "code_red": "red",
	"close_contact": "yellow", "isolation_not_contact": "yellow", "in_isolation": "yellow", "in_isolation_home": "yellow", "in_isolation_central": "yellow", "in_isolation_yellow": "yellow",
	"in_isolation_home_red": "yellow", "in_isolation_central_red": "yellow", "code_yellow": "yellow",
	"code_grey": "grey", "code_green": "green",
	"case_not_14d": "excluded", "contact_not_14d": "excluded", "from_highrisk_lt14": "excluded", "contact_with_highrisk_lt14": "excluded",
	"symptoms": "excluded", "dyspnea": "excluded", "respiratory": "excluded",
	"not_low_risk_14d": "excluded", "not_managed": "excluded", "no_need": "excluded",
}

// nxTerms: the exclusions of No. 63 name their own days (未满14天). A case is
// excluded while 未治愈 too, so that its days begin with the cure.
var nxTerms = map[string]term{
	"case_not_14d": {setting: "observation_days", cured: true}, "contact_not_14d": {setting: "isolation_days"},
	nxHighRisk: {setting: "area_days"}, "contact_with_highrisk_lt14": {setting: "isolation_days"},
	"not_low_risk_14d": {setting: "card_residence_days"},
}

// nxStays: whoever comes from a high-risk area less than 14 days ago is excluded,
// by whatever name the area is listed.
var nxStays = map[AreaKind]StayFacts{
	KeyArea: {nxHighRisk, nxHighRisk}, Specified: {nxHighRisk, nxHighRisk}, HigherRisk: {nxHighRisk, nxHighRisk},
}

const nxHighRisk = "from_highrisk_lt14"

func nxQuestions() []Question {
	list := questions("red", nxRed, "confirmed", "clinical", "suspected", "fever")
	list = append(list, questions("yellow", nxYellow, "close_contact", "isolation_not_contact")...)
	list = append(list, questions("", nxExcluded, "case_not_14d", "contact_not_14d", "from_highrisk_lt14",
		"contact_with_highrisk_lt14", "symptoms")...)
	return append(list, questions("", nxCard, "not_low_risk_14d", "not_managed", "no_need")...)
}

func nxBack() []Note {
	return []Note{
		note("本卡自发卡之日起有效期{card_term_days}天，期满重新申请。", "Valid {card_term_days} days from the day of issue; then apply again.", nxCard),
		note("本卡与宁夏防疫健康信息码并行使用，同时有效。", "Valid beside the region's health code.", nxBoth),
		note("测温正常后通行；体温异常的不予通行，按防疫要求处置。", "Let through when the temperature is normal, not otherwise.", nxGateTemp),
		note("在宁夏回族自治区范围内使用，结果与自治区防疫健康码一致；转为黄码、红码的不予通行。", "Valid in Ningxia; it must agree with the region's code: not with yellow or red.", nxGateRed),
		note("填报信息应属实，如有不实承担相应责任。", "Statements must be true; the holder answers for them.", nxTrue),
	}
}

func nxSettings() []Setting {
	return []Setting{
		setting("fever_celsius", 37.3, "体温异常线（℃，含）", "Temperature that is abnormal, °C", "papers silent; usual threshold").within(36, 40, 0.1),
		setting("isolation_days", 14, "隔离天数", "Days of isolation", notice66).ends("{n}天隔离到 {day} 期满", "{n} days of isolation end on {day}"),
		setting("observation_days", 14, "出院观察天数", "Days of observation after discharge", notice63+"; 出院观察未满14天").
			ends("出院观察{n}天到 {day} 期满", "{n} days of observation after discharge end on {day}"),
		setting("red_report_days", 14, "红转黄：隔离机构连续上报天数", "Red to yellow: reports in a row by the institution", notice66).
			ends("隔离机构到 {day} 已连续上报{n}天", "{n} daily reports in a row by the institution on {day}"),
		setting("yellow_report_days", 14, "黄转绿：个人连续上报天数", "Yellow to green: own reports in a row", notice66).
			ends("个人到 {day} 已连续上报{n}天", "{n} daily self-reports in a row on {day}"),
		setting("grey_days", 3, "未打卡超过几天转灰", "Grey after more than so many days without check-in", notice66+"; paragraph 2 超过3天, paragraph 5 3天: the later day").
			ends("到 {day} 已超过{n}天没有打卡", "more than {n} days without check-in on {day}"),
		setting("card_residence_days", 14, "低风险地区居住天数（含）", "Days of residence in a low-risk area, inclusive", notice63).
			ends("在低风险地区居住到 {day} 满{n}天", "{n} days in a low-risk area are complete on {day}"),
		setting("card_term_days", 14, "健康通行卡有效期（天）", "Term of the card, days", notice63).within(1, 365, 1).
			ends("健康通行卡{n}天有效期已满，{day} 起失效", "the card's {n} days are over: not valid from {day}"),
		setting("area_days", 14, "从高风险地区来宁，多少天内算", "Days for which a stay in a high-risk area counts", notice63+"; 隔离未满14天").
			ends("从高风险地区来宁到 {day} 满{n}天", "{n} days since leaving the high-risk area are over on {day}"),
		setting("child_age", 16, "应申领身份证的年龄", "Age from which an ID card is applied for", "居民身份证法 第二条").within(0, 120, 1),
	}
}
