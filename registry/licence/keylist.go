package licence

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"passdesk/registry/civil"
)

// KeyList says with which keys the stations of a scheme sign passes, in the name of
// the authority. It comes down in parcels, and a guard who has no network checks QR
// texts with it.
//
//	passdesk keys v1
//	scheme ningbo
//	number 12
//	made 2020-03-10
//	12-131 7UkoxijRwsbq6QM4kFmVYSlZJzpcY/k2NsFGFKyHN9E= epochs 1-9 term 2020-02-01..
//	12-132 uN2QmEw5sYd0Ri9H2Hp6ciYd9lNq5mBqTtvo2J3nKcU= epochs 1-3 term 2020-02-01..2020-12-31 good 1-42
//
//	— ningbo/health-bureau sg9V78gl…wE=
//
// Number counts the lists: a newer takes the place of an older. A line is one licence;
// "good" ends that of a key that was revoked: its last good number, epoch and serial.
// Two keys can stand under one code from 900 on, which stations draw by themselves; such
// a line always ends with the last number that came.
type KeyList struct {
	Scheme string
	Number int64
	Made   civil.Date
	Keys   []StationKey
}

// StationKey is the key that signs the passes of one code.
type StationKey struct {
	District              string
	Station               int
	Key                   ed25519.PublicKey
	FirstEpoch, LastEpoch int
	From, Until           civil.Date // of the licence; no Until: no end
	Revoked               bool
	GoodEpoch, GoodSerial int // of a revoked key: its last good number; 0, 0: none is
}

// ErrKeyList reports what is no key list, or not one that the root signed.
var ErrKeyList = errors.New("licence: not a key list that this root signed")

// mostKeyList is how long a key list may be: some nine thousand lines.
const mostKeyList = 1_000_000

var (
	keyListForm = regexp.MustCompile(`^passdesk keys v1\nscheme ([a-z][a-z0-9-]{0,31})\nnumber ([1-9][0-9]{0,17})\nmade ([0-9]{4}-[0-9]{2}-[0-9]{2})\n`)
	keyLineForm = regexp.MustCompile(`^([0-9]{1,6})-([0-9]{3}) ([A-Za-z0-9+/]{43}=) epochs ([1-9])-([1-9]) term ([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})?( good ([0-9])-([0-9]{1,5}))?$`)
)

// Of are the keys that may have signed the passes of a code, good or not: whoever
// checks a pass tries each, and then asks [StationKey.Gave].
func (l KeyList) Of(district string, station int) (keys []StationKey) {
	for _, k := range l.Keys {
		if k.District == district && k.Station == station {
			keys = append(keys, k)
		}
	}
	return keys
}

// Codes counts the station codes, under which several keys can stand.
func (l KeyList) Codes() int {
	codes := map[string]bool{}
	for _, k := range l.Keys {
		codes[Code(k.District, k.Station)] = true
	}
	return len(codes)
}

// Gave reports whether the key could give the number of the epoch and the serial: one
// of its epochs, and not behind the last good number of a key that was revoked.
func (k StationKey) Gave(epoch, serial int) bool {
	if epoch < k.FirstEpoch || epoch > k.LastEpoch {
		return false
	}
	return !k.Revoked || epoch < k.GoodEpoch || epoch == k.GoodEpoch && serial <= k.GoodSerial
}

func (k StationKey) line() string {
	s := fmt.Sprintf("%s-%03d %s epochs %d-%d term %s..%s", k.District, k.Station, base64.StdEncoding.EncodeToString(k.Key), k.FirstEpoch, k.LastEpoch, k.From, k.Until)
	if k.Revoked {
		s += fmt.Sprintf(" good %d-%d", k.GoodEpoch, k.GoodSerial)
	}
	return s
}

func (l KeyList) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "passdesk keys v1\nscheme %s\nnumber %d\nmade %s\n", l.Scheme, l.Number, l.Made)
	for _, k := range l.Keys {
		b.WriteString(k.line() + "\n")
	}
	return b.String()
}

// SignKeyList makes the signed note. Errors: ErrKeyList.
func SignKeyList(l KeyList, root *Root) ([]byte, error) {
	signed, err := root.signUpTo(l.text(), mostKeyList)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyList, err)
	}
	if _, err := ParseKeyList([]byte(signed), root.Key()); err != nil {
		return nil, err
	}
	return []byte(signed), nil
}

// ParseKeyList reads a key list and believes it when an authority's root among the
// known ones signed it, in its one spelling. Errors: ErrKeyList.
func ParseKeyList(signed []byte, known ...RootKey) (KeyList, error) {
	text, root, err := verifyUpTo(signed, known, mostKeyList)
	if err != nil {
		return KeyList{}, fmt.Errorf("%w: %w", ErrKeyList, err)
	}
	l, err := readKeyList(text)
	if err == nil && (root.Own() || l.Scheme != root.scheme) {
		return KeyList{}, fmt.Errorf("%w: whose it is", ErrKeyList)
	}
	return l, err
}

// readKeyList reads the text of a key list, whoever signed it.
func readKeyList(text string) (KeyList, error) {
	m := keyListForm.FindStringSubmatch(text)
	if m == nil {
		return KeyList{}, fmt.Errorf("%w: its form", ErrKeyList)
	}
	l := KeyList{Scheme: m[1]}
	l.Number, _ = strconv.ParseInt(m[2], 10, 64) // digits, as the form says
	l.Made, _ = civil.Parse(m[3])
	for line := range strings.Lines(text[len(m[0]):]) {
		k, ok := parseKeyLine(strings.TrimSuffix(line, "\n"))
		if !ok {
			return KeyList{}, fmt.Errorf("%w: line %d", ErrKeyList, len(l.Keys)+5)
		}
		l.Keys = append(l.Keys, k)
	}
	if l.Made.IsZero() || l.text() != text {
		return KeyList{}, fmt.Errorf("%w: not in its one spelling", ErrKeyList)
	}
	return l, nil
}

func parseKeyLine(line string) (k StationKey, ok bool) {
	m := keyLineForm.FindStringSubmatch(line)
	if m == nil {
		return k, false
	}
	k.District = m[1]
	k.Station, _ = strconv.Atoi(m[2])
	key, err := base64.StdEncoding.Strict().DecodeString(m[3])
	k.Key = key
	k.FirstEpoch, _ = strconv.Atoi(m[4])
	k.LastEpoch, _ = strconv.Atoi(m[5])
	k.From, _ = civil.Parse(m[6])
	k.Until, _ = civil.Parse(m[7])
	if k.Revoked = m[8] != ""; k.Revoked {
		k.GoodEpoch, _ = strconv.Atoi(m[9])
		k.GoodSerial, _ = strconv.Atoi(m[10])
	}
	return k, err == nil && isDistrict(k.District) && k.Station > 0 && !isZero(k.Key) && k.FirstEpoch <= k.LastEpoch && !k.From.IsZero()
}
