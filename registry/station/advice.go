package station

import (
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// uniqueAdvice says what a person can do who gets no new number.
func uniqueAdvice(d unique.Decision) scheme.Text {
	switch {
	case d.Outcome == unique.Police:
		return scheme.Text{ZH: "请家长携带证件到属地公安机关（派出所）申领；另一方家长有居民身份证的，可填写其号码。",
			EN: "The parent applies at the local police; if the other parent has a citizen's ID card, give that number."}
	case d.Outcome == unique.Supervisor:
		return scheme.Text{ZH: "请负责人对照两份记录和证件原件核实后办理。", EN: "An officer compares both records with the papers and settles it."}
	case d.Warning == "name_mismatch":
		return scheme.Text{ZH: "请核对证件号码和姓名；确系两人同号的，由负责人看过两人证件后放行。",
			EN: "Look at number and name again; if two people really share the number, an officer who has seen both cards lets it pass."}
	case d.Warning == "household_has_pass":
		return scheme.Text{ZH: "全户使用本户已有的证；遗失或损坏的，到本站挂失补打，编号不变。",
			EN: "The whole household uses the pass it has. If it was lost or damaged, report it here; the next copy has the same number."}
	case d.Warning == "name_variant":
		return scheme.Text{ZH: "姓名写法不同，应为同一人；确系两名儿童的，由负责人核实后放行。",
			EN: "The spelling differs and it should be one person; if they are two children, an officer looks and lets it pass."}
	case d.Warning == "birth_mismatch":
		return scheme.Text{ZH: "请核对号码是谁的；孩子没有身份证的，按无证儿童登记，填写父母一方的号码。",
			EN: "Whose number is it? A child without a card is entered under one parent's number."}
	case d.Outcome == unique.Block:
		return scheme.Text{ZH: "原证仍然有效，请使用原证；遗失或损坏的，到本站挂失补打，编号不变。",
			EN: "The pass is still good: use it. If it was lost or damaged, report it here; the next copy has the same number."}
	}
	return scheme.Text{}
}
