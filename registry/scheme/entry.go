package scheme

import (
	"slices"
	"strings"
)

// Entry is an input of the rules that the desk can enter beside the questions: an
// answer, a choice, or something typed. Which there are is each scheme's own
// affair; the desk shows the scheme's list in its order.
type Entry struct {
	Name    string // as scripts write it; behind a dot stands a name of an object: "isolation.days_done"
	Kind    EntryKind
	Label   Text
	Choices []Choice // of a ChoiceEntry
	Usual   Answer   // of an AnswerEntry: what goes without saying, so that the desk offers the other first
	Cite    Citation // the sentence that asks for it, where one does
}

// EntryKind is how an input is entered.
type EntryKind uint8

// The kinds of entry. Days are real days that are not in the future.
const (
	AnswerEntry  EntryKind = iota // yes, no, or not said
	ChoiceEntry                   // one of the choices, or not said
	CountEntry                    // a whole number
	DegreesEntry                  // °C
	DayEntry                      // one day
	DaysEntry                     // several
	TestsEntry                    // days with a result
	StaysEntry                    // places with the last day there
	WordsEntry                    // a few words: a file number
)

// Typed reports an entry that is typed, not chosen.
func (e Entry) Typed() bool { return e.Kind != AnswerEntry && e.Kind != ChoiceEntry }

// In is the object that the entry belongs to, and its name there: "isolation",
// "days_done"; "" and the whole name for one that stands alone.
func (e Entry) In() (object, name string) {
	object, name, inside := strings.Cut(e.Name, ".")
	if !inside {
		return "", e.Name
	}
	return object, name
}

var (
	yesUsual = func(name, zh, en string) Entry { return Entry{Name: name, Label: Text{zh, en}, Usual: Yes} }
	noUsual  = func(name, zh, en string) Entry { return Entry{Name: name, Label: Text{zh, en}, Usual: No} }
	typed    = func(name string, kind EntryKind, zh, en string) Entry {
		return Entry{Name: name, Kind: kind, Label: Text{zh, en}}
	}
	chosen = func(name, zh, en string, choices ...Choice) Entry {
		return Entry{Name: name, Kind: ChoiceEntry, Label: Text{zh, en}, Choices: choices}
	}
	choice = func(word, zh, en string) Choice { return Choice{word, Text{zh, en}} }
)

var threeColours = []Choice{choice("green", "绿码", "green"), choice("yellow", "黄码", "yellow"), choice("red", "红码", "red")}

// measured is what every desk measures and asks for on paper.
var measured = []Entry{
	typed("temp", DegreesEntry, "体温", "Temperature"),
	typed("naat", TestsEntry, "核酸", "Tests"),
	typed("isolation.start", DayEntry, "隔离开始", "Isolated since"),
	typed("isolation.days_done", CountEntry, "已隔离天数", "Days isolated"),
}

// isolating is what is known of an isolation besides its days.
var isolating = []Entry{
	noUsual("isolation.release_paper", "有解除隔离证明", "holds the paper of release from isolation"),
	noUsual("isolation.symptoms", "隔离期间有症状", "had symptoms in isolation"),
	chosen("isolation.ground", "隔离的原因", "isolated on which ground", choice("red", "红码", "red"), choice("yellow", "黄码", "yellow")),
	chosen("isolation.place", "隔离的地方", "isolated where", choice("home", "居家", "at home"), choice("central", "集中", "centrally")),
}

var (
	enterArrived  = yesUsual("arrived", "已抵达本地", "has arrived here")
	enterHealthOK = noUsual("health_dept_ok", "卫健部门已书面确认", "the health department has confirmed it in writing")
	enterCured    = noUsual("cured", "已治愈或已排除", "cured, or excluded as a case")
	enterFalse    = noUsual("false_statement", "查实谎报瞒报", "found to have stated falsely")
	enterMatches  = yesUsual("id_matches", "人、证件和所填相符", "person, document and statements agree")
	enterStays    = typed("been", StaysEntry, "到过的地方", "Has been to")
)

// doc38 is a returning worker's test under 甬防办[2020]38号 (001).
var doc38 = []Entry{
	noUsual("employer.doc38", "复工人员，按甬防办[2020]38号检测", "returning worker, tested under notice 38"),
	chosen("employer.naat", "复工检测的结果", "result of that test", choice("neg", "阴性", "negative"), choice("pos", "阳性", "positive"), choice("unknown", "未出", "pending")),
}

// specialPasses is what the special pass for drivers and commuters turns on (001).
var specialPasses = citing(nbSpecial,
	noUsual("truck_driver", "货车司机", "truck driver"),
	chosen("vehicle_pass", "车辆通行证由谁核发", "vehicle pass issued by", choice("police", "公安", "police"), choice("transport", "交通", "transport"),
		choice("civil_affairs", "民政", "civil affairs"), choice("none", "没有", "none")),
	noUsual("special_commuter", "工作性质特殊，经常跨省通勤", "often commutes across provinces for special work"),
	noUsual("employer_proof", "有单位证明", "holds the employer's proof"),
	yesUsual("protection", "落实了自身防护", "keeps to the protective measures"),
	noUsual("abnormal", "出现异常情况", "something abnormal has occurred"),
)

// citing gives entries the sentence that asks for them.
func citing(c Citation, list ...Entry) []Entry {
	for i := range list {
		list[i].Cite = c
	}
	return list
}

func nbEntries() []Entry {
	list := []Entry{chosen("colour", "健康码颜色", "colour of the health code", threeColours...), enterArrived}
	list = slices.Concat(list, isolating, []Entry{enterHealthOK, enterCured}, doc38, specialPasses)
	list = append(list, noUsual("smartphone", "有智能手机", "has a smartphone"), enterMatches, enterFalse)
	return slices.Concat(list, measured, []Entry{enterStays, typed("employer.ref", WordsEntry, "检测文件号", "File number")})
}

func nxEntries() []Entry {
	list := []Entry{chosen("colour", "防疫健康码颜色", "colour of the health code", append(slices.Clone(threeColours), choice("grey", "灰码", "grey"))...),
		noUsual("reported", "灰码已如实填报", "has filled in what the grey code asks for")}
	list = append(list, isolating...)
	list = append(list,
		noUsual("isolation.symptoms_rechecked", "已复核新冠肺炎症状", "symptoms have been checked again"),
		yesUsual("managed", "接受居住地村（社区）管理", "managed by the village or community"),
		yesUsual("need", "有外出需要", "needs to go out"),
		enterCured,
		noUsual("institution_reports_gap", "隔离机构上报有中断", "a gap in the institution's reports"),
		noUsual("self_reports_gap", "个人上报有中断", "a gap in the own reports"),
		noUsual("foreigner", "境外人员", "from abroad"), enterHealthOK, enterMatches, enterFalse)
	return slices.Concat(list, measured, []Entry{
		typed("low_risk_days", CountEntry, "低风险地区居住天数", "Days in a low-risk area"),
		typed("low_risk_since", DayEntry, "何日起居住", "There since"),
		typed("checkin_days_ago", CountEntry, "几天前打卡", "Days since check-in"),
		typed("last_checkin", DayEntry, "上次打卡", "Last check-in"),
		typed("checkin_days", DaysEntry, "打卡的日子", "Days of check-in"),
		typed("institution_reports", CountEntry, "机构连续上报天数", "Institution reports"),
		typed("institution_report_days", DaysEntry, "机构上报的日子", "Days of those"),
		typed("self_reports", CountEntry, "个人连续上报天数", "Own reports"),
		typed("self_report_days", DaysEntry, "个人上报的日子", "Days of those"),
		typed("cured_on", DayEntry, "治愈日期", "Cured on"), enterStays})
}

func lsEntries() []Entry {
	list := []Entry{chosen("colour", "健康码颜色", "colour of the health code", threeColours...), enterArrived,
		noUsual("returning_to_factory", "返厂人员", "returns to a factory")}
	list = slices.Concat(list, isolating, []Entry{enterHealthOK, enterMatches, enterFalse}, measured)
	return append(list, typed("isolation_days", CountEntry, "隔离时长（天）", "Length of isolation"), enterStays)
}
