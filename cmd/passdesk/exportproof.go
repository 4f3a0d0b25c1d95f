package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"passdesk/export"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

// What lies beside an exported file and proves it: an export that was cut off, or of
// which a row was lost on its way, is found by whoever takes it in.

// sidecarEnd is how the file is called: register.csv.totals.json.
const sidecarEnd = ".totals.json"

// sidecar is that file. It holds no person's data.
type sidecar struct {
	File    string            `json:"file"` // without folder
	Format  string            `json:"format"`
	SHA256  string            `json:"sha256"` // of the whole file
	Bytes   int64             `json:"bytes"`
	Rows    int               `json:"rows"`
	Totals  map[string]string `json:"totals"`
	Cells   string            `json:"cells,omitempty"` // proves every cell; not in those of earlier builds
	Columns []columnProof     `json:"columns,omitempty"`
	Scheme  string            `json:"scheme"`
	Station string            `json:"station"`
	Made    string            `json:"made"`
	Through int64             `json:"through"`         // the register's last event that the file knows
	After   *int64            `json:"after,omitempty"` // of changes: the last event that the file before knew
	From    civil.Date        `json:"from,omitzero"`
	Until   civil.Date        `json:"until,omitzero"`
	First   string            `json:"first,omitempty"`
	Last    string            `json:"last,omitempty"`
	Damaged []string          `json:"damaged,omitempty"` // what could not be read or relied upon: the register is damaged
}

// columnProof is one byte of the digest over a column, enough to say which one was
// changed. More would tell: the digest of one ID number can be guessed from. So of a
// few rows there is none, and it is Cells that proves.
type columnProof struct {
	Key   string `json:"key"`
	Check string `json:"check"`
}

const fewRows = 20

// proveCells keeps what proves every cell, as text before any guard and quoting.
func (s *sidecar) proveCells(sum export.Summary, columns []column) {
	s.Cells = cellsDigest(sum)
	for i, c := range columns {
		if sum.Rows >= fewRows {
			s.Columns = append(s.Columns, columnProof{c.Key, sum.Columns[i][:2]})
		}
	}
}

// cellsDigest is SHA-256 over the digests of the columns, each followed by a line feed.
func cellsDigest(sum export.Summary) string {
	if sum.Rows == 0 {
		return ""
	}
	all := sha256.Sum256([]byte(strings.Join(sum.Columns, "\n") + "\n"))
	return hex.EncodeToString(all[:])
}

// changed answers nil when every cell is as it was written, or when nobody can tell.
func (s sidecar) changed(sum export.Summary) error {
	if s.Cells == "" || s.Cells == cellsDigest(sum) {
		return nil
	}
	var keys []string
	for i, c := range s.Columns {
		if i >= len(sum.Columns) || sum.Columns[i][:2] != c.Check {
			keys = append(keys, c.Key)
		}
	}
	zh, en := "", ""
	if len(keys) > 0 {
		zh, en = "（栏："+strings.Join(keys, ", ")+"）", " (in the columns "+strings.Join(keys, ", ")+")"
	}
	return &toldError{"这个文件里的内容被改过" + zh + "。请重新拿一份；确要更正的，在登记册里更正后再导出。",
		"Cells of this file were changed" + en + ". Get it again; what is to be put right is put right in the register, and exported anew.", export.ErrTotals}
}

// itself answers nil when what the sidecar says of the file's content is what was found in
// it. Where the file came from (station, days, events) only the register can tell.
func (s sidecar) itself(sum export.Summary, same bool, size int64) error {
	fits := s.Rows == sum.Rows && (!same || s.Bytes == size && (s.Cells == "" || s.Cells == cellsDigest(sum)))
	for i, c := range s.Columns {
		fits = fits && i < len(sum.Columns) && (!same || sum.Columns[i][:2] == c.Check)
	}
	if fits {
		return nil
	}
	return &toldError{".totals.json 写的行数、字节数或各栏校验与文件不符：.totals.json 被改过，或不是这个文件的。请重新拿一份。", "Rows, bytes or the digests of cells that .totals.json says are not those of the file: .totals.json was changed, or is another file's. Get both again.", export.ErrTotals}
}

func newSidecar(path, format string, sum export.Summary, i station.Info, x station.Export) sidecar {
	s := sidecar{File: filepath.Base(path), Format: format, Rows: sum.Rows, Totals: map[string]string{}, Scheme: i.Scheme.Code, Station: fmt.Sprintf("%03d", i.Code),
		Through: x.Through, From: x.From, Until: x.Until, First: x.First.String(), Last: x.Last.String()}
	for _, f := range sum.Figures {
		s.Totals[f.Name] = f.Value
	}
	if x.Changed {
		s.After = &x.After
	}
	return s
}

func (s sidecar) write(a *app, path string) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return a.writeOut(path, beginsLines, func(f *os.File) error { _, err := f.Write(append(text, '\n')); return err })
}

type exportCheckCmd struct {
	File string `arg:"" help:"导出的文件 · the exported file" placeholder:"FILE"`
}

func (c *exportCheckCmd) Help() string {
	return "先按旁边的 FILE.totals.json 核对 SHA-256；再数一遍行、算一遍合计，与文件末尾（或“合计”表）写的比。表格程序另存过的 CSV，SHA-256 不同，内容没变的合计和内容仍相符：退出码 3；内容改过：退出码 1，行数多的还说明是哪一栏。站点、日期、事件号是写明来历的，这里不核对。不用登记册 · " +
		"The SHA-256 against FILE.totals.json, then rows and totals counted again against what the file's end (or its sheet of totals) says. A CSV that a spreadsheet saved again has another SHA-256, and totals and cells that still fit where nothing in it changed: exit 3. A cell that changed: exit 1, and the column is named where there are many rows. Station, days and event numbers say where the file came from and are not checked. Needs no register."
}

// proofLine is what was found.
type proofLine struct {
	File   string            `json:"file"`
	Rows   int               `json:"rows"`
	Totals map[string]string `json:"totals"`
	Same   bool              `json:"same_bytes"` // as they were written
}

func (c *exportCheckCmd) Run(a *app) error {
	f, err := os.Open(c.File)
	if err != nil {
		return &usageError{"文件无法打开", "the file cannot be opened"}
	}
	defer f.Close()
	side, err := readSidecar(c.File + sidecarEnd)
	if err != nil {
		return err
	}
	proof := sha256.New()
	size, err := io.Copy(proof, f)
	if err != nil {
		return storage(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return storage(err)
	}
	sum, err := export.Check(f)
	if err != nil {
		return &toldError{"这个文件的行和合计对不上：没有传全，或被改过。请重新拿一份。", "Rows and totals of this file do not agree: it is not whole, or was changed. Get it again.", err}
	}
	line := proofLine{c.File, sum.Rows, map[string]string{}, hex.EncodeToString(proof.Sum(nil)) == side.SHA256}
	for _, figure := range sum.Figures {
		line.Totals[figure.Name] = figure.Value
		if said := side.Totals[figure.Name]; said != figure.Value {
			return &toldError{"这个文件的合计与 .totals.json 写的不同：不是同一个文件，或被改过。", "Its totals are not those of .totals.json: it is another file, or was changed.", export.ErrTotals}
		}
	}
	if err := side.changed(sum); err != nil && !line.Same {
		return err
	}
	if err := side.itself(sum, line.Same, size); err != nil {
		return err
	}
	if err := a.printJSON(line); err != nil || line.Same {
		return err
	}
	if side.Cells != "" {
		return &partError{&toldError{"内容没有变，但字节与导出时不同：文件被别的程序另存过。", "No cell was changed, but the bytes are not those that were written: some program has saved the file again.", export.ErrTotals}}
	}
	return &partError{&toldError{"合计相符，但字节与导出时不同：文件被别的程序另存过；.totals.json 没有各栏内容的校验，别的栏改过没有，看不出来。", "The totals agree, but not the bytes: some program has saved the file again. Its .totals.json has no digest of every cell, so whether another cell was changed cannot be told.", export.ErrTotals}}
}

func readSidecar(path string) (s sidecar, err error) {
	raw, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil || s.SHA256 == "" {
		return s, &usageError{"旁边没有 .totals.json，或读不出来：请把它和文件放在一起", "its .totals.json does not lie beside it, or cannot be read: put both into one folder"}
	}
	return s, nil
}
