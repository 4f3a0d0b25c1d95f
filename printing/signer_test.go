package printing

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
)

// A child's guardian signs also where nobody took down the name: who that is to the
// child is printed, and a line to write it on.
func TestAGuardianWithoutANameSigns(t *testing.T) {
	rows := sampleRows(4)
	rows[0].Child, rows[0].Relation = true, Text{"母亲", "mother"}
	rows[1].Child, rows[1].Guardian = true, ""
	rows[2].Child, rows[2].Guardian, rows[2].Relation = true, "样例父", Text{"父亲", "father"}
	s := &shelf{}
	if err := Ledger(s.add, sampleHead(), paged(len(rows), slices.Values(rows)), Options{}); err != nil {
		t.Fatal(err)
	}
	said := s.said(t, 0)
	for _, want := range []string{"母亲＿＿＿", "监护人＿＿＿", "样例父", "其中监护人代签 3 行"} {
		if !strings.Contains(said, want) {
			t.Errorf("the ledger says no %q:\n%s", want, said)
		}
	}
	for stub, want := range map[*Stub][]string{
		{Child: true, Relation: Text{"母亲", "mother"}}: {"＿＿＿ （母亲）", "监护人签字"},
		{Child: true}:    {"＿＿＿", "监护人签字"},
		{Proxy: "样例代领人"}: {"代领人签字"},
		{}:               {"申领人签字"},
	} {
		path := onDisk(t, func(w io.Writer) error { return WalkIn(w, samplePass(), *stub, Options{}) })
		said := strings.ReplaceAll(string(bytes.TrimSpace(outside(t, "pdftotext", "-raw", path, "-"))), "\u3000", " ")
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("the stub of %v says no %q:\n%s", stub.Relation, w, said)
			}
		}
		if !stub.Child && strings.Contains(said, "监护人") {
			t.Errorf("a stub of nobody's child names a guardian:\n%s", said)
		}
	}
}
