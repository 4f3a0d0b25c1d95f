package iddoc

import "strings"

// text is one sentence's two halves in two languages: what is wrong and what to
// do about it. None holds personal data.
type text struct {
	whatZH, doZH string
	whatEN, doEN string
}

const (
	compareZH = "请对照证件原件逐位核对"
	compareEN = "compare with the document digit by digit"
	askZH     = "请先选择证件种类"
	askEN     = "choose the kind of document first"
)

var reasonTexts = map[string]text{
	ReasonBadCheck:        {"校验码不符", compareZH, "the check digit does not fit", compareEN},
	ReasonBadDate:         {"号码中的日期不存在", compareZH + "，注意月日是否颠倒", "the date in the number does not exist", compareEN + "; month and day may be swapped"},
	ReasonFutureDate:      {"号码中的出生日期晚于今天", compareZH, "the birth date in the number lies after today", compareEN},
	ReasonTooOld:          {"按号码年龄超过130岁", compareZH, "by the number the person is over 130", compareEN},
	ReasonUnknownRegion:   {"行政区划代码不在名录中", "请核对前六位；持原件的民警或负责人可以放行", "the division code is in no list", "check the first six digits; an officer who holds the card may override"},
	ReasonRegionNotCounty: {"前六位是省或地市代码，不是县级代码", "请核对前六位；持原件的民警或负责人可以放行", "the first six digits are a province or prefecture, not a county", "check them; an officer who holds the card may override"},
	ReasonBadProvince:     {"省份代码不存在", compareZH, "there is no such province code", compareEN},
	ReasonBadChar:         {"含有不应出现的字符", compareZH + "，注意字母O与数字0", "there is a character that does not belong", compareEN + "; O is not 0"},
	ReasonBadLength:       {"位数不对", compareZH + "，看是否多输或漏输", "the number of characters is wrong", compareEN + "; one may be missing or doubled"},
	ReasonBadFormat:       {"不是这种证件号码的格式", "请核对证件种类和号码", "this is not the form of such a number", "check the kind of document and the number"},
	ReasonBadMRZCheck:     {"机读码校验不符", "请重新扫描，或手工输入证件号码", "a check digit of the machine readable zone does not fit", "scan again, or type the document number"},
	ReasonMRZLength:       {"机读码不完整", "请重新扫描全部各行", "the machine readable zone is not whole", "scan all its lines again"},
	ReasonMRZBadChar:      {"机读码含有不能识别的字符", "请重新扫描，或手工输入证件号码", "the machine readable zone has a character that does not belong", "scan again, or type the document number"},
	ReasonFPRBadProvince:  {"永久居留身份证号码中的省份代码不存在", compareZH, "the card number's province does not exist", compareEN},
	ReasonFPRBadCountry:   {"永久居留身份证号码中的国家代码不存在", compareZH, "the card number's country does not exist", compareEN},
	ReasonHMTBadPrefix:    {"港澳台居民居住证号码应以810000、820000或830000开头", compareZH, "a residence permit begins with 810000, 820000 or 830000", compareEN},
	ReasonExcelPrecision:  {"号码末位被表格软件改成了0", "请按原件重新输入，表格中该列须设为文本", "a spreadsheet turned the last digits into zeros", "type it from the document; the column must be text"},
	ReasonExcelScientific: {"号码被表格软件改成了科学计数", "请按原件重新输入，表格中该列须设为文本", "a spreadsheet turned the number into scientific notation", "type it from the document; the column must be text"},
	ReasonMasked:          {"号码被遮盖，只能用于查找", "签发须输入完整号码", "the number is masked and serves only to search", "to issue, type the whole number"},
	ReasonMaskedLength:    {"号码被遮盖且位数不是18位", "请核对遮盖的位数", "the number is masked and not 18 long", "check how many characters are hidden"},
	ReasonDeclareType:     {"仅凭号码不能确定证件种类", askZH + "（护照须选签发国）", "the number alone does not tell the kind of document", askEN + " (of a passport the issuing state)"},
	ReasonAllZero:         {"号码全是0", compareZH, "the number is all zeros", compareEN},
	ReasonNoDigit:         {"没有数字，不是证件号码", "请输入证件号码", "there is no digit, so this is no document number", "type the document number"},
	ReasonEmpty:           {"没有输入", "请输入证件号码", "nothing was typed", "type the document number"},
	ReasonEmptyOrNoise:    {"没有可以识别的号码", "请输入证件号码", "there is no number in it", "type the document number"},
}

var wrongDocTexts = map[Type]text{
	TypeWrongTWID:       {"这是台湾地区身份证号码", "请出示台湾居民来往大陆通行证或居住证", "this is a Taiwan identity number", "ask for the mainland travel permit or the residence permit"},
	TypeWrongHKID:       {"这是香港身份证号码", "请出示港澳居民来往内地通行证或居住证", "this is a Hong Kong identity card number", "ask for the mainland travel permit or the residence permit"},
	TypeWrongPhone:      {"这是手机号码", "请输入证件号码", "this is a mobile phone number", "type the document number"},
	TypeWrongBankCard:   {"这是银行卡号", "请输入证件号码", "this is a bank card number", "type the document number"},
	TypeWrongExitPermit: {"这是内地居民往来港澳或台湾的通行证号码", "请出示居民身份证", "this is a mainlander's travel permit", "ask for the identity card"},
	TypeWrongUSCC:       {"这是单位的统一社会信用代码", "请输入本人的证件号码", "this is a company's code", "type the person's document number"},
}

var warnTexts = map[string]text{
	WarnLegacy15:               {"15位旧号码，已换算为18位", "请核对现用证件", "an old 15-digit number, turned into 18", "check the card in use"},
	WarnCentenarianSerial:      {"顺序码为百岁老人专用", "出生年份按18XX计", "the serial is kept for centenarians", "the birth year is taken as 18XX"},
	WarnXLookalike:             {"末位是形似X的其他字符，已按X处理", "请核对末位", "the last character only looks like X and was taken as X", "check it"},
	WarnNonASCIIDigit:          {"含有其他文字的数字，已换成阿拉伯数字", "请核对号码", "some digits were of another script and were changed", "check the number"},
	WarnAgeOver110:             {"按号码年龄超过110岁", "请核对出生年份", "by the number the person is over 110", "check the birth year"},
	WarnRegionGeneric:          {"区划代码为市辖区等统称", "请核对前六位", "the division code is a generic one", "check the first six digits"},
	WarnRegionLowConfidence:    {"区划代码来源可信度低", "请核对前六位", "the division code is from a doubtful list", "check the first six digits"},
	WarnRegionAbolished:        {"该区划代码在出生之前已经撤销", "请核对前六位和出生年份", "the division code ended before the birth", "check the first six digits and the birth year"},
	WarnFPR15SexCenturyUnknown: {"旧版永久居留证号码不含性别和世纪", "请输入出生日期和性别", "the old card number has neither sex nor century", "type birth date and sex"},
	WarnFPR15CheckMismatch:     {"旧版永久居留证号码校验不符", compareZH, "the old card number's check digit does not fit", compareEN},
	WarnFPRStateless:           {"无国籍人员", "请核对证件", "a stateless person", "check the card"},
	WarnMilFormatRepaired:      {"军人证件号码已补成标准格式", compareZH, "the military number was brought into its form", compareEN},
	WarnMRZOCRRepaired:         {"机读码有识别错误，已修正", compareZH, "the machine readable zone was repaired", compareEN},
	WarnMRZLine1Short:          {"机读码第一行不完整", "请核对姓名和签发国", "line 1 of the machine readable zone is short", "check name and state"},
	WarnMRZLine1Missing:        {"缺少机读码第一行，以国籍代替签发国", "请核对姓名和签发国", "line 1 of the machine readable zone is missing; the nationality stands for the state", "check name and state"},
	WarnAmbiguousPassport:      {"也可能是港澳护照号码", "请核对证件种类", "this may also be a Hong Kong or Macau passport", "check the kind of document"},
	WarnLooksLikeDate:          {"号码像一个日期", "请核对证件种类和号码", "the number looks like a date", "check the kind of document and the number"},
	WarnSerial000:              {"顺序码为000", compareZH, "the serial is 000", compareEN},
	WarnDocExpired:             {"证件已过有效期", "请核对有效期", "the document has expired", "check its expiry date"},
}

// Explain says in one sentence what is wrong with a reading and what to do; of
// a valid one with warnings, what to look at; of a clean one that it is good.
// There is no personal data in it. Several reasons share the sentence, and the
// first says what to do.
func Explain(r Reading) (zh, en string) {
	if t, ok := wrongDocTexts[r.Type]; ok {
		return sentence([]text{t})
	}
	words, table := r.Reason, reasonTexts
	if r.Valid {
		words, table = r.Warn, warnTexts
	}
	if len(words) == 0 {
		return "证件号码有效。", "The document number is good."
	}
	var ts []text
	for _, w := range words {
		ts = append(ts, table[w])
	}
	return sentence(ts)
}

// ExplainWord is Explain for one word of Reason or Warn; "" for an unknown one.
func ExplainWord(word string) (zh, en string) {
	if t, ok := reasonTexts[word]; ok {
		return sentence([]text{t})
	}
	if t, ok := warnTexts[word]; ok {
		return sentence([]text{t})
	}
	return "", ""
}

func sentence(ts []text) (zh, en string) {
	var whatZH, whatEN []string
	for _, t := range ts {
		whatZH = append(whatZH, t.whatZH)
		whatEN = append(whatEN, t.whatEN)
	}
	en = strings.Join(whatEN, "; ")
	return strings.Join(whatZH, "、") + "：" + ts[0].doZH + "。",
		strings.ToUpper(en[:1]) + en[1:] + ": " + ts[0].doEN + "."
}
