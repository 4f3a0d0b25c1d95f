package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// areaRow is one row of the file, as it was typed.
type areaRow struct {
	Row      int    `json:"-"`
	Kind     string `json:"kind"`
	Division string `json:"division"`
	From     string `json:"from"`
	Until    string `json:"until"`
	Source   string `json:"source"`
}

// readAreas reads the file: JSON lines when it begins like one, else CSV.
func readAreas(path string) ([]areaRow, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, &usageError{"名单文件无法打开", "the list cannot be opened"}
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	switch trimmed := bytes.TrimSpace(b); {
	case !utf8.Valid(b):
		return nil, &usageError{"名单不是 UTF-8，请在表格软件里另存为“CSV UTF-8”", "the list is not UTF-8: save it as \"CSV UTF-8\""}
	case len(trimmed) > 0 && trimmed[0] == '{':
		return readAreaLines(b)
	}
	return readAreaTable(b)
}

func readAreaLines(b []byte) ([]areaRow, error) {
	var rows []areaRow
	s := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; s.Scan(); n++ {
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		r := areaRow{Row: n}
		d := json.NewDecoder(bytes.NewReader(s.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&r); err != nil {
			return nil, &usageError{fmt.Sprintf("名单第 %d 行不是所要的 JSON", n), fmt.Sprintf("row %d of the list is not the JSON that is wanted", n)}
		}
		rows = append(rows, r)
	}
	return rows, s.Err()
}

// areaColumns are the titles of a table's columns.
var areaColumns = map[string]func(*areaRow) *string{
	"kind": func(r *areaRow) *string { return &r.Kind }, "类别": func(r *areaRow) *string { return &r.Kind }, "类型": func(r *areaRow) *string { return &r.Kind },
	"division": func(r *areaRow) *string { return &r.Division }, "地区": func(r *areaRow) *string { return &r.Division }, "代码": func(r *areaRow) *string { return &r.Division },
	"from": func(r *areaRow) *string { return &r.From }, "起": func(r *areaRow) *string { return &r.From },
	"until": func(r *areaRow) *string { return &r.Until }, "止": func(r *areaRow) *string { return &r.Until },
	"source": func(r *areaRow) *string { return &r.Source }, "来源": func(r *areaRow) *string { return &r.Source },
}

func readAreaTable(b []byte) ([]areaRow, error) {
	in := csv.NewReader(bytes.NewReader(b))
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	known := 0
	for _, title := range head {
		if areaColumns[strings.ToLower(strings.TrimSpace(title))] != nil {
			known++
		}
	}
	if err != nil || known < 3 || known != len(head) {
		return nil, &usageError{"名单第一行应为表头：类别,地区,起,止,来源", "the first row of the list names its columns: kind,division,from,until,source"}
	}
	var rows []areaRow
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil || len(cells) > len(head) {
			n := len(rows) + 2
			return nil, &usageError{fmt.Sprintf("名单第 %d 行不成表格", n), fmt.Sprintf("row %d of the list is no row of a table", n)}
		}
		n, _ := in.FieldPos(0)
		r := areaRow{Row: n}
		for i, cell := range cells {
			*areaColumns[strings.ToLower(strings.TrimSpace(head[i]))](&r) = cell
		}
		rows = append(rows, r)
	}
}
