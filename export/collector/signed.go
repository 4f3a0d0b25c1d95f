package collector

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// What the authority has signed is held against the rows beside it: its keys, the
// licences, the list of keys with what was revoked, and the recall list. The sums
// (tally.go) say that a row was changed; a signature says who wrote it.

// proveSigned proves every scheme's authority, and what it has signed.
func (p *Proof) proveSigned(ctx context.Context, c *Collector, tx pgx.Tx) error {
	type authority struct {
		Scheme, Root, Recipient string
		Signing, Identity       []byte
		Behind                  bool
	}
	rows, err := tx.Query(ctx, `SELECT scheme, root, recipient, signing, identity, listed < coalesce((SELECT max(no) FROM recalls r WHERE r.scheme=a.scheme), 0) FROM authorities a ORDER BY scheme`)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[authority])
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Behind {
			p.fault("%s: the count of the people listed is behind the list", a.Scheme)
		}
		if opens, err := c.ports.Vault.Open(identityAddress(a.Scheme), a.Identity); err != nil || !isMailbox(opens, a.Recipient) {
			p.fault("%s: what parcels are sealed to is not the authority's", a.Scheme)
		}
		key, err := c.ports.Vault.OpenSigning(signingAddress(a.Scheme), a.Signing)
		if err != nil {
			p.fault("%s: the root does not open", a.Scheme)
			continue
		}
		root, err := licence.ParseRootKey(a.Root)
		if err != nil || !root.Public().Equal(key.Public()) {
			p.fault("%s: the root is not the authority's", a.Scheme)
		}
		key.Wipe()
		if err := p.proveLicences(ctx, tx, a.Scheme, root); err != nil {
			return err
		}
	}
	return nil
}

func isMailbox(identity []byte, recipient string) bool {
	m, err := seal.ParseMailbox(string(identity))
	if err != nil {
		return false
	}
	defer m.Wipe()
	return m.Recipient() == recipient
}

// proveLicences: every licence is signed, and for the key and the code of its row; and no key
// is good for more than the list of keys that went out last says.
func (p *Proof) proveLicences(ctx context.Context, tx pgx.Tx, schemeCode string, root licence.RootKey) error {
	said, err := p.proveLists(ctx, tx, schemeCode, root)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT scheme, district, code, '', key, licence, made, revoked IS NOT NULL, coalesce(last_epoch,0), coalesce(last_serial,0) FROM licences WHERE scheme=$1 ORDER BY district, code`, schemeCode)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, scanLicensed)
	if err != nil {
		return err
	}
	for _, l := range all {
		fault := func(what string) { p.fault("%s %s: %s", schemeCode, licence.Code(l.District, l.Code), what) }
		signed, err := licence.Parse([]byte(l.Text), root)
		if g := signed.Grant(); err != nil || g.Scheme != schemeCode || g.District != l.District || g.Station != l.Code || !bytes.Equal(g.Key, l.Key) {
			fault("its licence is not signed for this code and this key")
			continue
		}
		of := said.Of(l.District, l.Code)
		i := slices.IndexFunc(of, func(k licence.StationKey) bool { return k.Key.Equal(l.Key) })
		if i >= 0 && of[i].Revoked && (!l.Revoked || l.LastEpoch > of[i].GoodEpoch || l.LastEpoch == of[i].GoodEpoch && l.LastSerial > of[i].GoodSerial) {
			fault(fmt.Sprintf("the signed list of keys says that %d-%05d is its last good number, and that does not stand in its licence", of[i].GoodEpoch, of[i].GoodSerial))
		}
	}
	return nil
}

// proveLists proves the lists that are signed, and answers the keys.
func (p *Proof) proveLists(ctx context.Context, tx pgx.Tx, schemeCode string, root licence.RootKey) (keys licence.KeyList, err error) {
	rows, err := tx.Query(ctx, `SELECT kind, number, list FROM lists WHERE scheme=$1 AND kind=ANY($2) ORDER BY kind`, schemeCode, []string{listKeys, listRecalls, listGate})
	if err != nil {
		return keys, err
	}
	var kind, text string
	var number int64
	_, err = pgx.ForEachRow(rows, []any{&kind, &number, &text}, func() error {
		var err error
		var is int64
		if kind == listKeys {
			keys, err = licence.ParseKeyList([]byte(text), root)
			is = keys.Number
		} else {
			var l licence.RecallList
			var by licence.MakerKey
			if l, by, err = licence.ParseRecallsFile([]byte(text)); err == nil && !by.Public().Equal(root.Public()) {
				err = licence.ErrSignature
			}
			is = l.Number
		}
		if err != nil || is != number {
			p.fault("%s: the list of %s is not the one that was signed", schemeCode, kind)
		}
		return nil
	})
	return keys, err
}
