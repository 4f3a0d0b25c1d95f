package unique_test

import (
	"encoding/json"
	"strings"
	"testing"

	"passdesk/registry/unique"
)

// The sample persons, as the rule table writes them.
const (
	father  = `{"own_scheme":"RIC18","own_number":"330212198505059315","role":"holder","name":"样例父","birth":"1985-05-05","sex":"M","station":"S1","status":"active"}`
	eldest  = `{"own_number":null,"printed_number":"330212198505059315","printed_owner":"father","name":"样例长子","birth":"2014-04-01","sex":"M","station":"S1","status":"active"}`
	newborn = `{"own_number":null,"printed_number":"330212198505059315","printed_owner":"father","name":"样例之子","birth":"2020-03-01","sex":"M","station":"S1","status":"active","unnamed":true}`
	hkAdult = `{"own_scheme":"HK_PERMIT","own_number":"H91234567","role":"holder","name":"样例港","birth":"1985-05-05","sex":"M","station":"S1","status":"active"}`
	usAdult = `{"own_scheme":"PASSPORT:USA","own_number":"912345678","role":"holder","name":"SAMPLE TESTPERSON","birth":"1980-02-03","sex":"M","station":"S1","status":"active"}`
)

// with replaces parts of a sample: pairs of old and new text.
func with(person string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(person)
}

// TestBeyondTheTable: what the same rules say of cases that the table leaves out.
func TestBeyondTheTable(t *testing.T) {
	const (
		mother = `"printed_number":"330203198706069345","printed_owner":"mother"`
		dad    = `"printed_number":"330212198505059315","printed_owner":"father"`
	)
	for _, c := range []struct{ name, existing, application, decision, warning string }{
		{"first issue", ``, father, "ISSUE", ""},
		{"lower-case x", with(father, "330212198505059315", "11010519491231002X", "1985-05-05", "1949-12-31", `"M"`, `"F"`),
			with(father, "330212198505059315", "11010519491231002x", "1985-05-05", "1949-12-31", `"M"`, `"F"`), "BLOCK", ""},
		{"full-width digits and spaces", father, with(father, "330212198505059315", "３３０２１２ 19850505 9315"), "BLOCK", ""},
		{"15 digits typed now, 18 on file", with(father, "330212198505059315", "330204194605129036", "1985-05-05", "1946-05-12"),
			with(father, "330212198505059315", "330204460512903", "1985-05-05", "1946-05-12"), "BLOCK", ""},
		{"name with a space, same number", father, with(father, "样例父", "样例 父"), "BLOCK", "name_variant"},
		{"recalled, and another name", with(father, "active", "recalled"), with(father, "样例父", "样例他人"), "BLOCK", "name_mismatch"},
		{"lost, name variant", with(father, "active", "lost", "样例父", "闫样例"), with(father, "样例父", "閆样例"), "REISSUE", "name_variant"},
		{"expired", with(father, "active", "expired"), father, "ISSUE", ""},
		{"merge, other name", father, with(father, "样例父", "样例他人", "S1", "S2"), "CONFLICT", "name_mismatch"},
		{"recalled at another station", with(father, "active", "recalled"), with(father, "S1", "S2"), "ASK_SUPERVISOR", "recalled"},
		{"namesakes, different birth and number", father, with(father, "330212198505059315", "330204194605129036", "1985-05-05", "1946-05-12"), "ISSUE", ""},
		{"namesakes, same birth, different number", father, with(father, "330212198505059315", "330203198505051237"), "ISSUE", "namesake"},
		{"number says a woman, form says a man", ``, with(father, `"M"`, `"F"`), "BLOCK", "sex_mismatch"},
		{"a wrong check digit", ``, with(father, "330212198505059315", "330212198505059316"), "BLOCK", "bad_check"},
		{"a parent's number with a wrong check digit", ``, with(eldest, "330212198505059315", "330212198505059316"), "BLOCK", "bad_check"},
		{"one passport number, two states", usAdult, with(usAdult, "USA", "GBR", "SAMPLE TESTPERSON", "OTHER PERSON"), "ISSUE", ""},
		{"passport and permanent residence card", usAdult, with(usAdult, `"PASSPORT:USA"`, `"FPR15"`, "912345678", "USA330280020312"), "ASK_SUPERVISOR", "same_person_two_documents"},
		{"renewed passport, surname last", usAdult, with(usAdult, "912345678", "876543210", "SAMPLE TESTPERSON", "Testperson Sample"), "ASK_SUPERVISOR", "same_name_birth_nationality"},
		{"passport with its state apart", usAdult, with(usAdult, `"PASSPORT:USA"`, `"PASSPORT_FOREIGN","state":"USA"`), "BLOCK", ""},
		{"HK permit with renewal digits typed", hkAdult, with(hkAdult, "H91234567", "H9123456701"), "BLOCK", ""},
		{"another HK permit", hkAdult, with(hkAdult, "H91234567", "H55555555", "样例港", "样例澳"), "ISSUE", ""},

		{"same child again", eldest, eldest, "BLOCK", ""},
		{"same child, lost", with(eldest, "active", "lost"), eldest, "REISSUE", ""},
		{"same child, recalled", with(eldest, "active", "recalled"), eldest, "ASK_SUPERVISOR", "recalled"},
		{"same child, returned", with(eldest, "active", "returned"), eldest, "ISSUE", ""},
		{"same child and father, two stations", eldest, with(eldest, "S1", "S2"), "CONFLICT", "merge"},
		{"same child under the mother, same station", eldest, with(eldest, dad, mother), "ASK_SUPERVISOR", "same_child_two_guardians"},
		{"the mother, whom the first record names", with(eldest, `"status"`, `"other_parent":"330203198706069345","status"`), with(eldest, dad, mother), "BLOCK", "same_child_two_guardians"},
		{"one family each: namesakes", with(eldest, `"status"`, `"other_parent":"330203198706069345","status"`),
			with(eldest, "330212198505059315", "330204198001011238", `"status"`, `"other_parent":"330204198101011243","status"`), "ISSUE", "namesake"},
		{"household, twins of one sex with orders", with(eldest, `"status"`, `"other_parent":"330203198706069345","birth_order":1,"status"`),
			with(eldest, "样例长子", "样例次子", `"status"`, `"other_parent":"330203198706069345","birth_order":2,"status"`), "ISSUE", "twins"},
		{"household, one order twice, other name", with(eldest, `"status"`, `"other_parent":"330203198706069345","birth_order":1,"status"`),
			with(eldest, "样例长子", "样例改名", `"status"`, `"other_parent":"330203198706069345","birth_order":1,"status"`), "BLOCK", "name_mismatch"},
		{"household, order not said, other name", with(eldest, `"status"`, `"other_parent":"330203198706069345","status"`),
			with(eldest, "样例长子", "样例次子", `"status"`, `"other_parent":"330203198706069345","status"`), "ISSUE", "twins"},
		{"same name, another sex", eldest, with(eldest, `"M"`, `"F"`), "ASK_SUPERVISOR", "sex_mismatch"},
		{"birth one digit off", eldest, with(eldest, "2014-04-01", "2014-04-11"), "ASK_SUPERVISOR", "near_birth"},
		{"birth near, another guardian", eldest, with(eldest, dad, mother, "2014-04-01", "2014-04-02"), "ASK_SUPERVISOR", "near_birth"},
		{"folded name, one child or two", with(eldest, "样例长子", "样例闫"), with(eldest, "样例长子", "样例閆"), "BLOCK", "name_variant"},
		{"second child, stillborn twin counted", ``, with(eldest, `"status"`, `"birth_order":2,"status"`), "ISSUE", ""},
		{"sibling by the household", with(eldest, `"status"`, `"other_parent":"330203198706069345","status"`),
			with(eldest, dad, mother, "样例长子", "样例次女", "2014-04-01", "2017-09-09", `"M"`, `"F"`), "ISSUE", "siblings"},

		{"unnamed twins by order", with(newborn, `"status"`, `"birth_order":1,"status"`), with(newborn, `"status"`, `"birth_order":2,"status"`), "ISSUE", "twins"},
		{"unnamed twins by certificate", with(newborn, `"status"`, `"birth_cert":"T330123456","status"`), with(newborn, `"status"`, `"birth_cert":"T330123457","status"`), "ISSUE", "twins"},
		{"the same unnamed newborn", newborn, newborn, "BLOCK", ""},
		{"the newborn has a name now", newborn, with(newborn, "样例之子", "样例新名", `,"unnamed":true`, ``), "ASK_SUPERVISOR", "named_later"},

		{"own number, father's number printed, again by card", with(eldest, `"own_number":null`, `"own_number":"330212201404019319"`),
			`{"own_scheme":"RIC18","own_number":"330212201404019319","name":"样例长子","birth":"2014-04-01","sex":"M"}`, "UPGRADE", "same_child"},
		{"own number in the book is found later, same paper", eldest, with(eldest, `"own_number":null`, `"own_number":"330212201404019319"`), "BLOCK", "same_child"},
		{"card first, then under the father", `{"own_scheme":"RIC18","own_number":"330212201404019319","name":"样例长子","birth":"2014-04-01","sex":"M","status":"active"}`, eldest, "ASK_SUPERVISOR", "same_child"},
		{"first card, pass recalled", with(eldest, "active", "recalled"), `{"own_scheme":"RIC18","own_number":"330212201404019319","name":"样例长子"}`, "ASK_SUPERVISOR", "recalled"},
		{"first card, the number says a girl", eldest, `{"own_scheme":"RIC18","own_number":"330212201404019327","name":"样例长子"}`, "ASK_SUPERVISOR", "sex_mismatch"},
		{"two siblings with own numbers and one name", with(eldest, `"own_number":null`, `"own_number":"330212201404019319"`),
			with(eldest, `"own_number":null`, `"own_number":"330212201608081237"`, "2014-04-01", "2016-08-08", `"sex":"M",`, ``), "ISSUE", "siblings"},

		{"adoptive mother", ``, with(eldest, dad, `"printed_number":"330203198706069345","printed_owner":"adoptive_mother"`), "ISSUE", ""},
		{"stepfather", ``, with(eldest, `"father"`, `"stepfather"`), "ASK_SUPERVISOR", "guardian_not_parent"},
		{"orphan", ``, `{"own_number":null,"printed_number":null,"printed_owner":"institution","name":"样例长子","birth":"2014-04-01","sex":"M"}`, "ASK_SUPERVISOR", "guardian_not_parent"},
		{"third cousin under an accepted grandmother", with(eldest, dad, `"printed_number":"330204195001019017","printed_owner":"grandmother"`),
			with(eldest, dad, `"printed_number":"330204195001019017","printed_owner":"grandmother"`, "样例长子", "样例乙", "2014-04-01", "2016-08-08"), "ISSUE", "siblings"},
		{"parent eleven years older", ``, with(eldest, "330212198505059315", "33021220030101123X"), "ASK_SUPERVISOR", "parent_age"},
		{"parent younger than the child", ``, with(eldest, "330212198505059315", "330212201601011236"), "BLOCK", "parent_age"},
		{"the father has a woman's number", ``, with(eldest, "330212198505059315", "330203198706069345"), "ISSUE", "parent_sex"},
		{"Macau parent", ``, with(eldest, "330212198505059315", "M91234567"), "REFER_POLICE", ""},
		{"Taiwan parent", ``, with(eldest, `"330212198505059315"`, `"91234567","printed_scheme":"TW_PERMIT"`), "REFER_POLICE", ""},
		{"Hong Kong parent, at the police", ``, with(eldest, `"330212198505059315"`, `"H91234567","printed_scheme":"HK_PERMIT","channel":"police"`), "ISSUE", ""},
		{"parent with a residence permit", ``, with(eldest, "330212198505059315", "810000197001019014"), "ASK_SUPERVISOR", "guardian_residence_permit"},
		{"foreign parent, child with a citizen number", ``, with(eldest, `"330212198505059315"`, `"912345678","printed_scheme":"PASSPORT:USA"`, `"own_number":null`, `"own_number":"330212201404019319"`), "ISSUE", ""},
		{"born tomorrow", ``, with(eldest, "2014-04-01", "2020-03-11"), "BLOCK", "future_birth"},
		{"turns 16 today", ``, with(eldest, "2014-04-01", "2004-03-10"), "ASK_SUPERVISOR", "minor_age"},
		{"turns 16 tomorrow", ``, with(eldest, "2014-04-01", "2004-03-11"), "ISSUE", ""},
		{"the son comes for his own pass, named as the father", with(eldest, "样例长子", "样例父"), father, "ISSUE", "same_name_parent_child"},

		{"one pass number, one person", `{"serial":"NB-S1-000001","name":"样例父"}`, `{"serial":"NB S1 000001","name":"样例父"}`, "BLOCK", ""},
		{"one pass number, one person, lost", `{"serial":"NB-S1-000001","name":"样例父","status":"lost"}`, `{"serial":"NB-S1-000001","name":"样例父"}`, "REISSUE", ""},
		{"two numbers of two stations' own", `{"serial":"NB-S1-000001","name":"样例父"}`, `{"serial":"NB-S2-000001","name":"样例母"}`, "ISSUE", ""},
		{"the number of a pass that was handed back", `{"serial":"NB-S1-000001","name":"样例父","status":"returned"}`, `{"serial":"NB-S1-000001","name":"样例母"}`, "BLOCK", "serial_reuse"},
		{"one pass number, namesakes", `{"serial":"1","name":"样例父","own_number":"330212198505059315"}`, `{"serial":"1","name":"样例父","own_number":"330204194605129036"}`, "BLOCK", "serial_reuse"},

		{"recall, number and name of the only pass", father, `{"event":"recall","number":"330212198505059315","name":"样例父"}`, "RECALL_ONE", ""},
		{"recall by number, one pass", father, `{"event":"recall","number":"330212198505059315"}`, "RECALL_ONE", ""},
		{"recall by a parent's number, only the child has a pass", eldest, `{"event":"recall","number":"330212198505059315"}`, "ASK", "ambiguous"},
		{"recall of a parent who has no pass", eldest, `{"event":"recall","number":"330212198505059315","name":"样例父"}`, "ASK", "name_mismatch"},
		{"recall, father and son of one name", father + "," + with(eldest, "样例长子", "样例父"), `{"event":"recall","number":"330212198505059315","name":"样例父"}`, "ASK", "ambiguous"},
		{"recall, father and son of one name, with the birth date", father + "," + with(eldest, "样例长子", "样例父"),
			`{"event":"recall","number":"330212198505059315","name":"样例父","birth":"1985-05-05"}`, "RECALL_ONE", "related"},
		{"recall, mask without a name", father, `{"event":"recall","number":"330212********9315"}`, "ASK", "ambiguous"},
		{"recall of nobody", father, `{"event":"recall","number":"330204194605129036","name":"样例老"}`, "ASK", "not_found"},
		{"recall again", with(father, "active", "recalled"), `{"event":"recall","number":"330212198505059315","name":"样例父"}`, "ASK", "already_recalled"},
		{"recall, name variant", with(father, "样例父", "闫样例"), `{"event":"recall","number":"330212198505059315","name":"閆样例"}`, "RECALL_ONE", "name_variant"},
		{"recall by pass number", with(father, `"status"`, `"serial":"1213 1170 0042 28","status"`), `{"event":"recall","serial":"12131170004228"}`, "RECALL_ONE", ""},
		{"recall of a father whose pass was recalled, his child has one", with(father, "active", "recalled") + "," + eldest, `{"event":"recall","number":"330212198505059315","name":"样例父"}`, "ASK", "already_recalled"},
		{"recall, one mask and name, two people", father + "," + with(father, "330212198505059315", "330212199001019315", "1985-05-05", "1990-01-01"), `{"event":"recall","number":"330212********9315","name":"样例父"}`, "ASK", "ambiguous"},
		{"an event that is no application", father, `{"event":"return","number":"330212198505059315","name":"样例父"}`, "ASK", "unknown_event"},
		{"an application, said as one", father, with(father, `"status"`, `"event":"apply","status"`), "BLOCK", ""},
		{"nobody's number at all", ``, `{"own_number":null,"name":"样例父","birth":"1985-05-05","sex":"M"}`, "ASK_SUPERVISOR", "no_number"},
		{"nothing is said", father, `{}`, "ASK_SUPERVISOR", "no_number"},
		{"a child without a birth date", ``, with(eldest, `"birth":"2014-04-01",`, ``), "ASK_SUPERVISOR", "birth_missing"},
		{"foreign parent, the state apart", ``, with(eldest, `"330212198505059315"`, `"912345678","printed_scheme":"PASSPORT","printed_state":"USA"`), "REFER_POLICE", ""},
		{"foreign parent, the state unsaid", ``, with(eldest, `"330212198505059315"`, `"912345678","printed_scheme":"PASSPORT_FOREIGN"`), "REFER_POLICE", ""},
		{"card of a child who stands under two guardians", eldest + "," + with(eldest, dad, `"printed_number":"330204195001019017","printed_owner":"grandmother"`),
			`{"own_scheme":"RIC18","own_number":"330212201404019319","name":"样例长子","birth":"2014-04-01","sex":"M"}`, "ASK_SUPERVISOR", "same_child_two_guardians"},
		{"card, at another station's desk", eldest, `{"own_scheme":"RIC18","own_number":"330212201404019319","name":"样例长子","birth":"2014-04-01","sex":"M","station":"S2"}`, "UPGRADE", "same_child"},
		{"an own number and another certificate: twins of one name", with(eldest, `"status"`, `"birth_cert":"T330123456","status"`),
			with(eldest, `"own_number":null`, `"own_number":"330212201404019319"`, `"status"`, `"birth_cert":"T330123457","status"`), "ASK_SUPERVISOR", "twins_same_name"},
		{"near day and namesake among siblings: the nearer is asked", with(eldest, "2014-04-01", "2010-08-20") + "," + eldest, with(eldest, "2014-04-01", "2014-04-02"), "ASK_SUPERVISOR", "near_birth"},
		{"recall by a name alone", father, `{"event":"recall","name":"样例父"}`, "ASK", "name_only"},
	} {
		var existing []unique.Person
		var application unique.Person
		if err := json.Unmarshal([]byte("["+c.existing+"]"), &existing); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if err := json.Unmarshal([]byte(c.application), &application); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := unique.Decide(existing, application, ruleDay)
		if got.Outcome != c.decision || got.Warning != c.warning {
			t.Errorf("%s: got %s %q (%s %v), want %s %q", c.name, got.Outcome, got.Warning, got.Key, got.Warnings, c.decision, c.warning)
		}
	}
}
