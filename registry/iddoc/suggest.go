package iddoc

import (
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
)

// Letters that are read for a digit (documents.md, normalisation step 8): I and
// O first, because hardly any document has them as letters.
var slips = []*strings.Replacer{
	strings.NewReplacer("O", "0", "I", "1"),
	strings.NewReplacer("O", "0", "I", "1", "L", "1", "S", "5", "Z", "2", "B", "8"),
}

// suggestions are the repairs of letters for digits that pass everything. They
// are never applied in silence. A single wrong digit is not repaired here: five
// repairs of it are valid on average; see Repairs.
func suggestions(s string, f finding, d declared, asOf civil.Date) []string {
	if f.typ == TypeMasked || f.typ.IsWrongDoc() {
		return nil
	}
	if len(s) == 18 && s[17] == '*' {
		s = s[:17] + "X"
		if passes(s, d, asOf) {
			return []string{s}
		}
	}
	for _, r := range slips {
		for _, t := range []string{s[:1] + r.Replace(s[1:]), r.Replace(s)} {
			if t != s && passes(t, d, asOf) {
				return []string{t}
			}
		}
	}
	return nil
}

func passes(s string, d declared, asOf civil.Date) bool {
	f := classify(s, d, asOf)
	return f.reason == 0 && f.typ != TypePassportForeign && f.typ != TypeMilID
}

// Repairs returns the numbers that one slip of the fingers would have turned
// into the typed text: one digit wrong, two neighbours swapped, one digit lost
// or doubled, month and day swapped; the 18-digit schemes only, each passing
// everything. There are five on average, so show only those that the register
// knows or that agree with a birth date typed elsewhere.
func Repairs(typed string, asOf civil.Date) []Number {
	s := normalise(typed).text
	if len(s) < 17 || len(s) > 19 || !isDigits(s[:16]) {
		return nil
	}
	seen := map[string]bool{s: true}
	var out []Number
	variants(s, func(t string) {
		if !clean18(t) || seen[t] {
			return
		}
		seen[t] = true
		if iso7064.Mod11_2(t[:17]) != t[17] {
			return
		}
		if f := eighteen(t, asOf); f.reason == 0 {
			out = append(out, f.number)
		}
	})
	return out
}

func variants(s string, try func(string)) {
	const signs = "0123456789X"
	for i := range s {
		switch len(s) {
		case 19:
			try(s[:i] + s[i+1:])
		case 18:
			for j := range signs {
				try(s[:i] + signs[j:j+1] + s[i+1:])
			}
			if i > 0 {
				try(s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:])
			}
		case 17:
			for j := range signs {
				try(s[:i] + signs[j:j+1] + s[i:])
				if i == 16 {
					try(s + signs[j:j+1])
				}
			}
		}
	}
	if len(s) == 18 {
		try(s[:10] + s[12:14] + s[10:12] + s[14:])
	}
}
