// Package iso7064 knows the check characters of ISO/IEC 7064 that this house
// meets: MOD 11-2, with which GB 11643-1999 ends a citizen number, and
// MOD 97-10, with which a pass number ends. It knows nothing of what the digits
// mean; it is arithmetic over strings of ASCII digits and never allocates.
//
// Both systems catch every single wrong digit, every swap of neighbours (ab for
// ba), every jump swap (abc for cba), every twin error (aa for bb) and every
// jump twin error (aca for bcb). MOD 11-2 is blind to a swap of the digits i
// and i+10, because 2^10 leaves 1 on division by 11.
//
//	iso7064.Mod11_2("33021219850505931")  // '5'
//	iso7064.Mod97_10("121311700042")      // "28"
//	iso7064.Valid97("12131170004228")     // true
package iso7064

// Mod11_2 returns the check character of a payload of digits: '0' to '9', or
// 'X' for ten (ISO 7064 MOD 11-2; for 17 digits it equals the weights
// 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 and the table 10X98765432 of
// GB 11643-1999, clause 4.2). It returns 0 for an empty payload and for any
// byte that is not an ASCII digit.
func Mod11_2(digits string) byte {
	if digits == "" {
		return 0
	}
	p := 0
	for i := 0; i < len(digits); i++ {
		d := digits[i] - '0'
		if d > 9 {
			return 0
		}
		p = (p + int(d)) * 2
		if i&15 == 15 { // divide seldom: sixteen doublings stay far below overflow
			p %= 11
		}
	}
	return "10X98765432"[p%11]
}

// Mod97_10 returns the two check digits of a payload of digits, "02" to "98"
// (ISO 7064 MOD 97-10, digits only). It returns "" for an empty payload and for
// any byte that is not an ASCII digit.
func Mod97_10(digits string) string {
	r, ok := rest97(digits)
	if !ok {
		return ""
	}
	cc := 98 - r*100%97
	return pairs[2*cc : 2*cc+2]
}

// Valid97 reports whether a whole number, payload and its two check digits,
// leaves 1 on division by 97: that is all the standard asks of a reader, so the
// pairs 00, 01 and 99, which Mod97_10 never makes, read like 97, 98 and 02. Any
// length from three digits on; separators must be gone.
func Valid97(number string) bool {
	if len(number) < 3 {
		return false
	}
	r, ok := rest97(number)
	return ok && r == 1
}

func rest97(digits string) (r int, ok bool) {
	var n uint64
	if digits == "" {
		return 0, false
	}
	for i := 0; i < len(digits); i++ {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + uint64(d)
		if i&15 == 15 { // 97 and sixteen more digits stay below 2^63
			n %= 97
		}
	}
	return int(n % 97), true
}

const pairs = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"
