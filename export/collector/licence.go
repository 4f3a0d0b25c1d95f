package collector

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// grant is what one licence lets a key give, and up to where if it was revoked.
type grant struct {
	district    string
	code        int
	revoked     bool
	epoch, last int // of a revoked key: its last good number
}

// standing is what the register knows of a station.
type standing struct {
	grants      []grant
	district    string
	code        int // under which it numbers today
	ownCode     int // while it stood alone; 0 never
	kind, point string
}

// mayGive answers why a number is not the station's to give; "" when it is.
func (s standing) mayGive(n registry.Number) (why string) {
	i := slices.IndexFunc(s.grants, func(g grant) bool { return g.code == n.Station() && g.district == n.District() })
	switch {
	case i < 0 && s.ownCode != 0 && n.Station() == s.ownCode && n.District() == s.district:
		return ""
	case i < 0:
		return WhyNumber
	case s.grants[i].revoked && (n.Epoch() > s.grants[i].epoch || n.Epoch() == s.grants[i].epoch && n.Serial() > s.grants[i].last):
		return WhyRevoked
	}
	return ""
}

// standing reads the licences of a key.
func (c *Collector) standing(ctx context.Context, tx *tallied, schemeCode string, station []byte) (s standing, err error) {
	rows, err := tx.Query(ctx, `SELECT district, code, revoked IS NOT NULL, coalesce(last_epoch,0), coalesce(last_serial,0) FROM licences WHERE scheme=$1 AND key=$2 ORDER BY district, code`, schemeCode, station)
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		var g grant
		if err := rows.Scan(&g.district, &g.code, &g.revoked, &g.epoch, &g.last); err != nil {
			return s, err
		}
		s.grants = append(s.grants, g)
	}
	return s, rows.Err()
}

// License signs a licence with the scheme's root and keeps it. A code is one key's,
// for ever: the same key gets a new licence for it, another none. And a key has one
// code, unless the licence for that was revoked. What of its numbers came before the
// licence is judged anew. Errors: those of licence.New,
// *Refused, ErrNotFound, ErrDatabase.
func (c *Collector) License(ctx context.Context, g licence.Grant) (licence.Licence, error) {
	a, err := c.Authority(ctx, g.Scheme)
	if err != nil {
		return licence.Licence{}, err
	}
	key, err := c.signer(ctx, g.Scheme)
	if err != nil {
		return licence.Licence{}, err
	}
	defer key.Wipe()
	root, err := a.sign(key)
	if err != nil {
		return licence.Licence{}, err
	}
	lic, err := licence.New(g, root)
	if err != nil {
		return licence.Licence{}, err
	}
	return lic, c.transact(ctx, "keep a licence", func(tx *tallied) error {
		if err := oneCode(ctx, tx, g); err != nil {
			return err
		}
		if err := c.keepLicence(ctx, tx, g, lic.String()); err != nil {
			return err
		}
		return c.judgeAnew(ctx, tx, g)
	})
}

// keepLicence writes a licence down, or a newer one for the same key in its place. The
// scheme's row is locked.
func (c *Collector) keepLicence(ctx context.Context, tx *tallied, g licence.Grant, text string) error {
	var holder []byte
	var revoked bool
	err := tx.QueryRow(ctx, `SELECT key, revoked IS NOT NULL FROM licences WHERE scheme=$1 AND district=$2 AND code=$3`, g.Scheme, g.District, g.Station).Scan(&holder, &revoked)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		_, err = tx.do(ctx, g.Scheme, "licences", `INSERT INTO licences AS l (scheme, district, code, key, licence, made) VALUES ($1,$2,$3,$4,$5,$6) RETURNING NULL::text, l::text`,
			g.Scheme, g.District, g.Station, []byte(g.Key), text, c.ports.Now())
	case err != nil:
	case !bytes.Equal(holder, g.Key):
		return refuse("站点代码 %s-%03d 已经发给了另一个站点（另一把钥匙），一个代码只属于一个站点；请换一个代码", "the code %s-%03d was licensed to another station's key; a code is one station's for ever: choose another", g.District, g.Station)
	case revoked:
		return refuse("这个站点的钥匙已经吊销；请用新的站点代码和新的钥匙", "the key of this station was revoked: it needs a new code and a new key")
	default:
		_, err = tx.do(ctx, g.Scheme, "licences", changeLicence(`licence=$4`), g.Scheme, g.District, g.Station, text)
	}
	return err
}

// changeLicence is an UPDATE of the licence of ($1, $2, $3) that says what stood there before.
func changeLicence(set string) string {
	return `WITH old AS (SELECT o.scheme, o.district, o.code, o::text AS was FROM licences o WHERE o.scheme=$1 AND o.district=$2 AND o.code=$3 FOR UPDATE)
		UPDATE licences l SET ` + set + ` FROM old WHERE l.scheme=old.scheme AND l.district=old.district AND l.code=old.code RETURNING old.was, l::text`
}

// oneCode refuses a key that holds another code. The scheme's row is the lock.
func oneCode(ctx context.Context, tx *tallied, g licence.Grant) error {
	if err := lockScheme(ctx, tx, g.Scheme); err != nil {
		return err
	}
	var district string
	var code int
	err := tx.QueryRow(ctx, `SELECT district, code FROM licences WHERE scheme=$1 AND key=$2 AND revoked IS NULL AND (district, code) <> ($3, $4) ORDER BY district, code LIMIT 1`,
		g.Scheme, []byte(g.Key), g.District, g.Station).Scan(&district, &code)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return refuse("这个站点（这把钥匙）已有代码 %s-%03d，一把钥匙只有一个代码；请就那个代码签发，要换代码先吊销那一个",
		"this station's key holds the code %s-%03d, and a key has one code: license it for that one, or revoke that licence first", district, code)
}

// sign is the authority's root, with its key.
func (a Authority) sign(key licence.Signer) (*licence.Root, error) {
	_, name, _ := strings.Cut(a.Root.Name(), "/")
	return licence.AuthorityRoot(a.Scheme, name, key)
}

// Delivery is the file for the station: root, licence, and where its parcels go.
func (c *Collector) Delivery(ctx context.Context, l licence.Licence) ([]byte, error) {
	a, err := c.Authority(ctx, l.Grant().Scheme)
	if err != nil {
		return nil, err
	}
	key, err := c.signer(ctx, a.Scheme)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	root, err := a.sign(key)
	if err != nil {
		return nil, err
	}
	upstream, err := licence.SignUpstream(licence.Upstream{Scheme: a.Scheme, Recipient: a.Recipient}, root)
	if err != nil {
		return nil, err
	}
	return l.DeliveryTo(upstream), nil
}

// Revoke ends a station's key: what it numbers behind the last good number has no
// effect. Said again, an earlier number takes the place of the one that stands, and a
// later one is refused: what was revoked is not made good. Errors: *Refused,
// ErrNotFound, ErrDatabase.
func (c *Collector) Revoke(ctx context.Context, schemeCode, district string, code, lastEpoch, lastSerial int) error {
	if lastEpoch < 0 || lastEpoch > 9 || lastSerial < 0 || lastSerial > 99999 {
		return refuse("没有这样的编号：期号 0–9，流水号 0–99999（0 和 0：一个也不作数）", "there is no such number: an epoch is 0–9, a serial 0–99999; 0 and 0: none of them is good")
	}
	return c.transact(ctx, "revoke a key", func(tx *tallied) error {
		if err := lockScheme(ctx, tx, schemeCode); err != nil {
			return err
		}
		var revoked bool
		var epoch, serial int
		var key []byte
		err := tx.QueryRow(ctx, `SELECT key, revoked IS NOT NULL, coalesce(last_epoch,0), coalesce(last_serial,0) FROM licences WHERE scheme=$1 AND district=$2 AND code=$3 FOR UPDATE`,
			schemeCode, district, code).Scan(&key, &revoked, &epoch, &serial)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return ErrNotFound
		case err != nil:
			return err
		case revoked && (lastEpoch > epoch || lastEpoch == epoch && lastSerial > serial):
			return refuse("这把钥匙已经吊销，最后一个有效编号是第 %d 期 %05d；只能改得更早，不能改得更晚，没有改", "this key is revoked with %d-%05d as its last good number; that can be made earlier and never later: nothing was changed", epoch, serial)
		}
		_, err = tx.do(ctx, schemeCode, "licences", changeLicence(`revoked=coalesce(l.revoked,$4), last_epoch=$5, last_serial=$6`), schemeCode, district, code, c.ports.Now(), lastEpoch, lastSerial)
		if err != nil {
			return err
		}
		return errors.Join(c.endedWith(ctx, tx, schemeCode, key), c.hearElsewhere(ctx, tx, schemeCode, key))
	})
}

// Licensed is a line of the licences.
type Licensed struct {
	Scheme, District      string
	Code                  int
	Point                 string // as the station names itself; "" until a parcel of its came
	Key                   ed25519.PublicKey
	Text                  string
	Made                  time.Time
	Revoked               bool
	LastEpoch, LastSerial int
}

// Licences are all of a scheme, by district and code.
func (c *Collector) Licences(ctx context.Context, schemeCode string) ([]Licensed, error) {
	rows, err := c.pool.Query(ctx, `SELECT l.scheme, l.district, l.code, coalesce(s.point,''), l.key, l.licence, l.made, l.revoked IS NOT NULL, coalesce(l.last_epoch,0), coalesce(l.last_serial,0)
		FROM licences l LEFT JOIN stations s ON s.scheme=l.scheme AND s.station=l.key WHERE l.scheme=$1 ORDER BY l.district, l.code`, schemeCode)
	if err != nil {
		return nil, wrap("list the licences", err)
	}
	all, err := pgx.CollectRows(rows, scanLicensed)
	return all, wrap("list the licences", err)
}

func scanLicensed(r pgx.CollectableRow) (l Licensed, err error) {
	var key []byte
	err = r.Scan(&l.Scheme, &l.District, &l.Code, &l.Point, &key, &l.Text, &l.Made, &l.Revoked, &l.LastEpoch, &l.LastSerial)
	l.Key = bytes.Clone(key)
	return l, err
}
