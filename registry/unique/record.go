package unique

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
)

// record is a Person whose numbers, name and words were read.
type record struct {
	Person
	named    name.Name
	own      number // none for a child without one
	guardian number // none for a person under an own printed number
	other    number
	cert     string
	birth    civil.Date // as typed, else from the own number
	sex      string
	home     string // the household's key; "" where a pass is for a person
}

// number is a document number as far as it can be read. One that cannot be read
// is compared as written.
type number struct {
	iddoc.Number
	scheme string // RIC18, HK_PERMIT, PASSPORT:USA …
	norm   string
	key    string // scheme:norm, "" for none
	birth  civil.Date
	sex    string
	bad    string // why a citizen number cannot be one: bad_check, bad_date …
}

func (n number) isNone() bool { return n.key == "" }

func readNumber(typed, declared, state string) number {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return number{}
	}
	declared = declaredWord(declared, state)
	r := iddoc.Read(typed, declared, civil.Date{})
	if n := r.Number; !n.IsZero() {
		key := n.Key()
		return number{Number: n, scheme: strings.TrimSuffix(key, ":"+n.Norm()), norm: n.Norm(), key: key, birth: n.Birth(), sex: n.Sex().String()}
	}
	if declared == "" || declared == "AUTO" {
		declared = guessed(r.Type)
	}
	n := asWritten(typed, declared)
	if r.Type.IsCitizen() && len(r.Reason) > 0 {
		n.bad = r.Reason[0]
	}
	return n
}

// guessed is the kind that a number seems to be, when nobody declared one.
func guessed(t iddoc.Type) string {
	if t == "" || t == iddoc.TypeUnknown || t == iddoc.TypeMasked || t.IsWrongDoc() {
		return "UNKNOWN"
	}
	return string(t)
}

// declaredWord is what iddoc.Read is told: a passport by its state, also when it
// was read from the machine readable zone.
func declaredWord(declared, state string) string {
	d := strings.ToUpper(strings.TrimSpace(declared))
	state = strings.ToUpper(strings.TrimSpace(state))
	switch {
	case state != "" && (d == "" || d == "MRZ_TD3" || strings.HasPrefix(d, "PASSPORT")):
		return "PASSPORT:" + state
	case d == "RIC15":
		return "RIC18"
	}
	return d
}

// asWritten takes a number that cannot be read: upper case, no separators, and
// the birth date and sex that stand in 18 characters.
func asWritten(typed, declared string) number {
	norm := strings.ToUpper(strings.Join(strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" -.·　", r) }), ""))
	n := number{scheme: declared, norm: norm, key: declared + ":" + norm}
	if len(norm) == 18 {
		n.birth, _ = civil.ParseCompact(norm[6:14]) // none, when it is no day
		n.sex = []string{"F", "M"}[norm[16]&1]
	}
	return n
}

// isCitizen is a mainland citizen's number.
func (n number) isCitizen() bool { return n.scheme == "RIC18" }

// isWeak is a number that changes when the document is renewed.
func (n number) isWeak() bool {
	return strings.HasPrefix(n.scheme, "PASSPORT") || slices.Contains([]string{"FPR15", "MIL_ID", "UNKNOWN"}, n.scheme)
}

func read(p Person) record {
	r := record{Person: p, cert: certificate(p.BirthCert), home: scheme.HouseholdKey(p.Home)}
	r.named, _, _ = name.Parse(p.Name) // no name: compared with nothing
	r.own = readNumber(p.OwnNumber, p.OwnScheme, p.OwnState)
	if r.own.scheme == "BIRTH_CERT" { // a certificate tells children apart; it is no own number
		r.own, r.cert = number{}, r.own.norm
	}
	r.guardian = readNumber(p.PrintedNumber, p.PrintedScheme, p.PrintedState)
	if r.guardian.key == r.own.key || isSelf(p.PrintedOwner) {
		if r.own.isNone() {
			r.own = r.guardian
		}
		r.guardian = number{}
	}
	r.other = readNumber(p.OtherParent, p.OtherScheme, "")
	r.birth, r.sex = p.Birth, sexOf(p.Sex)
	if r.birth.IsZero() {
		r.birth = r.own.birth
	}
	if r.sex == "" {
		r.sex = r.own.sex
	}
	return r
}

func certificate(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}

func sexOf(s string) string {
	switch strings.ToUpper(strings.TrimSpace(s)) {
	case "M", "MALE", "男":
		return "M"
	case "F", "FEMALE", "女":
		return "F"
	}
	return ""
}

func isSelf(owner string) bool {
	return slices.Contains([]string{"self", "own", "holder", "本人"}, strings.ToLower(strings.TrimSpace(owner)))
}

// applies is an application, not something that happened to a pass.
func (r record) applies() bool {
	return slices.Contains([]string{"", "apply", "application", "issue", "new", "register"}, strings.ToLower(strings.TrimSpace(r.Event)))
}

// isChild is a record under a guardian's number, or one of a minor with neither.
func (r record) isChild() bool { return r.own.isNone() || !r.guardian.isNone() }

// underGuardian is a child whose pass carries a guardian's number.
func (r record) underGuardian() bool { return !r.guardian.isNone() }

// isUnnamed is a newborn with no name yet: so marked, or named after the parent.
func (r record) isUnnamed() bool {
	if r.Unnamed {
		return true
	}
	n := r.named.EqualKey()
	return r.isChild() && slices.ContainsFunc([]string{"之子", "之女", "未取名", "未定", "待定"}, func(s string) bool { return strings.HasSuffix(n, s) })
}

var parentWords = []string{"father", "mother", "parent", "dad", "mum", "mom", "父", "母", "父亲", "母亲", "爸爸", "妈妈",
	"adoptive_father", "adoptive_mother", "养父", "养母"}

// byParent is a guardian who is one parent (父母一方).
func (r record) byParent() bool {
	return slices.Contains(parentWords, strings.ToLower(strings.TrimSpace(r.PrintedOwner)))
}

// parentSex is the sex that the relation states, "" when it states none.
func (r record) parentSex() string {
	switch w := strings.ToLower(r.PrintedOwner); {
	case strings.HasSuffix(w, "father") || w == "dad" || strings.ContainsAny(w, "父爸"):
		return "M"
	case strings.HasSuffix(w, "mother") || w == "mum" || w == "mom" || strings.ContainsAny(w, "母妈"):
		return "F"
	}
	return ""
}

// parents are the keys of the household, the known ones.
func (r record) parents() []string {
	var list []string
	for _, n := range []number{r.guardian, r.other} {
		if !n.isNone() && !slices.Contains(list, n.key) {
			list = append(list, n.key)
		}
	}
	slices.Sort(list)
	return list
}

// numbers are the keys that this record puts on a pass or knows its household by.
func (r record) numbers() []string {
	list := r.parents()
	if !r.own.isNone() {
		list = append(list, r.own.key)
	}
	return list
}

func (r record) sharesNumber(o record) bool {
	return slices.ContainsFunc(r.numbers(), func(k string) bool { return slices.Contains(o.numbers(), k) })
}

// sameGuardian is one number printed on both.
func (r record) sameGuardian(o record) bool {
	return r.underGuardian() && r.guardian.key == o.guardian.key
}
