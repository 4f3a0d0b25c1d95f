package licence

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/seal"
)

// The keys that sign licences are kept by seal.
var _ Signer = (*seal.SigningKey)(nil)

// signer is an Ed25519 key from a seed of one repeated byte.
type signer struct{ ed25519.PrivateKey }

func newSigner(b byte) signer {
	return signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{b}, ed25519.SeedSize))}
}

func (s signer) Public() ed25519.PublicKey  { return ed25519.PublicKey(s.PrivateKey[ed25519.SeedSize:]) }
func (s signer) Sign(message []byte) []byte { return ed25519.Sign(s.PrivateKey, message) }

func ownRoot(t testing.TB, scheme, district string, station int) *Root {
	t.Helper()
	root, err := OwnRoot(scheme, district, station, newSigner(1))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func authority(t testing.TB, scheme string) *Root {
	t.Helper()
	root, err := AuthorityRoot(scheme, "health-bureau", newSigner(2))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func grant() Grant {
	return Grant{Scheme: "ningbo", District: "12", Station: 931, Key: newSigner(3).Public(),
		FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 10), Until: civil.New(2021, 2, 9)}
}

// frozen is a licence that every later build must read.
func frozen(t testing.TB) (text []byte, root RootKey) {
	t.Helper()
	text, err := os.ReadFile("testdata/own.licence")
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile("testdata/own.root")
	if err != nil {
		t.Fatal(err)
	}
	root, err = ParseRootKey(strings.TrimSpace(string(key)))
	if err != nil {
		t.Fatal(err)
	}
	return text, root
}

func TestLicenceOfAStationThatStandsAlone(t *testing.T) {
	root := ownRoot(t, "ningbo", "12", 931)
	lic, err := New(grant(), root)
	if err != nil {
		t.Fatal(err)
	}
	text, key := frozen(t)
	if lic.String() != string(text) || root.Key() != key {
		t.Errorf("the licence is written\n%s\nfrozen is\n%s", lic, text)
	}
	got, err := Parse(text, RootKey{}, key, key)
	if err != nil || got.String() != lic.String() || got.Root() != key {
		t.Fatalf("Parse: %v", err)
	}
	if !got.StandsAlone() || got.MayClash() || !got.IsFor(newSigner(3).Public()) || got.IsFor(newSigner(4).Public()) {
		t.Errorf("alone %v, may clash %v", got.StandsAlone(), got.MayClash())
	}
	if g := got.Grant(); g.text() != grant().text() {
		t.Errorf("grant = %+v", g)
	}
}

func TestLicenceOfAnAuthority(t *testing.T) {
	root := authority(t, "ningbo")
	g := grant()
	g.Station, g.Until = 131, civil.Date{}
	lic, err := New(g, root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(lic.Text(), ownRoot(t, "ningbo", "12", 131).Key(), root.Key())
	if err != nil || got.StandsAlone() || got.MayClash() || got.Root().Name() != "ningbo/health-bureau" {
		t.Errorf("%v, signed by %s", err, got.Root().Name())
	}
	if !strings.Contains(lic.String(), "station 131\n") || !strings.Contains(lic.String(), "term 2020-02-10..\n") {
		t.Errorf("written as\n%s", lic)
	}
}

func TestAStationMayTakeALowCodeForItself(t *testing.T) {
	g := grant()
	g.Station = 131 // "continue the paper book", and init's own example
	lic, err := New(g, ownRoot(t, "ningbo", "12", 131))
	if err != nil || !lic.MayClash() || !lic.StandsAlone() {
		t.Errorf("%v, may clash %v", err, lic.MayClash())
	}
}

func TestRootsLicenseOnlyWhatTheyReach(t *testing.T) {
	with := func(change func(*Grant)) Grant { g := grant(); change(&g); return g }
	for _, c := range []struct {
		name string
		root *Root
		g    Grant
	}{
		{"own root, another station", ownRoot(t, "ningbo", "12", 932), grant()},
		{"own root, another district", ownRoot(t, "ningbo", "11", 931), grant()},
		{"own root, another scheme", ownRoot(t, "ningxia", "12", 931), grant()},
		{"authority, 900", authority(t, "ningbo"), with(func(g *Grant) { g.Station = 900 })},
		{"authority, 999", authority(t, "ningbo"), with(func(g *Grant) { g.Station = 999 })},
		{"authority, another scheme", authority(t, "lishui"), with(func(g *Grant) { g.Station = 131 })},
	} {
		if _, err := New(c.g, c.root); !errors.Is(err, ErrReach) {
			t.Errorf("%s: New: %v, want ErrReach", c.name, err)
		}
		forged, err := c.root.sign(c.g.text())
		if err != nil {
			t.Fatal(err)
		}
		if lic, err := Parse([]byte(forged), c.root.Key()); !errors.Is(err, ErrReach) || !lic.IsZero() {
			t.Errorf("%s: Parse: %v, want ErrReach", c.name, err)
		}
	}
}

func TestImpossibleGrantsAreRefused(t *testing.T) {
	for name, change := range map[string]func(*Grant){
		"scheme":   func(g *Grant) { g.Scheme = "宁波" },
		"scheme ":  func(g *Grant) { g.Scheme = "ningbo\nstation 131" },
		"scheme  ": func(g *Grant) { g.Scheme = strings.Repeat("a", 33) },
		"district": func(g *Grant) { g.District = "" }, "district ": func(g *Grant) { g.District = "1x" },
		"district  ": func(g *Grant) { g.District = "3302121" },
		"station":    func(g *Grant) { g.Station = 0 }, "station ": func(g *Grant) { g.Station = 1000 },
		"key": func(g *Grant) { g.Key = g.Key[:31] }, "key ": func(g *Grant) { g.Key = make([]byte, 32) }, "key  ": func(g *Grant) { g.Key = nil },
		"epochs": func(g *Grant) { g.FirstEpoch = 0 }, "epochs ": func(g *Grant) { g.LastEpoch = 10 }, "epochs  ": func(g *Grant) { g.FirstEpoch, g.LastEpoch = 3, 2 },
		"term": func(g *Grant) { g.From = civil.Date{} }, "term ": func(g *Grant) { g.Until = civil.New(2020, 2, 9) },
	} {
		g := grant()
		change(&g)
		_, err := New(g, ownRoot(t, "ningbo", "12", 931))
		if !errors.Is(err, ErrGrant) || !strings.HasSuffix(err.Error(), strings.TrimSpace(name)) {
			t.Errorf("%s: %v, want ErrGrant naming the line", name, err)
		}
	}
}

func TestNoChangedByteIsBelieved(t *testing.T) {
	text, root := frozen(t)
	for bit := range 8 * len(text) {
		changed := bytes.Clone(text)
		changed[bit/8] ^= 1 << (bit % 8)
		if lic, err := Parse(changed, root); err == nil || !lic.IsZero() {
			t.Errorf("bit %d of byte %d flipped: believed", bit%8, bit/8)
		}
	}
	for n := range text {
		if _, err := Parse(text[:n], root); err == nil {
			t.Errorf("the first %d bytes: believed", n)
		}
	}
}

func TestOneSpellingOnly(t *testing.T) {
	text, root := frozen(t)
	own := ownRoot(t, "ningbo", "12", 931)
	signature := text[bytes.LastIndex(text, []byte("\n— "))+1:]
	body := grant().text()
	resigned := func(from, to string) []byte {
		signed, err := own.sign(strings.Replace(body, from, to, 1))
		if err != nil {
			t.Fatal(err)
		}
		return []byte(signed)
	}
	for name, spelling := range map[string][]byte{
		"station 0931":         resigned("931", "0931"),
		"epochs +1-9":          resigned("1-9", "+1-9"),
		"key without padding":  resigned("=\n", "\n"),
		"a second scheme":      resigned("district", "scheme ningbo\ndistrict"),
		"lines changed places": resigned("scheme ningbo\ndistrict 12", "district 12\nscheme ningbo"),
		"another version":      resigned("v1", "v2"),
		"a trailing space":     resigned("12\n", "12 \n"),
		"signed twice":         append(bytes.Clone(text), signature...),
		"signed by two":        append(bytes.Clone(text), []byte("— ningbo/health-bureau AAAAAAAA\n")...),
		"carriage returns":     bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")),
		"a line before it":     append([]byte("\n"), text...),
		"empty":                nil,
		"very long":            bytes.Repeat([]byte("a"), 5000),
	} {
		if _, err := Parse(spelling, root); !errors.Is(err, ErrShape) && !errors.Is(err, ErrSignature) {
			t.Errorf("%s: %v, want ErrShape", name, err)
		}
	}
}

func TestWhoSignedIsTold(t *testing.T) {
	text, root := frozen(t)
	var unknown *UnknownRoot
	_, err := Parse(text, authority(t, "ningbo").Key())
	if !errors.As(err, &unknown) || unknown.Name != "ningbo/own/12-931" {
		t.Errorf("unknown root: %v", err)
	}
	if _, err := Parse(text); !errors.As(err, &unknown) {
		t.Errorf("no roots at all: %v", err)
	}
	if _, err := Parse(bytes.Replace(text, []byte("931\n"), []byte("932\n"), 1), root); !errors.Is(err, ErrSignature) {
		t.Errorf("changed text: %v, want ErrSignature", err)
	}
	// The same name with another key is another root.
	other, _ := OwnRoot("ningbo", "12", 931, newSigner(9))
	if _, err := Parse(text, other.Key()); !errors.As(err, &unknown) {
		t.Errorf("another key of that name: %v", err)
	}
	// A name that nobody checked must not reach the terminal.
	if _, err := Parse(bytes.Replace(text, []byte("— ningbo"), []byte("— \u009b2J"), 1), root); !errors.Is(err, ErrShape) || strings.Contains(err.Error(), "\u009b") {
		t.Errorf("a name with a control: %v", err)
	}
}

func TestCovers(t *testing.T) {
	g := grant()
	g.FirstEpoch, g.LastEpoch = 2, 3
	lic, err := New(g, ownRoot(t, "ningbo", "12", 931))
	if err != nil {
		t.Fatal(err)
	}
	g.Until = civil.Date{}
	endless, _ := New(g, ownRoot(t, "ningbo", "12", 931))
	for _, c := range []struct {
		lic   Licence
		epoch int
		day   civil.Date
		want  error
	}{
		{lic, 2, civil.New(2020, 2, 10), nil}, {lic, 3, civil.New(2021, 2, 9), nil},
		{lic, 1, civil.New(2020, 3, 1), ErrEpoch}, {lic, 4, civil.New(2020, 3, 1), ErrEpoch},
		{lic, 2, civil.New(2020, 2, 9), ErrNotYet}, {lic, 2, civil.New(2021, 2, 10), ErrExpired},
		{endless, 2, civil.New(2099, 1, 1), nil}, {Licence{}, 0, civil.New(2020, 3, 1), ErrEpoch},
	} {
		if err := c.lic.Covers(c.epoch, c.day); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("epoch %d on %v: %v, want %v", c.epoch, c.day, err, c.want)
		}
	}
}

func TestCallersCannotReachInside(t *testing.T) {
	g := grant()
	lic, _ := New(g, ownRoot(t, "ningbo", "12", 931))
	g.Key[0] ^= 1
	lic.Grant().Key[0] ^= 1
	if !lic.IsFor(newSigner(3).Public()) {
		t.Error("the licensed key was changed from outside")
	}
	if (Licence{}).IsFor(nil) || !(Licence{}).IsZero() || (Licence{}).StandsAlone() {
		t.Error("no licence is taken for one")
	}
}

func TestRootKeys(t *testing.T) {
	root := authority(t, "ningbo").Key()
	if again, err := ParseRootKey(root.String()); err != nil || again != root {
		t.Errorf("ParseRootKey: %v", err)
	}
	if root.Own() || !ownRoot(t, "ningbo", "12", 931).Key().Own() || (RootKey{}).Own() || !(RootKey{}).IsZero() {
		t.Error("own roots are not told from an authority's")
	}
	if f := root.Fingerprint(); len(f) != 24 || f == ownRoot(t, "ningbo", "12", 931).Key().Fingerprint() {
		t.Errorf("fingerprint %q", f)
	}
	for _, bad := range []string{"", "ningbo", "+", root.String() + "=", root.String()[:60], strings.Replace(root.String(), "bureau", "office", 1), strings.Repeat("a", 300)} {
		if _, err := ParseRootKey(bad); !errors.Is(err, ErrRoot) {
			t.Errorf("%q: %v, want ErrRoot", bad, err)
		}
	}
	for _, c := range []struct{ scheme, authority string }{
		{"ningbo", "own"}, {"ningbo", ""}, {"ningbo", "own/12-931"}, {"ningbo", "健康"}, {"Ningbo", "bureau"}, {"", "bureau"}, {"ningbo", "a b"}, {"ningbo", "a+b"},
	} {
		if _, err := AuthorityRoot(c.scheme, c.authority, newSigner(1)); !errors.Is(err, ErrRoot) {
			t.Errorf("AuthorityRoot(%q, %q): %v", c.scheme, c.authority, err)
		}
	}
	for _, c := range []struct {
		district string
		station  int
	}{{"", 931}, {"12", 0}, {"12", 1000}, {"1-2", 931}, {"12", -1}} {
		if _, err := OwnRoot("ningbo", c.district, c.station, newSigner(1)); !errors.Is(err, ErrRoot) {
			t.Errorf("OwnRoot(%q, %d): %v", c.district, c.station, err)
		}
	}
	if _, err := OwnRoot("ningbo", "12", 931, none{}); !errors.Is(err, ErrRoot) {
		t.Errorf("no key: %v", err)
	}
}

type none struct{ signer }

func (none) Public() ed25519.PublicKey { return nil }

// A key that changed under the root must not put out a licence.
func TestBadSignatureNeverLeaves(t *testing.T) {
	root := ownRoot(t, "ningbo", "12", 931)
	root.signer = newSigner(7)
	if _, err := New(grant(), root); !errors.Is(err, ErrSignature) {
		t.Errorf("%v, want ErrSignature", err)
	}
}

func TestOfferCode(t *testing.T) {
	seen := map[int]bool{}
	for b := range 256 {
		code, err := OfferCode(bytes.NewReader([]byte{byte(b), 42}))
		if err != nil || code < 900 || code > 999 {
			t.Fatalf("byte %d: %d, %v", b, code, err)
		}
		seen[code] = true
	}
	if len(seen) != 100 {
		t.Errorf("%d codes, want 100", len(seen))
	}
	if _, err := OfferCode(bytes.NewReader(nil)); err == nil {
		t.Error("a code from no chance")
	}
}

func FuzzParse(f *testing.F) {
	text, root := frozen(f)
	f.Add(text)
	f.Add(text[:len(text)-1])
	f.Add([]byte(heading + "\n\n— x AAAAAAA=\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := Parse(b, root); err == nil && !bytes.Equal(b, text) {
			t.Error("a licence that nobody signed is believed")
		}
	})
}

// FuzzGrant: a grant that is read is written as it stood.
func FuzzGrant(f *testing.F) {
	f.Add(grant().text())
	f.Add(strings.Replace(grant().text(), "2021-02-09", "", 1))
	f.Fuzz(func(t *testing.T, text string) {
		g, err := parseGrant(text)
		if err != nil {
			if !errors.Is(err, ErrShape) {
				t.Errorf("%v, want ErrShape", err)
			}
			return
		}
		if g.check() != nil || g.text() != text {
			t.Errorf("%q is read and written %q", text, g.text())
		}
	})
}

func FuzzParseRootKey(f *testing.F) {
	_, root := frozen(f)
	f.Add(root.String())
	f.Add(authority(f, "ningbo").Key().String())
	f.Add("ningbo/own/12-931+00000000+AQ==")
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseRootKey(text)
		if err == nil && (k.String() != text || k.IsZero() || k.Name() == "") {
			t.Errorf("%q is read as %q", text, k)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	text, root := frozen(b)
	for b.Loop() {
		if _, err := Parse(text, root); err != nil {
			b.Fatal(err)
		}
	}
}
