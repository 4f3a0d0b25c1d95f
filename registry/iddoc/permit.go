package iddoc

import "strings"

// readHKMO reads 港澳居民来往内地通行证: H (Hong Kong) or M (Macau), 8 digits
// that are for life, and 2 that count the renewals and are kept apart (公安部
// 2010-03-10: the first nine characters identify the holder).
func readHKMO(s string) (finding, bool) {
	if len(s) == 13 && s[9] == '(' && s[12] == ')' {
		s = s[:9] + s[10:12] // the renewals in brackets, as some forms print them
	}
	if len(s) != 9 && len(s) != 11 || s[0] != 'H' && s[0] != 'M' || !isDigits(s[1:]) {
		return finding{}, false
	}
	f := finding{typ: typeHKMO(s)}
	if isAllZero(s[1:9]) {
		f.reason = allZero
	}
	return f.accept(Number{norm: s[:9], renewal: s[9:]}), true
}

func typeHKMO(s string) Type {
	switch {
	case strings.HasPrefix(s, "H"):
		return TypeHKPermit
	case strings.HasPrefix(s, "M"):
		return TypeMOPermit
	}
	return TypeUnknown
}

func failedHKMO(s string) finding {
	t := typeHKMO(s)
	switch {
	case countDigits(s) == 0:
		return reject(t, noDigit)
	case !isAlnum(s):
		return reject(t, badChar)
	case t == TypeUnknown:
		return reject(t, badFormat)
	case len(s) != 9 && len(s) != 11:
		return reject(t, badLength)
	}
	return reject(t, badChar)
}

// readTW reads 台湾居民来往大陆通行证: 8 digits for life; the form before 2015
// added 2 that count the renewals and a letter or digit of the issuing office,
// in brackets or bare: 9123456702(B).
func readTW(s string) (finding, bool) {
	life, rest, ok := cutTW(s)
	if !ok {
		return finding{}, false
	}
	f := finding{typ: TypeTWPermit}
	if isAllZero(life) {
		f.reason = allZero
	}
	if rest == "" && isDate8(life) {
		f.warn |= looksLikeDate
	}
	return f.accept(Number{norm: life, renewal: rest}), true
}

func cutTW(s string) (life, rest string, ok bool) {
	if len(s) == 8 && isDigits(s) {
		return s, "", true
	}
	if len(s) < 10 || !isDigits(s[:10]) {
		return "", "", false
	}
	office := strings.TrimSuffix(strings.TrimPrefix(s[10:], "("), ")")
	if office == "" && len(s) != 10 || len(office) > 1 || office != "" && !isAlnum(office) {
		return "", "", false
	}
	return s[:8], s[8:10] + office, true
}

func failedTW(s string) finding {
	switch {
	case countDigits(s) == 0:
		return reject(TypeTWPermit, noDigit)
	case isDigits(s):
		return reject(TypeTWPermit, badLength)
	case strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()") != "" || len(s) == 8 || len(s) == 10:
		return reject(TypeTWPermit, badChar)
	}
	return reject(TypeTWPermit, badFormat)
}
