package watch

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// A list says of some of its people that they are not meant, or that nobody knows it yet:
// 误报, 请勿收回, 待核实, 是否密接 否. Nobody's pass is ordered back by such a row before
// somebody has looked; the person is listed all the same.

// Doubt is what a row says against itself.
type Doubt struct {
	Says []string // where it stands, and what: 备注“待核实”
	Off  bool     // it takes the row back: the reason that it gives is not believed
}

// Told is what is said of a row that doubts; the zero Text of one that does not.
func (d Doubt) Told() scheme.Text {
	says := strings.Join(d.Says, "、")
	switch {
	case says == "":
		return scheme.Text{}
	case d.Off:
		return scheme.Text{ZH: "名单写着" + says + "，列为“其他”，收回前请人看过", EN: "the list says " + says + ": listed as other, and somebody looks before a pass is ordered back"}
	}
	return scheme.Text{ZH: "名单写着" + says + "，收回前请人看过", EN: "the list says " + says + ": somebody looks before a pass is ordered back"}
}

// weight is how much a text speaks against the row in which it stands.
type weight int

const (
	silent  weight = iota
	finding        // of whoever is listed for a reason that is known it says nothing: 核酸阴性
	doubts
	takesBack
)

var (
	// what holds a word of doubt and is none: a ground, a place, what has not come about
	harmless = regexp.MustCompile(`无症状(感染|病例|携带|阳性|患者)|不明原因|疑似(病例|患者|病人)|` +
		`无锡|无为|无棣|无极|健康(码|监测|管理|观察|申报|证)|(不|非|未见)正常|(不|尚未|还未|将|待|未)满|不[是属在]于?本(小区|社区|村|街道|镇|市|区|地|楼)|` +
		`(不能|无法|不可|没有|尚未|未|不|难以)(完全)?排除|(未|待|不|没有|尚未)(曾|能|予)?(治愈|痊愈|康复|到期|期满|取消|撤销|转阴)|` +
		`(阴性?|治愈|痊愈|康复|正常|绿码?)[^,，;；。]{0,6}?[转变复]为?(阳性?|红码?|黄码?)|(勿|不要|不得)(随意|擅自|自行)?(外出|出门|离开|聚集|接触|流动|隐瞒)`)

	// a mistake, another person, nothing to be done
	takings = regexp.MustCompile(`误(报|登|录|判|列|填|入|操作|认|传|写)|有误|错(误|登|录|填|报|写)|[登录填搞弄写报]错|` +
		`取消|撤[销回管]|作废|删除|移[出除]名单|剔除|勿|不要|[毋无不]需|无须|不[用必该]|不(予|应|再)?(收|列|纳|管)|暂缓|暂不(收|列|管|处)|不(符|成立|实|属|是)|` +
		`并非|非(本人|密|同一|该|此)|同名|重名|查无|无此|无关|测试|(未|无|没有?)(曾|有|过|明确)*(接触|密接|去过|到过|途经)|[未无没]有?.{0,6}[旅居住行接触]史`)

	doubting = regexp.MustCompile(`待(核|查|定|确|复|排|甄|证)|[未尚][待经未]?[核确][实认定]|核[实查]中|疑似|存疑|有疑|疑问|可能|不确定|不清楚|[?？]|` +
		`已满|满期|期满|到期|已过[0-9]|[转变复]为?绿|已经?(收回|交回|上交|收缴|退回|缴回)`)

	findings = regexp.MustCompile(`阴性|转阴|待出|治愈|痊愈|康复|^(身体|体温|核酸|一切|状况|情况|检测|基本|目前)*(健康|正常|良好|安全)(人员|状况|者)?$|体温正常|(^|[^中])低风险|` +
		`^(一般|普通)(人员|居民|人群|群众|接触者?)?$|(未|无|没有?)(曾|有|过|明确)*(发现|见?异常|出现|发热|发烧|症状|风险)|不发热`)

	noWord = regexp.MustCompile(`^(否|不|非|无|没有|暂无|×|✗|✘|n|no|false|0)$`)
	blank  = regexp.MustCompile(`^[-－—_/／\\.。… ]*$`)
)

// weigh says how much a text speaks against its row.
func weigh(text string) weight {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	if _, known := whyWords[text]; known || text == "" {
		return silent
	}
	text = harmless.ReplaceAllString(text, "")
	switch {
	case takings.MatchString(text):
		return takesBack
	case noWord.MatchString(text), doubting.MatchString(text):
		return doubts
	case findings.MatchString(text):
		return finding
	}
	return silent
}

// Cell is what a row holds under a head that names no value of a Row.
type Cell struct{ Head, Text string }

var (
	questions = regexp.MustCompile(`^是否`)
	answers   = regexp.MustCompile(`结果|结论|判定|排查|核查|核实|甄别|标签|处理|处置|意见|核酸|抗原|管控|状态|备注`)
	asides    = regexp.MustCompile(`婚姻|就业|工作|学习|政治|户籍|接种|疫苗|日期|时间|单位|地点|地址|人$`)
	concerns  = regexp.MustCompile(`密接|密切|接触|收回|收缴|列入|管控|发热|症状|阳性|确诊|感染|疫区|疫情|重点|风险|红码|黄码`)
	inverse   = regexp.MustCompile(`解除|解封|排除|阴性|健康|正常|误|取消|撤销|注销|作废|已收|已交|已退|上交`)
	ofHealth  = regexp.MustCompile(`发热|症状|咳嗽|体温|阳性|确诊|感染|去过|到过|旅居`)
	ofNobody  = regexp.MustCompile(`本地|本市|本区|户籍|户主|在甬|在家|常住|流动|通知|告知|联系|隔离|转运|采样|检测|接种|持证|有证|领证|办证|成年|独居|境外|党员|上门|到位|配合|外地`)
	yesWord   = regexp.MustCompile(`^(是|有|对|√|✓|✔|v|y|yes|true|1|需要?|应当?|要)$`)
)

// asks reports a head that asks whether something is so: 是否密接, or 密接 alone.
func asks(head string) bool { return questions.MatchString(head) || grounded(head) }

func grounded(head string) bool {
	why := whyWords[strings.ToLower(head)]
	return why != "" && why != Other
}

// Hears reports a head under which something may stand that speaks for or against a row:
// 是否密接, 核酸结果, 排查结果.
func Hears(head string) bool {
	head = strings.Join(strings.Fields(head), "")
	if asks(head) {
		return concerns.MatchString(head) || inverse.MatchString(head) || !ofNobody.MatchString(head)
	}
	return answers.MatchString(head) && !asides.MatchString(head)
}

// Idle reports a no to a question that is not about the list's subject (是否本人). Where it
// stands beside everybody of a list it tells nobody from the others, and speaks of nobody.
func Idle(head, text string) bool {
	head = strings.Join(strings.Fields(head), "")
	return questions.MatchString(head) && !concerns.MatchString(head) && !inverse.MatchString(head) && !ofHealth.MatchString(head) &&
		noWord.MatchString(strings.ToLower(strings.TrimSpace(text)))
}

// Speaks reports a text that says something for or against whoever it stands beside.
func Speaks(text string) bool { return weigh(text) != silent || Remark(text) != "" }

// hearing gathers what a row says beside its values.
type hearing struct {
	row  Row
	said [takesBack + 1][]string
}

func (h *hearing) say(w weight, head, text string) {
	const most = 30
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	h.said[w] = append(h.said[w], head+"“"+text+"”")
}

// question takes the answer to 是否…: a yes gives the ground that is asked about, a no
// speaks against a row that is listed for it, or for nothing that is known.
func (h *hearing) question(head, text string) {
	ground, several := groundsIn(head)
	yes, no := yesWord.MatchString(strings.ToLower(text)), noWord.MatchString(strings.ToLower(text))
	switch {
	case inverse.MatchString(head):
		if !no {
			h.say(doubts, head, text)
		}
	case yes:
		if h.row.Why == "" && !several {
			h.row.Why = ground
		}
	case no && (ground == "" && ofHealth.MatchString(head) || ground != "" && h.row.ground() != "" && h.row.ground() != ground):
		h.say(finding, head, text)
	case no && ground != "":
		h.say(takesBack, head, text)
	case no:
		h.say(doubts, head, text)
	default:
		h.answer(head, text)
	}
}

// answer takes what somebody found, or decided.
func (h *hearing) answer(head, text string) {
	switch said := Remark(text); {
	case Denies(text), said != "" && h.row.Why == "":
		h.row.Why = text
	case said == "":
		h.say(weigh(text), head, text)
	}
}

// ground is the ground that the row itself gives, where it is one that is known.
func (r Row) ground() string {
	var e Entry
	if readWhy(&e, r, civil.Date{}) != nil || e.Why == Other {
		return ""
	}
	return e.Why
}

// greenBeside reports a green code beside a reason for which somebody is listed.
func (r Row) greenBeside() bool {
	return whyWord(r.Colour) == Green && listsFor(whyWord(r.Why))
}

// listsFor reports a word for which somebody is listed, and no colour of a code.
func listsFor(word string) bool {
	ground := Row{Why: word}.ground()
	return ground != "" && rankOf(ground) < 0
}

// Heard is the row with what stands beside its values: why somebody is listed, that it is
// over or in doubt, or something else, which is shown.
func (r Row) Heard(remark string, cells []Cell) Row {
	h := hearing{row: r}
	if w := weigh(r.Why); w != silent && whyWord(r.Why) != Green { // 红转绿 is no doubt, but green
		h.say(w, "原因", r.Why)
	}
	if why := strings.ToLower(strings.TrimSpace(r.Why)); blank.MatchString(why) || noWord.MatchString(why) {
		h.row.Why = ""
	}
	for _, c := range cells {
		head, text := strings.Join(strings.Fields(c.Head), ""), strings.Join(strings.Fields(c.Text), "")
		switch {
		case blank.MatchString(text) || !Hears(head):
		case asks(head):
			h.question(head, text)
		default:
			h.answer(head, text)
		}
	}
	said := Remark(remark)
	switch {
	case said != "" && (h.row.Why == "" || Denies(said)):
		h.row.Why = said
	case said == "" && !blank.MatchString(remark) && !noWord.MatchString(strings.ToLower(remark)):
		h.say(weigh(remark), "备注", remark)
	}
	return h.weighed()
}

// weighed is the row with what was said, by what it weighs.
func (h hearing) weighed() Row {
	if h.row.greenBeside() {
		h.say(doubts, "码色", h.row.Colour)
	}
	r := h.row
	r.Beside = h.said[silent]
	if r.ground() == "" {
		r.Doubt.Says = slices.Concat(h.said[takesBack], h.said[doubts], h.said[finding])
	} else {
		r.Doubt.Says = slices.Concat(h.said[takesBack], h.said[doubts])
		r.Beside = append(r.Beside, h.said[finding]...)
	}
	r.Doubt.Off = len(h.said[takesBack]) > 0
	return r
}

// Besides is what stands beside a row and speaks neither for nor against it.
func (r Row) Besides() scheme.Text {
	if len(r.Beside) == 0 {
		return scheme.Text{}
	}
	says := strings.Join(r.Beside, "、")
	return scheme.Text{ZH: "名单还写着" + says, EN: "the list says beside it: " + says}
}

// firstWord is the reason before a sign that parts it from what is said beside it:
// 密接,同车 and 密接（待核实） are 密接.
func firstWord(text string) (string, bool) {
	at := strings.IndexAny(text, " ,，、;；(（:：/+")
	if at <= 0 {
		return "", false
	}
	why, known := whyWords[text[:at]]
	return why, known
}
