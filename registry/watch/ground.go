package watch

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"passdesk/registry/iddoc"
)

// Grounds that a list gives in a sentence: 去过武汉 in the row, or only 密切接触者名单
// over the table.

var (
	stays    = regexp.MustCompile(`^(曾经?|近期|[0-9]+ ?[天日]内)*(去过|到过|到访过?|去|到|途经|途径|来自|返自|从)(.+?)(地区|旅居|旅行|居住|归来|返回|来|回|的|人员|者)*$`)
	stayed   = regexp.MustCompile(`^(有|曾)?(.+?)(旅居史|旅行史|居住史|旅居|居留史)(的|人员|者)*$`)
	notThere = regexp.MustCompile(`未|没|无|不|否`)
	affected = regexp.MustCompile(`疫区|疫情|重点地区|重点区域|高风险`)
)

// wasThere reports a reason that says that somebody was in a hard-hit place: whoever
// puts a division's name there on a list has found the place to be one
// (去过疫情严重地区, 000 and 001).
func wasThere(why string) bool {
	why = strings.Join(strings.Fields(why), "")
	place := ""
	if m := stays.FindStringSubmatch(why); m != nil {
		place = m[3]
	} else if m := stayed.FindStringSubmatch(why); m != nil {
		place = m[2]
	}
	if place == "" || notThere.MatchString(why) {
		return false
	}
	return affected.MatchString(why) || divisions()[place]
}

// divisions are the names of places in use, with and without what they are: 武汉市, 武汉.
var divisions = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, r := range iddoc.Regions() {
		if !r.Current() {
			continue
		}
		names[r.Name] = true
		for _, kind := range []string{"省", "市", "区", "县", "自治区", "自治州", "特别行政区"} {
			if short, ok := strings.CutSuffix(r.Name, kind); ok && utf8.RuneCountInString(short) > 1 {
				names[short] = true
			}
		}
	}
	return names
})

// titleWords are what a title says of everybody under it; a longer word goes before
// the shorter that it holds.
var titleWords = []struct{ word, why string }{
	{"密切接触", CloseContact}, {"密接", CloseContact},
	{"疫情严重地区", SevereArea}, {"重点地区", SevereArea}, {"疫区", SevereArea},
	{"发热", Symptoms}, {"呼吸道症状", Symptoms}, {"有症状", Symptoms},
	{"红码", "red"}, {"黄码", "yellow"}, {"灰码", "grey"},
}

// TitleReason is the one ground that the nearest of some titles gives for all who stand
// under it; "" where none does, or where it gives several, or denies it.
func TitleReason(titles []string) string {
	for _, title := range titles {
		why, several := groundsIn(title)
		switch {
		case several || Denies(title):
			return ""
		case why != "":
			return why
		}
	}
	return ""
}

func groundsIn(title string) (why string, several bool) {
	title = strings.Join(strings.Fields(title), "")
	for _, w := range titleWords {
		if strings.Contains(title, w.word) {
			several = several || why != "" && why != w.why
			why = w.why
		}
	}
	return why, several
}

// Remark is what a column of remarks says of why somebody is listed, or that it is over;
// "" where it speaks of something else.
func Remark(text string) string {
	word := strings.ToLower(strings.TrimSpace(text))
	if _, known := whyWords[word]; known || wasThere(word) || over.MatchString(standing.ReplaceAllString(word, "")) {
		return text
	}
	return ""
}

var over = regexp.MustCompile(`^(已经?|现已)?[0-9年月日./-]*(已)?(解除|解封|排除)`)
