package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// MakeRecovery makes a new recovery sheet, for one that was lost or seen: the data
// key is wrapped to it, and the sheet before opens the register no more. hand brings
// it to paper before the register knows of it: it is kept nowhere, and a register
// whose sheet never reached paper could not be rescued.
func (s *Station) MakeRecovery(ctx context.Context, own []byte, hand func(*seal.Recovery) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoOperators); err != nil {
		return err
	}
	key, err := s.dataKey(own)
	if err != nil {
		return err
	}
	defer key.Wipe()
	r, err := seal.NewRecovery(s.ports.Rand)
	if err != nil {
		return fmt.Errorf("make a recovery sheet: %w", err)
	}
	defer r.Wipe()
	wrap, err := key.WrapForRecovery(r.Recipient())
	if err != nil {
		return fmt.Errorf("make a recovery sheet: %w", err)
	}
	if err := hand(r); err != nil {
		return err
	}
	recipient := []byte(r.Recipient())
	return s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.RecoveryMade, body: registry.Body(registry.RecoveryBody{Recovery: digest(recipient, wrap)})}},
		change: Change{Meta: map[string][]byte{metaRecovery: wrap, metaRecipient: recipient}},
	})
}
