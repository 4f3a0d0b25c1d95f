package watch

import "passdesk/registry/scheme"

// Before a pass is ordered back somebody looks at a row whose reason no rule knows, and at two
// rows of one list that do not agree about a person. A station and the city say so in the same
// words.

// MeansPass is the answer of such a row about the pass that it means.
var MeansPass = scheme.Text{ZH: "就是这张证，没有收回", EN: "It means this pass, which is not recalled"}

// LookFirst is said of a reason that no rule knows, in a list that orders passes back.
var LookFirst = scheme.Text{ZH: "收回前请人看过（整份名单是同一依据的，载入时选依据）", EN: "somebody looks before a pass is ordered back (where the whole list has one ground, say it with the list)"}

// UnknownReason is said of a row that AsOther has made.
func (r Row) UnknownReason() scheme.Text {
	return scheme.Text{ZH: "原因“" + r.Note + "”规则里没有，列为“其他”，审核时转负责人", EN: "no rule knows the reason given: listed as other, and an officer is asked"}
}

// For is a row whose reason no rule knows, listed on the ground that was given for the whole
// list, and what is said of that.
func (r Row) For(ground string) (Row, scheme.Text) {
	r = r.AsOther()
	r.Why = ground
	return r, scheme.Text{ZH: "原因“" + r.Note + "”规则里没有，按载入时写明的依据", EN: "no rule knows the reason given: the ground said for the whole list counts"}
}

// Contradicts reports that of two entries under one Whose one lists the person whom the other,
// no older, calls green.
func (e Entry) Contradicts(o Entry) bool { return e.About(o) && (e.Denied(o) || o.Denied(e)) }

// CalledGreen is said of a row that lists whom the row at calls green, CalledOff of one that
// lists whom the row at says not to be meant any more, and ListedAt of those two.
func CalledGreen(at scheme.Text) scheme.Text {
	return scheme.Text{ZH: "和" + at.ZH + "矛盾：那一行写的是绿码；收回前请人看过", EN: at.EN + " calls the same person green: somebody looks before a pass is ordered back"}
}

func CalledOff(at scheme.Text) scheme.Text {
	return scheme.Text{ZH: "和" + at.ZH + "矛盾：那一行说的是不再算或不是；收回前请人看过", EN: at.EN + " says of the same person that it is over, or not so: somebody looks before a pass is ordered back"}
}

func ListedAt(of scheme.Text) scheme.Text {
	return scheme.Text{ZH: of.ZH + "却列了这个人", EN: of.EN + " lists the same person"}
}
