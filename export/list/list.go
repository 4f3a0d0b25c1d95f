// Package list reads the lists that offices hand to a station: a CSV file as
// spreadsheet programs save it (with or without a mark of its encoding, UTF-8 or
// GB18030, commas, semicolons or tabs), or JSON lines. It knows lines, columns
// and encodings. What a value means, and whether it is right, is the reader's
// caller's to say.
//
// Every line that holds something comes back once, with its number in the file,
// as a Row or as a Row with a Fault. Nothing is guessed: a character that was
// lost, a quotation mark that does not close, a line with too many cells is a
// fault of that line, and the lines around it are read.
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
}

// Text is a sentence in the two languages of the desk.
type Text struct{ ZH, EN string }

// Row is one line of the list.
type Row struct {
	Line   int               // in the file, from 1; a quoted cell with line breaks counts where it begins
	Values map[string]string // by Key, without outer space; only what stands there
	Fault  Text              // why the line cannot be read; the zero Text when it can
}

// List is what was read.
type List struct {
	Rows    []Row
	Ignored []string // heads of columns that nobody asked for
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
	if err := sniff(raw); err != nil {
		return List{}, err
	}
	text := decode(raw)
	body := strings.TrimSpace(text)
	switch {
	case body == "":
		return List{}, refuse("名单是空的", "the list is empty")
	case body[0] == '{':
		return readJSON(text, columns), nil
	}
	return readCSV(text, columns)
}

// sniff refuses what is no text, by its first bytes: a file's name proves nothing.
func sniff(raw []byte) error {
	kinds := []struct {
		begin  string
		zh, en string
	}{
		{"PK\x03\x04", "这是 xlsx 表格，请在表格软件里另存为“CSV UTF-8”再载入", "this is an xlsx workbook: save it as CSV UTF-8 in the spreadsheet program first"},
		{"\xd0\xcf\x11\xe0", "这是旧式 xls 表格，请在表格软件里另存为“CSV UTF-8”再载入", "this is an old xls workbook: save it as CSV UTF-8 in the spreadsheet program first"},
		{"%PDF", "这是 PDF，不是名单", "this is a PDF, no list"},
		{"\xff\xfe", "这个文件是 UTF-16，请另存为“CSV UTF-8”再载入", "this file is UTF-16: save it as CSV UTF-8 first"},
		{"\xfe\xff", "这个文件是 UTF-16，请另存为“CSV UTF-8”再载入", "this file is UTF-16: save it as CSV UTF-8 first"},
	}
	for _, k := range kinds {
		if bytes.HasPrefix(raw, []byte(k.begin)) {
			return refuse(k.zh, k.en)
		}
	}
	head := strings.ToLower(strings.TrimLeftFunc(string(raw[:min(len(raw), 200)]), unicode.IsSpace))
	if strings.HasPrefix(head, "<") {
		return refuse("这是网页，不是名单；请在表格软件里另存为“CSV UTF-8”", "this is a web page, no list: save it as CSV UTF-8 in the spreadsheet program")
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return refuse("这个文件不是文字，不是名单", "this file is no text, and no list")
	}
	return nil
}

// IsError reports a file that is no list, as against a disk that failed.
func IsError(err error) bool {
	var e *Error
	return errors.As(err, &e)
}
