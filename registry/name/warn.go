package name

import (
	"fmt"
	"slices"
	"strings"

	"passdesk/registry/hanzi"
)

// Text is a sentence in the two languages of the desk.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Warning is something about a name that the operator should see. It never hinders.
type Warning struct {
	Code string // one of the Warn words
	Text Text   // may name code points, never the name
}

// Repairs: the legal form differs from what came in.
const (
	WarnControlRemoved    = "control_removed"
	WarnOuterSpaceRemoved = "outer_space_removed"
	WarnInnerSpaceRemoved = "inner_space_removed"
	WarnSpacesCollapsed   = "spaces_collapsed"
	WarnFullwidthRepaired = "fullwidth_repaired"
	WarnRadicalRepaired   = "radical_repaired"
	WarnDotRepaired       = "dot_repaired"
	WarnLatinNFC          = "latin_nfc"
)

// Observations: the name stands as typed.
const (
	WarnOneHanzi          = "one_hanzi"
	WarnOneLetter         = "one_letter"
	WarnLong              = "long"
	WarnOverForm          = "over_form"
	WarnPrivateUse        = "private_use"
	WarnVariationSelector = "variation_selector"
	WarnIDS               = "ids"
	WarnCompatIdeograph   = "compat_ideograph"
	WarnMixedScript       = "mixed_script"
	WarnLostCharacter     = "lost_character"
	WarnDigit             = "digit"
	WarnSymbol            = "symbol"
)

var warningTexts = map[string]Text{
	WarnControlRemoved:    {"已去掉看不见的控制字符", "invisible control characters were removed"},
	WarnOuterSpaceRemoved: {"已去掉姓名前后的空格", "spaces around the name were removed"},
	WarnInnerSpaceRemoved: {"已去掉汉字之间的空格", "spaces between hanzi were removed"},
	WarnSpacesCollapsed:   {"已把连续或特殊的空格改为一个空格", "runs of spaces or special spaces became single spaces"},
	WarnFullwidthRepaired: {"已把全角字母改为半角", "full-width letters became plain letters"},
	WarnRadicalRepaired:   {"已把部首符号改为同形汉字", "radical symbols became the hanzi they look like"},
	WarnDotRepaired:       {"已把间隔号改为“·”", "the dot between the parts became “·”"},
	WarnLatinNFC:          {"已把字母与附加符号合为一个字符", "letters and their accents were composed"},

	WarnOneHanzi:          {"姓名只有一个汉字，请与证件核对", "the name is a single hanzi: compare it with the document"},
	WarnOneLetter:         {"姓名只有一个字母，请与证件核对", "the name is a single letter: compare it with the document"},
	WarnLong:              {"姓名超过六个汉字，请与证件核对", "the name has more than six hanzi: compare it with the document"},
	WarnOverForm:          {"姓名超过50个字符，表格印不下一行", "the name is longer than the form's 50 characters"},
	WarnPrivateUse:        {"姓名含自造字编码", "the name has a private-use code"},
	WarnVariationSelector: {"姓名含异体字选择符，已原样保留", "the name has a variation selector, kept as typed"},
	WarnIDS:               {"姓名含拼字描述（⿰⿱…），须手写该字", "the name describes a character by its parts: write it by hand"},
	WarnCompatIdeograph:   {"姓名含兼容汉字，已原样保留", "the name has a compatibility ideograph, kept as typed"},
	WarnMixedScript:       {"姓名混用了不同文字，请核对是否输错", "the name mixes scripts: check for a typing error"},
	WarnLostCharacter:     {"姓名含“?”“□”“*”一类占位符，可能丢了生僻字，请照证件补上", "the name has a placeholder such as ? □ *: a rare character may be lost, take it from the document"},
	WarnDigit:             {"姓名含数字，请与证件核对", "the name has digits: compare it with the document"},
	WarnSymbol:            {"姓名含标点或符号，请与证件核对", "the name has punctuation or symbols: compare it with the document"},
}

// say records a warning once, however often its cause occurs.
func (c *cleaning) say(code string) { c.sayText(code, warningTexts[code]) }

func (c *cleaning) sayText(code string, text Text) {
	if !slices.ContainsFunc(c.said, func(w Warning) bool { return w.Code == code }) {
		c.said = append(c.said, Warning{code, text})
	}
}

// sayPrivateUse names the codes, and the character that GBK meant by them where there
// is one: 䶮 is typed as U+E863 to this day.
func (c *cleaning) sayPrivateUse(text []rune) {
	var codes []string
	for _, r := range text {
		if !hanzi.IsPrivateUse(r) {
			continue
		}
		code := fmt.Sprintf("U+%04X", r)
		if likely := foldHan(r); likely != r {
			code += "=" + string(likely) + "?"
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	list := strings.Join(codes, " ")
	c.sayText(WarnPrivateUse, Text{
		"姓名含自造字编码（" + list + "），已原样保留，请照证件核对",
		"the name has private-use codes (" + list + "), kept as typed: compare them with the document",
	})
}
