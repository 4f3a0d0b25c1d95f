package station

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"sync"
)

// The index is built at every unlock, while somebody waits: records are read in
// order by one, and opened and cut into keys by as many as there are cores.

// batchSize is how many records travel together; a batch is small enough that
// the records waiting to be opened never take up much memory.
const batchSize = 512

// batch is some of the rows, in their order, and what became of them.
type batch[T any] struct {
	rows []T
	done []prepared
	err  error
}

// buildIndex opens every holder's and resident's record.
func (s *Station) buildIndex(ctx context.Context) (*index, error) {
	x := newIndex()
	if err := fill(x, s.ports.Store.CurrentRecords(ctx), s.prepareHolder); err != nil {
		return nil, err
	}
	if err := fill(x, s.ports.Store.Residents(ctx), s.prepareResident); err != nil {
		return nil, err
	}
	if err := s.indexCases(ctx, x); err != nil {
		return nil, err
	}
	x.settle()
	return x, nil
}

func (s *Station) prepareHolder(r CurrentRecord) (prepared, error) {
	record, _, err := s.openRecord(r.SealedRecord)
	if err != nil {
		return prepared{}, err
	}
	var p indexed
	if err := json.Unmarshal(record, &p); err != nil {
		return prepared{}, fmt.Errorf("%w: the record of event %d", ErrDamaged, r.Event)
	}
	return prepare(subject{number: r.Number}, p), nil
}

func (s *Station) prepareResident(r SealedResident) (prepared, error) {
	a, err := s.openResident(r)
	if err != nil {
		return prepared{}, err
	}
	return prepare(subject{resident: r.ID}, indexedOf(a)), nil
}

// fill prepares the rows side by side and adds them in their order.
func fill[T any](x *index, rows iter.Seq2[T, error], prepare func(T) (prepared, error)) error {
	var batches []*batch[T]
	todo := make(chan *batch[T], runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for b := range todo {
				b.work(prepare)
			}
		})
	}
	err := cut(rows, func(b *batch[T]) {
		batches = append(batches, b)
		todo <- b
	})
	close(todo)
	workers.Wait()
	for _, b := range batches {
		if err == nil {
			err = b.err
		}
		for _, p := range b.done {
			x.add(p)
		}
	}
	return err
}

// cut gives the rows on in batches.
func cut[T any](rows iter.Seq2[T, error], give func(*batch[T])) error {
	b := &batch[T]{}
	for r, err := range rows {
		if err != nil {
			return err
		}
		b.rows = append(b.rows, r)
		if len(b.rows) == batchSize {
			give(b)
			b = &batch[T]{}
		}
	}
	give(b)
	return nil
}

// work prepares a batch. A panic of a worker would end the program with the
// terminal left raw, so it becomes an error like any other.
func (b *batch[T]) work(prepare func(T) (prepared, error)) {
	defer func() {
		if p := recover(); p != nil {
			b.err = fmt.Errorf("%w: a record could not be indexed (%T)", ErrDamaged, p)
		}
		b.rows = nil
	}()
	b.done = make([]prepared, 0, len(b.rows))
	for _, r := range b.rows {
		p, err := prepare(r)
		if err != nil {
			b.err = err
			return
		}
		b.done = append(b.done, p)
	}
}
