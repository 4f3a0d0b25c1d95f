package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passdesk/registry/station"
)

// gateCmd is what leaves the station for those who check passes with no register.
type gateCmd struct {
	Lists gateListsCmd `cmd:"" help:"写出两份签名的名单：站点钥匙、收回的编号 · write two signed lists: the stations' keys, the recalled numbers"`
}

type gateListsCmd struct {
	Out string `required:"" help:"放到哪个文件夹（U 盘）· the folder, a stick" placeholder:"DIR"`
}

func (c *gateListsCmd) Help() string {
	return "名单不含任何人的姓名和证件号码，只有编号。给门卫的 passdesk check 或核验网页用；每次写出是登记册里的一个事件。第一次给人时，把指纹念给他听 · " +
		"The lists hold numbers and nobody's name. They are for passdesk check or the web page at a gate; writing them is an event. Read the fingerprint to whoever gets them first."
}

// gateListsLine is what was written.
type gateListsLine struct {
	Keys        string `json:"keys"`
	Recalls     string `json:"recalls"`
	Number      int64  `json:"number"`
	Made        string `json:"made"`
	Until       string `json:"until,omitempty"`
	Stations    int    `json:"stations"`
	Numbers     int    `json:"numbers"`
	Maker       string `json:"maker"`
	Fingerprint string `json:"fingerprint"`
}

func (c *gateListsCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := takesFile(c.Out); err != nil {
		return storage(err)
	}
	files, err := st.SignGateLists(a.ctx)
	if err != nil {
		return err
	}
	line, err := writeGateLists(c.Out, files)
	if err != nil {
		return err
	}
	return a.printJSON(line)
}

// writeGateLists writes the two files; their names say whose they are, so that a newer
// one takes the place of an older.
func writeGateLists(folder string, f station.GateFiles) (gateListsLine, error) {
	name := strings.ReplaceAll(f.By.Name(), "/", "-")
	line := gateListsLine{Keys: filepath.Join(folder, name+".keys.txt"), Recalls: filepath.Join(folder, name+".recalls.txt"), Number: f.Recalls.Number,
		Made: f.Recalls.Made.Format(time.RFC3339), Stations: len(f.Keys.Keys), Numbers: len(f.Recalls.Entries)}
	if !f.Recalls.Until.IsZero() {
		line.Until = f.Recalls.Until.Format(time.RFC3339)
	}
	line.Maker, line.Fingerprint = f.KeysBy.Name(), f.KeysBy.Fingerprint()
	for path, content := range map[string][]byte{line.Keys: f.KeyFile, line.Recalls: f.RecallFile} {
		if err := writeWhole(path, func(w *os.File) error { _, err := w.Write(content); return err }); err != nil {
			return line, fmt.Errorf("write the lists: %w", err)
		}
	}
	return line, nil
}
