package unique

import (
	"passdesk/registry/scheme"

	"passdesk/registry/civil"
)

// sameSerial: K0. One number, two people (U57), or one person's pass again.
func (c *decision) sameSerial() (Decision, bool) {
	if c.new.serial() == "" {
		return Decision{}, false
	}
	return c.weightiest(func(i int, r record) (Decision, bool) {
		switch {
		case r.serial() != c.new.serial():
			return Decision{}, false
		case !c.samePerson(r):
			return answer(Block, "K0", "serial_reuse", i,
				"证件编号一人一号：同一编号不得用于两人", "Pass serial must be unique: station prefix"), true
		}
		return c.byState(i, "K0", ""), true
	})
}

// samePerson is the surest that two records say: own numbers, then the child's
// key, then the name.
func (c *decision) samePerson(r record) bool {
	n := c.new
	if !n.own.isNone() && !r.own.isNone() {
		return n.own.key == r.own.key
	}
	return sameName(n, r) && birthFits(n, r) && sexFits(n, r)
}

// badNumber: a citizen number whose check digit or date is wrong is nobody's, and
// no key. The desk refuses it at the door already.
func (c *decision) badNumber() (Decision, bool) {
	for _, n := range []number{c.new.own, c.new.guardian} {
		if n.bad != "" {
			return answer(Block, "", n.bad, -1, "号码有误（校验码或日期不符），请核对原件", "The number is wrong (check digit or date): compare with the card"), true
		}
	}
	return Decision{}, false
}

// Contradicts is why somebody's own number and the birth date or sex beside it cannot both
// be right; false where they can.
func Contradicts(p Person, today civil.Date) (Decision, bool) {
	return (&decision{new: read(p), today: today, limits: Usual}).contradiction()
}

// contradiction: what the own number says against what the form says (U40).
func (c *decision) contradiction() (Decision, bool) {
	n := c.new
	born, today := n.own.birth, c.today
	switch {
	case !n.Birth.IsZero() && !today.IsZero() && n.Birth.After(today):
		return answer(Block, "", "future_birth", -1, "出生日期在今天之后，请核对", "The birth date lies in the future: look again"), true
	case !born.IsZero() && !n.Birth.IsZero() && born != n.Birth && !today.IsZero() && born.AgeOn(today) >= c.limits.Adult && n.Birth.AgeOn(today) < c.limits.Card:
		zh, en := yearText("号码生日%s与儿童年龄不符：请按“无证儿童”登记", "The number says %s: register as a child without card", born.Year())
		return answer(Block, "K1", "birth_mismatch", -1, zh, en), true
	case !born.IsZero() && !n.Birth.IsZero() && born != n.Birth:
		return answer(Block, "K1", "birth_mismatch", -1, "号码中的生日与填写的出生日期不同，请核对", "The birth date in the number is not the one on the form: look again"), true
	case n.own.sex != "" && sexOf(n.Sex) != "" && n.own.sex != sexOf(n.Sex):
		return answer(Block, "K1", "sex_mismatch", -1, "号码中的性别与填写的不同，请核对", "The sex in the number is not the one on the form: look again"), true
	}
	return Decision{}, false
}

// sameNumber: K1. Among several records of one number (an officer let two people
// have it) the one with the applicant's name decides.
func (c *decision) sameNumber() (Decision, bool) {
	if c.new.own.isNone() {
		return Decision{}, false
	}
	return c.weightiest(func(i int, r record) (Decision, bool) {
		switch {
		case r.own.key != c.new.own.key:
			return Decision{}, false
		case !c.new.named.IsZero() && !r.named.IsZero() && !sameName(c.new, r):
			return c.otherNameSameNumber(i), true
		case r.underGuardian() && !r.Carded && !c.new.underGuardian() && r.state() != recalled && !c.merges(i):
			return upgrade(i, "K1"), true // 户口簿号码 first, now the card
		}
		return c.byState(i, "K1", spelling(c.new, r)), true
	})
}

func (c *decision) otherNameSameNumber(i int) Decision {
	if c.merges(i) {
		return c.conflict(i, "K1", "name_mismatch")
	}
	return answer(Block, "K1", "name_mismatch", i,
		"同号不同名：证件号或姓名有误，或旧系统重号", "Same number, another name: typing error or a real duplicate number")
}

// byState is what a second application of one person comes to.
func (c *decision) byState(i int, key, warning string) Decision {
	r := c.old[i]
	if c.merges(i) {
		return c.conflict(i, key, warning)
	}
	var d Decision
	switch r.state() {
	case recalled:
		d = answer(Supervisor, key, "recalled", i, "曾被收回，须核实后重发", "Was recalled: verify first")
		d.add(warning)
	case lost:
		d = answer(Reissue, key, warning, i, "挂失补发：原编号不变，旧证作废", "Lost: same number, next copy, the old paper is void")
	case free:
		d = answer(Issue, key, warning, i, "旧证已交回，可发", "Old pass was handed back")
	default:
		d = answer(Block, key, warning, i, "已有有效证，不得重复发证", "Active pass exists")
		d.Reason = c.blockReason(i, key, warning, d.Reason)
	}
	return d
}

func (c *decision) blockReason(i int, key, warning string, usual scheme.Text) scheme.Text {
	r, n := c.old[i], c.new
	switch {
	case key == "KH":
		return householdHasPass
	case warning == "same_child_two_guardians":
		return scheme.Text{ZH: "父母一方名下已有此儿童的有效证", EN: "The other parent already holds this child's pass"}
	case key == "K4":
		return scheme.Text{ZH: "已登记双亲，确认为同一孩子", EN: "Both parents on file: the same child"}
	case key == "K2" && warning == "same_child":
		return scheme.Text{ZH: "同一孩子已有有效证；户口簿号码可在原证上补登", EN: "The same child has an active pass; the number from the household book is added to it"}
	case key == "K2" && warning != "":
		return scheme.Text{ZH: "同一孩子（姓名写法不同）", EN: "Same child, spelling differs"}
	case key == "K2":
		return scheme.Text{ZH: "同一孩子已有有效证", EN: "The same child has an active pass"}
	case warning == "name_variant":
		return scheme.Text{ZH: "同一人（异体字）", EN: "Same person (variant character)"}
	case n.own.scheme == "HK_PERMIT" || n.own.scheme == "MO_PERMIT":
		if n.IssueNo != r.IssueNo || n.OwnNumber != r.OwnNumber || n.Typed != r.Typed {
			return scheme.Text{ZH: "换证次数不同，终身号相同", EN: "Only the renewal digits differ: same person"}
		}
	case n.own.scheme == "TW_PERMIT":
		if n.Typed != r.Typed || n.OwnNumber != r.OwnNumber || n.IssueNo != r.IssueNo {
			return scheme.Text{ZH: "终身号相同", EN: "Same lifetime number"}
		}
	case n.own.isCitizen() && (fifteen(n.Person) != fifteen(r.Person)):
		return scheme.Text{ZH: "15位与18位为同一号码", EN: "15 and 18 digits are one number"}
	}
	return usual
}

// fifteen is a number that was typed in its old form.
func fifteen(p Person) bool {
	return len(readNumber(p.Typed, "", "").Number.Norm()) == 18 && len(p.Typed) == 15 || len(p.OwnNumber) == 15
}

// merges is true when both papers are out, of two stations: nothing can be
// blocked any more. An application has no status: it can still be blocked.
func (c *decision) merges(i int) bool {
	return c.new.Status != "" && twoStations(c.old[i], c.new) && c.old[i].state() == inHand && c.new.state() == inHand
}

// conflict: the first number stands; issue time decides, then the station.
func (c *decision) conflict(i int, key, warning string) Decision {
	d := answer(Conflict, key, "merge", i,
		"两站各发一张：保留先发者，后者列入待收回", "Two stations issued: the first number stands, the second desk fetches its paper back")
	if warning == "name_mismatch" {
		d.Warnings = []string{warning}
	}
	d.add(warning)
	d.add("merge")
	r, n := c.old[i], c.new
	if r.Issued != "" && n.Issued != "" {
		d.NewStands = n.Issued < r.Issued || n.Issued == r.Issued && n.Station < r.Station
	}
	return d
}
