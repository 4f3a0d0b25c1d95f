package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"passdesk/export"
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type exportCmd struct {
	Format string `arg:"" enum:"csv,xlsx,jsonl" help:"csv, xlsx, jsonl"`
	Out    string `required:"" help:"写到此文件 · write this file" placeholder:"FILE"`
}

func (c *exportCmd) Help() string {
	return "登记册有损坏时，读得出的都导出，注明缺几条，退出码 3。导出是登记册里的一个事件，并签一个链头。独立站点（自有根密钥）在合计行里写明（root） · " +
		"Of a damaged register what can be read is exported, with a count of what is missing: exit 3. An export is an event, and signs a head of the log. A station that stands alone says so beside the totals (root)."
}

// Run writes the register with its control totals; that people's data left the
// station, and with which digest, is an event.
func (c *exportCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	sum, err := a.exportTo(st, c.Format, c.Out)
	if err != nil {
		return err
	}
	figures := map[string]string{}
	for _, f := range sum.Figures {
		figures[f.Name] = f.Value
	}
	if err := a.printJSON(map[string]any{"file": c.Out, "format": c.Format, "rows": sum.Rows, "totals": figures, "own_root": st.Info().OwnRoot}); err != nil {
		return err
	}
	return partly(st)
}

func (a *app) exportTo(st *station.Station, format, path string) (export.Summary, error) {
	if err := st.MayExport(); err != nil {
		return export.Summary{}, err
	}
	write := map[string]func(io.Writer, export.Table, export.Rows) (export.Summary, error){
		"csv": export.CSV, "xlsx": export.XLSX, "jsonl": export.JSONL,
	}[format]
	var sum export.Summary
	columns := columnsOf(st.Info().Scheme)
	table := registerTable(columns)
	missing := 0
	// Read to the end before anything is signed: a damage is found on the way.
	table.Close = func() (export.Ending, error) {
		note, err := a.lastWord(st)
		return export.Ending{Missing: missing, Root: ownRoot(st.Info()), Note: note}, err
	}
	err := writeWhole(path, func(f *os.File) (err error) {
		sum, err = write(f, table, a.registerRows(st, columns, &missing))
		return err
	})
	if err != nil {
		return sum, err
	}
	if st.Info().ReadOnly != "" {
		a.warn(scheme.Text{ZH: "登记册只读，这次导出没有记录", EN: "the register is read-only: this export was not recorded"})
	}
	return sum, st.Exported(a.ctx, format, sum.Rows, digestOf(sum))
}

// ownRoot is how a file says that no authority stands behind the station.
func ownRoot(i station.Info) string {
	if !i.OwnRoot {
		return ""
	}
	return "独立站点 stands-alone"
}

// lastWord is the signed head that goes into the file: of a register that is only
// read the newest there is, if there is one.
func (a *app) lastWord(st *station.Station) (string, error) {
	if st.Info().ReadOnly == "" {
		head, err := st.SignHead(a.ctx)
		return head.Note, err
	}
	head, err := st.LastHead(a.ctx)
	if err != nil {
		return "", nil
	}
	return head.Note, nil
}

func digestOf(s export.Summary) string {
	for _, f := range s.Figures {
		if len(f.Value) == 64 {
			return f.Value
		}
	}
	return ""
}

// column is one column of the exported register and how a cell is made.
type column struct {
	export.Column
	cell func(station.LedgerRow) string
}

func text(zh, en, key string, width float64, cell func(station.LedgerRow) string) column {
	return column{export.Column{Title: export.Text{ZH: zh, EN: en}, Key: key, Width: width, Text: true}, cell}
}

// registerColumns are the register as it goes upstream on paper's twin.
var registerColumns = []column{
	{export.Column{Title: export.Text{ZH: "序号", EN: "Serial"}, Key: "serial", Width: 8}, serialOf},
	text("证件编号", "Number", "number", 18, func(r station.LedgerRow) string { return r.Number.String() }),
	text("份数", "Copy", "copy", 6, func(r station.LedgerRow) string { return strconv.Itoa(r.Copy) }),
	text("姓名", "Name", "name", 16, func(r station.LedgerRow) string { return r.Name }),
	text("证件种类", "Document", "document_type", 16, func(r station.LedgerRow) string { return ownDocument(r).Type }),
	text("证件号码", "Document number", "document_number", 22, func(r station.LedgerRow) string { return ownDocument(r).Number }),
	text("签发国", "State", "state", 8, func(r station.LedgerRow) string { return ownDocument(r).State }),
	text("户口簿号码", "Own number", "own_number", 22, func(r station.LedgerRow) string { return documentNumber(r.Applicant.OwnNumber) }),
	text("监护人", "Guardian", "guardian", 16, func(r station.LedgerRow) string { return r.Guardian }),
	text("关系", "Relation", "relation", 10, func(r station.LedgerRow) string { return r.Relation }),
	text("监护人证件", "Guardian's number", "guardian_number", 22, guardianNumber),
	text("出生日期", "Birth", "birth", 12, func(r station.LedgerRow) string { return r.Applicant.Birth }),
	text("性别", "Sex", "sex", 6, func(r station.LedgerRow) string { return r.Applicant.Sex }),
	text("电话", "Phone", "phone", 14, func(r station.LedgerRow) string { return r.Applicant.Phone }),
	text("楼幢", "Building", "building", 12, func(r station.LedgerRow) string { return r.Applicant.Building }),
	text("住址", "Address", "address", 30, func(r station.LedgerRow) string { return r.Applicant.Address }),
	text("签证日期", "Issued", "issued", 12, func(r station.LedgerRow) string { return r.Issued.String() }),
	text("有效期至", "Expires", "expires", 12, func(r station.LedgerRow) string { return r.Expires.String() }),
	text("状态", "Status", "status", 12, func(r station.LedgerRow) string { return string(r.Status) }),
	text("已签字", "Signed", "signed", 8, func(r station.LedgerRow) string { return yesNo(r.Signed) }),
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
	t := export.Table{Title: "登记册", Totals: []export.Total{{Key: "serial", Kind: export.Sum}, {Key: "number", Kind: export.Digest}}}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	return t
}

func (a *app) registerRows(st *station.Station, columns []column, missing *int) export.Rows {
	return func(yield func([]string, error) bool) {
		cells := make([]string, len(columns))
		for r, err := range st.EveryRow(a.ctx) {
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
