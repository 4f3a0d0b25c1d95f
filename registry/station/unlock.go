package station

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Unlock opens the station for an operator: the passphrase unwraps the data key,
// the data key opens the station's own key, and the search index is built.
// It answers ErrWrongPassphrase for an unknown operator too: which names exist
// is shown on the lock screen, which passphrase belongs to whom is not.
func (s *Station) Unlock(ctx context.Context, operator string, passphrase []byte) error {
	return s.UnlockForDay(ctx, operator, passphrase, "")
}

// unwrap is the operator and the data key that the passphrase opens.
func (s *Station) unwrap(ctx context.Context, operator string, passphrase []byte) (Operator, *seal.DataKey, error) {
	o, err := s.findOperator(ctx, operator)
	if errors.Is(err, ErrWrongPassphrase) && s.lostWrap(ctx, operator, nil) {
		return o, nil, &LostWrap{} // the row is gone, or has another name
	}
	if err == nil {
		err = s.checkOffice(ctx, o)
	}
	if err != nil {
		return o, nil, err
	}
	key, err := seal.Unwrap(o.Wrap, passphrase)
	switch {
	case err == nil:
		return o, key, nil
	case !errors.Is(err, seal.ErrWrongPassphrase), s.lostWrap(ctx, o.Name, o.Wrap):
		return o, nil, &LostWrap{}
	}
	return o, nil, ErrWrongPassphrase
}

// lostWrap reports that the log knows the operator as one who may unlock, with
// another wrap than this.
func (s *Station) lostWrap(ctx context.Context, name string, wrap []byte) bool {
	all, err := s.offices(ctx)
	if err != nil {
		return false // not known; what cannot be read is told elsewhere
	}
	o, ok := all.active(name)
	return ok && o.Wrap != digest(wrap)
}

// LostWrap is an operator's wrapped key that is not the one that the log speaks of:
// no passphrase opens it, and the one that was typed may be right.
type LostWrap struct{}

func (*LostWrap) Error() string { return ErrDamaged.Error() + ": an operator's wrapped key" }
func (*LostWrap) Unwrap() error { return ErrDamaged }

// Sentences tell what happened and what to do.
func (*LostWrap) Sentences() (zh, en string) {
	return "这位操作员的密钥封装已损坏，什么口令都打不开，不是口令输错了。请保管员重设口令（operator passphrase 名字），或用恢复页：operator passphrase 名字 --recovery 文件；都不行就用备份恢复。",
		"The operator's wrapped key is damaged: no passphrase opens it, and yours may be right. Let a keeper reset it (operator passphrase NAME), or use the recovery sheet: operator passphrase NAME --recovery FILE; if neither helps, restore a backup."
}

// CheckRecovery answers nil when the words typed back from the recovery sheet
// open this station's data key, and records that they were; else a *Fault.
func (s *Station) CheckRecovery(ctx context.Context, typed string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.recoveredKey(ctx, typed)
	if err != nil {
		return err
	}
	key.Wipe()
	if s.writable(registry.DoFind) != nil {
		return nil
	}
	d, err := s.draftSheetChecked(ctx)
	if err != nil {
		return err
	}
	return s.append(ctx, d)
}

// Recover gives an operator a new passphrase with the recovery sheet, and opens
// the station: nothing is sealed again, only the data key is wrapped anew.
func (s *Station) Recover(ctx context.Context, operator, typed string, passphrase []byte, cost seal.Cost) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readOnly != "" {
		return s.notWritten()
	}
	if err := seal.CheckPassphrase(string(passphrase)); err != nil {
		return &Fault{"passphrase", passphraseText(err)}
	}
	key, err := s.recoveredKey(ctx, typed)
	if err != nil {
		return err
	}
	o, err := s.inOffice(ctx, operator)
	if err == nil {
		err = s.unharmed()
	}
	if err != nil {
		key.Wipe()
		return err
	}
	if o.Wrap, err = key.WrapFor(passphrase, cost, s.ports.Rand); err != nil {
		return fmt.Errorf("recover: %w", err)
	}
	if err := s.open(ctx, o, key); err != nil {
		return err
	}
	s.forgetPIN(o.Name)
	d, err := s.draftSheetChecked(ctx) // whoever gave its words has it on paper
	if err != nil {
		return err
	}
	d.events = append(d.events, draftEvent{kind: registry.PassphraseReset, body: registry.Body(operatorBody(o))})
	d.change.Operators = []Operator{o}
	return s.append(ctx, d)
}

func (s *Station) recoveredKey(ctx context.Context, typed string) (*seal.DataKey, error) {
	r, err := seal.ParseRecovery(typed)
	if err != nil {
		return nil, &Fault{"recovery", recoveryText(err)}
	}
	defer r.Wipe()
	wrapped, err := s.kept(ctx, metaRecovery)
	if err != nil {
		return nil, fmt.Errorf("read the recovery wrap: %w", err)
	}
	key, err := seal.OpenRecovery(wrapped, r)
	if err != nil {
		return nil, &Fault{"recovery", recoveryText(err)}
	}
	return key, nil
}

// open derives from the data key what the open station needs, and wipes it.
func (s *Station) open(ctx context.Context, o Operator, key *seal.DataKey) error {
	v := seal.Open(key)
	key.Wipe()
	signing, err := s.openSigning(ctx, v)
	if err != nil && !s.harmed(err, "station's key") {
		return fmt.Errorf("unlock: %w", err)
	}
	s.vault, s.signing, s.operator, s.bySheet = v, signing, o, false
	s.readDirectory(ctx)
	s.readSignsOn(ctx)
	if err = s.readRules(ctx); err == nil || s.harmed(err, "rules") {
		s.index, err = s.startIndex(ctx)
	}
	if err != nil {
		s.lock()
		return fmt.Errorf("unlock: %w", err)
	}
	return nil
}

// openSigning opens the station's own key.
func (s *Station) openSigning(ctx context.Context, v *seal.Vault) (*seal.SigningKey, error) {
	sealed, err := s.kept(ctx, metaSigningKey)
	if err != nil {
		return nil, err
	}
	signing, err := v.OpenSigning(seal.AAD{Table: "meta", Version: 1, Name: metaSigningKey}, sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: the station's key does not open", ErrDamaged)
	}
	return signing, nil
}

// findOperator is the named one, or the only one when no name is given.
func (s *Station) findOperator(ctx context.Context, name string) (Operator, error) {
	all, err := s.ports.Store.Operators(ctx)
	if err != nil {
		return Operator{}, fmt.Errorf("unlock: %w", err)
	}
	var active []Operator
	for _, o := range all {
		if !o.Disabled {
			active = append(active, o)
		}
	}
	if name == "" && len(active) == 1 {
		return active[0], nil
	}
	for _, o := range active {
		if o.Name == name {
			return o, nil
		}
	}
	return Operator{}, ErrWrongPassphrase
}

// inOffice is findOperator, held against the log.
func (s *Station) inOffice(ctx context.Context, name string) (Operator, error) {
	o, err := s.findOperator(ctx, name)
	if err != nil {
		return o, err
	}
	return o, s.checkOffice(ctx, o)
}

// Locked reports whether nobody has unlocked the station.
func (s *Station) Locked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vault == nil
}

// Operator is the login name of whoever unlocked the station.
func (s *Station) Operator() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.operator.Name
}

// Lock forgets the keys and everything that was opened with them. A PIN of the day
// still lifts it.
func (s *Station) Lock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lock()
	scrub()
}

func (s *Station) lock() {
	if s.vault != nil {
		s.vault.Wipe()
	}
	if s.signing != nil {
		s.signing.Wipe()
	}
	s.vault, s.signing, s.index, s.operator, s.bySheet = nil, nil, nil, Operator{}, false
}

// passphraseText is the reason why a passphrase is refused, in both languages.
func passphraseText(err error) scheme.Text {
	var r *seal.Refused
	if errors.As(err, &r) {
		return scheme.Text{ZH: r.Reason.ZH, EN: r.Reason.EN}
	}
	return scheme.Text{ZH: "口令至少 14 个字符或五个单词", EN: "a passphrase has 14 characters or five words at least"}
}

// unknownWordText points at the word and offers those that look like it.
func unknownWordText(u *seal.UnknownWord) scheme.Text {
	t := scheme.Text{ZH: fmt.Sprintf("第 %d 个词不在词表里，请对照恢复页", u.Place), EN: fmt.Sprintf("word %d is not on the list: look at the sheet", u.Place)}
	if len(u.Nearest) > 0 {
		like := strings.Join(u.Nearest, ", ")
		t.ZH, t.EN = t.ZH+"；相近的有 "+like, t.EN+"; like it are "+like
	}
	return t
}

// recoveryText says what is wrong with words typed back from the sheet.
func recoveryText(err error) scheme.Text {
	var unknown *seal.UnknownWord
	switch {
	case errors.As(err, &unknown):
		return unknownWordText(unknown)
	case errors.Is(err, seal.ErrWordCount):
		return scheme.Text{ZH: fmt.Sprintf("恢复页共有 %d 个词", seal.WordCount), EN: fmt.Sprintf("the sheet has %d words", seal.WordCount)}
	case errors.Is(err, seal.ErrWordSum):
		return scheme.Text{ZH: "这些词合不起来：有一个看错了，或两个颠倒了", EN: "the words do not fit together: one was misread, or two changed places"}
	case errors.Is(err, seal.ErrWrongRecovery):
		return scheme.Text{ZH: "这不是本站的恢复页", EN: "this is not this station's recovery sheet"}
	}
	return scheme.Text{ZH: "请输入恢复页上的 24 个词", EN: "type the 24 words of the recovery sheet"}
}
