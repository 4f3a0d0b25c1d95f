package station

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"passdesk/registry/scheme"
)

// The index of a damaged register knows those whose records can be read.

// nobody stands for a record that cannot be read.
const nobody who = 3 << 30

// around is the entry, or nobody where a damaged record took its place.
func (x *index) around(p prepared, err error, what scheme.Text, id int64) (prepared, error) {
	if !errors.Is(err, ErrDamaged) {
		return p, err
	}
	x.harm.Lock()
	defer x.harm.Unlock()
	x.unread = append(x.unread, scheme.Text{ZH: fmt.Sprintf(what.ZH, id), EN: fmt.Sprintf(what.EN, id)})
	return prepared{who: nobody}, nil
}

// harmedIndex takes over what the making of the index could not read.
func (s *Station) harmedIndex(x *index) {
	x.harm.Lock()
	defer x.harm.Unlock()
	for _, what := range x.unread {
		s.harmed(ErrDamaged, what)
	}
	x.unread = nil
}

// recordsAround reads a page of holders' records around what the medium does not
// give back.
func (s *Station) recordsAround(ctx context.Context, from int64) (rows []CurrentRecord, err error) {
	read := func(after int64) iter.Seq2[CurrentRecord, error] {
		return s.ports.Store.CurrentRecords(ctx, after, pageOfRecords)
	}
	around(stretch{from, s.lastKnown()}, read, func(r CurrentRecord) int64 { return r.Row }, func(r CurrentRecord) bool {
		rows = append(rows, r)
		return len(rows) < pageOfRecords
	}, func(g stretch, cause error) bool {
		if err = ctx.Err(); err == nil && !s.harmed(cause, partPassesOf, g.after+1, g.last) {
			err = cause
		}
		return err == nil
	})
	return rows, err
}

// part names the entry, by its row and without its person.
func (w who) part() scheme.Text {
	switch w.kind() {
	case aResident:
		return partResident
	case aCase:
		return partCase
	}
	return partPassOf
}
