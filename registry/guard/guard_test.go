package guard

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/iso7064"
	"passdesk/registry/licence"
	"passdesk/registry/token"
)

// hand is a key of the test: seed 1 1 1 …, 2 2 2 ….
type hand struct{ ed25519.PrivateKey }

func newHand(seed byte) hand {
	return hand{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))}
}

func (h hand) Public() ed25519.PublicKey  { return h.PrivateKey.Public().(ed25519.PublicKey) }
func (h hand) Sign(message []byte) []byte { return ed25519.Sign(h.PrivateKey, message) }

var (
	now   = time.Date(2020, 3, 10, 1, 0, 0, 0, time.UTC)
	today = civil.New(2020, 3, 10)
)

const number = "12131170004228" // district 12, station 131, epoch 1, serial 42

func lists(t testing.TB, entries ...licence.Recalled) Lists {
	t.Helper()
	m, err := licence.StationMaker("ningbo", "12", 131, newHand(1))
	must(t, err)
	keys, err := licence.SignKeysFile(licence.KeyList{Scheme: "ningbo", Number: 1, Made: today, Keys: []licence.StationKey{
		{District: "12", Station: 131, Key: newHand(9).Public(), FirstEpoch: 1, LastEpoch: 9, From: today}, // another drew the same code
		{District: "12", Station: 131, Key: newHand(1).Public(), FirstEpoch: 1, LastEpoch: 9, From: today},
	}}, m)
	must(t, err)
	recalls, err := licence.SignRecallsFile(licence.RecallList{Scheme: "ningbo", Number: 1, Made: now, Until: now.Add(time.Hour), Covers: []string{"12-131"}, Entries: entries}, m)
	must(t, err)
	l, err := Read(keys, recalls)
	must(t, err)
	return l
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(t testing.TB, change func(*token.Pass), by hand) string {
	t.Helper()
	p := token.Pass{Scheme: "ningbo", Number: number, Copy: 2, Issued: today, LastFour: "9315", Name: "样*父"}
	change(&p)
	text, err := token.Encode(p, by.Sign)
	must(t, err)
	return text
}

func TestOutcomes(t *testing.T) {
	as := func(*token.Pass) {}
	ends := func(d civil.Date) func(*token.Pass) {
		return func(p *token.Pass) { p.Issued, p.Expires = today.AddDays(-20), d }
	}
	bad := []licence.Recalled{{Number: number}}
	older := []licence.Recalled{{Number: number, Good: 3}}
	for name, c := range map[string]struct {
		text    string
		entries []licence.Recalled
		want    Outcome
	}{
		"good":                          {code(t, as, newHand(1)), nil, Valid},
		"the copy that is good":         {code(t, as, newHand(1)), []licence.Recalled{{Number: number, Good: 2}}, Valid},
		"recalled":                      {code(t, as, newHand(1)), bad, Recalled},
		"recalled, and over":            {code(t, ends(today.AddDays(-1)), newHand(1)), bad, Recalled},
		"an old copy":                   {code(t, as, newHand(1)), older, OldCopy},
		"its last day":                  {code(t, ends(today), newHand(1)), nil, Valid},
		"the day after":                 {code(t, ends(today.AddDays(-1)), newHand(1)), nil, Expired},
		"tomorrow's":                    {code(t, func(p *token.Pass) { p.Issued = today.AddDays(1) }, newHand(1)), nil, NotYet},
		"forged":                        {code(t, as, newHand(2)), nil, Forged},
		"forged, and recalled":          {code(t, as, newHand(2)), bad, Forged},
		"the other of the same code":    {code(t, as, newHand(9)), nil, Valid},
		"another scheme":                {code(t, func(p *token.Pass) { p.Scheme = "lishui" }, newHand(1)), nil, UnknownStation},
		"a number":                      {number, nil, NumberOnly},
		"a number as people write it":   {"1213 1170-0042 28\r", nil, NumberOnly},
		"a number that is recalled":     {number, bad, Recalled},
		"a number with an old copy":     {number, older, NumberOnly},
		"a number nobody gave":          {"12131170004229", nil, NotAPass},
		"nothing":                       {"", nil, NotAPass},
		"a page's address":              {"HTTPS://EXAMPLE.COM/", nil, NotAPass},
		"another program's next format": {"UD0" + code(t, as, newHand(1))[3:], nil, Newer},
	} {
		a := lists(t, c.entries...).Check(c.text, now, today)
		if a.Outcome != c.want || a.Reason.ZH == "" || a.Next.EN == "" {
			t.Errorf("%s: %+v, want %s", name, a, c.want)
		}
		if proven := a.Proven(); proven && (c.want == Forged || c.want == NumberOnly || c.want == NotAPass || c.want == UnknownStation) {
			t.Errorf("%s: proven", name)
		}
	}
}

// TestEveryChangedCharacterIsSeen: no text beside the right one is valid.
func TestEveryChangedCharacterIsSeen(t *testing.T) {
	text, l := code(t, func(*token.Pass) {}, newHand(1)), lists(t)
	for i := range text {
		bad := text[:i] + string("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[(strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", text[i])+1)%45]) + text[i+1:]
		if a := l.Check(bad, now, today); a.Outcome == Valid || a.Proven() {
			t.Errorf("character %d changed: %+v", i, a)
		}
	}
}

func TestWhatTheListsCannotTell(t *testing.T) {
	text := code(t, func(*token.Pass) {}, newHand(1))
	l := lists(t)
	for name, c := range map[string]struct {
		lists Lists
		at    time.Time
		want  string
	}{
		"fresh":       {l, now, ""},
		"old":         {l, now.Add(2 * time.Hour), "past its end"},
		"none":        {Lists{Keys: l.Keys}, now, "no recall list"},
		"another's":   {Lists{Keys: l.Keys, Recalls: &licence.RecallList{Scheme: "ningbo", Covers: []string{"12-132"}}}, now, "does not speak"},
		"wrong clock": {l, now.Add(-2 * time.Hour), "device's date"},
	} {
		a := c.lists.Check(text, c.at, today)
		said := ""
		for _, w := range a.Warnings {
			said += w.EN
		}
		if a.Outcome != Valid || (c.want == "") != (said == "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s %q", name, a.Outcome, said)
		}
	}
}

// TestWhoseRecallsAreBelieved: the key list's maker for all, a station for itself.
func TestWhoseRecallsAreBelieved(t *testing.T) {
	m, err := licence.StationMaker("ningbo", "12", 999, newHand(5))
	must(t, err)
	keys, err := licence.SignKeysFile(licence.KeyList{Scheme: "ningbo", Number: 1, Made: today, Keys: []licence.StationKey{
		{District: "12", Station: 131, Key: newHand(1).Public(), FirstEpoch: 1, LastEpoch: 9, From: today},
		{District: "12", Station: 132, Key: newHand(2).Public(), FirstEpoch: 1, LastEpoch: 9, From: today}}}, m)
	must(t, err)
	by := func(seed byte, code int, covers ...string) []byte {
		maker, err := licence.StationMaker("ningbo", "12", code, newHand(seed))
		must(t, err)
		file, err := licence.SignRecallsFile(licence.RecallList{Scheme: "ningbo", Number: 1, Made: now, Covers: covers}, maker)
		must(t, err)
		return file
	}
	if l, err := Read(keys, by(5, 999, "*")); err != nil || !l.Recalls.Speaks("12-132") {
		t.Errorf("the maker's own: %v", err)
	}
	if l, err := Read(keys, by(1, 131, "*")); err != nil || !l.Recalls.Speaks("12-131") || l.Recalls.Speaks("12-132") {
		t.Errorf("a station speaks for another: %v", err)
	}
	if _, err := Read(keys, by(3, 131, "12-131")); !errors.Is(err, ErrOtherMaker) {
		t.Errorf("a stranger under a station's name: %v", err)
	}
	if _, err := Read(by(5, 999, "*"), keys); !errors.Is(err, licence.ErrGuardFile) {
		t.Errorf("the files exchanged: %v", err)
	}
}

func FuzzCheck(f *testing.F) {
	l := lists(f)
	f.Add(code(f, func(*token.Pass) {}, newHand(1)))
	f.Add(number)
	f.Add("　１２")
	f.Fuzz(func(t *testing.T, text string) {
		if a := l.Check(text, now, today); a.Reason.IsZero() || a.Next.IsZero() {
			t.Errorf("%q: %+v", text, a)
		}
	})
}

// TestACodeThatAStationDrewIsNotRevoked: its line ends with the last number that came up.
// One behind it is not known yet; one of before is good, also where the same key has a
// licence for the same code.
func TestACodeThatAStationDrewIsNotRevoked(t *testing.T) {
	line := func(station, first, last int) licence.StationKey {
		return licence.StationKey{District: "12", Station: station, Key: newHand(1).Public(), FirstEpoch: first, LastEpoch: last, From: today}
	}
	drawn, own := line(931, 1, 1), line(131, 1, 1)
	drawn.Revoked, drawn.GoodEpoch, drawn.GoodSerial = true, 1, 42
	own.Revoked, own.GoodEpoch, own.GoodSerial = true, 1, 42
	l := Lists{Keys: licence.KeyList{Scheme: "ningbo", Keys: []licence.StationKey{line(131, 2, 9), own, drawn}}}
	for name, c := range map[string]struct {
		station, epoch, serial int
		signed, typed          Outcome
	}{
		"the last that came":            {931, 1, 42, Valid, NumberOnly},
		"one on its way":                {931, 1, 43, NotKnownYet, NotKnownYet},
		"of an epoch on its way":        {931, 2, 1, NotKnownYet, NotKnownYet},
		"of before, the same code":      {131, 1, 42, Valid, NumberOnly},
		"under its licence":             {131, 2, 1, Valid, NumberOnly},
		"behind it, of a licensed code": {131, 1, 43, RevokedKey, RevokedKey},
	} {
		n := fmt.Sprintf("12%03d%d7%05d", c.station, c.epoch, c.serial)
		n += iso7064.Mod97_10(n)
		text := code(t, func(p *token.Pass) { p.Number = n }, newHand(1))
		if a := l.Check(text, now, today); a.Outcome != c.signed || !a.Proven() {
			t.Errorf("%s: %+v, want %s", name, a, c.signed)
		}
		if a := l.Check(n, now, today); a.Outcome != c.typed {
			t.Errorf("%s, typed: %+v, want %s", name, a, c.typed)
		}
	}
}
