package printing

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// An incremental update (ISO 32000-1, 7.5.6) stands behind the library's file and
// replaces some of its objects:
//
//   - the font, see pdffont.go;
//   - the pages' contents, see pdf.go;
//   - the catalog, which gets the document's language and the wish to be printed
//     at 100 %: a card that a viewer shrinks to fit is no card;
//   - what the file says of itself: the library's dates have no zone.

var errFile = errors.New("printing: the PDF library wrote another file than expected")

// object is one that the update replaces or adds.
type object struct {
	number int
	body   []byte
}

// update is what to append to the library's file.
func update(file []byte, k *ink, a about) ([]byte, error) {
	t, err := readTrailer(file)
	if err != nil {
		return nil, err
	}
	objects, err := fontObjects(file, k, &t)
	if err != nil {
		return nil, err
	}
	contents, err := contentsObjects(file, len(k.pages))
	if err != nil {
		return nil, err
	}
	objects = append(objects, object{t.root, catalog(a)}, object{t.info, info(a)})
	for i, page := range k.pages {
		objects = append(objects, object{contents[i], streamObject(page, "")})
	}
	slices.SortFunc(objects, func(a, b object) int { return a.number - b.number })
	return appendObjects(len(file), objects, t), nil
}

// contentsObjects finds the numbers of the pages' contents, in the pages' order.
// The pages stand first in the library's file, before anything binary.
func contentsObjects(file []byte, pages int) ([]int, error) {
	var out []int
	for range pages {
		_, rest, found := bytes.Cut(file, []byte("<</Type /Page\n"))
		n, ok := numberBehind(rest[:min(len(rest), 300)], "/Contents ")
		if !found || !ok {
			return nil, fmt.Errorf("%w: page %d of %d has no contents", errFile, len(out)+1, pages)
		}
		out, file = append(out, n), rest
	}
	return out, nil
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
	if a.duplex != "" {
		duplex = " /Duplex /" + string(a.duplex)
	}
	return []byte("<</Type /Catalog /Version /1.7 /Pages 1 0 R /Lang (zh-CN) " +
		"/ViewerPreferences <</PrintScaling /None /DisplayDocTitle true" + duplex + ">>>>")
}

// info is what the file says of itself (ISO 32000-1, 14.3.3).
func info(a about) []byte {
	b := []byte("<</Title <FEFF")
	for _, unit := range utf16.Encode([]rune(a.title)) {
		b = fmt.Appendf(b, "%04X", unit)
	}
	date := a.made().Format("D:20060102150405") + zoneOf(a.made())
	return fmt.Appendf(b, "> /Producer (passdesk) /CreationDate (%s) /ModDate (%s)>>", date, date)
}

// zoneOf is how far a time's zone is ahead of universal time (ISO 32000-1, 7.9.4).
func zoneOf(t time.Time) string {
	hours, minutes, _ := strings.Cut(t.Format("-07:00"), ":")
	return hours + "'" + minutes + "'"
}

// packer compresses streams with one compressor. The zero packer is ready.
type packer struct{ z *zlib.Writer }

func (p *packer) pack(data []byte) []byte {
	var b bytes.Buffer
	if p.z == nil {
		p.z, _ = zlib.NewWriterLevel(&b, zlib.BestSpeed) // the level is a valid one
	} else {
		p.z.Reset(&b)
	}
	_, _ = p.z.Write(data) // a buffer takes everything
	_ = p.z.Close()
	return bytes.Clone(b.Bytes())
}

// streamObject is a packed stream; more stands in its dictionary too.
func streamObject(packed []byte, more string) []byte {
	head := fmt.Appendf(nil, "<</Length %d /Filter /FlateDecode%s>>\nstream\n", len(packed), more)
	return append(append(head, packed...), "\nendstream"...)
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
