package font

import (
	"bytes"
	"fmt"
	"unicode/utf16"
)

const cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`

const cmapTail = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`

// ToUnicode is the CMap that tells a reader which text each code stands for (ISO 32000-1, 9.10.3). Characters that are their own code are
// written in ranges, the others one by one; blocks hold 100 at most.
func (c *Cut) ToUnicode() []byte {
	var own, other []string
	codes := c.coded()
	for i := 0; i < len(codes); {
		k := codes[i]
		if !k.isOwn() {
			other = append(other, fmt.Sprintf("<%04X> <%s>", k.code, hexUTF16(k.text)))
			i++
			continue
		}
		n := runLength(codes[i:])
		own = append(own, fmt.Sprintf("<%04X> <%04X> <%04X>", k.code, int(k.code)+n-1, k.code))
		i += n
	}
	var b bytes.Buffer
	b.WriteString(cmapHead)
	writeBlocks(&b, "bfrange", own)
	writeBlocks(&b, "bfchar", other)
	b.WriteString(cmapTail)
	return b.Bytes()
}

// isOwn reports whether the code is the character.
func (k coded) isOwn() bool { return rune(k.code) == k.text }

// runLength counts such codes that follow one another without a change of the
// high byte, as a bfrange must.
func runLength(codes []coded) int {
	n := 1
	for n < len(codes) && codes[n].code == codes[n-1].code+1 && codes[n].code&0xFF != 0 && codes[n].isOwn() {
		n++
	}
	return n
}

func writeBlocks(b *bytes.Buffer, kind string, lines []string) {
	for len(lines) > 0 {
		n := min(100, len(lines))
		fmt.Fprintf(b, "%d begin%s\n", n, kind)
		for _, l := range lines[:n] {
			b.WriteString(l)
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "end%s\n", kind)
		lines = lines[n:]
	}
}

func hexUTF16(r rune) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune{r}) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
