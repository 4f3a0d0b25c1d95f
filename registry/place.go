package registry

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"passdesk/registry/scheme"
)

// Place is a line of the station directory: where a person is sent whom this
// point may not serve.
type Place struct {
	Kind     string `json:"kind"` // of PointKinds, or health
	Name     string `json:"name"`
	Division string `json:"division"` // GB/T 2260, six digits
	Address  string `json:"address,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Hours    string `json:"hours,omitempty"`
	Station  string `json:"station,omitempty"` // code in pass numbers, three digits
}

// PlaceHealth is the health department's or the prevention office's desk, which
// settles what the rules ask it.
const PlaceHealth = "health"

// placeKinds are what lists call the kinds.
var placeKinds = map[string]string{
	"社区": "community", "小区": "community", "村": "village", "企业": "enterprise", "楼宇": "building", "单位": "unit",
	"卡口": "checkpoint", "卡点": "checkpoint", "检查点": "checkpoint", "公安": "police", "派出所": "police",
	"卫健": PlaceHealth, "卫健委": PlaceHealth, "卫健局": PlaceHealth, "防控办": PlaceHealth,
}

// longestValue is how long anything in the directory may be: it stands on a slip.
const longestValue = 100

// ParsePlace reads a line of a directory, or says why it sends nobody anywhere,
// as a *NotPlace. The division may be named or numbered, the kind written in
// Chinese or English.
func ParsePlace(p Place) (Place, error) {
	for _, v := range []*string{&p.Kind, &p.Name, &p.Division, &p.Address, &p.Phone, &p.Hours, &p.Station} {
		*v = strings.Join(strings.Fields(*v), " ")
		if utf8.RuneCountInString(*v) > longestValue || !utf8.ValidString(*v) || strings.ContainsFunc(*v, unprintable) {
			return p, badPlace("有一格读不出来，或超过 100 个字", "a value cannot be read, or is longer than 100 characters")
		}
	}
	if word, ok := placeKinds[p.Kind]; ok {
		p.Kind = word
	}
	p.Kind = strings.ToLower(p.Kind)
	var err error
	switch {
	case p.Kind != PlaceHealth && !slices.Contains(PointKinds, p.Kind):
		return p, badPlace("没有这种类型；可写 派出所、社区、村、企业、楼宇、单位、检查点、卫健", "no such kind; there are "+strings.Join(PointKinds, ", ")+", "+PlaceHealth)
	case p.Name == "":
		return p, badPlace("没有写名称", "the name is missing")
	case p.Address == "" && p.Phone == "":
		return p, badPlace("地址和电话都没有写，没法指路", "neither address nor telephone is given: nobody can be sent there")
	case !rings(p.Phone):
		return p, badPlace("电话写法不对（可能被表格软件改坏了）：只用数字、空格、- + ( ) 和 、/", "the telephone is not written as one; a spreadsheet program may have spoilt it")
	}
	if p.Division, err = scheme.DivisionOf(p.Division); err != nil {
		return p, &NotPlace{whyNot(err)}
	}
	if p.Station, err = stationCode(p.Station); err != nil {
		return p, err
	}
	return p, nil
}

// NotPlace is why a line of a directory sends nobody anywhere.
type NotPlace struct{ Why scheme.Text }

func (n *NotPlace) Error() string { return "registry: no place of a directory: " + n.Why.EN }

func badPlace(zh, en string) error { return &NotPlace{scheme.Text{ZH: zh, EN: en}} }

func whyNot(err error) scheme.Text {
	var f *scheme.Fault
	if errors.As(err, &f) {
		return f.Why
	}
	return scheme.Text{ZH: "行政区划读不出来", EN: "the division cannot be read"}
}

// unprintable: controls, marks that turn the direction of a line, and what was lost.
func unprintable(r rune) bool { return unicode.Is(unicode.C, r) || r == utf8.RuneError }

// rings reports what can be dialled: several numbers and extensions, no 5.74E+11.
func rings(phone string) bool {
	return !strings.ContainsFunc(phone, func(r rune) bool { return !strings.ContainsRune("0123456789 -+()（）、,，/转;；*#", r) })
}

// stationCode is the three digits in pass numbers; lists drop the zeros.
func stationCode(typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > 999 {
		return "", badPlace("站点代码是 1 到 999", "a station code is 1 to 999")
	}
	return fmt.Sprintf("%03d", n), nil
}

// Line is the place in one line.
func (p Place) Line() string {
	return strings.Join(slices.DeleteFunc([]string{p.Name, p.Address, p.Phone, p.Hours}, func(s string) bool { return s == "" }), "，")
}
