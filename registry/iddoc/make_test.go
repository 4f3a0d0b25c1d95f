package iddoc

import (
	"fmt"
	"math/rand"
	"strings"

	"passdesk/registry/civil"
)

// Makers of numbers for the tests. They compute the check digits from the
// published weights, not with the code under test.

// cite completes 17 digits by the weights of GB 11643-1999.
func cite(body string) string {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(body[i]-'0') * w
	}
	return body + "10X98765432"[sum%11:sum%11+1]
}

// icao is the 7-3-1 digit of ICAO 9303-3, 4.9.
func icao(field string) string {
	const chars = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	sum := 0
	for i, r := range field {
		v := strings.IndexRune(chars, r)
		sum += max(v, 0) * []int{7, 3, 1}[i%3]
	}
	return fmt.Sprint(sum % 10)
}

// fpr15 completes the first 14 of the 15 given (its last character is dropped).
func fpr15(s string) string { return s[:14] + icao(s[:14]) }

// uscc completes 17 characters by GB 32100-2015.
func uscc(body string) string {
	const chars = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	weights := []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	sum := 0
	for i, w := range weights {
		sum += strings.IndexByte(chars, body[i]) * w
	}
	return body + string(chars[(31-sum%31)%31])
}

// flip changes the last digit.
func flip(s string) string {
	last := s[len(s)-1]
	if last == 'X' {
		return s[:len(s)-1] + "0"
	}
	return s[:len(s)-1] + string('0'+(last-'0'+1)%10)
}

func pickDigits(rng *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + rng.Intn(10))
	}
	return string(b)
}

// someBirth is a day from 1912 to the day of the cases.
func someBirth(rng *rand.Rand) civil.Date {
	from := civil.New(1912, 1, 1)
	return from.AddDays(rng.Intn(from.DaysUntil(day) + 1))
}

func fill(s string, n int) string { return s + strings.Repeat("<", n-len(s)) }

// passport3 makes the two lines of a TD3.
func passport3(rng *rand.Rand, state, number, optional string, birth, expiry civil.Date, sex string) string {
	line1 := fill("P<"+fill(state, 3)+"SAMPLE<<TESTPERSON", 44)
	o := fill(optional, 14)
	oc := icao(o)
	if optional == "" && rng.Intn(2) == 0 {
		oc = "<"
	}
	return line1 + "\n" + td3Line2(number, state, birth.Compact()[2:], sex, expiry.Compact()[2:], o+oc)
}

// td3Line2 makes a second line from YYMMDD dates and 15 characters of optional
// data with their check.
func td3Line2(number, state, birth, sex, expiry, optional string) string {
	num := fill(number, 9)
	composite := num + icao(num) + birth + icao(birth) + expiry + icao(expiry) + optional
	return num + icao(num) + fill(state, 3) + birth + icao(birth) + sex + expiry + icao(expiry) + optional + icao(composite)
}

// card1 makes the three lines of a TD1; a number of more than nine overflows.
func card1(state, number string, birth, expiry civil.Date, sex string) string {
	var body string
	if len(number) > 9 {
		body = fill(number[:9]+"<"+number[9:]+icao(number), 25)
	} else {
		num := fill(number, 9)
		body = fill(num+icao(num), 25)
	}
	b, e := birth.Compact()[2:], expiry.Compact()[2:]
	opt := fill("", 11)
	composite := body + b + icao(b) + e + icao(e) + opt
	return "I<" + fill(state, 3) + body + "\n" +
		b + icao(b) + sex + e + icao(e) + fill(state, 3) + opt + icao(composite) + "\n" +
		fill("SAMPLE<<TESTPERSON", 30)
}
