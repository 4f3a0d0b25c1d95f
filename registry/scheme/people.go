package scheme

import (
	"slices"
	"strings"
)

// kind sorts document types by whom the papers speak of.
type kind int

const (
	noDocument   kind = iota
	citizenCard       // 居民身份证, or a paper that proves the same number
	oldCard           // the withdrawn 15-digit card: a number, no valid card
	residence         // 港澳台居民居住证: a citizen number, but no 居民身份证
	hmtPermit         // travel permits of Hong Kong, Macau and Taiwan residents
	foreignPaper      // passports and foreigners' residence cards
	otherPaper        // a Chinese passport, a soldier's card: not said in the papers
	childPaper        // birth certificate, household book: a child without a card
)

func (d Document) kind() kind {
	switch w := d.Type(); {
	case w == "":
		return noDocument
	case w == "RIC18" || w == "TEMP_ID":
		return citizenCard
	case w == "RIC15":
		return oldCard
	case w == "HMT_RES":
		return residence
	case strings.HasPrefix(w, "HK") || strings.HasPrefix(w, "MO_") || strings.HasPrefix(w, "TW"):
		return hmtPermit
	case w == "BIRTH_CERT" || w == "BIRTH" || w == "HUKOU":
		return childPaper
	case w == "PASSPORT_CN" || w == "PASSPORT:CHN" || strings.HasPrefix(w, "MIL"):
		return otherPaper
	case w == "PASSPORT:HKG" || w == "PASSPORT:MAC" || w == "PASSPORT:TWN":
		return hmtPermit
	}
	return foreignPaper
}

// docKind is true when the document shown is of one of these kinds.
func docKind(want ...kind) Cond {
	return func(c *Case) bool { return c.Doc.Type() != "" && slices.Contains(want, c.Doc.kind()) }
}

// docType is true when the document shown is one of these types.
func docType(want ...string) Cond {
	return func(c *Case) bool { return slices.Contains(want, c.Doc.Type()) }
}

// withoutCard is a person said to have no identity card of any kind.
func withoutCard(c *Case) bool { return c.Doc.IsNone() || c.Doc.kind() == childPaper }

// ownNumber is a citizen number from the household book, with no card yet.
func ownNumber(c *Case) bool { return c.HukouNumber.Type() != "" }

func parentNumberMissing(c *Case) bool { return c.ParentID.IsNone() }

// relation is whoever stands for the child: the parent, or another guardian.
func relation(c *Case) Word {
	for _, w := range []Word{c.ParentRelation, c.Guardian} {
		if w != "" && w != "none" {
			return w
		}
	}
	return ""
}

const parents = " father mother parent parents dad mum mom 父 母 父亲 母亲 爸爸 妈妈 父母 adoptive_father adoptive_mother 养父 养母 "

// byParent is a child who comes under one parent's number (父母一方). Adoptive
// parents are parents in law; step-parents and everyone else are asked about.
func byParent(c *Case) bool {
	r := relation(c)
	return r == "" && c.ParentID.Type() != "" || r != "" && isParent(r)
}

func isParent(w Word) bool { return strings.Contains(parents, " "+string(w)+" ") }

func otherGuardian(c *Case) bool { return relation(c) != "" && !isParent(relation(c)) }

const self = " self 本人 applicant holder own "

// byProxy is somebody else applying. A parent or guardian who comes for a child
// is no proxy.
func byProxy(c *Case) bool {
	w := c.Applicant
	switch {
	case w == "" || w == "none" || strings.Contains(self, " "+string(w)+" "):
		return false
	case isParent(w) || w == "guardian" || w == "监护人":
		return !youngerThan("child_age")(c)
	}
	return true
}

func proxyExplained(c *Case) bool { return strings.TrimSpace(c.ProxyReason) != "" }

func policeDesk(c *Case) bool {
	return c.Channel == "police" || c.Channel != "" && strings.Contains(" "+policeChannels, " "+string(c.Channel)+" ")
}
