package station

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Who may unlock the station. Every command here wraps the data key once more, or
// takes a wrap away; no record is sealed again. The open station keeps no data key,
// only what was derived from it, so each asks for the own passphrase: whoever finds
// a desk unlocked cannot let himself in for good.

// NewOperator is somebody who shall be able to unlock.
type NewOperator struct {
	Name       string
	Roles      []registry.Role
	Passphrase []byte
	Cost       seal.Cost
}

const longestOperator = 50 // characters of a login name

// MayKeepOperators answers nil when whoever is at the desk may add operators, disable
// them and reset their passphrases: asked before a new passphrase is.
func (s *Station) MayKeepOperators() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writable(registry.DoOperators)
}

// AddOperator lets somebody unlock. Under the name of one who was disabled it lets
// that person in again, with the roles and the passphrase given now.
func (s *Station) AddOperator(ctx context.Context, own []byte, n NewOperator) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoOperators); err != nil {
		return err
	}
	n.Name = strings.TrimSpace(n.Name)
	roles, err := s.checkRoles(n.Roles)
	if err != nil {
		return err
	}
	if err := s.checkOperatorName(ctx, n.Name); err != nil {
		return err
	}
	o := Operator{Name: n.Name, Roles: roles}
	if o.Wrap, err = s.wrapAnew(own, n.Passphrase, n.Cost); err != nil {
		return err
	}
	return s.putOperator(ctx, registry.OperatorAdded, o, "")
}

// DisableOperator takes somebody's way in: the wrap is erased, so that the old
// passphrase opens nothing on this disk. The name stays, for what was done under it.
// The last keeper stays too.
func (s *Station) DisableOperator(ctx context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoOperators); err != nil {
		return err
	}
	o, err := s.activeOperator(ctx, name)
	if err != nil {
		return err
	}
	all, err := s.ports.Store.Operators(ctx)
	if err != nil {
		return fmt.Errorf("disable an operator: %w", err)
	}
	if !slices.ContainsFunc(all, func(other Operator) bool { return other.Name != o.Name && other.keeps() }) {
		return &Fault{"operator", scheme.Text{ZH: "这是最后一位保管员，不能停用；请先添加另一位保管员", EN: "the last keeper cannot be disabled: add another keeper first"}}
	}
	o.Wrap, o.Disabled = []byte{}, true
	if err := s.putOperator(ctx, registry.OperatorDisabled, o, ""); err != nil {
		return err
	}
	s.forgetPIN(o.Name)
	if o.Name == s.operator.Name {
		s.lock() // nobody goes on under a name that is out
	}
	return nil
}

// keeps reports a keeper who can unlock.
func (o Operator) keeps() bool { return !o.Disabled && slices.Contains(o.Roles, registry.Keeper) }

// ChangePassphrase gives whoever is at the desk a new passphrase for the old one.
func (s *Station) ChangePassphrase(ctx context.Context, old, passphrase []byte, cost seal.Cost) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoFind); err != nil {
		return err
	}
	o := s.operator
	var err error
	if o.Wrap, err = s.wrapAnew(old, passphrase, cost); err != nil {
		return err
	}
	if err := s.putOperator(ctx, registry.PassphraseChanged, o, ""); err != nil {
		return err
	}
	s.operator = o
	return nil
}

// byKeeper marks a passphrase that the keeper set, not the recovery sheet.
const byKeeper = "keeper"

// ResetPassphrase gives another operator, who has forgotten, a new passphrase: the
// keeper's to do, and recorded as that.
func (s *Station) ResetPassphrase(ctx context.Context, own []byte, name string, passphrase []byte, cost seal.Cost) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoOperators); err != nil {
		return err
	}
	o, err := s.activeOperator(ctx, name)
	if err != nil {
		return err
	}
	if o.Wrap, err = s.wrapAnew(own, passphrase, cost); err != nil {
		return err
	}
	if err := s.putOperator(ctx, registry.PassphraseReset, o, byKeeper); err != nil {
		return err
	}
	if o.Name == s.operator.Name {
		s.operator = o
	}
	s.forgetPIN(o.Name)
	return nil
}

// Operators are all who ever could unlock, the disabled included, by name. Their
// wraps stay inside.
func (s *Station) Operators(ctx context.Context) ([]Operator, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, err
	}
	all, err := s.ports.Store.Operators(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the operators: %w", err)
	}
	for i := range all {
		all[i].Wrap = nil
	}
	return all, nil
}

// wrapAnew is the data key, which the own passphrase of whoever is at the desk
// opens, wrapped under another passphrase.
func (s *Station) wrapAnew(own, passphrase []byte, cost seal.Cost) (seal.Wrap, error) {
	if err := seal.CheckPassphrase(string(passphrase)); err != nil && !cost.Weak() {
		return nil, &Fault{"passphrase", passphraseText(err)}
	}
	key, err := s.dataKey(own)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	w, err := key.WrapFor(passphrase, cost, s.ports.Rand)
	if err != nil {
		return nil, fmt.Errorf("wrap the key: %w", err)
	}
	return w, nil
}

// dataKey is what the own passphrase of whoever is at the desk opens.
func (s *Station) dataKey(own []byte) (*seal.DataKey, error) {
	key, err := seal.Unwrap(s.operator.Wrap, own)
	if errors.Is(err, seal.ErrWrongPassphrase) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("wrap the key: %w: %w", ErrDamaged, err)
	}
	return key, nil
}

func (s *Station) putOperator(ctx context.Context, k registry.Kind, o Operator, by string) error {
	body := operatorBody(o)
	body.By = by
	return s.append(ctx, &draft{
		events: []draftEvent{{kind: k, body: registry.Body(body)}},
		change: Change{Operators: []Operator{o}},
	})
}

// activeOperator is the one of that name who can unlock.
func (s *Station) activeOperator(ctx context.Context, name string) (Operator, error) {
	all, err := s.ports.Store.Operators(ctx)
	if err != nil {
		return Operator{}, fmt.Errorf("look an operator up: %w", err)
	}
	for _, o := range all {
		if o.Name == strings.TrimSpace(name) && !o.Disabled {
			return o, firstError(s.checkOffice(ctx, o), s.unharmed()) // what is written next says its roles again
		}
	}
	return Operator{}, &Fault{"operator", scheme.Text{ZH: "没有这位在用的操作员；operator list 列出全部", EN: "no such operator in office; operator list shows all of them"}}
}

// operatorRoles are the roles in the order in which they are kept.
var operatorRoles = []registry.Role{registry.Volunteer, registry.Officer, registry.Police, registry.Keeper}

// checkRoles are the roles, each once and in order. Police are officers of a police
// point, and of no other (000: 港澳台和外籍人员到当地公安机关).
func (s *Station) checkRoles(given []registry.Role) ([]registry.Role, error) {
	var roles []registry.Role
	for _, r := range operatorRoles {
		if slices.Contains(given, r) {
			roles = append(roles, r)
		}
	}
	unknown := slices.ContainsFunc(given, func(r registry.Role) bool { return !slices.Contains(operatorRoles, r) })
	switch {
	case len(roles) == 0, unknown:
		return nil, &Fault{"roles", scheme.Text{ZH: "角色可选 volunteer（志愿者）、officer（负责人）、police（民警）、keeper（保管员），可多选", EN: "roles are volunteer, officer, police and keeper, one or several"}}
	case slices.Contains(roles, registry.Police) && s.opened.Point.Kind != "police":
		return nil, &Fault{"roles", scheme.Text{ZH: "民警角色只用于公安机关的发放点", EN: "police are operators of a police point only"}}
	}
	return roles, nil
}

// checkOperatorName: a login name that people can tell from the others'.
func (s *Station) checkOperatorName(ctx context.Context, name string) error {
	if err := wellNamed(name); err != nil {
		return err
	}
	all, err := s.ports.Store.Operators(ctx)
	if err != nil {
		return fmt.Errorf("add an operator: %w", err)
	}
	for _, o := range all {
		again := o.Disabled && o.Name == name
		if strings.EqualFold(o.Name, name) && !again {
			return &Fault{"operator", scheme.Text{ZH: "已有这个名字的操作员；换一个名字，或先停用再添加", EN: "an operator has this name: choose another, or disable that one first and add it again"}}
		}
	}
	return nil
}

func wellNamed(name string) error {
	switch {
	case name == "":
		return &Fault{"operator", scheme.Text{ZH: "请填写操作员", EN: "give the operator a name"}}
	case utf8.RuneCountInString(name) > longestOperator, !utf8.ValidString(name), strings.ContainsFunc(name, unicode.IsControl):
		return &Fault{"operator", scheme.Text{ZH: "操作员名最多 50 个字，不含控制字符", EN: "an operator's name has 50 characters at most and no control characters"}}
	}
	return nil
}
