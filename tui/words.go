package tui

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// count puts numbers (or a place) into a text.
func count(t widget.T, args ...any) widget.T {
	return widget.T{ZH: fmt.Sprintf(t.ZH, args...), EN: fmt.Sprintf(t.EN, args...)}
}

// things are so many of what the English word names.
type things struct {
	n    int
	word string
}

// counted is count of things: the English says 1 day, 2 days.
func counted(t widget.T, all ...things) widget.T {
	var zh, en []any
	for _, a := range all {
		zh, en = append(zh, a.n), append(en, scheme.Counted(a.n, a.word))
	}
	return widget.T{ZH: fmt.Sprintf(t.ZH, zh...), EN: fmt.Sprintf(t.EN, en...)}
}

var toNarrow = strings.NewReplacer("“", "\"", "”", "\"", "‘", "'", "’", "'", "—", "-", "–", "-", "…", "...", "·", ".", "℃", "度", "°", "", "→", "->", "①", "1", "②", "2", "③", "3", "×", "x", "≥", ">=", "≤", "<=")

// narrow replaces the signs that are one cell on some terminals and two on
// others, and says at the desk what a script reads as a command. For sentences only, never
// for names.
func narrow(s string) string { return toNarrow.Replace(deskWords(s)) }

func sexWord(p station.Found) string { return p.Sex.String() }

// statusText is a pass's state as people say it.
func statusText(s registry.Status) widget.T {
	if t, ok := statusTexts[s]; ok {
		return t
	}
	return widget.T{ZH: string(s), EN: string(s)}
}

var statusTexts = map[registry.Status]widget.T{
	registry.StatusIssued: tStatusIssued, registry.StatusPrinted: tStatusPrinted, registry.StatusSigned: tStatusSigned,
	registry.StatusCancelled: tStatusCancelled, registry.StatusReturned: tStatusReturned, registry.StatusLost: tStatusLost,
	registry.StatusVoided: tStatusVoided, registry.StatusExpired: tStatusExpired, registry.StatusRecalled: tStatusRecalled,
	registry.StatusRefused: tStatusRefused, registry.StatusNotFound: tStatusNotFound, registry.StatusHandedIn: tStatusHandedIn,
	registry.StatusReinstated: tStatusReinstated,
}

// stateText is where a case stands.
func stateText(s registry.CaseStatus) widget.T {
	switch s {
	case registry.CaseOpen:
		return tCaseOpen
	case registry.CaseAppealed:
		return tCaseAppealed
	case registry.CaseIssued:
		return tStateIssued
	case registry.CaseRefused:
		return tStateRefused
	case registry.CaseClosed:
		return tStateClosed
	case registry.CaseUpheld:
		return tStateUpheld
	case registry.CaseChanged:
		return tStateChanged
	case registry.CaseSpecial:
		return tCaseSpecial
	}
	return widget.T{ZH: string(s), EN: string(s)}
}

// caseText is where somebody without a pass stands.
func caseText(s registry.CaseStatus) widget.T {
	switch s {
	case registry.CaseOpen:
		return tCaseOpen
	case registry.CaseAppealed:
		return tCaseAppealed
	case registry.CaseRefused, registry.CaseUpheld:
		return tCaseRefused
	case registry.CaseSpecial:
		return tCaseSpecial
	}
	return tNoPassYet
}

// kindText is an event as people say it.
func kindText(k registry.Kind) widget.T {
	if t, ok := kindTexts[k]; ok {
		return t
	}
	return widget.T{ZH: string(k), EN: string(k)}
}

var kindTexts = map[registry.Kind]widget.T{
	registry.Issued: {ZH: "签发", EN: "issued"}, registry.Reissued: {ZH: "重新签发", EN: "issued again"},
	registry.PrintIntended: {ZH: "送去打印", EN: "sent to print"}, registry.PrintedOut: {ZH: "打印结果", EN: "printed"},
	registry.Reprinted:  {ZH: "补打", EN: "printed again"},
	registry.Overridden: {ZH: "对照认定", EN: "compared"}, registry.SpecialRecorded: {ZH: "特别通行", EN: "special pass"},
	registry.Signed: {ZH: "签字领取", EN: "signed for"}, registry.Cancelled: {ZH: "取消", EN: "cancelled"},
	registry.RecallOrdered: {ZH: "收回", EN: "recall ordered"}, registry.Returned: {ZH: "交回", EN: "returned"},
	registry.ReturnRefused: {ZH: "拒不交回", EN: "not given back"}, registry.NotFound: {ZH: "未找到", EN: "not found"},
	registry.Reinstated: {ZH: "恢复", EN: "reinstated"}, registry.Corrected: {ZH: "变更", EN: "corrected"}, registry.Expired: {ZH: "到期", EN: "expired"},
	registry.Amended:     {ZH: "更正，不换证", EN: "put right, same paper"},
	registry.CopySkipped: {ZH: "改用新份号", EN: "made as another copy"},
	registry.Lost:        {ZH: "遗失", EN: "lost"}, registry.Voided: {ZH: "作废", EN: "voided"},
	registry.Refused: {ZH: "不予发证", EN: "refused"}, registry.Parked: {ZH: "转交核定", EN: "parked"},
	registry.Settled: {ZH: "核定", EN: "settled"}, registry.AppealLodged: {ZH: "提出申诉", EN: "appeal lodged"},
	registry.AppealDecided: {ZH: "申诉决定", EN: "appeal decided"}, registry.AppealReopened: {ZH: "重新申诉", EN: "appeal reopened"},
}

// noteText is what stands beside an event: a word of the register or a reason
// that somebody typed. A choice has a word, the warning that it answers, the
// passes compared and the reason.
func noteText(note string) widget.T {
	word, own, more := strings.Cut(note, ": ")
	t, known := noteTexts[word]
	if w, warning := warnings[word]; warning && !known {
		t, known, own = w, true, groupedAll(own)
	}
	rest := widget.T{ZH: own, EN: own}
	if next, _, _ := strings.Cut(own, ": "); warnings[next] != (widget.T{}) {
		rest = choiceText(own)
	}
	switch {
	case !known:
		return widget.T{ZH: note, EN: note}
	case more:
		return widget.T{ZH: t.ZH + "：" + rest.ZH, EN: t.EN + ": " + rest.EN}
	}
	return t
}

// choiceText is the warning that was answered, the passes compared, and why.
func choiceText(note string) widget.T {
	word, rest, _ := strings.Cut(note, ": ")
	t := warnings[word]
	for i, part := range strings.SplitN(rest, ": ", 2) {
		if i == 0 && strings.Trim(part, "0123456789 ") == "" {
			part = groupedAll(part)
		}
		if part != "" {
			t = widget.T{ZH: t.ZH + "  " + part, EN: t.EN + "  " + part}
		}
	}
	return t
}

// happenedText is what stands beside an event of a pass or a case: of a decision
// also who took it, and what it stands in for.
func happenedText(e station.Happened) widget.T {
	if e.Kind == registry.Refused || e.Kind == registry.Parked {
		_, head := verdictHead(station.Verdict{Outcome: e.Note})
		return head
	}
	word, _, _ := strings.Cut(e.Note, ": ")
	t := noteText(e.Note)
	add := func(more widget.T) { t = widget.T{ZH: t.ZH + "（" + more.ZH + "）", EN: t.EN + " (" + more.EN + ")"} }
	if e.By == station.ByPolice {
		add(tByPolice)
	}
	if e.Fixed {
		add(tFixed)
	}
	for _, end := range paperEnds {
		if e.Old == end.word {
			add(widget.T{ZH: tOldPaper.ZH + tColon.ZH + end.text.ZH, EN: "old paper: " + end.text.EN})
		}
	}
	if e.Evidence != "" {
		add(widget.T{ZH: tEvidence.ZH + "：" + e.Evidence, EN: "evidence: " + e.Evidence})
	}
	if decides := (station.Ruling{Decision: word}).Gives(); decides && e.Rule != "" && e.Case != 0 {
		w := warningText(e.Rule)
		add(widget.T{ZH: tStandsFor.ZH + w.ZH, EN: tStandsFor.EN + w.EN})
	}
	return t
}

// HappenedSays is an event of a pass or a case for whoever hears it read out: what
// happened, and what stands beside it.
func HappenedSays(e station.Happened) (what, beside scheme.Text) {
	k, t := kindText(e.Kind), happenedText(e)
	return scheme.Text{ZH: k.ZH, EN: k.EN}, scheme.Text{ZH: t.ZH, EN: t.EN}
}

// groupedAll writes pass numbers, separated by blanks, as they are printed.
func groupedAll(numbers string) string {
	all := strings.Fields(numbers)
	for i, n := range all {
		all[i] = registry.GroupDigits(n)
	}
	return strings.Join(all, ", ")
}

var noteTexts = map[string]widget.T{
	"out": {ZH: "已出纸", EN: "came out"}, "spoiled": {ZH: "打坏", EN: "spoiled"}, "unknown": {ZH: "不清楚", EN: "not known"}, "none": {ZH: "没有打", EN: "not printed"},
	"holder": {ZH: "本人", EN: "the holder"}, "guardian": {ZH: "监护人", EN: "the guardian"}, "proxy": {ZH: "代领人", EN: "a proxy"},
	"close_contact": tRecallContact, "severe_area": tRecallArea, "symptoms": tRecallSymptoms, "other": tRecallOther,
	"walkin": {ZH: "单页", EN: "one sheet"}, "tenup": {ZH: "十联卡", EN: "ten cards a sheet"}, "single": {ZH: "A6 单张", EN: "one to an A6 page"},
	"issue": {ZH: "准予发证", EN: "issue"}, "not_listed": {ZH: "不是名单上的人", EN: "not the listed person"}, "listed": {ZH: "是名单上的人", EN: "the listed person"}, "two_people": {ZH: "是两个人", EN: "two people"}, "same_person": {ZH: "是同一人", EN: "the same person"},
	"same_child": {ZH: "是同一孩子", EN: "the same child"}, "let_through": {ZH: "证件在手，放行", EN: "let through, the paper seen"},
	"refuse": {ZH: "不予发证", EN: "refuse"}, "uphold": {ZH: "维持", EN: "upheld"}, "change": {ZH: "变更", EN: "changed"},
	"set_aside": {ZH: "这一条不再适用，另有理由不予发证", EN: "this ground set aside, another refuses"}, "corrected": {ZH: "核实更正后仍不予发证", EN: "corrected; still refused"},
	registry.AppliedAnew: {ZH: "已重新申领，本件不再核定", EN: "applied anew; nothing is left to settle"},
	"new_number":         {ZH: "换新编号", EN: "another number is given"},
	"ISSUE":              {ZH: "首次", EN: "first"}, "REISSUE": {ZH: "补发", EN: "again"}, "UPGRADE": {ZH: "换发", EN: "exchanged"},
}

// pointKind is a kind of issuing point 发放点 as the notices name it.
func pointKind(word string) widget.T {
	if t, ok := pointKinds[word]; ok {
		return t
	}
	return widget.T{ZH: word, EN: word}
}

var pointKinds = map[string]widget.T{
	"community": {ZH: "社区", EN: "community"}, "village": {ZH: "村", EN: "village"}, "enterprise": {ZH: "企业", EN: "enterprise"},
	"building": {ZH: "楼宇", EN: "building"}, "unit": {ZH: "单位", EN: "unit"}, "checkpoint": {ZH: "卡口", EN: "checkpoint"},
	"police": {ZH: "公安", EN: "police"},
}

// colourText is the colour that an answer would bring.
func colourText(word string) widget.T {
	switch word {
	case "red":
		return tRed
	case "yellow":
		return tYellow
	case "green":
		return tGreen
	case "grey":
		return tGrey
	}
	return widget.T{}
}

// typeText is a kind of document as people say it.
func typeText(t iddoc.Type) widget.T {
	if x, ok := typeTexts[string(t)]; ok {
		return x
	}
	return widget.T{ZH: string(t), EN: string(t)}
}

var typeTexts = map[string]widget.T{
	"RIC18": {ZH: "居民身份证", EN: "ID card"}, "RIC15": {ZH: "旧身份证(15位)", EN: "old 15-digit card"},
	"HMT_RES": {ZH: "港澳台居住证", EN: "HMT residence permit"}, "FPR18": {ZH: "外国人永居证", EN: "foreigner's residence card"},
	"FPR15": {ZH: "外国人永居证(旧)", EN: "foreigner's residence card (old)"}, "HK_PERMIT": {ZH: "港澳居民通行证(香港)", EN: "Hong Kong permit"},
	"MO_PERMIT": {ZH: "港澳居民通行证(澳门)", EN: "Macau permit"}, "TW_PERMIT": {ZH: "台胞证", EN: "Taiwan permit"},
	"PASSPORT_CN": {ZH: "中国护照", EN: "Chinese passport"}, "PASSPORT_FOREIGN": {ZH: "外国护照", EN: "foreign passport"},
	"MIL_ID": {ZH: "军人证件", EN: "military ID"}, "BIRTH_CERT": {ZH: "出生医学证明", EN: "birth certificate"},
	"MRZ_TD3": {ZH: "护照机读码", EN: "passport MRZ"}, "MRZ_TD1": {ZH: "证件机读码", EN: "card MRZ"},
}

// verdictHead is the first word of the check line: what the outcome means at the
// desk, with the colour named.
func verdictHead(v station.Verdict) (widget.Role, widget.T) {
	switch o := v.Outcome; {
	case o == "ISSUE" && v.Copy > 1:
		return widget.RoleGood, count(tMayAgain, v.Copy)
	case o == "ISSUE":
		return widget.RoleGood, tMayIssue
	case o == "REISSUE":
		return widget.RoleGood, count(tMayReissue, max(v.Copy, 2))
	case o == "UPGRADE":
		return widget.RoleGood, count(tMayUpgrade, max(v.Copy, 2))
	case o == "INVALID":
		return widget.RoleBad, tInvalidHead
	case o == "BLOCK" && (v.Rule == "sex_mismatch" || v.Rule == "birth_mismatch"):
		return widget.RoleBad, tMismatch
	case o == "BLOCK" || o == "REFUSE_DUPLICATE":
		return widget.RoleBad, tBlocked
	case o == "SAME_PERSON":
		return widget.RoleWarn, tSamePerson
	case o == "ASK_HEALTH":
		return widget.RoleWarn, tAskHealth
	case o == "REFER_POLICE":
		return widget.RoleWarn, tReferPolice
	case strings.HasPrefix(o, "ASK"):
		return widget.RoleWarn, tAskOfficer
	case o == "SPECIAL_PASS":
		return widget.RoleWarn, tSpecialPass
	case o == registry.AppealOfPass:
		return widget.RoleWarn, tPassLodge
	case o == "HOLD":
		return widget.RoleWarn, tHold
	}
	c := colourText(v.Colour)
	if c.IsZero() {
		return widget.RoleBad, tRefused
	}
	return widget.RoleBad, widget.T{ZH: tRefused.ZH + " (" + c.ZH + ")", EN: tRefused.EN + " (" + c.EN + ")"}
}

// warningText is a word of the rules as people say it.
func warningText(word string) widget.T {
	base, rest, _ := strings.Cut(word, ":")
	t, ok := warnings[base]
	if !ok {
		return widget.T{ZH: word, EN: word}
	}
	if base == "overridden" {
		over := warningText(rest)
		return widget.T{ZH: t.ZH + "(" + over.ZH + ")", EN: t.EN + " (" + over.EN + ")"}
	}
	return t
}

func warningsText(words []string, lang widget.Lang) string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, warningText(w).In(lang))
	}
	if lang == widget.EN {
		return strings.Join(out, "; ")
	}
	return strings.Join(out, "；")
}

var warnings = map[string]widget.T{
	"household_has_pass": {ZH: "本户已有证", EN: "the household has a pass"}, "head_of_another_household": {ZH: "本人证件登记在另一户的证上", EN: "the document stands on another household's pass"},
	"new_number": {ZH: "原编号已停用，发新的编号，旧证作废", EN: "the number before has ended: another is given, the old paper is void"}, "refused_today": {ZH: "今日曾不予签发", EN: "refused earlier today"}, "refused_before": {ZH: "此前曾不予签发，当时申报的情况未满期", EN: "refused before, and what was declared then still counts"},
	"open_case": {ZH: "另有待核定的申请", EN: "another application waits for an officer"},
	"siblings":  {ZH: "同一号码下另有孩子", EN: "another child under this number"}, "twins": {ZH: "同日生：双胞胎", EN: "same birth date: twins"},
	"twins_similar_name": {ZH: "同日生、同音名：请确认是双胞胎", EN: "same birth date, names sound alike: are they twins?"},
	"near_number":        {ZH: "有同名且号码只差一两位的人，请核对原件", EN: "somebody of this name has nearly this number: compare with the card"},
	"near_birth":         {ZH: "出生日期相近，疑为同一孩子", EN: "birth dates nearly equal: the same child?"}, "same_child": {ZH: "是否同一孩子", EN: "the same child?"},
	"same_name_parent_child": {ZH: "父母与孩子同名", EN: "parent and child share a name"}, "unnamed": {ZH: "未取名新生儿", EN: "newborn without a name"},
	"parent_age": {ZH: "家长与孩子年龄相差很大，请确认关系", EN: "parent and child are far apart in age: confirm the relation"},
	"minor_age":  {ZH: "已满16周岁，应有身份证", EN: "16 or older: should have an ID card"}, "guardian_not_parent": {ZH: "监护人不是父母", EN: "the guardian is no parent"},
	"name_mismatch": {ZH: "同号不同名", EN: "same number, another name"}, "name_variant": {ZH: "姓名写法不同", EN: "the name is spelt differently"},
	"namesake":     {ZH: "另有同名同生日的人，号码不同，请核对原件", EN: "somebody else of this name and birth date: compare with the card"},
	"sex_mismatch": {ZH: "性别与号码或旧记录不符", EN: "the sex differs from the number or the record"}, "twins_same_name": {ZH: "同日生、同名", EN: "same birth date and name"},
	"named_later": {ZH: "有未取名新生儿的记录", EN: "a newborn without a name is on file"}, "parent_sex": {ZH: "家长号码的性别与关系不符，请核对", EN: "the sex in the parent's number does not fit the relation: look again"},
	"future_birth": {ZH: "出生日期在今天之后", EN: "the birth date lies in the future"}, "serial_reuse": {ZH: "证件编号已用于他人", EN: "the pass number is another person's"},
	"guardian_residence_permit": {ZH: "家长持港澳台居民居住证", EN: "the parent holds an HMT residence permit"}, "merge": {ZH: "两站都发过证", EN: "two stations have issued"},
	"bad_check": {ZH: "校验码不符", EN: "the check digit is wrong"}, "bad_date": {ZH: "号码里的日期不存在", EN: "no such date in the number"},
	"namesake_sibling": {ZH: "同父同名不同生日", EN: "same parent and name, another birth date"}, "birth_mismatch": {ZH: "生日与号码不符", EN: "the birth date differs from the number"},
	"same_person_two_documents": {ZH: "疑为同一人持两种证件", EN: "perhaps one person with two documents"}, "recalled": {ZH: "曾被收回", EN: "was recalled"},
	"same_name_birth_nationality": {ZH: "同国籍同名同生日，可能换发护照", EN: "same nationality, name and birth: a renewed passport?"},
	"ambiguous_scheme":            {ZH: "同样的号码也可能是另一种证件", EN: "the same number may be another kind of document"}, "same_child_two_guardians": {ZH: "疑为同一孩子", EN: "perhaps the same child"},
	"watch_match": {ZH: "名单上可能是这个人，请核对", EN: "a list may mean this person: compare"}, "guardian_listed": {ZH: "家长或监护人在名单上", EN: "the guardian is on a list"},
	"unknown_region": {ZH: "前六位不在区划表", EN: "region not in the table"}, "overridden": {ZH: "负责人已放行", EN: "let through by an officer"},
	"legacy15": {ZH: "15位旧号码，已换算", EN: "old 15-digit number, converted"}, "x_lookalike": {ZH: "末位按 X 读", EN: "last character read as X"},
	"nonascii_digit": {ZH: "有全角数字", EN: "full-width digits"}, "age_over_110": {ZH: "年龄超过110岁，请核对", EN: "older than 110: look again"},
	"region_generic": {ZH: "区划为通用码", EN: "generic region code"}, "region_low_confidence": {ZH: "区划请核对", EN: "check the region"},
	"region_abolished_before_birth": {ZH: "出生前该区划已撤销，请核对", EN: "region abolished before the birth: look again"},
	"centenarian_serial":            {ZH: "百岁老人顺序码", EN: "centenarian's serial"}, "serial_000": {ZH: "顺序码为000", EN: "serial 000"},
	"fpr15_sex_and_century_unknown": {ZH: "性别与世纪请看原件", EN: "see the card for sex and century"}, "fpr15_check_mismatch": {ZH: "校验位不符，请核对原件", EN: "check digit differs: look at the card"},
	"fpr_stateless": {ZH: "无国籍", EN: "stateless"}, "looks_like_date": {ZH: "像是日期", EN: "looks like a date"}, "doc_expired": {ZH: "证件已过期", EN: "the document has expired"},
	"ambiguous": {ZH: "也可能是护照", EN: "may be a passport"}, "mil_format_repaired": {ZH: "写法已整理", EN: "format put right"},
	"mrz_ocr_repaired": {ZH: "机读码已修复，请核对", EN: "MRZ repaired: compare"}, "mrz_line1_short": {ZH: "机读码首行不全", EN: "first MRZ line short"},
	"mrz_line1_missing": {ZH: "缺机读码首行", EN: "first MRZ line missing"},
	"glyph_missing":     {ZH: "姓名有字库外的字，证上留空框，照证件手写", EN: "a character is in no font: an empty box on paper, to write in"}, "glyph_fallback": {ZH: "姓名有罕用字或异体字形，请核对纸上的字形", EN: "a rare character or shape: compare it on paper"},
	"control_removed": {ZH: "已去掉看不见的字符", EN: "invisible characters removed"}, "outer_space_removed": {ZH: "已去掉首尾空格", EN: "outer spaces removed"},
	"inner_space_removed": {ZH: "已去掉汉字间空格", EN: "spaces between hanzi removed"}, "spaces_collapsed": {ZH: "空格已整理", EN: "spaces put right"},
	"fullwidth_repaired": {ZH: "全角字母已改半角", EN: "full-width letters made plain"}, "radical_repaired": {ZH: "部首符号已改为汉字", EN: "radicals made hanzi"},
	"dot_repaired": {ZH: "间隔号已整理", EN: "name dot put right"}, "latin_nfc": {ZH: "字母与符号已合并", EN: "accents composed"},
	"one_hanzi": {ZH: "姓名只有一个字，请核对", EN: "a single hanzi: compare"}, "one_letter": {ZH: "姓名只有一个字母，请核对", EN: "a single letter: compare"},
	"long": {ZH: "姓名较长，请核对", EN: "a long name: compare"}, "over_form": {ZH: "姓名超过50字", EN: "longer than 50 characters"},
	"private_use": {ZH: "姓名含自造字，请核对", EN: "a private-use character: compare"}, "variation_selector": {ZH: "姓名含异体字形，请核对纸上的字形", EN: "a chosen shape of a character: compare it on paper"},
	"ids": {ZH: "姓名含拆字描述", EN: "described character"}, "compat_ideograph": {ZH: "含兼容汉字", EN: "compatibility ideograph"},
	"mixed_script": {ZH: "汉字与字母混用，请核对", EN: "hanzi and letters mixed: compare"}, "lost_character": {ZH: "姓名里有丢失的字，请核对原件", EN: "a character was lost: look at the card"},
	"digit": {ZH: "姓名里有数字，请核对", EN: "a digit in the name: compare"}, "symbol": {ZH: "姓名里有符号，请核对", EN: "a sign in the name: compare"},
}

// passphraseText is why a passphrase is refused, in the words of whoever
// refused it if they speak both languages.
func passphraseText(err error) widget.T {
	if told := Explain(err); told.What != tUnknownError {
		return told.What
	}
	return tPassphraseShort
}

// readOnlyText says why a register opened read-only.
func readOnlyText(why string) widget.T {
	if t, ok := readOnlyTexts[why]; ok {
		return t
	}
	return widget.T{ZH: narrow(why), EN: narrow(why)}
}

var readOnlyTexts = map[string]widget.T{
	"damaged register": {ZH: "有记录读不出，请用备份恢复，并运行 passdesk verify", EN: "something cannot be read: restore a backup, and run passdesk verify"},
	"rolled back":      {ZH: "退回到了旧状态", EN: "it went back to an older state"},
	"other machine":    {ZH: "不是本机的登记册", EN: "it was made on another machine"},
	"restored last":    {ZH: "从备份恢复时已没有期号可用", EN: "restored with no epoch left for it"},
	"reinstalled":      {ZH: "系统重装过，登记册是拷回来的", EN: "the system was installed again; this is a copy"},
	"copied mark":      {ZH: "高水位文件是拷贝来的或恢复的", EN: "its high-water file is a copy, or was put back"},
	"old mark":         {ZH: "高水位文件是旧的，被恢复过", EN: "its high-water file is an old one, put back"},
	"damaged mark":     {ZH: "高水位文件损坏，不知发到了几号", EN: "its high-water file is damaged"},
	"forked":           {ZH: "同一登记册在别处也续写过", EN: "a copy of it went on elsewhere"},
	"paper ahead":      {ZH: "最后一张纸的编号比登记册发到的还大", EN: "the last paper has a higher number than it gave"},
	"receipt ahead":    {ZH: "上级已有本册后来的事件", EN: "upstream has later events of it"},
	"paper of a copy":  {ZH: "另一份拷贝用本站的编号打印过", EN: "another copy printed a paper under a number of ours"},
	"unsettled write":  {ZH: "上一笔是否写入尚不清楚，请重新打开程序", EN: "the last write is in doubt; restart the program"},
	"read-only folder": {ZH: "文件夹不能写入，请检查权限或写保护", EN: "its folder cannot be written: look at its permissions"},
}
