package watch

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
)

func TestTheColourAfterTheTurn(t *testing.T) {
	for said, want := range map[string]string{
		"绿转红": "red", "绿码转黄码": "yellow", "红转绿": Green, "绿转黄": "yellow", "黄码转为红码": "red", "红码,14天": "red", "红码（集中隔离）": "red", "绿转": "", "武汉转红": "", "14天": "",
		"转绿": Green, "由黄转绿": Green, "从红码转为绿码": Green, "已转绿": Green, "现已转为绿码": Green, "恢复绿码": Green, "黄码转绿码": Green, "绿码（已转）": Green, "红码（已转绿）": Green, "转红": "red",
		"红码（未转绿）": "red", "红码，14天后转绿": "red", "待转绿": "", "未转绿": "", "拟转绿": "", "不能转绿": "", "转码": "", "转运": "",
	} {
		if got, ok := colourNow(said); got != want && ok || ok != (want != "") {
			t.Errorf("%s: %q %t, want %q", said, got, ok, want)
		}
	}
}

func TestAReasonThatDenies(t *testing.T) {
	for said, want := range map[string]bool{"已解除": true, "不是密接": true, "非密接": true, "排除": true, "密接（已解封）": true, "非": true, "未解除": false, "密接": false, "非洲返甬": false, "发热": false, "": false} {
		if Denies(said) != want {
			t.Errorf("%s: %t", said, !want)
		}
	}
}

func TestWhoWasThere(t *testing.T) {
	for said, want := range map[string]bool{
		"去过武汉": true, "到过武汉": true, "曾到过湖北": true, "14天内去过武汉市": true, "武汉旅居史": true, "有湖北旅行史": true, "来自武汉": true, "从武汉返回人员": true, "去过重点地区": true, "到过高风险地区的人员": true,
		"未去过武汉": false, "没有去过武汉": false, "去过医院": false, "到过确诊病例家": false, "无武汉旅居史": false, "航班同乘": false, "去世": false, "": false,
	} {
		e, bad := Parse(Row{Number: "330212198505059315", Why: said, Source: "样例疾控"}, civil.New(2020, 3, 9))
		if got := bad == nil && e.Why == SevereArea && e.Note == said; got != want {
			t.Errorf("%s: %+v, want %t", said, e, want)
		}
	}
}

func TestTheReasonInTheTitle(t *testing.T) {
	for title, want := range map[string]string{
		"样例区密切接触者名单": CloseContact, "发热人员": Symptoms, "红码人员名单|密接": "red", "一、样例街道|密接名单": CloseContact, "疫情严重地区来人": SevereArea,
		"密切接触者及发热人员名单": "", "解除隔离的密切接触者名单": "", "应收回人员名单": "", "": "",
	} {
		if got := TitleReason(strings.Split(title, "|")); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

func TestWhatARemarkSays(t *testing.T) {
	for remark, says := range map[string]bool{
		"密接": true, "去过武汉": true, "已解除": true, "3月9日已解除": true, "解除隔离": true, "已电话通知": false, "不是本小区住户": false, "未解除": false, "预计3月9日解除": false, "14天后解除": false, "": false,
	} {
		if got := Remark(remark); (got != "") != says {
			t.Errorf("%s: %q", remark, got)
		}
	}
}

// TestANumberThatLacksADigit is nobody's: as another kind of document it would mean nobody
// for ever.
func TestANumberThatLacksADigit(t *testing.T) {
	for _, number := range []string{"33021219850505931", "3302121985050593"} {
		if e, bad := Parse(Row{Number: number, Name: "样例父", Why: "密接", Source: "样例疾控"}, civil.New(2020, 3, 9)); bad == nil {
			t.Errorf("%d digits: %+v", len(number), e)
		}
	}
}
