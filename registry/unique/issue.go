package unique

import (
	"slices"
	"strconv"

	"passdesk/registry/scheme"
)

// remark is a warning beside an ISSUE, with what stands behind it.
type remark struct {
	word   string
	reason scheme.Text
	i      int
}

// issue: a new person. The weightiest remark gives the reason.
func (c *decision) issue() Decision {
	d := Decision{Outcome: Issue, Against: -1, Shown: -1, Reason: c.plainReason()}
	if c.new.underGuardian() {
		d.Key = "K2"
	} else if !c.new.own.isNone() {
		d.Key = "K1"
	}
	for _, find := range []func(*decision) (remark, bool){
		(*decision).nearNumbers, (*decision).sameString, (*decision).twins, (*decision).parentAndChild,
		(*decision).unnamed, (*decision).oldParent, (*decision).siblings, (*decision).parentSexDiffers, (*decision).namesake,
	} {
		if r, found := find(c); found {
			if len(d.Warnings) == 0 {
				d.Reason = r.reason
			}
			d.add(r.word)
			d.show(r)
		}
	}
	return d
}

// show takes the record behind a remark: of the first that leaves something open,
// else of the first that has one.
func (d *Decision) show(r remark) {
	switch {
	case r.i < 0:
	case d.Open == "" && openQuestions[r.word]:
		d.Shown, d.Open = r.i, r.word
	case d.Shown < 0:
		d.Shown = r.i
	}
}

func (d *Decision) add(warning string) {
	if warning != "" && !slices.Contains(d.Warnings, warning) {
		d.Warnings = append(d.Warnings, warning)
	}
}

func (c *decision) plainReason() scheme.Text {
	n := c.new
	switch {
	case n.underGuardian() && n.own.isCitizen():
		return scheme.Text{ZH: "有户口簿号码：以本人号码为键，仍可打印父母号码", EN: "Own number from the hukou book is the key even if the parent number is printed"}
	case n.underGuardian() && c.any(func(r record) bool { return r.own.key == n.guardian.key }):
		return scheme.Text{ZH: "父亲本人有证不影响孩子", EN: "The parent's own pass does not block the child"}
	case n.underGuardian():
		return scheme.Text{ZH: "未见重复，以父母一方号码登记", EN: "No duplicate: entered under one parent's number"}
	case !n.own.isNone() && c.any(func(r record) bool { return r.guardian.key == n.own.key }):
		return scheme.Text{ZH: "孩子用过父亲号码，不影响父亲本人", EN: "The child's pass does not block the parent"}
	}
	return scheme.Text{ZH: "未见重复，首次发证", EN: "No duplicate: first issue"}
}

func (c *decision) any(is func(record) bool) bool { return slices.ContainsFunc(c.old, is) }

func (c *decision) find(word, zh, en string, is func(record) bool) (remark, bool) {
	i := slices.IndexFunc(c.old, is)
	return remark{word, scheme.Text{ZH: zh, EN: en}, i}, i >= 0
}

// nearNumbers: U12.
func (c *decision) nearNumbers() (remark, bool) {
	return c.find("near_number", "号码只差一两位且同名：提示核对原件", "Number nearly equal and same name: compare with the card", func(r record) bool {
		return !c.new.own.isNone() && nearNumber(c.new.own, r.own) && sameName(c.new, r)
	})
}

// sameString: one string under two kinds of document (U19). Passports of two
// states are kinds that nobody confuses.
func (c *decision) sameString() (remark, bool) {
	return c.find("ambiguous_scheme", "同串不同证件种类，不冲突", "Same string, different kind of document: no conflict", func(r record) bool {
		n := c.new.own
		return !n.isNone() && n.norm == r.own.norm && n.key != r.own.key && (!n.isForeignPassport() || !r.own.isForeignPassport())
	})
}

// twins: another child of the same guardian and day. Names that sound alike may
// be a slip: it is asked once (U29).
func (c *decision) twins() (remark, bool) {
	n := c.new
	born, twin := 0, -1 // the record to compare: the one of a similar name, else the first
	similar, otherSex := false, false
	for i, r := range c.old {
		if n.familyOf(r) && sameBirth(n, r) {
			born++
			sounds := alike(n, r) == soundsAlike || sameName(n, r) && !n.isUnnamed()
			if twin < 0 || sounds && !similar {
				twin = i
			}
			similar = similar || sounds
			otherSex = otherSex || !sexFits(n, r)
		}
	}
	switch {
	case born == 0:
		return remark{}, false
	case similar:
		return remark{"twins_similar_name", scheme.Text{ZH: "同日生、同音名：请确认是双胞胎不是笔误", EN: "Same birth day and homophone names: twins or a typo? ask once"}, twin}, true
	case !n.byParent():
		return remark{"twins", scheme.Text{ZH: "同日生堂表亲", EN: "Cousins"}, twin}, true
	case born > 1:
		return remark{"twins", scheme.Text{ZH: "三胞胎", EN: "Triplets"}, twin}, true
	case otherSex:
		return remark{"twins", scheme.Text{ZH: "龙凤胎", EN: "Twins of different sex"}, twin}, true
	}
	return remark{"twins", scheme.Text{ZH: "双胞胎：姓名不同，发证", EN: "Twins: names differ, issue"}, twin}, true
}

// familyOf is another child under the same guardian, or of the same household.
func (r record) familyOf(o record) bool {
	return r.underGuardian() && o.underGuardian() && (r.sameGuardian(o) || sameHousehold(r, o) || linked(r, o))
}

// parentAndChild: 父子同名 (U42), whoever of the two comes later.
func (c *decision) parentAndChild() (remark, bool) {
	n := c.new
	return c.find("same_name_parent_child", "父子同名", "Parent and child share a name", func(r record) bool {
		parent := !r.own.isNone() && slices.Contains(n.parents(), r.own.key)
		child := !n.own.isNone() && slices.Contains(r.parents(), n.own.key)
		return (parent || child) && sameName(n, r)
	})
}

func (c *decision) unnamed() (remark, bool) {
	return remark{"unnamed", scheme.Text{ZH: "未取名新生儿，用“之子/之女”加出生证号", EN: "Unnamed newborn: use certificate number in the key"}, -1},
		c.new.underGuardian() && c.new.isUnnamed()
}

// oldParent: U51.
func (c *decision) oldParent() (remark, bool) {
	years, known := c.new.parentAge()
	if !known || years < c.limits.ParentFar || !c.new.byParent() {
		return remark{}, false
	}
	zh, _ := yearText("家长与孩子相差%s岁：可能是祖辈", "", c.new.birth.Year()-c.new.guardian.birth.Year())
	return remark{"parent_age", scheme.Text{ZH: zh, EN: "Probably a grandparent: confirm the relation"}, -1}, true
}

// siblings: U21.
func (c *decision) siblings() (remark, bool) {
	n, count, eldest := c.new, 1, -1
	for i, r := range c.old {
		if n.familyOf(r) && !sameBirth(n, r) {
			count++
			if eldest < 0 {
				eldest = i
			}
		}
	}
	zh, en := yearText("同一"+n.ownerWord()+"号码下第%s个孩子", "Sibling: issue, show the list under this number", count)
	return remark{"siblings", scheme.Text{ZH: zh, EN: en}, eldest}, count > 1
}

func (r record) ownerWord() string {
	switch {
	case !r.byParent():
		return "监护人"
	case r.parentSex() == "M":
		return "父亲"
	case r.parentSex() == "F":
		return "母亲"
	}
	return "家长"
}

// parentSexDiffers: the relation says father and the number a woman, or the
// other way about. Either parent's number may stand, so it only warns.
func (c *decision) parentSexDiffers() (remark, bool) {
	n := c.new
	return remark{"parent_sex", scheme.Text{ZH: "家长号码的性别与关系不符，请核对", EN: "The sex in the parent's number does not fit the relation: look again"}, -1},
		n.underGuardian() && n.parentSex() != "" && n.guardian.sex != "" && n.parentSex() != n.guardian.sex
}

// namesake: another person of the same name, birth and sex.
func (c *decision) namesake() (remark, bool) {
	return c.find("namesake", "同名同生日的另一人，号码不同：核对原件", "Another person of this name and birth: compare with the card", func(r record) bool {
		return sameName(c.new, r) && sameBirth(c.new, r) && sexFits(c.new, r) && (numbersDiffer(c.new, r) || disjoint(c.new, r))
	})
}

// yearText puts a number into both texts.
func yearText(zh, en string, n int) (string, string) {
	put := func(s string) string {
		for i := 0; i+1 < len(s); i++ {
			if s[i:i+2] == "%s" {
				return s[:i] + strconv.Itoa(n) + s[i+2:]
			}
		}
		return s
	}
	return put(zh), put(en)
}
