package station

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// NotLicensed is why a licence is not taken.
type NotLicensed struct{ Why scheme.Text }

// ErrEpochsUsed is a licence under which no epoch is left to be taken.
var ErrEpochsUsed = fmt.Errorf("%w: the epochs of the licence are used up", ErrInvalid)

// epochsUsed is ErrEpochsUsed with the sentences that say what to do.
type epochsUsed struct{ NotLicensed }

func (e *epochsUsed) Unwrap() error { return ErrEpochsUsed }

func (n *NotLicensed) Error() string               { return "licence: " + n.Why.EN }
func (n *NotLicensed) Unwrap() error               { return ErrInvalid }
func (n *NotLicensed) Sentences() (zh, en string)  { return n.Why.ZH, n.Why.EN }
func notLicensed(zh, en string, args ...any) error { return &NotLicensed{both(zh, en, args...)} }

func both(zh, en string, args ...any) scheme.Text {
	if len(args) == 0 {
		return scheme.Text{ZH: zh, EN: en}
	}
	return scheme.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

// EnrolRequest is the file for the authority, signed with the station's key.
func (s *Station) EnrolRequest(wanted int) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoEpoch); err != nil {
		return nil, err
	}
	if wanted < 0 || wanted >= licence.FirstAlone {
		return nil, notLicensed("上级发的站点代码是 001–899。", "an authority gives station codes 001–899.")
	}
	return licence.SignRequest(licence.Request{
		Scheme: s.opened.Scheme, District: s.district(), Wanted: wanted, Key: base64.StdEncoding.EncodeToString(s.publicKey()),
		Now: s.stationCode(), Epoch: max(s.head.Epoch, s.mark.Head.Epoch, s.used), Root: s.licence.Root().String(),
		Kind: s.opened.Point.Kind, Point: s.opened.Point.Name,
	}, s.signing)
}

// TakeLicence puts an authority's licence in the place of the one before. The file
// carries the root; fingerprint is what the keeper compared with the authority.
// What was numbered stays as it is, under the root before; what comes is numbered
// under the licence's code in an epoch of its own.
func (s *Station) TakeLicence(ctx context.Context, file []byte, fingerprint string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.movable(); err != nil {
		return err
	}
	lic, upstream, err := licence.ParseDeliveryTo(file)
	if err != nil {
		return notOfAnAuthority(err)
	}
	if !lic.Root().SameFingerprint(fingerprint) {
		return notLicensed("请先向上级核对根密钥的指纹：%s（%s）。一致才可以用 --root 写上它再来一次；不一致，这份文件就不是他们的。",
			"compare the fingerprint of the root key with the authority first: %s (%s). When it is theirs, give it with --root; when not, the file is not theirs.",
			lic.Root().Fingerprint(), lic.Root().Name())
	}
	if lic.StandsAlone() {
		return notLicensed("这是独立站点自己的许可，不是上级的。", "this is the own licence of a station that stands alone, not an authority's.")
	}
	return s.takeLicence(ctx, lic, upstream)
}

func notOfAnAuthority(err error) error {
	switch {
	case errors.Is(err, licence.ErrSignature):
		return notLicensed("许可的签名不对：内容被改过，或不是这个根密钥签的。", "the signature does not fit: the licence was changed, or another key signed it.")
	case errors.Is(err, licence.ErrReach):
		return notLicensed("签发者无权发这个许可：方案不同，或代码在 900–999（留给独立站点）。", "its root may not license this: another scheme, or a code of 900–999, which are for stations that stand alone.")
	}
	return notLicensed("这不是一份许可文件，或不完整。", "this is no licence file, or it is not whole.")
}

// takeLicence records the licence and begins an epoch under it, in one command, with
// where the station's parcels go, if the authority says so.
func (s *Station) takeLicence(ctx context.Context, lic licence.Licence, upstream []byte) error {
	if err := s.fits(lic); err != nil {
		return err
	}
	g := lic.Grant()
	if lic.String() == s.licence.String() {
		if t, err := s.takeUpstream(ctx, string(upstream)); upstream != nil && (err != nil || t.Result == TakenNow) {
			return err
		}
		return notLicensed("这份许可已经在用。", "this licence is in force already.")
	}
	body := registry.Body(registry.LicenceBody{Licence: lic.String(), Root: lic.Root().String(), Station: g.Station})
	taken := []draftEvent{{kind: registry.LicenceTaken, body: body}}
	meta := map[string][]byte{metaLicence: lic.Text(), metaRoot: []byte(lic.Root().String())}
	if upstream != nil {
		e, where := draftUpstream(upstream)
		taken = append(taken, e)
		maps.Copy(meta, where)
	}
	if sameSeries := s.readOnly == "" && lic.Root() == s.licence.Root() && g.Station == s.stationCode() && lic.Covers(s.head.Epoch, s.ports.today()) == nil; sameSeries {
		if err := s.append(ctx, &draft{events: taken, change: Change{Meta: meta}}); err != nil {
			return fmt.Errorf("take a licence: %w", err)
		}
		s.licence = lic
		return nil
	}
	known, err := s.epochUsed(ctx, g.Station)
	if err != nil {
		return err
	}
	known = max(known, g.FirstEpoch-1)
	if g.Station == s.stationCode() {
		known = max(known, s.days.Paper.Epoch()) // a paper that was shown may be of a later one
	}
	epoch, err := s.epochUnder(lic, known)
	if err != nil {
		return err
	}
	return s.goOnUnder(ctx, lic, epoch, move{reason: "licence", before: taken, meta: meta, code: g.Station})
}

// goOnUnder begins the epoch under the licence. Under another code the new mark
// comes first, so that a crash behind the COMMIT heals; the old one goes along with
// the step and stays, so that a register from before it is seen to be old. A
// register that is read-only gets its mark from the move itself; what stood under
// the new code before is what a move that fails leaves there.
func (s *Station) goOnUnder(ctx context.Context, lic licence.Licence, epoch int, why move) error {
	before, was, last := s.licence, s.head, s.mark
	moves := why.code != s.stationCode()
	why.stays = !moves
	switch {
	case moves && s.readOnly != "":
		s.mark = Mark{Head: registry.Head{Epoch: epoch - 1}}
	case moves:
		mark := s.mark
		mark.Head.Epoch, mark.Bound = epoch, s.boundUnder(why.code)
		if err := s.ports.HighWater.Write(s.idUnder(why.code), mark); err != nil {
			return fmt.Errorf("take a licence: write the high-water mark: %w", err)
		}
		s.mark.Bound = mark.Bound
	}
	s.licence = lic
	_, err := s.moveTo(ctx, epoch, why)
	if err != nil && s.head == was {
		s.licence, s.mark = before, last
	}
	if err != nil {
		return fmt.Errorf("take a licence: %w", err)
	}
	if moves {
		s.used = epoch
	}
	if lic.Root() != before.Root() { // what the authority before said of the key is void
		s.ended = nil
	}
	if !moves {
		return nil
	}
	last.Head.Event, last.Head.Hash = s.head.Event, s.head.Hash
	if err := s.ports.HighWater.Write(s.idUnder(before.Grant().Station), last); err != nil {
		return fmt.Errorf("take a licence: write the high-water mark: %w", err)
	}
	return nil
}

// boundUnder is this machine as a mark under the code will be compared with it: its
// traces are of the mark's name. The place is the new file's own, which is told
// when it is written.
func (s *Station) boundUnder(code int) Binding {
	if s.ports.Here == nil {
		return Binding{}
	}
	b := s.ports.Here(s.idUnder(code))
	b.Place = [8]byte{}
	return b
}

// fits answers why the licence is not this station's, now.
func (s *Station) fits(lic licence.Licence) error {
	g, today := lic.Grant(), s.ports.today()
	switch {
	case g.Scheme != s.opened.Scheme:
		return notLicensed("许可是另一个方案的：%s。", "the licence is of another scheme: %s.", g.Scheme)
	case g.District != s.district():
		return notLicensed("许可是另一个地区的：%s。", "the licence is of another district: %s.", g.District)
	case !lic.IsFor(s.publicKey()):
		return notLicensed("许可是发给另一台电脑的：里面的站点公钥不是本站的。一个代码只能发给一台电脑；请用本站的 enrol request 重新申请。",
			"the licence is another laptop's: the station key in it is not ours. A code is licensed to one laptop; ask again with this station's enrol request.")
	case today.Before(g.From):
		return notLicensed("许可从 %v 起才有效。", "the licence begins on %v.", g.From)
	case !g.Until.IsZero() && today.After(g.Until):
		return notLicensed("许可已于 %v 到期，请上级重新签发。", "the licence ended on %v: ask for a new one.", g.Until)
	}
	return nil
}

// LicenseAlone gives a station that stands alone another code of its own, 900–999:
// the way on when the numbers of one are used up and no authority is at hand.
func (s *Station) LicenseAlone(ctx context.Context, code int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.movable(); err != nil {
		return err
	}
	switch {
	case !s.licence.StandsAlone():
		return notLicensed("本站已由上级许可，请向上级申请新的站点代码（enrol request）。", "the station is an authority's: ask it for another code (enrol request).")
	case code < licence.FirstAlone || code > 999 || code == s.stationCode():
		return notLicensed("独立站点的新代码在 900–999，且不同于现在的。", "the new code of a station that stands alone is one of 900–999, and another than today's.")
	}
	sealed, err := s.kept(ctx, metaRootKey)
	if err != nil {
		return fmt.Errorf("license: %w", err)
	}
	key, err := s.vault.OpenSigning(seal.AAD{Table: "meta", Version: 1, Name: metaRootKey}, sealed)
	if err != nil {
		return fmt.Errorf("license: %w: the root key does not open", ErrDamaged)
	}
	defer key.Wipe()
	lic, err := s.ownLicence(s.opened.Scheme, s.district(), code, key)
	if err != nil {
		return fmt.Errorf("license: %w", err)
	}
	return s.takeLicence(ctx, lic, nil)
}
