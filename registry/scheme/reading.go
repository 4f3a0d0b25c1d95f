package scheme

// Reading says of a rule how its sentence was read where the papers leave room.
// A rule without one says what its sentence says.
type Reading struct {
	How  Sureness
	Text Text // what is open, and which way was taken
}

// Sureness is why a sentence needed a reading.
type Sureness string

// The ways, as the rule tables name them.
const (
	Derived   Sureness = "derived"   // follows from the sentence, which does not say it
	Ambiguous Sureness = "ambiguous" // the sentence can be read in two ways
	Conflict  Sureness = "conflict"  // two sentences of the papers disagree
	External  Sureness = "external"  // stands in a paper that is cited and not at hand
)

// Reading is how the sentence of the scheme's rule was read; false when it says
// so itself.
func (s Scheme) Reading(rule string) (Reading, bool) {
	r, ok := s.Readings[rule]
	return r, ok
}

func derived(zh, en string) Reading   { return Reading{Derived, Text{zh, en}} }
func ambiguous(zh, en string) Reading { return Reading{Ambiguous, Text{zh, en}} }
func conflict(zh, en string) Reading  { return Reading{Conflict, Text{zh, en}} }
func external(zh, en string) Reading  { return Reading{External, Text{zh, en}} }

var nbReadings = map[string]Reading{
	"ningbo/red-tests-limit":     ambiguous("7天内（含7天）按两次日期相差不超过7天算", "within 7 days is read as a difference of at most 7 between the two days"),
	"ningbo/positive-between":    derived("中间有阳性，就不是连续两次阴性", "with a positive between them they are not two in a row"),
	"ningbo/red-tests-ask":       ambiguous("“其他需要纳入红码管理的人员”是否包括这种情形没有写，先问卫健部门", "whether the others under red management include this ground is not said: the health department is asked"),
	"ningbo/red-tests-unclear":   ambiguous("连续两次是否须在不同日、多久以前的还算，没有写，先问卫健部门", "whether two on one day, or old ones, are two in a row is not said: the health department is asked"),
	"ningbo/hospital-tested":     derived("核酸转码一句没有把确诊、疑似病人列入", "the sentence on tests does not name confirmed and suspected cases"),
	"ningbo/hospital-cured":      ambiguous("治愈、排除后何时转绿没有写，先问卫健部门", "when a cured or excluded case turns green is not said: the health department is asked"),
	"ningbo/red-released":        ambiguous("没有写14天期满即转绿，取较严的读法：凭解除隔离证明", "that 14 days alone turn red to green is not said; the stricter reading asks for the paper of release"),
	"ningbo/red-no-paper":        ambiguous("没有写14天期满即转绿，没有解除证明的先问卫健部门", "that 14 days alone turn red to green is not said: without the paper the health department is asked"),
	"ningbo/red-doc38":           ambiguous("38号文件写在黄码条款下，红码能否适用没有写", "notice 38 stands in the yellow paragraph; whether red may use it is not said"),
	"ningbo/yellow-done":         derived("写了7天居家隔离，没有写“期满转绿”；期满无症状按绿码办理", "7 days at home are written, not that green follows; without symptoms it is read so"),
	"ningbo/yellow-ask":          ambiguous("核酸排除按卫健部门规定，该规定不在手边，先问卫健部门", "exclusion by test follows the health department's rules, which are not at hand: it is asked"),
	"ningbo/yellow-doc38":        ambiguous("38号文件全文不在手边：勾选符合条件并记下文件号", "notice 38 is not at hand: its conditions are ticked, with the file's number"),
	"ningbo/yellow-fever-tested": derived("检测排除的，领证当天也不能发热", "excluded by test, and no fever on the day"),
	"ningbo/special-commuter":    ambiguous("用何种证明、由谁核发特别通行证没有写；凭单位证明登记", "which proof is wanted and who issues the special pass is not said; the employer's proof is recorded"),
	"ningbo/special-no-proof":    ambiguous("用何种证明没有写，须负责人核定", "which proof is wanted is not said: an officer settles it"),
	"ningbo/issue-child-card":    derived("有身份证的儿童按成人填写本人号码", "a child with a card is entered under its own number, like an adult"),
	"ningbo/own-number":          ambiguous("“尚无身份证”是没有证还是没有号码没有写：证上写父母号码，本人号码另存", "no card or no number? The parent's number is printed, the child's own kept as key"),
	"ningbo/other-guardian":      ambiguous("只写父母一方，其他监护人能否用本人号码没有写，须负责人核定", "one parent is written; another guardian's number is an officer's to accept"),
	"ningbo/issue-smartphone":    ambiguous("没有写有智能手机的不能领，建议线上，不拒绝", "nothing forbids it to people with a smartphone: advised, not refused"),
	"ningbo/residence-permit":    ambiguous("居住证不是居民身份证，又有公民身份号码，是否限公安办理没有写", "a residence permit is no ID card and has a citizen number; police only is not said"),
	"ningbo/parent-residence":    ambiguous("家长持居住证是否限公安办理没有写", "whether a parent's residence permit means police only is not said"),
	"ningbo/permanent-resident":  derived("持外国人永久居留身份证的是外籍人士", "a holder of a foreigner's residence card is a foreigner"),
	"ningbo/recall-stairwell":    ambiguous("收回一句没有写同楼道；证随绿码标准，由负责人核定", "the sentence on recall does not name the stairwell; the pass follows the green standard: an officer settles it"),
	"ningbo/recall-travel":       ambiguous("收回一句没有写跨省旅居；证随绿码标准，由负责人核定", "the sentence on recall does not name other provinces; the pass follows the green standard: an officer settles it"),
	"ningbo/appeal-changed":      ambiguous("变更后用新号还是旧号没有写：一人一号，编号不变", "new number or old is not said: one person, one number, so the number stays"),
	"ningbo/gate-minor-card":     derived("没有身份证的未成年人除外，有证的仍须出示", "minors without a card are exempt; one who has a card shows it"),
	"ningbo/gate-other-document": ambiguous("港澳台、外籍人员没有居民身份证：出示领证时所用的证件", "people from Hong Kong, Macau, Taiwan and abroad have no ID card: the document used when applying"),
	"ningbo/gate-fever":          derived("体温显示正常的才不受限制；界线没有写，用本站的设置", "only a normal temperature is let through; no line is written, the station's setting is used"),
	"ningbo/gate-recalled":       derived("已收回的证不再有效", "a recalled pass is good no longer"),
}

var nxReadings = map[string]Reading{
	"ningxia/contact-unchecked":     ambiguous("“尚未复核”与“未满14天”是都要还是有一即可没有写，取较严的", "not re-checked, and under 14 days: both or either is not said; the stricter way"),
	"ningxia/isolation":             ambiguous("隔离未满14天一句可能只指密切接触者，取较严的", "the sentence on isolation may mean contacts only; the stricter way"),
	"ningxia/green-limit":           conflict("第二段写“超过3天”，第五段写“3天没有”，相差一天：第4天起为灰", "paragraph 2 says more than 3 days, paragraph 5 says 3 days; grey from the 4th"),
	"ningxia/yellow-gap":            ambiguous("上报中断是否重新计算没有写，取较严的：重新计算", "whether a gap starts the count again is not said; it does"),
	"ningxia/red-green":             conflict("正文写治愈并隔离期满后转绿，附则写先转黄", "the main text turns green after cure and isolation, the annex turns yellow first"),
	"ningxia/card":                  external("63号文件为66号通知所引，不在手边的文件里", "notice 63 is cited by notice 66 and is not among the papers at hand"),
	"ningxia/card-case":             external("不得申办的情形见63号文件", "the exclusions stand in notice 63"),
	"ningxia/card-contact":          external("不得申办的情形见63号文件", "the exclusions stand in notice 63"),
	"ningxia/card-highrisk":         external("不得申办的情形见63号文件", "the exclusions stand in notice 63"),
	"ningxia/card-highrisk-contact": external("不得申办的情形见63号文件", "the exclusions stand in notice 63"),
	"ningxia/card-symptoms":         external("不得申办的情形见63号文件", "the exclusions stand in notice 63"),
	"ningxia/abroad":                external("境外人员可用何种证件见公告第十号，不在手边", "which documents people from abroad may use stands in announcement 10, not at hand"),
	"ningxia/card-abroad":           external("境外人员可用何种证件见公告第十号，不在手边", "which documents people from abroad may use stands in announcement 10, not at hand"),
	"ningxia/gate-fever":            conflict("发热病例为红码，卡点测出发热生成黄码：确诊前按黄码", "a fever case is red, a fever at the gate yellow: yellow until it is diagnosed"),
	"ningxia/gate-card-yellow":      ambiguous("卡与码同时有效，不一致时以哪个为准没有写，取较严的", "card and code are valid side by side; which wins is not said: the stricter"),
}

var lsReadings = map[string]Reading{
	"lishui/gate-child":    ambiguous("宁波写明未成年人除外，丽水没有这一句", "Ningbo exempts minors; Lishui has no such sentence"),
	"lishui/pass-child":    ambiguous("宁波写明无证儿童用父母号码，丽水没有这一句", "Ningbo takes one parent's number for a child; Lishui has no such sentence"),
	"lishui/wait-yellow":   conflict("宁波写了天数和检测可以转绿，丽水写只由系统判断", "Ningbo converts by days and tests, Lishui by the system alone"),
	"lishui/wait-red":      conflict("宁波写了天数和检测可以转绿，丽水写只由系统判断", "Ningbo converts by days and tests, Lishui by the system alone"),
	"lishui/appeal":        conflict("宁波可以申诉并变更，丽水写人工不能改", "Ningbo hears appeals and changes, Lishui lets nobody change"),
	"lishui/online":        conflict("宁波限公安办理，丽水可线上申领", "Ningbo: police only; Lishui: online"),
	"lishui/documents":     ambiguous("居住证不在所列证件里", "a residence permit is not on the list of documents"),
	"lishui/clear":         derived("分码标准为全省统一（宁波报纸），清单沿用宁波的", "the province has one standard, says Ningbo's newspaper; its list is used"),
	"lishui/pass-red":      derived("分码标准为全省统一（宁波报纸），清单沿用宁波的", "the province has one standard, says Ningbo's newspaper; its list is used"),
	"lishui/hospital":      derived(lsSick.ZH, lsSick.EN),
	"lishui/infected":      derived(lsSick.ZH, lsSick.EN),
	"lishui/pass-hospital": derived(lsSick.ZH, lsSick.EN),
	"lishui/pass-infected": derived(lsSick.ZH, lsSick.EN),
	"lishui/gate-case":     derived(lsSick.ZH, lsSick.EN),
	"lishui/pass-yellow":   derived("分码标准为全省统一（宁波报纸），清单沿用宁波的", "the province has one standard, says Ningbo's newspaper; its list is used"),
}

var lsSick = Text{"丽水的问答没有写病人如何处置，省定标准见宁波报纸", "Lishui's answers say nothing of the sick; the province's standard stands in Ningbo's newspaper"}
