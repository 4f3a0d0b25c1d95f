package collector

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// The public lists that come down to every station of a scheme: the directory and the
// areas, as they were loaded here last, and the keys with which stations sign passes.

const (
	listKeys    = string(registry.SentKeys)
	listRecalls = string(registry.SentRecalls)
	listGate    = "gate" // the recall list that was last made for a gate; it goes to no station
)

// putList puts a list in the place of the one before. The scheme's row is locked.
func (c *Collector) putList(ctx context.Context, tx *tallied, schemeCode, kind string, number int64, list string, digest []byte) error {
	_, err := tx.do(ctx, schemeCode, "lists", `WITH old AS (SELECT o::text AS was FROM lists o WHERE o.scheme=$1 AND o.kind=$2)
		INSERT INTO lists AS l (scheme, kind, number, made, list, digest) VALUES ($1,$2,$3,$4,$5,$6)
		ON CONFLICT (scheme, kind) DO UPDATE SET number=excluded.number, made=excluded.made, list=excluded.list, digest=excluded.digest
		RETURNING (SELECT was FROM old), l::text`, schemeCode, kind, number, c.ports.Now(), list, digest)
	return err
}

// SetDirectory puts the stations' directory in the place of the one before, and answers
// its number. The same again is no newer one. Errors: ErrNotFound, ErrDatabase.
func (c *Collector) SetDirectory(ctx context.Context, schemeCode string, places []registry.Place) (int64, error) {
	return c.setList(ctx, schemeCode, string(registry.SentDirectory), registry.Body(places))
}

// SetAreas does so with the dated list of areas, which package scheme has read.
func (c *Collector) SetAreas(ctx context.Context, schemeCode string, areas any) (int64, error) {
	return c.setList(ctx, schemeCode, string(registry.SentAreas), registry.Body(areas))
}

func (c *Collector) setList(ctx context.Context, schemeCode, kind string, list []byte) (number int64, err error) {
	err = c.transact(ctx, "keep a list", func(tx *tallied) error {
		digest := sha256.Sum256(list)
		number, err = c.renew(ctx, tx, schemeCode, kind, digest, func(int64) (string, error) { return string(list), nil })
		return err
	})
	return number, err
}

// renew makes a list anew when it is made of something else than the one before, under a
// higher number. The scheme's row is the lock. Stations take no list back for an older one,
// so the number is the time, in seconds, and not a count: a register that was put back from an
// older copy would count on below what the stations have, and they would leave its lists.
func (c *Collector) renew(ctx context.Context, tx *tallied, schemeCode, kind string, digest [32]byte, make func(number int64) (string, error)) (number int64, err error) {
	if err := lockScheme(ctx, tx, schemeCode); err != nil {
		return 0, err
	}
	var before []byte
	err = tx.QueryRow(ctx, `SELECT number, digest FROM lists WHERE scheme=$1 AND kind=$2`, schemeCode, kind).Scan(&number, &before)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) || bytes.Equal(before, digest[:]) {
		return number, err
	}
	number = max(number+1, c.ports.Now().Unix())
	text, err := make(number)
	if err != nil {
		return 0, err
	}
	return number, c.putList(ctx, tx, schemeCode, kind, number, text, digest[:])
}

// lists: the directory and the areas, whole, and what guards need of all stations: the
// keys, and behind them the recalls. A station that has them leaves them.
func (p *parcelDown) lists(ctx context.Context, tx *tallied, root *licence.Root) error {
	if err := p.c.renewKeys(ctx, tx, p.manifest.Scheme, root); err != nil {
		return err
	}
	if err := p.c.renewRecalls(ctx, tx, p.manifest.Scheme, root); err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT kind, number, made, list FROM lists WHERE scheme=$1 AND kind<>$2 ORDER BY kind`, p.manifest.Scheme, listGate)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, text string
		var l registry.SentList
		var made time.Time
		if err := rows.Scan(&kind, &l.Number, &made, &text); err != nil {
			return err
		}
		if kind == listKeys || kind == listRecalls {
			p.put(registry.SentKind(kind), registry.SignedText{Text: text})
			continue
		}
		l.Made, l.List = civil.On(made, china), []byte(text)
		p.put(registry.SentKind(kind), l)
	}
	return rows.Err()
}

// Keys is the list of the stations' keys as the authority signs it: what a guard checks
// passes with. Errors: ErrNotFound, ErrDatabase.
func (c *Collector) Keys(ctx context.Context, schemeCode string) (text string, err error) {
	key, err := c.signer(ctx, schemeCode)
	if err != nil {
		return "", err
	}
	defer key.Wipe()
	a, err := c.Authority(ctx, schemeCode)
	if err != nil {
		return "", err
	}
	root, err := a.sign(key)
	if err != nil {
		return "", err
	}
	err = c.transact(ctx, "sign the key list", func(tx *tallied) error {
		if err := c.renewKeys(ctx, tx, schemeCode, root); err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT list FROM lists WHERE scheme=$1 AND kind=$2`, schemeCode, listKeys).Scan(&text)
	})
	return text, err
}

// renewKeys signs the key list anew when the licences have changed.
func (c *Collector) renewKeys(ctx context.Context, tx *tallied, schemeCode string, root *licence.Root) error {
	licences, err := keysLicensed(ctx, tx, schemeCode)
	if err != nil {
		return err
	}
	digest := sha256.Sum256(fmt.Appendf(nil, "%+v", licences))
	_, err = c.renew(ctx, tx, schemeCode, listKeys, digest, func(number int64) (string, error) {
		l := licence.KeyList{Scheme: schemeCode, Number: number, Made: civil.On(c.ports.Now(), china)}
		for _, k := range licences {
			keys, err := k.lines(root)
			if err != nil {
				return "", err
			}
			for _, key := range keys { // a key with two licences drew one code
				if !slices.ContainsFunc(l.Of(key.District, key.Station), func(k licence.StationKey) bool { return k.Key.Equal(key.Key) }) {
					l.Keys = append(l.Keys, key)
				}
			}
		}
		text, err := licence.SignKeyList(l, root)
		return string(text), err
	})
	return err
}

// keyLicensed is a licence as the key list needs it.
type keyLicensed struct {
	Text          string
	Revoked       bool
	Epoch, Serial int // of a revoked key: its last good number
	District      string
	Own           int    // the code that the station drew while it stood alone; 0: none
	First, Last   string // epochs that came under that code; "": none did
	LastSerial    string // the highest that came of the last epoch
}

// keysLicensed looks up of a code that a station drew what the index of the numbers
// answers with a few steps, however many there are: the least and the greatest, and the
// greatest of each run digit of the last epoch.
func keysLicensed(ctx context.Context, tx *tallied, schemeCode string) ([]keyLicensed, error) {
	rows, err := tx.Query(ctx, `SELECT l.licence, l.revoked IS NOT NULL, coalesce(l.last_epoch,0), coalesce(l.last_serial,0), coalesce(s.district,''), coalesce(s.own_code,0),
			coalesce(substr(e.least, length(o.code)+1, 1),''), coalesce(substr(e.most, length(o.code)+1, 1),''),
			coalesce((SELECT max(substr((SELECT max(p.number) FROM passes p WHERE p.scheme=s.scheme AND p.station=s.station
					AND p.number BETWEEN left(e.most, length(o.code)+1)||run AND left(e.most, length(o.code)+1)||run||'999999999'), length(o.code)+3, 5)) FROM generate_series(0,9) run), '')
		FROM licences l LEFT JOIN stations s ON s.scheme=l.scheme AND s.station=l.key AND s.own_code<>0
		LEFT JOIN LATERAL (SELECT s.district||lpad(s.own_code::text, 3, '0') AS code) o ON true
		LEFT JOIN LATERAL (SELECT min(p.number) AS least, max(p.number) AS most FROM passes p WHERE p.scheme=s.scheme AND p.station=s.station AND p.number BETWEEN o.code AND o.code||'99999999999') e ON true
		WHERE l.scheme=$1 ORDER BY l.district, l.code`, schemeCode)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[keyLicensed])
}

// lines are that of the licence, and one of the code that the station drew itself: it
// numbers under that no more, so the key is good there for what came and nothing else.
func (k keyLicensed) lines(root *licence.Root) ([]licence.StationKey, error) {
	lic, err := licence.Parse([]byte(k.Text), root.Key())
	if err != nil {
		return nil, fmt.Errorf("%w: a licence: %w", ErrDamaged, err)
	}
	g := lic.Grant()
	line := licence.StationKey{District: g.District, Station: g.Station, Key: g.Key, FirstEpoch: g.FirstEpoch, LastEpoch: g.LastEpoch,
		From: g.From, Until: g.Until, Revoked: k.Revoked, GoodEpoch: k.Epoch, GoodSerial: k.Serial}
	if k.Last == "" {
		return []licence.StationKey{line}, nil
	}
	alone := line
	alone.District, alone.Station, alone.Until, alone.Revoked = k.District, k.Own, civil.Date{}, true
	for _, d := range []struct {
		into   *int
		digits string
	}{{&alone.FirstEpoch, k.First}, {&alone.LastEpoch, k.Last}, {&alone.GoodEpoch, k.Last}, {&alone.GoodSerial, k.LastSerial}} {
		if *d.into, err = strconv.Atoi(d.digits); err != nil {
			return nil, fmt.Errorf("%w: a number", ErrDamaged)
		}
	}
	return []licence.StationKey{line, alone}, nil
}
