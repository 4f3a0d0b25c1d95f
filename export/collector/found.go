package collector

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Authority is the scheme's, as anybody may know it.
type Authority struct {
	Scheme    string
	Root      licence.RootKey
	Recipient string // bundles are sealed to it
}

// Found makes the register where there is none, and a scheme's authority in it: a
// root key, and the key that bundles are sealed to. A scheme that is there stays as
// it is, and is answered. Errors: ErrDatabase, ErrNewerSchema, ErrWrongKey.
func Found(ctx context.Context, url, schemeCode, authority string, p Ports) (*Collector, Authority, error) {
	if _, err := scheme.ByCode(schemeCode); err != nil {
		return nil, Authority{}, err
	}
	c, err := connect(ctx, url, p)
	if err != nil {
		return nil, Authority{}, err
	}
	err = c.climb(ctx, true)
	if err == nil {
		err = c.checkKey(ctx)
	}
	var a Authority
	if err == nil {
		a, err = c.found(ctx, schemeCode, authority)
	}
	if err != nil {
		c.Close()
		return nil, Authority{}, err
	}
	return c, a, nil
}

func (c *Collector) found(ctx context.Context, schemeCode, authority string) (Authority, error) {
	key, err := seal.NewSigningKey(c.ports.Rand)
	if err != nil {
		return Authority{}, err
	}
	defer key.Wipe()
	root, err := licence.AuthorityRoot(schemeCode, authority, key)
	if err != nil {
		return Authority{}, err
	}
	opens, err := seal.NewMailbox(c.ports.Rand)
	if err != nil {
		return Authority{}, err
	}
	defer opens.Wipe()
	signing, err := c.ports.Vault.SealSigning(signingAddress(schemeCode), key, c.ports.Rand)
	if err != nil {
		return Authority{}, err
	}
	identity, err := c.ports.Vault.Seal(identityAddress(schemeCode), []byte(opens.Identity()), c.ports.Rand)
	if err != nil {
		return Authority{}, err
	}
	err = c.transact(ctx, "make an authority", func(tx *tallied) error {
		made, err := tx.Exec(ctx, `INSERT INTO authorities (scheme, root, signing, recipient, identity, made) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (scheme) DO NOTHING`,
			schemeCode, root.Key().String(), signing, opens.Recipient(), identity, c.ports.Now())
		if err != nil || made.RowsAffected() == 0 {
			return err
		}
		return tx.beginSums(ctx, schemeCode, sums{})
	})
	if err != nil {
		return Authority{}, err
	}
	return c.Authority(ctx, schemeCode)
}

func signingAddress(scheme string) seal.AAD {
	return seal.AAD{Table: "authorities.signing", Version: 1, Name: scheme}
}

func identityAddress(scheme string) seal.AAD {
	return seal.AAD{Table: "authorities.identity", Version: 1, Name: scheme}
}

// Authority is the scheme's. Errors: ErrNotFound.
func (c *Collector) Authority(ctx context.Context, schemeCode string) (Authority, error) {
	a := Authority{Scheme: schemeCode}
	var root string
	err := c.pool.QueryRow(ctx, `SELECT root, recipient FROM authorities WHERE scheme=$1`, schemeCode).Scan(&root, &a.Recipient)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, ErrNoScheme
	}
	if err != nil {
		return a, wrap("look the scheme up", err)
	}
	if a.Root, err = licence.ParseRootKey(root); err != nil {
		return a, fmt.Errorf("%w: the root of %s", ErrDamaged, schemeCode)
	}
	return a, nil
}

// Authorities are those of all schemes, in order.
func (c *Collector) Authorities(ctx context.Context) ([]Authority, error) {
	rows, err := c.pool.Query(ctx, `SELECT scheme FROM authorities ORDER BY scheme`)
	if err != nil {
		return nil, wrap("list the schemes", err)
	}
	codes, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, wrap("list the schemes", err)
	}
	var all []Authority
	for _, code := range codes {
		a, err := c.Authority(ctx, code)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// signer opens the authority's root key. The caller wipes it.
func (c *Collector) signer(ctx context.Context, schemeCode string) (*seal.SigningKey, error) {
	var sealed []byte
	if err := c.pool.QueryRow(ctx, `SELECT signing FROM authorities WHERE scheme=$1`, schemeCode).Scan(&sealed); err != nil {
		return nil, wrap("open the root", err)
	}
	key, err := c.ports.Vault.OpenSigning(signingAddress(schemeCode), sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: the root of %s does not open", ErrDamaged, schemeCode)
	}
	return key, nil
}

// mailboxes open what stations seal to the collector, one for each scheme.
func (c *Collector) mailboxes(ctx context.Context) (map[string]*seal.Mailbox, error) {
	rows, err := c.pool.Query(ctx, `SELECT scheme, identity FROM authorities ORDER BY scheme`)
	if err != nil {
		return nil, wrap("open the bundles' keys", err)
	}
	defer rows.Close()
	all := map[string]*seal.Mailbox{}
	for rows.Next() {
		var code string
		var sealed []byte
		if err := rows.Scan(&code, &sealed); err != nil {
			return nil, wrap("open the bundles' keys", err)
		}
		plain, err := c.ports.Vault.Open(identityAddress(code), sealed)
		if err != nil {
			return nil, fmt.Errorf("%w: the bundles' key of %s does not open", ErrDamaged, code)
		}
		if all[code], err = seal.ParseMailbox(string(plain)); err != nil {
			return nil, fmt.Errorf("%w: the bundles' key of %s", ErrDamaged, code)
		}
	}
	return all, wrap("open the bundles' keys", rows.Err())
}

// checkKey compares the key with the mark that the first one left.
func (c *Collector) checkKey(ctx context.Context) error {
	mine := c.ports.Vault.Blind("collector", "mark")
	var mark []byte
	err := c.pool.QueryRow(ctx, `UPDATE passcollector SET mark=coalesce(mark,$1) RETURNING mark`, mine[:]).Scan(&mark)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNoRegister
	}
	if err != nil {
		return wrap("compare the key", err)
	}
	if subtle.ConstantTimeCompare(mark, mine[:]) != 1 {
		return ErrWrongKey
	}
	return nil
}
