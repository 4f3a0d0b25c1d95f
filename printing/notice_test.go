package printing

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"passdesk/printing/font"
	"passdesk/registry/civil"
)

// The notices of these tests, each also as large as a register can make it.

func noticeHead(zh, en string) Head {
	return Head{Pass: Text{"甬行证", "Ningbo pass"}, Title: Text{zh, en}, Number: "330212-131-57", Day: civil.New(2020, 3, 10),
		Point: "样例街道书香社区发放点，样例路 1 号，电话 0574-00000000", Alone: true}
}

func recallSlip() Slip {
	return Slip{
		Title: Text{"收回通知", "Notice of recall"}, Pass: Text{"甬行证", "Ningbo pass"}, Case: "330212-131-57", Name: "样例父",
		DocLabel: Text{"身份证号", "ID number"}, DocNumber: "330212********9315", Day: civil.New(2020, 3, 10),
		Fields: []Field{{Text{"证件编号", "Pass number"}, "1213 1170 0042 28　第 1 份、第 2 份"}},
		Reason: Text{"去过疫情严重地区", "Has been to a hard-hit area"}, Receiver: Text{"持证人签收", "Received by the holder"},
		Sentence: "对分析出的密切接触者、去过疫情严重地区的人员，或者出现发热等呼吸系统症状的人员，按照防疫规定予以处置，对证件进行收回",
		Paper:    Text{"《“宁波全域一码通”今起推行》（宁波，2020年2月16日，市政府第十七场疫情防控发布会）", "Ningbo newspaper of 16 February 2020"},
		Advice:   Text{"这张证从现在起不能使用。请带上本通知，把证交回下面的地点，并领取回执。", "The pass may not be used from now on."},
		Places:   []Place{{"样例街道书香社区发放点", "样例路 1 号", "0574-00000000", "8:30-17:00"}},
		Appeal:   Text{"对收回有异议的，哪里申领哪里申诉。", "Appeal at this point, which issued the pass."},
		Point:    "样例街道书香社区发放点，样例路 1 号，电话 0574-00000000", Operator: "样例甲", Alone: true,
	}
}

func sampleReceipt() Receipt {
	return Receipt{Head: noticeHead("收回回执", "Receipt for a recalled paper"), Pass: "12131170004228", Copies: []int{1, 2},
		Name: "样例父", DocLabel: Text{"身份证号", "ID number"}, DocNumber: "330212********9315", When: "2020年3月10日 09:00", Taker: "样例甲"}
}

// doorWith is an address with so many people, the names as hard as they come.
func doorWith(people, children int) Door {
	d := Door{Head: noticeHead("上门收回单", "Papers to be fetched at this address"), Building: "3幢2单元", Address: "样例街道样例路 77 弄 3 号 1701 室", Operator: "样例甲"}
	for i := range people {
		d.Papers = append(d.Papers, DoorPaper{Number: fmt.Sprintf("1213117%05d28", i+1), Copy: i%3 + 1, Name: hardNames[i%len(hardNames)], DocNumber: "330212********9315"})
	}
	for i := range children {
		d.Children = append(d.Children, DoorPaper{Number: fmt.Sprintf("1213117%05d28", 500+i), Copy: 1, Name: "样例次女", DocNumber: "330212********9315", Note: "监护人 样例父"})
	}
	return d
}

func longestDoor() Door {
	d := doorWith(40, 12)
	d.Head.Point, d.Building = strings.Repeat("样例街道", 25)+"，电话 0574-00000000", strings.Repeat("样例", 25)
	d.Address = strings.Repeat("样例街道样例路 77 弄 ", 7)
	return d
}

func sampleForm() Form {
	return Form{Head: noticeHead("申诉表", "Appeal"), Name: "样例父", DocLabel: Text{"身份证号", "ID number"}, DocNumber: "330212********9315",
		Pass: "12131170004228", Copy: 1, Against: Text{"收回通行证 1213 1170 0042 28：密切接触者", "Recall of pass 1213 1170 0042 28: close contact of a case"},
		Decided:  Text{"2020年3月9日由经办人 样例甲 作出。", "Told by 样例甲 on 2020-03-09."},
		Sentence: "“甬行证”遵照哪里申领哪里申诉，核实后予以变更", Paper: recallSlip().Paper, Operator: "样例甲"}
}

func longestForm() Form {
	f := sampleForm()
	f.Name, f.Guardian, f.Lodged = hardNames[5], hardNames[5], "2020年3月10日"
	f.Against = Text{strings.Repeat(f.Against.ZH, 4), strings.Repeat(f.Against.EN+" ", 4)}
	f.Term, f.Goes = Text{"申诉期限：告知之日起7天内。", "Within 7 days."}, Text{strings.Repeat("申诉由公安决定，案件转去：样例派出所，样例路 1 号，0574-00000000。", 3), "The police decide appeals."}
	f.Head.Point = strings.Repeat("样例街道", 25)
	return f
}

func sampleClosing() ClosingSlip {
	f := func(zh string, n int) Figure { return Figure{Text{zh, ""}, n} }
	return ClosingSlip{
		Head:   noticeHead("日结单", "Close of the day"),
		Counts: []Figure{f("签发", 41), f("不予发证", 3), f("转办", 1), f("同一人", 0), f("待核定", 2), f("特别通行", 0), f("打印", 44), f("签字", 38), f("取消", 1), f("通知收回", 2), f("核定", 1), f("申诉受理", 1), f("申诉决定", 0), f("送打印", 45), f("打坏", 1), f("不明", 0)},
		Sums: []Sum{{Text{"编号", "Numbers"}, 99999, []Figure{f("已发", 41), f("未用", 99921), f("本册之前", 37), f("分叉停用", 0), f("缺号", 0)}, nil},
			{Text{"证纸（份）", "Papers of passes"}, 45, []Figure{f("打出", 44), f("打坏", 1), f("不明", 0), f("未回答", 0)}, []Figure{f("同一份重复打印", 1)}}},
		Open:   []Figure{f("待核定", 2), f("申诉待决", 1), f("名单没列入", 0), f("未打印", 0), f("未签字", 3), f("旧证在外", 1), f("纸未回答", 0), f("待收回", 2)},
		Papers: []PaperList{{Text{"当日打坏", "Spoiled on the day"}, []string{"1213 1170 0042 28 第 1 份 1 张"}}},
		Event:  "1234", LogHead: "a1b2c3d4", Closed: "2020年3月10日 17:05", Operator: "样例甲",
	}
}

func longestClosing() ClosingSlip {
	s := sampleClosing()
	for i := range 200 {
		s.Papers[0].Lines = append(s.Papers[0].Lines, fmt.Sprintf("1213 1170 %04d 28 第 1 份 1 张", i))
	}
	for i := range s.Counts {
		s.Counts[i].Count = 1234567
	}
	return s
}

func gateWith(numbers int) GateSheet {
	g := GateSheet{Pass: Text{"甬行证", "Ningbo pass"}, Title: Text{"失效证件编号表", "Numbers whose paper is good no longer"}, Area: "本站登记册（330212-131）",
		Point: "样例街道书香社区发放点，样例路 1 号，电话 0574-00000000", Made: "2020年3月10日 09:00", Until: "2020年3月11日 09:00", Alone: true}
	for i := range numbers {
		g.Numbers = append(g.Numbers, GateNumber{fmt.Sprintf("1213117%05d%02d", i+1, i%97+1), i % 4})
	}
	return g
}

// everyNotice is a specimen of each notice.
func everyNotice() map[string]func(io.Writer) error {
	o := Options{Made: made}
	two := Options{Made: made, TwoUp: true}
	return map[string]func(io.Writer) error{
		"recall":     func(w io.Writer) error { return Slips(w, []Slip{recallSlip()}, o) },
		"recalls":    func(w io.Writer) error { return Slips(w, []Slip{recallSlip(), endlessSlip(), upheldSlip()}, two) },
		"receipts":   func(w io.Writer) error { return Receipts(w, []Receipt{sampleReceipt(), emptyReceipt()}, two) },
		"doors":      func(w io.Writer) error { return Doors(w, []Door{doorWith(2, 2), doorWith(1, 0)}, two) },
		"appealform": func(w io.Writer) error { return Forms(w, []Form{sampleForm(), longestForm()}, o) },
		"closing":    func(w io.Writer) error { return Closing(w, sampleClosing(), o) },
		"gate":       func(w io.Writer) error { return Gate(w, gateWith(215), o) },
		"gatenone":   func(w io.Writer) error { return Gate(w, gateWith(0), o) },
	}
}

func emptyReceipt() Receipt {
	r := sampleReceipt()
	r.When, r.Taker, r.Name, r.Guardian = "", "", hardNames[5], hardNames[5]
	return r
}

// leavesOf are the texts of each page of a document, where they would be drawn.
func leavesOf(draw func(*canvas)) []marked {
	p := &leafed{}
	c := &canvas{cut: font.NewCut(), ink: p}
	draw(c)
	c.closePage()
	return p.pages
}

// leafed notes the texts page by page.
type leafed struct {
	marked
	pages []marked
	sizes []area
}

func (p *leafed) page(width, height float64) {
	p.pages, p.sizes = append(p.pages, marked{}), append(p.sizes, area{0, 0, width, height})
}
func (p *leafed) text(x, y float64, st style, s string) { p.pages[len(p.pages)-1].text(x, y, st, s) }

// overlap is how far two areas reach into one another.
func (a area) overlap(b area) float64 {
	return min(min(a.x+a.width, b.x+b.width)-max(a.x, b.x), min(a.y+a.height, b.y+b.height)-max(a.y, b.y))
}

// No text of a notice runs into another, and none leaves the page, at the longest
// names, addresses and lists that there are.
func TestNoTextOfANoticeRunsIntoAnother(t *testing.T) {
	long := recallSlip()
	long.Name, long.Guardian, long.Point = hardNames[5], hardNames[5], strings.Repeat("样例街道", 25)
	for name, draw := range map[string]func(*canvas){
		"recall": func(c *canvas) { c.slip(recallSlip()) }, "long recall": func(c *canvas) { c.slip(long) },
		"refused": func(c *canvas) { c.slip(sampleSlip()) }, "upheld": func(c *canvas) { c.slip(upheldSlip()) }, "endless": func(c *canvas) { c.slip(endlessSlip()) },
		"receipt": func(c *canvas) { c.receipt(sampleReceipt()) }, "empty receipt": func(c *canvas) { c.receipt(emptyReceipt()) },
		"door": func(c *canvas) { c.door(doorWith(2, 2)) }, "longest door": func(c *canvas) { c.door(longestDoor()) },
		"form": func(c *canvas) { c.form(sampleForm()) }, "longest form": func(c *canvas) { c.form(longestForm()) },
		"closing": func(c *canvas) { c.closing(sampleClosing()) }, "longest closing": func(c *canvas) { c.closing(longestClosing()) },
		"gate": func(c *canvas) { c.gatePage(gateWith(5000), 3) },
	} {
		for n, page := range leavesOf(draw) {
			size := area{5, 5, a5Width - 10, a5Height - 10}
			if strings.Contains(name, "form") || name == "gate" {
				size = area{5, 5, a4Width - 10, a4Height - 10}
			}
			for i, m := range page.texts {
				if !size.holds(m.area) {
					t.Errorf("%s, page %d: %q leaves the page: %+v", name, n+1, m.text, m.area)
				}
				for _, o := range page.texts[:i] {
					if by := m.overlap(o.area); by > 0.35 {
						t.Errorf("%s, page %d: %q and %q run %.2f mm into one another", name, n+1, m.text, o.text, by)
					}
				}
			}
		}
	}
}
