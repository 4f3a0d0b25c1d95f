package main

import (
	"strings"
	"testing"
)

// A signature that was given on paper before the recall is entered after it, once. The
// page of the ledger says so; ticking it off leaves the row to whoever knows.
func TestASignatureOfBeforeTheRecallIsEntered(t *testing.T) {
	p := newPlace(t)
	p.init()
	number := p.issued(lineFather)
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
	p.expect(exitDone, "", "recall", number, "--reason", "close_contact")
	row := p.expect(exitDone, "", "sign", "--page", "1").lines(t)[0]
	if why := row["reason"].(map[string]any)["zh"].(string); row["done"] != false || !strings.Contains(why, "单独登记") {
		t.Errorf("the page says %v", row)
	}
	p.expect(exitDone, "", "sign", number)
	if _, status := p.copyOf(number); status != "recalled" {
		t.Errorf("after the signature it is %s", status)
	}
	if row := p.expect(exitDone, "", "sign", "--page", "1").lines(t)[0]; row["done"] != true || row["state"] != "signed" {
		t.Errorf("the page says %v", row)
	}
	if s := p.expect(exitFailed, "", "sign", number); !strings.Contains(s.err, "签字已经登记过") {
		t.Errorf("a second signature: %s", s.err)
	}
	p.expect(exitDone, "", "reinstate", number, "--reason", "样例")
	if _, status := p.copyOf(number); status != "signed" {
		t.Errorf("reinstated it is %s", status)
	}
	p.expect(exitDone, "", "verify")
}

// A paper whose only sheet was spoiled is none: nobody signs for it, alone or with its
// page.
func TestNobodySignsForASpoiledSheet(t *testing.T) {
	p := newPlace(t)
	p.init()
	number := p.issued(lineFather)
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"))
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "spoiled")
	if s := p.expect(exitFailed, "", "sign", number); !strings.Contains(s.err, "打印坏了") {
		t.Errorf("it says %s", s.err)
	}
	row := p.expect(exitFailed, "", "sign", "--page", "1").lines(t)[0]
	if why := row["reason"].(map[string]any)["zh"].(string); row["done"] != false || !strings.Contains(why, "打印坏了") {
		t.Errorf("the page says %v", row)
	}
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("again.pdf"))
	p.expect(exitDone, "", "sign", number)
	p.expect(exitDone, "", "verify")
}
