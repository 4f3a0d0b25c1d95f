package tui

import (
	"strings"
	"testing"
	"unicode"

	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// F1 beside a verdict: the whole sentence, the paper by its name, the numbers
// that entered with where they are from, and the field under the cursor; the
// guide follows, and Esc comes back to the same applicant.
func TestF1ExplainsTheVerdict(t *testing.T) {
	b := open(t, peopled(), 120, 40)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.types("37.6")
	b.hand("esc", "f1")
	for _, want := range []string{
		"说明（下面接操作员指南）", "不予签发 (黄码)", "规则 ningbo/yellow-measured", "\"黄码\"人员主要包括有发热、气促、呼吸道症状的人员",
		"出处：《\"宁波全域一码通\"今起推行》", "发热体温线（度，含） 37.3（文件没有写，按通行的界线）", "光标所在的一项：扫描/输入", "一张证怎么发",
	} {
		b.WaitFor(want)
	}
	b.hand("esc")
	b.WaitFor("不予签发 (黄码)")
}

// Where the papers leave room, F1 says how they were read.
func TestF1SaysHowThePapersWereRead(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	isolated(b)
	b.settled()
	b.hand("f2")
	b.line("已隔离天数", 0)
	b.types("7")
	b.hand("esc")
	b.WaitFor("规则 ningbo/yellow-done")
	b.hand("f1")
	b.WaitFor("读法：由原文推出，写了7天居家隔离")
}

// On a field F1 says what belongs into it; on an empty desk that is the box.
func TestF1ExplainsTheField(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.hand("f1")
	b.WaitFor("什么都能输：读卡")
	b.WaitFor("操作员指南")
	b.hand("esc")
	b.scan(motherID + "\r")
	b.WaitFor("样例母")
	b.hand("f3", "f1")
	b.WaitFor("光标所在的一项：姓名")
	b.WaitFor("照证件原样写")
}

// A decision about one person, one number says by what the person was told apart.
func TestF1NamesTheKeyInWords(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("enter")
	b.scan(oldID + "\r")
	b.WaitFor("规则 一人一号")
	b.hand("f1")
	b.WaitFor("证件编号必须一人一号")
	b.WaitFor("认人的依据：本人的证件种类和号码")
}

// On F2 F1 says what a yes would mean and on which sentence the question rests;
// on a typed field how it is written.
func TestF1ExplainsTheQuestions(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2", "f1")
	b.WaitFor("光标所在的一项：确诊病人")
	b.WaitFor("答有则为：红码")
	b.WaitFor("原文：\"红码\"人员主要包括确诊病人")
	b.hand("esc")
	b.line("货车司机", 0)
	b.hand("f1")
	b.WaitFor("按回车在是、否、没有说之间换")
	b.hand("esc", "tab", "down", "f1")
	b.WaitFor("光标所在的一项：核酸")
	b.WaitFor("- 是阴性，+ 是阳性")
	b.hand("esc")
	b.downTo("代领人")
	b.hand("f1")
	b.WaitFor("原则上由本人申领")
}

// Every number of every scheme says in both languages where it is from, and every kind
// of entry how it is written.
func TestEverythingIsExplained(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	for _, s := range scheme.All() {
		for _, e := range s.Entries {
			if text := entryHow[e.Kind]; e.Typed() && e.Kind != scheme.WordsEntry && (text.ZH == "" || text.EN == "") {
				t.Errorf("%s: nobody says how to write %s", s.Code, e.Name)
			}
		}
		for _, n := range s.Settings {
			for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
				d.lang = lang
				if got := settingSource(d, s, n.Source); got == "" || strings.Contains(got, "papers silent") {
					t.Errorf("%s %s: it is said to come from %q", s.Code, n.Name, got)
				}
			}
		}
	}
}

// Where a number is from is said in the reader's language.
func TestSettingSourcesAreTranslated(t *testing.T) {
	han := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	for _, s := range scheme.All() {
		for _, set := range s.Settings {
			if en := settingSource(&desk{lang: widget.EN}, s, set.Source); strings.ContainsFunc(en, han) {
				t.Errorf("%s %s: in English %q", s.Code, set.Name, en)
			}
			if zh := settingSource(&desk{lang: widget.ZH}, s, set.Source); !strings.ContainsFunc(zh, han) || strings.Contains(zh, "read as") {
				t.Errorf("%s %s: in Chinese %q", s.Code, set.Name, zh)
			}
		}
	}
}

// F1 on the vehicle pass shows the sentence that asks for it.
func TestF1OnTheVehiclePass(t *testing.T) {
	b := open(t, peopled(), 120, 40)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.line("车辆通行证由谁核发", 0)
	b.hand("f1")
	b.WaitFor("持有公安、交通、民政部门核发车辆通行证的货车司机")
}
