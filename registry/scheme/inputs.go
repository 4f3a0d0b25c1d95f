package scheme

import (
	"fmt"
	"strings"

	"passdesk/registry/civil"
)

// Answer is yes, no, or not said. The zero value is not said.
type Answer uint8

// The three answers. JSON true, false and null.
const (
	Unsaid Answer = iota
	Yes
	No
)

// Inputs is everything the rules ask about one person, under the names of the
// rule tables. The zero value says nothing: a healthy person who has arrived.
type Inputs struct {
	Today civil.Date `json:"today,omitzero"` // overrides the day that Evaluate is given

	// Health grounds and what may clear them.
	Facts     []string    `json:"facts,omitzero"`
	Arrived   Answer      `json:"arrived,omitzero"` // arrived unless No
	Temp      *float64    `json:"temp,omitempty"`   // °C, measured now
	Been      []Stay      `json:"been,omitempty"`   // where, and the last day there
	NAAT      []Test      `json:"naat,omitempty"`
	Isolation *Isolation  `json:"isolation,omitempty"`
	Now       []string    `json:"now,omitempty"`           // facts of the day itself: answered beside the list, {"fever":true}
	HealthOK  Answer      `json:"health_dept_ok,omitzero"` // the health department confirmed it in writing
	Dated     []DatedFact `json:"dated,omitempty"`         // facts with the day from which they are true
	Employer  *Employer   `json:"employer,omitempty"`
	Colour    Word        `json:"colour,omitempty"` // of an electronic code the person holds

	// Work that crosses provinces.
	TruckDriver     Answer `json:"truck_driver,omitzero"`
	VehiclePass     Word   `json:"vehicle_pass,omitempty"` // issued by: police, transport, civil_affairs
	Protection      Answer `json:"protection,omitzero"`
	Abnormal        Answer `json:"abnormal,omitzero"`
	SpecialCommuter Answer `json:"special_commuter,omitzero"`
	EmployerProof   Answer `json:"employer_proof,omitzero"`

	// The person and the papers shown.
	Age            *int       `json:"age,omitempty"`
	Birth          civil.Date `json:"birth,omitzero"` // gives the age when Age does not
	Minor          Answer     `json:"minor,omitzero"` // where no age is said
	Smartphone     Answer     `json:"smartphone,omitzero"`
	Doc            Document   `json:"doc,omitzero"`
	Channel        Word       `json:"channel,omitempty"` // kind of issuing point, or online
	ParentID       Document   `json:"parent_id,omitzero"`
	ParentRelation Word       `json:"parent_relation,omitempty"`
	Guardian       Word       `json:"guardian,omitempty"` // relation of whoever stands for the child
	HukouNumber    Document   `json:"hukou_number,omitzero"`
	Foreigner      Answer     `json:"foreigner,omitzero"`
	Applicant      Word       `json:"applicant,omitempty"` // self, or who came instead
	ProxyReason    string     `json:"proxy_reason,omitempty"`
	Signature      Answer     `json:"signature,omitzero"`
	Declared       Answer     `json:"declared,omitzero"`
	IDMatches      Answer     `json:"id_matches,omitzero"` // what is stated, the document and the person agree
	Evidence       Seen       `json:"evidence,omitempty"`  // papers that the desk has seen, beside the document
	ActivePass     Answer     `json:"existing_active_pass,omitzero"`
	EarlierPass    Word       `json:"existing_pass,omitempty"` // active, recalled, lost …
	PassLost       Answer     `json:"pass_lost,omitzero"`      // lost or damaged: the next copy is asked for
	FalseStatement Answer     `json:"false_statement,omitzero"`

	// The gate, recall and appeal.
	Pass          Word   `json:"pass,omitempty"` // active, recalled, lost …
	IDShown       Answer `json:"id_shown,omitzero"`
	HasIDCard     Answer `json:"has_id_card,omitzero"`
	Place         Word   `json:"place,omitempty"`
	Event         Word   `json:"event,omitempty"`
	Cleared       Answer `json:"cleared,omitzero"`
	AppealStation Word   `json:"appeal_station,omitempty"`  // same, or another
	IssuedAt      Word   `json:"issuing_station,omitempty"` // the station that issued, where AppealStation is a station too

	// Ningxia: the code and the card.
	CheckinDays    *int         `json:"checkin_days_ago,omitempty"`
	Reported       Answer       `json:"reported,omitzero"` // filled in what the grey code asks for
	LastCheckin    civil.Date   `json:"last_checkin,omitzero"`
	Checkins       []civil.Date `json:"checkin_days,omitempty"`
	Cured          Answer       `json:"cured,omitzero"`
	CuredOn        civil.Date   `json:"cured_on,omitzero"`
	Institution    *int         `json:"institution_reports,omitempty"` // days in a row
	InstReportDays []civil.Date `json:"institution_report_days,omitempty"`
	InstGap        Answer       `json:"institution_reports_gap,omitzero"`
	SelfReports    *int         `json:"self_reports,omitempty"` // days in a row
	SelfReportDays []civil.Date `json:"self_report_days,omitempty"`
	SelfGap        Answer       `json:"self_reports_gap,omitzero"`
	LowRiskDays    *int         `json:"low_risk_days,omitempty"`
	LowRiskSince   civil.Date   `json:"low_risk_since,omitzero"`
	Managed        Answer       `json:"managed,omitzero"`
	Need           Answer       `json:"need,omitzero"`
	Excluded       []string     `json:"excl,omitzero"`
	Card           Word         `json:"card,omitempty"` // valid, expired …
	CardDays       *int         `json:"card_days,omitempty"`
	CardIssued     civil.Date   `json:"card_issued,omitzero"`
	CodeColour     Word         `json:"code_colour,omitempty"`
	Standard       string       `json:"colour_standard,omitempty"`
	Paper          Word         `json:"paper,omitempty"` // Lishui: estate_pass, health_cert, work_cert
	IDChecked      Answer       `json:"id_checked,omitzero"`
	ToFactory      Answer       `json:"returning_to_factory,omitzero"`
	IsolatedDays   *int         `json:"isolation_days,omitempty"`
	Appeal         Plea         `json:"appeal,omitempty"`
	Screenshot     Answer       `json:"screenshot,omitzero"`
	Borrowed       Answer       `json:"borrowed_code,omitzero"` // somebody else's code

	unknown []string // input names that no rule knows and that say something
}

// Word is one word of a script in its plain spelling; null and "none" read as
// "none", not said as "".
type Word string

// Plea is what an appeal asks for; true is "an appeal, nothing more said".
type Plea string

// Document is a kind of document: a type word of the documents' rules, "none"
// for a person who has none, or not said (the zero value).
type Document struct{ word string }

// Shown is a document of the type, by its word: RIC18, HK_PERMIT, PASSPORT:USA.
func Shown(docType string) Document { return Document{strings.ToUpper(strings.TrimSpace(docType))} }

// NoDocument is said of a person who has none.
func NoDocument() Document { return Document{"none"} }

// Type is the type word; "" when none or not said.
func (d Document) Type() string {
	if d.word == "none" {
		return ""
	}
	return d.word
}

// Said reports whether anything is said, "none" included.
func (d Document) Said() bool { return d.word != "" }

// IsNone reports a document that the person is said not to have.
func (d Document) IsNone() bool { return d.word == "none" }

// Test is one nucleic acid test.
type Test struct {
	Day    civil.Date
	Result Result
}

// Result of a test.
type Result string

// The three results; Pending is "the result is not there yet".
const (
	Negative Result = "neg"
	Positive Result = "pos"
	Pending  Result = "unknown"
)

// Isolation is medical observation at home or in a centre. DaysDone wins over
// Start; the day of arrival is day 0.
type Isolation struct {
	Start        civil.Date `json:"start,omitzero"`
	DaysDone     *int       `json:"days_done,omitempty"`
	ReleasePaper Answer     `json:"release_paper,omitzero"`
	Symptoms     Answer     `json:"symptoms,omitzero"`
	Rechecked    Answer     `json:"symptoms_rechecked,omitzero"`
	Place        string     `json:"place,omitempty"`  // home or central: NB-A3
	Ground       Word       `json:"ground,omitempty"` // red or yellow: NB-A2
}

// Employer is a returning worker's test under 甬防办[2020]38号.
type Employer struct {
	Doc38 Answer `json:"doc38,omitzero"`
	NAAT  Result `json:"naat,omitempty"`
	Ref   string `json:"ref,omitempty"` // file reference
}

// days counts finished days of isolation on the day; ok is false when nothing
// says how many.
func (i *Isolation) days(today civil.Date) (n int, ok bool) {
	switch {
	case i == nil:
		return 0, false
	case i.DaysDone != nil:
		return *i.DaysDone, true
	case i.Start.IsZero() || today.IsZero():
		return 0, false
	}
	return i.Start.DaysUntil(today), true
}

// age is the age in years; ok is false when nothing says it.
func (in Inputs) age(today civil.Date) (n int, ok bool) {
	switch {
	case in.Age != nil:
		return *in.Age, true
	case in.Birth.IsZero() || today.IsZero():
		return 0, false
	}
	return in.Birth.AgeOn(today), true
}

// check refuses values that cannot be meant.
func (in Inputs) check() error {
	for _, n := range []struct {
		name string
		n    *int
		max  int
	}{
		{"age", in.Age, 130}, {"checkin_days_ago", in.CheckinDays, 10000}, {"institution_reports", in.Institution, 10000},
		{"self_reports", in.SelfReports, 10000}, {"low_risk_days", in.LowRiskDays, 50000}, {"isolation_days", in.IsolatedDays, 10000},
		{"card_days", in.CardDays, 10000},
	} {
		if n.n != nil && (*n.n < 0 || *n.n > n.max) {
			return outOfRange(n.name)
		}
	}
	if i := in.Isolation; i != nil && i.DaysDone != nil && (*i.DaysDone < 0 || *i.DaysDone > 10000) {
		return outOfRange("isolation.days_done")
	}
	if len(in.Dated) > mostFacts || len(in.Been) > mostFacts || len(in.NAAT) > mostFacts {
		return badInput(fmt.Sprintf("带日期的事实、地点或检测多于 %d 条", mostFacts), fmt.Sprintf("more than %d dated facts, stays or tests", mostFacts))
	}
	for _, days := range []int{len(in.Checkins), len(in.InstReportDays), len(in.SelfReportDays)} {
		if days > mostDays {
			return badInput(fmt.Sprintf("一列日期多于 %d 天", mostDays), fmt.Sprintf("more than %d days in a list", mostDays))
		}
	}
	if in.Temp != nil && (*in.Temp < 30 || *in.Temp > 45) {
		return badInput("temp 是摄氏度，应在 30 到 45 之间", "temp must be degrees Celsius from 30 to 45")
	}
	for _, d := range []Document{in.Doc, in.ParentID, in.HukouNumber} {
		if err := d.check(); err != nil {
			return err
		}
	}
	if in.Channel != "" && !knownChannel(in.Channel) {
		return unknownWord("发放渠道", "channel", string(in.Channel))
	}
	return nil
}

// channels are the kinds of issuing points (发放点), the door-to-door service and
// the desk-less "online", with the spellings that scripts use for them.
const channels = " community village enterprise building unit checkpoint police door estate online none " +
	"neighbourhood neighborhood residential_community residents_committee neighbourhood_committee village_committee grid property street township home door_to_door " +
	"company factory employer office office_building hospital school card_point announcement_point " + policeChannels

const policeChannels = "police_station public_security public_security_bureau local_police 派出所 公安 公安机关 "

func knownChannel(w Word) bool { return strings.Contains(channels, " "+string(w)+" ") }

// documentTypes are the words of the documents' rules, and the spellings that
// scripts use for them.
const documentTypes = " RIC18 RIC15 HMT_RES FPR18 FPR15 HK_PERMIT MO_PERMIT HK_MO TW_PERMIT TW PASSPORT_CN PASSPORT_FOREIGN PASSPORT " +
	"BIRTH_CERT BIRTH MIL_ID MIL HUKOU TEMP_ID MRZ_TD3 MRZ_TD1 "

func (d Document) check() error {
	w := d.Type()
	if w == "" || strings.Contains(documentTypes, " "+w+" ") || strings.HasPrefix(w, "PASSPORT:") {
		return nil
	}
	return unknownWord("证件种类", "document type", w)
}
