package main

import (
	"os"
	"testing"
)

// TestAListOfNamesAloneExitsAlike: names are listed, so that is done in part, the first time
// and whenever the same file comes again; the collector answers alike.
func TestAListOfNamesAloneExitsAlike(t *testing.T) {
	p, _ := issuedPlace(t)
	p.must(os.WriteFile(p.file("names.csv"), []byte("姓名,身份证号,原因\n样例甲甲,,密接\n样例乙乙,,密接\n"), 0o600))
	for _, verb := range [][]string{{"recall", "import"}, {"watch", "import", "--source", "样例疾控"}} {
		for range 2 {
			for _, dry := range [][]string{{"--dry-run"}, nil} {
				p.expect(exitPart, "", append(append(verb, p.file("names.csv")), dry...)...)
			}
		}
	}
}
