package collector

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// A number whose paper its holder does not have, because it was cancelled, made void or
// handed in, takes no good paper away: of the person's numbers it rests, and stands again
// once there is a paper of it. So what a desk does with a paper may turn who is asked.

// noPaper are the states in which the holder has no paper, and nobody looks for one.
var noPaper = []string{string(registry.StatusCancelled), string(registry.StatusVoided), string(registry.StatusReturned)}

// resting are the passes of which the holder has no paper, whichever history of a laptop
// tells of it.
func resting(ctx context.Context, tx *tallied, code string, stations [][]byte, all []given) (map[string]bool, error) {
	var passes [][]byte
	var numbers []string
	for _, g := range all {
		passes, numbers = append(passes, []byte(g.pass)), append(numbers, g.number)
	}
	rows, err := tx.Query(ctx, `SELECT pass FROM passes WHERE scheme=$1 AND station=ANY($2) AND number=ANY($3) AND pass=ANY($4) GROUP BY station, pass HAVING bool_and(status=ANY($5)) ORDER BY 1`,
		code, stations, numbers, passes, noPaper)
	if err != nil {
		return nil, err
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	rests := map[string]bool{}
	for _, pass := range found {
		rests[string(pass)] = true
	}
	return rests, err
}

// restless are the passes of the part of which there is a paper since, or none any more.
func (in *intake) restless() (passes [][]byte) {
	for _, p := range in.folder.changed {
		if p.carried || !p.new && slices.Contains(noPaper, string(p.was)) != slices.Contains(noPaper, string(p.state.Status)) {
			passes = append(passes, p.hash[:])
		}
	}
	return passes
}

// numbersAnew sees to the people who have several numbers, and a paper of one more or less.
// Under the scheme's lock nobody finds a second number meanwhile.
func (in *intake) numbersAnew(ctx context.Context) error {
	if len(in.papers) == 0 {
		return nil
	}
	if err := lockScheme(ctx, in.tx, in.scheme); err != nil {
		return err
	}
	rows, err := in.tx.Query(ctx, `SELECT pass FROM clashes WHERE scheme=$1 AND station=$2 AND pass=ANY($3) AND kind=$4
		UNION SELECT first_pass FROM clashes WHERE scheme=$1 AND first_station=$2 AND first_pass=ANY($3) AND kind=$4 ORDER BY 1`, in.scheme, in.station, in.papers, Duplicate)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	for _, pass := range all {
		if err == nil {
			err = in.c.oneNumberOf(ctx, in.tx, in.scheme, given{station: string(in.station), pass: string(pass)})
		}
	}
	return err
}
