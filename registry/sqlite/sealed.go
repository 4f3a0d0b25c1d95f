package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"passdesk/registry"
	"passdesk/registry/station"
)

func insertRecords(ctx context.Context, db *DB, c station.Change) error {
	for _, r := range c.Records {
		if err := db.exec(ctx, "keep a record", insertRecord, r.Event, r.Sealed); err != nil {
			return err
		}
	}
	return nil
}

func dropKeys(ctx context.Context, db *DB, c station.Change) error {
	for _, k := range c.DroppedKeys {
		if err := db.exec(ctx, "drop a key", dropKey, k.Kind, k.Blind, k.Slot(), k.Row); err != nil {
			return err
		}
	}
	return nil
}

func insertKeys(ctx context.Context, db *DB, c station.Change) error {
	for keys := range slices.Chunk(c.Keys, keysAtOnce) {
		args := make([]any, 0, 4*keysAtOnce)
		for _, k := range keys {
			args = append(args, k.Kind, k.Blind, k.Slot(), k.Row)
		}
		if err := db.exec(ctx, "keep the keys", insertKeysText(len(keys)), args...); err != nil {
			return err
		}
	}
	return nil
}

func insertRefs(ctx context.Context, db *DB, c station.Change) error {
	for _, r := range c.Refs {
		if err := db.exec(ctx, "keep a ref", insertRef, r.Blind, r.Event, string(r.Verdict)); err != nil {
			return err
		}
	}
	return nil
}

func putResidents(ctx context.Context, db *DB, c station.Change) error {
	if c.NewResidents {
		if err := db.exec(ctx, "replace the residents' list", clearResidents); err != nil {
			return err
		}
	}
	for _, r := range c.Residents {
		if err := db.exec(ctx, "keep a resident", insertResident, r.ID, r.Sealed); err != nil {
			return err
		}
	}
	return nil
}

func putMeta(ctx context.Context, db *DB, c station.Change) error {
	for _, k := range slices.Sorted(maps.Keys(c.Meta)) {
		if err := db.exec(ctx, "keep a setting", putValue, k, c.Meta[k]); err != nil {
			return err
		}
	}
	return nil
}

func putOperators(ctx context.Context, db *DB, c station.Change) error {
	for _, o := range c.Operators {
		roles, err := json.Marshal(o.Roles)
		if err != nil {
			return fmt.Errorf("keep an operator: %w", err)
		}
		if err := db.exec(ctx, "keep an operator", putOperator, o.Name, string(roles), o.Wrap, o.Disabled); err != nil {
			return err
		}
	}
	return nil
}

// Record is the sealed record of one event.
func (db *DB) Record(ctx context.Context, event int64) ([]byte, error) {
	return db.blob(ctx, "read a record", `SELECT sealed FROM records WHERE event=?`, event)
}

// Verdict is the answer that was given to a ref.
func (db *DB) Verdict(ctx context.Context, ref []byte) ([]byte, error) {
	return db.blob(ctx, "look a ref up", `SELECT CAST(verdict AS BLOB) FROM refs WHERE blind=?`, ref)
}

// Resident is one sealed row of the residents' list.
func (db *DB) Resident(ctx context.Context, id int64) ([]byte, error) {
	return db.blob(ctx, "read a resident", `SELECT sealed FROM residents WHERE id=?`, id)
}

// Meta is one of the station's own values.
func (db *DB) Meta(ctx context.Context, key string) ([]byte, error) {
	return db.blob(ctx, "read a setting", `SELECT value FROM meta WHERE key=?`, key)
}

// MetaKeys are the names of the station's own values.
func (db *DB) MetaKeys(ctx context.Context) ([]string, error) {
	return collect(query(ctx, db, func(rows *sql.Rows) (key string, err error) {
		err = rows.Scan(&key)
		return key, err
	}, `SELECT key FROM meta ORDER BY key`))
}

func (db *DB) blob(ctx context.Context, doing, text string, arg any) (b []byte, err error) {
	err = db.one(ctx, doing, func(r *sql.Row) error { return r.Scan(&b) }, text, arg)
	return b, err
}

// Records reads every sealed record in order.
func (db *DB) Records(ctx context.Context) iter.Seq2[station.SealedRecord, error] {
	return query(ctx, db, func(rows *sql.Rows) (r station.SealedRecord, err error) {
		err = rows.Scan(&r.Event, &r.Sealed)
		return r, err
	}, `SELECT event, sealed FROM records ORDER BY event`)
}

// CurrentRecords reads n passes behind the row, each with its holder's record, in
// order of issue.
func (db *DB) CurrentRecords(ctx context.Context, after int64, n int) iter.Seq2[station.CurrentRecord, error] {
	return query(ctx, db, func(rows *sql.Rows) (r station.CurrentRecord, err error) {
		var number string
		if err = rows.Scan(&r.Row, &number, &r.Event, &r.Sealed); err != nil {
			return r, err
		}
		r.Number, err = registry.ParseNumber(number)
		return r, err
	}, `SELECT p.first_event, p.number, p.record, r.sealed FROM passes p LEFT JOIN records r ON r.event=p.record WHERE p.first_event>? ORDER BY p.first_event LIMIT ?`, after, n)
}

// Keys reads every blind key.
func (db *DB) Keys(ctx context.Context) iter.Seq2[station.BlindKey, error] {
	return query(ctx, db, func(rows *sql.Rows) (k station.BlindKey, err error) {
		var slot int64
		err = rows.Scan(&k.Kind, &k.Blind, &slot, &k.Row)
		if k.Hard = slot != k.Row; k.Hard {
			k.Twin = int(slot)
		}
		return k, err
	}, `SELECT kind, blind, slot, pass FROM keys ORDER BY kind, blind, slot`)
}

// Refs reads every kept answer, in the order in which they lie.
func (db *DB) Refs(ctx context.Context) iter.Seq2[station.RefVerdict, error] {
	return query(ctx, db, func(rows *sql.Rows) (r station.RefVerdict, err error) {
		err = rows.Scan(&r.Blind, &r.Event, &r.Verdict)
		return r, err
	}, `SELECT blind, event, CAST(verdict AS BLOB) FROM refs ORDER BY blind`)
}

// Residents reads the whole residents' list.
func (db *DB) Residents(ctx context.Context) iter.Seq2[station.SealedResident, error] {
	return query(ctx, db, func(rows *sql.Rows) (r station.SealedResident, err error) {
		err = rows.Scan(&r.ID, &r.Sealed)
		return r, err
	}, `SELECT id, sealed FROM residents ORDER BY id`)
}

// Operators are the people who may unlock the station, by name. A row whose roles are no
// list has none: it opens nothing, and keeps nobody else out.
func (db *DB) Operators(ctx context.Context) ([]station.Operator, error) {
	all, err := collect(query(ctx, db, func(rows *sql.Rows) (o station.Operator, err error) {
		var roles string
		if err = rows.Scan(&o.Name, &roles, &o.Wrap, &o.Disabled); err != nil {
			return o, err
		}
		if json.Unmarshal([]byte(roles), &o.Roles) != nil {
			o.Roles = nil
		}
		return o, nil
	}, `SELECT name, roles, wrap, disabled FROM operators ORDER BY name`))
	if err == nil && len(all) == 0 && db.on.unnamed { // a register has one: their page is lost
		err = fmt.Errorf("read the operators: %w", station.ErrDamaged)
	}
	return all, err
}
