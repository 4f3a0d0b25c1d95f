// Package unique decides "one person, one number" (证件编号必须一人一号, 000 and
// 001): is this application a new person, somebody who has a pass, a sibling, a
// twin, or a typing error? It knows people as the register and a form write
// them; it knows no store, no clock and no colour rules, and it changes nothing.
// The desk, scripts and the collector upstream ask the same Decide.
//
// # Keys
//
//	K0  the pass number
//	K1  document scheme and own number. A 15-digit number has the key of its 18
//	    digits, a permit that of its lifetime part, a passport that of state and number
//	K2  a child with no own number: guardian's scheme and number, birth, sex,
//	    name key (legal form without spaces), birth order
//	K3  name key, birth and sex over all guardians: soft, it only asks
//	K4  household {both parents}, birth, sex, order: hard
//	KH  the household, where a pass is for one (Person.Home): hard, and the others
//	    only lead to the household that somebody has a pass with
//
// The number printed on a pass is never a key: a child's pass carries a
// parent's. A child's own number in the household book is K1 even then.
//
// # Order of the decision
//
// The first that speaks decides: number of another person's pass (K0), a number
// that is wrong or contradicts the application, KH, K1, exchange for a child's first card (K1
// and K3), K2 and K4, a parent whom only the police serve, the same child under
// another guardian (K3), near birth dates and namesakes, age and guardian,
// the same person under two documents. What is left is issued, with the
// warnings that apply.
//
//	d := unique.Decide(existing, application, civil.New(2020, 3, 10))
//	// d.Outcome "BLOCK", d.Key "K1", d.Against 0
package unique

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// Outcomes of Decide. ISSUE, REISSUE and UPGRADE carry the number the person
// already has, if Against names a record of that person.
const (
	Issue      = "ISSUE"
	Reissue    = "REISSUE"        // the same number, next copy
	Upgrade    = "UPGRADE"        // a child's first card: paper exchanged, number stays
	Block      = "BLOCK"          // has an active pass, or the application contradicts itself
	Supervisor = "ASK_SUPERVISOR" // an officer settles it
	Police     = "REFER_POLICE"   // only the police serve this parent
	Conflict   = "CONFLICT"       // two stations issued: found on merging
	RecallOne  = "RECALL_ONE"     // a recall names one pass
	Ask        = "ASK"            // a recall does not name one pass
)

// Decision is what to do with an application (or a recall) and why.
type Decision struct {
	Outcome  string
	Warning  string      // the first of Warnings, "" when none
	Reason   scheme.Text // no name and no number in it
	Key      string      // the key that decided: K0, K1, K2, K3, K4, KH, "" when none did
	Against  int         // index of the existing record that decided, -1 none
	Shown    int         // index of the record to lay beside the application: Against, or the one that a warning is about; -1 none
	Open     string      // the warning that asks whether the applicant and the record Shown are one person; "" when nothing is open
	Related  []int       // indexes to show beside it: siblings, parent, children under the number
	Warnings []string    // all that apply, the weightiest first
	// NewStands is said of a CONFLICT: the new record was issued first and keeps
	// its number; the existing one is fetched back. Issue time, then station.
	NewStands bool
}

// Person is one pass of the register, an application, or a recall (Event
// "recall" with Number and Name; other events are not for these rules), as the
// rule tables write them. Numbers and names may be as typed: Decide and Keys
// normalise them.
type Person struct {
	OwnScheme string     `json:"own_scheme,omitempty"` // a declared word of iddoc.Read; "" is read from the number
	OwnNumber string     `json:"own_number,omitempty"` // "" a child without one
	OwnState  string     `json:"own_state,omitempty"`  // ISO alpha-3, where OwnScheme does not say it
	Typed     string     `json:"typed,omitempty"`      // as it was written on the form
	IssueNo   string     `json:"issue_no,omitempty"`   // renewal digits of a permit
	Role      string     `json:"role,omitempty"`
	Name      string     `json:"name,omitempty"`
	Birth     civil.Date `json:"birth,omitzero"`
	Sex       string     `json:"sex,omitempty"` // M or F

	PrintedNumber string `json:"printed_number,omitempty"` // the guardian's, printed on a child's pass
	PrintedOwner  string `json:"printed_owner,omitempty"`  // father, mother, grandmother …
	PrintedScheme string `json:"printed_scheme,omitempty"` // "" is read from the number
	PrintedState  string `json:"printed_state,omitempty"`  // as OwnState
	Carded        bool   `json:"carded,omitempty"`         // the paper bears the own number by now; PrintedNumber is the parent's of before
	OtherParent   string `json:"other_parent,omitempty"`   // number of the other parent
	OtherScheme   string `json:"other_scheme,omitempty"`
	BirthOrder    int    `json:"birth_order,omitempty"` // 0 not said; a stillborn twin counts, so 2 may stand alone
	BirthCert     string `json:"birth_cert,omitempty"`  // 出生医学证明
	Unnamed       bool   `json:"unnamed,omitempty"`     // 姓名未定

	// Home names the household, in its one spelling, where the scheme gives a pass
	// to households; "" everywhere else.
	Home string `json:"household_unit,omitempty"`

	Station string `json:"station,omitempty"`
	Status  string `json:"status,omitempty"` // active, recalled, lost, returned …
	Serial  string `json:"serial,omitempty"` // the pass number
	Issued  string `json:"issued,omitempty"` // RFC 3339 or a day: orders two stations' records
	Channel string `json:"channel,omitempty"`

	Event  string `json:"event,omitempty"`
	Number string `json:"number,omitempty"` // of a recall; may be masked
}

// Decide weighs an application against the existing records. It is exact when
// existing holds at least every record that shares a key with the application
// (see Keys); more records change nothing but Related. Today gives ages.
//
// Settled are warnings that an officer has settled for this applicant: a question
// with one of them that rests on no other record is passed over. That a record is
// somebody else's is said by leaving it out of existing.
func Decide(existing []Person, application Person, today civil.Date, settled ...string) Decision {
	return Usual.Decide(existing, application, today, settled...)
}

// Decide is the package's Decide with a scheme's own ages.
func (l Limits) Decide(existing []Person, application Person, today civil.Date, settled ...string) Decision {
	c := newCase(existing, application, today)
	c.limits = l
	if strings.EqualFold(application.Event, "recall") {
		return c.recall()
	}
	if !c.new.applies() {
		return c.finish(answer(Ask, "", "unknown_event", -1, "不认识的事由，不作为申领处理", "This event is not known: it is no application"))
	}
	for _, rule := range rules {
		if d, decided := rule(c); decided && !d.settledBy(settled) {
			return c.finish(d)
		}
	}
	return c.finish(c.issue())
}

func (d Decision) settledBy(warnings []string) bool {
	return d.Outcome == Supervisor && d.Against < 0 && slices.ContainsFunc(d.Warnings, func(w string) bool { return slices.Contains(warnings, w) })
}

// rules in the order in which they speak.
var rules = []func(*decision) (Decision, bool){
	(*decision).sameSerial,
	(*decision).badNumber,
	(*decision).contradiction,
	(*decision).household,
	(*decision).sameNumber,
	(*decision).firstCard,
	(*decision).sameChild,
	(*decision).policeParent,
	(*decision).anotherGuardian,
	(*decision).nearlySameChild,
	(*decision).unknownPerson,
	(*decision).childOfAge,
	(*decision).guardianInDoubt,
	(*decision).twoDocuments,
}

// decision is the case before the rules: everything read once.
type decision struct {
	limits Limits
	old    []record
	new    record
	today  civil.Date
}

func newCase(existing []Person, application Person, today civil.Date) *decision {
	c := &decision{new: read(application), today: today, old: make([]record, len(existing))}
	for i, p := range existing {
		c.old[i] = read(p)
	}
	return c
}

// answer is a decision against one record; i is -1 for none.
func answer(outcome, key, warning string, i int, zh, en string) Decision {
	d := Decision{Outcome: outcome, Key: key, Against: i, Shown: -1, Reason: scheme.Text{ZH: zh, EN: en}}
	if warning != "" {
		d.Warnings = []string{warning}
	}
	return d
}

// finish adds what every decision shows: the first warning and the relatives.
func (c *decision) finish(d Decision) Decision {
	if len(d.Warnings) > 0 {
		d.Warning = d.Warnings[0]
	}
	if d.Against >= 0 {
		d.Shown, d.Open = d.Against, d.openQuestion()
	}
	if d.Related == nil {
		d.Related = c.relatives(d.Against)
	}
	return d
}

// relatives are the records that share a printed or own number with the
// application, but for the one that decided.
func (c *decision) relatives(but int) []int {
	var list []int
	for i, r := range c.old {
		if i != but && r.sharesNumber(c.new) {
			list = append(list, i)
		}
	}
	return list
}
