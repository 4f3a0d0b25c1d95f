package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passdesk/registry"
)

// Reading somebody's data is an event. It is written before the data are handed
// out: what cannot be recorded is not shown. Only a register that nobody may write
// is read without a trace, and the caller says so. It is a transaction of its own:
// no issue waits for it.

// Why somebody's data were opened.
const (
	AtDesk   = "desk"
	ByScript = "script"
)

// sameView is how long the same pass or case is open to the same operator: who comes
// back to it within the time has not opened it again.
const sameView = 10 * time.Minute

// View is one time that somebody's data were read.
type View struct {
	Event    int64
	At       time.Time // in the zone of dates on paper
	Operator string
	Why      string // desk, script
}

// ViewPass is Pass, recorded.
func (s *Station) ViewPass(ctx context.Context, number, why string) (Detail, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Detail{}, err
	}
	p, err := s.passState(ctx, number)
	if err != nil {
		return Detail{}, err
	}
	if err := s.viewed(ctx, p.Number.String(), registry.ViewedBody{Why: why}); err != nil {
		return Detail{}, err
	}
	return s.detail(ctx, p)
}

// ViewCase is Case, recorded.
func (s *Station) ViewCase(ctx context.Context, id int64, why string) (Case, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Case{}, err
	}
	c, err := s.caseByID(ctx, id)
	if err != nil {
		return Case{}, err
	}
	if err := s.viewed(ctx, "", registry.ViewedBody{Why: why, Case: id}); err != nil {
		return Case{}, err
	}
	return c, nil
}

// ListRead records that a script has read so many people's lines: one event, not one
// a line. Nobody read is nothing.
func (s *Station) ListRead(ctx context.Context, why string, count int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil || count == 0 {
		return err
	}
	return s.viewed(ctx, "", registry.ViewedBody{Why: why, Count: count})
}

func (s *Station) viewed(ctx context.Context, pass string, b registry.ViewedBody) error {
	what := fmt.Sprint(s.operator.Name, "\x00", pass, "\x00", b.Case, b.Task)
	if s.readOnly != "" || b.Count == 0 && s.openStill(what) {
		return nil
	}
	err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.Viewed, pass: pass, body: registry.Body(b)}}})
	if errors.Is(err, ErrDiskFull) {
		return &Unrecorded{err}
	}
	if err != nil {
		return fmt.Errorf("record a reading: %w", err)
	}
	if b.Count == 0 {
		s.views[what] = s.ports.Now()
	}
	return nil
}

// Unrecorded is a reading that was not given out, since its event has no room.
type Unrecorded struct{ cause error }

func (u *Unrecorded) Error() string { return "record a reading: " + u.cause.Error() }
func (u *Unrecorded) Unwrap() error { return u.cause }

// Sentences tell what happened and what to do.
func (u *Unrecorded) Sentences() (zh, en string) {
	return "磁盘已满：谁看过谁的登记内容都要留下记录，现在记不下，所以没有打开；登记册完好，什么也没有丢。请在放登记册的磁盘上腾出空间（几兆就够），再看一次。",
		"The disk is full: who has read whose data is always recorded, and there is no room for that, so that nothing was opened; the register is whole and nothing is lost. Make room on the disk of the register (a few megabytes do) and look again."
}

// openStill reports that the operator has had it open within the time.
func (s *Station) openStill(what string) bool {
	if s.views == nil {
		s.views = map[string]time.Time{}
	}
	now := s.ports.Now()
	for other, at := range s.views {
		if age := now.Sub(at); age < 0 || age >= sameView {
			delete(s.views, other)
		}
	}
	_, open := s.views[what]
	return open
}

// viewsOf are those among the events of a pass at which its data were read.
func (s *Station) viewsOf(events []registry.Event) []View {
	var all []View
	for _, e := range events {
		var b registry.ViewedBody
		if e.Kind == registry.Viewed && json.Unmarshal(e.Body, &b) == nil {
			all = append(all, View{e.No, e.At.In(s.ports.Zone), e.Operator, b.Why})
		}
	}
	return all
}
