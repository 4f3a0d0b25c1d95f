package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
)

type operatorCmd struct {
	List       operatorListCmd       `cmd:"" help:"全部操作员，含已停用的 · all operators, the disabled too"`
	Add        operatorAddCmd        `cmd:"" help:"添加操作员，或让停用的重新启用（保管员）· add one, or let a disabled one in again: the keeper's"`
	Disable    operatorDisableCmd    `cmd:"" help:"停用操作员（保管员）；最后一位保管员不能停用 · disable one: the keeper's, and never the last keeper"`
	Recovery   operatorRecoveryCmd   `cmd:"" help:"恢复页丢失或被人看到：换发一张，旧的作废（保管员）· the sheet was lost or seen: make a new one, the old one opens nothing (the keeper)"`
	Passphrase operatorPassphraseCmd `cmd:"" help:"换自己的口令；保管员替别人重设；忘记时用恢复页 · change your passphrase; the keeper resets another's; or with the recovery sheet"`
}

// operatorLine is one operator as JSON.
type operatorLine struct {
	Name     string          `json:"name"`
	Roles    []registry.Role `json:"roles"`
	Disabled bool            `json:"disabled"`
}

type operatorListCmd struct{}

func (c *operatorListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	return a.printOperators(st, "")
}

// printOperators prints one JSON line for each operator, or for the one named.
func (a *app) printOperators(st *station.Station, name string) error {
	all, err := st.Operators(a.ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if name != "" && o.Name != name {
			continue
		}
		if err := a.printJSON(operatorLine{o.Name, o.Roles, o.Disabled}); err != nil {
			return err
		}
	}
	return nil
}

type operatorAddCmd struct {
	Name  string          `arg:"" help:"操作员的名字 · the operator's name"`
	Roles []registry.Role `required:"" enum:"volunteer,officer,police,keeper" help:"角色：volunteer 志愿者，officer 负责人，police 民警（仅公安发放点），keeper 保管员；可多选，用逗号 · one or several, with commas; police at a police point only" placeholder:"ROLE,…"`
	New   string          `name:"new-passphrase-file" help:"新口令的文件；不填则在终端询问 · a file with the new operator's passphrase (else the terminal asks)" placeholder:"FILE"`
}

// Run lets somebody unlock. The keeper's own passphrase wraps the key for the new one.
func (c *operatorAddCmd) Run(a *app) error {
	st, own, err := a.openWith()
	if err != nil {
		return err
	}
	defer clear(own)
	if err := st.MayKeepOperators(); err != nil {
		return err
	}
	passphrase, err := a.newPassphraseOf(c.New)
	if err != nil {
		return err
	}
	defer clear(passphrase)
	err = st.AddOperator(a.ctx, own, station.NewOperator{Name: c.Name, Roles: c.Roles, Passphrase: passphrase, Cost: a.cost()})
	if err != nil {
		return told(err)
	}
	return a.printOperators(st, c.Name)
}

type operatorDisableCmd struct {
	Name string `arg:"" help:"操作员的名字 · the operator's name"`
}

// Run takes a way in. What was done under the name stays under it.
func (c *operatorDisableCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	all, err := st.Operators(a.ctx)
	if err != nil {
		return told(err)
	}
	if err := st.DisableOperator(a.ctx, c.Name); err != nil {
		return told(err)
	}
	i := slices.IndexFunc(all, func(o station.Operator) bool { return o.Name == strings.TrimSpace(c.Name) })
	return a.printJSON(operatorLine{all[i].Name, all[i].Roles, true})
}

type operatorPassphraseCmd struct {
	Name     string `arg:"" optional:"" help:"替谁重设（保管员）；不填是自己 · whose it is: the keeper resets another's; without it your own"`
	New      string `name:"new-passphrase-file" help:"新口令的文件；不填则在终端询问 · a file with the new passphrase (else the terminal asks)" placeholder:"FILE"`
	Recovery string `help:"写有恢复词或 AGE-SECRET-KEY-1… 的文件；不用旧口令 · a file with the words or the key of the recovery sheet; no old passphrase is asked" placeholder:"FILE"`
}

// Run gives an operator a new passphrase: for the old one, by the keeper, or with
// the recovery sheet. Only the key is wrapped anew; nothing is sealed again.
func (c *operatorPassphraseCmd) Run(a *app) error {
	if c.Recovery != "" {
		return c.recover(a)
	}
	st, own, err := a.openWith()
	if err != nil {
		return err
	}
	defer clear(own)
	another := c.Name != "" && c.Name != st.Operator()
	if another {
		err = st.MayKeepOperators()
	}
	if err != nil {
		return err
	}
	passphrase, err := a.newPassphraseOf(c.New)
	if err != nil {
		return err
	}
	defer clear(passphrase)
	if another {
		err = st.ResetPassphrase(a.ctx, own, c.Name, passphrase, a.cost())
	} else {
		err = st.ChangePassphrase(a.ctx, own, passphrase, a.cost())
	}
	if err != nil {
		return told(err)
	}
	a.sayNewPassphrase()
	return nil
}

// recover takes the new passphrase from --new-passphrase-file, or, as no old one is
// asked for, from --passphrase-file.
func (c *operatorPassphraseCmd) recover(a *app) error {
	typed, err := readSheet(c.Recovery)
	if err != nil {
		return err
	}
	defer clear(typed)
	name := c.Name
	if name == "" {
		name = a.cli.Operator
	}
	st, err := a.openLocked()
	if err != nil {
		return err
	}
	if err := a.whoIsMeant(st, name); err != nil {
		return err
	}
	file := c.New
	if file == "" {
		file = a.cli.PassphraseFile
	}
	passphrase, err := a.newPassphraseOf(file)
	if err != nil {
		return err
	}
	defer clear(passphrase)
	switch err := st.Recover(a.ctx, name, string(typed), passphrase, a.cost()); {
	case errors.Is(err, station.ErrReadOnly):
		return &toldError{"登记册现在只能读（拷贝或回退），口令没有换。先用恢复页取新的期号：epoch new --recovery 文件 --reason …，再换口令。",
			"The register is read-only for now (a copy, or rolled back); no passphrase was changed. First take a new epoch with the sheet, epoch new --recovery FILE --reason …, then the passphrase.", err}
	case err != nil:
		return told(err)
	}
	a.sayNewPassphrase()
	return nil
}

func (a *app) sayNewPassphrase() {
	fmt.Fprintf(a.stderr, "passdesk: 新口令已设，旧口令不再有效\npassdesk: the new passphrase is set; the old one no longer opens the station\n")
}

// told is a fault of what was asked about operators in its own words.
func told(err error) error {
	var f *station.Fault
	if errors.As(err, &f) {
		return &toldError{"没有改动：" + f.Reason.ZH, "Nothing was changed: " + f.Reason.EN, err}
	}
	return err
}
