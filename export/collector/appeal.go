package collector

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// An appeal is heard where the pass was issued (哪里申领哪里申诉, notice 001). One that
// somebody brought to another place goes on to that desk, as a task; the desk takes it
// down as an appeal of its own, and the task is done.

// Forwarded is where an appeal went.
type Forwarded struct {
	Task   string // its name
	Code   int    // under which the station numbers
	Number string
}

// ForwardAppeal sends an appeal about a pass on to the station that issued it: code is 0,
// or the station's, where a number was given at several. The text is kept sealed. The same
// again is the same task; another about the pass while one waits is refused and names the
// first, for a pass has one open appeal at a time. Errors: *Refused, ErrDatabase.
func (c *Collector) ForwardAppeal(ctx context.Context, schemeCode string, n registry.Number, code int, text string) (Forwarded, error) {
	var f Forwarded
	err := c.transact(ctx, "forward an appeal", func(tx *tallied) error {
		g, err := c.issuerOf(ctx, tx, schemeCode, n, code)
		if err != nil {
			return err
		}
		t := Task{Station: []byte(g.station), ID: c.blind(schemeCode, "task", "appeal "+g.pass+text), Kind: string(registry.TaskAppeal),
			Pass: []byte(g.pass), Number: g.number, Body: TaskBody{Text: text}}
		f = Forwarded{t.Name(), g.code, g.number}
		if err := mayForward(ctx, tx, schemeCode, g, t.ID); err != nil {
			return err
		}
		return c.putTask(ctx, tx, schemeCode, t)
	})
	return f, err
}

// mayForward: one appeal about a pass at a time, whether it is on its way to the desk or was
// taken down there, as far as the desk has told. The task id itself may come again. The
// station's row is locked, so that of two at once one is second.
func mayForward(ctx context.Context, tx *tallied, schemeCode string, g given, id []byte) error {
	if _, err := tx.Exec(ctx, `SELECT 1 FROM stations WHERE scheme=$1 AND station=$2 FOR UPDATE`, schemeCode, []byte(g.station)); err != nil {
		return err
	}
	var first []byte
	var sent time.Time
	err := tx.QueryRow(ctx, `SELECT id, made FROM tasks WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=$4 AND (id=$5 OR done IS NULL AND outcome='') ORDER BY id<>$5, made, id LIMIT 1`,
		schemeCode, []byte(g.station), []byte(g.pass), string(registry.TaskAppeal), id).Scan(&first, &sent)
	switch {
	case err == nil && bytes.Equal(first, id):
		return nil
	case err == nil:
		day := civil.On(sent, china)
		return refuse("关于 %s 的申诉 %s 已转给站点 %03d（任务 %s），还没有受理，一张证一次只办一件申诉。要补充的话，请告诉该站点，由它记入同一案件", "an appeal about %s went to station %03[3]d already on %[2]s (task %[4]s) and was not taken down yet; a pass has one open appeal at a time. What is to be added tell that station, for the same case",
			g.number, day, g.code, taskName(first))
	case !errors.Is(err, pgx.ErrNoRows):
		return err
	}
	return caseWaits(ctx, tx, schemeCode, g)
}

// caseWaits refuses where the station's events say that an appeal about the pass is not
// decided yet.
func caseWaits(ctx context.Context, tx *tallied, schemeCode string, g given) error {
	var no, at int64
	var kind string
	err := tx.QueryRow(ctx, `SELECT no, at, kind FROM events WHERE scheme=$1 AND station=$2 AND pass=$3 AND kind=ANY($4) ORDER BY at DESC, no DESC LIMIT 1`,
		schemeCode, []byte(g.station), g.number, []string{string(registry.AppealLodged), string(registry.AppealReopened), string(registry.AppealDecided)}).Scan(&no, &at, &kind)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil || kind == string(registry.AppealDecided):
		return err
	}
	day := civil.On(time.UnixMilli(at), china)
	return refuse("关于 %s 的申诉，站点 %03d 已于 %s 受理（事件 %d），还没有决定，一张证一次只办一件申诉。要补充的话，请告诉该站点，由它记入同一案件", "station %03[2]d took an appeal about %[1]s down on %[3]s (event %[4]d) and has not decided it; a pass has one open appeal at a time. What is to be added tell that station, for the same case",
		g.number, g.code, day, no)
}

// issuerOf is the pass of the number, and whose it is. It is found by its place: so a
// wrong run digit is told from a number that nobody has.
func (c *Collector) issuerOf(ctx context.Context, tx *tallied, schemeCode string, n registry.Number, code int) (given, error) {
	rows, err := tx.Query(ctx, `SELECT DISTINCT ON (s.code, p.number, k.station, p.pass) k.station, p.pass, p.number, p.issued, s.code FROM keys k
		JOIN passes p ON p.scheme=k.scheme AND p.station=k.station AND p.pass=k.pass JOIN stations s ON s.scheme=k.scheme AND s.station=k.station
		WHERE k.scheme=$1 AND k.blind=$2 ORDER BY s.code, p.number, k.station, p.pass, p.issued`, schemeCode, c.placeKey(schemeCode, n))
	if err != nil {
		return given{}, err
	}
	near, err := pgx.CollectRows(rows, scanGiven)
	if err != nil {
		return given{}, err
	}
	of := slices.DeleteFunc(slices.Clone(near), func(g given) bool { return g.number != n.String() || code != 0 && g.code != code })
	switch {
	case len(codesOf(of)) == 1:
		return c.heardOf(ctx, tx, schemeCode, of)
	case len(of) > 1:
		return given{}, refuse("这个号在几个站点发过（%v），请用 --station 写明是哪一个", "several stations gave this number (%v): say which with --station", codesOf(of))
	case len(near) > 0:
		return given{}, refuse("没有这个号；号码这一位上是 %s（站点 %v），请核对", "there is no such number; in its place stands %s (station %v): look again", near[0].number, codesOf(near))
	}
	return given{}, refuse("登记册里没有这个号：没有发过，或者发证的站点还没有交上来；请核对号码", "no such number is registered: nobody gave it, or the station that did has not sent it yet; look at the number again")
}

// heardOf is the one of a station's passes under one number whose appeal can be taken down
// there. Copies of a laptop may have given it several times: whose appeal it is nobody can
// tell by a number that two persons have.
func (c *Collector) heardOf(ctx context.Context, tx *tallied, schemeCode string, of []given) (given, error) {
	switch two, err := twoPersons(ctx, tx, schemeCode, of); {
	case err != nil:
		return given{}, err
	case two:
		return given{}, refuse("站点 %03d 把 %s 发给了两个人（登记册有一份拷贝也在用），凭号分不出是谁的申诉。请让申诉人带着纸和证件到站点 %03[1]d，由它当面受理（appeal lodge）",
			"station %03d gave %s to two persons (a copy of its register was in use too), so the number does not tell whose appeal it is. Send the person with the paper and the document to station %03[1]d, which hears it there (appeal lodge)", of[0].code, of[0].number)
	}
	for _, g := range of {
		if is, err := c.givenByCopy(ctx, tx, schemeCode, g); err != nil || !is {
			return g, err
		}
	}
	return given{}, refuse("%s 是站点 %03d 登记册的一份拷贝发出的，站点在用的登记册里没有这张证，申诉记不进去。请让持证人带这张纸到站点 %03[2]d 重新登记一次（issue）；不给登记的，在那里就那次拒绝提出申诉（appeal lodge）",
		"%s was given by a copy of the register of station %03d; the register in use there does not have it and cannot take the appeal down. Send the holder with the paper to station %03[2]d, to be entered once more (issue); where that is refused, the refusal can be appealed there (appeal lodge)", of[0].number, of[0].code)
}

// twoPersons: the passes, of one number, are not all of one person.
func twoPersons(ctx context.Context, tx *tallied, schemeCode string, of []given) (two bool, err error) {
	var stations, passes [][]byte
	for _, g := range of {
		stations, passes = append(stations, []byte(g.station)), append(passes, []byte(g.pass))
	}
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM clashes WHERE scheme=$1 AND station=ANY($2) AND pass=ANY($3) AND kind=$4 AND first_pass=ANY($3))`, schemeCode, stations, passes, Reissue).Scan(&two)
	return two, err
}

// givenByCopy: a copy of the station's register gave the pass, and the register in use does
// not have it, nor will it come back.
func (c *Collector) givenByCopy(ctx context.Context, tx *tallied, schemeCode string, g given) (bool, error) {
	in := &intake{c: c, tx: tx, scheme: schemeCode, station: []byte(g.station)}
	if err := in.readBranches(ctx); err != nil || len(in.branches) < 2 {
		return false, err
	}
	spans := lineage(in.branches, newest(in.branches))
	comes, err := in.comesBack(ctx, spans)
	if err != nil {
		return false, err
	}
	is, _, err := in.passElsewhere(ctx, spans, []byte(g.pass), g.number, comes)
	return is, err
}

func codesOf(all []given) (codes []int) {
	for _, g := range all {
		codes = append(codes, g.code)
	}
	return slices.Compact(codes)
}
