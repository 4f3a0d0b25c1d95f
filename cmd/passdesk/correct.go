package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type correctCmd struct {
	Number string `arg:"" help:"证件编号 · the pass number"`
	Reason string `required:"" help:"凭什么核实的，密封保存 · why, and on what evidence; sealed"`
	Old    string `enum:",returned,void,lost" default:"" help:"旧证的下落：returned 已交回，void 作废，lost 遗失；不写就是还在外，以后登记 · what became of the old paper; it is still out unless said" placeholder:"WORD"`
}

// Help tells what stands on stdin.
func (c *correctCmd) Help() string {
	return "标准输入是一个 JSON 对象，只写要变更的字段，名称与 issue 的申请相同，如 {\"name\":\"样例改\"}；null 去掉一项 · " +
		"On stdin one JSON object with the fields that change, named as in an application of issue, as {\"name\":\"样例改\"}; null takes one away.\n\n" +
		"编号不变，发下一份；旧证要登记交回、作废或遗失，变更才算办完 · the number stays and the next copy is issued; it is not done before the old paper is marked as returned, void or lost.\n\n" +
		"只改 phone、address、building 的（纸上没有）不换证，收回中的也可以改 · where only phone, address or building change, which no paper says, none is made, and a recalled pass may be put right too."
}

// Run corrects a holder's data and prints the pass as it stands then.
func (c *correctCmd) Run(a *app) error {
	changed, err := a.readChanged()
	if err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	if phone := ""; json.Unmarshal(changed["phone"], &phone) == nil && registry.ShortPhone(phone) {
		a.warn(shortPhone)
	}
	line, failed := a.actOn(st, c.Number, func(st *station.Station, n registry.Number) error {
		_, err := st.Correct(a.ctx, n, station.Correction{Changed: changed, Reason: c.Reason, Old: c.Old})
		return err
	})
	if err := a.printJSON(line); err != nil {
		return err
	}
	return failed
}

var shortPhone = scheme.Text{
	ZH: "电话不到 7 位，照写的登记了：再核对一遍。",
	EN: "The telephone has fewer than 7 digits; it is entered as written: look at it again.",
}

// readChanged reads the fields of a correction. None of their values is ever told in
// a complaint.
func (a *app) readChanged() (map[string]json.RawMessage, error) {
	text, err := io.ReadAll(io.LimitReader(a.input(), longestLine))
	if err != nil {
		return nil, fmt.Errorf("read the input: %w", err)
	}
	return changedFields(text)
}

func changedFields(text []byte) (map[string]json.RawMessage, error) {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	var changed map[string]json.RawMessage
	switch err := json.Unmarshal(text, &changed); {
	case isCut(text) || !utf8.Valid(text) || bytes.ContainsRune(text, utf8.RuneError):
		return nil, &usageError{"输入不是完整的 UTF-8 文本，请另存为 UTF-8 再试", "the input is no whole UTF-8 text: save it as UTF-8 and try again"}
	case err != nil || len(changed) == 0:
		return nil, &usageError{"标准输入要有一个 JSON 对象，写明哪一项改成什么，如 {\"name\":\"样例改\"}", "one JSON object is wanted on stdin, saying which field becomes what, as {\"name\":\"样例改\"}"}
	}
	if _, twice := registry.NamedTwice(text); twice {
		return nil, &usageError{"同一项写了两次", "a name stands twice"}
	}
	return changed, nil
}
