package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// births remembers when holders were born, by the row of their pass: among a
// million holders an applicant has some fifty namesakes, and opening them all costs
// more than the rest of an issue. It is made with the search index and rules out
// only whom it knows; of anybody else the record is opened.
type births []uint16

const (
	notHere  = iota // the index has not come to the row
	askFirst        // the record says more than a birth date tells
	firstDay        // 1900-01-01
)

var bornFrom = civil.New(1900, 1, 1)

// birthOf is how births keeps a holder. Only an adult's or a child's own citizen
// number, the birth date inside it, lets the date speak for the whole record.
func birthOf(p indexed) uint16 {
	birth, err := civil.Parse(p.Birth)
	if err != nil || birth.IsZero() || p.Document == nil || p.Document.Type != "RIC18" || len(p.Document.Number) != 18 ||
		p.Document.Number[6:14] != birth.Compact() || p.OwnNumber != nil || p.Guardian != nil {
		return askFirst
	}
	if days := bornFrom.DaysUntil(birth); days >= 0 && days <= 1<<16-1-firstDay {
		return uint16(firstDay + days)
	}
	return askFirst
}

// put enters a row; what the holder was before is forgotten.
func (b *births) put(row int64, birth uint16) {
	if n := int(row) + 1 - len(*b); n > 0 {
		*b = append(*b, make([]uint16, n)...)
	}
	(*b)[row] = birth
}

// join takes over the rows that are not here: those that are were written later.
func (b *births) join(o births) {
	for row, birth := range o {
		if birth != notHere && (row >= len(*b) || (*b)[row] == notHere) {
			b.put(int64(row), birth)
		}
	}
}

// of is the holder's birth date; zero where it does not say enough.
func (b births) of(row int64) civil.Date {
	if row >= int64(len(b)) || b[row] < firstDay {
		return civil.Date{}
	}
	return bornFrom.AddDays(int(b[row]) - firstDay)
}

// alikeRows are the passes of those who may be the person, in order of issue:
// whoever shares a key, but for namesakes whose birth date says that they are
// strangers.
func (s *Station) alikeRows(ctx context.Context, p unique.Person, keys []BlindKey) ([]int64, error) {
	under, err := s.ports.Store.Under(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("look for the person: %w", err)
	}
	var rows []int64
	for _, u := range under {
		if unique.NameOnly(u.Kind) && unique.Stranger(p.Birth, s.index.born.of(u.Row)) {
			continue
		}
		rows = append(rows, u.Row)
	}
	slices.Sort(rows)
	return slices.Compact(rows), nil
}

// passOf is the pass of a row that keys or the index name, with its sealed record. One
// that is not there is lost.
func (s *Station) passOf(ctx context.Context, row int64) (registry.PassState, []byte, error) {
	p, sealed, err := s.ports.Store.Holder(ctx, row)
	if isNotFound(err) {
		err = fmt.Errorf("%w: the pass of event %d is missing", ErrDamaged, row)
		s.harmed(err, partPassOf, row)
	}
	if err != nil {
		return p, nil, fmt.Errorf("read the holder of a pass: %w", err)
	}
	return p, sealed, nil
}

// passHolder is the pass whose number the event gave, with its holder.
func (s *Station) passHolder(ctx context.Context, row int64) (p registry.PassState, a registry.Application, err error) {
	p, sealed, err := s.passOf(ctx, row)
	if err != nil {
		return p, a, err
	}
	if sealed == nil {
		err = fmt.Errorf("%w: the record of event %d is missing", ErrDamaged, p.Record)
	} else {
		a, _, err = s.openHolder(SealedRecord{Event: p.Record, Sealed: sealed})
	}
	s.harmed(err, partRecord, p.Record)
	return p, a, err
}
