package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestVerifyFindsEveryHandThatChanged: somebody with a database tool and no key
// changes one thing; verify says so and exits 5.
func TestVerifyFindsEveryHandThatChanged(t *testing.T) {
	p := newPlace(t)
	p.init("--recovery", p.file("sheet.pdf"))
	l := p.expect(exitDone, lineFather+lineSon, "issue").lines(t)
	p.decided(strings.Replace(lineAsked, "330212198505059315", "330212198505059235", 1), "ASK_HEALTH")
	refused := p.decided(lineRefused, "REFUSE+ISOLATE7")
	p.expect(exitDone, "", "appeal", "lodge", refused, "--reason", "样例")
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "appeal", "decide", refused, "--decision", "change", "--reason", "样例")
	p.expect(exitDone, "", "operator", "add", "样例甲", "--roles", "volunteer", "--new-passphrase-file", p.file("passphrase"), "--operator", "op")
	p.expect(exitDone, "", "operator", "add", "样例乙", "--roles", "volunteer", "--new-passphrase-file", p.file("passphrase"), "--operator", "op")
	p.expect(exitDone, "", "operator", "disable", "样例乙", "--operator", "op")
	p.expect(exitDone, "", "head", "--sign", "--operator", "op")
	p.expect(exitDone, "", "settings", "set", "yellow_days", "5", "--reason", "样例", "--operator", "op")
	lostReasons := p.value("scheme_setting_reasons")
	p.expect(exitDone, "", "settings", "set", "yellow_days", "6", "--reason", "样例", "--operator", "op")
	p.expect(exitDone, "", "export", "csv", "--out", p.file("out.csv"), "--operator", "op")
	lost := map[string]string{}
	for _, key := range []string{"recovery_wrap", "recovery_recipient"} {
		lost[key] = p.value(key)
	}
	p.expect(exitDone, "", "operator", "recovery", "--out", p.file("second.pdf"), "--operator", "op")
	p.expect(exitDone, "", "print", "ledger", "--out", p.file("ledger.pdf"), "--operator", "op")
	p.expect(exitDone, "", "print", "ledger", "--blank", "1", "--out", p.file("free.pdf"), "--operator", "op")
	p.expect(exitDone, "", "ledger", "rows", "on", "--operator", "op")
	p.goos = "windows" // where there always is one: the person
	p.expect(exitDone, "", "printer", "add", (&app{world: world{now: time.Now}}).openPrinter().Name, "--operator", "op")
	p.tamperable("3")
	first := l[0]["number"].(string)
	p.expect(exitDone, "", "watch", "answer", first, "--decision", "two_people", "--reason", "样例", "--operator", "op")
	p.expect(exitDone, "", "backup", p.file("one.backup"), "--operator", "op")
	p.expect(exitDone, `{"name":"样例改","birth":"2014-04-11"}`, "correct", l[1]["number"].(string), "--reason", "样例", "--operator", "op")
	p.expect(exitDone, `{"phone":"0574-00000001","address":"样例路9号"}`, "correct", l[1]["number"].(string), "--reason", "样例", "--operator", "op")
	p.expect(exitDone, "", "appeal", "lodge", l[1]["number"].(string), "--reason", "样例", "--operator", "op")
	p.eachIsFound(map[string]string{
		"an answer of another person":           "UPDATE refs SET verdict=(SELECT verdict FROM refs ORDER BY event DESC LIMIT 1)",
		"an answer removed":                     "DELETE FROM refs WHERE event=(SELECT max(event) FROM refs)",
		"an answer in clear text":               "UPDATE refs SET verdict='{\"outcome\":\"ISSUE\"}' WHERE event=(SELECT max(event) FROM refs)",
		"an answer under another ref":           "UPDATE refs SET blind=zeroblob(32) WHERE event=(SELECT max(event) FROM refs)",
		"an operator's roles":                   "UPDATE operators SET roles='[\"keeper\"]' WHERE name='样例甲'",
		"an operator's wrap":                    "UPDATE operators SET wrap=CAST(wrap||x'00' AS BLOB) WHERE name='样例甲'",
		"an operator removed":                   "DELETE FROM operators WHERE name='样例甲'",
		"an operator disabled":                  "UPDATE operators SET disabled=1 WHERE name='样例甲'",
		"a disabled one let in":                 "UPDATE operators SET disabled=0, wrap=(SELECT wrap FROM operators WHERE name='op') WHERE name='样例乙'",
		"an operator put in":                    "INSERT INTO operators SELECT 'other', roles, wrap, disabled FROM operators WHERE name='op'",
		"a key put in":                          "INSERT INTO keys SELECT kind, zeroblob(32), slot, pass FROM keys LIMIT 1",
		"a key removed":                         "DELETE FROM keys WHERE kind='K1'",
		"a trigger dropped":                     "DROP TRIGGER events_forever_1",
		"a trigger put in":                      "CREATE TRIGGER x AFTER INSERT ON events BEGIN DELETE FROM refs; END",
		"an index dropped":                      "DROP INDEX events_at",
		"the root key":                          "UPDATE meta SET value=zeroblob(length(value)) WHERE key='root_key'",
		"the root":                              "DELETE FROM meta WHERE key='root'",
		"a lost sheet let in again":             "UPDATE meta SET value=x'" + lost["recovery_wrap"] + "' WHERE key='recovery_wrap'; UPDATE meta SET value=x'" + lost["recovery_recipient"] + "' WHERE key='recovery_recipient'",
		"the recovery wrap":                     "UPDATE meta SET value=x'00' WHERE key='recovery_wrap'",
		"the recovery recipient":                "UPDATE meta SET value=CAST('age1other' AS BLOB) WHERE key='recovery_recipient'",
		"the machine":                           "UPDATE meta SET value=zeroblob(32) WHERE key='machine'",
		"the backup forgotten":                  "DELETE FROM meta WHERE key='backup'",
		"a restore put in":                      "INSERT INTO meta SELECT 'restored', value FROM meta WHERE key='backup'",
		"the printers":                          "UPDATE meta SET value=zeroblob(length(value)) WHERE key='equipment.printers'",
		"the printers forgotten":                "DELETE FROM meta WHERE key='equipment.printers'",
		"the licence":                           "UPDATE meta SET value=CAST(replace(value,'931','932') AS BLOB) WHERE key='licence'",
		"a pass's status":                       "UPDATE passes SET status='signed', signed=1 WHERE serial=1",
		"a pass's number":                       "UPDATE passes SET number='12931100000000' WHERE serial=1",
		"a case's state":                        "UPDATE cases SET status='refused' WHERE status='open'",
		"a case settled by hand":                "UPDATE cases SET status='closed', pass='" + first + "' WHERE status='open'",
		"a case's outcome":                      "UPDATE cases SET outcome='ASK_SUPERVISOR' WHERE status='open'",
		"a case's pass":                         "UPDATE cases SET pass='" + first + "' WHERE status='changed'",
		"the appeal of a pass, under another":   "UPDATE cases SET pass='" + first + "' WHERE kind='AppealLodged'",
		"the appeal of a pass decided by hand":  "UPDATE cases SET status='changed' WHERE kind='AppealLodged'",
		"the appeal of a pass as a refusal":     "UPDATE cases SET kind='Refused', outcome='REFUSE' WHERE kind='AppealLodged'",
		"the appeal of a pass removed":          "DELETE FROM cases WHERE kind='AppealLodged'",
		"what an appeal of a pass says":         "UPDATE records SET sealed=(SELECT sealed FROM records ORDER BY event LIMIT 1) WHERE event=(SELECT event FROM cases WHERE kind='AppealLodged')",
		"a case removed":                        "DELETE FROM cases WHERE status='open'",
		"a case put in":                         "INSERT INTO cases VALUES(1,'Parked','ASK_HEALTH','open','',1)",
		"an index of cases dropped":             "DROP INDEX cases_waiting",
		"a reason removed":                      "DELETE FROM records WHERE event=(SELECT max(no) FROM events WHERE kind='AppealDecided')",
		"a reason exchanged":                    "UPDATE records SET sealed=(SELECT sealed FROM records r JOIN events e ON e.no=r.event WHERE kind='AppealDecided') WHERE event=(SELECT no FROM events WHERE kind='AppealLodged')",
		"an address put right, removed":         "DELETE FROM records WHERE event=(SELECT max(no) FROM events WHERE kind='Amended')",
		"an address put right, as it was":       "UPDATE records SET sealed=(SELECT sealed FROM records WHERE event=(SELECT no FROM events WHERE kind='Corrected')) WHERE event=(SELECT max(no) FROM events WHERE kind='Amended')",
		"an address put right, in clear text":   "UPDATE records SET sealed=CAST('{\"reason\":\"样例\",\"application\":{}}' AS BLOB) WHERE event=(SELECT max(no) FROM events WHERE kind='Amended')",
		"an address put right, not led to":      "UPDATE passes SET record=(SELECT no FROM events WHERE kind='Corrected') WHERE record=(SELECT max(no) FROM events WHERE kind='Amended')",
		"what was put right, by another name":   eventChanged("body=replace(body,'address','building')", "no=(SELECT max(no) FROM events WHERE kind='Amended')"),
		"an address put right, on another pass": eventChanged("pass='"+first+"'", "no=(SELECT max(no) FROM events WHERE kind='Amended')"),
		"a key of one whose address was wrong":  "UPDATE keys SET blind=x'07' WHERE kind='K3' AND pass=(SELECT first_event FROM passes WHERE serial=2)",
		"a record exchanged":                    "UPDATE records SET sealed=(SELECT sealed FROM records ORDER BY event DESC LIMIT 1)",
		"a signed head's text":                  "DROP TRIGGER heads_forever_1; UPDATE heads SET note=replace(note,'station 931','station 932'); " + headTrigger1,
		"a signed head's edge":                  "DROP TRIGGER heads_forever_1; UPDATE heads SET edge=CAST(zeroblob(32)||substr(edge,33) AS BLOB); " + headTrigger1,
		"the heads exchanged":                   "DROP TRIGGER heads_forever_1; UPDATE heads SET (edge,note)=(SELECT edge,note FROM heads ORDER BY event DESC LIMIT 1) WHERE event=(SELECT min(event) FROM heads); " + headTrigger1,
		"an entry of the watch list removed":    "DELETE FROM watch_keys WHERE entry=2; DELETE FROM watch WHERE id=2",
		"an entry of the watch list exchanged":  "UPDATE watch SET sealed=(SELECT sealed FROM watch WHERE id=2) WHERE id=4",
		"an entry put in":                       "INSERT INTO watch SELECT 99, event, ended, whose, sealed FROM watch WHERE id=2",
		"an entry ended by hand":                "UPDATE watch SET ended=event WHERE id=2; DELETE FROM watch_keys WHERE entry=2",
		"an entry that was lifted, back":        "UPDATE watch SET ended=0 WHERE id=3",
		"an entry under another person":         "UPDATE watch SET whose=zeroblob(16) WHERE id=2",
		"a key of the watch list removed":       "DELETE FROM watch_keys WHERE entry=2",
		"a key of the watch list put in":        "INSERT INTO watch_keys VALUES(zeroblob(16), 2)",
		"an answer about an entry turned":       "UPDATE watch_answers SET same=1-same",
		"an answer about an entry removed":      "DELETE FROM watch_answers",
		"an answer about a holder turned":       "UPDATE watch_answers SET same=1-same WHERE event=(SELECT max(no) FROM events WHERE kind='Overridden')",
		"an answer about a holder removed":      "DELETE FROM watch_answers WHERE event=(SELECT max(no) FROM events WHERE kind='Overridden')",
		"why a holder is not the listed person": "DELETE FROM records WHERE event=(SELECT max(no) FROM events WHERE kind='Overridden')",
		"the mark of a list removed":            "DELETE FROM watch_files",
		"a list that was loaded forgotten":      "DELETE FROM imports",
		"a list of more rows":                   "UPDATE imports SET rows=rows+1",
		"a list of another file":                "UPDATE imports SET file=zeroblob(16)",
		"a list that was never loaded":          "INSERT INTO imports SELECT 1, list, file, rows, taken, recalled FROM imports",
		"the head of a close removed":           headRemoved("(SELECT no FROM events WHERE kind='Closed')"),
		"a head that was handed out removed":    headRemoved("(SELECT no FROM events WHERE body->>'format'='head' ORDER BY no LIMIT 1)"),
		"the head of an export removed":         headRemoved("(SELECT max(no)-1 FROM events WHERE body->>'format'='csv')"),
		"a record of no event put in":           "PRAGMA foreign_keys=0; INSERT INTO records VALUES(100000, x'00')",
		"a value put in":                        "INSERT INTO meta VALUES('strange', x'00')",
		"a setting of the desk put in":          "INSERT INTO meta VALUES('setting.papers', x'00')",
		"the settings' reasons removed":         "DELETE FROM meta WHERE key='scheme_setting_reasons'",
		"the settings' reasons of before":       "UPDATE meta SET value=x'" + lostReasons + "' WHERE key='scheme_setting_reasons'",
		"the settings removed":                  "DELETE FROM meta WHERE key='scheme_settings'",
		"an event's operator":                   "DROP TRIGGER events_forever_1; UPDATE events SET operator='x' WHERE no=3",
		"the last event taken off":              "DROP TRIGGER events_forever_2; PRAGMA foreign_keys=0; DELETE FROM events WHERE no=(SELECT max(no) FROM events)",
		"what is known of a paper":              "UPDATE passes SET papers='r' WHERE serial=1",
		"a recall that nobody ended":            "UPDATE passes SET status='reinstated' WHERE serial=1",
		"a key of data that were wrong":         "INSERT INTO keys SELECT kind, x'07', 0, pass FROM keys WHERE kind='K1' LIMIT 1",
		"a key of corrected data gone":          "DELETE FROM keys WHERE kind='K3' AND pass=(SELECT first_event FROM passes WHERE serial=2)",
		"a resident put in":                     "INSERT INTO residents VALUES(99, x'00')",
		"the signed heads removed":              headRemoved("event"),
		"a schema that is newer than it says":   "PRAGMA user_version=2",
		"an index of papers dropped":            "DROP INDEX passes_outstanding",
		"a page of the ledger removed":          "DELETE FROM ledger_rows WHERE page=2; DELETE FROM ledger_pages WHERE page=2",
		"a page of the ledger put in":           "INSERT INTO ledger_pages SELECT 3, event, free, taken, prints, hash FROM ledger_pages WHERE page=2",
		"a page printed once more by hand":      "UPDATE ledger_pages SET prints=2 WHERE page=1",
		"a page's hash":                         "UPDATE ledger_pages SET hash=zeroblob(32) WHERE page=1",
		"a free row more":                       "UPDATE ledger_pages SET taken=taken-1 WHERE page=2",
		"a row of the ledger removed":           "DELETE FROM ledger_rows WHERE page=1 AND row=1",
		"a row of another copy":                 "UPDATE ledger_rows SET copy=2 WHERE page=1 AND row=1",
		"two rows exchanged":                    "UPDATE ledger_rows SET row=row+10 WHERE page=1; UPDATE ledger_rows SET row=13-row WHERE page=1",
		"a row on another page":                 "UPDATE ledger_rows SET page=2, row=9 WHERE page=1 AND row=1",
		"a paper in two rows":                   "DROP INDEX ledger_papers; INSERT INTO ledger_rows SELECT 2, 9, pass, copy, event FROM ledger_rows WHERE page=1 AND row=1",
		"an index of the ledger dropped":        "DROP INDEX ledger_free",
		"where people sign":                     "UPDATE meta SET value=CAST(value||x'00' AS BLOB) WHERE key='setting.sign_on'",
	})
}

// tamperable puts people on the watch list: the third is lifted, one was looked at.
func (p *place) tamperable(third string) {
	list := p.write("watch.csv", "姓名,身份证号,原因\n样例甲,330212********9155,密接\n样例乙,330212198505059163,密接\n样例丙,330212198505059171,密接\n样例丁,330212198505059198,密接\n样例戊,330212198505059315,密接\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控", "--operator", "op")
	p.expect(exitDone, "", "watch", "lift", third, "--reason", "样例", "--operator", "op")
	asked := p.expect(exitDone, `{"name":"样例甲","document":{"number":"330212198505059155"},"declared":true}`, "issue", "--operator", "op").lines(p.t)[0]
	if asked["outcome"] != "ASK_SUPERVISOR" {
		p.t.Fatalf("a masked number: %v", asked)
	}
	p.expect(exitDone, "", "queue", "settle", fmt.Sprint(asked["case"]), "--decision", "two_people", "--reason", "样例", "--operator", "op")
}

// value is one of the station's own values in the store, hex.
func (p *place) value(key string) (found string) {
	p.t.Helper()
	p.lookUp(&found, "SELECT hex(value) FROM meta WHERE key=?", key)
	return found
}

// TestSomebodyElsesRoles: a row of the operators lets nobody do what the log does not,
// and work that was done so is found when the row is as it was.
func TestSomebodyElsesRoles(t *testing.T) {
	p := staffed(t)
	const risen = `UPDATE operators SET roles='["keeper","officer"]' WHERE name='样例志'`
	const back = `UPDATE operators SET roles='["volunteer"]' WHERE name='样例志'`
	refused := func(code int, who string, args ...string) {
		t.Helper()
		s := p.as(who, lineMother, args...)
		if s.code != code {
			t.Errorf("%s: %v: exit %d, want %d\n%s%s", who, args, s.code, code, s.out, s.err)
		}
		twoLanguages(t, s.err)
	}
	p.change(risen)
	refused(exitDenied, "样例志", "settings", "set", "idle_minutes", "7", "--reason", "样例")
	refused(exitDenied, "样例志", "operator", "add", "样例丁", "--roles", "keeper", "--new-passphrase-file", p.file("others"))
	refused(exitDamaged, "样例志", "issue")                                                                   // a volunteer's work, in a register that is only read now
	refused(exitDamaged, "op", "operator", "passphrase", "样例志", "--new-passphrase-file", p.file("others")) // the log would say the roles again
	p.change(back)
	if s := p.as("op", "", "verify"); s.code != exitDone {
		t.Fatalf("put back, nothing done: exit %d\n%s%s", s.code, s.out, s.err)
	}
	if s := p.as("op", "", "operator", "disable", "样例官"); s.code != exitDone {
		t.Fatal(s.err)
	}
	p.change(`UPDATE operators SET disabled=0 WHERE name='样例官'`)
	refused(exitDamaged, "样例官", "find", "ylf")
	p.change(`UPDATE operators SET disabled=1 WHERE name='样例官'`)
	if s := p.as("样例志", "", "verify"); s.code != exitDone {
		t.Errorf("as it was: exit %d\n%s%s", s.code, s.out, s.err)
	}
}
