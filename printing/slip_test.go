package printing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// The slips of these tests: one refused for a time, one parked, one sent on.

func sampleSlip() Slip {
	return Slip{
		Title: Text{"不予发证告知书", "Notice: no pass is issued"}, Pass: Text{"甬行证", "Ningbo pass"},
		Case: "330212-131-57", Name: "样例父", DocLabel: Text{"身份证号", "ID number"}, DocNumber: "330212********9315",
		Day:      civil.New(2020, 2, 17),
		Reason:   Text{"与确诊病人有密切接触，红码，隔离14天", "Close contact of a confirmed case: red, 14 days of isolation"},
		Sentence: "“红码”人员主要包括确诊病人、疑似病人、无症状感染者、与确诊病人有密切接触的人员",
		Paper:    Text{"《“宁波全域一码通”今起推行》（宁波，2020年2月16日，市政府第十七场疫情防控发布会）", "Ningbo newspaper of 16 February 2020, on the city's 17th press conference"},
		Advice:   Text{"集中或居家隔离14天；期满凭解除隔离证明再来申领。", "Isolation for 14 days; come again with the paper of release when they are over."},
		Change:   Text{"2020年3月2日起可以再来申领：14天到2020-03-02期满。", "From 2 March 2020: the 14 days end then."},
		Appeal:   Text{"对本告知有异议的，哪里申领哪里申诉：请向样例街道书香社区发放点提出，核实后予以变更。", "Appeal where you applied; it is changed after verification."},
		Point:    "样例街道书香社区发放点", Operator: "样例甲", Alone: true,
	}
}

func parkedSlip() Slip {
	s := sampleSlip()
	s.Title, s.Sample = Text{"待核实告知书", "Notice: your application is being verified"}, true
	s.Name, s.Guardian = "阿不都热合曼·样例江·𠅤𬭊", "样例父"
	s.DocLabel = Text{"监护人证件", "Guardian's ID"}
	s.Reason = Text{"同父同名、生日差1天：疑同一孩子", "Same parent and name, birth one day off: the same child?"}
	s.Advice = Text{"请负责人对照两份记录和证件原件核实后办理。", "An officer compares both records with the papers and settles it."}
	s.Change = Text{}
	return s
}

func referredSlip() Slip {
	s := sampleSlip()
	s.Title = Text{"转办告知书", "Notice of referral"}
	s.Name, s.DocLabel, s.DocNumber = "SAMPLE TESTPERSON-VERYLONGSURNAME WITH MANY PARTS O", Text{"护照", "Passport"}, "X9*****67"
	s.Reason = Text{"外籍人士请到属地公安机关申领", "Foreigner: apply at the local police"}
	s.Sentence = "可向属地公安机关申领甬行证"
	s.Advice = Text{"请携带所持证件到属地公安机关（派出所）申领。", "Take the document to the local police station and apply there."}
	s.Change = Text{}
	s.Places = []Place{
		{"样例公安分局样例派出所", "样例街道样例路 1 号", "0574-00000000", "8:30-17:00，周末照常"},
		{"样例公安分局书香派出所", "样例街道书香路 2 号（书香景苑东门）", "0574-00000001", ""},
	}
	return s
}

func upheldSlip() Slip {
	s := sampleSlip()
	s.Title = Text{"申诉决定告知书", "Notice: decision on your appeal"}
	s.Finding = Text{"经申诉核实，维持原决定。", "Verified on appeal: the decision stands."}
	s.Decided = Text{"2020年2月20日由经办人 样例甲 决定。", "Decided by 样例甲 on 2020-02-20"}
	s.Grounds = "社区网格员和疾控部门两次核实，2月15日确与确诊病人同车。"
	s.Set = []Text{{"红码隔离天数：本站设定 21 天（文件为 14 天），依据：样例令", "Days of isolation, red: set to 21 days at this station (the paper says 14 days)"}}
	s.Appeal = Text{"申诉已经决定。有新证据的，可以重新受理。", "With new evidence it may be reopened."}
	return s
}

func endlessSlip() Slip {
	s := referredSlip()
	s.Name = hardNames[5]
	s.Proxy = "样例母，行动不便"
	s.Finding = Text{"经负责人核实，不予发证。", "Verified by an officer: no pass is issued."}
	s.Sentence = strings.Repeat(s.Sentence+"；", 12)
	s.Advice = Text{strings.Repeat(s.Advice.ZH, 6), strings.Repeat(s.Advice.EN+" ", 6)}
	for i := range 12 {
		s.Places = append(s.Places, Place{fmt.Sprintf("样例派出所第 %d 警务室", i+1), "样例路", "0574-0000", "全天"})
	}
	return s
}

// Everything on a slip is found by two readers, on one page of A5; a longer one
// goes on, and loses nothing.
func TestNothingOfASlipIsLost(t *testing.T) {
	for name, c := range map[string]struct {
		slip  Slip
		pages string
	}{"refused": {sampleSlip(), "1"}, "parked": {parkedSlip(), "1"}, "referred": {referredSlip(), "1"}, "upheld": {upheldSlip(), "1"}, "endless": {endlessSlip(), "3"}} {
		path := onDisk(t, func(w io.Writer) error { return Slips(w, []Slip{c.slip}, Options{Made: made}) })
		info := string(outside(t, "pdfinfo", path))
		if !strings.Contains(info, "Pages:           "+c.pages+"\n") || !strings.Contains(info, "419.53 x 595.28 pts") {
			t.Errorf("%s: want %s pages of A5:\n%s", name, c.pages, info)
		}
		s := c.slip
		want := []string{s.Title.ZH, s.Case, s.Name, s.DocNumber, s.Guardian, s.Proxy, s.Reason.ZH, s.Reason.EN, s.Finding.ZH, s.Decided.ZH, s.Grounds, s.Sentence, s.Paper.ZH,
			s.Advice.ZH, s.Change.ZH, s.PlaceNote.ZH, s.Appeal.ZH, s.Point, s.Operator, "2020年2月17日", "签收"}
		for _, t := range s.Set {
			want = append(want, t.ZH)
		}
		for _, p := range s.Places {
			want = append(want, p.Name, p.Address, p.Phone, p.Hours)
		}
		for reader, args := range map[string][]string{"pdftotext": {"-raw", path, "-"}, "mutool": {"draw", "-q", "-F", "txt", "-o", "-", path}} {
			said := string(outside(t, reader, args...))
			if strings.ContainsAny(said, "□\uFFFD") {
				t.Errorf("%s, %s: a stand-in for a character:\n%s", name, reader, said)
			}
			for _, w := range want {
				if !strings.Contains(squeeze(said), squeeze(w)) {
					t.Errorf("%s: %s does not find %q in\n%s", name, reader, w, said)
				}
			}
		}
	}
}

// Old people read it: nothing that must be read is smaller than 11 points.
func TestChineseOnASlipIsLarge(t *testing.T) {
	for _, s := range []Slip{sampleSlip(), parkedSlip(), referredSlip(), upheldSlip(), endlessSlip()} {
		for _, p := range s.fitted(110) {
			for _, l := range p.lines {
				if l.size < slipLeast && l.colour != inkLabel {
					t.Errorf("%v: %.2f points", s, l.size)
				}
			}
		}
	}
	small := sampleSlip()
	small.Sentence = strings.Repeat(small.Sentence, 5)
	for _, p := range small.fitted(110) {
		for _, l := range p.lines {
			if p.head.ZH != "原因" && l.colour == inkLabel {
				t.Errorf("English is kept where the Chinese has no room")
			}
		}
	}
}

func TestSlipsOfEveryName(t *testing.T) {
	var slips []Slip
	for _, n := range hardNames {
		s := sampleSlip()
		s.Name = n
		slips = append(slips, s)
	}
	said := string(outside(t, "pdftotext", "-raw", onDisk(t, func(w io.Writer) error { return Slips(w, slips, Options{}) }), "-"))
	if n := strings.Count(said, "不予发证告知书"); n != len(slips) {
		t.Errorf("%d slips, want %d", n, len(slips))
	}
	for _, n := range hardNames {
		if !strings.Contains(n, "\U000E0100") && !strings.Contains(squeeze(said), squeeze(n)) {
			t.Errorf("%q is not found", n)
		}
	}
	if !strings.Contains(said, "U+3FFFD") && strings.Contains(strings.Join(hardNames, ""), "\U0003fffd") {
		t.Error("a character that is to be written by hand is not named")
	}
}

// A child's guardian signs for the slip, also one whose name nobody took down.
func TestSlipOfAChildIsTheGuardians(t *testing.T) {
	s := sampleSlip()
	s.Child = true
	var b bytes.Buffer
	if err := Slips(&b, []Slip{s}, Options{Made: made}); err != nil {
		t.Fatal(err)
	}
	said := readBack(t, b.Bytes())[0].said()
	if !strings.Contains(said, "监护人签收") || !strings.Contains(said, "＿＿＿＿") || strings.Contains(said, "申领人签收") {
		t.Errorf("%s", said)
	}
}

func TestSlipRefusals(t *testing.T) {
	for name, spoil := range map[string]func(*Slip){
		"no title": func(s *Slip) { s.Title = Text{} }, "no case": func(s *Slip) { s.Case = "" }, "no name": func(s *Slip) { s.Name = " " },
		"no reason": func(s *Slip) { s.Reason = Text{} }, "no day": func(s *Slip) { s.Day = civil.Date{} },
	} {
		s := sampleSlip()
		spoil(&s)
		var b bytes.Buffer
		if err := Slips(&b, []Slip{sampleSlip(), s}, Options{}); !errors.Is(err, ErrValue) || b.Len() > 0 || strings.Contains(err.Error(), "样例") {
			t.Errorf("%s: %v after %d bytes", name, err, b.Len())
		}
	}
	if err := Slips(io.Discard, nil, Options{}); !errors.Is(err, ErrValue) {
		t.Errorf("none: %v", err)
	}
	if err := Slips(fullDisk{}, []Slip{sampleSlip()}, Options{}); !errors.Is(err, errDisk) {
		t.Errorf("full disk: %v", err)
	}
}

func TestASlipNamesNobody(t *testing.T) {
	s := parkedSlip()
	if said := fmt.Sprintf("%v %+v %#v %s", s, s, s, s); strings.Contains(said, "样例") || strings.Contains(said, "330212*") {
		t.Errorf("it says %q", said)
	}
}

// FuzzSlips prints whatever a register and a directory may hold.
func FuzzSlips(f *testing.F) {
	for _, n := range hardNames {
		f.Add(n, "样例路 1 号", "见《通知》")
	}
	f.Add("\u202e\x00样", "\xff", strings.Repeat("长", 3000))
	f.Fuzz(func(t *testing.T, name, place, sentence string) {
		s := referredSlip()
		s.Name, s.Guardian, s.Point, s.Operator, s.Sentence, s.Reason.EN = name, place, place, name, sentence, sentence
		s.Places[0].Address = place
		var b bytes.Buffer
		err := Slips(&b, []Slip{s}, Options{})
		if err != nil && !errors.Is(err, ErrValue) {
			t.Fatal(err)
		}
		if err == nil && !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
			t.Fatal("no PDF")
		}
	})
}

func BenchmarkSlip(b *testing.B) {
	for b.Loop() {
		if err := Slips(io.Discard, []Slip{referredSlip()}, Options{Made: made}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDoors: a slip for each of 100 addresses, three papers each.
func BenchmarkDoors(b *testing.B) {
	doors := make([]Door, 100)
	for i := range doors {
		doors[i] = doorWith(3, 1)
	}
	for b.Loop() {
		if err := Doors(io.Discard, doors, Options{Made: made, TwoUp: true}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGate: a sheet of 2,000 numbers.
func BenchmarkGate(b *testing.B) {
	sheet := gateWith(2000)
	for b.Loop() {
		if err := Gate(io.Discard, sheet, Options{Made: made}); err != nil {
			b.Fatal(err)
		}
	}
}
