package station_test

import (
	"context"
	"encoding/json"
	"iter"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// believed is the store of a station that believes the operators' table: it lets a
// volunteer be a keeper.
type believed struct {
	station.Store
	name  string
	roles []registry.Role
}

func (s believed) Operators(ctx context.Context) ([]station.Operator, error) {
	all, err := s.Store.Operators(ctx)
	for i := range all {
		if all[i].Name == s.name {
			all[i].Roles = s.roles
		}
	}
	return all, err
}

func (s believed) EventsOf(ctx context.Context, after int64, kinds ...registry.Kind) iter.Seq2[registry.Event, error] {
	return func(yield func(registry.Event, error) bool) {
		for e, err := range s.Store.EventsOf(ctx, after, kinds...) {
			var b registry.OperatorBody
			if json.Unmarshal(e.Body, &b) == nil && b.Name == s.name {
				b.Roles = s.roles
				e.Body = registry.Body(b)
				e = e.Chained(e.No, e.Prev)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// Work under a role that the log does not know is found when all tables are as they
// were.
func TestWorkWithoutTheRoleIsFound(t *testing.T) {
	for name, work := range map[string]func(*station.Station) error{
		"keeper's":  func(st *station.Station) error { return st.ChangeSetting(ctx, "idle_minutes", "7", "样例") },
		"officer's": func(st *station.Station) error { _, err := st.CloseDay(ctx); return err },
		"a successor": func(st *station.Station) error {
			return st.AddOperator(ctx, theirs, colleague("样例丁", registry.Volunteer))
		},
	} {
		b := newBench(t)
		st := b.create(nil)
		b.must(st.AddOperator(ctx, passphrase, colleague("样例志", registry.Volunteer)))
		b.must(st.Close())
		b.wrap = func(s station.Store) station.Store {
			return believed{s, "样例志", []registry.Role{registry.Officer, registry.Keeper}}
		}
		st = b.openFor("样例志")
		b.must(work(st))
		b.must(st.Close())
		b.wrap = func(s station.Store) station.Store { return s }
		st = b.openShut()
		b.must(st.Unlock(ctx, "op", passphrase))
		p, err := st.Verify(ctx)
		b.must(err)
		if len(p.Faults) == 0 || !strings.Contains(strings.Join(p.Faults, "\n"), "did not have the role") {
			t.Errorf("%s: faults %v", name, p.Faults)
		}
	}
}
