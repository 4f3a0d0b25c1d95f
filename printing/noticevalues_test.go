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

// What a notice cannot say, or would say wrong, is refused, and names nobody.
func TestNoticeRefusals(t *testing.T) {
	o := Options{}
	for name, write := range map[string]func(io.Writer) error{
		"none":                  func(w io.Writer) error { return Receipts(w, nil, o) },
		"a receipt for nothing": func(w io.Writer) error { r := sampleReceipt(); r.Copies = nil; return Receipts(w, []Receipt{r}, o) },
		"of nobody":             func(w io.Writer) error { r := sampleReceipt(); r.Name = " "; return Receipts(w, []Receipt{r}, o) },
		"without a title": func(w io.Writer) error {
			r := sampleReceipt()
			r.Title = Text{}
			return Receipts(w, []Receipt{sampleReceipt(), r}, o)
		},
		"without a number":    func(w io.Writer) error { d := doorWith(1, 0); d.Head.Number = ""; return Doors(w, []Door{d}, o) },
		"without a day":       func(w io.Writer) error { d := doorWith(1, 0); d.Day = civil.Date{}; return Doors(w, []Door{d}, o) },
		"a door with nothing": func(w io.Writer) error { return Doors(w, []Door{doorWith(0, 2)}, o) },
		"a paper of nobody":   func(w io.Writer) error { d := doorWith(1, 1); d.Children[0].Name = ""; return Doors(w, []Door{d}, o) },
		"against nothing":     func(w io.Writer) error { f := sampleForm(); f.Against = Text{}; return Forms(w, []Form{f}, o) },
		"numbers in disorder": func(w io.Writer) error { g := gateWith(2); g.Numbers[1] = g.Numbers[0]; return Gate(w, g, o) },
		"no number":           func(w io.Writer) error { g := gateWith(2); g.Numbers[1].Number = "1213117000422"; return Gate(w, g, o) },
		"no hour":             func(w io.Writer) error { g := gateWith(2); g.Made = ""; return Gate(w, g, o) },
		"no head of the log":  func(w io.Writer) error { s := sampleClosing(); s.LogHead = ""; return Closing(w, s, o) },
		"a sum that is wrong": func(w io.Writer) error { s := sampleClosing(); s.Sums[0].Total++; return Closing(w, s, o) },
	} {
		var b bytes.Buffer
		if err := write(&b); !errors.Is(err, ErrValue) || b.Len() > 0 || strings.Contains(err.Error(), "样例") {
			t.Errorf("%s: %v after %d bytes", name, err, b.Len())
		}
	}
}

func TestANoticeNamesNobody(t *testing.T) {
	for _, v := range []any{sampleReceipt(), doorWith(2, 1), doorWith(1, 0).Papers, sampleForm(), recallSlip()} {
		if said := fmt.Sprintf("%v %+v %#v %s", v, v, v, v); strings.Contains(said, "样例") || strings.Contains(said, "9315") {
			t.Errorf("it says %q", said)
		}
	}
}

// Two A5 pages lie on an A4, and both are found where they are to be cut.
func TestTwoLeavesToASheet(t *testing.T) {
	path := onDisk(t, everyNotice()["recalls"])
	if info := string(outside(t, "pdfinfo", path)); !strings.Contains(info, "Pages:           3\n") || !strings.Contains(info, "841.89 x 595.28 pts") {
		t.Errorf("five pages of A5 on three A4:\n%s", info)
	}
	left := string(outside(t, "pdftotext", "-f", "1", "-l", "1", "-x", "0", "-y", "0", "-W", "420", "-H", "596", path, "-"))
	right := string(outside(t, "pdftotext", "-f", "1", "-l", "1", "-x", "421", "-y", "0", "-W", "421", "-H", "596", path, "-"))
	if !strings.Contains(left, "收回通知") || strings.Contains(left, "转办告知书") || !strings.Contains(right, "转办告知书") || strings.Contains(right, "收回通知") {
		t.Errorf("left:\n%s\nright:\n%s", left, right)
	}
}

// Five thousand numbers: each is there once, in order, and every page says which it
// holds.
func TestAGateSheetOfFiveThousand(t *testing.T) {
	g := gateWith(5000)
	said := string(outside(t, "pdftotext", "-layout", onDisk(t, func(w io.Writer) error { return Gate(w, g, Options{Made: made}) }), "-"))
	pages := strings.Split(strings.TrimSuffix(said, "\f"), "\f")
	if len(pages) != gatePages(5000) || len(pages) != 25 {
		t.Errorf("%d pages", len(pages))
	}
	for i, n := range g.Numbers {
		page := pages[i/gatePerPage]
		want, ends := 1, i%gatePerPage == 0 || i%gatePerPage == gatePerPage-1 || i == 4999
		if ends {
			want = 2 // and in the line that says what the page holds
		}
		if got := strings.Count(page, grouped(n.Number)); got != want {
			t.Fatalf("%s stands %d times on page %d, want %d", n.Number, got, i/gatePerPage+1, want)
		}
	}
	if last := pages[24]; !strings.Contains(squeeze(last), "第25页共25页") || !strings.Contains(squeeze(last), "共5000个") {
		t.Errorf("the last page:\n%s", last)
	}
}

// Nothing of the longest address is lost: every paper, every child, on every page
// whose slip it is.
func TestFortyPeopleAtOneAddress(t *testing.T) {
	d := longestDoor()
	said := squeeze(string(outside(t, "pdftotext", "-raw", onDisk(t, func(w io.Writer) error { return Doors(w, []Door{d}, Options{Made: made}) }), "-")))
	for _, p := range append(d.Papers, d.Children...) {
		if strings.Count(said, squeeze(grouped(p.Number))) != 1 {
			t.Errorf("%s is not there once", p.Number)
		}
	}
	if !strings.Contains(said, "本址应收40张") || strings.Count(said, "住户签字") != 1 {
		t.Errorf("the foot:\n%s", said)
	}
}
