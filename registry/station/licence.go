package station

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

const metaRoot = "root" // the public side of the root that licensed the station

// license signs the station's right to number under its own root.
func (s *Station) license(u Setup, key *seal.SigningKey) (text, root []byte, err error) {
	district, err := s.scheme.District(u.Division)
	if err != nil {
		return nil, nil, err
	}
	if s.licence, err = s.ownLicence(u.Scheme, district, u.Code, key); err != nil {
		return nil, nil, err
	}
	return s.licence.Text(), []byte(s.licence.Root().String()), nil
}

func (s *Station) ownLicence(scheme, district string, code int, key *seal.SigningKey) (licence.Licence, error) {
	own, err := licence.OwnRoot(scheme, district, code, key)
	if err != nil {
		return licence.Licence{}, err
	}
	return licence.New(licence.Grant{
		Scheme: scheme, District: district, Station: code, Key: s.signing.Public(),
		FirstEpoch: 1, LastEpoch: registry.LastEpoch, From: s.ports.today(),
	}, own)
}

// stationCode is the code under which the station numbers now. What it numbered
// before stays under the code of then. A register that lost its licence is read
// under the code with which it was made.
func (s *Station) stationCode() int {
	if s.licence.IsZero() {
		return s.opened.Station
	}
	return s.licence.Grant().Station
}

// standsAlone reports that the station licensed itself.
func (s *Station) standsAlone() bool {
	return s.licence.StandsAlone() || s.licence.IsZero() && s.opened.OwnRoot
}

// epochUsed is the highest epoch in which this register has numbered under the code, or
// which the log says is used; 0 for none. A register that went on under another code, and to another machine, finds
// no mark of its own there when it comes back to the first.
func (s *Station) epochUsed(ctx context.Context, code int) (used int, err error) {
	at := s.opened.Station
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.Opened, registry.EpochTaken, registry.Restored) {
		if err != nil {
			return 0, fmt.Errorf("read the epochs: %w", err)
		}
		var taken struct {
			registry.EpochBody     // Opened has the fields, too
			Used               int // a Restored's for which no epoch was left
		}
		if err := json.Unmarshal(e.Body, &taken); err != nil {
			return 0, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
		}
		if taken.Station != 0 {
			at = taken.Station
		}
		if at == code {
			used = max(used, taken.Epoch, taken.Used)
		}
	}
	return used, nil
}

// epochUnder is the next epoch under a licence: above every one that this machine
// knows of under the licence's code. Each code has a mark of its own, which stays
// when the station goes on under another.
func (s *Station) epochUnder(lic licence.Licence, known int) (int, error) {
	g, own := lic.Grant(), ""
	if g.Station == s.stationCode() {
		own, known = s.id(), max(known, s.head.Epoch, s.mark.Head.Epoch, s.used)
	}
	highest, err := s.ports.HighWater.Highest(s.numbersOf(g.Station), own)
	if err != nil {
		return 0, fmt.Errorf("look for earlier numbers: %w", err)
	}
	epoch := max(highest, known) + 1
	if epoch > g.LastEpoch {
		return 0, &epochsUsed{NotLicensed{both("站点代码 %03d 许可的期号（第 %d–%d 期）已经用完，下一期是第 %d 期。请用 enrol request 向上级申请新的站点代码；独立站点可以用 enrol alone 换一个代码。已发的证不受影响。",
			"the epochs that are licensed for station code %03d (%d to %d) are used up; the next would be %d. Ask the authority for another station code with enrol request; a station that stands alone takes one with enrol alone. What was issued stays good.",
			g.Station, g.FirstEpoch, g.LastEpoch, epoch)}}
	}
	return epoch, nil
}

// noEpoch reports a register that is read-only and for which no epoch is left under
// its code: a new code alone makes it writable again.
func (s *Station) noEpoch() bool {
	switch s.readOnly {
	case "", stillFolder, damagedRegister, unsettled: // no epoch would end that
		return false
	}
	_, err := s.epochToTake(0)
	return errors.Is(err, ErrEpochsUsed)
}

// epochsLeft is how many epochs the licence still holds behind this one: each move
// to another laptop takes one.
func (s *Station) epochsLeft() int {
	return max(s.licence.Grant().LastEpoch-max(s.head.Epoch, s.used), 0)
}

// numbersLeft is how many numbers the licence still holds.
func (s *Station) numbersLeft() int {
	return registry.LastSerial - s.head.Serial + s.epochsLeft()*registry.LastSerial
}

// A licence whose term is over warns and stops nothing: the numbers are as unique
// as on the day before, the person at the desk needs the paper today, and whether
// they count upstream is upstream's to say. A station that stops at midnight is
// how others failed (a number pool that expired with its date).

// openingOfLicence answers whether the licence says enough of how the register was made
// for it to be read: the log says it first, and that part of it is lost. The point, and
// when it was made, are not known then; nothing is written.
func (s *Station) openingOfLicence(ctx context.Context) bool {
	text, err := s.kept(ctx, metaLicence)
	if err != nil {
		return false
	}
	root, err := s.kept(ctx, metaRoot)
	if err != nil {
		return false
	}
	known, err := licence.ParseRootKey(string(root))
	if err != nil {
		return false
	}
	lic, err := licence.Parse(text, known)
	if err != nil {
		return false
	}
	g := lic.Grant()
	of, err := scheme.ByCode(g.Scheme)
	if err != nil {
		return false
	}
	s.opened = registry.OpenedBody{
		Scheme: g.Scheme, Division: of.DivisionPrefix[:min(len(of.DivisionPrefix), 6-of.DivisionDigits)] + g.District, Station: g.Station,
		Epoch: g.FirstEpoch, OwnRoot: lic.StandsAlone(), PublicKey: hex.EncodeToString(g.Key), Root: lic.Root().String(),
	}
	return true
}

// checkLicence believes the station's licence only when its root signed it for
// the key that this register was made with.
func (s *Station) checkLicence(ctx context.Context) error {
	text, err := s.kept(ctx, metaLicence)
	if err != nil {
		return fmt.Errorf("read the licence: %w", err)
	}
	root, err := s.kept(ctx, metaRoot)
	if err != nil {
		return fmt.Errorf("read the licence: %w", err)
	}
	known, err := licence.ParseRootKey(string(root))
	if err != nil {
		return fmt.Errorf("%w: the licence's root", ErrDamaged)
	}
	lic, err := licence.Parse(text, known)
	if err != nil || !lic.IsFor(s.publicKey()) {
		return fmt.Errorf("%w: the licence is not this station's", ErrDamaged)
	}
	s.licence = lic
	return nil
}
