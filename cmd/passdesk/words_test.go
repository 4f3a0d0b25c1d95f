package main

import (
	"strings"
	"testing"
)

// A name under which no calibration is kept prints nothing, and no pass counts as out.
func TestNoCalibrationUnderTheName(t *testing.T) {
	p, number := issuedPlace(t)
	for _, sides := range []string{"both", "back"} {
		s := p.expect(exitUsage, "", "print", "passes", number, "--sides", sides, "--adjust", "nosuch", "--out", p.file("a.pdf"))
		if twoLanguages(t, s.err); stands(p.file("a.pdf")) || !strings.Contains(s.err, "calibration") {
			t.Errorf("%s: %s", sides, s.err)
		}
	}
	p.expect(exitDone, "", "printer", "calibrate", "nosuch", "--stock", "preprinted")
	if l := p.expect(exitDone, "", "print", "passes", "--unprinted", "--adjust", "nosuch", "--out", p.file("a.pdf")).lines(t); l[0]["passes"] != 1.0 {
		t.Errorf("the pass counted as printed: %v", l)
	}
}

// What is refused says what is wanted instead.
func TestRefusalsSayWhatIsWanted(t *testing.T) {
	p, number := issuedPlace(t)
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"print", "passes", number, "--out", p.file("a.pdf"), "--first-place", "-1"}, []string{"--first-place 后面", "--first-place=VALUE"}},
		{[]string{"printer", "calibrate", "desk", "--front", "20,-20,20,277"}, []string{"都从左边量起", "from the left edge"}},
		{[]string{"printer", "calibrate", "desk", "--front", "20,20,20,20"}, []string{"都从上边量起", "from the top edge"}},
		{[]string{"printer", "add", "--name", "desk", "ipps://127.0.0.1:1/ipp/print", "--trust", "AB:CD"}, []string{"至少要前 16 位", "16 digits"}},
	} {
		s := p.expect(exitUsage, "", c.args...)
		for _, w := range c.says {
			if !strings.Contains(s.err, w) {
				t.Errorf("%v does not say %q: %s", c.args, w, s.err)
			}
		}
		if strings.Contains(s.err, "short flag") {
			t.Errorf("the parser's words: %s", s.err)
		}
	}
	p.intended(number, 1)
	if s := p.run("", "day", "open"); !strings.Contains(s.err, "none（") || !strings.Contains(s.err, "none (nothing") {
		t.Errorf("an answer is left out: %s", s.err)
	}
}
