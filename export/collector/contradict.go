package collector

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// The city's own people rule on two passes at a time. Where one of them is a person's who has
// others, the ruling speaks of those too: it is refused where that goes against what was
// ruled, or found by the rules, before. Whoever finds that the earlier word was wrong takes
// that back first, openly: what was ruled "others" can be ruled "same" later, and two numbers
// are one person's no more once the duplicate task of the later one is closed.

// ruled is the rule of a clash that a person has ruled.
const ruled = "ruled"

// mayRule refuses a ruling that goes against earlier ones, which it names. The id is that of
// the task that asks to compare the two.
func (c *Collector) mayRule(ctx context.Context, tx *tallied, code string, first, later passID, id []byte, decision string) error {
	one, err := c.holderOf(ctx, tx, code, first)
	if err != nil {
		return err
	}
	if decision == RuledOthers {
		if _, same := one[later.pass]; !same {
			return nil
		}
		return refuse("先前已认定是同一个人：%s，没有办结。先前的有误，先把其中后发编号的 duplicate 任务以 closed 办结、写明理由，再来；那件任务站点已经办完的，编号已经失效，这一件判为 same 办结，确是另一个人的，请站点给他重新登记发证",
			"these were found to be one person's before: %s; nothing was settled. Where that was wrong, settle the duplicate task of the later number as closed first, with the reason; where its desk has done that already the number has ended: rule this one same, and have whoever is another person after all issued a pass anew", one.way(later.pass))
	}
	other, err := c.holderOf(ctx, tx, code, later)
	if err != nil {
		return err
	}
	p, q, task, err := ruledOthers(ctx, tx, code, one, other, id)
	if err != nil || task == "" {
		return err
	}
	return refuse("先前已判定是两个人：%s ≠ %s [%s]，没有办结。先前的有误，先把 %s 判为 same、写明理由，再来",
		"these were ruled two people before: %s ≠ %s [%s]; nothing was settled. Where that was wrong, rule %s same first, with the reason", one.way(p), other.back(q), task, task)
}

// oneHolder is the numbers that are one person's as things stand, each with the one over which
// it was reached.
type oneHolder map[string]reached

type reached struct {
	number, from string // from a pass; "": this is where we began
	task         string // of the ruling; "": the rules found it
}

// holderOf leaves aside a clash whose later number's task the city has closed.
func (c *Collector) holderOf(ctx context.Context, tx *tallied, code string, from passID) (oneHolder, error) {
	all, err := c.bound(ctx, tx, code, Duplicate, given{station: from.station, pass: from.pass})
	if err != nil {
		return nil, err
	}
	var stations, passes [][]byte
	numbers := map[string]string{}
	for _, g := range all {
		stations, passes = append(stations, []byte(g.station)), append(passes, []byte(g.pass))
		numbers[g.pass] = g.number
	}
	rows, err := tx.Query(ctx, `SELECT c.pass, c.first_pass, c.rule FROM clashes c WHERE c.scheme=$1 AND c.station=ANY($2) AND c.pass=ANY($3) AND c.kind=$4
		AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.scheme=c.scheme AND t.station=c.station AND t.pass=c.pass AND t.kind=$4 AND t.outcome=$5) ORDER BY 1, 2`,
		code, stations, passes, Duplicate, RuledClosed)
	if err != nil {
		return nil, err
	}
	links, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct {
		Later, First []byte
		Rule         string
	}])
	if err != nil {
		return nil, err
	}
	is := oneHolder{from.pass: {number: numbers[from.pass]}}
	for grew := true; grew; {
		grew = false
		for _, l := range links {
			task := ""
			if l.Rule == ruled {
				task = taskName(compareID(string(l.Later), string(l.First)))
			}
			grew = is.reach(string(l.First), string(l.Later), numbers, task) || is.reach(string(l.Later), string(l.First), numbers, task) || grew
		}
	}
	return is, nil
}

// reach takes in the pass that lies behind one that was reached.
func (p oneHolder) reach(from, to string, numbers map[string]string, task string) bool {
	_, has := p[from]
	_, had := p[to]
	if !has || had {
		return false
	}
	p[to] = reached{numbers[to], from, task}
	return true
}

// way is how a pass was reached, in numbers.
func (p oneHolder) way(to string) string {
	r := p[to]
	if r.from == "" {
		return r.number
	}
	return p.way(r.from) + " = " + r.number + r.by()
}

// back is the way from there.
func (p oneHolder) back(from string) string {
	r := p[from]
	if r.from == "" {
		return r.number
	}
	return r.number + " = " + p.back(r.from) + r.by()
}

func (r reached) by() string {
	if r.task == "" {
		return ""
	}
	return " [" + r.task + "]"
}

// ruledOthers finds a number of each that were ruled to be two people's, by another task.
func ruledOthers(ctx context.Context, tx *tallied, code string, one, other oneHolder, id []byte) (p, q, task string, err error) {
	pairs := map[string][2]string{}
	var ids [][]byte
	for p := range one {
		for q := range other {
			for _, id := range [][]byte{compareID(p, q), compareID(q, p)} {
				pairs[string(id)], ids = [2]string{p, q}, append(ids, id)
			}
		}
	}
	var found []byte
	err = tx.QueryRow(ctx, `SELECT id FROM tasks WHERE scheme=$1 AND id=ANY($2) AND id<>$3 AND outcome=$4 ORDER BY id LIMIT 1`, code, ids, id, RuledOthers).Scan(&found)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", "", "", nil
	}
	pair := pairs[string(found)]
	return pair[0], pair[1], taskName(found), err
}
