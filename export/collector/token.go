package collector

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// NewToken draws a token with which a station knocks at the door, and keeps its
// SHA-256 in the place of the station's earlier ones. It opens nothing: what is
// believed is a parcel's signature. Once deliver has put it where the station gets it from,
// it is good: where that fails, the one before stays. Errors: ErrNotFound, ErrDatabase, and
// those of deliver.
func (c *Collector) NewToken(ctx context.Context, schemeCode, district string, code int, deliver func(token string) error) error {
	var secret [32]byte
	if _, err := io.ReadFull(c.ports.Rand, secret[:]); err != nil {
		return fmt.Errorf("draw a token: %w", err)
	}
	token := hex.EncodeToString(secret[:])
	hash := sha256.Sum256([]byte(token))
	var undelivered error
	err := c.transact(ctx, "make a token", func(tx *tallied) error {
		var key []byte
		var revoked bool
		err := tx.QueryRow(ctx, `SELECT key, revoked IS NOT NULL FROM licences WHERE scheme=$1 AND district=$2 AND code=$3`, schemeCode, district, code).Scan(&key, &revoked)
		switch {
		case err != nil:
			return wrap("look the licence up", err)
		case revoked:
			return refuse("站点 %s-%03d 的钥匙已吊销，不再发令牌，旧的令牌也不能再用。站点换了代码的，用新的代码", "the key of %s-%03d is revoked: it gets no new token, and the one it has opens nothing more. Where the station has another code now, name that", district, code)
		}
		if _, err := tx.do(ctx, schemeCode, "tokens", `DELETE FROM tokens t WHERE scheme=$1 AND station=$2 RETURNING t::text, NULL::text`, schemeCode, key); err != nil {
			return err
		}
		if _, err = tx.do(ctx, schemeCode, "tokens", `INSERT INTO tokens AS t (scheme, hash, station, made) VALUES ($1,$2,$3,$4) RETURNING NULL::text, t::text`, schemeCode, hash[:], key, c.ports.Now()); err != nil {
			return err
		}
		undelivered = deliver(token)
		return undelivered
	})
	return cmp.Or(undelivered, err)
}

// Knock answers whose token it is. That of a key whose licences are all revoked opens
// nothing, until it is licensed for another code: what comes down names people, and the
// laptop may be anybody's. Errors: ErrNotFound, ErrDatabase.
func (c *Collector) Knock(ctx context.Context, token string) (Address, error) {
	hash := sha256.Sum256([]byte(token))
	var a Address
	err := c.pool.QueryRow(ctx, `SELECT t.scheme, t.station, coalesce(s.code,0) FROM tokens t LEFT JOIN stations s ON s.scheme=t.scheme AND s.station=t.station
		WHERE t.hash=$1 AND EXISTS (SELECT 1 FROM licences l WHERE l.scheme=t.scheme AND l.key=t.station AND l.revoked IS NULL)`, hash[:]).
		Scan(&a.Scheme, &a.Station, &a.Code)
	return a, wrap("look a token up", err)
}
