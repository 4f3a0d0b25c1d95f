package unique

// Limits are the ages of the rules, in years; a scheme may set others.
type Limits struct {
	Card       int // from which a child should have a card (居民身份证法 第二条)
	Adult      int
	ParentNear int // a parent younger than this at the birth is asked about
	ParentFar  int // one as old as this is probably a grandparent
}

// Usual are the limits that Decide goes by.
var Usual = Limits{Card: 16, Adult: 18, ParentNear: 16, ParentFar: 60}

// unknownPerson: who has neither a number nor a guardian's, and a child without a
// birth date, has no key: nobody can say whether the register knows this person.
// A record that has a pass number is not asked: K0 tells it apart.
func (c *decision) unknownPerson() (Decision, bool) {
	n := c.new
	switch {
	case n.serial() != "" || !n.own.isNone():
		return Decision{}, false
	case !n.underGuardian() && n.PrintedOwner == "":
		return answer(Supervisor, "", "no_number", -1, "没有本人号码，也没有父母一方的号码，无法查重", "Neither an own number nor a parent's: nobody can look for this person"), true
	case n.underGuardian() && n.birth.IsZero():
		return answer(Supervisor, "K2", "birth_missing", -1, "没有出生日期，无法与同号码的孩子区分", "No birth date: the child cannot be told from others under the number"), true
	}
	return Decision{}, false
}

// childOfAge: 16 or older should have a card (U53).
func (c *decision) childOfAge() (Decision, bool) {
	n := c.new
	if !n.underGuardian() || n.birth.IsZero() || c.today.IsZero() || n.birth.AgeOn(c.today) < c.limits.Card {
		return Decision{}, false
	}
	zh, en := yearText("已满%s周岁应有身份证", "%s or older should have an ID card", c.limits.Card)
	return answer(Supervisor, "K2", "minor_age", -1, zh, en), true
}

// guardianInDoubt: the papers say one parent (父母一方). A guardian whom an
// officer has accepted for another child is not asked about again (U45).
func (c *decision) guardianInDoubt() (Decision, bool) {
	n := c.new
	switch {
	case !n.underGuardian() && n.own.isNone() && n.PrintedOwner != "":
		return answer(Supervisor, "K2", "guardian_not_parent", -1, "没有父母一方的号码，须上级确认", "No parent's number: a supervisor must say"), true
	case !n.underGuardian():
		return Decision{}, false
	case !n.byParent() && !c.acceptedGuardian():
		return answer(Supervisor, "K2", "guardian_not_parent", -1, "文件只写父母一方", "The papers say one parent only"), true
	case !n.byParent():
		return Decision{}, false
	}
	years, known := n.parentAge()
	switch {
	case known && years <= 0:
		return answer(Block, "K2", "parent_age", -1, "号码主人不比孩子年长，不是父母的号码", "The number's owner is not older than the child: not a parent's number"), true
	case known && years < c.limits.ParentNear:
		zh, en := yearText("家长与孩子只差%s岁：可能是兄姐，须核对", "Only %s years between parent and child: a brother or sister?", n.birth.Year()-n.guardian.birth.Year())
		return answer(Supervisor, "K2", "parent_age", -1, zh, en), true
	}
	return Decision{}, false
}

// parentAge is the guardian's age in years at the child's birth.
func (r record) parentAge() (years int, known bool) {
	if r.guardian.birth.IsZero() || r.birth.IsZero() {
		return 0, false
	}
	return r.guardian.birth.AgeOn(r.birth), true
}

func (c *decision) acceptedGuardian() bool {
	for _, r := range c.old {
		if r.sameGuardian(c.new) && !r.byParent() && r.state() == inHand {
			return true
		}
	}
	return false
}

// twoDocuments: one person under two kinds of document, or a renewed passport.
func (c *decision) twoDocuments() (Decision, bool) {
	n := c.new
	if n.own.isNone() {
		return Decision{}, false
	}
	return c.weightiest(func(i int, r record) (Decision, bool) {
		if r.own.isNone() || r.own.key == n.own.key || !sameName(n, r) || !birthFits(n, r) || !sexFits(n, r) {
			return Decision{}, false
		}
		switch {
		case r.own.scheme != n.own.scheme && (sameBirth(n, r) || r.own.isWeak() || n.own.isWeak()):
			return answer(Supervisor, "K3", "same_person_two_documents", i, "同名同生日两种证件，疑为同一人", "Same name and birth under two document kinds"), true
		case r.own.scheme == n.own.scheme && n.own.isWeak():
			return answer(Supervisor, "K3", "same_name_birth_nationality", i, "同国籍同名同生日、护照号不同：可能换发", "Same nationality, name and birth, new passport number: renewal?"), true
		}
		return Decision{}, false
	})
}
