// Package guard knows what a guard can find out about a pass with no network: from the
// text of its QR code, the list of station keys and the list of recalled numbers. It
// knows no register, no file and no clock: lists and the day come in.
//
// What it answers is a word and two sentences, what is so and what to do next; that a
// paper is genuine says nothing of who carries it, so the next step is always to
// compare. A list that nobody has, or that is past its end, never makes a pass better
// or worse: it is said.
//
//	g, err := guard.Read(keyFile, recallFile)
//	a := g.Check(scanned, now, today)
//	// a.Outcome "valid", a.Next.ZH "请核对…"
//
// In order, the first that holds: no pass's text, a newer program's, an unknown
// station, a signature that is not the station's, an epoch that nobody licensed, a
// number behind the last good one of a revoked key (of a code that the station drew
// itself: behind the last that the list knows), a recalled number or a copy that
// another replaced, a term that is over, a day that has not come. Else it is valid.
package guard

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"strconv"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/token"
)

// Outcome is what a pass turned out to be. The words are for ever.
type Outcome string

const (
	Valid          Outcome = "valid"
	Recalled       Outcome = "recalled"        // or lost, void, cancelled, returned: no paper of the number is good
	OldCopy        Outcome = "old_copy"        // another copy took its place
	Expired        Outcome = "expired"         // its term is over
	NotYet         Outcome = "not_yet"         // issued on a day to come
	Forged         Outcome = "forged"          // the signature is not the station's
	UnknownStation Outcome = "unknown_station" // nobody's key is known for the number
	RevokedKey     Outcome = "revoked_key"     // the station's key was revoked, and the number came after
	NotKnownYet    Outcome = "not_known_yet"   // of a code that the station drew itself: the number had not come up when the list was made
	NotAPass       Outcome = "not_a_pass"      // some other QR code, or misread
	Newer          Outcome = "newer"           // of a program newer than this one
	NumberOnly     Outcome = "number_only"     // a typed number: nothing is known against it, and nothing proves it
)

// Lists are what the guard has, and who made them. Recalls may be nil.
type Lists struct {
	Keys      licence.KeyList
	KeysBy    licence.MakerKey
	Recalls   *licence.RecallList
	RecallsBy licence.MakerKey
}

// ErrOtherMaker is a recall list of somebody of whom the key list knows nothing.
var ErrOtherMaker = errors.New("guard: the recall list is not signed by the maker of the key list, nor by a station of it")

// Read reads the two files; recalls may be nil. Who made the key list is believed of
// every station; a station of it, of its own numbers. Errors: licence.ErrGuardFile,
// ErrOtherMaker.
func Read(keys, recalls []byte) (l Lists, err error) {
	if l.Keys, l.KeysBy, err = licence.ParseKeysFile(keys); err != nil || recalls == nil {
		return l, err
	}
	r, by, err := licence.ParseRecallsFile(recalls)
	if err != nil {
		return l, err
	}
	l.Recalls, l.RecallsBy = &r, by
	if r.Scheme != l.Keys.Scheme {
		return l, ErrOtherMaker
	}
	if by == l.KeysBy {
		return l, nil
	}
	var own []string
	for _, k := range l.Keys.Keys {
		if code := licence.Code(k.District, k.Station); bytes.Equal(k.Key, by.Public()) && r.Speaks(code) {
			own = append(own, code)
		}
	}
	if len(own) == 0 {
		return l, ErrOtherMaker
	}
	r.Covers = own
	return l, nil
}

// Answer is what the guard is told. Pass is what the QR code says, once the signature
// was found good; of anything else only the number is shown.
type Answer struct {
	Outcome  Outcome
	Number   string
	Station  string // "12-131"
	Pass     token.Pass
	Reason   scheme.Text
	Next     scheme.Text
	Warnings []scheme.Text // of the lists
}

// Proven reports that the station's signature was found good.
func (a Answer) Proven() bool { return a.Pass.Number != "" }

// Check answers a text as it was scanned, typed or pasted: a QR code's, or a pass
// number.
func (l Lists) Check(text string, now time.Time, today civil.Date) Answer {
	a := l.judge(text, today)
	a.Reason, a.Next = sentences[a.Outcome].Reason, sentences[a.Outcome].Next
	a.Warnings = l.warnings(a, now)
	return a
}

func (l Lists) judge(text string, today civil.Date) Answer {
	if number, ok := typedNumber(text); ok {
		return l.number(number)
	}
	a := Answer{Outcome: NotAPass}
	for _, reading := range readings(text) {
		u, err := token.Parse(reading)
		if errors.Is(err, token.ErrVersion) {
			a.Outcome = Newer
		}
		if err != nil {
			continue
		}
		if a = l.signed(u, today); a.Proven() {
			return a
		}
	}
	return a
}

// signed judges a text that has the form of a pass.
func (l Lists) signed(u token.Unverified, today civil.Date) Answer {
	at := takeApart(u.Number())
	a := Answer{Outcome: UnknownStation, Number: u.Number(), Station: at.code}
	if u.Scheme() != l.Keys.Scheme {
		return a
	}
	for _, k := range l.Keys.Of(at.district, at.station) {
		p, err := u.Verify(func(message, sig []byte) error { return verify(k.Key, message, sig) })
		switch {
		case err == nil:
			a.Pass, a.Outcome = p, l.standing(k, at, p, today)
			if k.Gave(at.epoch, at.serial) { // the key may have another line, of before its licence
				return a
			}
		case !a.Proven():
			a.Outcome = Forged
		}
	}
	return a
}

// notGiven is what a number is that no line of its key gave. A code that the station drew
// is nobody's to revoke: its line ends with what came up, and more may be on its way.
func notGiven(at place) Outcome {
	if at.station >= licence.FirstAlone {
		return NotKnownYet
	}
	return RevokedKey
}

// standing is how a pass stands whose signature is good.
func (l Lists) standing(k licence.StationKey, at place, p token.Pass, today civil.Date) Outcome {
	listed, found := licence.Recalled{}, false
	if l.Recalls != nil && l.Recalls.Scheme == p.Scheme {
		listed, found = l.Recalls.Find(p.Number)
	}
	switch {
	case !k.Gave(at.epoch, at.serial):
		return notGiven(at)
	case found && listed.Good == 0:
		return Recalled
	case found && p.Copy < listed.Good:
		return OldCopy
	case !p.Expires.IsZero() && today.After(p.Expires):
		return Expired
	case p.Issued.After(today):
		return NotYet
	}
	return Valid
}

// number judges a number that somebody typed: it is found in the lists or it is not.
func (l Lists) number(number string) Answer {
	at := takeApart(number)
	a := Answer{Outcome: NumberOnly, Number: number, Station: at.code}
	known := l.Keys.Of(at.district, at.station)
	if len(known) == 0 {
		a.Outcome = UnknownStation
		return a
	}
	good := false
	for _, k := range known {
		good = good || k.Gave(at.epoch, at.serial)
	}
	if !good {
		a.Outcome = notGiven(at)
		return a
	}
	if l.Recalls != nil {
		if listed, found := l.Recalls.Find(number); found && listed.Good == 0 {
			a.Outcome = Recalled
		}
	}
	return a
}

func verify(key ed25519.PublicKey, message, sig []byte) error {
	if !ed25519.Verify(key, message, sig) {
		return errors.New("guard: another key")
	}
	return nil
}

// place is where a number was given: DD SSS E R NNNNN CC.
type place struct {
	district               string
	station, epoch, serial int
	code                   string
}

// takeApart reads a number of 14 to 16 digits whose check digits are right.
func takeApart(number string) place {
	d := len(number) - 12
	digits := func(from, to int) int { n, _ := strconv.Atoi(number[d+from : d+to]); return n }
	p := place{district: number[:d], station: digits(0, 3), epoch: digits(3, 4), serial: digits(5, 10)}
	p.code = licence.Code(p.district, p.station)
	return p
}

// warnings say what the lists cannot tell.
func (l Lists) warnings(a Answer, now time.Time) []scheme.Text {
	if a.Outcome == NotAPass || a.Outcome == Newer || a.Outcome == UnknownStation || a.Outcome == Forged {
		return nil
	}
	var of Warning
	switch r := l.Recalls; {
	case r == nil:
		of = NoRecalls
	case !r.Speaks(a.Station):
		of = NotCovered
	case r.Over(now):
		of = RecallsOld
	case r.Made.After(now.Add(time.Hour)):
		of = WrongClock
	default:
		return nil
	}
	return []scheme.Text{warnings[of]}
}
