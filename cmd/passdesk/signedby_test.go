package main

import (
	"strings"
	"testing"
)

// Who signs in the place of the holder is somebody whom the register names: a proxy
// whom the application does not name is named with the signature, and why; a child's
// guardian is.
func TestWhoSignsIsNamed(t *testing.T) {
	p := newPlace(t)
	p.init()
	father, son := p.issued(lineFather), p.issued(lineSon)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("passes.pdf"))
	signs := func(code int, number string, by ...string) string {
		t.Helper()
		return p.expect(code, "", append([]string{"sign", number}, by...)...).out
	}
	for _, by := range []string{"proxy", "guardian"} {
		out := signs(exitFailed, father, "--by", by)
		if !strings.Contains(out, "no "+by+" is named") {
			t.Errorf("by %s: %s", by, out)
		}
	}
	signs(exitDone, son)
	if out := p.expect(exitDone, "", "show", son).out; !strings.Contains(out, `"kind":"Signed"`) || !strings.Contains(out, `"note":"guardian"`) {
		t.Errorf("the child's signature: %s", out)
	}
	p.expect(exitUsage, "", "sign", father, "--by", "holder", "--proxy", "样例邻居")
	if out := signs(exitFailed, father, "--proxy", "样例邻居 neighbour"); !strings.Contains(out, "say why") {
		t.Errorf("a proxy without a reason: %s", out)
	}
	signs(exitDone, father, "--proxy", "样例邻居 neighbour 卧病在床")
	if out := p.expect(exitDone, "", "show", father).out; !strings.Contains(out, "样例邻居（邻居），卧病在床") {
		t.Errorf("the proxy is not told: %s", out)
	}
	p.expect(exitDone, "", "verify")
}
