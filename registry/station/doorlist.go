package station

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Door to door: the residents' list by building, each person with the pass they hold.
// The people of a building are checked and issued before somebody walks; what comes of
// it at the door are signatures and cancelled papers, as at the desk. Each person is a
// command of their own: work that is given up has done whole people, and no half one.

// Building is a building of the residents' list in figures.
type Building struct {
	Name   string // as the list writes it first; "" for those with none
	Homes  int
	People int
	Hold   int // who have a paper, or one on its way: also one that is to be fetched or kept back
	ToHand int // papers to hand over: valid, nobody has signed, and no list names the holder since
	Kept   int // papers that are here and are handed to nobody: recalled, run out, or of somebody a list names since
}

// Occupant is somebody of the list at their door.
type Occupant struct {
	ID     int64 // row of the list
	Name   string
	Masked string
	Child  bool
	Signer string // who signs
	Flat   string
	Number registry.Number // zero: no pass
	Copy   int
	Status registry.Status
	Page   int // of the ledger, where the paper is signed for; 0: on no page

	KeptBack bool // the paper is here, and was recalled or ran out before it was handed over
}

var readingList = scheme.Text{ZH: "读取居民名单", EN: "reading the residents' list"}

// eachResident opens the list row by row, and tells how far it is; told may be nil.
func (s *Station) eachResident(ctx context.Context, told func(Progress), do func(int64, registry.Application) error) error {
	if err := s.allowed(registry.DoFind); err != nil {
		return err
	}
	if err := s.searchable(ctx, ready); err != nil { // who holds a pass is known by it
		return err
	}
	n, all := 0, max(len(s.index.residents), 1)
	for r, err := range s.ports.Store.Residents(ctx) {
		if err != nil {
			return fmt.Errorf("read the residents: %w", err)
		}
		if n++; n%500 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if told != nil {
				told(Progress{readingList, float64(n) / float64(all)})
			}
		}
		a, err := openResident(s.vault, r)
		if err != nil {
			return err
		}
		if err := do(r.ID, a); err != nil {
			return err
		}
	}
	return nil
}

// Buildings counts the list by building, in the order in which people count.
func (s *Station) Buildings(ctx context.Context, told func(Progress)) ([]Building, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, homes := map[string]int{}, map[string]bool{}
	var all []Building
	err := s.eachResident(ctx, told, func(_ int64, a registry.Application) error {
		key := foldBuilding(a.Building)
		i, there := at[key]
		if !there {
			i, at[key] = len(all), len(all)
			all = append(all, Building{Name: strings.TrimSpace(a.Building)})
		}
		b := &all[i]
		b.People++
		if home := key + "\x00" + flatOf(a); !homes[home] {
			homes[home] = true
			b.Homes++
		}
		p, err := s.passOfResident(ctx, a)
		today := s.ports.today()
		valid := p.Status.InHand() && !p.Over(today)
		if valid || p.KeptBack(today) || p.Status.Chased() {
			b.Hold++
		}
		switch {
		case p.KeptBack(today):
			b.Kept++
		case valid && p.Status != registry.StatusSigned:
			listed, err := s.listedInHand(ctx, p)
			if err != nil {
				return err
			}
			if p.Status == registry.StatusPrinted && len(listed) > 0 {
				b.Kept++
			} else {
				b.ToHand++
			}
		}
		return err
	})
	slices.SortStableFunc(all, func(a, b Building) int {
		return cmp.Or(strings.Compare(emptyLast(a.Name), emptyLast(b.Name)), countedOrder(a.Name, b.Name))
	})
	return all, err
}

// emptyLast is for sorting: nobody walks to a building without a name.
func emptyLast(name string) string {
	if name == "" {
		return "1"
	}
	return "0"
}

// flatOf is the door within a building: the flat with which the address ends, else the
// household's number, else the address.
func flatOf(a registry.Application) string {
	words := strings.Fields(a.Address)
	if flat := flatAtEnd.FindString(strings.Join(words, "")); flat != "" {
		return flat
	}
	if n := len(words); n > 1 && room.MatchString(words[n-1]) {
		return words[n-1]
	}
	return strings.Join(strings.Fields(cmp.Or(a.Household, a.Address)), " ")
}

var (
	flatAtEnd = regexp.MustCompile(`(([0-9]+(单元|[-－—#])){1,2}[0-9]{1,5}[室房户]?|[0-9]{2,5}[室房户])$`) // 5-101, 2单元301室, 501室
	room      = regexp.MustCompile(`^[0-9]{3,5}$`)
)

// Occupants are the people of a building, flat by flat, as people count, and in a flat
// in the order of the list.
func (s *Station) Occupants(ctx context.Context, building string, told func(Progress)) ([]Occupant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := foldBuilding(building)
	var all []Occupant
	err := s.eachResident(ctx, told, func(id int64, a registry.Application) error {
		if foldBuilding(a.Building) != key {
			return nil
		}
		o, err := s.occupant(ctx, id, a)
		all = append(all, o)
		return err
	})
	slices.SortStableFunc(all, func(a, b Occupant) int { return countedOrder(a.Flat, b.Flat) })
	return all, err
}

func (s *Station) occupant(ctx context.Context, id int64, a registry.Application) (Occupant, error) {
	o := Occupant{ID: id, Name: a.Name, Masked: printedNumber(a).Masked(), Child: a.Document == nil, Signer: Signer(a), Flat: flatOf(a)}
	p, err := s.passOfResident(ctx, a)
	if err != nil || p.Number.IsZero() {
		return o, err
	}
	if h, err := s.holder(ctx, p); err != nil || h.Name != a.Name { // the number of somebody else: the check asks
		return o, err
	}
	o.Number, o.Copy, o.Status, o.KeptBack = p.Number, p.Copy, p.Status, p.KeptBack(s.ports.today())
	if p.Over(s.ports.today()) {
		o.Status = registry.StatusExpired
	}
	if p.Status == registry.StatusIssued || p.Status == registry.StatusPrinted {
		at, err := s.latestPlace(ctx, p)
		o.Page = at.Page
		return o, err
	}
	return o, nil
}

// passOfResident is the pass that somebody of the list holds or held, the one in hand
// first; the zero state for none. It shows, and decides nothing: whether somebody may
// have a pass the check says.
func (s *Station) passOfResident(ctx context.Context, a registry.Application) (best registry.PassState, err error) {
	for _, w := range s.index.whose(personKey(indexedOf(a))) {
		if !w.isPass() {
			continue
		}
		p, _, err := s.passOf(ctx, w.row())
		if err != nil {
			return best, fmt.Errorf("look up a resident's pass: %w", err)
		}
		if best.Number.IsZero() || p.Status.InHand() && !best.Status.InHand() {
			best = p
		}
	}
	return best, nil
}

// CheckResidents answers for each row of the list whether its person would be issued a
// pass now. It stops between two people when the context is cancelled, with the answers
// so far.
func (s *Station) CheckResidents(ctx context.Context, ids []int64, told func(Progress)) ([]Verdict, error) {
	return s.oneByOne(ctx, ids, scheme.Text{ZH: "逐人核对", EN: "checking one by one"}, told, func(id int64) (Verdict, error) {
		c, err := s.checkResident(ctx, id)
		return c.verdict, err
	})
}

// IssueResidents gives a pass to each of the list whom the rules give one, and passes
// over the others, whose answer says why: nothing is entered of them. What the
// declaration says is asked at the door, above the signature. It stops between two
// people when the context is cancelled; who was issued stays so.
func (s *Station) IssueResidents(ctx context.Context, ids []int64, told func(Progress)) ([]Verdict, error) {
	return s.oneByOne(ctx, ids, scheme.Text{ZH: "逐人签发", EN: "issuing one by one"}, told, func(id int64) (Verdict, error) {
		if err := s.writable(registry.DoIssue); err != nil {
			return Verdict{}, err
		}
		whole := context.WithoutCancel(ctx)
		c, err := s.checkResident(whole, id)
		if err != nil || !(Member{Verdict: c.verdict}).Ready() {
			return c.verdict, err
		}
		d := s.newDay()
		if err := s.draftPass(whole, &c, d, false); err != nil {
			return c.verdict, err
		}
		if err := s.append(whole, d); err != nil {
			return Verdict{}, fmt.Errorf("issue: %w", err)
		}
		s.index.addPass(d.row(c.verdict.Number), c.applicant.stored)
		return c.verdict, nil
	})
}

func (s *Station) checkResident(ctx context.Context, id int64) (checked, error) {
	a, err := s.resident(ctx, id)
	if err != nil {
		return checked{}, err
	}
	a.Declared = true
	return s.check(ctx, a)
}

// oneByOne does something about each row, and gives the station free in between.
func (s *Station) oneByOne(ctx context.Context, ids []int64, step scheme.Text, told func(Progress), do func(int64) (Verdict, error)) ([]Verdict, error) {
	var all []Verdict
	one := func(id int64) (Verdict, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if err := s.allowed(registry.DoIssue); err != nil {
			return Verdict{}, err
		}
		return do(id)
	}
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return all, err
		}
		if told != nil {
			told(Progress{step, float64(i) / float64(len(ids))})
		}
		v, err := one(id)
		if err != nil {
			return all, err
		}
		all = append(all, v)
	}
	return all, nil
}
