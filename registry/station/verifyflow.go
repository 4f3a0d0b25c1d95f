package station

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"
)

// How verify reads: rows come out of the register in one stream, as the register
// has one connection; what can be done with each by itself is done by all cores.

// rowsAtOnce is how many rows travel together. Few enough that those on their way
// take no memory to speak of.
const rowsAtOnce = 256

// parcel is some rows on their way, with what became of each.
type parcel[T, R any] struct {
	rows []T
	read []R
	done chan struct{}
	err  error
}

// inOrder reads every row with all cores, and hears them in their order. A panic
// of a reader would end the program with the terminal left raw, so it becomes an
// error like any other.
func inOrder[T, R any](rows iter.Seq[T], read func(T) R, hear func(T, R)) error {
	todo := make(chan *parcel[T, R], 2*runtime.GOMAXPROCS(0))
	queue := make(chan *parcel[T, R], 2*runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for p := range todo {
				p.work(read)
			}
		})
	}
	var failed error
	workers.Go(func() {
		defer close(queue)
		defer close(todo)
		defer func() {
			if p := recover(); p != nil {
				failed = fmt.Errorf("%w: reading the register (%T)", ErrDamaged, p)
			}
		}()
		cut(rows, func(list []T) {
			p := &parcel[T, R]{rows: list, done: make(chan struct{})}
			todo <- p
			queue <- p
		})
	})
	var err error
	for p := range queue {
		<-p.done
		if err = firstError(err, p.err); err != nil {
			continue // the rest is let through, so that nobody waits for ever
		}
		err = p.tell(hear)
	}
	workers.Wait()
	return firstError(err, failed)
}

// cut gives the rows on in parcels.
func cut[T any](rows iter.Seq[T], give func([]T)) {
	list := make([]T, 0, rowsAtOnce)
	for r := range rows {
		if list = append(list, r); len(list) == rowsAtOnce {
			give(list)
			list = make([]T, 0, rowsAtOnce)
		}
	}
	give(list)
}

// tell gives the rows on, in their order.
func (p *parcel[T, R]) tell(hear func(T, R)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: a row could not be counted (%T)", ErrDamaged, r)
		}
	}()
	for i, row := range p.rows {
		hear(row, p.read[i])
	}
	return nil
}

func (p *parcel[T, R]) work(read func(T) R) {
	defer close(p.done)
	defer func() {
		if r := recover(); r != nil {
			p.err = fmt.Errorf("%w: a row could not be read (%T)", ErrDamaged, r)
		}
	}()
	p.read = make([]R, 0, len(p.rows))
	for _, r := range p.rows {
		p.read = append(p.read, read(r))
	}
}

// summed is what a row of a table comes to, or its fault.
type summed struct {
	element
	fault string
}

// sumUp adds a table up.
func sumUp[T any](ctx context.Context, a *audit, rows iter.Seq2[T, error], of int, sum *buckets, read func(T) (element, string)) error {
	var stopped error
	n := 0
	err := inOrder(whole(rows, &stopped), func(r T) summed {
		e, fault := read(r)
		return summed{e, fault}
	}, func(_ T, s summed) {
		if n++; n%4096 == 0 && of > 0 {
			a.at(min(float64(n)/float64(of), 1))
		}
		if s.fault != "" {
			a.p.fault("%s", s.fault)
			return
		}
		sum.add(s.element)
	})
	return firstError(ctx.Err(), err, stopped)
}

// whole are the rows up to the first error, which is kept.
func whole[T any](rows iter.Seq2[T, error], stopped *error) iter.Seq[T] {
	return func(yield func(T) bool) {
		for r, err := range rows {
			if err != nil {
				*stopped = err
				return
			}
			if !yield(r) {
				return
			}
		}
	}
}

// stretch is a range of numbers behind one, up to another.
type stretch struct{ after, last int64 }

// around reads rows by their number, and where the medium fails goes on behind the
// shortest stretch that it does not give back. It ends when the rows do, or when
// yield or gap says so.
func around[T any](all stretch, read func(after int64) iter.Seq2[T, error], number func(T) int64, yield func(T) bool, gap func(stretch, error) bool) {
	after := all.after
	for after < all.last {
		var failed error
		for r, err := range read(after) {
			if failed = err; err != nil {
				break
			}
			if after = number(r); !yield(r) {
				return
			}
		}
		if failed == nil {
			return
		}
		next := readableFrom(after, all.last, read)
		if !gap(stretch{after, next}, failed) {
			return
		}
		after = next
	}
}

// readableFrom is the first number behind which the next row can be read, up to
// last: by leaps that double, then by halves.
func readableFrom[T any](after, last int64, read func(int64) iter.Seq2[T, error]) int64 {
	good := func(at int64) bool {
		for _, err := range read(at) {
			return err == nil
		}
		return true
	}
	low, leap := after, int64(1)
	for low+leap < last && !good(low+leap) {
		low, leap = low+leap, leap*2
	}
	high := min(low+leap, last)
	for low+1 < high {
		if middle := (low + high) / 2; good(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
