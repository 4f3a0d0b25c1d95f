package main

import (
	"fmt"
	"os"
	"path/filepath"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/seal"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

type demoCmd struct {
	Out string `help:"PDF 写到此文件夹 · folder for the PDFs" placeholder:"DIR"`
}

// Run opens a throw-away station: a random key in memory, data and config
// folders of its own, both erased at exit. Where no terminal is, it plays the
// morning in plain lines.
func (c *demoCmd) Run(a *app) error {
	a.askWidth()
	home, err := os.MkdirTemp("", "passdesk-demo-")
	if err != nil {
		return storage(err)
	}
	defer os.RemoveAll(home)
	defer a.close()
	people, err := a.openDemo(home)
	if err != nil {
		return err
	}
	if !a.terminal() {
		return a.playMorning(c.Out, people)
	}
	if err := a.fillQueue(people); err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = filepath.Join(home, "papers")
	}
	return a.runDesk(home, deskStart{unlocked: true, place: out})
}

// openDemo makes the station, loads its residents and its directory, issues a few
// passes and recalls one.
func (a *app) openDemo(home string) ([]registry.Application, error) {
	a.cli.Dir, a.cli.ConfigDir = filepath.Join(home, "data"), filepath.Join(home, "config")
	if err := os.MkdirAll(a.cli.Dir, 0o700); err != nil {
		return nil, storage(err)
	}
	store, err := sqlite.Create(a.ctx, filepath.Join(a.cli.Dir, registerFile))
	if err != nil {
		return nil, err
	}
	st, _, err := a.createIn(store, station.Setup{
		Scheme: "ningbo", Division: demoDistrict, Code: 131, Operator: "demo", Passphrase: []byte(newRef(a.rand)),
		Point: registry.Point{Kind: "community", Name: "样例社区便民服务站"}, Cost: seal.TestCost, Demo: true,
	})
	if err != nil {
		store.Close()
		return nil, err
	}
	a.station = st
	people := newVillage(131, civil.On(a.now(), zone)).residents()
	left, err := st.LoadResidents(a.ctx, people)
	if err != nil {
		return nil, err
	}
	if len(left) > 0 {
		return nil, fmt.Errorf("demo: %d residents were refused: %s", len(left), left[0].Reason)
	}
	if err := st.LoadDirectory(a.ctx, demoPlaces); err != nil {
		return nil, err
	}
	return people, a.issueFew(people)
}

// issueFew gives the demo a past: six passes printed, four of them signed for,
// one recalled.
func (a *app) issueFew(people []registry.Application) error {
	var given []registry.Number
	for _, p := range people {
		if p.Document == nil || p.Document.Type != "RIC18" {
			continue
		}
		p.Declared = true
		v, err := a.station.Issue(a.ctx, p, true)
		if err != nil {
			return err
		}
		if v.Issues() {
			given = append(given, v.Number)
		}
		if len(given) == 6 {
			break
		}
	}
	if err := a.station.PrintedOut(a.ctx, given, "out"); err != nil {
		return err
	}
	for _, n := range given[:4] {
		if err := a.station.Sign(a.ctx, n, "holder"); err != nil {
			return err
		}
	}
	return a.station.Recall(a.ctx, given[0], "close_contact", "")
}
