package station

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// The index is made behind the desk's back: residents first, then holders, a page
// of the register at a time, so that nobody who issues meanwhile waits longer than
// a page takes to read. Exact numbers are found without it.

const (
	pageOfRecords = 2048
	batchSize     = 512 // records that one core opens at a time
)

// progress counts holders that are in the index.
type progress struct{ done, of atomic.Int64 }

// PrepareSearch begins to make the index, if nobody has. Find does it too; a desk
// calls it at the unlock, before somebody types a name.
func (s *Station) PrepareSearch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.beginIndex()
}

// beginIndex starts the making. Its panic would end the program with the terminal
// left raw, so it becomes an error like any other.
func (s *Station) beginIndex() {
	x := s.index
	if x == nil || x.began {
		return
	}
	x.began = true
	go func() {
		defer close(x.ready)
		defer func() {
			if p := recover(); p != nil {
				x.failed = fmt.Errorf("%w: a record could not be indexed (%T)", ErrDamaged, p)
			}
		}()
		x.failed = s.fillIndex(context.Background(), x)
	}()
}

// Searching says how many of the holders can be found by name: all of them when
// the two are equal.
func (s *Station) Searching() (done, of int) {
	s.mu.Lock()
	x := s.index
	s.mu.Unlock()
	if x == nil {
		return 0, 0
	}
	of = int(x.part.of.Load())
	if x.isReady() {
		return of, of
	}
	return min(int(x.part.done.Load()), of), of // some were issued meanwhile
}

// searchable waits, with the station free for others, until the index is there.
// It is called with the station held and leaves it held.
func (s *Station) searchable(ctx context.Context, part func(*index) chan struct{}) error {
	for {
		x := s.index
		if x == nil {
			return ErrLocked
		}
		s.beginIndex()
		s.mu.Unlock()
		var err error
		select {
		case <-part(x):
		case <-x.ready:
		case <-ctx.Done():
			err = ctx.Err()
		}
		s.mu.Lock()
		if err != nil || s.index == x {
			return firstError(err, x.gaveUp())
		} // else another list was loaded meanwhile, or the station was locked
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// gaveUp is why the making was given up; nil while it goes on.
func (x *index) gaveUp() error {
	select {
	case <-x.ready:
		return x.failed
	default:
		return nil
	}
}

func listed(x *index) chan struct{} { return x.listed }
func ready(x *index) chan struct{}  { return x.ready }

// isReady reports whether every holder can be found.
func (x *index) isReady() bool {
	select {
	case <-x.ready:
		return x.failed == nil
	default:
		return false
	}
}

func (s *Station) fillIndex(ctx context.Context, x *index) error {
	if err := s.fillResidents(ctx, x); err != nil {
		return err
	}
	close(x.listed)
	return s.fillHolders(ctx, x)
}

// held runs the step with the station held, if the index is still wanted.
func (s *Station) held(x *index, step func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index != x {
		return ErrLocked
	}
	return step()
}

func (s *Station) fillResidents(ctx context.Context, x *index) error {
	var rows []SealedResident
	err := s.held(x, func() (err error) {
		rows, err = gather(s.ports.Store.Residents(ctx))
		return err
	})
	if err != nil {
		return err
	}
	people, err := prepareAll(rows, func(r SealedResident) (prepared, error) {
		a, err := openResident(x.vault, r)
		return x.around(x.prepare(whoIs(aResident, r.ID), indexedOf(a)), err, partResident, r.ID)
	})
	if err != nil {
		return err
	}
	return s.held(x, func() error {
		s.harmedIndex(x)
		for _, p := range people {
			if p.who != nobody {
				x.addResident(p)
			}
		}
		x.settle()
		return nil
	})
}

func (x *index) addResident(p prepared) {
	for int64(len(x.residents)) < p.row() {
		x.residents = append(x.residents, "")
	}
	x.residents[p.row()-1] = p.person
	x.add(p, (*column).add)
}

func (s *Station) fillHolders(ctx context.Context, x *index) error {
	var all found
	for from := int64(0); ; {
		var rows []CurrentRecord
		err := s.held(x, func() (err error) {
			rows, err = s.recordsAround(ctx, from)
			return err
		})
		if err != nil {
			return err
		}
		people, err := prepareAll(rows, func(r CurrentRecord) (prepared, error) {
			p, err := x.prepareHolder(r)
			return x.around(p, err, partRecord, r.Event)
		})
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.who != nobody {
				all.add(p, (*column).fill)
			}
		}
		x.part.done.Add(int64(len(rows)))
		if len(rows) < pageOfRecords {
			break
		}
		from = rows[len(rows)-1].Row
	}
	all.sort()
	return s.held(x, func() error {
		s.harmedIndex(x)
		x.join(&all)
		return nil
	})
}

// sort sorts every run, by as many as there are cores.
func (f *found) sort() {
	var runs [][]entry
	for _, c := range f.columns() {
		c.runs, c.tail = append(c.runs, slices.Clip(c.tail)), nil
		runs = append(runs, c.runs...)
	}
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(runs); i = int(next.Add(1)) - 1 {
				slices.SortFunc(runs[i], entry.compare)
			}
		})
	}
	workers.Wait()
}

func (x *index) prepareHolder(r CurrentRecord) (prepared, error) {
	record, _, err := openRecord(x.vault, r.SealedRecord)
	if err != nil {
		return prepared{}, err
	}
	var p indexed
	if err := json.Unmarshal(record, &p); err != nil {
		return prepared{}, fmt.Errorf("%w: the record of event %d", ErrDamaged, r.Event)
	}
	if p.Corrected != nil {
		p = *p.Corrected
	}
	return x.prepare(whoIs(aPass, r.Row), p), nil
}

func gather[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// prepareAll opens rows and cuts them into keys, by as many as there are cores,
// and answers them in their order.
func prepareAll[T any](rows []T, prepare func(T) (prepared, error)) ([]prepared, error) {
	done := make([]prepared, len(rows))
	errs := make([]error, (len(rows)+batchSize-1)/batchSize)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(errs)) {
		workers.Go(func() {
			for b := int(next.Add(1)) - 1; b < len(errs); b = int(next.Add(1)) - 1 {
				from := b * batchSize
				errs[b] = prepareBatch(rows[from:min(from+batchSize, len(rows))], done[from:], prepare)
			}
		})
	}
	workers.Wait()
	return done, firstError(errs...)
}

// prepareBatch makes an error of a panic, as beginIndex does.
func prepareBatch[T any](rows []T, done []prepared, prepare func(T) (prepared, error)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: a record could not be indexed (%T)", ErrDamaged, p)
		}
	}()
	for i, r := range rows {
		if done[i], err = prepare(r); err != nil {
			return err
		}
	}
	return nil
}
