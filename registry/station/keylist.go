package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// takeKeys puts the authority's list of the stations' keys in the place of the one
// before. It is kept as it was signed, so that it can be believed again, and handed on.
func (s *Station) takeKeys(ctx context.Context, text string) (Taken, error) {
	l, err := licence.ParseKeyList([]byte(text), s.licence.Root())
	if err != nil || l.Scheme != s.opened.Scheme {
		return Taken{}, badSent("公钥名录不是上级签发的，或被改过；旧的照用。", "the key list is not one that the authority signed, or it was changed; the one before stays.")
	}
	newest, err := s.newestSent(ctx, listKeys)
	if err != nil {
		return Taken{}, fmt.Errorf("take the key list: %w", err)
	}
	if l.Number <= newest {
		return Taken{Result: TakenKnown}, nil
	}
	if err := s.neverRevived(ctx, l); err != nil {
		return Taken{}, err
	}
	ended := stillEnded(endedIn(l, s.publicKey()), s.ended)
	if err := s.keepSentList(ctx, listKeys, text, len(l.Keys), l.Number, ended...); err != nil {
		return Taken{}, err
	}
	s.ended = ended
	t := Taken{Result: TakenNow, Event: s.head.Event, Count: len(l.Keys)}
	if why := s.keyEnded(s.head.Epoch, s.head.Serial+1); why != nil {
		t.Note = why.text()
	}
	if t.Numbers, err = s.underEnded(ctx); err != nil {
		return Taken{}, err
	}
	if n := len(t.Numbers); n > 0 {
		said := both("本站有 %d 张证的编号因此失效，而人手里还有纸或还等着打印，见 numbers：请逐一通知，带旧证来换新号；还没换的留在收回工作单上（recall list）。", "Passes of this station that have such a number, and whose paper is out or still to be printed (see numbers): %d. Tell their holders to come with the old paper for a new number; who has not come yet stays on the list of papers to fetch (recall list).", n)
		if t.Note.IsZero() {
			t.Note = said
		} else {
			t.Note = inARow(t.Note, said)
		}
	}
	return t, nil
}

// neverRevived refuses a list in which a key that was revoked is good again, or good for
// longer: the authority takes no revocation back, so its register was put back from an older
// copy. A code from 900 on is not asked about: its line moves on with what comes.
func (s *Station) neverRevived(ctx context.Context, l licence.KeyList) error {
	var text string
	sum, err := s.keptList(ctx, listKeys, &text)
	if err != nil {
		return fmt.Errorf("take the key list: %w", err)
	}
	before, err := licence.ParseKeyList([]byte(text), s.licence.Root())
	if sum == "" || err != nil { // none, or another authority's
		return nil
	}
	for _, was := range before.Keys {
		for _, k := range l.Of(was.District, was.Station) {
			later := cmp.Or(cmp.Compare(k.GoodEpoch, was.GoodEpoch), cmp.Compare(k.GoodSerial, was.GoodSerial)) > 0
			if was.Revoked && was.Station < licence.FirstAlone && k.Key.Equal(was.Key) && (later || !k.Revoked) {
				return badSent("公钥名录没有收下：代码 %s 的钥匙已吊销（最后一个有效编号是第 %d 期第 %d 号），新名录又让它作数，旧名录照用。多半是上级的数据库用旧备份恢复过：请告诉上级，用 license revoke 照样再吊销一次。",
					"the key list was not taken: the key of %s is revoked, with serial %[3]d of epoch %[2]d as its last good number, and the new list makes it good again; the one before stays. Most likely upstream's database was put back from an older backup: tell upstream to revoke that key once more, with the same number.",
					licence.Code(was.District, was.Station), was.GoodEpoch, was.GoodSerial)
			}
		}
	}
	return nil
}

// stillEnded are the ended keys of a new list, and those known before that it leaves out.
func stillEnded(now, before []registry.EndedKey) []registry.EndedKey {
	for _, e := range before {
		if e.Station < licence.FirstAlone && !slices.ContainsFunc(now, func(n registry.EndedKey) bool { return n.District == e.District && n.Station == e.Station }) {
			now = append(now, e)
		}
	}
	return now
}

// underEnded are the passes in use whose numbers lie behind the last good one of a revoked
// key, in order of issue.
func (s *Station) underEnded(ctx context.Context) ([]string, error) {
	if len(s.ended) == 0 {
		return nil, nil
	}
	var numbers []string
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return nil, fmt.Errorf("look for numbers that ended: %w", err)
		}
		if p.Status.InHand() && s.keyEndedFor(p.Number) {
			numbers = append(numbers, p.Number.String())
		}
	}
	return numbers, nil
}

// KeyList is the newest list of the stations' keys that upstream sent, and the file as
// the authority signed it. Errors: ErrNotFound where none came, or where another
// authority licensed the station since; ErrDamaged.
func (s *Station) KeyList(ctx context.Context) (licence.KeyList, []byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return licence.KeyList{}, nil, err
	}
	var text string
	sum, err := s.keptList(ctx, listKeys, &text)
	if err != nil {
		return licence.KeyList{}, nil, err
	}
	l, err := licence.ParseKeyList([]byte(text), s.licence.Root())
	if sum == "" || err != nil {
		return licence.KeyList{}, nil, fmt.Errorf("the key list: %w", ErrNotFound)
	}
	return l, []byte(text), nil
}
