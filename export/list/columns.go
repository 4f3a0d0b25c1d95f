package list

import (
	"cmp"
	"regexp"
	"strings"
)

// Who are the columns that say whom a row of a list of people means, and what people call
// them.
var Who = []Column{
	{Key: "number", Who: true, Exact: true, Names: []string{"证件号码", "证件号", "有效证件号码", "身份证号", "身份证号码", "身份证件号码", "身份号码", "公民身份号码", "身份证", "居民身份证", "居民身份证号", "居民身份证号码", "号码", "id number", "id no", "id"}},
	{Key: "pass", Who: true, Exact: true, Maybe: []string{"编号", "通行证", "甬行证", "证号", "卡编号"}, Names: []string{"证件编号", "通行证编号", "通行证号", "通行证号码", "甬行证编号", "甬行证号", "健康通行卡编号", "卡号", "pass number"}},
	{Key: "name", Who: true, Maybe: []string{"家庭成员", "密接者", "密切接触者", "接触者", "密接人员", "成员"}, Names: []string{"姓名", "名字", "人员姓名", "申领人", "持证人", "人员", "居民姓名", "员工姓名", "full name"}},
	{Key: "birth", Day: true, Names: []string{"出生日期", "出生年月日", "出生年月", "生日"}},
	{Key: "kind", Names: []string{"证件类型", "证件种类", "证件名称"}},
	{Key: "state", Names: []string{"签发国", "国籍"}},
	{Key: "phone", Names: []string{"电话", "联系电话", "联系方式", "手机", "手机号", "手机号码", "电话号码"}},
	{Key: "address", Names: []string{"住址", "地址", "现住址", "家庭住址", "家庭地址", "居住地址", "详细地址", "居住地", "现居住地", "住所"}},
	{Key: "sex", Names: []string{"性别"}},
}

// ListedColumns are what a recall list or a status list holds beside that; at a station and
// in the city the same, so that both read one file alike.
var ListedColumns = append(Who[:len(Who):len(Who)],
	Column{Key: "reason", Names: []string{"原因", "人员类别", "类别", "事由", "人员类型", "收回原因", "管控原因", "风险类型", "why"}},
	Column{Key: "colour", Names: []string{"颜色", "码色", "健康码", "健康码颜色", "甬行码", "甬行码颜色", "状态", "健康状态", "color"}},
	Column{Key: "date", Day: true, Names: []string{"列入日期", "列入时间", "纳入日期", "纳入时间", "纳入管控日期", "纳入管控时间", "起始日期", "起始时间", "开始日期", "开始时间", "开始", "起始", "起",
		"认定日期", "认定时间", "判定日期", "判定时间", "转码日期", "转码时间", "赋码日期", "赋码时间", "生效日期", "生效时间", "日期", "更新日期", "更新时间", "listed"}},
	Column{Key: "on", Day: true, Names: []string{"末次接触日期", "末次接触时间", "最后接触日期", "最后接触时间", "接触日期", "接触时间", "到达日期", "到达时间", "返甬日期", "返甬时间", "来甬日期", "来甬时间", "抵甬日期", "抵甬时间", "发病日期", "发病时间"}},
	Column{Key: "until", Day: true, Names: []string{"截止日期", "截止时间", "解除日期", "解除时间", "预计解除日期", "预计解除时间", "结束日期", "结束时间", "结束", "终止日期", "终止时间", "到期日", "到期日期", "到期时间", "止"}},
	Column{Key: "remark", Names: []string{"备注", "说明", "备注说明"}},
	Column{Key: "tail", Names: []string{"身份证后四位", "身份证号后四位", "身份证号码后四位", "身份证后4位", "身份证号后4位", "证件号码后四位", "证件号后四位", "证件后四位", "号码后四位", "后四位", "身份证尾号", "身份证末四位", "身份证后六位", "身份证号后六位", "后六位"}},
	Column{Key: "guardian_number", Exact: true, Names: GuardianNumbers},
	Column{Key: "source", Names: []string{"来源", "数据来源", "来源单位", "推送单位"}},
)

// GuardianNumbers are the heads under which the number of a child's parent or guardian stands.
var GuardianNumbers = []string{"监护人证件号码", "监护人证件号", "监护人证件", "监护人身份证号", "监护人身份证号码", "监护人身份证", "家长身份证号", "家长身份证号码", "家长证件号码", "父母身份证号"}

// NumberOf is the number by which a listed row means somebody: its own, that of the pass, a
// mask where the list gives the end of it; or the guardian's, under which a child stands with
// its own name.
func NumberOf(v map[string]string) string {
	number := cmp.Or(v["number"], v["pass"])
	if number != "" || v["name"] == "" {
		return number
	}
	return cmp.Or(maskBefore(v["tail"]), v["guardian_number"])
}

// maskBefore is the mask of a number of which a list gives the end.
func maskBefore(tail string) string {
	tail = strings.TrimLeft(strings.Join(strings.Fields(tail), ""), "*＊×…")
	if !lastDigits.MatchString(tail) {
		return ""
	}
	tail = strings.Repeat("0", max(0, 4-len(tail))) + tail // a spreadsheet program takes the zeros away
	return strings.Repeat("*", 18-len(tail)) + tail
}

var lastDigits = regexp.MustCompile(`^[0-9]{0,7}[0-9Xx]$`)
