package collector

import (
	"context"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// How much of a list is one item of a parcel: a station takes each in by itself.
const (
	mostPeople     = 10_000
	mostPeopleSize = 4 << 20
)

// people: what was said of people and the station has not got, as its last parcel says.
// The parcel is sealed to the station; nobody else can read it. One whose key is revoked gets
// nobody, by door or by stick: the laptop may be anybody's. With another code it gets them all.
func (p *parcelDown) people(ctx context.Context, tx *tallied, _ *licence.Root) error {
	var here int64
	var good bool
	err := tx.QueryRow(ctx, `SELECT listed, EXISTS (SELECT 1 FROM licences l WHERE l.scheme=s.scheme AND l.key=s.station AND l.revoked IS NULL) FROM stations s WHERE scheme=$1 AND station=$2`, p.manifest.Scheme, p.manifest.Register).Scan(&here, &good)
	if err != nil || !good {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT no, id, entry, lifted IS NOT NULL FROM recalls WHERE scheme=$1 AND no>$2 ORDER BY no`, p.manifest.Scheme, here)
	if err != nil {
		return err
	}
	defer rows.Close()
	part, size := registry.SentPeople{From: here + 1}, 0
	for rows.Next() {
		var id, sealed []byte
		var one registry.SentPerson
		if err := rows.Scan(&one.No, &id, &sealed, &one.Lifted); err != nil {
			return err
		}
		if one.Entry, err = p.c.openEntry(p.manifest.Scheme, id, sealed); err != nil {
			return err
		}
		part.People, part.To = append(part.People, one), one.No
		if size += len(one.Entry); size >= mostPeopleSize || len(part.People) == mostPeople {
			p.put(registry.SentWatch, part)
			part, size = registry.SentPeople{From: part.To + 1}, 0
		}
	}
	if len(part.People) > 0 {
		p.put(registry.SentWatch, part)
	}
	return rows.Err()
}
