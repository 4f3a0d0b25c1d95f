package printing

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strconv"

	"passdesk/printing/font"
)

// The library writes the same ToUnicode map for every font, "each code is
// itself". That is wrong for the codes that stand for characters beyond U+FFFF,
// and some readers refuse a range over all of <0000>–<FFFF>. An incremental update
// (ISO 32000-1, 7.5.6) replaces that object behind the end of the file, and with
// it the catalog, which gets the document's language and the wish to be
// printed at 100 %: a card that a viewer shrinks to fit is no card.

var errFile = errors.New("printing: the PDF library wrote another file than expected")

// object is one that the update replaces.
type object struct {
	number int
	body   []byte
}

// update is what to append to the library's file.
func update(file []byte, cut *font.Cut, a about) ([]byte, error) {
	t, err := readTrailer(file)
	if err != nil {
		return nil, err
	}
	n, err := toUnicodeObject(file)
	if err != nil {
		return nil, err
	}
	body, err := streamObject(cut.ToUnicode())
	if err != nil {
		return nil, err
	}
	return appendObjects(len(file), []object{{t.root, catalog(a)}, {n, body}}, t), nil
}

// trailer is what the library's trailer says.
type trailer struct{ size, root, info, xref int }

func readTrailer(file []byte) (trailer, error) {
	at := bytes.LastIndex(file, []byte("\ntrailer\n"))
	if at < 0 {
		return trailer{}, fmt.Errorf("%w: no trailer", errFile)
	}
	var t trailer
	for key, into := range map[string]*int{"/Size ": &t.size, "/Root ": &t.root, "/Info ": &t.info, "startxref\n": &t.xref} {
		n, ok := numberBehind(file[at:], key)
		if !ok {
			return trailer{}, fmt.Errorf("%w: no %q", errFile, key)
		}
		*into = n
	}
	return t, nil
}

// toUnicodeObject finds the number of the map to replace.
func toUnicodeObject(file []byte) (int, error) {
	at := bytes.LastIndex(file, []byte("<</Type /Font\n/Subtype /Type0\n/BaseFont /utf8"+family+"\n"))
	if at >= 0 {
		if n, ok := numberBehind(file[at:min(at+300, len(file))], "/ToUnicode "); ok {
			return n, nil
		}
	}
	return 0, fmt.Errorf("%w: no font", errFile)
}

// numberBehind reads the decimal that follows the first key.
func numberBehind(b []byte, key string) (int, bool) {
	_, rest, found := bytes.Cut(b, []byte(key))
	end := 0
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(string(rest[:end]))
	return n, found && err == nil
}

// catalog is the library's with language and viewer preferences (ISO 32000-1,
// 7.7.2 and 12.2).
func catalog(a about) []byte {
	duplex := ""
	if a.duplex {
		duplex = " /Duplex /DuplexFlipLongEdge"
	}
	return []byte("<</Type /Catalog /Version /1.7 /Pages 1 0 R /Lang (zh-CN) " +
		"/ViewerPreferences <</PrintScaling /None /DisplayDocTitle true" + duplex + ">>>>")
}

// packFrom is the size from which a stream is compressed: a compressor takes
// longer to set up than the map of a single pass to read.
const packFrom = 16 << 10

func streamObject(data []byte) ([]byte, error) {
	if len(data) < packFrom {
		return fmt.Appendf(nil, "<</Length %d>>\nstream\n%s\nendstream", len(data), data), nil
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	head := fmt.Sprintf("<</Length %d /Filter /FlateDecode>>\nstream\n", packed.Len())
	return append(append([]byte(head), packed.Bytes()...), "\nendstream"...), nil
}

// appendObjects writes the objects, a cross-reference section with one entry
// each, and a trailer that points back at the library's.
func appendObjects(offset int, objects []object, t trailer) []byte {
	var b, xref bytes.Buffer
	xref.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, o := range objects {
		fmt.Fprintf(&xref, "%d 1\n%010d 00000 n \n", o.number, offset+b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", o.number, o.body)
	}
	start := offset + b.Len()
	b.Write(xref.Bytes())
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		t.size, t.root, t.info, t.xref, start)
	return b.Bytes()
}
