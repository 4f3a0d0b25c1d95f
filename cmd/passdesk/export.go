package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"time"

	"passdesk/export"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type exportCmd struct {
	CSV    exportCSV       `cmd:"" name:"csv" help:"登记册写成 CSV：表格程序不会毁掉证号 · the register as CSV, guarded against spreadsheets"`
	XLSX   exportXLSX      `cmd:"" name:"xlsx" help:"写成 Excel 工作簿，每格都是文本 · as a workbook, every cell a text"`
	JSONL  exportJSONL     `cmd:"" name:"jsonl" help:"写成 JSON 行 · as JSON lines"`
	Schema exportSchemaCmd `cmd:"" help:"JSON 行的格式（JSON Schema）· the JSON Schema of the lines"`
	Check  exportCheckCmd  `cmd:"" help:"核对一个导出的文件：合计和 SHA-256 · prove an exported file: its totals and its SHA-256"`
}

type (
	exportCSV   struct{ exportFile }
	exportXLSX  struct{ exportFile }
	exportJSONL struct{ exportFile }
)

func (c *exportCSV) Run(a *app) error   { return c.run(a, "csv") }
func (c *exportXLSX) Run(a *app) error  { return c.run(a, "xlsx") }
func (c *exportJSONL) Run(a *app) error { return c.run(a, "jsonl") }

// exportFile are the flags of every format.
type exportFile struct {
	bySheet
	Out     string `required:"" help:"写到此文件；旁边写合计 FILE.totals.json · write this file, its totals beside it" placeholder:"FILE"`
	From    string `help:"签证日期从这天起 · passes issued on this day or later" placeholder:"YYYY-MM-DD"`
	Until   string `help:"签证日期到这天止 · passes issued on this day or earlier" placeholder:"YYYY-MM-DD"`
	First   string `help:"从这个编号起 · from this number on" placeholder:"NUMBER"`
	Last    string `help:"到这个编号止 · up to this number" placeholder:"NUMBER"`
	Changed bool   `help:"只要上次导出（全册或 --changed）以后有变动的 · only what changed since the last export of all, or of changes"`
}

func (c *exportFile) Help() string {
	return "旁边的 FILE.totals.json 写着行数、合计、字节数和 SHA-256，export check 用它核对。登记册有损坏时，读得出的都导出，注明缺几条，退出码 3。导出是登记册里的一个事件，并签一个链头；中断的不留文件。独立站点（自有根密钥）在合计行里写明（root） · " +
		"FILE.totals.json beside it holds rows, totals, bytes and SHA-256, for export check. Of a damaged register what can be read is exported, with a count of what is missing: exit 3. An export is an event, and signs a head of the log; one that is stopped leaves no file. A station that stands alone says so beside the totals (root)."
}

// run writes the register with its control totals; that people's data left the
// station, and with which digest, is an event.
func (c *exportFile) run(a *app, format string) error {
	which, err := c.selection()
	if err != nil {
		return err
	}
	a.broken = a.pagesLost() // an export itself meets few pages of the keys, the answers and the residents
	st, err := c.open(a)
	if err != nil {
		return err
	}
	bar := a.bar()
	x, err := st.BeginExport(a.ctx, which)
	if err != nil {
		return err
	}
	x.Told = bar.show
	stood := stands(c.Out)
	side, err := a.exportTo(st, x, format, c.Out)
	bar.clear()
	if err != nil {
		return err
	}
	if stood {
		a.sayReplaced("", "")
	}
	line := exportLine{c.Out, format, side.Rows, side.Totals, st.Info().OwnRoot, c.Out + sidecarEnd, side.SHA256, side.After}
	if err := a.printJSON(line); err != nil {
		return err
	}
	return partly(st)
}

// exportLine is what was written.
type exportLine struct {
	File    string            `json:"file"`
	Format  string            `json:"format"`
	Rows    int               `json:"rows"`
	Totals  map[string]string `json:"totals"`
	OwnRoot bool              `json:"own_root"`
	Sidecar string            `json:"sidecar"`
	SHA256  string            `json:"sha256"`
	After   *int64            `json:"after,omitempty"` // of changes: the last event that the file before knew
}

func (c *exportFile) selection() (x station.Selection, err error) {
	x.Changed = c.Changed
	for _, d := range []struct {
		typed string
		into  *civil.Date
	}{{c.From, &x.From}, {c.Until, &x.Until}} {
		if *d.into, err = civil.Parse(d.typed); err != nil {
			return x, &usageError{"日期写成 2020-03-01", "a date is written 2020-03-01"}
		}
	}
	if !x.From.IsZero() && !x.Until.IsZero() && x.Until.Before(x.From) {
		return x, &usageError{"--from 的日期在 --until 之后：没有这样的日子", "--from is a later day than --until: there is no such day"}
	}
	for _, n := range []struct {
		typed string
		into  *registry.Number
	}{{c.First, &x.First}, {c.Last, &x.Last}} {
		if n.typed == "" {
			continue
		}
		if *n.into, err = registry.ParseNumber(n.typed); err != nil {
			zh, en := explain(err)
			return x, &usageError{zh, en}
		}
	}
	if x.Reversed() {
		return x, &usageError{"--first 的编号在 --last 之后：没有这样的编号", "--first is a later number than --last: there is no such number"}
	}
	return x, nil
}

// exportTo writes the file and, when it stands, its totals beside it and the event.
func (a *app) exportTo(st *station.Station, x station.Export, format, path string) (sidecar, error) {
	write := map[string]func(io.Writer, export.Table, export.Rows) (export.Summary, error){
		"csv": export.CSV, "xlsx": export.XLSX, "jsonl": export.JSONL,
	}[format]
	var sum export.Summary
	begins := map[string]string{"csv": beginsCSV, "xlsx": beginsXLSX, "jsonl": beginsLines}[format]
	columns := columnsOf(st.Info().Scheme)
	table := registerTable(columns)
	missing := 0
	// Read to the end before anything is signed: a damage is found on the way.
	table.Close = func() (export.Ending, error) {
		note, err := a.lastWord(st)
		return export.Ending{Missing: missing, Root: ownRoot(st.Info()), Note: note}, err
	}
	proof := sha256.New()
	var size int64
	if err := a.mayWrite(path+sidecarEnd, beginsLines); err != nil {
		return sidecar{}, err
	}
	err := a.writeOut(path, begins, func(f *os.File) (err error) {
		sum, err = write(io.MultiWriter(f, proof, (*counted)(&size)), table, a.registerRows(st, x, columns, &missing))
		return err
	})
	side := newSidecar(path, format, sum, st.Info(), x)
	side.proveCells(sum, columns)
	side.SHA256, side.Bytes, side.Made = hex.EncodeToString(proof.Sum(nil)), size, a.now().UTC().Format(time.RFC3339)
	if unread := st.Damage(); unread != nil {
		for _, w := range unread.What {
			side.Damaged = append(side.Damaged, w.ZH+" · "+w.EN)
		}
	}
	if err == nil {
		err = side.write(a, path+sidecarEnd)
	}
	if err != nil {
		return side, err
	}
	if st.Info().ReadOnly != "" {
		a.warn(scheme.Text{ZH: "登记册只读，这次导出没有记录", EN: "the register is read-only: this export was not recorded"})
	}
	return side, st.Exported(a.ctx, x, format, sum.Rows, digestOf(sum))
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
