package scheme

import "testing"

// Every sentence that a scheme rests on stands in a paper that people can ask
// for by its name.
func TestEveryPaperHasATitle(t *testing.T) {
	for _, s := range All() {
		cited := map[string]bool{s.DeclareCite.Source: true}
		for _, q := range s.Questions {
			cited[q.Source] = true
		}
		for _, n := range s.BackText {
			cited[n.Source] = true
		}
		for _, p := range s.rules {
			for _, r := range append(append([]Rule(nil), p.Grounds...), p.Desk...) {
				cited[r.Cite.Source] = true
			}
		}
		for source := range cited {
			if got := s.PaperTitle(source); got.ZH == "" || got.EN == "" || got.ZH == source || got.ZH == got.EN {
				t.Errorf("%s: the paper %q is called %q, %q", s.Code, source, got.ZH, got.EN)
			}
		}
	}
}

func TestPaperTitle(t *testing.T) {
	s := ningxia()
	for _, c := range []struct{ source, zh string }{
		{"", ""},
		{notice66, "《关于在全区统一推广使用防疫健康信息码的通知》（宁疫指办发〔2020〕66号，2020年3月4日）"},
		{paper001, "《“宁波全域一码通”今起推行》（宁波，2020年2月16日，市政府第十七场疫情防控发布会）"},
		{notice66 + "+" + notice63, "《关于在全区统一推广使用防疫健康信息码的通知》（宁疫指办发〔2020〕66号，2020年3月4日）；《关于启用健康通行卡的通知》（宁疫指办发〔2020〕63号）"},
		{"EXT made up for this test", "made up for this test"},
	} {
		if got := s.PaperTitle(c.source); got.ZH != c.zh {
			t.Errorf("%q: got %q, want %q", c.source, got.ZH, c.zh)
		}
	}
}
