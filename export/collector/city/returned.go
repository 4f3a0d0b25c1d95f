package city

import (
	"errors"

	"passdesk/registry"
	"passdesk/registry/station"
)

// holds notes which laptops have a station's key: copies of one do not share what each
// of them lost.
func (w *world) holds(laptop string, st *station.Station) string {
	_, key := st.Register()
	if w.holders[string(key)] == nil {
		w.holders[string(key)] = map[string]bool{}
	}
	w.holders[string(key)][laptop] = true
	return string(key)
}

// checkReturned: whatever a laptop had a receipt of stands in its register at the end,
// however often a backup or an image of its disk was put back. Of a serial that two of
// its histories gave, a fork, one pass stands in it, and the other is upstream's to tell.
func (w *world) checkReturned(laptop string, st *station.Station) {
	register := w.holds(laptop, st)
	if len(w.holders[register]) > 1 {
		return
	}
	log, err := w.readSteps(register)
	if err != nil {
		w.wrong("read what %s sent: %v", laptop, err)
		return
	}
	given := map[place]int{}
	for _, e := range log {
		if n, err := registry.ParseNumber(e.pass); err == nil && e.kind == registry.Issued {
			given[placeOf(n)]++
		}
	}
	seen := map[[32]byte]bool{}
	for _, a := range w.acks {
		if a.laptop != laptop || a.register != register {
			continue
		}
		for at := a.head; !seen[at]; at = log[at].prev {
			seen[at] = true
			e, there := log[at]
			if !there || e.kind != registry.Issued {
				if !there {
					break // the beginning, or what checkAcks tells
				}
				continue
			}
			n, err := registry.ParseNumber(e.pass)
			if err == nil && given[placeOf(n)] == 1 {
				_, err = st.Pass(w.ctx, e.pass)
			}
			if errors.Is(err, station.ErrNotFound) {
				w.wrong("%s had a receipt of %s and does not know it", laptop, e.pass)
			}
			w.result.Kept++
		}
	}
}

// stepUp is an event that came up.
type stepUp struct {
	prev [32]byte
	kind registry.Kind
	pass string
}

func (w *world) readSteps(register string) (map[[32]byte]stepUp, error) {
	rows, err := w.db.Query(w.ctx, `SELECT hash, prev, kind, pass FROM events WHERE station=$1`, []byte(register))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	log := map[[32]byte]stepUp{}
	for rows.Next() {
		var hash, prev []byte
		var e stepUp
		if err := rows.Scan(&hash, &prev, &e.kind, &e.pass); err != nil {
			return nil, err
		}
		e.prev = [32]byte(prev)
		log[[32]byte(hash)] = e
	}
	return log, rows.Err()
}
