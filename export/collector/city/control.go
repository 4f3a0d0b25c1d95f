package city

import (
	"bytes"
	"crypto/ed25519"

	"passdesk/export/bundle"
	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
	"passdesk/registry/station"
)

// What a collector does from which a part of the design was left out. Each is here,
// and not in the collector: it has no switch by which it could be made weaker.

// leaves are the parts of the database that a design does without.
func (d Design) leaves() (all []string) {
	if !d.Idempotent {
		all = append(all, `ALTER TABLE events DROP CONSTRAINT events_pkey`, `DROP INDEX events_hash`)
	}
	if !d.Forks {
		all = append(all, `CREATE FUNCTION trap.nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
			`CREATE TRIGGER a_nothing BEFORE INSERT ON forks FOR EACH ROW EXECUTE FUNCTION trap.nothing()`)
	}
	return all
}

// again writes what a parcel brought that had come before, as a collector does that
// writes what comes.
func (w *world) again(m bundle.Manifest) {
	w.must("write again", w.exec(`INSERT INTO events SELECT e.* FROM events e WHERE e.station=$1 AND e.no BETWEEN $2 AND $3
		AND EXISTS (SELECT 1 FROM bundles b WHERE b.station=e.station AND (b.from_no, b.to_no)<>($2,$3) AND e.no BETWEEN b.from_no AND b.to_no
			OR b.station=e.station AND b.from_no=$2 AND b.to_no=$3 AND b.times>1)`, m.Register, m.From, m.To))
}

// promise gives a receipt for a parcel before it is taken in.
func (w *world) promise(laptop string, st *station.Station, parcel []byte) {
	root, err := w.root()
	if err != nil {
		w.wrong("open the root: %v", err)
		return
	}
	box, err := w.box()
	if err != nil {
		w.wrong("open the mailbox: %v", err)
		return
	}
	_, key := w.address(st)
	p, err := bundle.Check(bytes.NewReader(parcel), box, func(bundle.Manifest) (ed25519.PublicKey, error) { return key, nil }, bundle.DefaultLimits)
	if err != nil {
		w.wrong("look at a parcel: %v", err)
		return
	}
	m := p.Manifest
	note, err := licence.SignReceipt(licence.Receipt{Scheme: m.Scheme, Register: m.Register, Through: m.To, Epoch: m.Epoch, Head: m.Head}, root)
	if err != nil {
		w.wrong("sign a receipt: %v", err)
		return
	}
	w.takeItem(laptop, st, registry.Sent{Kind: registry.SentReceipt, Body: registry.Body(registry.SignedText{Text: string(note)})})
}

// root opens the authority's root, as whoever has the register's key can.
func (w *world) root() (*licence.Root, error) {
	var sealed []byte
	if err := w.db.QueryRow(w.ctx, `SELECT signing FROM authorities WHERE scheme=$1`, scheme).Scan(&sealed); err != nil {
		return nil, err
	}
	key, err := w.ports.Vault.OpenSigning(seal.AAD{Table: "authorities.signing", Version: 1, Name: scheme}, sealed)
	if err != nil {
		return nil, err
	}
	return licence.AuthorityRoot(scheme, "health-bureau", key)
}

// box opens what is sealed to the collector.
func (w *world) box() (*seal.Mailbox, error) {
	var sealed []byte
	if err := w.db.QueryRow(w.ctx, `SELECT identity FROM authorities WHERE scheme=$1`, scheme).Scan(&sealed); err != nil {
		return nil, err
	}
	plain, err := w.ports.Vault.Open(seal.AAD{Table: "authorities.identity", Version: 1, Name: scheme}, sealed)
	if err != nil {
		return nil, err
	}
	return seal.ParseMailbox(string(plain))
}
