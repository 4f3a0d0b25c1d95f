package watch

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// TestWhatSpeaksAgainstARow: words by which a list takes somebody back, or doubts; and
// words that hold one of these and are none.
func TestWhatSpeaksAgainstARow(t *testing.T) {
	for w, texts := range map[weight]string{
		takesBack: "误报 误登 疑似误报 取消 撤销 作废 此行作废 请勿收回 无需收回 不收 不用收回 暂不收回 核实非本人 不是本人 号码有误 姓名有误 同名 测试 测试数据 未接触 无接触史 没有去过 无旅居史 登记错误",
		doubts:    "待核实 密接（待核实） 疑似密接 存疑 可能接触 未核实 尚待确认 无 否 N × 已收回 已上交 已满14天 密接已转绿 观察期满",
		finding:   "阴性 核酸阴性 已检测阴性 健康 正常 体温正常 治愈出院 低风险 一般人员 未见异常 无症状 无发热",
		silent: "密接 发热 参加聚会 航班同乘 无症状感染者 不明原因发热 非本地户籍 非洲返甬 未满14天 阴转阳 核酸阴性转阳性 治愈后复阳 无锡返甬 疑似病例 健康监测 居家健康观察 不正常 未治愈 不能排除 未转阴 " +
			"中低风险地区 请勿外出 不得离开 不是本小区住户 外出未归 不在本地 已电话通知 已隔离 死亡 重复 见上 未通知到 无人接听 不配合 已婚 未婚",
	} {
		for _, text := range strings.Fields(texts) {
			if got := weigh(text); got != w {
				t.Errorf("%s: %d, want %d", text, got, w)
			}
		}
	}
}

// TestAQuestionThatTellsNobodyApart: only a no to what the list is not about is one.
func TestAQuestionThatTellsNobodyApart(t *testing.T) {
	for head, want := range map[string]bool{"是否本人": true, "是否 回访": true, "是否密接": false, "是否收回": false, "是否有接触史": false, "是否发热": false, "是否解除": false, "核酸结果": false} {
		if got := Idle(head, "否"); got != want || Idle(head, "是") {
			t.Errorf("%s: %t, want %t", head, got, want)
		}
	}
}

// TestAGreenCodeTakesNoReasonAway: a contact whose code is green is listed as a contact, and
// looked at; a green code alone lists nobody.
func TestAGreenCodeTakesNoReasonAway(t *testing.T) {
	for _, c := range []struct{ why, colour, want, says string }{
		{"密接", "绿码", CloseContact, "码色“绿码”"}, {"疫区", "已转绿", SevereArea, "码色“已转绿”"}, {"", "绿码", Green, ""}, {"红转绿", "绿码", Green, ""}, {"红转绿", "", Green, ""}, {"", "红→绿", Green, ""}, {"", "绿->红", "red", ""}, {"其他", "绿", Green, ""}, {"密接", "红码", "red", ""}, {"外出未归", "绿码", Green, ""},
	} {
		r := Row{Number: "330212198505059315", Why: c.why, Colour: c.colour, Source: "样例疾控"}.Heard("", nil)
		e, bad := Parse(r, civil.New(2020, 3, 9))
		if says := strings.Join(r.Doubt.Says, ""); bad != nil || e.Why != c.want || says != c.says {
			t.Errorf("%s %s: %+v %+v, doubts %q", c.why, c.colour, e, bad, says)
		}
	}
}

// TestWhatStandsBesideAReason: a known reason with more words is the known reason; what
// stands in columns of findings, questions and remarks makes the row ask where it speaks
// against it, gives a reason where there is none, or is merely shown.
func TestWhatStandsBesideAReason(t *testing.T) {
	for _, c := range []struct{ why, head, text, remark, want string }{
		{"密接,同车", "", "", "", "close_contact"}, {"密接 同楼", "", "", "", "close_contact"}, {"密接/发热", "", "", "", "close_contact"},
		{"密接（待核实）", "", "", "", "close_contact ask"}, {"疑似密接", "", "", "", "? ask"}, {"误报", "", "", "", "? off"}, {"阴性", "", "", "", "? ask"}, {"参加聚会", "", "", "", "?"}, {"无症状感染者", "", "", "", "asymptomatic"}, {"无", "", "", "", " ask"}, {"/", "", "", "", ""},
		{"密接", "", "", "请勿收回", "close_contact off"}, {"密接", "", "", "待核实", "close_contact ask"}, {"密接", "", "", "核酸阴性", "close_contact shown"}, {"密接", "", "", "已电话通知", "close_contact shown"},
		{"密接", "", "", "无", "close_contact"}, {"密接", "", "", "—", "close_contact"}, {"密接", "", "", "已排除", "over"}, {"", "", "", "密接", "close_contact"},
		{"", "是否密接", "否", "", " off"}, {"", "是否密接", "是", "", "close_contact"}, {"", "是否为密切接触者", "否", "", " off"}, {"", "是否收回", "否", "", " ask"}, {"", "是否收回", "√", "", ""}, {"密接", "是否收回", "不收", "", "close_contact off"},
		{"发热", "是否密接", "否", "", "symptoms shown"}, {"密接", "是否有发热症状", "否", "", "close_contact shown"}, {"", "是否有症状", "是", "", "symptoms"}, {"密接", "是否误报", "是", "", "close_contact ask"}, {"密接", "是否误报", "否", "", "close_contact"},
		{"密接", "是否本地户籍", "否", "", "close_contact"}, {"密接", "是否本人", "否", "", "close_contact ask"}, {"密接", "是否已通知", "否", "", "close_contact"},
		{"", "核酸结果", "阴性", "", " ask"}, {"", "核酸结果", "阳性", "", " shown"}, {"密接", "核酸结果", "阴性", "", "close_contact shown"}, {"", "排查结果", "排除", "", "over"}, {"", "排查结果", "密切接触者", "", "close_contact"},
		{"", "标签", "正常", "", " ask"}, {"", "管控状态", "已解除", "", "over"}, {"密接", "处理意见", "暂缓", "", "close_contact off"}, {"密接", "核实情况", "/", "", "close_contact"},
		{"", "密接", "否", "", " off"}, {"", "密接", "√", "", "close_contact"}, {"发热", "密接", "否", "", "symptoms shown"}, {"密接", "姓名旁备注", "误报", "", "close_contact off"}, {"", "姓名旁备注", "密接", "", "close_contact"},
		{"密接", "婚姻状态", "否", "", "close_contact"}, {"密接", "职业", "无", "", "close_contact"}, {"密接", "与病例关系", "妻子", "", "close_contact"},
	} {
		r := Row{Number: "330212198505059315", Why: c.why, Source: "样例疾控"}.Heard(c.remark, []Cell{{c.head, c.text}})
		got := r.ground()
		if got == "" && r.Why != "" {
			got = "?"
		}
		switch {
		case r.Released(civil.New(2020, 3, 9)) != nil:
			got = "over"
		case r.Doubt.Off:
			got += " off"
		case len(r.Doubt.Says) > 0:
			got += " ask"
		case len(r.Beside) > 0:
			got += " shown"
		}
		if got != c.want {
			t.Errorf("%s %s=%s 备注=%s: %q, want %q", c.why, c.head, c.text, c.remark, got, c.want)
		}
		if told := fmt.Sprint(r.Doubt.Told()); (len(r.Doubt.Says) > 0) != strings.Contains(told, "请人看过") {
			t.Errorf("%s: told %s", c.want, told)
		}
	}
}
