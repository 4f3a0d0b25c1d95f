package token

import (
	"fmt"
	"strings"
)

// base45 (RFC 9285): the alphabet is that of a QR code's alphanumeric mode. Two
// bytes n become three characters c + d·45 + e·45² = n, an odd last byte two.
const alphabet45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

const maxText = 512 // no pass comes near; a limit for texts from unknown QR codes

func encode45(b []byte) string {
	var s strings.Builder
	s.Grow((len(b)*3 + 1) / 2)
	for ; len(b) >= 2; b = b[2:] {
		n := int(b[0])<<8 | int(b[1])
		s.Write([]byte{alphabet45[n%45], alphabet45[n/45%45], alphabet45[n/2025]})
	}
	if len(b) == 1 {
		s.Write([]byte{alphabet45[b[0]%45], alphabet45[b[0]/45]})
	}
	return s.String()
}

// decode45 refuses what RFC 9285 section 6 calls non-canonical: a character
// outside the alphabet, a length of 3n+1, three characters above 65535 or a last
// two above 255.
func decode45(s string) ([]byte, error) {
	if len(s)%3 == 1 || len(s) > maxText {
		return nil, fmt.Errorf("%w: %d characters", ErrText, len(s))
	}
	b := make([]byte, 0, len(s)/3*2+1)
	for ; s != ""; s = s[min(3, len(s)):] {
		group := s[:min(3, len(s))]
		n, ok := value45(group)
		if !ok || n > 0xFFFF || (len(group) == 2 && n > 0xFF) {
			return nil, fmt.Errorf("%w: not base45", ErrText)
		}
		if len(group) == 3 {
			b = append(b, byte(n>>8))
		}
		b = append(b, byte(n))
	}
	return b, nil
}

// value45 is the value of two or three characters, the lowest first.
func value45(group string) (int, bool) {
	n := 0
	for i := len(group) - 1; i >= 0; i-- {
		v := strings.IndexByte(alphabet45, group[i])
		if v < 0 {
			return 0, false
		}
		n = n*45 + v
	}
	return n, true
}
