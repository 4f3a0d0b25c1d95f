package iddoc

// isPassportCN reports the forms of Chinese passports: E and 8 digits, E and a
// letter (not I, not O) and 7 digits, G and 8, 14 or 15 and 7 (before 2007), and
// the diplomatic, service and public affairs ones. There is no check digit
// outside the MRZ.
func isPassportCN(s string) bool {
	if len(s) != 9 && len(s) != 8 {
		return false
	}
	digits := isDigits(s[1:])
	switch s[0] {
	case 'E':
		return len(s) == 9 && (digits || isUpper(s[1]) && s[1] != 'I' && s[1] != 'O' && isDigits(s[2:]))
	case 'G':
		return len(s) == 9 && digits
	case '1':
		return len(s) == 9 && digits && (s[1] == '4' || s[1] == '5')
	case 'D', 'S', 'P':
		return digits || len(s) == 9 && s[1] == 'E' && isDigits(s[2:])
	}
	return false
}

func passportCN(s string) finding {
	f := finding{typ: TypePassportCN}
	if isAllZero(s[1:]) {
		f.reason = allZero
	}
	return f.accept(Number{norm: s, state: "CHN"})
}

// readPassport reads a passport whose state was declared: 5 to 15 letters and
// digits with a digit among them, not all zero.
func readPassport(s string, d declared) (finding, bool) {
	if d.typ == TypePassportCN {
		if !isPassportCN(s) {
			return finding{}, false
		}
		return passportCN(s), true
	}
	if len(s) < 5 || len(s) > 15 || !isAlnum(s) || countDigits(s) == 0 || isAllZero(s) {
		return finding{}, false
	}
	if d.state == "" {
		return reject(TypePassportForeign, declareType), true
	}
	return finding{typ: TypePassportForeign}.accept(Number{norm: s, state: d.state}), true
}

func failedPassport(s string, d declared) finding {
	switch {
	case countDigits(s) == 0:
		return reject(d.typ, noDigit)
	case !isAlnum(s):
		return reject(d.typ, badChar)
	case isAllZero(s):
		return reject(d.typ, allZero)
	case d.typ == TypePassportForeign || len(s) != 8 && len(s) != 9:
		return reject(d.typ, badLength)
	}
	return reject(d.typ, badFormat)
}
