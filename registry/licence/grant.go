package licence

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"passdesk/registry/civil"
)

// Station codes have three digits. An authority gives 001–899; a station that
// stands alone is offered one of 900–999.
const (
	FirstAlone  = 900
	lastStation = 999
	lastEpoch   = 9 // one digit of the pass number
)

const heading = "passdesk licence v1"

// OfferCode draws a code from 900–999 for a station that stands alone.
func OfferCode(rand io.Reader) (int, error) {
	var b [1]byte
	for {
		if _, err := io.ReadFull(rand, b[:]); err != nil {
			return 0, fmt.Errorf("licence: drawing a station code: %w", err)
		}
		if b[0] < 200 { // 256 is no multiple of 100
			return FirstAlone + int(b[0])%100, nil
		}
	}
}

// text is the one spelling of a valid grant.
func (g Grant) text() string {
	return fmt.Sprintf("%s\nscheme %s\ndistrict %s\nstation %03d\nkey %s\nepochs %d-%d\nterm %v..%v\n",
		heading, g.Scheme, g.District, g.Station, base64.StdEncoding.EncodeToString(g.Key),
		g.FirstEpoch, g.LastEpoch, g.From, g.Until)
}

func (g Grant) check() error {
	switch {
	case !isSlug(g.Scheme, 32):
		return grantError("scheme")
	case !isDistrict(g.District):
		return grantError("district")
	case g.Station < 1 || g.Station > lastStation:
		return grantError("station")
	case len(g.Key) != ed25519.PublicKeySize || isZero(g.Key):
		return grantError("key")
	case g.FirstEpoch < 1 || g.LastEpoch < g.FirstEpoch || g.LastEpoch > lastEpoch:
		return grantError("epochs")
	case g.From.IsZero() || !g.Until.IsZero() && g.Until.Before(g.From):
		return grantError("term")
	}
	return nil
}

func grantError(line string) error { return fmt.Errorf("%w: %s", ErrGrant, line) }

// parseGrant reads the text of a note. It reads loosely and then demands that
// the grant writes the same text again: so no second spelling is signed.
func parseGrant(text string) (Grant, error) {
	words := []string{"scheme ", "district ", "station ", "key ", "epochs ", "term "}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != 1+len(words) || lines[0] != heading {
		return Grant{}, ErrShape
	}
	values := lines[1:]
	for i, w := range words {
		var found bool
		if values[i], found = strings.CutPrefix(values[i], w); !found {
			return Grant{}, fmt.Errorf("%w: line %d is not the %s", ErrShape, i+2, strings.TrimSpace(w))
		}
	}
	first, last, _ := strings.Cut(values[4], "-")
	from, until, _ := strings.Cut(values[5], "..")
	g := Grant{Scheme: values[0], District: values[1]}
	g.Station, _ = strconv.Atoi(values[2])
	g.Key, _ = base64.StdEncoding.DecodeString(values[3])
	g.FirstEpoch, _ = strconv.Atoi(first)
	g.LastEpoch, _ = strconv.Atoi(last)
	g.From, _ = civil.Parse(from)
	g.Until, _ = civil.Parse(until)
	if err := g.check(); err != nil {
		return Grant{}, fmt.Errorf("%w: %w", ErrShape, err)
	}
	if g.text() != text {
		return Grant{}, fmt.Errorf("%w: not in its one spelling", ErrShape)
	}
	return g, nil
}

// isSlug: a lower-case letter, then lower-case letters, digits and dashes.
func isSlug(s string, most int) bool {
	if s == "" || len(s) > most || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

func isDistrict(s string) bool {
	if s == "" || len(s) > 6 {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func isZero(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}
