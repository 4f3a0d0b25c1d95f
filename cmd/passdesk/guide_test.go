package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"passdesk/tui/guide"
)

// The guide as a book says what the help says, in both languages; its contents name
// the page on which each chapter begins; the pictures are text that can be searched.
func TestTheGuideIsABook(t *testing.T) {
	read := tool(t, "pdftotext")
	for lang, seen := range map[string]string{"zh": "扫描/输入", "en": "Scan or type"} {
		p := newPlace(t)
		if s := p.bare("", "--lang", lang, "guide", "--pdf", p.file("guide.pdf")); s.code != exitDone {
			t.Fatalf("exit %d: %s", s.code, s.err)
		}
		pages := strings.Split(call(t, read, "-layout", p.file("guide.pdf"), "-"), "\f")
		pages = pages[:len(pages)-1]
		whole := squeezed(strings.Join(pages, ""))
		for _, s := range guide.Sections(lang == "en") {
			begins := regexp.MustCompile(`(?m)^ *` + regexp.QuoteMeta(s.Heading) + ` +(\d+)$`).FindStringSubmatch(pages[0])
			if begins == nil {
				t.Errorf("%s: the contents do not name %s", lang, s.Heading)
				continue
			}
			n, err := strconv.Atoi(begins[1])
			if err != nil || n < 2 || n > len(pages) || !regexp.MustCompile(`(?m)^ *`+regexp.QuoteMeta(s.Heading)+`$`).MatchString(pages[n-1]) {
				t.Errorf("%s: %s is not on page %s of %d", lang, s.Heading, begins[1], len(pages))
			}
			for _, part := range s.Parts {
				begin, _, _ := strings.Cut(squeezed(part.Text), "⿰")
				if part.Rows == nil && !strings.Contains(whole, begin[:min(24, len(begin))]) {
					t.Errorf("%s: %s lacks %q", lang, s.Heading, part.Text)
				}
			}
		}
		if !strings.Contains(strings.Join(pages, ""), seen) {
			t.Errorf("%s: no picture of the desk", lang)
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func TestTheGuideAsText(t *testing.T) {
	if s := newPlace(t).bare("", "guide"); s.code != exitDone || strings.TrimSpace(s.out) != guide.Text(false) {
		t.Errorf("exit %d, %d bytes", s.code, len(s.out))
	}
}
