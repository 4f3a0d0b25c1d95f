package station

import (
	"bytes"
	"context"

	"passdesk/registry/seal"
)

// verifyFounding: the station's root key, licence and key are those it was made
// with, its recovery the one that was made last; root and licence are
// verifyBranches'.
func (s *Station) verifyFounding(ctx context.Context, p *Proof, recovery string) {
	meta := func(key string) []byte {
		b, err := s.ports.Store.Meta(ctx, key)
		if err != nil {
			p.fault("founding: %s is missing", key)
		}
		return b
	}
	if digest(meta(metaRecipient), meta(metaRecovery)) != recovery {
		p.fault("founding: the recovery wrap is another")
	}
	if root, err := s.vault.OpenSigning(seal.AAD{Table: "meta", Version: 1, Name: metaRootKey}, meta(metaRootKey)); err != nil {
		p.fault("founding: the root key does not open")
	} else {
		root.Wipe()
	}
	if err := s.checkLicence(ctx); err != nil {
		p.fault("founding: the licence does not hold")
	}
	if !bytes.Equal(s.signing.Public(), s.publicKey()) {
		p.fault("founding: the station's key is another")
	}
}
