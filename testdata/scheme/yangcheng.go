package scheme

import (
	"slices"

	"passdesk/registry/civil"
)

// Yangcheng (样城) does not exist. Its household pass is made up to prove that a
// city is one file: cmd/passdesk/fourth_test.go builds the program with this file
// laid over registry/scheme, and with no other change.
const (
	ycNotice1 = "EXT 样城一号"
	ycNotice2 = "EXT 样城二号"
)

var (
	ycHousehold = Citation{"一户一证，由户主或者家庭成员一人申领", ycNotice1}
	ycRed       = Citation{"确诊、疑似病人和密切接触者不予发证，集中隔离满14天并有解除证明的除外", ycNotice1}
	ycYellow    = Citation{"有发热、呼吸道症状的，到过公布地区的，居家满10天后申领", ycNotice1}
	ycGathering = Citation{"十日内参加聚集活动的住户，暂不发证", ycNotice1}
	ycBook      = Citation{"核对户口簿后登记", ycNotice1}
	ycHome      = Citation{"凭房屋所有权证或者租赁合同核对住址", ycNotice1}
	ycAbroad    = Citation{"持护照的住户到派出所申领，港澳台住户也可以在社区申领", ycNotice2}
	ycTrue      = Citation{"填报不实的，收回户证", ycNotice2}
	ycTerm      = Citation{"户证有效期三十天，期满换发", ycNotice2}
	ycGate      = Citation{"凭户证每户每两天一人外出采购，测温低于37.0℃放行", ycNotice2}
)

var (
	ycCome = Text{"条件符合后，由家庭成员一人再来申领。", "One member comes again once the condition is met."}
	ycAsk  = Text{"工作人员登记待办，等候街道答复。", "The desk parks the case; the sub-district answers."}
	ycShow = Text{"请带来出示。", "Bring it and show it."}
)

func init() { enrol(40, yangcheng()) }

// yangcheng is the 样城户证: a pass for a household, for thirty days.
func yangcheng() Scheme {
	return Scheme{
		Code:           "yangcheng",
		Title:          Text{"样城户证", "Yangcheng household pass"},
		PassName:       "样城户证",
		AuthorityNames: []string{"样城区防控指挥部", "样城区卫生健康局"},
		DivisionPrefix: "440",
		DivisionDigits: 3,
		IssuedLabel:    Text{"发证日期", "Issued"},
		TermSetting:    "term_days",
		LedgerTitle:    "样城户证申领登记册（一户一行）",
		Area:           Text{"样城各小区", "The estates of Yangcheng"},
		Declaration: Text{"本人代表全户承诺：所填户号、住址、同住人属实，如有不实，户证收回。",
			"For my household I declare that its number, address and members are true; if not, the pass is taken back."},
		DeclareCite: ycTrue,
		Questions: append(questions("red", ycRed, "confirmed", "suspected", "close_contact"),
			append(questions("yellow", ycYellow, "fever", "respiratory"),
				Question{Fact: "gathering", Label: ycGathered.Is, Cite: ycGathering.Sentence, Source: ycGathering.Source})...),
		Facts:   []Fact{ycGathered},
		Entries: slices.Concat([]Entry{chosen("colour", "健康码颜色", "colour of the health code", threeColours...)}, isolating, measured, []Entry{enterStays}),
		BackText: []Note{
			note("一户一证，每两天一人外出采购。", "One pass for a household: one member goes shopping every other day.", ycGate),
			note("测温低于{fever_celsius}℃放行。", "Let through below {fever_celsius} °C.", ycGate),
			note("有效期{term_days}天，期满换发。", "Valid for {term_days} days; then exchanged.", ycTerm),
		},
		Settings: []Setting{
			setting("fever_celsius", 37.0, "发热体温线（℃，含）", "Temperature that counts as fever, °C", ycNotice2).within(36, 40, 0.1),
			setting("red_days", 14, "集中隔离天数", "Days in isolation", ycNotice1),
			setting("yellow_days", 10, "居家天数", "Days at home", ycNotice1),
			setting("term_days", 30, "户证有效期（天）", "Term of the pass, days", ycNotice2).within(1, 90, 1),
			setting("child_age", 16, "应申领身份证的年龄", "Age from which an ID card is applied for", "居民身份证法 第二条").within(0, 120, 1),
		},
		Papers: map[string]Text{
			ycNotice1: {"《样城区一号通告》（样例）", "Yangcheng, notice No. 1 (made up)"},
			ycNotice2: {"《样城区二号通告》（样例）", "Yangcheng, notice No. 2 (made up)"},
		},
		OneNumber: ycHousehold,
		Unit:      Household,
		Size:      Size{"120×80", 120, 80},
		Services:  ycServices,
		Fields: []Field{
			{Key: HouseholdField, Label: Text{"户号", "Household"}, Help: Text{"户口簿首页的户号，写全。", "The number on the first page of the household book."},
				Required: true, Printed: true, Length: 20},
			{Key: "household_address", Label: Text{"户址", "Household address"}, Required: true, Printed: true, Length: 40},
			{Key: "members", Label: Text{"同住人", "Members"}, Printed: true, Length: 60},
			{Key: "tenure", Label: Text{"住房", "Housing"}, Kind: ChoiceField, Required: true,
				Choices: []Choice{{"owned", Text{"自有", "Owned"}}, {"rented", Text{"租住", "Rented"}}}},
			{Key: "since", Label: Text{"入住日期", "Living here since"}, Kind: DayField},
			{Key: "rooms", Label: Text{"间数", "Rooms"}, Kind: NumberField, Length: 2},
		},
		Evidence: ycEvidence,
		Areas: []Area{
			{Kind: KeyArea, Division: "420000", From: civil.New(2020, 1, 23), Until: civil.New(2020, 3, 31), Source: ycNotice1},
			{Kind: HigherRisk, Division: "440300", From: civil.New(2020, 2, 1), Until: civil.New(2020, 3, 5), Source: ycNotice2},
		},
		DeskWord: "yangcheng",
		colours: map[string]string{
			"confirmed": "red", "suspected": "red", "close_contact": "red", "been_to_key_area": "red", "from_key_area": "red",
			"fever": "yellow", "respiratory": "yellow", "symptoms": "yellow", "higher_risk_county": "yellow", "cross_province": "yellow",
			"gathering": "yellow", "code_red": "red", "code_yellow": "yellow", "code_green": "green",
		},
		rules: map[string]Procedure{
			"yangcheng":      {Grounds: ycGrounds, Desk: ycDesk},
			"yangcheng_gate": {Desk: ycGates},
		},
	}
}

// ycGathered is a fact that only this city asks about.
var ycGathered = Fact{Code: "gathering", Is: Text{"十日内参加过聚集活动", "Was at a gathering within ten days"}, Who: Text{"参加聚集活动的住户", "Household of somebody who was at a gathering"}}

var ycServices = []Service{
	{Shown: []kind{foreignPaper}, Foreigners: true, At: onlyPolice, Rule: Rule{ID: "yangcheng/foreign", Outcome: "REFER_POLICE", Cite: ycAbroad,
		Reason: Text{"持护照的住户到派出所申领", "With a passport: at the police station"}, Advice: Text{"请到派出所申领。", "Apply at the police station."}}},
	{Shown: []kind{hmtPermit}, At: []string{"police", "community"}, Rule: Rule{ID: "yangcheng/permit", Outcome: "REFER_POLICE", Cite: ycAbroad,
		Reason: Text{"港澳台住户到社区或者派出所申领", "With a permit: at the community or the police"}, Advice: Text{"请到社区或派出所申领。", "Apply at the community or the police."}}},
}

var ycEvidence = []Evidence{
	{Key: "household_book", Label: Text{"户口簿", "Household book"}, Cite: ycBook, Advice: ycShow},
	{Key: "home_proof", Label: Text{"房产证或租赁合同", "Title or lease"}, Cite: ycHome, Advice: ycShow},
}

var ycGrounds = []Rule{
	{ID: "yangcheng/released", When: all(groundColour("red"), isolated("red_days"), released), Outcome: "ISSUE", Colour: "green", Cite: ycRed,
		Reason: Text{"隔离满{red_days}天并有解除证明", "{red_days} days done with a release paper"}},
	{ID: "yangcheng/red", When: groundColour("red"), Outcome: "REFUSE+ISOLATE14", Colour: "red", Cite: ycRed, Advice: ycCome,
		Reason: Text{"{fact}，集中隔离{red_days}天", "{Fact}: {red_days} days in isolation"}},
	{ID: "yangcheng/gathering", When: ground("gathering"), Outcome: "REFUSE", Colour: "yellow", Cite: ycGathering, Advice: ycCome,
		Reason: Text{"{fact}，暂不发证", "{Fact}: not yet"}},
	{ID: "yangcheng/home-done", When: all(groundColour("yellow"), isolated("yellow_days")), Outcome: "ISSUE", Colour: "green", Cite: ycYellow,
		Reason: Text{"居家满{yellow_days}天", "{yellow_days} days at home"}},
	{ID: "yangcheng/yellow", When: groundColour("yellow"), Outcome: "REFUSE", Colour: "yellow", Cite: ycYellow, Advice: ycCome,
		Reason: Text{"{fact}，居家{yellow_days}天", "{Fact}: {yellow_days} days at home"}},
	{ID: "yangcheng/unlisted", When: unlisted, Outcome: "ASK_HEALTH", Cite: ycRed, Advice: ycAsk,
		Reason: Text{"{fact}：通告未写，须卫健部门确认", "{Fact}: not in the notices, the health department must say"}},
}

var ycDesk = slicesOf(
	[]Rule{{ID: "yangcheng/false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }), Outcome: "REFUSE+REPORT", Cite: ycTrue, Advice: ycAsk,
		Reason: Text{"填报不实", "Untrue statements"}}},
	turnedAway(ycServices),
	[]Rule{{ID: "yangcheng/child", When: withoutCard, Outcome: "ASK_SUPERVISOR", Cite: ycHousehold, Advice: ycAsk,
		Reason: Text{"无身份证者能否代表全户未写", "Whether somebody without a card may stand for a household is not said"}}},
	demanded("yangcheng", ycEvidence),
	[]Rule{{ID: "yangcheng/undeclared", When: ask(No, func(in *Inputs) Answer { return in.Declared }), Outcome: "HOLD", Cite: ycTrue, Advice: ycCome,
		Reason: Text{"申领人尚未承诺属实", "The applicant has not declared it true"}}},
	[]Rule{{ID: "yangcheng/issue", When: always, Outcome: "ISSUE", Colour: "green", Cite: ycHousehold,
		Reason: Text{"符合条件，发户证，有效期{term_days}天", "Meets the conditions: a household pass for {term_days} days"}}},
)

var ycGates = []Rule{
	{ID: "yangcheng/gate-hot", When: anyOf(measuredFever, hasSymptom), Outcome: "NO_PASS", Cite: ycGate, Advice: gateHandOver,
		Reason: Text{"体温达到{fever_celsius}℃", "{fever_celsius} °C or more"}},
	{ID: "yangcheng/gate", When: always, Outcome: "PASS", Cite: ycGate, Reason: Text{"凭户证放行", "Let through with the household pass"}},
}
