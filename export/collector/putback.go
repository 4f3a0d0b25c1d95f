package collector

import (
	"context"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
)

// Histories part for two reasons. A laptop was copied, and both are in use: somebody must
// find the copy. Or a backup was put back, and the station said so: then one history ended
// before the other began, nothing is wrong, and nobody is to be told again at every trip.

// putBack are the places at which the histories of a station part only because it put
// backups back: each history but the first begins with the epoch that a restore takes,
// and nothing was written in one once the next had begun. A laptop of before that is used
// again breaks that, and is told of.
func putBack(ctx context.Context, tx pgx.Tx, scheme string, station []byte) (map[string]bool, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT f.place, e.at, e.kind IN ($3,$4) OR coalesce(n.kind,'') IN ($3,$4) AS said, b.last_at, e.hash
		FROM forks f
		JOIN events e ON e.scheme=f.scheme AND e.station=f.station AND (e.hash=f.first OR e.hash=f.second)
		JOIN branches b ON b.scheme=e.scheme AND b.station=e.station AND b.branch=e.branch
		LEFT JOIN events n ON n.scheme=e.scheme AND n.station=e.station AND n.branch=e.branch AND n.no=e.no+1
		WHERE f.scheme=$1 AND f.station=$2 AND f.what='event' ORDER BY f.place, said, e.at, e.hash`,
		scheme, station, string(registry.Restored), string(registry.EpochTaken))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	only, ended, histories := map[string]bool{}, map[string]int64{}, map[string]int{}
	for rows.Next() {
		var place string
		var begins, last int64
		var said bool
		var hash []byte
		if err := rows.Scan(&place, &begins, &said, &last, &hash); err != nil {
			return nil, err
		}
		if histories[place]++; histories[place] == 1 {
			only[place] = true
		} else if !said || ended[place] > begins {
			only[place] = false
		}
		ended[place] = last
	}
	return only, rows.Err()
}
