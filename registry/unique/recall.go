package unique

import (
	"slices"
	"strings"

	"passdesk/registry/iddoc"
)

// recall finds the one pass that a recall means. A number alone may be a
// parent's on a child's pass, and a masked number fits many people: only a name
// makes it one (U54–U56). Nothing is ever recalled on a conflict.
func (c *decision) recall() Decision {
	under, live := c.underNumber()
	d := c.choose(under, live)
	if len(d.Warnings) > 0 {
		d.Warning = d.Warnings[0]
	}
	for _, i := range under {
		if i != d.Against {
			d.Related = append(d.Related, i)
		}
	}
	return d
}

// underNumber lists the records that carry the number, own or printed, and those
// of them with a paper out.
func (c *decision) underNumber() (under, live []int) {
	matches := c.numberMatcher()
	for i, r := range c.old {
		if !matches(r) {
			continue
		}
		under = append(under, i)
		if s := r.state(); s == inHand || s == lost {
			live = append(live, i)
		}
	}
	return under, live
}

func (c *decision) isMasked() bool {
	return strings.ContainsAny(c.new.Number, "*＊●•xX") && c.pattern().String() != ""
}

func (c *decision) pattern() iddoc.Pattern {
	p, err := iddoc.ParsePattern(c.new.Number)
	if err != nil {
		return iddoc.Pattern{}
	}
	return p
}

func (c *decision) numberMatcher() func(record) bool {
	typed := firstOf(c.new.Number, c.new.OwnNumber)
	serial := c.new.serial()
	switch {
	case serial != "":
		return func(r record) bool { return r.serial() == serial }
	case typed == "":
		return func(r record) bool { return sameName(r, c.new) }
	case c.isMasked():
		p := c.pattern()
		return func(r record) bool { return r.own.fits(p, typed) || r.guardian.fits(p, typed) }
	}
	n := readNumber(typed, c.new.OwnScheme, c.new.OwnState)
	return func(r record) bool { return r.own.matches(n) || r.guardian.matches(n) }
}

// matches compares keys; a number whose kind the list does not say is compared
// by its characters.
func (n number) matches(o number) bool {
	return !n.isNone() && (n.key == o.key || o.scheme == "UNKNOWN" && n.norm == o.norm)
}

// fits a mask: a number that could not be read is compared place by place.
func (n number) fits(p iddoc.Pattern, mask string) bool {
	if !n.Number.IsZero() {
		return p.Matches(n.Number)
	}
	m := []rune(strings.ToUpper(strings.TrimSpace(mask)))
	if len(m) != len(n.norm) {
		return false
	}
	for i, r := range m {
		if r != rune(n.norm[i]) && !strings.ContainsRune("*＊●•", r) {
			return false
		}
	}
	return true
}

func (c *decision) choose(under, live []int) Decision {
	if len(under) == 0 {
		return answer(Ask, "", "not_found", -1, "没有此号码的证", "No pass under this number")
	}
	if len(live) == 0 || !c.namesAny(live) && c.namesAny(under) {
		return answer(Ask, "", "already_recalled", under[0], "此号码下没有在外的证", "No paper under this number is out")
	}
	if c.new.serial() != "" {
		return answer(RecallOne, "K0", "", live[0], "按证件编号收回", "Recalled by its pass number")
	}
	if c.new.named.IsZero() {
		return c.byNumberAlone(live)
	}
	return c.byName(under, live)
}

// namesAny is true when one of the records bears the name of the recall.
func (c *decision) namesAny(list []int) bool {
	return slices.ContainsFunc(list, func(i int) bool { return sameName(c.new, c.old[i]) && birthFits(c.new, c.old[i]) })
}

func (c *decision) byNumberAlone(live []int) Decision {
	one := live[0]
	switch {
	case c.isMasked():
		return answer(Ask, "", "ambiguous", -1, "遮盖的号码须同时指明姓名", "A masked number needs the name")
	case len(live) > 1:
		zh, _ := yearText("同号%s张证，须指明姓名", "", len(live))
		return answer(Ask, "", "ambiguous", -1, zh, countWord(len(live))+" passes under this number: name needed")
	case c.old[one].underGuardian() && !c.old[one].Carded:
		return answer(Ask, "", "ambiguous", -1, "此号码只印在孩子的证上，须指明收回何人的证", "The number stands only on a child's pass: whose is meant?")
	}
	return answer(RecallOne, "K1", "", one, "号码相符，收回", "The number matches: recall")
}

func (c *decision) byName(under, live []int) Decision {
	var exact, near []int
	for _, i := range live {
		r := c.old[i]
		switch l := alike(c.new, r); {
		case l >= respelt && birthFits(c.new, r):
			exact = append(exact, i)
		case l == variant && birthFits(c.new, r):
			near = append(near, i)
		}
	}
	nameless := c.new.Number == "" && c.new.OwnNumber == ""
	switch {
	case len(exact) == 1 && nameless:
		return answer(Ask, "", "name_only", exact[0], "只有姓名，须核对号码", "A name alone: compare the number")
	case len(exact) == 1 && c.isMasked():
		zh, en := c.maskedReason(exact[0])
		return answer(RecallOne, "K3", "masked", exact[0], zh, en)
	case len(exact) == 1 && len(under) > 1:
		return answer(RecallOne, "K1", "related", exact[0], "只收回姓名相符者，列出同号孩子供核查", "Recall the pass whose name matches; list the children as related")
	case len(exact) == 1:
		return answer(RecallOne, "K1", "", exact[0], "号码和姓名相符，收回", "Number and name match: recall")
	case len(exact) > 1 || len(near) > 1:
		return answer(Ask, "", "ambiguous", -1, "同号同名不止一张证，须核对生日", "More than one pass of this number and name: the birth date is needed")
	case len(near) == 1 && !c.isMasked() && !nameless:
		return answer(RecallOne, "K1", "name_variant", near[0], "号码相符、姓名为异体写法，收回", "The number matches and the name is a variant: recall")
	case len(near) == 1:
		return answer(Ask, "", "name_variant", near[0], "姓名为异体写法，须核对", "The name is a variant: compare")
	}
	return answer(Ask, "", "name_mismatch", -1, "号码和姓名指向不同的人，须核对", "Number and name point to different people")
}

func (c *decision) maskedReason(i int) (zh, en string) {
	if c.old[i].underGuardian() {
		return "按姓名定位孩子", "Name selects the child"
	}
	return "按姓名定位", "Name selects the holder"
}

func countWord(n int) string {
	words := []string{"No", "One", "Two", "Three", "Four", "Five", "Six"}
	if n < len(words) {
		return words[n]
	}
	zh, _ := yearText("%s", "", n)
	return zh
}
