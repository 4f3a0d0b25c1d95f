package registry

import "testing"

// A reason is read later by somebody who was not there: one letter, a sign or the
// same key held down tell nothing; two characters of Chinese do.
func TestAReasonSaysSomething(t *testing.T) {
	for reason, want := range map[string]bool{
		"": false, "x": false, "  ": false, "。。。": false, "xx": false, "啊啊啊": false, "?!": false, "-1-": false,
		"遗失": true, "lost": true, "第2次": true, "no": true,
	} {
		if got := SaysWhy(reason); got != want {
			t.Errorf("SaysWhy(%q) = %v", reason, got)
		}
	}
}
