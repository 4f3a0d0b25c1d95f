package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

const metaRoot = "root" // the public side of the root that licensed the station

// license signs the station's right to number under its own root.
func (s *Station) license(u Setup, key *seal.SigningKey) (text, root []byte, err error) {
	district, err := s.scheme.District(u.Division)
	if err != nil {
		return nil, nil, err
	}
	own, err := licence.OwnRoot(u.Scheme, district, u.Code, key)
	if err != nil {
		return nil, nil, err
	}
	lic, err := licence.New(licence.Grant{
		Scheme: u.Scheme, District: district, Station: u.Code, Key: s.signing.Public(),
		FirstEpoch: 1, LastEpoch: registry.LastEpoch, From: s.ports.today(),
	}, own)
	if err != nil {
		return nil, nil, err
	}
	return lic.Text(), []byte(own.Key().String()), nil
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
	return nil
}
