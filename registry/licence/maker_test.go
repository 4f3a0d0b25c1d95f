package licence

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

func maker(t *testing.T) Maker {
	t.Helper()
	m, err := StationMaker("ningbo", "12", 931, newSigner(3))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var day = time.Date(2020, 3, 10, 1, 0, 0, 0, time.UTC)

func recalls() RecallList {
	l := RecallList{Scheme: "ningbo", Number: 42, Made: day, Until: day.AddDate(0, 0, 1), Covers: []string{"12-132", "12-931"}}
	for _, serial := range []int64{1, 42, 43, 99999} {
		l.Entries = append(l.Entries, Recalled{withCheck(129311_7_00000+serial, 14), int(serial % 3)})
	}
	return l
}

// TestListsAreFrozen: what this build signs, every later one reads.
func TestListsAreFrozen(t *testing.T) {
	signedKeys, err := SignKeysFile(keyList(), maker(t))
	if err != nil {
		t.Fatal(err)
	}
	signedRecalls, err := SignRecallsFile(recalls(), maker(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"testdata/frozen.keysfile": signedKeys, "testdata/frozen.recallsfile": signedRecalls} {
		if want, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v; signed\n%s", name, err, got)
		}
	}
	k, by, err := ParseKeysFile(bytes.ReplaceAll(signedKeys, []byte("\n"), []byte("\r\n"))) // as a mail brings it
	if err != nil || !reflect.DeepEqual(k, keyList()) || by.Name() != "ningbo/12-931" {
		t.Errorf("%+v %v", k, err)
	}
	r, also, err := ParseRecallsFile(signedRecalls)
	if err != nil || !reflect.DeepEqual(r, recalls()) || also != by {
		t.Errorf("%+v %v", r, err)
	}
	if !by.SameFingerprint(strings.ToUpper(by.Fingerprint())) || by.SameFingerprint("") {
		t.Error("the fingerprint")
	}
	root := authority(t, "ningbo")
	fromAbove, err := SignKeyList(keyList(), root)
	if err != nil {
		t.Fatal(err)
	}
	k, by, err = ParseKeysFile(KeysFile(fromAbove, root.Key()))
	if err != nil || len(k.Keys) != len(keyList().Keys) || by.Fingerprint() != root.Key().Fingerprint() {
		t.Errorf("the authority's: %+v %v", k, err)
	}
}

// TestListsChangedAreRefused: any changed bit, any cut, another kind of list, and a
// signature of another key under the same name.
func TestListsChangedAreRefused(t *testing.T) {
	signed, err := SignRecallsFile(recalls(), maker(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range signed {
		bad := bytes.Clone(signed)
		bad[i] ^= 1
		if _, _, err := ParseRecallsFile(bad); !errors.Is(err, ErrGuardFile) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
		if _, _, err := ParseRecallsFile(signed[:i]); !errors.Is(err, ErrGuardFile) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
	if _, _, err := ParseKeysFile(signed); !errors.Is(err, ErrGuardFile) {
		t.Errorf("a recall list as a key list: %v", err)
	}
	other, err := StationMaker("ningbo", "12", 931, newSigner(4))
	if err != nil {
		t.Fatal(err)
	}
	other.key = maker(t).key
	if _, err := SignRecallsFile(recalls(), other); !errors.Is(err, ErrGuardFile) {
		t.Errorf("signed by another key: %v", err)
	}
	abroad := recalls()
	abroad.Scheme = "ningxia"
	if _, err := SignRecallsFile(abroad, maker(t)); !errors.Is(err, ErrGuardFile) {
		t.Errorf("another scheme's maker: %v", err)
	}
	for name, spoil := range map[string]func(*RecallList){
		"check digits": func(l *RecallList) { l.Entries[0].Number = "12931170000199" },
		"twice":        func(l *RecallList) { l.Entries[1] = l.Entries[0] },
		"longer":       func(l *RecallList) { l.Entries[3].Number = withCheck(12_129311_7_00000, 16) },
		"a copy":       func(l *RecallList) { l.Entries[0].Good = -1 },
		"covers":       func(l *RecallList) { l.Covers = []string{"12-131\nentries 0"} },
	} {
		l := recalls()
		spoil(&l)
		if _, err := SignRecallsFile(l, maker(t)); !errors.Is(err, ErrGuardFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRecallListOfACity: 20,000 numbers of a million are some 50 kB as text, none is
// lost, and none is found that is not there.
func TestRecallListOfACity(t *testing.T) {
	l := RecallList{Scheme: "ningbo", Number: 42, Made: day, Until: day.AddDate(0, 0, 1), Covers: []string{Everywhere}}
	for i := range int64(20000) {
		station, serial := 1+i/100, 1+i%100*50
		l.Entries = append(l.Entries, Recalled{withCheck(12_000_1_7_00000+station*1_0_0_00000+serial, 14), int(i % 2)})
	}
	signed, err := SignRecallsFile(l, maker(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(signed) > 80_000 {
		t.Errorf("%d bytes", len(signed))
	}
	back, _, err := ParseRecallsFile(signed)
	if err != nil || len(back.Entries) != len(l.Entries) || !back.Speaks("12-131") {
		t.Fatalf("%d entries, %v", len(back.Entries), err)
	}
	for _, e := range l.Entries {
		if got, ok := back.Find(e.Number); !ok || got != e {
			t.Fatalf("%s: %+v %v", e.Number, got, ok)
		}
	}
	if got, ok := back.Find(withCheck(12_131_1_7_00002, 14)); ok {
		t.Errorf("found %+v", got)
	}
}

func FuzzLists(f *testing.F) {
	m, err := StationMaker("ningbo", "12", 931, newSigner(3))
	if err != nil {
		f.Fatal(err)
	}
	one, _ := SignKeysFile(keyList(), m)
	two, _ := SignRecallsFile(recalls(), m)
	f.Add(one)
	f.Add(two)
	f.Add([]byte(fmt.Sprintf("%s%s", one, two)))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, _, err1 := ParseKeysFile(file)
		_, _, err2 := ParseRecallsFile(file)
		if err1 == nil && err2 == nil {
			t.Error("one file is both lists")
		}
	})
}
