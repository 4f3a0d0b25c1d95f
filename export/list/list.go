// Package list reads the lists that offices hand to a station: a CSV file as
// spreadsheet programs save it (with or without a mark of its encoding, UTF-8,
// UTF-16 or GB18030, commas, semicolons or tabs), a workbook (xlsx), or JSON lines.
// It knows lines, columns and encodings, titles, heads and totals. What a value
// means, and whether it is right, is the reader's caller's to say.
//
// Read reads a table of the authority's own making, whose first line is its
// head. ReadPeople reads lists of people as they are really sent. Either way every
// line that holds something comes back once, with its number in the file, as a Row
// or as a Row with a Fault. Nothing is guessed: a character that was lost, a
// quotation mark that does not close, a line with too many cells is a fault of that
// line, and the lines around it are read.
//
//	rows, err := list.Read(file, []list.Column{{Key: "name", Names: []string{"名称", "Name"}}})
//	for _, r := range rows.Rows {
//		fmt.Println(r.Line, r.Values["name"], r.Fault)
//	}
package list

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode"
)

// Column is a value that the caller wants of each line.
type Column struct {
	Key   string   // its name in JSON lines, and a name of its CSV column
	Names []string // other names of its CSV column
	Must  bool     // a list without it is not the list that is wanted

	// Of a list of people (ReadPeople):
	Who   bool     // it says who is meant; a head has at least one such column
	Exact bool     // every digit matters: a number of a document
	Maybe []string // names that it has where numbers (Exact), or names, stand below them, and no other column says so
	Day   bool     // a day, which a spreadsheet may have stored as a number
}

// Text is a sentence in the two languages of the desk.
type Text struct{ ZH, EN string }

// Row is one line of the list.
type Row struct {
	Line   int               // in the file, from 1; a quoted cell with line breaks counts where it begins
	Values map[string]string // by Key, without outer space; only what stands there
	Fault  Text              // why the line cannot be read; the zero Text when it can

	// Of a list of people (ReadPeople):
	Sheet   string
	Columns string   // of its table, where another stands beside it: E–G
	Titles  []string // under which it stands, the nearest first, the sheet's name last
	Beside  []string // texts with a person's number outside the columns that say who; none of a row that speaks of release
	Heard   []Said   // under the heads that Choice.Hears
	Several bool     // a cell names more than one person
	Verdict string   // Named, Skipped, Damaged, NoValue, Invalid or Ask; of a row that is Named, Fault is a remark
}

// Said is what stands in a row under a head that is no column's.
type Said struct{ Head, Text string }

// List is what was read.
type List struct {
	Rows    []Row
	Ignored []string // heads of columns that nobody asked for
	Told    []Text   // what whoever sent the list should know: hidden rows, a total that is another
}

// Error is a file that is no list of this kind, in both languages.
type Error struct{ Text }

func (e *Error) Error() string { return "list: " + e.EN }

// Sentences is what the person is told.
func (e *Error) Sentences() (zh, en string) { return e.ZH, e.EN }

func refuse(zh, en string) error { return &Error{Text{zh, en}} }

// largest is the longest file that is read: a directory of every police station
// of the country is smaller.
const largest = 16 << 20

// Read reads a list whole. The error is an *Error for a file that is no such
// list, or the reader's own.
func Read(r io.Reader, columns []Column) (List, error) {
	raw, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return List{}, err
	}
	if len(raw) > largest {
		return List{}, refuse("名单超过 16 MiB，没有读取；请核对是不是选错了文件", "the list is longer than 16 MiB and was not read: is it the right file?")
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return List{}, refuse("这是 xlsx 表格，请在表格软件里另存为“CSV UTF-8”再载入", "this is an xlsx workbook: save it as CSV UTF-8 in the spreadsheet program first")
	}
	text, err := textOf(raw)
	if err != nil {
		return List{}, err
	}
	body := strings.TrimSpace(text)
	switch {
	case body == "":
		return List{}, refuse("名单是空的", "the list is empty")
	case body[0] == '{':
		return readJSON(text, columns), nil
	}
	return readCSV(text, columns)
}

// textOf is the text of a file, or why it is none: a file's name proves nothing.
func textOf(raw []byte) (string, error) {
	for _, k := range noTexts {
		if bytes.HasPrefix(raw, []byte(k.begin)) {
			return "", refuse(k.zh, k.en)
		}
	}
	if err := oldWorkbook(raw); err != nil {
		return "", err
	}
	if text, ok := wide(raw); ok {
		return text, nil
	}
	head := strings.ToLower(strings.TrimLeftFunc(strings.TrimPrefix(string(raw[:min(len(raw), 1000)]), "\ufeff"), unicode.IsSpace))
	switch {
	case strings.HasPrefix(head, "<?xml") && strings.Contains(head, "excel"), strings.HasPrefix(head, "<?mso"):
		return "", refuse("这是 XML 表格（Excel 2003），请用表格软件打开，另存为 xlsx", "this is an XML spreadsheet of 2003: open it in the spreadsheet program and save it as xlsx")
	case strings.HasPrefix(head, "<"), strings.HasPrefix(head, "mime-version:"):
		return "", refuse("这是网页（有的系统导出的 .xls 其实是网页），不是表格；请用 Excel 或 WPS 打开它，另存为 xlsx", "this is a web page (some systems name theirs .xls), no workbook: open it in Excel or WPS and save it as xlsx")
	case bytes.IndexByte(raw, 0) >= 0:
		return "", refuse("这个文件不是文字，不是名单", "this file is no text, and no list")
	}
	return decode(raw), nil
}

// noTexts are files that are known by their first bytes.
var noTexts = []struct{ begin, zh, en string }{
	{"%PDF", "这是 PDF，不是名单；请向来文单位要表格", "this is a PDF, no list: ask for the workbook"},
	{"Rar!", "这是压缩包，请先解压，再选里面的名单", "this is an archive: unpack it, and choose the list that is in it"},
	{"7z\xbc\xaf", "这是压缩包，请先解压，再选里面的名单", "this is an archive: unpack it, and choose the list that is in it"},
	{"\x1f\x8b", "这是压缩包，请先解压，再选里面的名单", "this is an archive: unpack it, and choose the list that is in it"},
	{"PK\x05\x06", "这是空的压缩包", "this is an empty archive"},
	{"\xff\xd8\xff", "这是图片，不是名单；请向来文单位要表格", "this is a picture, no list: ask for the workbook"},
	{"\x89PNG", "这是图片，不是名单；请向来文单位要表格", "this is a picture, no list: ask for the workbook"},
}

// oldWorkbook tells the two things that begin alike: a workbook of before 2007, and
// a new one that is locked with a password.
func oldWorkbook(raw []byte) error {
	if !bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")) {
		return nil
	}
	named := func(s string) bool {
		var wide []byte
		for i := range len(s) {
			wide = append(wide, s[i], 0)
		}
		return bytes.Contains(raw, wide)
	}
	switch {
	case named("EncryptedPackage"):
		return refuse("这个表格加了密码，读不出来；请向来文单位要没有密码的，或用密码打开后另存为不加密的 xlsx", "the workbook is locked with a password and cannot be read: ask for one without, or open it with its password and save it as an xlsx that has none")
	case named("WordDocument"):
		return refuse("这是 Word 文档，请把表格复制到表格软件里，存为 xlsx", "this is a Word document: copy its table into a spreadsheet program and save it as xlsx")
	}
	return refuse("这是旧式 xls 表格，请在 Excel 或 WPS 里打开，另存为 xlsx", "this is an old xls workbook: open it in Excel or WPS and save it as xlsx")
}

// IsError reports a file that is no list, as against a disk that failed.
func IsError(err error) bool {
	var e *Error
	return errors.As(err, &e)
}
