package station

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"passdesk/registry"
	"passdesk/registry/unique"
)

// movedKeys are the blind keys of one pass that came back: those that the page brings,
// and those in the store that a correction in it takes away.
type movedKeys struct {
	before    []BlindKey // of the record that spoke last of the holder
	put, drop []BlindKey
}

func sameKey(a BlindKey) func(BlindKey) bool {
	return func(b BlindKey) bool {
		return a.Kind == b.Kind && a.Hard == b.Hard && bytes.Equal(a.Blind, b.Blind) && (!a.Hard || a.Twin == b.Twin)
	}
}

// correct takes away what the record before brought: it was wrong.
func (k *movedKeys) correct() {
	for _, was := range k.before {
		if i := slices.IndexFunc(k.put, sameKey(was)); i >= 0 {
			k.put = slices.Delete(k.put, i, i+1)
		} else {
			k.drop = append(k.drop, was)
		}
	}
}

func (k *movedKeys) bring(keys []BlindKey) {
	for _, key := range keys {
		if i := slices.IndexFunc(k.drop, sameKey(key)); i >= 0 {
			k.drop = slices.Delete(k.drop, i, i+1)
		} else if !slices.ContainsFunc(k.put, sameKey(key)) {
			k.put = append(k.put, key)
		}
	}
	k.before = keys
}

// into writes the keys of the pass at the row into the change.
func (k *movedKeys) into(c *Change, row int64) {
	at := func(keys []BlindKey) []BlindKey {
		for i := range keys {
			keys[i].Row = row
		}
		return keys
	}
	c.DroppedKeys, c.Keys = append(c.DroppedKeys, at(k.drop)...), append(c.Keys, at(k.put)...)
}

// keysFor are the keys under which the holder of a record that came back is found. Where
// another pass here has a key that is one person's, both keep theirs, and b says so.
func (r *returning) keysFor(ctx context.Context, p registry.PassState, e lostEvent, b *registry.ReturnedBody) ([]BlindKey, error) {
	holder, err := registry.ReadHolder(e.record)
	var said struct {
		Twin int `json:"twin"`
	}
	if err != nil || holder.Name == "" || json.Unmarshal(e.Body, &said) != nil {
		return nil, errUnfit
	}
	keys := r.s.blindKeys(unique.Keys(r.s.personOf(holder, "active")), 0)
	twin, shared, err := r.twinBeside(ctx, p, e.Pass, keys, said.Twin)
	if err != nil {
		return nil, err
	}
	if twin != said.Twin {
		b.Twin = twin
	}
	if shared && said.Twin == 0 && e.Kind == registry.Issued {
		r.twice = append(r.twice, e.Pass)
	}
	for i := range keys {
		keys[i].Twin = twin
	}
	return keys, nil
}

// twinBeside is the place that the pass takes beside others under its hard keys, and
// whether there are others.
func (r *returning) twinBeside(ctx context.Context, p registry.PassState, pass string, keys []BlindKey, said int) (twin int, shared bool, err error) {
	hard := slices.DeleteFunc(slices.Clone(keys), func(k BlindKey) bool { return !k.Hard })
	under, err := r.s.ports.Store.Under(ctx, hard)
	if err != nil {
		return 0, false, err
	}
	twin = said
	beside := func(other int) { twin, shared = max(twin, other+1), true }
	for _, k := range under {
		if k.Row == p.FirstEvent {
			continue
		}
		other, _, err := r.s.passOf(ctx, k.Row)
		if err != nil {
			return 0, false, err
		}
		beside(other.Twin)
	}
	for _, k := range hard {
		for number, other := range r.held[k.Kind+string(k.Blind)] {
			if number != pass {
				beside(other)
			}
		}
	}
	return twin, shared, nil
}

// file takes the keys of a step into those of its pass.
func (r *returning) file(ctx context.Context, kind registry.Kind, pass string, keys []BlindKey) error {
	k := r.keys[pass]
	if k == nil {
		k = &movedKeys{}
		if before, stood := r.d.passes[pass]; stood {
			holder, err := r.s.holder(ctx, before)
			if err != nil {
				return err
			}
			k.before = r.s.blindKeys(unique.Keys(r.s.personOf(holder, "active")), before.Twin)
		}
		r.keys[pass] = k
	}
	if kind == registry.Corrected {
		k.correct()
	}
	k.bring(keys)
	for _, key := range keys {
		if !key.Hard {
			continue
		}
		at := key.Kind + string(key.Blind)
		if r.held[at] == nil {
			r.held[at] = map[string]int{}
		}
		r.held[at][pass] = key.Twin
	}
	return nil
}
