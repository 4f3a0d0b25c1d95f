package watch

import (
	"cmp"
	"slices"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/unique"
)

// Fit is how surely an entry means a person.
type Fit string

// The fits. Only Exact states facts; Guardian warns; the others ask.
const (
	None     Fit = ""
	Exact    Fit = "number"    // the document number, and no other name than what is seen of it
	Guardian Fit = "guardian"  // the number is that of a parent or guardian
	Conflict Fit = "conflict"  // the number, and clearly another's name
	Masked   Fit = "masked"    // a masked number that fits, and the name
	Named    Fit = "name"      // the name and the birth date
	NameOnly Fit = "name_only" // the name, and the list says nothing beside it
	Twofold  Fit = "document"  // the name and the characters of the number, on another kind of document
	Unclear  Fit = "unclear"   // the person is meant, and the list does not say why
	Answered Fit = "confirmed" // somebody looked, and said that it is this person
)

// Asks reports a fit that somebody has to look at.
func (f Fit) Asks() bool {
	return f == Conflict || f == Masked || f == Named || f == NameOnly || f == Twofold || f == Unclear
}

// Counts reports a fit by which the entry speaks about the person.
func (f Fit) Counts() bool { return f == Exact || f == Answered }

// Key is a text by which the entries about a person are found: the same for an
// entry and for everybody whom it may mean. Seal or hash it before it is stored.
type Key struct{ Label, Value string }

// Labels of the keys. They are for ever: a register's blind index is made of them.
const (
	labelNumber = "watch number"
	labelBare   = "watch bare"
	labelName   = "watch name"
	labelBorn   = "watch born"
	labelFind   = "watch find" // no check asks for it: by it somebody finds a name on the list
)

// Keys are those under which the entry is filed.
func (e Entry) Keys() []Key {
	k := unique.Keys(e.person())
	var keys []Key
	if e.Name != "" {
		keys = append(keys, Key{labelFind, nameKey(k)})
	}
	if e.Mask != "" || e.NameOnly() {
		return append(keys, Key{labelName, nameKey(k)})
	}
	if e.Number != "" && e.Kind != "" {
		keys = append(keys, Key{labelNumber, k.K1})
	}
	if k.Bare != "" {
		keys = append(keys, Key{labelBare, k.Bare})
	}
	if e.Name != "" && !e.Birth.IsZero() {
		keys = append(keys, bornKey(k, e.Birth))
	}
	return keys
}

// KeysOf are those under which entries about the person are looked for: own
// number, parents' numbers, name, name and birth. The person's own keys are known
// to whoever asks.
func KeysOf(p unique.Person, k unique.KeySet) []Key {
	keys := make([]Key, 0, 12)
	for _, n := range k.Numbers {
		keys = append(keys, Key{labelNumber, n})
	}
	if k.Bare != "" {
		keys = append(keys, Key{labelBare, k.Bare})
	}
	keys = append(keys, Key{labelName, nameKey(k)})
	keys = append(keys, maskedNameKeys(p.Name)...)
	if !p.Birth.IsZero() {
		keys = append(keys, bornKey(k, p.Birth))
	}
	return keys
}

// FindKeys are those under which whatever an officer typed is looked for: a
// document number, or else a name.
func FindKeys(typed string) []Key {
	if strings.ContainsAny(typed, "0123456789") {
		k := unique.Keys(unique.Person{OwnNumber: typed})
		return []Key{{labelNumber, k.K1}, {labelBare, k.Bare}}
	}
	return []Key{{labelFind, nameKey(unique.Keys(unique.Person{Name: typed}))}}
}

// Whose names the person and the source: a newer entry under it replaces the
// older. It is sealed or hashed like a key.
func (e Entry) Whose() Key {
	k := unique.Keys(e.person())
	who := "name:" + nameKey(k) + "|" + e.Birth.Compact()
	switch {
	case e.Mask != "":
		who = "mask:" + e.Mask + "|" + nameKey(k)
	case e.Number != "":
		who = "number:" + k.K1
	}
	return Key{"watch whose", e.Source + "\x00" + who}
}

// About reports whether two entries under one Whose mean one person: a child who is
// named under a parent's number is not the parent.
func (e Entry) About(o Entry) bool {
	return compare(e.Name, o.Name) != otherName || coversName(e.Name, o.Name) || coversName(o.Name, e.Name)
}

// Vaguer reports that the entry shows less of its person's name than another: a part of
// it, or nothing. What shows less may mean somebody else under the same number.
func (e Entry) Vaguer(o Entry) bool { return shown(e.Name) < shown(o.Name) }

// PersonKey is a key for somebody whose entry was looked at: the surest that the
// person has.
func PersonKey(p unique.Person) Key {
	k := unique.Keys(p)
	return Key{"watch person", cmp.Or(k.K1, k.K2, k.K3)}
}

// nameKey is the name as it is looked for: folded, or the words of a Latin name in
// alphabetical order.
func nameKey(k unique.KeySet) string { return cmp.Or(k.Words, k.Fold) }

func bornKey(k unique.KeySet, birth civil.Date) Key {
	return Key{labelBorn, nameKey(k) + "|" + birth.Compact()}
}

// person is the entry in the words of the uniqueness rules.
func (e Entry) person() unique.Person {
	return unique.Person{Name: e.Name, OwnScheme: e.declared(), OwnNumber: e.Number, OwnState: e.State, Birth: e.Birth}
}

func (e Entry) declared() string {
	if e.State != "" && strings.HasPrefix(e.Kind, "PASSPORT") {
		return "PASSPORT:" + e.State
	}
	return e.Kind
}

// Fits says how surely the entry means the person.
func (e Entry) Fits(p unique.Person) Fit {
	f := e.means(p)
	if f == Exact && e.Why == Other {
		return Unclear
	}
	return f
}

func (e Entry) means(p unique.Person) Fit {
	mine, own := unique.Keys(e.person()), unique.Keys(p)
	names := compare(e.Name, p.Name)
	switch {
	case e.Mask != "":
		if (names == sameName || coversName(e.Name, p.Name)) && e.masks(p) {
			return Masked
		}
		return None
	case e.NameOnly() && names == sameName:
		return NameOnly
	case e.Number == "":
		return e.named(p, names, own)
	case mine.K1 == own.K1, e.Kind == "" && mine.Bare != "" && mine.Bare == own.Bare:
		if names == otherName && !coversName(e.Name, p.Name) {
			return Conflict
		}
		return Exact
	case slices.Contains(own.Numbers, mine.K1) && names == sameName: // the list names the child
		return Exact
	case slices.Contains(own.Numbers, mine.K1):
		return Guardian
	case mine.Bare != "" && mine.Bare == own.Bare && names != otherName:
		return Twofold
	}
	return e.named(p, names, own)
}

// named: the same name and birth date. Two citizens' numbers that differ are two
// people, whatever else agrees.
func (e Entry) named(p unique.Person, names likeness, own unique.KeySet) Fit {
	mine := unique.Keys(e.person())
	citizens := strings.HasPrefix(mine.K1, "RIC18:") && strings.HasPrefix(own.K1, "RIC18:")
	if names != sameName || citizens || e.Birth.IsZero() || e.Birth != p.Birth {
		return None
	}
	return Named
}

// masks reports whether the mask fits the own number, or a parent's under which
// the person is entered.
func (e Entry) masks(p unique.Person) bool {
	pattern, err := iddoc.ParsePattern(e.Mask)
	if err != nil {
		return false
	}
	for _, n := range []struct{ kind, number, state string }{
		{p.OwnScheme, p.OwnNumber, p.OwnState}, {p.PrintedScheme, p.PrintedNumber, p.PrintedState},
	} {
		if n.number == "" {
			continue
		}
		if read := iddoc.Read(n.number, n.kind, civil.Date{}).Number; pattern.Matches(read) {
			return true
		}
	}
	return false
}

type likeness int

const (
	unsaid likeness = iota // one of the two has no name
	sameName
	otherName
)

// compare holds a listed name against a person's: spelling, old forms and the
// order of Latin words do not matter here, since it only asks.
func compare(listed, person string) likeness {
	a, _, errA := name.Parse(listed)
	b, _, errB := name.Parse(person)
	if errA != nil || errB != nil {
		return unsaid
	}
	if a.EqualKey() == b.EqualKey() || a.Fold() == b.Fold() {
		return sameName
	}
	x, y := unique.Keys(unique.Person{Name: listed}), unique.Keys(unique.Person{Name: person})
	if x.Words != "" && x.Words == y.Words {
		return sameName
	}
	return otherName
}
