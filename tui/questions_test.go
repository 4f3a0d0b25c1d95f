package tui

import (
	"strings"
	"testing"

	"passdesk/registry/scheme"
)

// stands waits for texts on the screen and fails over those that must not be there.
func (b *bench) stands(there, absent []string) {
	b.t.Helper()
	for _, text := range there {
		b.WaitFor(text)
	}
	b.settled()
	b.Type("")
	for _, text := range absent {
		if strings.Contains(b.Text(), text) {
			b.t.Errorf("%q stands on the screen\n%s", text, b.Text())
		}
	}
}

// What was answered otherwise than with none stands under the verdict, and the
// sentence counts only what was answered with none.
func TestTheDeskListsWhatWasAnswered(t *testing.T) {
	b := open(t, peopled(), 120, 40)
	b.scan(oldID + "\r")
	b.stands([]string{"已询问 16 项，均答无"}, nil)
	b.hand("f2")
	b.line("健康码颜色", 1)
	b.line("车辆通行证", 1)
	b.typeOver("been", "浙江 0218")
	b.typeOver("naat", "0220-")
	b.hand("esc")
	b.stands([]string{"健康码颜色：绿码", "车辆通行证由谁核发：公安", "核酸 20200220-", "到过的地方 浙江 0218", "已询问 16 项：0 项有，16 项无"}, []string{"均答无"})
	b.hand("f2")
	b.line("有跨省旅居经历", 1)
	b.typeOver(onDay+"cross_province", "0301")
	b.hand("esc")
	b.stands([]string{"1 项有，15 项无", "有 有跨省旅居经历  2020-03-01", "到过的地方 浙江 0218"}, nil)
}

// A question whose words are the reason of the refusal is not said to be answered
// with none.
func TestNoneIsNotSaidOfTheReason(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.typeOver("been", "武汉 0218")
	b.hand("esc")
	b.stands([]string{"不予签发", "有跨省旅居经历", "0 项有，15 项无", "到过的地方 武汉 0218"}, []string{"无 有跨省旅居", "无 跨省旅居"})

	nx, err := scheme.ByCode("ningxia")
	if err != nil {
		t.Fatal(err)
	}
	f := peopled()
	f.scheme = &nx
	b = open(t, f, 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.typeOver("low_risk_days", "3")
	b.hand("esc")
	b.stands([]string{"在低风险地区居住未满14天", "低风险地区居住天数 3"}, []string{"无 在低风险"})
}

// What a list brought is told too, and a further answer does not push its facts
// out.
func TestBroughtFactsStand(t *testing.T) {
	a := &draft{}
	a.base.Facts = a.facts.answered(factsOf(t, `{"facts":[["been_to_key_area","2020-02-20"],"fever"],"colour":"green","naat":[["2020-03-01","neg"]]}`))
	toggle(&a.facts.yes, "cross_province")
	if got, want := string(a.facts.json(a.base.Facts)["facts"]), `[["been_to_key_area","2020-02-20"],"cross_province","fever"]`; got != want {
		t.Errorf("facts %s, want %s", got, want)
	}
	b := open(t, peopled(), 80, 24)
	b.settled()
	if got, want := b.desk.stack[0].(*home).inputsText(b.desk, a), "健康码颜色 绿码，核酸 2020-03-01 阴性"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	told := factsOf(t, `{"facts":["fever","moon"]}`)
	if rest := a.facts.answered(told); string(rest["facts"]) != `["fever","moon"]` {
		t.Errorf("an unknown word is lost: %s", rest["facts"])
	}
}
