package main

import (
	"strings"
	"testing"
)

// A serial that was changed by hand takes the next number: that is told as what it is,
// and not as a disk that refuses.
func TestASerialChangedByHandIsTold(t *testing.T) {
	p, _ := issuedPlace(t)
	p.change("UPDATE passes SET serial=serial+1")
	s := p.run(lineMother, "issue")
	if said := s.out + s.err; s.code != exitDamaged || !strings.Contains(said, "自相矛盾") || !strings.Contains(said, "contradicts itself") || strings.Contains(said, "磁盘拒绝") {
		t.Errorf("issue: exit %d\n%s%s", s.code, s.out, s.err)
	}
	twoLanguages(t, s.err)
	v := p.run("", "verify")
	if v.code != exitDamaged || len(v.lines(t)[0]["faults"].([]any)) == 0 {
		t.Errorf("verify: exit %d, %s%s", v.code, v.out, v.err)
	}
}
