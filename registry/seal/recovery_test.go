package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
)

func TestRecoveryOpensTheKey(t *testing.T) {
	key := newKey(t, 1)
	safe, err := NewRecovery(chance(2))
	if err != nil {
		t.Fatal(err)
	}
	wrapped, err := key.WrapForRecovery(safe.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	for name, typed := range map[string]string{
		"identity":             safe.Identity(),
		"identity, lower case": " " + strings.ToLower(safe.Identity()) + "\r\n",
		"identity in groups":   safe.Identity()[:20] + " " + safe.Identity()[20:50] + "\n" + safe.Identity()[50:],
		"words":                strings.Join(safe.Words(), " "),
		"words, untidy":        "  1. " + strings.ToUpper(strings.Join(safe.Words(), ",\n 7) ")) + "。\n",
		"words, full width":    strings.Join(safe.Words(), "　"),
		"first four letters":   strings.Join(beginnings(safe.Words()), " "),
	} {
		parsed, err := ParseRecovery(typed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := OpenRecovery(wrapped, parsed); err != nil || !got.Same(key) {
			t.Errorf("%s: opened %v, %v", name, got, err)
		}
		if parsed.Recipient() != safe.Recipient() {
			t.Errorf("%s: another recipient", name)
		}
	}
}

func beginnings(words []string) []string {
	var b []string
	for _, w := range words {
		b = append(b, w[:min(4, len(w))])
	}
	return b
}

// What we write is what the age library writes and reads.
func TestRecoveryIsAnAgeIdentity(t *testing.T) {
	for seed := range byte(20) {
		safe, _ := NewRecovery(chance(seed))
		identity, err := age.ParseX25519Identity(safe.Identity())
		if err != nil || identity.String() != safe.Identity() || identity.Recipient().String() != safe.Recipient() {
			t.Fatalf("age reads our identity as another: %v", err)
		}
	}
	theirs, _ := age.GenerateX25519Identity()
	safe, err := ParseRecovery(theirs.String())
	if err != nil || safe.Identity() != theirs.String() {
		t.Errorf("an identity of age-keygen is not read: %v", err)
	}
}

// An authority has its own identity and the ordinary age tool.
func TestAuthorityOpensAndReadsTheKeyBack(t *testing.T) {
	key := newKey(t, 1)
	authority, _ := age.GenerateX25519Identity()
	wrapped, err := key.WrapForRecovery(authority.Recipient().String() + "\n")
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.Decrypt(bytes.NewReader(wrapped), authority)
	if err != nil {
		t.Fatal(err)
	}
	line, _ := io.ReadAll(plain)
	if want := "passdesk-data-key-1 " + hex.EncodeToString(key.bytes[:]) + "\n"; string(line) != want {
		t.Errorf("inside is not the documented line")
	}
	grouped := "passdesk-data-key-1 " + strings.ToUpper(string(line[20:40])) + " " + string(line[40:])
	for _, text := range []string{string(line), grouped} {
		if got, err := ParseReleased(text); err != nil || !got.Same(key) {
			t.Errorf("ParseReleased: %v", err)
		}
	}
	for _, text := range []string{"", "passdesk-data-key-1", "passdesk-data-key-2 " + string(line[20:]), string(line[:80]),
		"passdesk-data-key-1 " + strings.Repeat("0", 64), "passdesk-data-key-1 " + strings.Repeat("g", 64)} {
		if _, err := ParseReleased(text); !errors.Is(err, ErrWrongRecovery) {
			t.Errorf("ParseReleased(%q): %v", text, err)
		}
	}
}

func TestWrongRecoveryIsRefused(t *testing.T) {
	mine, _ := NewRecovery(chance(1))
	other, _ := NewRecovery(chance(2))
	wrapped, _ := newKey(t, 1).WrapForRecovery(mine.Recipient())
	if _, err := OpenRecovery(wrapped, other); !errors.Is(err, ErrWrongRecovery) {
		t.Errorf("another register's sheet: %v", err)
	}
	for i := range wrapped { // every byte; every bit would take X25519 too often
		bad := bytes.Clone(wrapped)
		bad[i] ^= 1
		if k, err := OpenRecovery(bad, mine); !errors.Is(err, ErrWrongRecovery) || k != nil {
			t.Errorf("byte %d changed: %v", i, err)
		}
	}
	for _, junk := range [][]byte{nil, wrapped[:len(wrapped)-1], append(bytes.Clone(wrapped), 0), make([]byte, 1<<20)} {
		if _, err := OpenRecovery(junk, mine); !errors.Is(err, ErrWrongRecovery) {
			t.Errorf("%d bytes: %v", len(junk), err)
		}
	}
	var foreign bytes.Buffer
	recipient, _ := age.ParseX25519Recipient(mine.Recipient())
	w, _ := age.Encrypt(&foreign, recipient)
	_, _ = io.WriteString(w, "somebody's letter")
	_ = w.Close()
	if _, err := OpenRecovery(foreign.Bytes(), mine); !errors.Is(err, ErrWrongRecovery) {
		t.Errorf("an age file that is no wrap: %v", err)
	}
}

func TestCheckRecipient(t *testing.T) {
	safe, _ := NewRecovery(chance(1))
	for _, good := range []string{safe.Recipient(), " " + safe.Recipient() + "\n", strings.ToUpper(safe.Recipient())} {
		if err := CheckRecipient(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	pq, _ := age.GenerateHybridIdentity()
	for _, bad := range []string{"", "age1", safe.Identity(), safe.Recipient()[:61], safe.Recipient() + "q", pq.Recipient().String(), "ssh-ed25519 AAAA"} {
		err := CheckRecipient(bad)
		if !errors.Is(err, ErrRecipient) {
			t.Errorf("%.20q…: %v, want ErrRecipient", bad, err)
		}
		if _, err := newKey(t, 1).WrapForRecovery(bad); !errors.Is(err, ErrRecipient) {
			t.Errorf("wrapping to %.20q…: %v", bad, err)
		}
	}
}

// The test vectors of BIP-0039 (trezor/python-mnemonic, vectors.json).
func TestWordsAreBIP39(t *testing.T) {
	for _, c := range []struct {
		secret string
		words  string
	}{
		{strings.Repeat("00", 32), strings.Repeat("abandon ", 23) + "art"},
		{strings.Repeat("7f", 32), strings.Repeat("legal winner thank year wave sausage worth useful ", 2) + "legal winner thank year wave sausage worth title"},
		{strings.Repeat("80", 32), strings.Repeat("letter advice cage absurd amount doctor acoustic avoid ", 2) + "letter advice cage absurd amount doctor acoustic bless"},
		{strings.Repeat("ff", 32), strings.Repeat("zoo ", 23) + "vote"},
		{"f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f", "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold"},
	} {
		raw, _ := hex.DecodeString(c.secret)
		secret := [KeySize]byte(raw)
		if got := strings.Join(encodeWords(&secret), " "); got != c.words {
			t.Errorf("%s = %q, want %q", c.secret, got, c.words)
		}
		if got, err := decodeWords(c.words); err != nil || got != secret {
			t.Errorf("%q = %x, %v", c.words, got, err)
		}
	}
}

func TestWordListIsBIP39s(t *testing.T) {
	list := wordList()
	if len(list) != 2048 || !slices.IsSorted(list) {
		t.Fatalf("%d words, sorted %v", len(list), slices.IsSorted(list))
	}
	begins := map[string]bool{}
	for _, w := range list {
		b := w[:min(4, len(w))]
		if begins[b] {
			t.Errorf("%s: the first four letters are not enough", w)
		}
		begins[b] = true
	}
}

func TestWrongWordsSayWhatIsWrong(t *testing.T) {
	safe, _ := NewRecovery(chance(1))
	words := safe.Words()
	change := func(place int, w string) string {
		c := slices.Clone(words)
		c[place-1] = w
		return strings.Join(c, " ")
	}
	for _, c := range []struct {
		place   int
		typed   string
		nearest string
	}{{1, "abandom", "abandon"}, {7, "zooo", "zoo"}, {24, "vrong", "wrong"}, {3, "rivver", "river"}, {5, "字", ""}} {
		_, err := ParseRecovery(change(c.place, c.typed))
		var unknown *UnknownWord
		if !errors.As(err, &unknown) || unknown.Place != c.place || unknown.Word != c.typed {
			t.Errorf("%s at %d: %v", c.typed, c.place, err)
			continue
		}
		if c.nearest != "" && !slices.Contains(unknown.Nearest, c.nearest) || len(unknown.Nearest) > 3 {
			t.Errorf("%s: nearest %v, want %s", c.typed, unknown.Nearest, c.nearest)
		}
		if strings.Contains(err.Error(), c.typed) {
			t.Errorf("the error repeats a word of the secret: %v", err)
		}
	}
	swapped := slices.Clone(words)
	swapped[2], swapped[3] = swapped[3], swapped[2]
	if _, err := ParseRecovery(strings.Join(swapped, " ")); !errors.Is(err, ErrWordSum) {
		t.Errorf("two words changed places: %v, want ErrWordSum", err)
	}
	if _, err := ParseRecovery(strings.Join(words[:23], " ")); !errors.Is(err, ErrWordCount) {
		t.Errorf("23 words: %v, want ErrWordCount", err)
	}
	if _, err := ParseRecovery(strings.Join(append(slices.Clone(words), "zoo"), " ")); !errors.Is(err, ErrWordCount) {
		t.Errorf("25 words: %v, want ErrWordCount", err)
	}
	misread := strings.Replace(safe.Identity(), "1", "7", 1)
	for _, s := range []string{"", "hello", misread, safe.Identity()[:70], safe.Identity() + "Q", safe.Recipient()} {
		if _, err := ParseRecovery(s); !errors.Is(err, ErrRecoveryShape) && !errors.As(err, new(*UnknownWord)) {
			t.Errorf("%.12q…: %v", s, err)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"river", "river", 0}, {"rivver", "river", 1}, {"rver", "river", 1}, {"rivet", "river", 1}, {"irver", "river", 2}, {"a", "river", 3}} {
		if got := slips(c.a, c.b); got != c.want {
			t.Errorf("slips(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
