package unique

import (
	"strconv"
	"strings"
)

// Key is one key of a record, for a blind index. Kind and Value are for ever.
type Key struct {
	Kind  string // K0, K1, K2, K4, KH (hard); K3, number, string, fold (soft)
	Value string
	Hard  bool // two different people never share it, but by an officer's override
}

// KeySet is every key of a record. A store files all of them under their kind;
// to decide on an application it fetches the records that share any key with it,
// and Decide is then as exact as over the whole register.
//
//	number   own and household numbers: siblings, parents, the printed number
//	string   the own number without its kind: one string under two documents
//	fold     the folded name: near numbers, near births, two documents, renewals
//	words    the words of a Latin name in alphabetical order: surname first or last
//
// Where a pass is for a household, only KH is hard: the number stays with the
// household, whose next paper may bear another member's document.
//
// K4 of a child whose birth order is not said carries the name, so that twins do
// not collide in a unique index; Decide sees through it by "number".
type KeySet struct {
	K0, K1, K2, K3, K4 string
	KH                 string   // the household's; "" where a pass is for a person
	Printed            string   // key of the number printed on the pass, "" when it is the own one
	Numbers            []string // own number, guardian's and other parent's keys
	Bare               string
	Fold               string
	Words              string
}

// Keys of a person. Values are plain: seal or hash them before they are stored.
func Keys(p Person) KeySet {
	r := read(p)
	k := KeySet{K0: r.serial(), K1: r.own.key, Printed: r.guardian.key, Numbers: r.numbers(), KH: r.home, Bare: r.own.bare(), Fold: r.named.Fold(), Words: strings.Join(latinWords(r.named), " ")}
	if strings.EqualFold(p.Event, "recall") {
		n := readNumber(p.Number, p.OwnScheme, p.OwnState)
		k.Numbers, k.Bare = append(k.Numbers, n.key), n.norm
		return k
	}
	key := r.named.EqualKey()
	if key != "" && !r.birth.IsZero() {
		k.K3 = join(key, r.birth.Compact(), r.sex)
	}
	if !r.underGuardian() || r.birth.IsZero() {
		return k
	}
	if r.isUnnamed() && r.cert != "" {
		key = "cert:" + r.cert
	}
	order := strconv.Itoa(r.BirthOrder)
	k.K2 = join(r.guardian.key, r.birth.Compact(), r.sex, key, order)
	if parents := r.parents(); len(parents) == 2 {
		who := order
		if r.BirthOrder == 0 {
			who = key
		}
		k.K4 = join(parents[0], parents[1], r.birth.Compact(), r.sex, who)
	}
	return k
}

func join(parts ...string) string { return strings.Join(parts, "|") }

// All lists the keys that are there.
func (k KeySet) All() []Key {
	person := k.KH == ""
	list := make([]Key, 0, 4)
	for _, key := range [...]Key{{"K0", k.K0, true}, {"KH", k.KH, true}, {"K1", k.K1, person}, {"K2", k.K2, person}, {"K4", k.K4, person},
		{"K3", k.K3, false}, {"string", k.Bare, false}, {"fold", k.Fold, false}, {"words", k.Words, false}} {
		if key.Value != "" {
			list = append(list, key)
		}
	}
	for _, n := range k.Numbers {
		if n != "" {
			list = append(list, Key{"number", n, false})
		}
	}
	return list
}

// Same reports a shared hard key: the same person or household, but for an
// override.
func (k KeySet) Same(o KeySet) bool {
	if k.KH != "" || o.KH != "" {
		return k.KH == o.KH
	}
	return k.K0 != "" && k.K0 == o.K0 || k.K1 != "" && k.K1 == o.K1 || k.K2 != "" && k.K2 == o.K2 || k.K4 != "" && k.K4 == o.K4
}

// bare is the own number without its kind; "" for a citizen's 18 digits, which
// no other kind of document can bear: most people need no such key.
func (n number) bare() string {
	if n.isCitizen() {
		return ""
	}
	return n.norm
}

var blanks = strings.NewReplacer(" ", "", "-", "", "　", "")

// serial is the pass number without the spaces and dashes it is printed with.
func (r record) serial() string {
	return strings.ToUpper(blanks.Replace(r.Serial))
}
