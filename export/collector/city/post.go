package city

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"slices"

	"passdesk/export/bundle"
	"passdesk/export/collector"
	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/sim"
	"passdesk/registry/station"
)

// stick is what lies on a USB stick.
type stick struct{ up, down [][]byte }

// trip is a stick on its way.
type trip struct {
	due   int
	to    string // a laptop; "" the collector
	owner string // whose stick it is
	stick stick
}

// ack is a receipt that a station believed.
type ack struct {
	laptop   string
	register string // the station's key
	through  int64
	head     [32]byte
}

// Evening is what a desk does with its parcels at the end of a day.
func (w *world) Evening(laptop string, day int, st *station.Station) {
	w.begin(laptop, day)
	w.holds(laptop, st)
	for _, t := range w.arrived(laptop) {
		for _, parcel := range t.stick.down {
			w.take(laptop, st, parcel)
		}
	}
	if st.Info().OwnRoot {
		if w.odds(4) {
			return // tomorrow
		}
		w.enrol(laptop, st)
	}
	switch n := w.chance.IntN(20); {
	case n < 9:
		w.connect(laptop, st)
	case n < 17:
		w.carry(laptop, st)
	}
}

// Settle is an exchange in which nothing goes wrong, when every stick that is still
// somewhere has come to where it was to go.
func (w *world) Settle(laptop string, round int, st *station.Station) {
	w.calm = true
	w.begin(laptop, 1<<20)
	for _, t := range w.arrived(laptop) {
		for _, parcel := range t.stick.down {
			w.take(laptop, st, parcel)
		}
	}
	if st.Info().OwnRoot {
		w.enrol(laptop, st)
	}
	before := w.quiet[laptop]
	w.connect(laptop, st)
	if w.quiet[laptop] = st.Info().ReadOnly == "" && !st.Info().OwnRoot; !w.quiet[laptop] || !before || round < sim.Rounds-1 {
		return // a copy learned that it is one, or there was no time yet
	}
	out, err := st.Outbox(w.ctx)
	if w.result.Settled++; err != nil || out.Waiting > 0 {
		w.wrong("%s: %d events have no receipt at the end: %v", laptop, out.Waiting, err)
	}
	w.checkReturned(laptop, st)
}

// begin is a new day, perhaps: sticks come to the collector.
func (w *world) begin(laptop string, day int) {
	w.known(laptop)
	w.day = min(day, w.size.Days+1)
	var left []trip
	var here []trip
	for _, t := range w.trips {
		if t.to == "" && t.due <= day {
			here = append(here, t)
		} else {
			left = append(left, t)
		}
	}
	w.trips = left
	for _, t := range here {
		w.receive(t)
	}
}

// arrived are the sticks that are at the desk now.
func (w *world) arrived(laptop string) (here []trip) {
	w.trips = slices.DeleteFunc(w.trips, func(t trip) bool {
		is := t.to == laptop && (t.due <= w.day || w.calm)
		if is {
			here = append(here, t)
		}
		return is
	})
	return here
}

// receive is a stick at the collector: everything on it is taken in, and what there
// is for the stations goes back on it.
func (w *world) receive(t trip) {
	var answers [][]byte
	for _, parcel := range t.stick.up {
		if who, ok := w.hand(parcel); ok {
			if down := w.down(who); down != nil {
				answers = append(answers, down)
			}
		}
	}
	back := trip{due: w.day + w.chance.IntN(2), to: t.owner, owner: t.owner, stick: stick{down: answers}}
	switch {
	case w.odds(8):
		w.result.Lost++
		w.note("%s: the stick is lost on its way back", t.owner)
		return
	case w.odds(6):
		w.result.Swapped++
		back.to = w.names[w.chance.IntN(len(w.names))]
		w.note("%s: the stick is carried to %s", t.owner, back.to)
	}
	w.trips = append(w.trips, back)
}

// carry puts a parcel on a stick, and sends it away.
func (w *world) carry(laptop string, st *station.Station) {
	parcel, ok := w.pack(laptop, st)
	if !ok {
		return
	}
	t := trip{due: w.day + 1 + w.chance.IntN(3), owner: laptop, stick: stick{up: [][]byte{parcel}}}
	switch {
	case w.odds(8):
		w.result.Lost++
		w.note("%s: the stick is lost", laptop)
		return
	case w.odds(6):
		w.result.Copied++
		w.note("%s: the stick is copied", laptop)
		other := t
		other.due += w.chance.IntN(4)
		w.trips = append(w.trips, other)
	}
	w.trips = append(w.trips, t)
}

// connect exchanges parcels over a connection, which may be cut.
func (w *world) connect(laptop string, st *station.Station) {
	parcel, ok := w.pack(laptop, st)
	who, _ := w.address(st)
	if ok {
		if !w.design.AfterCommit {
			w.promise(laptop, st, parcel)
		}
		if w.odds(8) {
			w.note("%s: the connection is cut while the parcel goes up", laptop)
			w.hand(parcel[:w.chance.IntN(len(parcel))])
			return
		}
		if _, taken := w.hand(parcel); !taken {
			return
		}
	}
	down := w.down(who)
	switch {
	case down == nil:
	case w.odds(8):
		w.result.Unanswered++
		w.note("%s: the answer is lost", laptop)
	case w.odds(12):
		w.note("%s: the connection is cut while the answer comes down", laptop)
		w.take(laptop, st, down[:w.chance.IntN(len(down))])
	default:
		w.take(laptop, st, down)
	}
}

func (w *world) address(st *station.Station) (collector.Address, ed25519.PublicKey) {
	code, key := st.Register()
	return collector.Address{Scheme: code, Station: key, Code: st.Info().Code}, key
}

// pack makes the station's parcel; false where there is nothing new.
func (w *world) pack(laptop string, st *station.Station) ([]byte, bool) {
	var file bytes.Buffer
	err := st.SendUp(w.ctx, func(o *station.Outgoing) error {
		p, err := bundle.NewWriter(&file, bundle.Manifest{
			Way: bundle.Up, Scheme: o.Scheme, District: o.District, Station: o.Station, Register: o.Register, Epoch: o.Epoch, Recipient: o.Recipient,
			Made: o.Made, From: o.From, To: o.To, Previous: o.Previous, Head: o.Head, Edge: o.Edge, Note: o.Note, Licence: o.Licence, AnswerTo: o.AnswerTo}, o)
		if err != nil {
			return err
		}
		for row, err := range o.Rows() {
			if err == nil {
				err = p.Event(row.Event, bundle.Opened{Salt: row.Salt, Record: row.Record})
			}
			if err != nil {
				return err
			}
		}
		_, err = p.Close()
		return err
	})
	var alone *station.NoUpstream
	switch {
	case errors.Is(err, station.ErrNothingNew), errors.Is(err, station.ErrReadOnly), errors.As(err, &alone):
		return nil, false
	case err != nil:
		w.wrong("%s: make a parcel: %v", laptop, err)
	}
	return file.Bytes(), err == nil
}

// hand gives a parcel to a collector, and has the passes weighed. It answers whose the
// parcel was; false where nothing was answered.
func (w *world) hand(parcel []byte) (who collector.Address, ok bool) {
	w.result.Parcels++
	var m bundle.Manifest
	err := w.attempt("take a parcel in", func(c *collector.Collector) (err error) {
		m, _, err = c.TakeParcel(w.ctx, bytes.NewReader(parcel))
		return err
	})
	var refused *bundle.Refused
	switch {
	case errors.As(err, &refused):
		w.result.Refused++
		if w.calm {
			w.wrong("a whole parcel is refused: %v", err)
		}
		return who, false
	case errors.Is(err, collector.ErrDatabase):
		return who, false
	case err != nil:
		w.wrong("take a parcel in: %v", err)
		return who, false
	}
	if !w.design.Idempotent {
		w.again(m)
	}
	return collector.Address{Scheme: m.Scheme, Station: m.Register, Code: m.Station}, true
}

// down is the collector's parcel for a station; nil where there is none, or where the
// collector died before.
func (w *world) down(who collector.Address) []byte {
	if w.design.Weighs {
		err := w.attempt("weigh passes", func(c *collector.Collector) error {
			_, err := c.Weigh(w.ctx)
			return err
		})
		if err != nil {
			if !errors.Is(err, collector.ErrDatabase) {
				w.wrong("weigh: %v", err)
			}
			return nil
		}
	}
	var file bytes.Buffer
	err := w.attempt("make a parcel down", func(c *collector.Collector) error {
		file.Reset()
		_, err := c.Down(w.ctx, who, &file)
		return err
	})
	switch {
	case errors.Is(err, collector.ErrNotFound), errors.Is(err, collector.ErrDatabase):
		return nil
	case err != nil:
		w.wrong("make a parcel down: %v", err)
		return nil
	}
	return file.Bytes()
}

// take takes a parcel down in. One that is another's, or not whole, changes nothing.
func (w *world) take(laptop string, st *station.Station, parcel []byte) {
	inbox, err := st.Inbox()
	if err != nil {
		return // read-only
	}
	trust := func(m bundle.Manifest) (ed25519.PublicKey, error) {
		return st.Authority(m.Scheme, m.Register, m.Authority)
	}
	p, err := bundle.Check(bytes.NewReader(parcel), inbox, trust, bundle.DefaultLimits)
	if err != nil {
		if w.calm && !errors.Is(err, &bundle.Refused{Why: bundle.NotOurs}) {
			w.note("%s: a parcel down is not taken: %v", laptop, err)
		}
		return
	}
	for it, err := range p.Items() {
		if err != nil {
			w.wrong("%s: a parcel down: %v", laptop, err)
			return
		}
		w.takeItem(laptop, st, it.Sent)
	}
}

func (w *world) takeItem(laptop string, st *station.Station, sent registry.Sent) {
	taken, err := st.TakeSent(w.ctx, sent)
	switch {
	case errors.Is(err, station.ErrReadOnly), errors.Is(err, station.ErrInvalid):
		w.note("%s: a %s is not taken: %v", laptop, sent.Kind, err)
	case err != nil:
		w.wrong("%s: take a %s: %v", laptop, sent.Kind, err)
	case sent.Kind == registry.SentReturned && taken.Result == station.TakenNow:
		w.result.Returned += taken.Count
		w.note("%s: %s", laptop, taken.Note.EN)
	case sent.Kind == registry.SentReceipt && taken.Result == station.TakenNow:
		w.believed(laptop, st, textOf(sent))
	}
}

func (w *world) believed(laptop string, st *station.Station, note string) {
	a, err := w.up[0].Authority(w.ctx, scheme)
	if err != nil {
		w.wrong("read the root: %v", err)
		return
	}
	r, err := licence.ParseReceipt([]byte(note), a.Root)
	if err != nil {
		w.wrong("%s: it believed a receipt that is none: %v", laptop, err)
		return
	}
	w.acks = append(w.acks, ack{laptop, string(r.Register), r.Through, r.Head})
}
