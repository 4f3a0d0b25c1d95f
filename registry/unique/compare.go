package unique

import (
	"slices"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/name"
)

// likeness of two names.
type likeness int

const (
	otherName   likeness = iota
	soundsAlike          // 轩 and 萱
	variant              // folds alike: 閆 and 闫; or the same words in another order
	respelt              // the same legal name, typed otherwise
	identical
)

// alike compares names. A missing name is like nothing.
func alike(a, b record) likeness {
	switch {
	case a.named.IsZero() || b.named.IsZero():
		return otherName
	case strings.TrimSpace(a.Name) == strings.TrimSpace(b.Name):
		return identical
	case a.named.EqualKey() == b.named.EqualKey():
		return respelt
	case a.named.Fold() == b.named.Fold() || sameWords(a.named, b.named):
		return variant
	case name.Homophone(a.named, b.named):
		return soundsAlike
	}
	return otherName
}

// sameName is a name that is the same, or a variant of it.
func sameName(a, b record) bool { return alike(a, b) >= variant }

// sameWords compares Latin names whose surname stands first on one document and
// last on another.
func sameWords(a, b name.Name) bool {
	x := latinWords(a)
	return x != nil && slices.Equal(x, latinWords(b))
}

// latinWords are the words of a name of more than one, sorted; nil otherwise.
func latinWords(n name.Name) []string {
	words := strings.Fields(strings.ToUpper(n.Legal()))
	if len(words) < 2 {
		return nil
	}
	slices.Sort(words)
	return words
}

// spelling is the warning for a name that is not written the same.
func spelling(a, b record) string {
	if l := alike(a, b); l == respelt || l == variant {
		return "name_variant"
	}
	return ""
}

// sameBirth is true when both are known and equal.
func sameBirth(a, b record) bool { return !a.birth.IsZero() && a.birth == b.birth }

// birthFits is true unless both are known and differ.
func birthFits(a, b record) bool { return a.birth.IsZero() || b.birth.IsZero() || a.birth == b.birth }

// sexFits is true unless both are known and differ.
func sexFits(a, b record) bool { return a.sex == "" || b.sex == "" || a.sex == b.sex }

// orderFits is true unless both birth orders are said and differ.
func orderFits(a, b record) bool {
	return a.BirthOrder == 0 || b.BirthOrder == 0 || a.BirthOrder == b.BirthOrder
}

// sameOrder is true when both are said and equal.
func sameOrder(a, b record) bool { return a.BirthOrder != 0 && a.BirthOrder == b.BirthOrder }

// certsDiffer is true when two birth certificates tell two children apart.
func certsDiffer(a, b record) bool { return a.cert != "" && b.cert != "" && a.cert != b.cert }

func sameCert(a, b record) bool { return a.cert != "" && a.cert == b.cert }

// numbersDiffer is true when two own numbers of one kind tell two people apart.
func numbersDiffer(a, b record) bool {
	return !a.own.isNone() && !b.own.isNone() && a.own.key != b.own.key && a.own.scheme == b.own.scheme && !a.own.isWeak()
}

// nearDay is true of two days that one slip of the hand makes out of each other:
// the next day, day and month swapped, one digit wrong, two neighbours swapped.
func nearDay(a, b civil.Date) bool {
	if a.IsZero() || b.IsZero() || a == b {
		return false
	}
	if d := a.DaysUntil(b); d == 1 || d == -1 {
		return true
	}
	if a.Year() == b.Year() && a.Month() == b.Day() && a.Day() == b.Month() {
		return true
	}
	return oneSlip(a.Compact(), b.Compact())
}

// oneSlip compares strings of one length: one character differs, or two
// neighbours are swapped.
func oneSlip(a, b string) bool {
	var at []int
	for i := range len(a) {
		if a[i] != b[i] {
			at = append(at, i)
		}
	}
	switch len(at) {
	case 1:
		return true
	case 2:
		i, j := at[0], at[1]
		return j == i+1 && a[i] == b[j] && a[j] == b[i]
	}
	return false
}

// nearNumber is true of two numbers of one kind that differ in one or two places.
func nearNumber(a, b number) bool {
	if a.scheme != b.scheme || len(a.norm) != len(b.norm) || a.norm == b.norm {
		return false
	}
	differ := 0
	for i := range len(a.norm) {
		if a.norm[i] != b.norm[i] {
			differ++
		}
	}
	return differ <= 2
}

// disjoint households: both parents of both are known, and none is shared.
func disjoint(a, b record) bool {
	x, y := a.parents(), b.parents()
	return len(x) == 2 && len(y) == 2 && !slices.ContainsFunc(x, func(k string) bool { return slices.Contains(y, k) })
}

// sameHousehold is both parents known on both, and the same.
func sameHousehold(a, b record) bool {
	x := a.parents()
	return len(x) == 2 && slices.Equal(x, b.parents())
}

// linked is a guardian whom the other record names as a parent.
func linked(a, b record) bool {
	return slices.Contains(b.parents(), a.guardian.key) && a.underGuardian() ||
		slices.Contains(a.parents(), b.guardian.key) && b.underGuardian()
}

// state is what a status word means for a second application.
type state int

const (
	inHand   state = iota
	recalled       // an officer settles it, also when the paper came back
	lost
	free // handed back, never handed over, expired: nothing is out
)

func (r record) state() state {
	switch strings.ToLower(strings.TrimSpace(r.Status)) {
	case "recalled", "recall_ordered", "recall", "recalled_returned", "refused", "not_found":
		return recalled
	case "lost", "stolen", "damaged", "spoiled", "reinstated":
		return lost
	case "returned", "expired", "cancelled", "canceled", "voided", "void", "surrendered":
		return free
	}
	return inHand // also a word that is not known: the stricter way
}

// twoStations is true when both records were issued, at different stations.
func twoStations(a, b record) bool {
	return a.Station != "" && b.Station != "" && a.Station != b.Station
}
