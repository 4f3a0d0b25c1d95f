package licence

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

func keyList() KeyList {
	return KeyList{Scheme: "ningbo", Number: 12, Made: civil.New(2020, 3, 10), Keys: []StationKey{
		{District: "12", Station: 131, Key: newSigner(3).Public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)},
		{District: "12", Station: 132, Key: newSigner(4).Public(), FirstEpoch: 1, LastEpoch: 3, From: civil.New(2020, 2, 1), Until: civil.New(2020, 12, 31), Revoked: true, GoodEpoch: 1, GoodSerial: 42},
		{District: "12", Station: 931, Key: newSigner(3).Public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)},
		{District: "12", Station: 931, Key: newSigner(5).Public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1), Revoked: true},
	}}
}

// TestKeyListIsFrozen: what this build signs, every later one reads.
func TestKeyListIsFrozen(t *testing.T) {
	root := authority(t, "ningbo")
	signed, err := SignKeyList(keyList(), root)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/frozen.keys")
	if err != nil || !bytes.Equal(signed, want) {
		t.Errorf("signed\n%s\nfrozen is\n%s%v", signed, want, err)
	}
	if got, err := ParseKeyList(signed, root.Key()); err != nil || !reflect.DeepEqual(got, keyList()) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAKeyListThatIsNoneIsRefused(t *testing.T) {
	root := authority(t, "ningbo")
	signed, err := SignKeyList(keyList(), root)
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(signed) * 8 {
		b := bytes.Clone(signed)
		b[i/8] ^= 1 << (i % 8)
		if _, err := ParseKeyList(b, root.Key()); !errors.Is(err, ErrKeyList) {
			t.Fatalf("bit %d flipped: %v", i, err)
		}
	}
	own, _ := OwnRoot("ningbo", "12", 931, newSigner(1))
	for name, change := range map[string]func(*KeyList){
		"scheme":  func(l *KeyList) { l.Scheme = "lishui" },
		"number":  func(l *KeyList) { l.Number = 0 },
		"no day":  func(l *KeyList) { l.Made = civil.Date{} },
		"a key":   func(l *KeyList) { l.Keys[0].Key = l.Keys[0].Key[:31] },
		"epochs":  func(l *KeyList) { l.Keys[0].FirstEpoch, l.Keys[0].LastEpoch = 3, 2 },
		"no term": func(l *KeyList) { l.Keys[0].From = civil.Date{} },
		"serial":  func(l *KeyList) { l.Keys[1].GoodSerial = 123456 },
		"code":    func(l *KeyList) { l.Keys[1].Station = 1000 },
	} {
		l := keyList()
		change(&l)
		if _, err := SignKeyList(l, root); !errors.Is(err, ErrKeyList) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := SignKeyList(keyList(), own); !errors.Is(err, ErrKeyList) {
		t.Errorf("an own root: %v", err)
	}
	if _, err := ParseKeyList(signed, authority(t, "lishui").Key()); !errors.Is(err, ErrKeyList) {
		t.Errorf("another root: %v", err)
	}
}

func TestWhichKeyCouldGiveANumber(t *testing.T) {
	l := keyList()
	if keys := l.Of("12", 931); len(keys) != 2 {
		t.Errorf("%d keys under one code that two drew", len(keys))
	}
	if keys := l.Of("13", 131); len(keys) != 0 {
		t.Errorf("another district has %d", len(keys))
	}
	good, revoked := l.Of("12", 131)[0], l.Of("12", 132)[0]
	for _, try := range []struct {
		key           StationKey
		epoch, serial int
		want          bool
	}{
		{good, 9, 99999, true}, {revoked, 1, 42, true}, {revoked, 1, 43, false}, {revoked, 2, 1, false}, {l.Keys[3], 1, 1, false},
	} {
		if got := try.key.Gave(try.epoch, try.serial); got != try.want {
			t.Errorf("%s %d-%d: %t", try.key.line(), try.epoch, try.serial, got)
		}
	}
}

// FuzzKeyList: nothing that anybody writes is believed, and nothing panics.
func FuzzKeyList(f *testing.F) {
	f.Add(keyList().text())
	f.Add(strings.Repeat("x", 300))
	f.Fuzz(func(t *testing.T, text string) {
		root := authority(t, "ningbo")
		if signed, err := root.signUpTo(text, mostKeyList); err == nil { // even in the authority's own name
			if l, err := ParseKeyList([]byte(signed), root.Key()); err == nil && l.text() != text {
				t.Errorf("%q is read as %q", text, l.text())
			}
		}
		if _, err := ParseKeyList([]byte(text), root.Key()); err == nil {
			t.Error("unsigned, and believed")
		}
	})
}

// TestCodesAreCounted: two keys can stand under one.
func TestCodesAreCounted(t *testing.T) {
	if n := keyList().Codes(); n != 3 {
		t.Errorf("%d codes", n)
	}
}
