package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type issueCmd struct {
	DryRun bool `help:"只检查，不写入 · check only, write nothing"`
	Plain  bool `help:"逐项询问，一行一问（读屏软件、简单终端）· ask field by field in plain lines"`
}

// Help tells what an application may say beside the person.
func (c *issueCmd) Help() string {
	return "一行一份申请：姓名、证件，以及方案的各项申报内容，名称与 rules eligibility 的 inputs 相同 · " +
		"One application a line: name, document, and the scheme's inputs under the names that rules eligibility has.\n\n" +
		"document：{\"number\":\"…\"}，从号码看不出种类的再写 type（" + documentWords + "），外国护照写 {\"type\":\"PASSPORT\",\"state\":\"USA\",\"number\":\"…\"}；没有证件的孩子不写 document，写 guardian、birth、sex · " +
		"with a type where the number does not tell the kind; of a foreign passport the issuing state, ISO 3166-1 alpha-3. A child without a document has guardian, birth and sex in its place.\n\n" +
		"ref：您的编号，同一个人重试用同一个；换了人是 INVALID · your own word for the line: a retry of the same person repeats it, for another person it is INVALID.\n\n" +
		"facts：申报的情况，如 [\"fever\"]，知道日子的写 [[\"been_to_key_area\",\"2020-02-16\"]] · what is declared, with its day where it is known.\n\n" +
		"been：到过的地方和在那里的最后一天，如 [[\"武汉\",\"2020-02-16\"]]，地区写名称或六位代码，日子不知道可不写；再写 \"from\" 是从那里来 · " +
		"places and the last day there, by name or six digits; the day may be left out; a third word \"from\" says that the person came from there.\n\n" +
		"anew：这份申请代替的待核定案件（案件编号）；可以核定的经办人送来，那一件随之办结；别人送来，两件一并等负责人 · " +
		"the parked case that this application takes the place of, by its number: where the operator may settle cases it is closed with this; else both wait for an officer.\n\n" +
		"ERROR：这一行没有错，是磁盘没有写下（满了），腾出空间后原样再送，同一个 ref 只发一次 · ERROR: nothing is wrong with the line, the disk did not take it (it is full): make room and send the same line again; a ref is issued once.\n\n" +
		"不予发证也是答复，退出码 0；有的行读不成申请（INVALID）或没有写下（ERROR），退出码 3；全都不行，1 · A refusal is an answer: exit 0. Exit 3 where some lines are no applications (INVALID) or were not written (ERROR), 1 where all are."
}

// Run answers every line with its own verdict; a line that fails never stops the
// rest. A verdict is written as soon as its issue is durable, and not before.
func (c *issueCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if !c.DryRun {
		if err := a.sayUnasked(st); err != nil {
			return err
		}
	}
	if c.Plain {
		return a.issuePlain(st)
	}
	t := tally{}
	var disk error // what it refused last
	err = a.eachJSON(func(no int, line []byte) error {
		v, err := c.one(a, st, line)
		switch {
		case err != nil && !refusedByDisk(err) && disk == nil:
			return err
		case err != nil:
			disk = err
			v = notWritten(line, err)
		}
		v.Line = no
		t.count(v)
		return a.printJSON(v)
	})
	if err = cmp.Or(err, disk); err != nil {
		return t.because(err)
	}
	return t.result()
}

// refusedByDisk is a failure of one line and not of the run: the register is as it
// was before, and the next line may find room (a case needs less than a pass, and
// somebody may be clearing up). Where the disk leaves it open whether the line was
// written, the register takes nothing more, and every later line is told so too.
func refusedByDisk(err error) bool {
	return errors.Is(err, station.ErrDiskFull) || errors.Is(err, station.ErrStorage)
}

// outcomeError: nothing is wrong with the line, it is to be sent again.
const outcomeError = "ERROR"

// notWritten is the verdict on a line that the disk did not take. The same ref
// asked again is issued once, whatever became of it.
func notWritten(line []byte, err error) station.Verdict {
	zh, en := explain(err)
	v := unreadable(zh, en)
	v.Outcome, v.Ref, v.Field = outcomeError, refOf(line), "register"
	return *v
}

func (c *issueCmd) one(a *app, st *station.Station, line []byte) (station.Verdict, error) {
	app, bad := readApplication(line)
	if bad != nil {
		return *bad, nil
	}
	if c.DryRun {
		return st.Check(a.ctx, app)
	}
	if app.Ref == "" {
		app.Ref = newRef(a.rand)
	}
	return st.Issue(a.ctx, app, false)
}

// readApplication reads a line, or answers the verdict on one that cannot be an
// application. JSON's reader puts U+FFFD for bytes that are no UTF-8: a name must
// not lose a character on its way in.
func readApplication(line []byte) (registry.Application, *station.Verdict) {
	var app registry.Application
	switch {
	case isCut(line):
		return app, unreadable("这一行超过 1 MiB，没有读完；一行只写一份申请", "this line is longer than 1 MiB and was not read: one application a line")
	case !utf8.Valid(line):
		return app, unreadable("这一行不是 UTF-8（可能是 GBK），请另存为 UTF-8 再试", "this line is not UTF-8 (GBK perhaps): save the file as UTF-8 and try again")
	}
	if err := json.Unmarshal(line, &app); err != nil {
		v := unreadable(notApplication(err))
		v.Ref = refOf(line)
		return app, v
	}
	if whole, err := json.Marshal(app); err != nil || bytes.ContainsRune(whole, utf8.RuneError) || bytes.Contains(whole, []byte(`\ufffd`)) {
		return app, unreadable("这一行里有丢失的字符，请照证件原件重新输入", "a character was lost in this line: enter it again from the document")
	}
	return app, nil
}

func unreadable(zh, en string) *station.Verdict {
	return &station.Verdict{Outcome: "INVALID", Warnings: []string{}, Field: "line", Reason: scheme.Text{ZH: zh, EN: en}}
}

// notApplication says what is wrong with a line without quoting it: which field,
// or that it is no JSON.
func notApplication(err error) (zh, en string) {
	what := strings.TrimPrefix(err.Error(), registry.ErrNotApplication.Error()+": ")
	field, rest, ok := strings.Cut(strings.TrimPrefix(what, "field "), " is ")
	switch {
	case !errors.Is(err, registry.ErrNotApplication) || !strings.HasPrefix(what, "field "):
		return "这一行不是一份 JSON 申请，请对照格式检查", "this line is no application in JSON: look at its form"
	case ok && rest == "given twice":
		return "字段 " + field + " 写了两次，只能写一次", "field " + field + " is given twice: say it once"
	}
	return "字段 " + field + " 的写法不对，请对照格式检查", "this line is no application: " + what
}

// refOf is the ref of a line that is no application otherwise.
func refOf(line []byte) string {
	var r struct {
		Ref string `json:"ref"`
	}
	if json.Unmarshal(line, &r) != nil {
		return ""
	}
	return r.Ref
}

// tally decides how a run of lines went: all, some or none.
type tally struct{ done, failed int }

func (t *tally) count(v station.Verdict) { t.countOutcome(v.Outcome) }

func (t *tally) countOutcome(outcome string) {
	if outcome == "INVALID" || outcome == outcomeError {
		t.failed++
	} else {
		t.done++
	}
}

func (t *tally) result() error {
	switch {
	case t.failed == 0:
		return nil
	case t.done == 0:
		return errNothing
	}
	return &partError{}
}

// because is the error of a run that stopped half way.
func (t *tally) because(err error) error {
	if t.done == 0 {
		return err
	}
	return &partError{err}
}
