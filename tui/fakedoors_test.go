package tui

import (
	"context"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Buildings is the one building of the fake, and another.
func (f *fakeStation) Buildings(ctx context.Context, _ func(station.Progress)) ([]station.Building, error) {
	people, err := f.Occupants(ctx, "3幢", nil)
	b := station.Building{Name: "3幢", People: len(people)}
	flats := map[string]bool{}
	for _, p := range people {
		if !flats[p.Flat] {
			flats[p.Flat] = true
			b.Homes++
		}
		if p.Status.InHand() {
			b.Hold++
		}
		if p.Status == "issued" || p.Status == "printed" {
			b.ToHand++
		}
	}
	return []station.Building{b, {Name: "12幢", Homes: 36, People: 88, Hold: 80}}, err
}

func (f *fakeStation) Occupants(_ context.Context, building string, _ func(station.Progress)) ([]station.Occupant, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []station.Occupant
	for id := int64(1); id <= int64(len(f.residents)); id++ {
		a, ok := f.residents[id]
		if !ok || a.Building != building {
			continue
		}
		o := station.Occupant{ID: id, Name: a.Name, Child: a.Document == nil, Signer: station.Signer(a), Flat: a.Household}
		for _, p := range f.passes {
			if samePerson(p.app, a) {
				o.Number, o.Copy, o.Status = p.number, p.copy, p.status
			}
		}
		all = append(all, o)
	}
	return all, nil
}

func (f *fakeStation) CheckResidents(ctx context.Context, ids []int64, _ func(station.Progress)) ([]station.Verdict, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []station.Verdict
	for _, id := range ids {
		v, _ := f.check(f.residents[id])
		all = append(all, v)
	}
	return all, ctx.Err()
}

func (f *fakeStation) IssueResidents(ctx context.Context, ids []int64, told func(station.Progress)) ([]station.Verdict, error) {
	var all []station.Verdict
	for _, id := range ids {
		if ctx.Err() != nil {
			return all, ctx.Err()
		}
		f.mu.Lock()
		a := f.residents[id]
		f.mu.Unlock()
		a.Declared = true
		v, err := f.Issue(ctx, a, false)
		if err != nil {
			return all, err
		}
		all = append(all, v)
	}
	return all, nil
}

// refuseOne makes one of the list somebody whom the rules ask about.
func (b *bench) refuseOne() {
	b.f.mu.Lock()
	defer b.f.mu.Unlock()
	a := b.f.residents[6]
	a.Document = &registry.Document{Number: "C12345678"}
	b.f.residents[6] = a
}

// atDoors is the building of the fake, issued and printed.
func (b *bench) atDoors() {
	b.hand("f4", "f3")
	b.WaitFor("12幢")
	b.hand("enter")
	b.WaitFor("样例四子")
	b.hand("f5", "f5")
	b.WaitFor("1293 1170 0007")
}

func (f *fakeStation) PreviewResidents(context.Context, station.ResidentList) (*station.ResidentPreview, error) {
	return nil, station.ErrInvalid
}

func (f *fakeStation) ConfirmResidents(_ context.Context, p *station.ResidentPreview) (*station.ResidentPreview, error) {
	return p, station.ErrInvalid
}
