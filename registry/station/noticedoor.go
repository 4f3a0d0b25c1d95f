package station

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/unique"
)

// Door is one address at which recalled papers are to be fetched.
type Door struct {
	Building string
	Address  string // "" where the register knows none
	People   []DoorPerson
	Children []DoorPerson // entered under the number of one of them: not recalled by that
}

// DoorPerson is somebody at an address, with the copies to be fetched; none of a
// child who is told and not asked.
type DoorPerson struct {
	Bearer
	Copies []int
}

// doors puts the recalled passes together by address, the addresses in the order
// in which somebody walks: by building, as people count, then by address. Who has
// no address stands last, each alone.
func (s *Station) doors(ctx context.Context, numbers []registry.Number) ([]Door, error) {
	by := map[string]*Door{}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return nil, err
		}
		if len(toFetch(p)) == 0 {
			return nil, nothingToFetch(p)
		}
		a, err := s.holder(ctx, p)
		if err != nil {
			return nil, err
		}
		d, err := s.doorFor(ctx, a)
		if err != nil {
			return nil, err
		}
		key := d.Building + "\x00" + d.Address
		if d.Address == "" && d.Building == "" {
			key = n.String()
		}
		if by[key] == nil {
			by[key] = &d
		}
		by[key].People = append(by[key].People, DoorPerson{s.bearer(p, a), toFetch(p)})
		children, err := s.childrenOf(ctx, a)
		if err != nil {
			return nil, err
		}
		by[key].Children = append(by[key].Children, children...)
	}
	all := make([]Door, 0, len(by))
	for _, d := range by {
		all = append(all, d.sorted())
	}
	slices.SortFunc(all, walk)
	return all, nil
}

// doorFor is the door of a holder: as the application says, or, where that names no
// building, as the residents' list has the same person. A list that cannot be read names
// no door, and the work goes on without.
func (s *Station) doorFor(ctx context.Context, a registry.Application) (Door, error) {
	d := doorOf(a)
	if d.Building != "" {
		return d, nil
	}
	if err := s.searchable(ctx, listed); errors.Is(err, ErrLocked) || ctx.Err() != nil {
		return d, err
	}
	for _, w := range s.index.whose(personKey(indexedOf(a))) {
		if w.kind() != aResident {
			continue
		}
		if at, err := s.resident(ctx, w.row()); err == nil {
			there := doorOf(at)
			there.Address = cmp.Or(d.Address, there.Address)
			return there, nil
		}
	}
	return d, nil
}

// doorOf is where somebody lives, without the blanks that typing leaves.
func doorOf(a registry.Application) Door {
	lives := strings.Fields(a.Address)
	if home := strings.Join(strings.Fields(a.Household), " "); home != "" && !strings.Contains(strings.Join(lives, " "), home) {
		lives = append(lives, home)
	}
	return Door{Building: strings.Join(strings.Fields(a.Building), " "), Address: strings.Join(lives, " ")}
}

func (d *Door) sorted() Door {
	byNumber := func(a, b DoorPerson) int { return strings.Compare(a.Number.String(), b.Number.String()) }
	slices.SortFunc(d.People, byNumber)
	slices.SortFunc(d.Children, byNumber)
	d.Children = slices.CompactFunc(d.Children, func(a, b DoorPerson) bool { return a.Number == b.Number })
	return *d
}

// walk is the order of the addresses.
func walk(a, b Door) int {
	nowhere := func(d Door) int {
		if d.Building == "" && d.Address == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(nowhere(a)-nowhere(b), countedOrder(a.Building, b.Building), countedOrder(a.Address, b.Address),
		strings.Compare(a.People[0].Number.String(), b.People[0].Number.String()))
}

// countedOrder compares as people count: 3幢 before 12幢.
func countedOrder(a, b string) int {
	for a != "" && b != "" {
		x, y := leadingDigits(a), leadingDigits(b)
		if x == "" || y == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, n := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(len(m)-len(n), strings.Compare(m, n)); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

func leadingDigits(s string) string { return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))] }

// childrenOf are the passes in hand that were entered under the holder's own
// number, for children without a card. A recall of the holder is none of theirs.
func (s *Station) childrenOf(ctx context.Context, a registry.Application) ([]DoorPerson, error) {
	d := a.Document
	if d == nil {
		return nil, nil
	}
	keys := unique.Keys(unique.Person{Event: "recall", OwnScheme: d.Type, Number: d.Number, OwnState: d.State})
	holders, err := s.ports.Store.Holders(ctx, s.blindKeys(keys, 0))
	if err != nil {
		return nil, fmt.Errorf("look for children: %w", err)
	}
	var children []DoorPerson
	for _, p := range holders {
		if !p.Status.InHand() {
			continue
		}
		child, err := s.holder(ctx, p)
		if err != nil {
			return nil, err
		}
		if child.Document == nil && printedNumber(child).Norm() == printedNumber(a).Norm() {
			children = append(children, DoorPerson{Bearer: s.bearer(p, child)})
		}
	}
	return children, nil
}
