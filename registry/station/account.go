package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// The accounting of numbers and sheets as the store tells it. Verify proves it
// by the log.

// The kinds stand as the store's indexes have them.
var (
	epochKinds = []registry.Kind{registry.Opened, registry.EpochTaken}
	dayKinds   = []registry.Kind{registry.DayOpened, registry.Closed, registry.PaperCompared}
	sheetKinds = []registry.Kind{registry.Issued, registry.PrintIntended, registry.PrintedOut}
)

// Accounting is every number and every sheet of the station, now.
type Accounting struct {
	registry.Account
	Ranges []registry.NumberRange // every number, in order
}

// Accounting counts the numbers and the sheets of the whole register.
func (s *Station) Accounting(ctx context.Context) (Accounting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return Accounting{}, ErrLocked
	}
	return s.accounting(ctx, s.ports.today())
}

func (s *Station) accounting(ctx context.Context, on civil.Date) (a Accounting, err error) {
	numbers, err := s.numberBook(ctx)
	if err != nil {
		return a, accountFault(err)
	}
	a.Ranges = numbers.Account()
	a.Numbers = registry.SumNumbers(a.Ranges)
	book, err := s.sheetBook(ctx)
	if err != nil {
		return a, accountFault(err)
	}
	a.Sheets, a.Open = book.Sums, book.Open()
	var day registry.DaySheets
	from := s.beginning(on)
	for e, err := range s.ports.Store.EventsBetween(ctx, from, from.AddDate(0, 0, 1), sheetKinds[1:]...) {
		if err == nil {
			err = day.Add(e)
		}
		if err != nil {
			return a, accountFault(err)
		}
	}
	back, err := s.backOn(ctx, on)
	if err != nil {
		return a, err
	}
	day = day.With(back.sheets)
	a.Day, a.Spoiled = day.Sums, day.Spoiled()
	return a, nil
}

// accountFault: numbers or sheets that do not add up are a damaged register.
func accountFault(err error) error {
	if errors.Is(err, registry.ErrAccount) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return fmt.Errorf("account for numbers and sheets: %w", err)
}

// numberBook is which serials were given, as the passes hold them.
func (s *Station) numberBook(ctx context.Context) (*registry.NumberBook, error) {
	book := &registry.NumberBook{}
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.Opened, registry.EpochTaken, registry.Restored) {
		if err == nil {
			err = book.Add(e)
		}
		if err != nil {
			return nil, err
		}
	}
	given, err := s.ports.Store.Given(ctx)
	for _, run := range given {
		if err == nil {
			err = book.Give(run)
		}
	}
	return book, err
}

// sheetBook counts on from the last close, so that a day costs what the day did
// and not what the register holds. Only what that day touched is looked up again.
func (s *Station) sheetBook(ctx context.Context) (*registry.SheetBook, error) {
	from, account, err := s.lastAccount(ctx)
	if err != nil {
		return nil, err
	}
	book := registry.NewSheetBook(account.Sheets)
	touched := map[string]bool{}
	if from > 0 {
		if touched, err = s.recall(ctx, book, from); err != nil {
			return nil, err
		}
	}
	for e, err := range s.sheetEvents(ctx, from) {
		if err == nil {
			err = book.Add(e)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, p := range account.Open {
		if touched[p.Number] {
			continue
		}
		if err := book.Carry(p); err != nil {
			return nil, err
		}
	}
	return book, nil
}

// sheetEvents are the events of sheets behind the one given, in order, with those that
// came back of a branch.
func (s *Station) sheetEvents(ctx context.Context, from int64) iter.Seq2[registry.Event, error] {
	return func(yield func(registry.Event, error) bool) {
		back, err := s.sheetsBack(ctx, from)
		if err != nil {
			yield(registry.Event{}, err)
			return
		}
		for e, err := range s.ports.Store.EventsOf(ctx, from, sheetKinds...) {
			for ; err == nil && len(back) > 0 && back[0].No < e.No; back = back[1:] {
				if !yield(back[0], nil) {
					return
				}
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
		for _, e := range back {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// sheetsBack are those of them that came back: few, and only behind a restore.
func (s *Station) sheetsBack(ctx context.Context, from int64) (back []registry.Event, err error) {
	for e, err := range s.ports.Store.EventsOf(ctx, from, registry.ReturnedKinds...) {
		if err != nil {
			return nil, err
		}
		said, err := e.Again()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if slices.Contains(sheetKinds, said.Kind) {
			back = append(back, e)
		}
	}
	return back, nil
}

// recall tells the book what happened before to every pass whose paper was
// touched since. A pass that was issued since has no before.
func (s *Station) recall(ctx context.Context, book *registry.SheetBook, from int64) (map[string]bool, error) {
	issued, touched := map[string]bool{}, map[string]bool{}
	for e, err := range s.sheetEvents(ctx, from) {
		switch {
		case err != nil:
			return nil, err
		case gives(e):
			issued[e.Pass] = true
		case !issued[e.Pass]:
			touched[e.Pass] = true
		}
	}
	for pass := range touched {
		events, err := s.ports.Store.PassEvents(ctx, pass)
		if err != nil {
			return nil, err
		}
		for len(events) > 0 && events[len(events)-1].No > from {
			events = events[:len(events)-1]
		}
		if err := book.Recall(events); err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// lastAccount is what the last close says, and its event; zero when no close has
// kept one.
func (s *Station) lastAccount(ctx context.Context) (int64, registry.Account, error) {
	var at int64
	var last json.RawMessage
	for e, err := range s.ports.Store.EventsOf(ctx, 0, dayKinds...) {
		if err != nil {
			return 0, registry.Account{}, err
		}
		if e.Kind == registry.Closed {
			at, last = e.No, e.Body
		}
	}
	var b registry.ClosedBody
	if at == 0 {
		return 0, registry.Account{}, nil
	}
	if err := json.Unmarshal(last, &b); err != nil {
		return 0, registry.Account{}, fmt.Errorf("%w: event %d", ErrDamaged, at)
	}
	if b.Account == nil {
		return 0, registry.Account{}, nil
	}
	return at, *b.Account, nil
}
