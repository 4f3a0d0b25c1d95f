package main

import (
	"fmt"
	"strings"
	"testing"
)

// Who may do what, as product.md has it, tried through the verbs by somebody of each
// role whom the keeper added: exit 4 where the role may not, and never where it may.
func TestEveryVerbByEveryRole(t *testing.T) {
	p := staffed(t)
	p.write("list.jsonl", lineMother)
	p.write("areas.csv", "kind,division,from,until,source\nkey,上海,2020-02-01,,样例名单\n")
	p.write("places.csv", "kind,name,division,address,phone,hours\npolice,样例派出所,330212,样例路1号,0574-00000000,8:30-17:00\n")
	l := p.as("op", lineFather+strings.Replace(lineMother, `"declared"`, `"facts":["cross_province"],"declared"`, 1)+
		strings.Replace(strings.Replace(lineSon, "长子", "次子", 1), `"declared"`, `"facts":["no_need"],"temp":37.1,"declared"`, 1), "issue").lines(t)
	number, refused, parked := l[0]["number"].(string), fmt.Sprint(l[1]["case"]), fmt.Sprint(l[2]["case"])
	fresh := p.file("others") // the same again: the test goes on with it
	people := map[string]string{"v": "样例志", "o": "样例官", "k": "样例管"}
	for _, c := range []struct{ may, stdin, call string }{
		{"vo", lineSon, "issue"}, {"vo", lineSon, "issue --dry-run"},
		{"vok", "", "find ylf"}, {"vok", "", "show NUMBER"}, {"vok", "", "verify"}, {"vok", "", "operator list"},
		{"vok", "", "queue list"}, {"vok", "", "queue show PARKED"}, {"vok", "", "appeal list"},
		{"vok", "", "areas list"}, {"vok", "", "directory list"}, {"vok", "", "settings list"}, {"vok", "", "settings get idle_minutes"},
		{"vo", "", "print passes NUMBER --out OUT"}, {"vo", "", "print ledger --out OUT"}, {"vo", "", "print slips REFUSED --out OUT"},
		{"vo", "", "sign NUMBER"}, {"vo", "", "cancel NUMBER --reason r"}, {"vo", "", "reprint NUMBER --reason r"},
		{"vo", "", "return NUMBER --outcome returned"},
		{"o", "", "void NUMBER --reason r"}, {"o", "", "lost NUMBER --reason r"}, {"o", "", "recall NUMBER --reason symptoms"},
		{"o", "", "reinstate NUMBER --reason r"},
		{"o", "", "queue settle PARKED --decision refuse --reason r"}, {"o", "", "appeal lodge REFUSED --reason r"},
		{"o", "", "appeal decide REFUSED --decision uphold --reason r"}, {"o", "", "appeal reopen REFUSED --reason r"},
		{"o", "", "residents import LIST"}, {"o", "", "areas import AREAS"}, {"o", "", "directory import PLACES"},
		{"o", "", "export jsonl --out JSONL"}, {"o", "", "close"},
		{"k", "", "settings set idle_minutes 7 --reason r"}, {"k", "", "epoch new --reason r"},
		{"k", "", "operator add NAME --roles volunteer --new-passphrase-file NEW"}, {"k", "", "operator disable 样例甲v"},
		{"k", "", "operator passphrase op --new-passphrase-file OLD"}, {"vok", "", "operator passphrase --new-passphrase-file NEW"},
	} {
		for role, name := range people {
			call := strings.NewReplacer("NUMBER", number, "PARKED", parked, "REFUSED", refused, "OUT", p.file(role+".pdf"), "JSONL", p.file(role+".jsonl"),
				"LIST", p.file("list.jsonl"), "AREAS", p.file("areas.csv"), "PLACES", p.file("places.csv"), "NAME", "样例甲"+role, "NEW", fresh, "OLD", p.file("passphrase")).Replace(c.call)
			s := p.as(name, c.stdin, strings.Fields(call)...)
			switch may := strings.Contains(c.may, role); {
			case s.code == exitUsage:
				t.Errorf("%s: %s", call, s.err)
			case may == (s.code == exitDenied):
				t.Errorf("%s, by a %s: exit %d, may %v\n%s", c.call, role, s.code, may, s.err)
			}
		}
	}
}
