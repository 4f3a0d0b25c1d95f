package seal

import (
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// The 2,048 English words of BIP-0039; licence in bip39-LICENSE.txt. English,
// because they are typed with the input method off, and the first four letters
// of each are enough.
//
//go:embed bip39-english.txt
var wordFile string

// WordNotice is the licence of the words.
//
//go:embed bip39-LICENSE.txt
var WordNotice string

// WordCount is how many words stand on a recovery sheet: 256 bits and 8 of
// checksum, 11 a word.
const WordCount = 24

const prefixLetters = 4

var (
	// ErrWordSum reports known words that do not belong together: one is
	// another word of the list, or two changed places.
	ErrWordSum = errors.New("seal: the words do not fit together: one was misread, or two changed places")

	// ErrWordCount reports another number of words than 24.
	ErrWordCount = fmt.Errorf("seal: a recovery sheet has %d words", WordCount)
)

// UnknownWord is a word that is not on the list. Its Error says the place
// only: the word itself is part of a secret and stays out of logs.
type UnknownWord struct {
	Place   int      // counted from 1
	Word    string   // as typed, in lower case
	Nearest []string // up to three words that look like it
}

func (e *UnknownWord) Error() string {
	return fmt.Sprintf("seal: word %d is not on the list", e.Place)
}

var wordList = sync.OnceValue(func() []string { return strings.Fields(wordFile) })

// encodeWords is BIP-0039 for 32 bytes.
func encodeWords(secret *[KeySize]byte) []string {
	sum := sha256.Sum256(secret[:])
	var acc, bits uint
	places := make([]string, 0, WordCount)
	for _, b := range append(slices.Clone(secret[:]), sum[0]) {
		acc = (acc<<8 | uint(b)) & (1<<19 - 1)
		if bits += 8; bits >= 11 {
			bits -= 11
			places = append(places, wordList()[acc>>bits&2047])
		}
	}
	return places
}

// decodeWords reads 24 words as a person types them: any case, any separators,
// line numbers, and four letters or more of each word. Errors: ErrWordCount,
// *UnknownWord, ErrWordSum.
func decodeWords(typed string) (secret [KeySize]byte, err error) {
	fields := strings.FieldsFunc(strings.ToLower(string(FoldPassphrase([]byte(typed)))),
		func(r rune) bool { return !unicode.IsLetter(r) })
	var acc, bits uint
	packed := make([]byte, 0, KeySize+1)
	defer func() { clear(packed) }()
	for i, w := range fields {
		n, ok := wordNumber(w)
		if !ok {
			return secret, &UnknownWord{Place: i + 1, Word: w, Nearest: nearest(w)}
		}
		acc = (acc<<11 | uint(n)) & (1<<19 - 1)
		for bits += 11; bits >= 8; {
			bits -= 8
			packed = append(packed, byte(acc>>bits))
		}
	}
	if len(fields) != WordCount {
		return secret, fmt.Errorf("%w, not %d", ErrWordCount, len(fields))
	}
	if sum := sha256.Sum256(packed[:KeySize]); sum[0] != packed[KeySize] {
		return secret, ErrWordSum
	}
	copy(secret[:], packed)
	return secret, nil
}

// wordNumber finds a word or a beginning of at least four letters, which
// BIP-0039 promises to be unique. The list is sorted.
func wordNumber(w string) (int, bool) {
	i, found := slices.BinarySearch(wordList(), w)
	if found {
		return i, true
	}
	begins := i < len(wordList()) && strings.HasPrefix(wordList()[i], w)
	return i, begins && len(w) >= prefixLetters
}

// nearest returns up to three words within two slips of the typed one, closest first.
func nearest(typed string) []string {
	var by [3][]string
	for _, w := range wordList() {
		if d := slips(typed, w); d < len(by) {
			by[d] = append(by[d], w)
		}
	}
	all := slices.Concat(by[:]...)
	return all[:min(3, len(all))]
}

// slips counts the letters to put in, leave out or change (Levenshtein); 3 or
// more where the lengths alone say so.
func slips(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
