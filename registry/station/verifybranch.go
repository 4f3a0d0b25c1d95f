package station

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// branches is what the log says of copies of the register, of the machine that it
// is on, and of who licensed it.
type branches struct {
	machine  string
	backup   []byte // body of the newest BackedUp
	restored []byte // likewise of Restored
	pending  bool   // a Restored whose epoch must follow at once; only where none is left it does not
	licence  *registry.LicenceBody
}

// hear takes the next event of the log.
func (b *branches) hear(p *Proof, e registry.Event) {
	if b.pending && e.Kind != registry.EpochTaken {
		p.fault("event %d: a restore without an epoch of its own", e.No-1)
	}
	b.pending = false
	switch e.Kind {
	case registry.Opened:
		var body registry.OpenedBody
		if json.Unmarshal(e.Body, &body) == nil {
			b.machine = body.Machine
		}
	case registry.EpochTaken:
		var body registry.EpochBody
		if json.Unmarshal(e.Body, &body) == nil && body.Machine != "" {
			b.machine = body.Machine
		}
	case registry.BackedUp:
		var body registry.BackedUpBody
		if json.Unmarshal(e.Body, &body) != nil || body.Event >= e.No || body.Event == e.No-1 && body.Head != hex.EncodeToString(e.Prev[:]) {
			p.fault("event %d: the backup is of another log", e.No)
		}
		b.backup = e.Body
	case registry.Restored:
		var body registry.RestoredBody
		if json.Unmarshal(e.Body, &body) != nil || body.Event != e.No-1 || body.Head != hex.EncodeToString(e.Prev[:]) {
			p.fault("event %d: the branch is another than the log's", e.No)
		}
		b.restored, b.pending = e.Body, body.Used == 0
	case registry.LicenceTaken:
		b.licence = &registry.LicenceBody{}
		if json.Unmarshal(e.Body, b.licence) != nil {
			p.fault("event %d: the licence is unreadable", e.No)
		}
	}
}

// verifyBranches: what the register keeps of its machine, its copies and its
// licence is what the log says.
func (s *Station) verifyBranches(ctx context.Context, p *Proof, b branches) {
	for key, want := range map[string][]byte{metaMachine: []byte(b.machine), metaBackup: b.backup, metaRestored: b.restored} {
		got, err := s.ports.Store.Meta(ctx, key)
		if isNotFound(err) {
			got, err = nil, nil
		}
		if err != nil || !bytes.Equal(got, want) {
			p.fault("meta: %s is not what the log says", key)
		}
	}
	root, code := s.opened.Root, s.opened.Station
	if b.licence != nil {
		root, code = b.licence.Root, b.licence.Station
		if b.licence.Licence != s.licence.String() {
			p.fault("founding: the licence is not the one that the log says")
		}
	}
	known, err := licence.ParseRootKey(root)
	if err != nil || s.licence.Root() != known || s.stationCode() != code {
		p.fault("founding: the root is another")
	}
}
