package iddoc

import "strings"

type declaredKind uint8

const (
	kindAuto declaredKind = iota
	kindCitizen
	kindHKMO
	kindTW
	kindBirth
	kindMil
	kindPassport
	kindMRZ
)

// declared is what the operator says the document is.
type declared struct {
	kind  declaredKind
	typ   Type   // the type that a number of this kind has, where it is one
	state string // of kindPassport; "" when it was not given or does not exist
}

// parseDeclared reads the declared words of the doc verb and the words of Type.
// A word it does not know says nothing, so it is auto.
func parseDeclared(s string) declared {
	if s == "" || s == "auto" {
		return declared{}
	}
	word, state, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(s)), ":")
	switch t := Type(word); t {
	case TypeRIC18, TypeRIC15, TypeHMTRes, TypeFPR18, TypeFPR15:
		return declared{kind: kindCitizen, typ: t}
	case "HK_MO", TypeHKPermit, TypeMOPermit:
		return declared{kind: kindHKMO}
	case "TW", TypeTWPermit:
		return declared{kind: kindTW, typ: TypeTWPermit}
	case "BIRTH", TypeBirthCert:
		return declared{kind: kindBirth, typ: TypeBirthCert}
	case "MIL", TypeMilID:
		return declared{kind: kindMil, typ: TypeMilID}
	case TypePassportCN:
		return declared{kind: kindPassport, typ: TypePassportCN, state: "CHN"}
	case "PASSPORT", TypePassportForeign:
		return declaredPassport(state)
	case TypeMRZTD3, TypeMRZTD1:
		return declared{kind: kindMRZ, typ: t}
	}
	return declared{}
}

// Declarable reports whether the word names a kind of document, or "auto".
func Declarable(word string) bool {
	return word == "" || word == "auto" || parseDeclared(word).kind != kindAuto
}

func declaredPassport(state string) declared {
	state = strings.TrimSpace(state)
	if state == "CHN" {
		return declared{kind: kindPassport, typ: TypePassportCN, state: state}
	}
	if !isState(state) {
		state = ""
	}
	return declared{kind: kindPassport, typ: TypePassportForeign, state: state}
}
