// Package scheme knows what differs from city to city: whom a pass is issued
// to, on which sentence of which paper, what is printed on its back, what the
// desk asks, and the numbers (14 days, 7 days, 37.3 °C) in it. A scheme is a
// plain value in a file of its own; a small engine evaluates its rules. It knows
// no person, no register and no clock.
//
// The sentences are cited word for word from the notices and newspapers of
// February and March 2020. A Source is the first part of the document's name in
// the collection (001_098f4768); "EXT …" stands outside it. Where the papers are
// silent or disagree, the stricter reading decides, or the verdict asks
// (ASK_HEALTH, ASK_SUPERVISOR) and shows the sentence.
//
//	in, err := scheme.ParseInputs([]byte(`{"facts":["cross_province"]}`))
//	v, err := scheme.Evaluate("ningbo", in, civil.New(2020, 3, 10))
//	// v.Outcome "REFUSE+ISOLATE7", v.Colour "yellow", v.Reason.ZH "有跨省旅居经历，黄码，居家隔离7天"
//
// # Order of the verdict
//
// Everything said about a person is weighed together, always in this order:
//
//  1. words the scheme does not know are an error, never "nothing said";
//  2. each ground (a fact, a temperature, the colour of a code) is judged by
//     itself, with the tests and the isolation that may clear it; the worst
//     ground decides: hospital, red refused, yellow refused, then questions for
//     the health department. A question never hides a refusal: when another
//     ground refuses, a worse ground that only asks refuses too;
//  3. the desk's own rules, in the order of the scheme's list: false statement,
//     police referral, duplicate, unclear document, guardian, proxy, missing
//     declaration or signature. A false statement outranks the questions of 2,
//     the others come after them;
//  4. only what none of these refuses is issued.
//
// # A new city
//
// A scheme is one file in this folder and nothing else: no list names the schemes,
// and no other package knows one of them. testdata/scheme/yangcheng.go is a whole
// example, of a city that does not exist. The file
//
//   - cites the papers: a [Citation] for each sentence, and their names in Papers;
//   - makes the value, a func that returns a [Scheme]: its comment says what each
//     field is for. What two files of this folder could both mean belongs to the
//     file: give every name the city's own beginning (nb, nx, ls, yc);
//   - says what the desk can enter beside the questions (Entries): what the rules
//     read and nobody can enter would be asked in vain;
//   - writes the rules of the desk word: Grounds (what makes a person red or
//     yellow, and what clears it), then Desk, whose last rule issues. turnedAway
//     makes rules of the table Services, demanded of Evidence;
//   - declares each number as a setting, with its bounds and the paper that gives
//     it, or that the papers are silent. A rule's text names it as {yellow_days};
//   - enrols itself: func init() { enrol(40, yangcheng()) }. The number is its place
//     on the list of the set-up, between those of the others.
//
// What no paper tells needs no line: the deadline of appeals, who decides them, the
// text on the back and for how long a stay in a listed area counts are settings that
// every scheme gets. The number's format is the program's own: the district has
// DivisionDigits digits, 2 to 4, and the number 12 more.
//
// Then go test ./registry/scheme: TestSchemeIsWhole and its neighbours say what is
// missing. A city's cases belong beside it, as rows of testdata/rules.
package scheme

import (
	"fmt"
	"strings"

	"passdesk/registry/civil"
)

// Text is a sentence for people, Chinese first.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// IsZero reports whether nothing is said.
func (t Text) IsZero() bool { return t == Text{} }

// Citation is a sentence of a paper, word for word, and where it stands.
type Citation struct {
	Sentence string
	Source   string // "001_098f4768", or "EXT …" outside the collection
}

// and joins two sentences of one paper, as the rule tables write them.
func (c Citation) and(d Citation) Citation {
	return Citation{c.Sentence + "；" + d.Sentence, c.Source}
}

// Question is asked at the desk with the answer "none" beside it. An answer
// that is not "none" puts Fact into Inputs.Facts, or states the input that Fact
// names; a colour it would bring is named in advance.
type Question struct {
	Fact   string
	Label  Text
	Colour string
	Cite   string
	Source string
}

// Note is one line on the back of the pass.
type Note struct {
	Text   Text
	Cite   string
	Source string
}

// Scheme is a city's or region's pass. Get one from ByCode or All; its slices
// are shared, do not change them.
type Scheme struct {
	Code           string   // "ningbo"
	Title          Text     // 甬行证
	PassName       string   // as printed at the head of the paper
	AuthorityNames []string // the seals, in their order on the paper, three at most
	DivisionPrefix string   // "3302": county codes of the scheme begin with it
	DivisionDigits int      // digits of the district in a pass number, cut from the end of the county code
	IssuedLabel    Text     // what the day of issue is called on the paper; empty: 签证日期, as the eyewitness saw it
	TermSetting    string   // the setting that holds the days of a paper's term; "": no term
	LedgerTitle    string
	Area           Text
	Declaration    Text // printed above the signature
	DeclareCite    Citation
	Questions      []Question
	Entries        []Entry // inputs of the rules that the desk can enter beside the questions
	Facts          []Fact  // words that only this scheme has, beside those of the papers
	BackText       []Note
	Settings       []Setting
	Readings       map[string]Reading     // by rule, where the papers leave room
	Papers         map[string]Text        // by Source: what people call the paper
	OneNumber      Citation               // 证件编号必须一人一号, or what stands for it here
	Appeal         Citation               // 哪里申领哪里申诉，核实后予以变更; empty where the papers say nothing of it
	Recall         Citation               // why a pass of a close contact, of somebody from a severe area or with symptoms is recalled; empty: no paper says
	NoHand         Citation               // why no officer changes what a rule marked Final says
	Unit           Unit                   // whom one pass is for; empty: a person
	Size           Size                   // of the pass; zero: ID-1
	Design         Design                 // how it looks; zero: the house's green
	Services       []Service              // who may be served where; the rules of the desk word are made with it
	Fields         []Field                // of the application form, beside name, document and telephone
	Evidence       []Evidence             // what the desk must have seen, beside the document
	Areas          []Area                 // the dated lists that the papers name; what they leave open a station loads
	Stays          map[AreaKind]StayFacts // what a stay in a listed area comes to, where that is not the usual fact
	DeskWord       string                 // the rule word that decides on an application at the desk

	rank    int                  // place on the list of schemes
	terms   map[string]term      // which dated facts end by themselves
	colours map[string]string    // what a fact means here; a fact not in it asks the health department
	rules   map[string]Procedure // by rule word: "ningbo", "ningbo_gate", "ningbo_recall"
}

// District is the part of a county code (GB/T 2260, six digits) that stands in
// pass numbers: "330212" → "12" in Ningbo, "640104" → "0104" in Ningxia.
func (s Scheme) District(division string) (string, error) {
	ok := len(division) == 6 && strings.Trim(division, "0123456789") == "" &&
		strings.HasPrefix(division, s.DivisionPrefix) && !strings.HasSuffix(division, "00")
	if !ok {
		return "", fmt.Errorf("%w: %q in %s", ErrDivision, division, s.Code)
	}
	return division[6-s.DivisionDigits:], nil
}

// Serves answers whether an issuing point of the kind (community, village,
// enterprise, building, unit, checkpoint, police) serves a person who shows a
// document of the type (words of the documents' rules: RIC18, HK_PERMIT,
// PASSPORT:USA …; "" is a child without one, by a parent's citizen number).
// The outcome is ISSUE, REFER_POLICE or ASK_SUPERVISOR, with reason, sentence
// and advice. It is the desk's verdict on an application that says only this.
func (s Scheme) Serves(kind, docType string) (Verdict, error) {
	in := Inputs{Channel: Word(plainWord(kind)), Doc: Shown(docType), Declared: Yes, Evidence: s.everySeen()}
	if docType == "" {
		in.Doc, in.ParentRelation, in.Age = NoDocument(), "father", new(int)
	}
	if err := in.check(); err != nil {
		return Verdict{}, err
	}
	return s.Evaluate(s.DeskWord, in, civil.Date{})
}
