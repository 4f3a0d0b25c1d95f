package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// Why a register opens read-only after the opening question.
const (
	paperAhead  = "paper ahead"     // a paper was printed that this register does not know of
	paperOfCopy = "paper of a copy" // another copy printed a paper under a number of ours
)

// readDays folds the days of the log. A paper that another copy of the register
// printed keeps it read-only until the keeper has taken a new epoch.
func (s *Station) readDays(ctx context.Context) error {
	var d registry.DayState
	for e, err := range s.ports.Store.EventsOf(ctx, 0, dayKinds...) {
		if err != nil {
			return fmt.Errorf("read the days: %w", err)
		}
		if d, err = d.After(e); err != nil {
			return fmt.Errorf("read the days: %w: %w", ErrDamaged, err)
		}
	}
	if d.Foreign != "" {
		taken := int64(0)
		for e, err := range s.ports.Store.EventsOf(ctx, d.Shown, registry.EpochTaken) {
			if err != nil {
				return fmt.Errorf("read the days: %w", err)
			}
			taken = e.No
		}
		if taken > 0 {
			d = d.WithNewEpoch()
		}
	}
	s.days = d
	s.believePaper()
	return nil
}

// believePaper: what stands on paper was printed, whatever the register says.
func (s *Station) believePaper() {
	switch {
	case s.readOnly != "":
	case s.days.Foreign == registry.PaperAhead:
		s.readOnly = paperAhead
	case s.days.Foreign == registry.PaperOfCopy:
		s.readOnly = paperOfCopy
	}
}

// newDay is a draft of a day's work. The first of a day opens it, in the same
// transaction: nobody has to open a day to issue.
func (s *Station) newDay() *draft {
	d := &draft{dayed: true}
	if today := s.ports.today(); s.days.Open != today {
		d.events = append(d.events, s.dayOpened(today))
	}
	return d
}

func (s *Station) dayOpened(today civil.Date) draftEvent {
	body := registry.Body(registry.DayBody{Day: today, Left: s.days.Open})
	return draftEvent{kind: registry.DayOpened, body: body}
}

// openDay puts the day's opening before the work of a draft that newDay did not
// make.
func (s *Station) openDay(d *draft) {
	today := s.ports.today()
	if d.dayed || s.days.Open == today {
		return
	}
	d.dayed = true
	for _, e := range d.events {
		if e.kind.DayWork() {
			d.events = append([]draftEvent{s.dayOpened(today)}, d.events...)
			return
		}
	}
}

// DayOpening is what the day begins with.
type DayOpening struct {
	Day     civil.Date
	New     bool       // it was opened now; of Morning: the first work will open it
	Left    civil.Date // an earlier day that nobody has closed; zero: none
	Again   bool       // the day was closed already: work opens it anew
	Expired int        // passes whose term was over
	Asks    bool       // the opening question waits for its answer
	Open    []registry.PaperSheets
	Numbers Remaining
}

// OpenDay opens the day, once, and records the terms that are over. It tells what
// is to be asked before the first person comes. A clock that jumped opens nothing and
// ends no term, until somebody says that the date is right: sure is that date, or
// zero.
func (s *Station) OpenDay(ctx context.Context, sure civil.Date) (DayOpening, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := DayOpening{Day: s.ports.today()}
	if err := s.writable(registry.DoClose); err != nil {
		return o, err
	}
	if err := s.dated(o.Day, sure); err != nil {
		return o, fmt.Errorf("open the day: %w", err)
	}
	if s.days.Open != o.Day {
		o.New, o.Left = true, s.days.Open
		if err := s.append(ctx, &draft{events: []draftEvent{s.dayOpened(o.Day)}, dayed: true}); err != nil {
			return o, fmt.Errorf("open the day: %w", err)
		}
	}
	var err error
	if o.Expired, err = s.expire(ctx); err != nil {
		return o, err
	}
	return s.morning(ctx, o)
}

// dated answers nil when the clock's day may be believed.
func (s *Station) dated(today, sure civil.Date) error {
	jump := s.days.JumpTo(today)
	switch {
	case !sure.IsZero() && sure != today:
		return notSo("the_date_is", fmt.Sprintf("电脑的日期是 %s，您说今天是 %s。请先把电脑的日期调对，再开始这一天", today, sure),
			fmt.Sprintf("this computer says that today is %s, and you say %s: set its date right first, then open the day", today, sure))
	case sure.IsZero() && !jump.IsZero():
		return notSo("the_date_is", fmt.Sprintf("电脑的日期是 %s，而上一个工作日是 %s，相隔 %d 天。请看日历：日期不对就先调对；确实是这一天，请写明 --the-date-is %[1]s。没有开始这一天，也没有登记任何到期", today, jump.From, jump.From.DaysUntil(today)),
			fmt.Sprintf("this computer says that today is %s; the last day at work was %s, %s from it. Look at a calendar: if the date is wrong, set it right; if it is right, say --the-date-is %[1]s. The day was not opened, and no term was ended", today, jump.From, scheme.Counted(jump.From.DaysUntil(today), "day")))
	}
	return nil
}

// Morning is what waits for an answer at the start of the desk; nothing is
// written.
func (s *Station) Morning(ctx context.Context) (DayOpening, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := DayOpening{Day: s.ports.today()}
	if err := s.allowed(registry.DoFind); err != nil || s.readOnly != "" {
		return o, err
	}
	if s.days.Open != o.Day {
		o.New, o.Left = true, s.days.Open
		closed, err := s.lastClose(ctx)
		if err != nil {
			return o, err
		}
		o.Again = closed.No > 0 && civil.On(closed.At, s.ports.Zone) == o.Day
	}
	return s.morning(ctx, o)
}

func (s *Station) morning(ctx context.Context, o DayOpening) (DayOpening, error) {
	book, err := s.sheetBook(ctx)
	if err != nil {
		return o, accountFault(err)
	}
	o.Open = book.Open()
	if o.Numbers, err = s.remaining(ctx); err != nil {
		return o, err
	}
	o.Asks, err = s.asks(ctx)
	return o, err
}

// asks reports whether the number on the last paper is to be asked for: papers
// were printed, work of an earlier day stands behind the last close, and nobody
// was asked today. A disk that was put back ends like that, in the middle of a
// day; or behind the close of a day that is not yesterday.
func (s *Station) asks(ctx context.Context) (bool, error) {
	today := s.ports.today()
	if s.days.Asked == today {
		return false, nil
	}
	since, err := s.leftOn(ctx, today)
	if err != nil || since.IsZero() {
		return false, err
	}
	_, account, err := s.lastAccount(ctx)
	if err != nil || account.Sheets.Total > 0 {
		return err == nil, err
	}
	printed, err := s.firstOf(ctx, s.days.Closed, registry.PrintIntended)
	return printed.No > 0, err
}

// leftOn is the day before today on which the register was left with work behind
// its last close, or, closed, longer than a night ago. Zero: it goes on from
// yesterday's close, or from today.
func (s *Station) leftOn(ctx context.Context, today civil.Date) (civil.Date, error) {
	first, err := s.firstOf(ctx, s.days.Closed, registry.DayWork...)
	if err != nil {
		return civil.Date{}, err
	}
	if first.No > 0 {
		left := civil.On(first.At, s.ports.Zone)
		if left == today {
			left = civil.Date{}
		}
		return left, nil
	}
	closed, err := s.lastClose(ctx)
	if err != nil || closed.No == 0 {
		return civil.Date{}, err
	}
	if left := civil.On(closed.At, s.ports.Zone); left.DaysUntil(today) > 1 {
		return left, nil
	}
	return civil.Date{}, nil
}

// firstOf is the first event of the kinds behind the one given; zero for none.
func (s *Station) firstOf(ctx context.Context, after int64, kinds ...registry.Kind) (registry.Event, error) {
	for e, err := range s.ports.Store.EventsOf(ctx, after, kinds...) {
		if err != nil {
			return registry.Event{}, fmt.Errorf("look for the last close: %w", err)
		}
		return e, nil
	}
	return registry.Event{}, nil
}

// Unasked reports whether the opening question waits, before the first work of a
// day; once work has begun it says no, and OpenDay and Morning tell. Scripts that never answer it
// go on working: what it could find out the high-water mark finds first, and
// a night's batch must not stop at a question that nobody hears.
func (s *Station) Unasked(ctx context.Context) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.days.Open == s.ports.today() || s.readOnly != "" {
		return false, nil
	}
	return s.asks(ctx)
}

// ComparePaper answers the opening question with the number on the last paper
// that was printed, or "" when there is none to look at. A paper that this register
// cannot have printed makes it read-only, now and at every opening, until the
// keeper takes a new epoch. A number that was mistyped, or that is another
// station's, is an error and answers nothing.
func (s *Station) ComparePaper(ctx context.Context, typed string) (registry.Comparison, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoIssue); err != nil {
		return "", err
	}
	body := registry.ComparedBody{Day: s.ports.today(), Outcome: registry.NotAtHand}
	if typed != "" {
		n, answer, err := s.comparison(ctx, typed)
		if err != nil {
			return "", fmt.Errorf("compare the last paper: %w", err)
		}
		body.Outcome, body.Number = answer, n.String()
	}
	err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.PaperCompared, body: registry.Body(body)}}})
	if err != nil {
		return "", fmt.Errorf("compare the last paper: %w", err)
	}
	s.believePaper()
	return body.Outcome, nil
}

func (s *Station) comparison(ctx context.Context, typed string) (n registry.Number, c registry.Comparison, err error) {
	if n, err = registry.ParseNumber(typed); err != nil {
		return n, "", fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	book, err := s.numberBook(ctx)
	if err != nil {
		return n, "", err
	}
	ours, err := s.ports.Store.PassBySerial(ctx, n.Series(), n.Serial())
	if err != nil && !isNotFound(err) {
		return n, "", err
	}
	c, known := book.Compare(n, ours.Number)
	if !known || n.District() != s.district() {
		if found := s.refer("REFER_ISSUER", "", n); len(found) > 0 {
			return n, "", &Elsewhere{Issuer: found[0], number: n}
		}
		return n, "", ErrOtherStation
	}
	return n, c, nil
}

// EpochOfPaper is the epoch of a paper that came out of this laptop. It is used,
// whatever the register and the mark know of it: both folders can be put back, and
// paper cannot. A paper of a code that the station has left counts for none. A
// number that was mistyped, or that is another station's, is an error.
func (s *Station) EpochOfPaper(ctx context.Context, typed string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoEpoch); err != nil {
		return 0, err
	}
	n, _, err := s.comparison(ctx, typed)
	if err != nil {
		return 0, fmt.Errorf("the last paper: %w", err)
	}
	if n.Station() != s.stationCode() {
		return 0, nil
	}
	return n.Epoch(), nil
}

// PapersAhead reports a register that may have given numbers of which neither
// folder knows any more: only the papers do.
func (s *Station) PapersAhead() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.readOnly {
	case "", unsettled, paperAhead, paperOfCopy, damagedRegister, stillFolder: // nothing, or the paper has been shown, or no epoch helps
		return false
	}
	return true
}
