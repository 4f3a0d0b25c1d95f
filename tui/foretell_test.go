package tui

import (
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The document alone sends a Hong Kong resident to the police: it is said as soon
// as it is read, with the place, and issues or keeps nothing before the name is there.
func TestTheDocumentAloneDecides(t *testing.T) {
	f := peopled()
	f.directory = []station.Place{{Kind: "police", Name: "样例派出所", Division: "330212", Address: "样例路 1 号"}}
	b := open(t, f, 80, 24)
	b.scan("H91234567\r")
	b.stands([]string{"请到公安机关申领", "规则 ningbo/hmt", "到哪里：样例派出所", "待填：姓名（要登记、打印告知单时再填）"}, nil)
	b.hand("enter")
	b.settled()
	if n := len(b.f.refused); n != 0 {
		t.Errorf("%d cases without a name", n)
	}
	b.hand("f1")
	b.WaitFor("样例派出所")
	b.hand("esc")
	b.types("样例港")
	b.hand("tab")
	b.types("7001011") // six digits of birth, and the sex
	b.stands([]string{"1970-01-01", "请到公安机关申领"}, []string{"待填"})
	b.hand("enter")
	b.settled()
	if n := len(b.f.refused); n != 1 {
		t.Errorf("%d cases with the name\n%s", n, b.Text())
	}
}

// Over a text of F2 that cannot be read nothing is foretold.
func TestNothingIsForetoldOverUnreadText(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan("H91234567\r")
	b.hand("f2")
	b.typeOver("been", "吾汉 0218")
	b.hand("esc")
	b.stands([]string{"待填：姓名"}, []string{"请到公安机关申领"})
}

// Who was refused before is known again by the document, and it is said; what was
// told of birth and sex then need not be typed again.
func TestWhoCameBefore(t *testing.T) {
	f := newFake()
	app := registry.Application{Name: "样例港", Document: &registry.Document{Number: "H91234567", Type: "HK_MO"}, Birth: "1970-01-01", Sex: "M"}
	f.cases = []station.Case{{ID: 7, No: registry.CaseNo{Event: 7}, State: registry.CaseRefused, Applicant: app}}
	b := open(t, f, 100, 30)
	b.scan("H91234567\r")
	b.stands([]string{"以前来过：案件 7，未获发证", "样例港", "1970-01-01", "请到公安机关申领"}, []string{"待填"})
}
