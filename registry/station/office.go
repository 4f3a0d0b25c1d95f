package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
)

// Who holds which role is what the log says. The operators' table is what a passphrase
// is tried on, and anybody who can write the file can write it.

// officeHeld is what the log says last of an operator.
type officeHeld struct {
	registry.OperatorBody
	disabled bool
}

// offices is everybody of whom the log speaks, by name.
type offices map[string]officeHeld

// officeKinds are the events that say who may unlock.
var officeKinds = []registry.Kind{registry.OperatorAdded, registry.OperatorDisabled, registry.PassphraseChanged, registry.PassphraseReset}

// hear takes the next event of the log.
func (o offices) hear(e registry.Event) {
	if !slices.Contains(officeKinds, e.Kind) {
		return
	}
	var b registry.OperatorBody
	if json.Unmarshal(e.Body, &b) == nil {
		o[b.Name] = officeHeld{b, e.Kind == registry.OperatorDisabled}
	}
}

// holds reports that the row gives the operator what the log does, the wrap aside.
func (o offices) holds(row Operator) bool {
	said, ok := o[row.Name]
	return ok && said.disabled == row.Disabled && slices.Equal(said.Roles, row.Roles)
}

// active is the named one who may unlock, or the only one when no name is given.
func (o offices) active(name string) (found officeHeld, ok bool) {
	n := 0
	for _, who := range o {
		if !who.disabled && (name == "" || who.Name == name) {
			found, n = who, n+1
		}
	}
	return found, n == 1
}

// offices reads them. An event that was changed says nothing any more.
func (s *Station) offices(ctx context.Context) (offices, error) {
	all := offices{}
	for e, err := range s.ports.Store.EventsOf(ctx, 0, officeKinds...) {
		if err != nil {
			return nil, fmt.Errorf("read who may unlock: %w", err)
		}
		if !e.Intact(e.Prev) {
			return nil, fmt.Errorf("read who may unlock: %w: event %d was changed", ErrDamaged, e.No)
		}
		all.hear(e)
	}
	return all, nil
}

// checkOffice answers nil when the operator's row is what the log says. Where the
// log cannot be read the register is opened to be read, and nothing more.
func (s *Station) checkOffice(ctx context.Context, o Operator) error {
	all, err := s.offices(ctx)
	switch {
	case err != nil && s.harmed(err, partOperators):
		return nil
	case err != nil:
		return err
	case !all.holds(o):
		return &ChangedOffice{}
	}
	return nil
}

// entrant is an operator who wants in, with the office that the log gives.
type entrant struct {
	Operator
	changed   bool // the row says otherwise, or is not to be had: what it says gives nobody anything
	otherWrap bool // its wrap is not the one of which the log speaks
}

// inOffice is the operator of the name, or the only one. Whoever opens the station by a
// row that was changed only reads (see foundChanged).
func (s *Station) inOffice(ctx context.Context, name string) (entrant, error) {
	said, err := s.offices(ctx)
	if err != nil {
		if !s.harmed(err, partOperators) {
			return entrant{}, err
		}
		o, err := s.findOperator(ctx, name)
		return entrant{Operator: o}, err
	}
	rows, err := s.ports.Store.Operators(ctx)
	if err != nil && !s.harmed(err, partOperatorTable) {
		return entrant{}, fmt.Errorf("unlock: %w", err)
	}
	return said.entrant(rows, name)
}

// entrant is inOffice out of the rows.
func (o offices) entrant(rows []Operator, name string) (entrant, error) {
	row, found := activeAmong(rows, name)
	if found && o.holds(row) {
		return entrant{Operator: row, otherWrap: o[row.Name].Wrap != digest(row.Wrap)}, nil
	}
	if found {
		name = row.Name
	}
	who, known := o.active(name)
	switch {
	case !known && found:
		return entrant{}, &ChangedOffice{}
	case !known:
		return entrant{}, ErrWrongPassphrase
	}
	e := entrant{Operator: Operator{Name: who.Name, Roles: who.Roles}, changed: true}
	for _, r := range rows {
		if r.Name == who.Name {
			e.Wrap = r.Wrap
		}
	}
	e.otherWrap = who.Wrap != digest(e.Wrap)
	return e, nil
}

// foundChanged takes down that an operator came in whose row is not the log's.
func (s *Station) foundChanged(e entrant) {
	if e.changed {
		s.harmed(ErrDamaged, partOperatorRow, e.Name)
	}
}

// names are those who may unlock, in order.
func (o offices) names() (names []string) {
	for _, who := range o {
		if !who.disabled {
			names = append(names, who.Name)
		}
	}
	slices.Sort(names)
	return names
}

// ChangedOffice is an operator's row that says otherwise than the log who may unlock,
// or with which roles: somebody wrote it who is no keeper.
type ChangedOffice struct{}

func (*ChangedOffice) Error() string {
	return ErrDamaged.Error() + ": an operator's roles are not those of the log"
}
func (*ChangedOffice) Unwrap() error { return ErrDamaged }

// Sentences tell what happened and what to do.
func (*ChangedOffice) Sentences() (zh, en string) {
	return "登记册里这位操作员的角色或停用状态与日志不符：有人绕过程序改了它，不能以这位操作员开锁，没有写入任何内容。有另一位操作员的，请那一位开锁，运行 verify 查看、export 导出；只有这一位的，用最近的备份恢复：restore 备份文件 --replace，现有的登记册会移到旁边，不会删除。",
		"This operator's roles, or whether they are disabled, are not what the log says: somebody changed the register behind the program. Nobody unlocks as this operator, and nothing was written. Where there is another operator, let that one unlock, run verify, and export; where there is none, restore the newest backup: restore FILE --replace moves the register that stands here aside and deletes nothing."
}

// hearOffice holds an event against the office of the one who let it happen, as the
// log had it then: a row that was changed and put back is still seen.
func (a *audit) hearOffice(e registry.Event) {
	if a.gapEnd > 0 { // who came in, or went, within what cannot be read is not known
		a.operators.hear(e)
		return
	}
	if why := a.operators.allow(e, a.s.atPolice()); why != "" {
		a.p.fault("event %d: %s", e.No, why)
	}
	a.operators.hear(e)
}

// allow answers why the operator of the event cannot have let it happen, or "". The
// first operator is who made the register.
func (o offices) allow(e registry.Event, atPolice bool) string {
	var b registry.OperatorBody
	if slices.Contains(officeKinds, e.Kind) && json.Unmarshal(e.Body, &b) != nil {
		return "what it says of an operator is unreadable"
	}
	if len(o) == 0 {
		if founds := e.Kind == registry.Opened || e.Kind == registry.OperatorAdded && b.Name == e.Operator; !founds {
			return "it stands before the first operator"
		}
		return ""
	}
	who, ok := o[e.Operator]
	switch {
	case !ok:
		return "the log does not know its operator"
	case who.disabled:
		return "its operator was disabled"
	case registry.Allows(who.Roles, e, atPolice) != nil:
		return "its operator did not have the role for it"
	}
	return o.follows(e, b)
}

// follows answers why the event cannot come behind what the log says of the operator
// that it is about: roles come with OperatorAdded only.
func (o offices) follows(e registry.Event, b registry.OperatorBody) string {
	was, known := o[b.Name]
	active := known && !was.disabled
	switch {
	case !slices.Contains(officeKinds, e.Kind):
		return ""
	case e.Kind == registry.OperatorAdded && active:
		return "it adds an operator who was there"
	case e.Kind == registry.OperatorAdded:
		return ""
	case !active:
		return "it is about somebody who was no operator"
	case !slices.Equal(was.Roles, b.Roles):
		return "it gives an operator other roles"
	case e.Kind == registry.PassphraseChanged && b.Name != e.Operator:
		return "it changes another one's passphrase"
	}
	return ""
}
