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

// unwrap is the operator and the data key that the passphrase opens. A wrap that is
// not the log's opens nothing, whatever fits it: it can be another operator's.
func (s *Station) unwrap(ctx context.Context, operator string, passphrase []byte) (Operator, *seal.DataKey, error) {
	if _, err := s.ports.Store.Operators(ctx); errors.Is(err, ErrDamaged) {
		return Operator{}, nil, &LostWrap{Table: true}
	}
	e, err := s.inOffice(ctx, operator)
	if err != nil {
		return e.Operator, nil, err
	}
	if e.otherWrap {
		return e.Operator, nil, &LostWrap{}
	}
	key, err := seal.Unwrap(e.Wrap, passphrase)
	switch {
	case errors.Is(err, seal.ErrWrongPassphrase):
		return e.Operator, nil, ErrWrongPassphrase
	case err != nil:
		return e.Operator, nil, &LostWrap{}
	}
	s.foundChanged(e)
	return e.Operator, key, nil
}

// LostWrap is an operator's wrapped key that is not the one that the log speaks of:
// no passphrase opens it, and the one that was typed may be right.
type LostWrap struct {
	Table bool // the whole table of the operators cannot be read
}

func (*LostWrap) Error() string { return ErrDamaged.Error() + ": an operator's wrapped key" }
func (*LostWrap) Unwrap() error { return ErrDamaged }

// Sentences tell what happened and what to do.
func (l *LostWrap) Sentences() (zh, en string) {
	if l.Table {
		return "登记册的操作员表读不出，什么口令都无从核对，不是口令输错了；没有写入任何内容。用恢复页还能看：verify、find、show、export 加 --recovery 文件（有几位操作员的，加 --operator 名字）。要再发证，用最近的备份恢复（restore 备份文件 --replace）。",
			"The table of the operators cannot be read: no passphrase can be checked, and yours may be right; nothing was written. The recovery sheet still reads: verify, find, show and export take --recovery FILE (with --operator NAME where there are several). To issue again, restore the newest backup (restore FILE --replace)."
	}
	return "这位操作员的密钥封装已损坏，什么口令都打不开，不是口令输错了。请保管员重设口令（operator passphrase 名字），或用恢复页：operator passphrase 名字 --recovery 文件；登记册别处也有损坏、换不了口令的，用恢复页也能看：verify、find、show、export 加 --recovery 文件；再用备份恢复（restore 备份文件 --replace）。",
		"The operator's wrapped key is damaged: no passphrase opens it, and yours may be right. Let a keeper reset it (operator passphrase NAME), or use the recovery sheet: operator passphrase NAME --recovery FILE. Where more of the register is damaged and no passphrase can be set, the sheet still reads: verify, find, show and export take --recovery FILE; then restore a backup (restore FILE --replace)."
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
	e, err := s.inOffice(ctx, operator)
	o := e.Operator
	if err == nil {
		s.foundChanged(e)
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
	if err != nil && !s.harmed(err, partKey) {
		return fmt.Errorf("unlock: %w", err)
	}
	s.vault, s.signing, s.operator, s.bySheet = v, signing, o, false
	if err := s.settleSeals(ctx); err != nil {
		s.lock()
		return fmt.Errorf("unlock: %w", err)
	}
	s.readDirectory(ctx)
	s.countUnlisted(ctx)
	s.readSignsOn(ctx)
	if err = s.readRules(ctx); err == nil || s.harmed(err, partRules) {
		s.index, err = s.startIndex(ctx)
	}
	if err == nil {
		if err = s.checkKeys(ctx); s.harmed(err, partKeys) {
			err = nil
		}
	}
	if err != nil {
		s.lock()
		return fmt.Errorf("unlock: %w", err)
	}
	return nil
}

// settleSeals: of a register that was read page by page, some sealed rows are of a table that
// only the seal names.
func (s *Station) settleSeals(ctx context.Context) error {
	store, ok := s.ports.Store.(interface {
		Settle(context.Context, func(table string, row int64, sealed []byte) bool) error
	})
	if !ok {
		return nil
	}
	return store.Settle(ctx, func(table string, row int64, sealed []byte) bool {
		_, err := s.vault.Open(seal.AAD{Table: table, Version: recordVersion, Row: row}, sealed)
		return err == nil
	})
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

// findOperator is the named one, or the only one when no name is given, as the rows
// have it.
func (s *Station) findOperator(ctx context.Context, name string) (Operator, error) {
	all, err := s.ports.Store.Operators(ctx)
	if err != nil {
		return Operator{}, fmt.Errorf("unlock: %w", err)
	}
	if o, ok := activeAmong(all, name); ok {
		return o, nil
	}
	return Operator{}, ErrWrongPassphrase
}

func activeAmong(all []Operator, name string) (Operator, bool) {
	var active []Operator
	for _, o := range all {
		if !o.Disabled && (name == "" || o.Name == name) {
			active = append(active, o)
		}
	}
	if len(active) != 1 {
		return Operator{}, false
	}
	return active[0], true
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
