package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"passdesk/registry/scheme"
)

// rolesCase is a call, and the first letters of those who may make it: volunteer,
// officer, keeper.
type rolesCase struct{ may, stdin, call string }

// rolesTable is product.md's "Who may do what". Its last line restores.
var rolesTable = []rolesCase{
	{"vo", lineSon, "issue"}, {"vo", lineSon, "issue --dry-run"},
	{"vok", "", "find ylf"}, {"vok", "", "show NUMBER"}, {"vok", "", "verify"}, {"vok", "", "operator list"},
	{"vok", "", "queue list"}, {"vok", "", "queue show PARKED"}, {"vok", "", "appeal list"},
	{"vok", "", "areas list"}, {"vok", "", "directory list"}, {"vok", "", "settings list"}, {"vok", "", "settings get idle_minutes"},
	{"vo", "", "print passes NUMBER --out OUT"}, {"vo", "", "print ledger --out OUT"}, {"vo", "", "print ledger --building 3幢 --extract --out OUT"}, {"vo", "", "print slips REFUSED --out OUT"},
	{"vo", "", "print notices --open --out OUT"}, {"vo", "", "print notices REFUSED --kind appeal --out OUT"}, {"vo", "", "print notices --kind gate --out OUT"}, {"o", "", "print close --out OUT"},
	{"vo", "", "print outcome NUMBER --outcome out"}, {"vo", "", "print queue"}, {"vo", "", "print again 1 --last-good 1 --out OUT"}, {"vok", "", "print calibration --out OUT"},
	{"vok", "", "ledger list"}, {"vok", "", "ledger show 1"}, {"vo", "", "ledger enter NUMBER"}, {"vo", "", "ledger rows off"},
	{"vok", "", "printer list"}, {"vok", "", "printer status 样例机"}, {"vok", "", "printer add ipp://127.0.0.1:9/x"}, {"vok", "", "printer default 样例机"},
	{"vok", "", "printer calibrate 样例机 --front 20,190,20,277"}, {"k", "", "printer remove 样例机"},
	{"vo", "", "sign NUMBER"}, {"vo", "", "cancel NUMBER --reason 样例"}, {"vo", "", "reprint NUMBER --reason 样例"},
	{"vo", "", "return NUMBER --outcome returned"},
	{"o", "", "void NUMBER --reason 样例"}, {"o", "", "lost NUMBER --reason 样例"}, {"o", `{"phone":"0574-00000000"}`, "correct NUMBER --reason 样例"},
	{"o", "", "recall NUMBER --reason symptoms"}, {"o", "", "recall order NUMBER --reason symptoms"}, {"vok", "", "recall list"}, {"vok", "", "watch affected"}, {"o", "", "recall import WATCH --dry-run"}, {"o", "", "recall import WATCH --source 样例"}, {"o", "", "reinstate NUMBER --reason 样例"},
	{"o", "", "bundle create --out ."}, {"o", "", "bundle open LIST"}, {"vok", "", "bundle list"}, {"o", "", "sync ."}, {"o", "", "queue settle t-1 --decision done --reason 样例"},
	{"o", "", "queue settle PARKED --decision refuse --reason 样例"}, {"o", "", "appeal lodge REFUSED --reason 样例"},
	{"o", "", "appeal decide REFUSED --decision uphold --reason 样例"}, {"o", "", "appeal decide t-1 --decision uphold --reason 样例"}, {"o", "", "appeal reopen REFUSED --reason 样例"},
	{"o", "", "appeal lodge NUMBER --reason 样例"}, {"o", "", "appeal decide NUMBER --decision uphold --reason 样例"}, {"o", "", "appeal reopen NUMBER --reason 样例"},
	{"o", "", "residents import LIST"}, {"o", "", "residents import LIST --dry-run"}, {"o", "", "areas import AREAS"}, {"o", "", "directory import PLACES"},
	{"o", "", "watch import WATCH --source r"}, {"o", "", "watch import WATCH --source r --dry-run"}, {"o", "", "watch list"}, {"o", "", "watch answer NUMBER --decision two_people --reason 样例"}, {"o", "", "watch lift 1 --reason 样例"}, {"o", "", "watch unlisted"}, {"o", "", "watch settle 1.1 --reason 样例"},
	{"o", "", "day open --last-paper none"}, {"o", "", "export jsonl --out EXPORT"}, {"o", "", "export csv --out EXPORT --changed"}, {"o", "", "export xlsx --out EXPORT"}, {"o", "", "close"},
	{"o", "", "gate lists --out GATE"}, {"o", "", "gate page --out EXPORT"}, {"o", "", "backup BACKUP"}, {"o", "", "head --sign"}, {"vok", "", "head"},
	{"k", "", "settings set idle_minutes 7 --reason 样例"}, {"k", "", "epoch new --reason 样例"},
	{"k", "", "enrol request --out REQUEST"}, {"k", "", "enrol accept LIST"}, {"k", "", "enrol alone --station 955"},
	{"k", "", "operator add NAME --roles volunteer --new-passphrase-file NEW"}, {"k", "", "operator disable 样例甲v"},
	{"k", "", "operator recovery --out OUT.new"}, {"k", "", "operator passphrase op --new-passphrase-file OLD"}, {"vok", "", "operator passphrase --new-passphrase-file NEW"},
	{"k", "", "restore OFFICERS --replace"},
}

// ofNobody are verbs that ask no operator anything: they read no register, make one,
// or are the desk itself, whose screens ask the same station.
var ofNobody = []string{"desk", "demo", "init", "guide", "check", "export schema", "export check", "doc", "names", "fonts", "licences", "rules eligibility", "rules colour", "rules uniqueness"}

// Every verb has its line: who adds one says who may.
func TestRolesOfEveryVerb(t *testing.T) {
	parser, err := kong.New(&cli{}, kong.Vars{"schemes": scheme.Codes()}, kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	verbs := map[string]bool{}
	for _, leaf := range parser.Model.Leaves(false) {
		verb := strings.TrimSpace(leaf.Path())
		verbs[verb] = true
		of := func(c rolesCase) bool { return strings.HasPrefix(c.call+" ", verb+" ") }
		if !slices.Contains(ofNobody, verb) && !slices.ContainsFunc(rolesTable, of) {
			t.Errorf("%s: nothing says who may", verb)
		}
	}
	if len(verbs) < 40 {
		t.Errorf("only %d verbs: %v", len(verbs), verbs)
	}
	for _, verb := range ofNobody {
		if !verbs[verb] {
			t.Errorf("%s: there is no such verb", verb)
		}
	}
}

// Who may do what, as product.md has it, tried through the verbs by somebody of each
// role whom the keeper added: exit 4 where the role may not, and never where it may.
func TestEveryVerbByEveryRole(t *testing.T) {
	p := staffed(t)
	p.write("list.jsonl", lineMother)
	p.write("watch.csv", "姓名,身份证号,原因\n样例乙,330212198505059163,密接\n")
	p.write("areas.csv", "kind,division,from,until,source\nkey,上海,2020-02-01,,样例名单\n")
	p.write("places.csv", "kind,name,division,address,phone,hours\npolice,样例派出所,330212,样例路1号,0574-00000000,8:30-17:00\n")
	l := p.as("op", lineFather+strings.Replace(lineMother, `"declared"`, `"facts":["cross_province"],"declared"`, 1)+
		strings.Replace(strings.Replace(lineSon, "长子", "次子", 1), `"declared"`, `"facts":["no_need"],"temp":37.1,"declared"`, 1), "issue").lines(t)
	number, refused, parked := l[0]["number"].(string), fmt.Sprint(l[1]["case"]), fmt.Sprint(l[2]["case"])
	fresh := p.file("others") // the same again: the test goes on with it
	people := map[string]string{"v": "样例志", "o": "样例官", "k": "样例管"}
	for _, c := range rolesTable {
		for role, name := range people {
			call := strings.NewReplacer("NUMBER", number, "GATE", p.home, "WATCH", p.file("watch.csv"), "OFFICERS", p.file("o.backup"), "BACKUP", p.file(role+".backup"),
				"REQUEST", p.file(role+".request"), "PARKED", parked, "REFUSED", refused, "OUT", p.file(role+".pdf"), "EXPORT", p.file(role+"."+strings.ReplaceAll(c.call, " ", "-")),
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
