package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

const (
	realFather = `{"name":"样例父","document":{"number":"330212198505059315"},"declared":true}`
	realSon    = `{"name":"样例长子","guardian":{"relation":"mother","name":"样例母","document":{"number":"330203198706069345"}},"birth":"2014-04-01","sex":"M","declared":true}`
)

// child brings a child under the mother's card to the desk.
func (b *bench) child(name, birth, sex string) {
	b.scan(motherID + "\r")
	b.hand("f3")
	b.types(name)
	b.types(birth)
	b.types(sex)
	b.settled()
}

// What the rules of one person, one number find lies side by side at the desk,
// with the record that decided first and the values that differ marked; each
// answer leads to what it should, and the register proves itself.
func TestEveryQuestionIsShownAndAnswered(t *testing.T) {
	for _, c := range []struct {
		name   string
		given  []string
		bring  func(b *bench)
		shows  []string
		key    string
		then   string
		issued int
		kind   registry.Kind // the last event of the kind is there
	}{
		{"near number, two people", []string{realFather}, func(b *bench) { b.scan("样例父\t330212198505059235\r") },
			[]string{"号码只差一两位且同名", "证件     * 居民身份证 330212********9235", "回车 两个人，签发"}, "enter", "已打印：/tmp/out", 2, registry.Overridden},
		{"near number, one person", []string{realFather}, func(b *bench) { b.scan("样例父\t330212198505059235\r") },
			[]string{"Ctrl+X 同一人"}, "ctrl+x", "经过（新的在上）", 1, registry.Refused},
		{"same number, another name", []string{realFather}, func(b *bench) { b.scan("样例他人\t330212198505059315\r") },
			[]string{"同号不同名", "姓名     * 样例他人", "回车 登记不予签发", "Ctrl+F"}, "ctrl+f 样例旧系统重号 ctrl+f enter", "已打印：/tmp/out", 2, registry.Overridden},
		{"same number, another name, kept", []string{realFather}, func(b *bench) { b.scan("样例他人\t330212198505059315\r") },
			[]string{"同号不同名"}, "enter", "已登记在册", 1, registry.Refused},
		{"birth one day off", []string{realSon}, func(b *bench) { b.child("样例长子", "20140402", "1") },
			[]string{"须负责人核定", "出生性别 * 2014-04-02 男", "2014-04-01 男", "回车 登记待核", "Ctrl+X 同一人"}, "enter", "待核定 1", 1, registry.Parked},
		{"birth one day off, one person", []string{realSon}, func(b *bench) { b.child("样例长子", "20140402", "1") },
			[]string{"须负责人核定"}, "ctrl+x", "经过（新的在上）", 1, registry.Refused},
		{"twins with other names", []string{realSon}, func(b *bench) { b.child("样例孪弟", "20140401", "1") },
			[]string{"双胞胎：姓名不同", "姓名     * 样例孪弟", "回车 签发"}, "enter", "已打印：/tmp/out", 2, registry.Issued},
		{"a second child", []string{realSon}, func(b *bench) { b.child("样例次女", "20170909", "2") },
			[]string{"同一母亲号码下第2个孩子", "* 样例次女", "样例长子", "回车 签发"}, "enter", "已打印：/tmp/out", 2, registry.Issued},
		{"a child's first card", []string{realSon}, func(b *bench) { b.scan("样例长子\t330212201404019319\r") },
			[]string{"可以换发", "证件     * 居民身份证 330212********9319", "监护人 330203********9345"}, "enter", "第2份", 1, registry.Overridden},
		{"another child's card", []string{realSon}, func(b *bench) { b.scan("样例长子\t330212201404019319\r") },
			[]string{"可以换发", "回车 同一孩子，换发", "Ctrl+F 两个人"}, "ctrl+f enter", "已打印：/tmp/out", 2, registry.Overridden},
		{"a spelling of one adult's name", []string{strings.Replace(realFather, "样例父", "闫样例", 1)}, func(b *bench) { b.scan("閆样例\t330212198505059315\r") },
			[]string{"不再签发", "回车 登记不予签发", "F4 打开"}, "ctrl+f", "家长已有有效证，不再发", 1, registry.Issued},
		{"has a pass", []string{realFather}, func(b *bench) { b.scan("样例父\t330212198505059315\r") },
			[]string{"不再签发", "规则 一人一号 K1", "F4 打开"}, "f4", "经过（新的在上）", 1, registry.Issued},
		{"has a pass, the refusal is kept", []string{realFather}, func(b *bench) { b.scan("样例父\t330212198505059315\r") },
			[]string{"不再签发", "回车 登记不予签发"}, "enter", "已登记在册", 1, registry.Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := atQueue(t, 80, 24, c.given...)
			c.bring(b.bench)
			for _, want := range c.shows {
				b.WaitFor(want)
			}
			b.settled()
			b.Type("")
			if text := b.Text(); b.cut() {
				t.Errorf("something is cut\n%s", text)
			}
			for _, key := range strings.Fields(c.key) {
				if strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789+") == "" {
					b.hand(key)
				} else {
					b.types(key)
				}
				b.settled()
				b.clock.Advance(time.Second)
			}
			b.WaitFor(c.then)
			b.settled()
			proof, err := b.st.Verify(t.Context())
			if err != nil || len(proof.Faults) > 0 || proof.Passes != c.issued {
				t.Fatalf("%d passes, want %d; faults %v, %v", proof.Passes, c.issued, proof.Faults, err)
			}
			if c.kind != "" && !slices.Contains(b.kinds(t), c.kind) {
				t.Errorf("no %s among %v", c.kind, b.kinds(t))
			}
		})
	}
}

// kinds are what happened to passes and cases.
func (b *realBench) kinds(t *testing.T) []registry.Kind {
	t.Helper()
	var out []registry.Kind
	rows, err := b.st.Page(t.Context(), 0, 9, true, station.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		d, err := b.st.Pass(t.Context(), r.Number.String())
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range d.History {
			out = append(out, h.Kind)
		}
	}
	cases, err := b.st.Cases(t.Context(), station.CaseFilter{All: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		out = append(out, c.Kind)
	}
	return out
}

// While the cursor is in a field no record stands beside the applicant: the line
// of keys says so, and Enter lays both there before it exchanges anything.
func TestAnExchangeIsNotMadeUnseen(t *testing.T) {
	b := atQueue(t, 80, 24, realSon)
	b.scan("样例长子\t330212201404019319\r")
	b.settled()
	b.hand("tab")
	b.WaitFor("回车 对照两份记录")
	b.hand("enter")
	b.WaitFor("回车 同一孩子，换发")
	if proof, err := b.st.Verify(t.Context()); err != nil || slices.Contains(b.kinds(t), registry.Reissued) || proof.Passes != 1 {
		t.Fatalf("%d passes, %v: exchanged unseen", proof.Passes, err)
	}
	b.clock.Advance(time.Second)
	b.hand("ctrl+x")
	b.WaitFor("回车是同一孩子、换发")
}
