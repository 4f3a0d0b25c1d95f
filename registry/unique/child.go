package unique

import (
	"slices"
	"strings"

	"passdesk/registry/scheme"
)

// firstCard: a child who was entered under a guardian comes with a number of its
// own (U38, U39). Birth and sex inside the number must match the old record.
func (c *decision) firstCard() (Decision, bool) {
	if c.new.own.isNone() {
		return c.weightiest(c.cardBefore)
	}
	d, found := c.weightiest(c.cardLater)
	if found && d.Outcome == Upgrade && c.anotherChild(d.Against) {
		return answer(Supervisor, "K3", "same_child_two_guardians", d.Against, "两位监护人名下各有同名同生日的孩子：领到身份证的是哪一个须核对",
			"A child of this name and birth stands under two guardians: whose card is this?"), true
	}
	return d, found
}

func (c *decision) cardLater(i int, r record) (Decision, bool) {
	n := c.new
	if !r.own.isNone() || !r.underGuardian() || !sameName(n, r) || certsDiffer(n, r) {
		return Decision{}, false
	}
	switch {
	case n.underGuardian() && !n.sameGuardian(r) && !linked(n, r):
		return Decision{}, false // another guardian: asked about as K3
	case sameBirth(n, r) && !sexFits(n, r):
		return answer(Supervisor, "K1+K3", "sex_mismatch", i, "号码中的性别与旧记录不同", "Sex in the number differs from the record"), true
	case sameBirth(n, r) && !orderFits(n, r):
		return Decision{}, false
	case sameBirth(n, r):
		return c.cardOf(i), true
	case nearDay(n.birth, r.birth) && sexFits(n, r):
		return answer(Supervisor, "K1+K3", "birth_mismatch", i, "号码中的生日与旧记录不同", "Birth date in the number differs from the record"), true
	}
	return Decision{}, false
}

// anotherChild: beside the record that the card fits, another household has a
// child of this name, birth and sex with a paper out.
func (c *decision) anotherChild(fits int) bool {
	f := c.old[fits]
	return c.any(func(r record) bool {
		return r.own.isNone() && r.underGuardian() && !r.sameGuardian(f) && !linked(r, f) && r.state() != free &&
			sameName(c.new, r) && sameBirth(c.new, r) && sexFits(c.new, r)
	})
}

// cardOf exchanges the paper. A number from the household book alone changes
// nothing on the paper: it is added to the record, and there is no second paper.
func (c *decision) cardOf(i int) Decision {
	r := c.old[i]
	switch {
	case c.new.underGuardian():
		return c.byState(i, "K2", first(spelling(c.new, r), "same_child"))
	case c.merges(i):
		return c.conflict(i, "K1+K3", "same_child")
	case r.isUnnamed(): // "之子" is nobody's name for long
		return answer(Supervisor, "K1+K3", "named_later", i, "旧记录是未取名新生儿：是否同一孩子须核对", "The record is of an unnamed newborn: the same child?")
	case r.state() == recalled:
		return c.byState(i, "K1+K3", "same_child")
	case spelling(c.new, r) != "":
		return answer(Supervisor, "K1+K3", "name_variant", i, "姓名写法不同，是否同一孩子须核对", "The name is written otherwise: the same child?")
	}
	return upgrade(i, "K1+K3")
}

func upgrade(i int, key string) Decision {
	return answer(Upgrade, key, "same_child", i,
		"孩子领到身份证：换发，旧证收回，编号关联", "Child now has a card: exchange the paper, the number stays")
}

// cardBefore is the other way about: a pass under an own number is out, and the
// same child comes under a guardian.
func (c *decision) cardBefore(i int, r record) (Decision, bool) {
	n := c.new
	if !n.underGuardian() || r.own.isNone() || r.underGuardian() || r.own.key == n.guardian.key ||
		!sameName(n, r) || !sameBirth(n, r) || !sexFits(n, r) || !orderFits(n, r) || certsDiffer(n, r) {
		return Decision{}, false
	}
	if c.merges(i) {
		return c.conflict(i, "K1+K3", "same_child"), true
	}
	return answer(Supervisor, "K3", "same_child", i, "同名同生日者已有本人号码的证，疑为同一孩子", "Same name and birth under an own number: the same child?"), true
}

// sameChild: K2, K4, and the birth certificate.
func (c *decision) sameChild() (Decision, bool) {
	if !c.new.underGuardian() {
		return Decision{}, false
	}
	return c.weightiest(c.asChild)
}

func (c *decision) asChild(i int, r record) (Decision, bool) {
	n := c.new
	if !r.underGuardian() || numbersDiffer(n, r) || certsDiffer(n, r) || !birthFits(n, r) || !sexFits(n, r) {
		return Decision{}, false
	}
	household := sameHousehold(n, r)
	key := "K2"
	if household {
		key = "K4"
	}
	if !n.sameGuardian(r) && !household && !linked(n, r) {
		return Decision{}, false
	}
	if n.isUnnamed() != r.isUnnamed() && (orderFits(n, r) || sameCert(n, r)) && !sameName(n, r) {
		return c.namedLater(i, r, key)
	}
	switch {
	case sameCert(n, r):
		return c.byState(i, key, first(spelling(n, r), nameMismatch(n, r))), true
	case household && sameOrder(n, r) && !sameName(n, r):
		return c.byState(i, key, "name_mismatch"), true
	case !sameName(n, r) || !orderFits(n, r):
		return Decision{}, false
	case !n.sameGuardian(r) && !household:
		return c.byState(i, "K4", "same_child_two_guardians"), true
	case alike(n, r) == variant && r.state() != inHand && r.state() != recalled:
		return answer(Supervisor, key, "name_variant", i, "姓名写法不同，是同一孩子还是两个孩子须核对", "The name is written otherwise: one child or two?"), true
	}
	return c.byState(i, key, spelling(n, r)), true
}

// namedLater: a newborn entered without a name and a child with one, of the same
// parent, day and sex: the same child, or its twin.
func (c *decision) namedLater(i int, r record, key string) (Decision, bool) {
	if r.isUnnamed() {
		return answer(Supervisor, key, "named_later", i, "同父（母）同日有未取名新生儿：是已取名还是另一孩子，须核对", "An unnamed newborn of the same parent and day: named now, or another child?"), true
	}
	return answer(Supervisor, key, "unnamed", i, "同父（母）同日已有取名的孩子：是同一孩子还是双胞胎，须核对", "A named child of the same parent and day: the same child, or a twin?"), true
}

func nameMismatch(a, b record) string {
	if sameName(a, b) {
		return ""
	}
	return "name_mismatch"
}

func first(words ...string) string {
	i := slices.IndexFunc(words, func(w string) bool { return w != "" })
	if i < 0 {
		return ""
	}
	return words[i]
}

// policeParent: Hong Kong, Macau, Taiwan and foreign parents go to the police
// (可向属地公安机关申领, 000), unless the child has a citizen number of its own.
func (c *decision) policeParent() (Decision, bool) {
	n := c.new
	if !n.underGuardian() || n.own.isCitizen() || n.Channel == "police" {
		return Decision{}, false
	}
	switch s := n.guardian.scheme; {
	case s == "HK_PERMIT" || s == "MO_PERMIT" || s == "TW_PERMIT" || s == "PASSPORT:HKG" || s == "PASSPORT:MAC" || s == "PASSPORT:TWN":
		return answer(Police, "K2", "", -1, "港澳台家长：向公安机关申领", "HMT parent: police"), true
	case s == "FPR18" || s == "FPR15" || n.guardian.isForeignPassport():
		return answer(Police, "K2", "", -1, "家长为外籍：向公安机关申领", "Foreign parent: police"), true
	case s == "HMT_RES":
		return answer(Supervisor, "K2", "guardian_residence_permit", -1, "家长持港澳台居民居住证，是否仍限公安不明", "The parent holds an HMT residence permit: police only?"), true
	}
	return Decision{}, false
}

func (n number) isForeignPassport() bool {
	return strings.HasPrefix(n.scheme, "PASSPORT") && n.scheme != "PASSPORT_CN" && n.scheme != "PASSPORT:CHN"
}

// anotherGuardian: K3, the same name, birth and sex under another guardian.
func (c *decision) anotherGuardian() (Decision, bool) {
	if !c.new.underGuardian() {
		return Decision{}, false
	}
	return c.weightiest(c.underAnother)
}

func (c *decision) underAnother(i int, r record) (Decision, bool) {
	n := c.new
	if !r.underGuardian() || n.sameGuardian(r) || numbersDiffer(n, r) || certsDiffer(n, r) || !sameName(n, r) || disjoint(n, r) || !sexFits(n, r) {
		return Decision{}, false
	}
	switch {
	case sameBirth(n, r) && c.merges(i):
		d := c.conflict(i, "K3", "")
		d.Reason = scheme.Text{ZH: "父母在两站各领一张：合并时列入核查", EN: "Parents at two stations: found at merge, recall the later"}
		return d, true
	case sameBirth(n, r) && r.state() == recalled:
		return c.byState(i, "K3", "same_child_two_guardians"), true
	case sameBirth(n, r):
		return answer(Supervisor, "K3", "same_child_two_guardians", i, "疑重复", "Probably a duplicate"), true
	case nearDay(n.birth, r.birth):
		return answer(Supervisor, "K3", "near_birth", i, "同名、生日相近、监护人不同：疑同一孩子", "Same name, birth nearly equal, another guardian: same child?"), true
	}
	return Decision{}, false
}

// nearlySameChild: one guardian, one name, and a birth or a sex that differs.
func (c *decision) nearlySameChild() (Decision, bool) { return c.weightiest(c.nearlyThis) }

func (c *decision) nearlyThis(i int, r record) (Decision, bool) {
	n := c.new
	if !n.sameGuardian(r) || !sameName(n, r) || numbersDiffer(n, r) || n.isUnnamed() && r.isUnnamed() {
		return Decision{}, false
	}
	switch {
	case sameBirth(n, r) && !sexFits(n, r):
		return answer(Supervisor, "K2", "sex_mismatch", i, "同父（母）同名同生日、性别不同：疑填错", "Same parent, name and birth, another sex: a typing error?"), true
	case sameBirth(n, r):
		return answer(Supervisor, "K2", "twins_same_name", i, "同日生同名：双胞胎同名极少，核对", "Same birth day and the same name: twins seldom share a name, ask"), true
	case nearDay(n.birth, r.birth):
		return c.nearBirth(i), true
	case !birthFits(n, r):
		return answer(Supervisor, "K2", "namesake_sibling", i, "同父同名不同生日：兄弟同名极少，核对", "Same parent, same name, other birth date: ask"), true
	}
	return Decision{}, false
}

func (c *decision) nearBirth(i int) Decision {
	a, b := c.new.birth, c.old[i].birth
	if a.Year() == b.Year() && a.Month() == b.Day() && a.Day() == b.Month() {
		return answer(Supervisor, "K2", "near_birth", i, "日月颠倒", "Day and month swapped")
	}
	if d := a.DaysUntil(b); d == 1 || d == -1 {
		return answer(Supervisor, "K2", "near_birth", i, "同父同名、生日差1天：疑同一孩子", "Same parent and name, birth one day off: same child?")
	}
	return answer(Supervisor, "K2", "near_birth", i, "同父同名、生日只差一笔：疑同一孩子", "Same parent and name, birth one slip off: same child?")
}
