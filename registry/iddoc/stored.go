package iddoc

import "passdesk/registry/civil"

// Stored is a number from a register, where it stands in its one form: it was
// read once and is taken as it is. Birth and sex are read again from the
// schemes that carry them.
func Stored(t Type, norm, state string) Number {
	if t == "" || norm == "" {
		return Number{}
	}
	n := Number{typ: t, norm: norm, state: state}
	if !t.IsCitizen() || len(norm) != 18 {
		return n
	}
	if birth, err := civil.ParseCompact(norm[6:14]); err == nil {
		n.birth, n.sex = birth, sexOf(norm[16])
	}
	return n
}

// KeptAs is the type under which a register keeps the number in its one form: the 18
// digits of an old 15, the passport of a machine readable zone.
func (n Number) KeptAs() Type {
	switch {
	case n.typ == TypeRIC15:
		return TypeRIC18
	case n.typ == TypeMRZTD3 && n.state == "CHN":
		return TypePassportCN
	case n.typ == TypeMRZTD3:
		return TypePassportForeign
	}
	return n.typ
}
