package list

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var columns = []Column{
	{Key: "kind", Names: []string{"类型", "类别"}}, {Key: "name", Names: []string{"名称"}, Must: true},
	{Key: "station_code", Names: []string{"站点代码"}}, {Key: "phone", Names: []string{"电话", "联系电话"}},
}

// told is a list as one line of text, so that a case is one line here.
func told(l List) string {
	var b strings.Builder
	for _, r := range l.Rows {
		fmt.Fprintf(&b, "%d:", r.Line)
		for _, c := range columns {
			if v, ok := r.Values[c.Key]; ok {
				fmt.Fprintf(&b, " %s=%q", c.Key, v)
			}
		}
		if r.Fault != (Text{}) {
			b.WriteString(" !" + r.Fault.EN)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func gb(s string) string {
	b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return b
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"comma":            {"类型,名称,电话\n派出所,样例所,0574-1\n", "2: kind=\"派出所\" name=\"样例所\" phone=\"0574-1\"\n"},
		"mark and CRLF":    {"\ufeffkind,name\r\npolice,样例所\r\n", "2: kind=\"police\" name=\"样例所\"\n"},
		"old line ends":    {"kind,name\rpolice,样例所\r", "2: kind=\"police\" name=\"样例所\"\n"},
		"GB18030":          {gb("类型,名称\n派出所,样例𠅤所\n"), "2: kind=\"派出所\" name=\"样例𠅤所\"\n"},
		"tab":              {"类型\t名称\n派出所\t样例,所\n", "2: kind=\"派出所\" name=\"样例,所\"\n"},
		"semicolon":        {"名称;类型\n样例所;派出所\n", "2: kind=\"派出所\" name=\"样例所\"\n"},
		"heads in any way": {"Name , 联系电话（办公）,Station Code\n样例所,1,131\n", "2: name=\"样例所\" station_code=\"131\" phone=\"1\"\n"},
		"blank lines":      {"\n\n,,\n名称\n\n样例所\n,\n另一所\n", "6: name=\"样例所\"\n8: name=\"另一所\"\n"},
		"quoted":           {"名称,电话\n\"样例,所\",\"1 \"\"内线\"\"\"\n", "2: name=\"样例,所\" phone=\"1 \\\"内线\\\"\"\n"},
		"break in a cell":  {"名称,电话\n\"样例\n所\",1\n另一所,2\n", "2: name=\"样例\\n所\" phone=\"1\"\n4: name=\"另一所\" phone=\"2\"\n"},
		"open quote":       {"名称,电话\n\"样例所,1\n另一所,2\n", "2: name=\"样例所,1\" !a quotation mark of this line is not closed\n3: name=\"另一所\" phone=\"2\"\n"},
		"too many cells":   {"名称\n样例所,1\n样例所,\n", "2: name=\"样例所\" !this line has 2 cells, the head has 1\n3: name=\"样例所\"\n"},
		"lost character":   {"名称\n样\ufffd所\n另一所\n", "2: !a character of this line was damaged: save the file as UTF-8\n3: name=\"另一所\"\n"},
		"JSON":             {"{\"name\":\"样例所\",\"station_code\":131}\n\n{\"name\":null}\n", "1: name=\"样例所\" station_code=\"131\"\n3:\n"},
		"JSON, a bad line": {"{\"name\":\"样例所\"}\n{\"name\":\n{\"nam\":\"x\"}\n{\"name\":[1]}\n{\"name\":\"a\",\"name\":\"b\"}\n{\"name\":\"a\"} x\n",
			"1: name=\"样例所\"\n2: !this line is not one JSON object\n3: !there is no field \"nam\"\n4: !field \"name\" must be a text\n" +
				"5: name=\"a\" !field \"name\" is given twice\n6: name=\"a\" !this line is not one JSON object\n"},
	} {
		l, err := Read(strings.NewReader(c.in), columns)
		if got := told(l); err != nil || got != c.want {
			t.Errorf("%s: %v, got\n%swant\n%s", name, err, got, c.want)
		}
	}
}

func TestWhatIsNoList(t *testing.T) {
	for name, in := range map[string]string{
		"empty": " \n", "xlsx": "PK\x03\x04 ", "xls": "\xd0\xcf\x11\xe0", "PDF": "%PDF-1.7", "UTF-16": "\xff\xfen\x00", "web page": "\n<html>", "binary": "name\x00",
		"no head": "派出所,样例所\n", "head twice": "名称,name\n样例所,样例所\n", "head alone": "名称,电话\n", "too long": strings.Repeat("名", largest),
	} {
		_, err := Read(strings.NewReader(in), columns)
		var e *Error
		if !errors.As(err, &e) || e.ZH == "" || e.EN == "" {
			t.Errorf("%s: %v, want an *Error in both languages", name, err)
		}
	}
	disk := errors.New("disk")
	if _, err := Read(broken{disk}, columns); !errors.Is(err, disk) || IsError(err) {
		t.Errorf("a disk that fails: %v", err)
	}
}

type broken struct{ error }

func (b broken) Read([]byte) (int, error) { return 0, b.error }

func TestIgnoredColumnsAreNamed(t *testing.T) {
	l, err := Read(strings.NewReader("名称,备注,负责人\n样例所,x,y\n"), columns)
	if err != nil || fmt.Sprint(l.Ignored) != "[备注 负责人]" {
		t.Errorf("%v, %v", l.Ignored, err)
	}
}

// FuzzRead: no file makes the reader panic; every row has its own line, in order,
// and a row without a fault holds no lost character and only columns asked for.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"类型,名称\n派出所,样例所\n", "{\"name\":\"样例所\"}\n", "名称\n\"a\n\"\"\n\"\"\"b", gb("名称\n样例\n"), "名称;x\r\n\"\";\r", "\ufeff", "名称\n\xff\x81"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := Read(strings.NewReader(string(raw)), columns)
		if err != nil {
			if !IsError(err) {
				t.Fatal(err)
			}
			return
		}
		last := 0
		for _, r := range l.Rows {
			if r.Line <= last {
				t.Fatalf("line %d after %d", r.Line, last)
			}
			last = r.Line
			for key, v := range r.Values {
				if key != "kind" && key != "name" && key != "station_code" && key != "phone" {
					t.Fatalf("a column %q", key)
				}
				if v != strings.TrimSpace(v) || r.Fault == (Text{}) && lost(v) {
					t.Fatalf("line %d: %q", r.Line, v)
				}
			}
		}
	})
}
