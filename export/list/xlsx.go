package list

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A workbook (ECMA-376) is a zip of XML. It is read here cell by cell, as it is
// stored: what a cell looks like in a spreadsheet program is not what it holds. A
// number of 18 digits shows 18 digits and holds 15; a formula shows a name and may
// hold nothing; a row that is hidden is there.

// unzipped is how much all parts of a workbook may come to: a sheet of a million
// rows does, and a zip that was made to fill the memory does not.
var unzipped int64 = 256 << 20

// budget is what is left of it.
type budget struct {
	left int64
	of   int64               // what the parts say they come to; 0: not known
	far  func(float64) error // Choice.Far
}

// share is how much of the parts is read.
func (b *budget) share() float64 {
	return min(float64(unzipped-b.left)/float64(max(b.of, 1)), 1)
}

var errTooMuch = errors.New("list: the workbook unpacks to more than is read")

// limited reads from a part of the zip, and fails where the budget ends: what the
// zip says of its parts' sizes is not believed.
type limited struct {
	r io.Reader
	b *budget
}

func (l limited) Read(p []byte) (int, error) {
	if l.b.left <= 0 {
		return 0, errTooMuch
	}
	if l.b.far != nil {
		if err := l.b.far(l.b.share()); err != nil {
			return 0, stopped{err}
		}
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.b.left)])
	l.b.left -= int64(n)
	return n, err
}

// stopped is the error of whoever asked how far the reading is.
type stopped struct{ why error }

func (s stopped) Error() string { return s.why.Error() }

// workbook is an open zip with what its sheets refer to.
type workbook struct {
	parts    map[string]*zip.File
	budget   budget
	strings  []string
	dates    []bool // by cell style: it shows a day
	from1904 bool   // days are counted from 1904
}

// readXLSX reads every sheet of a workbook.
func readXLSX(raw []byte, c Choice) ([]sheet, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, refuse("这个表格文件不完整（可能没有下载完、没有拷完），请重新拷贝或重新保存", "this workbook is not whole: it was perhaps not copied to its end. Copy or save it again")
	}
	w := &workbook{parts: map[string]*zip.File{}, budget: budget{left: unzipped, far: c.Far}}
	for _, f := range z.File {
		w.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
		if n := f.UncompressedSize64; n < uint64(unzipped) { // else the zip lies, or it is too much
			w.budget.of += int64(n)
		}
	}
	if err := w.isWorkbook(); err != nil {
		return nil, err
	}
	sheets, err := w.read()
	var ended stopped
	switch {
	case errors.As(err, &ended):
		return nil, ended.why
	case errors.Is(err, errTooMuch):
		return nil, refuse("这个表格解开后太大（超过 256 MiB），没有读取；不像是一份名单", "the workbook unpacks to more than is read (256 MiB): it is hardly a list")
	case err != nil && !IsError(err):
		return nil, refuse("这个表格文件有损坏，读不完整，一行也没有用；请在表格软件里打开后重新保存", "this workbook is damaged and cannot be read to its end; no row of it was used. Open it in the spreadsheet program and save it again")
	}
	return sheets, err
}

// isWorkbook tells other things that are zips.
func (w *workbook) isWorkbook() error {
	has := func(name string) bool { _, ok := w.parts[name]; return ok }
	switch {
	case has("xl/workbook.bin"):
		return refuse("这是 xlsb 表格，请在表格软件里另存为 xlsx", "this is an xlsb workbook: save it as xlsx in the spreadsheet program")
	case has("content.xml") && has("mimetype"):
		return refuse("这是 ODS 表格，请在表格软件里另存为 xlsx", "this is an OpenDocument spreadsheet: save it as xlsx in the spreadsheet program")
	case has("word/document.xml"):
		return refuse("这是 Word 文档，请把表格复制到表格软件里，存为 xlsx", "this is a Word document: copy its table into a spreadsheet program and save it as xlsx")
	case !has("[content_types].xml") && !has("xl/workbook.xml"):
		return refuse("这是压缩包，请先解压，再选里面的名单", "this is an archive: unpack it, and choose the list that is in it")
	}
	return nil
}

// each hands every element of a part to a reader, which may read on to its end. A
// part that is missing has nothing in it.
func (w *workbook) each(name string, start func(name string, a attrs, d *xml.Decoder) error) error {
	f, ok := w.parts[strings.ToLower(name)]
	if !ok {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(limited{r, &w.budget})
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := start(e.Name.Local, e.Attr, d); err != nil {
				return err
			}
		}
	}
}

// attrs are an element's attributes, by their local names.
type attrs []xml.Attr

func (a attrs) get(name string) string {
	for _, x := range a {
		if x.Name.Local == name {
			return x.Value
		}
	}
	return ""
}

func (a attrs) is(name string) bool { v := a.get(name); return v == "1" || v == "true" || v == "on" }

// read finds the sheets and reads them in the order of their tabs.
func (w *workbook) read() ([]sheet, error) {
	book := "xl/workbook.xml"
	err := w.each("_rels/.rels", func(name string, a attrs, _ *xml.Decoder) error {
		if name == "Relationship" && strings.HasSuffix(a.get("Type"), "/officeDocument") {
			book = within("", a.get("Target"))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	targets := map[string]string{} // of sheets, by relation
	folder, file := path.Split(book)
	err = w.each(folder+"_rels/"+file+".rels", func(name string, a attrs, _ *xml.Decoder) error {
		target := within(folder, a.get("Target"))
		switch path.Base(a.get("Type")) {
		case "worksheet":
			targets[a.get("Id")] = target
		case "sharedStrings":
			return w.readStrings(target)
		case "styles":
			return w.readStyles(target)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return w.readSheets(book, targets)
}

// within is a target of a relation as the name of a part.
func within(folder, target string) string {
	if rest, ok := strings.CutPrefix(target, "/"); ok {
		return rest
	}
	return path.Join(folder, target)
}

func (w *workbook) readSheets(book string, targets map[string]string) ([]sheet, error) {
	var sheets []sheet
	var parts []string
	err := w.each(book, func(name string, a attrs, _ *xml.Decoder) error {
		switch name {
		case "workbookPr":
			w.from1904 = a.is("date1904")
		case "sheet":
			state := a.get("state")
			sheets = append(sheets, sheet{name: a.get("name"), hidden: state == "hidden" || state == "veryHidden"})
			parts = append(parts, targets[a.get("id")])
		}
		return nil
	})
	for n := range sheets {
		if err != nil {
			return nil, err
		}
		if parts[n] == "" {
			continue // a chart has no rows
		}
		if _, there := w.parts[strings.ToLower(parts[n])]; !there {
			return nil, io.ErrUnexpectedEOF
		}
		err = w.readSheet(parts[n], &sheets[n])
	}
	return sheets, err
}

// readStrings reads the texts that cells share. How a character is read aloud
// (rPh) is no part of the text.
func (w *workbook) readStrings(part string) error {
	return w.each(part, func(name string, _ attrs, d *xml.Decoder) error {
		if name != "si" {
			return nil
		}
		text, err := richText(d)
		w.strings = append(w.strings, text)
		return err
	})
}

// richText is the text of the element that has begun, to its end.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	depth, aloud, inText := 1, 0, 0
	for depth > 0 {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			switch {
			case t.Name.Local == "rPh" || aloud > 0:
				aloud++
			case t.Name.Local == "t":
				inText++
			}
		case xml.EndElement:
			depth--
			switch {
			case aloud > 0:
				aloud--
			case t.Name.Local == "t" && inText > 0:
				inText--
			}
		case xml.CharData:
			if inText > 0 && aloud == 0 {
				b.Write(t)
			}
		}
	}
	return unescaped(b.String()), nil
}

// unescaped undoes _x000D_: how a workbook writes what XML cannot hold.
func unescaped(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for ; at >= 0; at = strings.Index(s, "_x") {
		b.WriteString(s[:at])
		if len(s) >= at+7 && s[at+6] == '_' {
			if code, err := strconv.ParseUint(s[at+2:at+6], 16, 32); err == nil {
				b.WriteRune(rune(code))
				s = s[at+7:]
				continue
			}
		}
		b.WriteString("_x")
		s = s[at+2:]
	}
	return b.String() + s
}

// readStyles notes which cell styles show a day.
func (w *workbook) readStyles(part string) error {
	formats := map[string]bool{}
	cells := false
	return w.each(part, func(name string, a attrs, _ *xml.Decoder) error {
		switch name {
		case "numFmt":
			formats[a.get("numFmtId")] = showsDay(a.get("formatCode"))
		case "cellXfs":
			cells = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			cells = false
		case "xf":
			if cells {
				id := a.get("numFmtId")
				day, own := formats[id]
				w.dates = append(w.dates, own && day || !own && slices.Contains(dayFormats, id))
			}
		}
		return nil
	})
}

// dayFormats are the built-in formats that show a day (18.8.30), with those of
// Chinese systems.
var dayFormats = []string{"14", "15", "16", "17", "22", "27", "28", "29", "30", "31", "36", "50", "51", "52", "53", "54", "57", "58"}

// showsDay reads a number format: a y or a d outside of what it quotes.
func showsDay(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && strings.IndexByte("yYdD", c) >= 0:
			return true
		}
	}
	return false
}
