package collector

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"io"

	"passdesk/export/bundle"
)

// TakeParcel opens a sealed parcel from a station and takes it in. Nothing of it is
// believed before all of it holds. Errors: *bundle.Refused, *Refused, ErrDatabase,
// and the file's own.
func (c *Collector) TakeParcel(ctx context.Context, file io.ReadSeeker) (bundle.Manifest, Taken, error) {
	return c.takeParcel(ctx, file, func(bundle.Manifest) bool { return true })
}

// ErrOtherStation is a parcel of another station than the one that knocked.
var ErrOtherStation = errors.New("collector: another station's parcel")

// TakeParcelOf is TakeParcel for a station that knocked: nothing is taken of a parcel
// that is another's. Errors: those, and ErrOtherStation.
func (c *Collector) TakeParcelOf(ctx context.Context, a Address, file io.ReadSeeker) (bundle.Manifest, Taken, error) {
	return c.takeParcel(ctx, file, func(m bundle.Manifest) bool { return m.Scheme == a.Scheme && bytes.Equal(m.Register, a.Station) })
}

func (c *Collector) takeParcel(ctx context.Context, file io.ReadSeeker, wanted func(bundle.Manifest) bool) (bundle.Manifest, Taken, error) {
	p, err := c.checkParcel(ctx, file)
	if err != nil {
		return bundle.Manifest{}, Taken{}, err
	}
	if !wanted(p.Manifest) {
		return bundle.Manifest{}, Taken{}, ErrOtherStation
	}
	m := p.Manifest
	t, err := c.Ingest(ctx, Arrival{Scheme: m.Scheme, Station: m.Register, Digest: p.Sum, From: m.From, To: m.To, Answer: m.AnswerTo, Epoch: m.Epoch, Listed: m.Listed, Items: itemsOf(p)})
	return m, t, err
}

// checkParcel finds the key that the parcel is sealed to, and checks it.
func (c *Collector) checkParcel(ctx context.Context, file io.ReadSeeker) (*bundle.Parcel, error) {
	boxes, err := c.mailboxes(ctx)
	if err != nil {
		return nil, err
	}
	for code, box := range boxes {
		var dead error // a database that does not answer is no stranger
		p, err := bundle.Check(file, box, c.trust(ctx, code, &dead), bundle.DefaultLimits)
		switch {
		case dead != nil:
			return nil, dead
		case err == nil || !errors.Is(err, &bundle.Refused{Why: bundle.NotOurs}):
			return p, err
		}
	}
	return nil, &bundle.Refused{Why: bundle.NotOurs}
}

// trust: a station's own key signs, when somebody licensed it here.
func (c *Collector) trust(ctx context.Context, code string, dead *error) bundle.Trust {
	return func(m bundle.Manifest) (ed25519.PublicKey, error) {
		if m.Way != bundle.Up || m.Scheme != code {
			return nil, &bundle.Refused{Why: bundle.NotOurs, What: "way or scheme"}
		}
		var known bool
		if err := c.pool.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM licences WHERE scheme=$1 AND key=$2)`, code, m.Register).Scan(&known); err != nil {
			*dead = wrap("look the station up", err)
			return nil, *dead
		}
		if !known {
			return nil, &bundle.Refused{Why: bundle.Stranger}
		}
		return m.Register, nil
	}
}

func itemsOf(p *bundle.Parcel) func(yield func(Item, error) bool) {
	return func(yield func(Item, error) bool) {
		for it, err := range p.Items() {
			if !yield(Item{Event: it.Event, Salt: it.Opened.Salt, Record: it.Opened.Record}, err) {
				return
			}
		}
	}
}
