package scheme

import (
	"maps"
	"slices"
	"strings"
)

// The conditions that only Ningxia knows, and its card.

// saidFever is a fever that was stated, not only measured.
func saidFever(c *Case) bool {
	return slices.ContainsFunc(c.said, func(f Fact) bool { return f.Code == "fever" && c.speaks(&f) })
}

func hasReported(c *Case) bool { return c.Reported == Yes }

// reportedOnce is a report since the code turned grey.
func reportedOnce(c *Case) bool { return c.SelfReports != nil && *c.SelfReports > 0 }

func checkedInToday(c *Case) bool { return c.CheckinDays != nil && *c.CheckinDays == 0 }

func checkinOverdue(c *Case) bool {
	return c.CheckinDays != nil && *c.CheckinDays > int(c.setting("grey_days"))
}

func checkinAtLimit(c *Case) bool {
	return c.CheckinDays != nil && *c.CheckinDays == int(c.setting("grey_days"))
}

// cardAge is the card's age in days; ok is false when nothing says it. By dates
// the day of issue is day 1, as the desk prints the last good day: the stricter
// reading, since No. 63 does not say which day is the first.
func cardAge(c *Case) (days int, ok bool) {
	switch {
	case c.CardDays != nil:
		return *c.CardDays, true
	case c.CardIssued.IsZero() || c.Day.IsZero():
		return 0, false
	}
	return c.CardIssued.DaysUntil(c.Day) + 1, true
}

// cardOver is a card older than its term.
func cardOver(c *Case) bool {
	n, ok := cardAge(c)
	return ok && n > int(c.setting("card_term_days"))
}

// cardStillGood is a card within its term.
func cardStillGood(c *Case) bool {
	n, ok := cardAge(c)
	return ok && n <= int(c.setting("card_term_days"))
}

func excluded(codes ...string) Cond {
	return func(c *Case) bool {
		if len(codes) == 0 {
			return slices.ContainsFunc(c.Excluded, func(w string) bool { return !saysNone(w) })
		}
		return slices.ContainsFunc(c.Excluded, func(w string) bool {
			f, err := FactByWord(w)
			return err == nil && slices.Contains(codes, f.Code)
		})
	}
}

// either is an exclusion, stated as such or as a fact.
func either(codes ...string) Cond { return anyOf(excluded(codes...), anyGround(codes...)) }

// undecided is a condition of the card that nobody has stated. At the desk the
// applicant declares the questions answered, so that "not said" means "yes".
func undecided(field func(*Inputs) Answer) Cond {
	return func(c *Case) bool { return field(&c.Inputs) == Unsaid && c.Declared != Yes }
}

var (
	lowRisk = func(in *Inputs) *int { return in.LowRiskDays }
	managed = func(in *Inputs) Answer { return in.Managed }
	need    = func(in *Inputs) Answer { return in.Need }
)

// nxCardGrounds: card and code are valid side by side and must agree, so that the
// card goes by the code's own rules, conversions and all.
var nxCardGrounds = append(onCard(nxColoured),
	Rule{ID: "ningxia/card-unlisted", When: unlisted, Outcome: "ASK_HEALTH", Cite: nxExcluded, Advice: nxAskHealth,
		Reason: Text{"{fact}：宁夏的文件未写，须卫健部门确认", "{Fact}: not in Ningxia's papers, the health department must say"}})

// onCard turns the code's rules into those of the card: what is green may have one,
// any other colour may not, for the same reason.
func onCard(code []Rule) []Rule {
	rules := slices.Clone(code)
	for i := range rules {
		r := &rules[i]
		r.ID = strings.Replace(r.ID, "ningxia/", codeOnCard, 1)
		if r.Outcome == "GREEN" {
			r.Outcome, r.Colour, r.Cite = "ISSUE", "", nxCard
			r.Reason = Text{r.Reason.ZH + "；符合63号文件条件，发卡，有效期{card_term_days}天", r.Reason.EN + "; meets No. 63: issue, valid {card_term_days} days"}
			continue
		}
		r.Outcome, r.Final = "REFUSE", true      // the region's colour: other facts change it, no desk does
		if !strings.Contains(r.Reason.ZH, "码") { // 未满14天: of what?
			r.Reason = Text{"{record}，" + r.Reason.ZH, "{Record}: " + r.Reason.EN}
		}
		r.Reason = Text{r.Reason.ZH + "，不得申办", r.Reason.EN + "; no card"}
	}
	return rules
}

// codeOnCard begins the names of the code's rules where they speak about a card.
const codeOnCard = "ningxia/card-code-"

// cardReadings gives a rule of the code its reading on the card too.
func cardReadings(own map[string]Reading) map[string]Reading {
	all := maps.Clone(own)
	for _, r := range nxColoured {
		if reading, ok := own[r.ID]; ok {
			all[strings.Replace(r.ID, "ningxia/", codeOnCard, 1)] = reading
		}
	}
	return all
}

// nxUnclear: 境外人员 should apply; with which document, and where, is not said.
var nxUnclear = []Service{
	{Shown: fromAbroadKinds, Foreigners: true, Rule: Rule{ID: "ningxia/card-abroad", Outcome: "ASK_SUPERVISOR", Cite: nxAbroad, Advice: nxAskSupervisor,
		Reason: Text{"境外人员可用何种证件未写，须上级确认", "Document kinds of people from abroad are not stated: a supervisor must say"}}},
}

var nxCardDesk = slicesOf([]Rule{
	{ID: "ningxia/card-false", When: ask(Yes, func(in *Inputs) Answer { return in.FalseStatement }),
		Final: true, Outcome: "REFUSE+REPORT", Cite: nxTrue, Advice: nxAskSupervisor,
		Reason: Text{"填报不实，承担相应责任", "Untrue statements: refused and reported"}},
	{ID: "ningxia/card-blue", When: not(noBlue), Outcome: "REFUSE", Cite: nxGreen, Advice: nxLater,
		Reason: Text{"没有“蓝码”：四色为红、黄、灰、绿", "There is no blue code: the colours are red, yellow, grey and green"}},
	{ID: "ningxia/card-case", When: anyOf(excluded("confirmed", "clinical", "suspected"), either("case_not_14d", "asymptomatic", "positive_test")),
		Final: true, Health: true, Outcome: "REFUSE", Cite: nxExcluded, Advice: nxUncured,
		Reason: Text{"确诊/疑似/无症状未治愈或出院观察未满{isolation_days}天，不得申办", "Case not cured or under {isolation_days} days after: no card"}},
	{ID: "ningxia/card-contact", When: anyOf(excluded("close_contact"), either("contact_not_14d")),
		Outcome: "REFUSE", Cite: nxExcluded, Advice: nxLater,
		Reason: Text{"密切接触者隔离未满{isolation_days}天，不得申办", "Close contact under {isolation_days} days: no card"}},
	{ID: "ningxia/card-highrisk", When: either("from_highrisk_lt14"),
		Outcome: "REFUSE", Cite: nxExcluded, Advice: nxLater,
		Reason: Text{"从湖北等高风险地区来宁返宁，隔离未满{isolation_days}天，不得申办", "Arrived from a high-risk area, under {isolation_days} days: no card"}},
	{ID: "ningxia/card-highrisk-contact", When: either("contact_with_highrisk_lt14"),
		Outcome: "REFUSE", Cite: nxExcluded, Advice: nxLater,
		Reason: Text{"与湖北等高风险地区人员接触，隔离未满{isolation_days}天，不得申办", "Contact with high-risk people, under {isolation_days} days: no card"}},
	{ID: "ningxia/card-symptoms", When: anyOf(either("symptoms", "fever", "dyspnea", "respiratory"), hasSymptom),
		Health: true, Outcome: "REFUSE", Cite: nxExcluded, Advice: nxFeverClinic,
		Reason: Text{"有发热、干咳、气促、呼吸道症状，不得申办", "Symptoms: no card"}},
	{ID: "ningxia/card-excluded", When: excluded(),
		Outcome: "REFUSE", Cite: nxExcluded, Advice: nxLater,
		Reason: Text{"属不得申办的情形", "Excluded by No. 63: no card"}},
	{ID: "ningxia/card-residence", When: anyOf(anyGround("not_low_risk_14d"), all(said(lowRisk), not(count(lowRisk, "card_residence_days")))),
		Outcome: "REFUSE", Cite: nxCard, Advice: nxLater,
		Reason: Text{"在低风险地区居住未满{card_residence_days}天", "Fewer than {card_residence_days} days in a low-risk area"}},
	{ID: "ningxia/card-managed", When: anyOf(anyGround("not_managed"), ask(No, managed)),
		Outcome: "REFUSE", Cite: nxCard, Advice: nxLater,
		Reason: Text{"未接受居住地村（社区）管理", "Not managed by the village or community"}},
	{ID: "ningxia/card-need", When: anyOf(anyGround("no_need"), ask(No, need)),
		Outcome: "REFUSE", Cite: nxCard, Advice: nxLater,
		Reason: Text{"没有外出需要", "No need to go out"}},
	{ID: "ningxia/card-over", When: all(anyOf(cardOver, cardIs("expired")), not(said(lowRisk))),
		Outcome: "EXPIRED", Cite: nxCard, Advice: nxLater,
		Reason: Text{"健康通行卡有效期{card_term_days}天已满，须重新申请", "The card's {card_term_days} days are over: apply again"}},
	{ID: "ningxia/card-duplicate", When: anyOf(cardStillGood, ask(Yes, func(in *Inputs) Answer { return in.ActivePass })),
		Outcome: "REFUSE_DUPLICATE", Cite: nxCard,
		Advice: Text{"沿用原卡，期满重新申请。", "Use the card you have; apply again when it ends."},
		Reason: Text{"已有有效的健康通行卡", "A valid card exists"}},
}, turnedAway(nxUnclear), []Rule{
	{ID: "ningxia/card-document", When: all(anyOf(docKind(otherPaper), withoutCard), not(ownNumber)),
		Outcome: "ASK_SUPERVISOR", Cite: nxWho, Advice: nxAskSupervisor,
		Reason: Text{"未成年人可申领，无身份证时填写何种号码未写，须上级确认", "Minors may have the card; which number to write without an ID card is not stated"}},
	{ID: "ningxia/card-unsaid", When: anyOf(all(not(said(lowRisk)), func(c *Case) bool { return c.Declared != Yes }), undecided(managed), undecided(need)),
		Outcome: "ASK_SUPERVISOR", Cite: nxCard, Advice: nxLater,
		Reason: Text{"居住天数、村（社区）管理或外出需要未说明", "Residence, management or need has not been stated"}},
	{ID: "ningxia/card-undeclared", When: ask(No, func(in *Inputs) Answer { return in.Declared }), Outcome: "HOLD", Cite: nxTrue,
		Advice: Text{"请申领人确认所填属实。", "Confirm that the statements are true."},
		Reason: Text{"申领人尚未声明所填属实", "The applicant has not declared the statements true"}},
	{ID: "ningxia/card-unsigned", When: ask(No, func(in *Inputs) Answer { return in.Signature }), Outcome: "HOLD", Cite: nxTrue,
		Advice: Text{"请申领人签字后领取。", "Sign, then take the card."},
		Reason: Text{"申领人未签字，不得交付", "No signature: do not hand over"}},
	{ID: "ningxia/card", When: always, Outcome: "ISSUE", Cite: nxCard,
		Reason: Text{"符合63号文件条件，发卡，有效期{card_term_days}天", "Meets No. 63: issue, valid {card_term_days} days"}},
})
