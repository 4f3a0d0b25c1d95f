package printing

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"passdesk/registry/civil"
)

// The people of these tests are made up: uniqueness.tsv's 样例父 and his kin.

var made = time.Date(2020, 2, 18, 9, 30, 0, 0, time.UTC)

// qrText is the adult of registry/token's test vectors.
const qrText = ":70B00I31ZO2YM0C70E.G000IA7.965/D3/D:JC07T07N7CT06NKLVXQICJJ%/LX898TF6G67LGCYR/WF44O9KRE%OB05SFBK6V188CXMN6LZDCF60UBKXS8I6I16N:N5NEEKRBN%F$TV9TA20"

func samplePass() Pass {
	return Pass{
		Title:     Text{"甬行证", "Ningbo Paper Pass"},
		Number:    "12131170004228",
		Copy:      1,
		Name:      "样例父",
		DocLabel:  Text{"身份证号", "ID number"},
		DocNumber: "330212198505059315",
		Issued:    civil.New(2020, 2, 18),
		Point:     "样例街道书香社区发放点",
		QR:        qrText,
		Seals:     []string{"公安局", "卫健委"},
		Notes: []Note{
			{Text{"本证须与身份证同时使用（没有身份证的未成年人除外）。", "Carry it with the identity card, except minors who have none."}, "001"},
			{Text{"在宁波大市范围内使用，各区县（市）确定的疫情防控部分重点区域不适用。", "Good in the Ningbo area; key areas named by a county are excluded."}, "000"},
			{Text{"经每日分析为密切接触者、去过疫情严重地区或出现发热等呼吸系统症状的，本证收回。", "It is recalled from close contacts, people from hard-hit places, and on fever or respiratory symptoms."}, "001"},
			{Text{"对发证有异议的，哪里申领哪里申诉，核实后予以变更。", "Appeal where it was issued; it is changed after verification."}, "002"},
			{Text{"故意隐瞒、谎报造成疫情传播的，依法追究法律责任。", "False statements are prosecuted."}, "003"},
		},
	}
}

func sampleStub() Stub {
	return Stub{
		Operator: "样例甲",
		Declaration: []Text{
			{"本人声明：近14天内未去过疫情重点地区，未接触过确诊、疑似病人，无发热、咳嗽等症状；所填信息真实，如有隐瞒或者谎报，愿承担法律责任。",
				"I declare that in the last 14 days I was in no hard-hit area, had no contact with a confirmed or suspected case, and have no fever or cough; that what I said is true; and that I answer for it by law."},
		},
	}
}

func childPass() (Pass, Stub) {
	p, s := samplePass(), sampleStub()
	p.Copy, p.Standalone, p.Sample = 3, true, true
	p.Name, p.Former = "阿不都热合曼·样例江·𠅤𬭊", "12131170004131"
	p.DocLabel = Text{"监护人证件", "Guardian's ID"}
	p.Expires = civil.New(2020, 3, 3)
	s.Guardian, s.Relation, s.DocNumber = "样例父", Text{"父亲", "father"}, "330212********9315"
	return p, s
}

// householdPass is a pass of another size, with lines of its own, a term and a
// number of 15 digits.
func householdPass(size Size) (Pass, Stub) {
	p, s := samplePass(), sampleStub()
	p.Title = Text{"样城户证", "Yangcheng household pass"}
	p.Number, p.Size, p.Expires = "123131170004228", size, civil.New(2020, 3, 18)
	p.Fields = []Field{
		{Text{"户号", "Household"}, "3-2-501"},
		{Text{"户址", "Address"}, "样例街道书香社区三幢二单元五〇一室"},
		{Text{"同住人", "Members"}, "样例母、样例长子、样例次女"},
	}
	s.Fields = append(p.Fields, Field{Text{"间数", "Rooms"}, "3"})
	return p, s
}

// hardNames are from 1 to 50 characters, and of every kind.
var hardNames = []string{
	"样例父", "样\U0003fffd例", "样𠅤", "SAMPLE TESTPERSON-VERYLONGSURNAME WITH MANY PARTS O", "阿不都热合曼·样例江·买买提艾力·吾布力卡斯木·托合提",
	"样" + strings.Repeat("例", 49), "样\u4db6", "Ångström Łukasz", "欧阳样例", "样例", "样", "葛\U000E0100样例",
}

// batch is so many passes with the hard names.
func batch(n int) []Pass {
	var out []Pass
	for i := range n {
		p := samplePass()
		p.Name = hardNames[i%len(hardNames)]
		p.Number = fmt.Sprintf("12131170%04d28", i+42)
		p.Copy = 1 + i%3/2
		out = append(out, p)
	}
	return out
}

func sampleHead() LedgerHead {
	return LedgerHead{Title: "《乡镇(街道)村(社区企业“甬行证”)申领人员清单》", Station: "12-131", Point: "样例街道书香社区发放点"}
}

func sampleRows(n int) []LedgerRow {
	var out []LedgerRow
	for i, p := range batch(n) {
		r := LedgerRow{Number: p.Number, Copy: p.Copy, Name: p.Name, DocNumber: p.DocNumber, Issued: p.Issued}
		if i%5 == 1 {
			r.Guardian, r.Note = "样例父", "代领"
		}
		out = append(out, r)
	}
	return out
}

func sampleRecovery() RecoverySheet {
	return RecoverySheet{Station: "12-131", Point: "样例街道书香社区发放点", Made: civil.New(2020, 2, 18),
		Words: strings.Fields(strings.Repeat("abandon ability able about above absent ", 4)),
		Key:   "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SX4S7ZT", Check: "a1b2 c3d4"}
}

// opening answers every volume with the same writer.
func opening(w io.Writer) func(Volume) (io.WriteCloser, error) {
	return func(Volume) (io.WriteCloser, error) { return open{w}, nil }
}

type open struct{ io.Writer }

func (open) Close() error { return nil }

func oneVolume(w io.Writer, h LedgerHead, rows []LedgerRow) error {
	return Ledger(opening(w), h, paged(len(rows), slices.Values(rows)), Options{Made: made})
}

// paged lays rows, of which there are so many, on the first pages of a ledger.
func paged(n int, rows iter.Seq[LedgerRow]) iter.Seq[LedgerPage] {
	return func(yield func(LedgerPage) bool) {
		p := LedgerPage{Of: pagesOf(n), Check: "3f2a 91bc 04de 77a0"}
		for r := range rows {
			if p.Rows = append(p.Rows, r); len(p.Rows) < RowsPerPage {
				continue
			}
			if p.Number++; !yield(p) {
				return
			}
			p.Rows = nil
		}
		if p.Number++; len(p.Rows) > 0 {
			yield(p)
		}
	}
}

func pagesOf(rows int) int { return (rows + RowsPerPage - 1) / RowsPerPage }

// sampleBook has what a book can have, and more than a page of it.
func sampleBook() Book {
	screen := Part{Text: "一张证：现在可以做什么", Cols: 80, Rows: 4, Screen: []Run{
		{Row: 0, Cells: 6, Text: "登记册", Head: true}, {Row: 2, Cells: 17, Text: "1293 1170 0001 69"}, {Row: 2, Col: 19, Cells: 4, Text: "样𬭊"}, {Row: 3, Col: 62, Cells: 18, Text: "Ctrl+P 命令  F1 帮助"}}}
	b := Book{Title: "发证台操作员指南", Under: "passdesk", Contents: "目录"}
	for i := range 3 {
		ch := Chapter{Heading: fmt.Sprintf("第%d章 登记册 The register", i+1), Parts: []Part{screen}}
		for range 9 {
			ch.Parts = append(ch.Parts, Part{Text: strings.Repeat("看审核行。写着“可以签发”，核对人和证件，按回车。", 6)}, Part{Item: true, Text: strings.Repeat("Type pinyin initials; a digit chooses, Enter issues. ", 4)})
		}
		b.Chapters = append(b.Chapters, ch)
	}
	return b
}
