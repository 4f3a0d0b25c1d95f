package station

import (
	"encoding/base64"
	"fmt"

	"passdesk/registry/seal"
)

// answerAddress binds a kept answer to its ref: it opens under no other.
func answerAddress(ref []byte) seal.AAD {
	return seal.AAD{Table: "refs", Version: 1, Name: string(ref)}
}

// sealAnswer packs what a ref will be answered with. It names places that
// somebody has been to and the grounds of a refusal: facts, which are sealed.
func (s *Station) sealAnswer(ref, answer []byte) ([]byte, error) {
	sealed, err := s.vault.Seal(answerAddress(ref), answer, s.ports.Rand)
	if err != nil {
		return nil, fmt.Errorf("seal an answer: %w", err)
	}
	return base64.RawStdEncoding.AppendEncode(nil, sealed), nil
}

// openAnswer is the JSON of a kept answer, or ErrDamaged. Registers of the first
// weeks hold it unsealed, and JSON begins with a brace, which base64 never does.
func (s *Station) openAnswer(ref, kept []byte) ([]byte, error) {
	if len(kept) > 0 && kept[0] == '{' {
		return kept, nil
	}
	sealed, err := base64.RawStdEncoding.AppendDecode(nil, kept)
	if err != nil {
		return nil, fmt.Errorf("%w: a kept answer", ErrDamaged)
	}
	answer, err := s.vault.Open(answerAddress(ref), sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: a kept answer does not open", ErrDamaged)
	}
	return answer, nil
}
