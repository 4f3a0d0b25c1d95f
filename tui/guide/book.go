package guide

import (
	"embed"
	"strings"
)

// The pictures are screens as the tests of the desk have seen them, 80 by 24; a test
// of tui copies them here and keeps them true.
//
//go:embed screens
var screens embed.FS

// Picture is a screen that belongs to a chapter.
type Picture struct {
	Name                 string // of the files screens/<Name>.zh.txt and .en.txt
	chapterZH, chapterEN string
	captionZH, captionEN string
}

// Pictures are all of them, in the order of the chapters.
var Pictures = []Picture{
	{"family", "一张证怎么发", "How a pass is issued", "刷卡以后：审核行写着可以签发，下面是孩子和询问的各项", "After a card: the check line says it may be issued; below it children, and what was asked"},
	{"found", "从名册里找人", "Finding people on the list", "输入拼音首字母以后", "After pinyin initials"},
	{"child", "孩子", "Children", "没有身份证的孩子，填在母亲名下", "A child without a card, under the mother's"},
	{"facts", "体温和其他情况", "Temperature and other facts", "F2：逐条询问，体温和检测", "F2: the questions, temperature and tests"},
	{"refused", "不能签发的时候", "When it may not be issued", "审核行写着原因、原文和怎么办", "The check line says why, which sentence, and what to do"},
	{"compared", "是一个人还是两个人", "One person or two", "两份记录并排，不同的地方带 * 号", "Both records side by side; a * marks what differs"},
	{"queue", "待办案件", "Cases", "等着核定的", "What waits to be settled"},
	{"register", "登记册", "The register", "登记册，姓名和号码遮盖着", "The register, names and numbers masked"},
	{"passlife", "证发出以后", "After the issue", "一张证：现在可以做什么，经过了什么", "One pass: what may be done now, and what happened"},
	{"appeals", "申诉案件", "Appeals", "申诉，各写着期限", "Appeals, each with its term"},
	{"recalls", "收回工作单", "The list of recalls", "要收回的纸证，按楼栋排", "Papers to fetch, by building"},
	{"settings", "天数、体温线和地区名单", "Days, temperatures and lists of areas", "设置：现值、默认值、出处", "Settings: as they are, their defaults, where they stand"},
	{"setupmake", "第一次开机", "The first run", "建册以前再看一遍", "A last look before the register is made"},
	{"operators", "锁定、PIN 和操作员", "The lock, the PIN and the operators", "操作员", "Operators"},
	{"closing", "开始一天和日结", "The opening and the close of a day", "日结：编号和证纸的总账", "The close: how numbers and papers add up"},
}

// Section is what the operator's guide says under a heading, with its pictures.
type Section struct {
	Heading string
	Parts   []Part
}

// Part is a paragraph, an item of a list, or a picture with its caption.
type Part struct {
	Text string
	Item bool
	Rows []string // of a screen 80 columns wide
}

// Sections is the whole guide as a book has it.
func Sections(english bool) []Section {
	var all []Section
	for line := range strings.Lines(Text(english)) {
		line = strings.TrimSpace(line)
		heading, begins := strings.CutPrefix(line, "# ")
		switch {
		case line == "":
		case begins:
			all = append(all, Section{Heading: heading})
		case len(all) > 0:
			item, listed := strings.CutPrefix(line, "- ")
			last := &all[len(all)-1]
			last.Parts = append(last.Parts, Part{Text: item, Item: listed})
		}
	}
	for i := range all {
		all[i].illustrate(english)
	}
	return all
}

// illustrate puts a chapter's pictures behind its first paragraph.
func (c *Section) illustrate(english bool) {
	for _, p := range Pictures {
		heading, caption, file := p.chapterZH, p.captionZH, p.Name+".zh.txt"
		if english {
			heading, caption, file = p.chapterEN, p.captionEN, p.Name+".en.txt"
		}
		if heading != c.Heading {
			continue
		}
		text, err := screens.ReadFile("screens/" + file)
		if err != nil {
			panic("guide: " + err.Error()) // embedded: a test reads every one
		}
		picture := Part{Text: caption, Rows: closer(strings.Split(strings.TrimRight(string(text), "\n"), "\n"))}
		at := min(1, len(c.Parts))
		c.Parts = append(c.Parts[:at:at], append([]Part{picture}, c.Parts[at:]...)...)
	}
}

// closer leaves out empty lines that follow others: paper has less room than a desk.
func closer(rows []string) []string {
	var out []string
	for i, r := range rows {
		if r != "" || i == 0 || rows[i-1] != "" {
			out = append(out, r)
		}
	}
	return out
}
