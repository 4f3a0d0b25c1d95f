package scheme

import "slices"

// The two newspaper pages that tell the rules of the 甬行证, and the sentences
// that its rules rest on, as the rule tables quote them.
const (
	paper000 = "000_89a653e7" // 16 February 2020: the first pass; 14 questions
	paper001 = "001_098f4768" // 16 February 2020: the city's press conference
)

var (
	nbRedList    = Citation{"“红码”人员主要包括确诊病人、疑似病人、无症状感染者、与确诊病人有密切接触的人员、正在实施集中和居家隔离医学观察的人员、从疫情重点地区来甬人员，以及到过疫情重点地区来甬、返甬人员和来自其他特定地区人员", paper001}
	nbRedAction  = Citation{"对确诊、疑似病人，立即送定点医院医治;其他“红码”人员，未返甬的一律劝返劝迟，已抵甬的一律实施14天集中硬隔离或居家硬管控医学观察", paper001}
	nbTurnBack   = Citation{"入甬的“红码”人员原则上予以劝返或延迟返甬", paper001}
	nbTwoTests   = Citation{"对到过疫情重点地区来甬、返甬人员，来自其他特定地区的人员，以及其他需要纳入“红码”管理的人员，可以通过7天内(含7天)连续2次核酸检测，呈阴性的调整为“绿码”人员", paper001}
	nbYellowList = Citation{"“黄码”人员主要包括有发热、气促、呼吸道症状的人员，接触过发热或呼吸道症状病人的人员，居住或暂住地同一楼道有过确诊病人或密切接触者的人员，其他有跨省旅居经历、来自省内外由较高风险县(市、区)的人员", paper001}
	nbYellow7    = Citation{"“黄码”人员:一律实施7天居家隔离医学观察。“黄码”人员可以通过核酸检测进行排除，按照卫健部门相关规定执行", paper001}
	nbDoc38      = Citation{"企业可以执行甬防办[2020]38号文件，对复工人员分类进行核酸检测，检测结果符合规定条件的，可转为“绿码”或申领“甬行证”，呈阴性的调整为“绿码”人员", paper001}
	nbSpecial    = Citation{"持有公安、交通、民政部门核发车辆通行证的货车司机，以及工作性质特殊需要经常跨省通勤的机关单位、企业工作人员等，在严格落实自身防护措施、未出现其他异常情况的前提下，可以“绿码”状态，凭特别通行证往来", paper001}
	nbGreen      = Citation{"“绿码”人员为则“红码”“黄码”以外的人员", paper001}
	nbThree      = Citation{"“甬行码”实行“红码、黄码、绿码”三色动态管理", paper001}

	nbFalse      = Citation{"如发现不如实填报信息套取“绿码”或弄虚作假申领“甬行证”的，当事人要负法律责任", paper001}
	nbOneNumber  = Citation{"证件编号必须一人一号", paper001}
	nbSign       = Citation{"登记造册，由申领人签字确认", paper000}
	nbChecked    = Citation{"工作人员核对人员信息无误后，填写证件编号、姓名、身份证号码、发证日期后交给申领人", paper001}
	nbInPerson   = Citation{"“甬行证”原则上由本人申领", paper001}
	nbOffline    = Citation{"考虑到符合“绿码”条件的老年人、未成年人、非智能手机用户等群体，存在无法通过线上申请“甬行码”的实际情况", paper000}
	nbOnline     = Citation{"建议广大市民朋友，尽量采用线上申请方式", paper000}
	nbChild      = Citation{"尚无身份证的儿童如需申领，要填写父母一方的身份证号码", paper000}
	nbChildNo    = Citation{"尚无身份证的儿童如需申领的，填写父母一方的身份证号码", paper001}
	nbOneParent  = Citation{"填写父母一方的身份证号码", paper000}
	nbPoliceHMT  = Citation{"港澳台同胞以及外籍人士，没有大陆居民身份证，如何申领？可向属地公安机关申领甬行证", paper000}
	nbPoliceQ    = Citation{"港澳台同胞以及外籍人士，没有大陆居民身份证，如何申领？", paper000}
	nbForeigners = Citation{"港澳台同胞以及外籍人士", paper000}
	nbPolice     = Citation{"可向属地公安机关申领甬行证", paper000}

	nbLetThrough = Citation{"持有“绿码”或“甬行证”人员，在亮码、亮证、测温后放行", paper001}
	nbWithID     = Citation{"除了没有身份证的未成年人外，“甬行证”必须和身份证同时使用", paper000}
	nbWithID001  = Citation{"除没有身份证的未成年人以外，必须和身份证同时使用", paper001}
	nbWithIDBare = Citation{"必须和身份证同时使用", paper001}
	nbNormalTemp = Citation{"绿码持有者体温显示正常的，市内通行不受限制", paper000}
	nbArea       = Citation{"“甬行证”在宁波大市范围内使用，各区县（市）确定的疫情防控部分重点区域不适用", paper000}
	nbNoPass     = Citation{"对来自重点疫区的人员原则上予以劝返，非重点疫区的人员提前提示申请“甬行码”、申领“甬行证”，经核查符合“绿码”条件的予以放行", paper001}
	nbHandOver   = Citation{"“红码”“黄码”人员移交卫健部门或当地乡镇街道，按规定处置", paper001}
	nbRecall     = Citation{"对分析出的密切接触者、去过疫情严重地区的人员，或者出现发热等呼吸系统症状的人员，按照防疫规定予以处置，对证件进行收回", paper001}
	nbRecallBare = Citation{"对证件进行收回", paper001}
	nbAppeal     = Citation{"“甬行证”遵照哪里申领哪里申诉，核实后予以变更", paper001}
)

// nbPapers: 000 has lost its headline, so it is told by what it reports.
var nbPapers = map[string]Text{
	paper000: {"宁波报纸2020年2月关于全市首张“甬行证”的报道，附十四个问题", "Ningbo newspaper, February 2020, on the city's first pass, with fourteen questions"},
	paper001: {"《“宁波全域一码通”今起推行》（宁波，2020年2月16日，市政府第十七场疫情防控发布会）", "Ningbo newspaper of 16 February 2020, on the city's 17th press conference"},
}

func init() { enrol(1, ningbo()) }

// ningbo is the 甬行证, 16 February 2020.
func ningbo() Scheme {
	return Scheme{
		Code:           "ningbo",
		Title:          Text{"甬行证", "Ningbo pass"},
		PassName:       "甬行证",
		AuthorityNames: []string{"宁波市公安局", "宁波市卫生健康委员会"},                           // one eyewitness: two rectangular red seals
		Design:         Design{Ink: Colour{0, 88, 58}, Head: Ruled, Ground: Waves}, // issued by the green code's standard (000, 001)
		DivisionPrefix: "3302",
		DivisionDigits: 2,
		LedgerTitle:    "乡镇(街道)村(社区企业“甬行证”)申领人员清单",
		Area:           Text{"宁波大市范围", "The city of Ningbo"},
		Declaration: Text{"本人承诺所填报信息真实、准确、完整；如有隐瞒或弄虚作假，愿负法律责任。",
			"I declare that what I have stated is true and complete; I answer in law for concealment or false statements."},
		DeclareCite: nbFalse,
		Recall:      nbRecall,
		Questions:   nbQuestions(),
		Entries:     nbEntries(),
		Readings:    nbReadings,
		BackText:    nbBack(),
		Settings:    nbSettings(),
		Papers:      nbPapers,
		Appeal:      nbAppeal,
		Services:    slices.Concat(nbPoliceOnly, nbUnclear),
		DeskWord:    "ningbo",
		colours:     nbColours,
		terms:       nbTerms,
		rules: map[string]Procedure{
			"ningbo":        {Grounds: slicesOf(nbHospital, nbRed, nbYellow), Desk: slicesOf(nbDeskRefuses, nbDeskAsks, nbDeskIssues)},
			"ningbo_gate":   {Desk: nbGate},
			"ningbo_recall": {Grounds: nbRecalls, Desk: slicesOf(nbAppeals, nbRecallEnd)},
			"ningbo_appeal": {Grounds: nbRecalls, Desk: slicesOf(nbAppeals, nbAppealEnd)},
		},
	}
}

var nbColours = map[string]string{
	"confirmed": "red", "clinical": "red", "suspected": "red", "positive_test": "red", "asymptomatic": "red", "close_contact": "red",
	"in_isolation_home_red": "red", "in_isolation_central_red": "red", "in_isolation": "red", "in_isolation_home": "red", "in_isolation_central": "red", "isolation_not_contact": "red",
	"from_key_area": "red", "been_to_key_area": "red", "from_specific_area": "red", "code_red": "red",
	"fever": "yellow", "fever_case": "yellow", "dyspnea": "yellow", "respiratory": "yellow", "symptoms": "yellow",
	"contact_fever_patient": "yellow", "same_stairwell": "yellow", "cross_province": "yellow", "higher_risk_county": "yellow",
	"in_isolation_yellow": "yellow", "code_yellow": "yellow", "code_green": "green",
}

// nbTerms: an exposure that is dated counts as long as the settings say. By
// default it counts until isolation or tests clear it: 001 names those two ways
// out (14天隔离, 核酸检测) and no other, so that time alone is none. Symptoms, cases
// and isolations are states, and end with a new answer only.
var nbTerms = map[string]term{
	"been_to_key_area": {setting: "area_days"}, "from_key_area": {setting: "area_days"}, "from_specific_area": {setting: "area_days"},
	"cross_province": {setting: "area_days"}, "higher_risk_county": {setting: "area_days"},
	"close_contact": {setting: "contact_days"}, "contact_fever_patient": {setting: "contact_days"}, "same_stairwell": {setting: "contact_days"},
}

func nbQuestions() []Question {
	return append(
		questions("red", nbRedList, "confirmed", "suspected", "asymptomatic", "close_contact", "in_isolation_home_red",
			"in_isolation_central_red", "from_key_area", "been_to_key_area", "from_specific_area"),
		questions("yellow", nbYellowList, "fever", "dyspnea", "respiratory", "contact_fever_patient", "same_stairwell",
			"cross_province", "higher_risk_county")...)
}

// questions asks for facts of one colour that stand in one sentence.
func questions(colour string, cite Citation, codes ...string) []Question {
	list := make([]Question, len(codes))
	for i, code := range codes {
		list[i] = Question{Fact: code, Label: factByWord[code].Is, Colour: colour, Cite: cite.Sentence, Source: cite.Source}
	}
	return list
}

func note(zh, en string, cite Citation) Note { return Note{Text{zh, en}, cite.Sentence, cite.Source} }

func nbBack() []Note {
	return []Note{
		note("本证必须和身份证同时使用，没有身份证的未成年人除外。", "Valid only with the ID card, except minors who have none.", nbWithID),
		note("本证在宁波大市范围内使用；各区县（市）确定的疫情防控部分重点区域不适用。", "In Ningbo, not in counties' key areas.", nbArea),
		note("亮证、测温后放行。", "Show it; pass on a temperature check.", nbLetThrough),
		note("实行动态管理：密切接触者、去过疫情严重地区或出现发热等呼吸系统症状的，收回本证。",
			"Recalled on close contact, a visit to hard-hit areas, fever or other respiratory symptoms.", nbRecall),
		note("对本证有异议的，向原申领处申诉，核实后予以变更。", "Appeal where you applied; it is changed once verified.", nbAppeal),
		note("弄虚作假申领的，当事人负法律责任。", "Deceit is liable in law.", nbFalse),
	}
}

func nbSettings() []Setting {
	return []Setting{
		setting("fever_celsius", 37.3, "发热体温线（℃，含）", "Temperature that counts as fever, °C", "papers silent; usual threshold").within(36, 40, 0.1),
		setting("red_days", 14, "红码隔离天数", "Days of isolation, red", paper001).ends("{n}天隔离到 {day} 期满", "{n} days of isolation end on {day}"),
		setting("yellow_days", 7, "黄码居家隔离天数", "Days at home, yellow", paper001).ends("居家隔离{n}天到 {day} 期满", "{n} days at home end on {day}"),
		setting("naat_count_red", 2, "红码转绿所需连续阴性次数", "Negative tests in a row, red", paper001).within(1, 9, 1),
		setting("naat_window_days", 7, "连续检测的期限（天，按日期差，含）", "Days between first and last test, inclusive", paper001+"; 7天内(含7天) read as a difference of 7"),
		setting("naat_fresh_days", 14, "末次检测距今最多天数（0 不限）", "Look-back from today to the last test, 0 for none", "papers silent; stricter reading").
			ends("末次检测到 {day} 已超过{n}天", "more than {n} days since the last test on {day}"),
		setting("contact_days", 0, "接触过病人或同楼道出现病例，多少天内算（0 不限）", "Days for which a contact or a case in the stairwell counts, 0 for no limit",
			papersSilent+"; stricter reading").
			ends("距接触到 {day} 满{n}天", "{n} days since the contact are over on {day}"),
		setting("naat_count_yellow", 1, "黄码排除所需阴性次数", "Negative tests, yellow", paper001+"; 按照卫健部门相关规定").within(1, 9, 1),
		setting("child_age", 16, "应申领身份证的年龄", "Age from which an ID card is applied for", "居民身份证法 第二条").within(0, 120, 1),
		setting("minor_age", 18, "成年年龄（检查点）", "Age of majority, at the gate", "papers: 未成年人").within(0, 120, 1),
		setting("elderly_age", 60, "老年人年龄", "Age of the elderly", "老年人权益保障法 第二条").within(0, 120, 1),
	}
}

func slicesOf(lists ...[]Rule) []Rule {
	var all []Rule
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}
