package collector

import "context"

// What was said of people is counted, and a station tells with each parcel up to which number
// it has all. A register that was put back from an older copy counts on below that: whom it
// lists from then on would bear numbers that the stations have from before, they would take
// them for known, and the people on the list would be let through. A station that has more than
// was ever said here shows it. Everything that stands here is then said again, under numbers
// that no station has; what a station knows already changes nothing there.

const (
	// sayAhead is how much further than the station that shows it another may have been: more than
	// anybody says between two exchanges.
	sayAhead = 1_000_000
	// mostSaid is no number that a count comes to: a station that tells one tells nothing.
	mostSaid = 1 << 40
)

// sayAgain does so where the station has all up to a number that this register has not given.
func (in *intake) sayAgain(ctx context.Context, listed int64) error {
	var said int64
	if err := in.tx.QueryRow(ctx, `SELECT listed FROM authorities WHERE scheme=$1`, in.scheme).Scan(&said); err != nil {
		return err
	}
	if listed <= said || listed > mostSaid {
		return nil
	}
	if err := lockScheme(ctx, in.tx, in.scheme); err != nil {
		return err
	}
	by := listed + sayAhead
	moved, err := in.tx.Exec(ctx, `UPDATE authorities SET listed=listed+$2 WHERE scheme=$1 AND listed<$3`, in.scheme, by, listed)
	if err != nil || moved.RowsAffected() == 0 { // somebody else was faster
		return err
	}
	_, err = in.tx.do(ctx, in.scheme, "recalls", `WITH old AS (SELECT o.scheme, o.id, o::text AS was FROM recalls o WHERE scheme=$1 FOR UPDATE)
		UPDATE recalls t SET no=t.no+$2 FROM old WHERE t.scheme=old.scheme AND t.id=old.id RETURNING old.was, t::text`, in.scheme, by)
	return err
}
