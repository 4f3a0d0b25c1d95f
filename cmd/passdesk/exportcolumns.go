package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"passdesk/export"
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// column is one column of the exported register and how a cell is made.
type column struct {
	export.Column
	cell    func(station.LedgerRow) string
	pattern string // of its cells, for the schema
}

// like narrows what a column's cells may be, for the schema.
func (c column) like(pattern string) column {
	c.pattern = pattern
	return c
}

// dayOrNone is a day as all columns write it.
const dayOrNone = `^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`

func text(zh, en, key string, width float64, cell func(station.LedgerRow) string) column {
	return column{export.Column{Title: export.Text{ZH: zh, EN: en}, Key: key, Width: width, Text: true}, cell, ""}
}

// registerColumns are the register as it goes upstream on paper's twin.
var registerColumns = []column{
	{export.Column{Title: export.Text{ZH: "序号", EN: "Serial"}, Key: "serial", Width: 8}, serialOf, `^[0-9]*$`},
	text("证件编号", "Number", "number", 18, func(r station.LedgerRow) string { return r.Number.String() }).like(`^([0-9]{14,16})?$`),
	text("份数", "Copy", "copy", 6, func(r station.LedgerRow) string { return strconv.Itoa(r.Copy) }).like(`^[0-9]+$`),
	text("姓名", "Name", "name", 16, func(r station.LedgerRow) string { return r.Name }),
	text("证件种类", "Document", "document_type", 16, func(r station.LedgerRow) string { return ownDocument(r).Type }),
	text("证件号码", "Document number", "document_number", 22, func(r station.LedgerRow) string { return ownDocument(r).Number }),
	text("签发国", "State", "state", 8, func(r station.LedgerRow) string { return ownDocument(r).State }),
	text("户口簿号码", "Own number", "own_number", 22, func(r station.LedgerRow) string { return documentNumber(r.Applicant.OwnNumber) }),
	text("监护人", "Guardian", "guardian", 16, func(r station.LedgerRow) string { return r.Guardian }),
	text("关系", "Relation", "relation", 10, func(r station.LedgerRow) string { return r.Relation }),
	text("监护人证件", "Guardian's number", "guardian_number", 22, guardianNumber),
	text("出生日期", "Birth", "birth", 12, func(r station.LedgerRow) string { return r.Applicant.Birth }).like(dayOrNone),
	text("性别", "Sex", "sex", 6, func(r station.LedgerRow) string { return r.Applicant.Sex }),
	text("电话", "Phone", "phone", 14, func(r station.LedgerRow) string { return r.Applicant.Phone }),
	text("楼幢", "Building", "building", 12, func(r station.LedgerRow) string { return r.Applicant.Building }),
	text("住址", "Address", "address", 30, func(r station.LedgerRow) string { return r.Applicant.Address }),
	text("签证日期", "Issued", "issued", 12, func(r station.LedgerRow) string { return r.Issued.String() }).like(dayOrNone),
	text("有效期至", "Expires", "expires", 12, func(r station.LedgerRow) string { return r.Expires.String() }).like(dayOrNone),
	text("状态", "Status", "status", 12, func(r station.LedgerRow) string { return string(r.Status) }).like(`^[a-z_]*$`),
	text("已签字", "Signed", "signed", 8, func(r station.LedgerRow) string { return yesNo(r.Signed) }).like(`^(是 yes|否 no)$`),
	text("代领人", "Collected by", "proxy", 24, func(r station.LedgerRow) string { return r.Proxy }),
	text("备注", "Remark", "remark", 20, remarkOf),
}

// columnsOf are the columns, with those of the scheme's own fields behind the
// address.
func columnsOf(s scheme.Scheme) []column {
	var all []column
	for _, c := range registerColumns {
		if all = append(all, c); c.Key == "address" {
			all = append(all, ownColumns(s)...)
		}
	}
	return all
}

func ownColumns(s scheme.Scheme) []column {
	var own []column
	for _, f := range s.Fields {
		if !slices.ContainsFunc(registerColumns, func(c column) bool { return c.Key == f.Key }) {
			own = append(own, text(f.Label.ZH, f.Label.EN, f.Key, float64(min(max(f.Most(), 8), 30)),
				func(r station.LedgerRow) string { return f.Shown(r.Applicant.Field(f.Key)).ZH }))
		}
	}
	if len(s.Evidence) > 0 {
		own = append(own, text("已见材料", "Papers seen", "evidence", 20, evidenceSeen))
	}
	return own
}

// evidenceSeen are the papers that the operator said were shown.
func evidenceSeen(r station.LedgerRow) string {
	var seen scheme.Seen
	if err := json.Unmarshal(r.Applicant.Facts["evidence"], &seen); err != nil {
		return ""
	}
	return strings.Join(seen, " ")
}

func registerTable(columns []column) export.Table {
	t := export.Table{Title: "登记册", Totals: []export.Total{{Key: "serial", Kind: export.Sum}, {Key: "number", Kind: export.Digest}},
		Patterns: map[string]string{}}
	for _, c := range columns {
		t.Columns, t.Patterns[c.Key] = append(t.Columns, c.Column), c.pattern
	}
	return t
}

func (a *app) registerRows(st *station.Station, x station.Export, columns []column, missing *int) export.Rows {
	return func(yield func([]string, error) bool) {
		cells := make([]string, len(columns))
		for r, err := range st.ExportRows(a.ctx, x) {
			if err != nil {
				yield(nil, fmt.Errorf("read the register: %w", err))
				return
			}
			if !r.Unread.IsZero() {
				*missing++
			}
			for i, c := range columns {
				cells[i] = c.cell(r)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// serialOf is empty where a damaged register does not even give the number.
func serialOf(r station.LedgerRow) string {
	if r.Number.IsZero() {
		return ""
	}
	return strconv.Itoa(r.Number.Serial())
}

// remarkOf says which paper is no longer good, and which row a damaged register
// does not give.
func remarkOf(r station.LedgerRow) string {
	if !r.Unread.IsZero() {
		return "缺失：" + r.Unread.ZH + " missing: " + r.Unread.EN
	}
	return r.Remark.ZH
}

func ownDocument(r station.LedgerRow) registry.Document {
	if r.Applicant.Document == nil {
		return registry.Document{}
	}
	return *r.Applicant.Document
}

func guardianNumber(r station.LedgerRow) string {
	if r.Applicant.Guardian == nil {
		return ""
	}
	return documentNumber(r.Applicant.Guardian.Document)
}

func documentNumber(d *registry.Document) string {
	if d == nil {
		return ""
	}
	return d.Number
}

func yesNo(b bool) string {
	if b {
		return "是 yes"
	}
	return "否 no"
}
