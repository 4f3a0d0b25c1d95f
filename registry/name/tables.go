package name

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// fold.txt and radicals.txt say at their top where they come from; generate.go makes
// them. Each line is a target and the characters that become it.

//go:embed fold.txt
var foldLines string

//go:embed radicals.txt
var radicalLines string

//go:embed LICENSE-UNICODE.txt
var unicodeLicence string

// Notice says where the tables come from, with the licence of Unicode's part.
// OpenCC's is the Apache License 2.0.
func Notice() string {
	head := func(lines string) string {
		var b strings.Builder
		for line := range strings.Lines(lines) {
			if line[0] != '#' {
				break
			}
			b.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "#"), " "))
		}
		return b.String()
	}
	return head(foldLines) + "\n" + head(radicalLines) + "\n" + unicodeLicence
}

// table maps characters to their target: an array for the dense blocks, where nearly
// every look-up falls, a map for the rest and for targets beyond U+FFFF.
type table struct {
	dense  [0xA000 - 0x2E80]uint16 // 0: itself; 1: look in sparse
	sparse map[rune]rune
}

var foldTable = sync.OnceValue(func() *table { return parseTable(foldLines) })

var radicalTable = sync.OnceValue(func() *table { return parseTable(radicalLines) })

func parseTable(lines string) *table {
	t := &table{sparse: map[rune]rune{}}
	for line := range strings.Lines(lines) {
		if line[0] == '#' {
			continue
		}
		target, n := utf8.DecodeRuneInString(line)
		for _, from := range strings.TrimSuffix(line[n:], "\n") {
			t.put(from, target)
		}
	}
	return t
}

func (t *table) put(from, target rune) {
	if from >= 0x2E80 && from < 0xA000 && target <= 0xFFFF {
		t.dense[from-0x2E80] = uint16(target)
		return
	}
	t.sparse[from] = target
	if from >= 0x2E80 && from < 0xA000 {
		t.dense[from-0x2E80] = 1
	}
}

// of gives the target of a character, or the character.
func (t *table) of(r rune) rune {
	if r >= 0x2E80 && r < 0xA000 {
		switch d := t.dense[r-0x2E80]; d {
		case 0:
			return r
		case 1:
		default:
			return rune(d)
		}
	}
	if target, ok := t.sparse[r]; ok {
		return target
	}
	return r
}

// foldHan is the searched form of a hanzi: 閆→闫, 戶 戸→户, U+E863→䶮.
func foldHan(r rune) rune {
	if r < 0x2E80 {
		return r
	}
	return foldTable().of(r)
}

// radicalHanzi is the hanzi a radical looks like (⽟→玉, ⺠→民), or 0.
func radicalHanzi(r rune) rune {
	if r < 0x2E80 || r > 0x2FD5 {
		return 0
	}
	if han := radicalTable().of(r); han != r {
		return han
	}
	return 0
}
