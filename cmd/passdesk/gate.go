package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passdesk/export/gatepage"
	"passdesk/registry/guard"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// gateCmd is what leaves the station for those who check passes with no register.
type gateCmd struct {
	Lists gateListsCmd `cmd:"" help:"写出两份签名的名单：站点钥匙、收回的编号 · write two signed lists: the stations' keys, the recalled numbers"`
	Page  gatePageCmd  `cmd:"" help:"写出核验网页：一个文件，不用网络 · write the web page that checks passes: one file, no network"`
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
	if err := a.mayWriteIn(c.Out); err != nil {
		return err
	}
	if err := takesFile(c.Out); err != nil {
		return storage(err)
	}
	files, err := st.SignGateLists(a.ctx)
	if err != nil {
		return err
	}
	line, err := a.writeGateLists(c.Out, files)
	if err != nil {
		return err
	}
	return a.printJSON(line)
}

// writeGateLists writes the two files; their names say whose they are, so that a newer
// one takes the place of an older.
func (a *app) writeGateLists(folder string, f station.GateFiles) (gateListsLine, error) {
	name := strings.ReplaceAll(f.By.Name(), "/", "-")
	line := gateListsLine{Keys: filepath.Join(folder, name+".keys.txt"), Recalls: filepath.Join(folder, name+".recalls.txt"), Number: f.Recalls.Number,
		Made: f.Recalls.Made.Format(time.RFC3339), Stations: f.Keys.Codes(), Numbers: len(f.Recalls.Entries)}
	if !f.Recalls.Until.IsZero() {
		line.Until = f.Recalls.Until.Format(time.RFC3339)
	}
	line.Maker, line.Fingerprint = f.KeysBy.Name(), f.KeysBy.Fingerprint()
	for path, content := range map[string][]byte{line.Keys: f.KeyFile, line.Recalls: f.RecallFile} {
		if err := a.writeOutText(path, content); err != nil {
			return line, fmt.Errorf("write the lists: %w", err)
		}
	}
	return line, nil
}

type gatePageCmd struct {
	Out     string `required:"" help:"写到此文件（.html）· write this file" placeholder:"FILE"`
	Keys    string `help:"用这份站点钥匙名单（默认：本站现在的）· this key list, else the station's own of now" placeholder:"FILE"`
	Recalls string `help:"用这份收回名单 · this recall list" placeholder:"FILE"`
}

func (c *gatePageCmd) Help() string {
	return "网页里有名单，用手机或电脑的浏览器打开就能核对：扫码枪、粘贴、输入，浏览器能扫码的用摄像头。不连网络，不保存，一分钟清屏。写明 --keys 的不用登记册 · " +
		"The lists stand in the page; any recent browser on a phone or a computer checks with it: scanner, paste, typing, or its camera where it can. It uses no network, keeps nothing, and clears itself after a minute. With --keys no register is needed."
}

func (c *gatePageCmd) Run(a *app) error {
	lists, err := c.lists(a)
	if err != nil {
		return err
	}
	title := scheme.Text{ZH: lists.Keys.Scheme}
	if s, err := scheme.ByCode(lists.Keys.Scheme); err == nil {
		title = s.Title
	}
	if err := a.writeOut(c.Out, beginsPage, func(f *os.File) error { return gatepage.Write(f, lists, title, zone) }); err != nil {
		return err
	}
	line := gatePageLine{File: c.Out, Stations: lists.Keys.Codes(), Maker: lists.KeysBy.Name(), Fingerprint: lists.KeysBy.Fingerprint()}
	if r := lists.Recalls; r != nil {
		line.Numbers, line.Made = len(r.Entries), r.Made.Format(time.RFC3339)
	}
	return a.printJSON(line)
}

// gatePageLine is the page that was written.
type gatePageLine struct {
	File        string `json:"file"`
	Made        string `json:"made,omitempty"` // of the recalls
	Stations    int    `json:"stations"`
	Numbers     int    `json:"numbers"`
	Maker       string `json:"maker"`
	Fingerprint string `json:"fingerprint"`
}

// lists are those of the files, or what the station signs now.
func (c *gatePageCmd) lists(a *app) (guard.Lists, error) {
	if c.Keys != "" {
		return readGateLists(c.Keys, c.Recalls, "")
	}
	if c.Recalls != "" {
		return guard.Lists{}, &usageError{"有收回名单还要有钥匙名单：请写 --keys", "a recall list needs the key list beside it: name it with --keys"}
	}
	st, err := a.open()
	if err != nil {
		return guard.Lists{}, err
	}
	files, err := st.SignGateLists(a.ctx)
	if err != nil {
		return guard.Lists{}, err
	}
	return guard.Read(files.KeyFile, files.RecallFile)
}
