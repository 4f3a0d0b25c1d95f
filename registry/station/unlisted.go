package station

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// A row of a recall list or a status list that lists nobody still means somebody: the
// number was damaged and the name unreadable, a formula had no value, a table beside the
// list could not be read. The row goes with the list into the register, sealed, and stays
// among the tasks until an officer has said what came of it: the source was asked, and a
// corrected list was loaded; or the row means nobody.

// UnlistedRow is such a row. It holds a name and a number as the file has them: show it,
// never log it.
type UnlistedRow struct {
	ID      string      `json:"id"`    // the event of its list and its place among them: 17.1
	Event   int64       `json:"event"` // that loaded the list
	At      time.Time   `json:"at"`
	File    string      `json:"file,omitempty"`   // its name
	SHA256  string      `json:"sha256,omitempty"` // of the file
	Source  string      `json:"source,omitempty"`
	Orders  bool        `json:"orders,omitempty"` // it is a recall list
	Sheet   string      `json:"sheet,omitempty"`
	Row     int         `json:"row"`
	Columns string      `json:"columns,omitempty"`
	Part    int         `json:"part,omitempty"`
	Name    string      `json:"name,omitempty"`
	Input   string      `json:"input,omitempty"`
	Result  string      `json:"result"`
	Note    scheme.Text `json:"note,omitzero"`
}

// listUnlisted is the word for what is kept of them: all that wait, sealed as one value,
// whose digest is that of its sealed bytes.
const listUnlisted = "unlisted_rows"

// same reports that two rows are one row of one file, which was loaded twice.
func (u UnlistedRow) same(o UnlistedRow) bool {
	return u.SHA256 == o.SHA256 && u.Sheet == o.Sheet && u.Row == o.Row && u.Columns == o.Columns && u.Part == o.Part
}

// unlisted are the rows of this list that list nobody.
func (i *importing) unlisted() (rows []UnlistedRow) {
	for _, r := range i.rows {
		if r.Left {
			rows = append(rows, UnlistedRow{
				ID: fmt.Sprintf("%d.%d", i.event, len(rows)+1), Event: i.event, At: i.s.ports.Now().UTC(), File: i.Name, SHA256: fmt.Sprintf("%x", i.File),
				Source: i.Source, Orders: i.Orders, Sheet: r.Sheet, Row: r.Row, Columns: r.Columns, Part: r.Part, Name: r.Name, Input: r.Input, Result: r.Result, Note: r.Note,
			})
		}
	}
	return rows
}

// keepUnlisted puts the list's unlisted rows into the command that loads it.
func (i *importing) keepUnlisted(ctx context.Context, d *draft) error {
	rows := i.unlisted()
	if len(rows) == 0 {
		return nil
	}
	waiting, err := i.s.unlistedRows(ctx)
	if err != nil {
		return err
	}
	waiting = slices.DeleteFunc(waiting, func(u UnlistedRow) bool { return slices.ContainsFunc(rows, u.same) })
	return i.s.waitFor(d, append(waiting, rows...), nil)
}

// waitFor is the event after which these rows wait, and no others; record says why, or nil.
func (s *Station) waitFor(d *draft, rows []UnlistedRow, record []byte) error {
	sealed, err := s.vault.Seal(listAddress(listUnlisted), registry.Body(rows), s.ports.Rand)
	if err != nil {
		return fmt.Errorf("keep the rows that list nobody: %w", err)
	}
	body := registry.Body(registry.ListBody{List: listUnlisted, Count: len(rows), Digest: digest(sealed)})
	d.events = append(d.events, draftEvent{kind: registry.ListImported, body: body, record: record})
	if d.change.Meta == nil {
		d.change.Meta = map[string][]byte{}
	}
	d.change.Meta[listUnlisted] = sealed
	return nil
}

// unlistedRows are all that wait, the oldest first.
func (s *Station) unlistedRows(ctx context.Context) (rows []UnlistedRow, err error) {
	_, err = s.keptList(ctx, listUnlisted, &rows)
	return rows, err
}

// countUnlisted keeps at hand how many wait. A list that does not open must not keep a
// desk from issuing: verify says why.
func (s *Station) countUnlisted(ctx context.Context) {
	rows, _ := s.unlistedRows(ctx)
	s.unlisted = len(rows)
}

// Unlisted are the rows of lists that list nobody and wait for somebody to say what came
// of them, the oldest first.
func (s *Station) Unlisted(ctx context.Context) ([]UnlistedRow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoLists); err != nil {
		return nil, err
	}
	rows, err := s.unlistedRows(ctx)
	for n := range rows {
		rows[n].At = rows[n].At.In(s.ports.Zone)
	}
	return rows, err
}

// unlistedRecord is the sealed record of what came of such rows: where they stood, and no
// longer what stood there. The record travels upstream, and the file is known by its hash.
type unlistedRecord struct {
	noteRecord
	Rows []UnlistedRow `json:"rows"`
}

// SettleUnlisted says what came of rows, by their IDs. All of them are settled or none.
func (s *Station) SettleUnlisted(ctx context.Context, reason string, ids ...string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoLists); err != nil {
		return err
	}
	reason, err := because(reason)
	if err != nil {
		return fmt.Errorf("settle rows of a list: %w", err)
	}
	waiting, err := s.unlistedRows(ctx)
	if err != nil {
		return err
	}
	kept := unlistedRecord{noteRecord: noteRecord{reason}}
	for _, id := range ids {
		at := slices.IndexFunc(waiting, func(u UnlistedRow) bool { return u.ID == id })
		if at < 0 {
			return notSo("row", "没有这一行在等处理：请用 watch unlisted 核对行的编号", "no such row waits: compare its id with watch unlisted")
		}
		row := waiting[at]
		row.Name, row.Input, row.Note = "", "", scheme.Text{}
		kept.Rows, waiting = append(kept.Rows, row), slices.Delete(waiting, at, at+1)
	}
	if len(kept.Rows) == 0 {
		return notSo("row", "没有写是哪一行", "no row is named")
	}
	d := &draft{}
	if err := s.waitFor(d, waiting, registry.Body(kept)); err != nil {
		return err
	}
	if err := s.append(ctx, d); err != nil {
		return fmt.Errorf("settle rows of a list: %w", err)
	}
	s.unlisted = len(waiting)
	return nil
}

// verifyUnlisted: the rows that wait are those that the log says wait.
func (s *Station) verifyUnlisted(ctx context.Context, p *Proof, want string) {
	sealed, err := s.ports.Store.Meta(ctx, listUnlisted)
	if isNotFound(err) && want == "" {
		return
	}
	var rows []UnlistedRow
	if err == nil {
		var plain []byte
		plain, err = s.vault.Open(listAddress(listUnlisted), sealed)
		err = cmp.Or(err, json.Unmarshal(plain, &rows))
	}
	switch {
	case err != nil:
		p.fault("%s: the list does not open", listUnlisted)
	case digest(sealed) != want:
		p.fault("%s: the list is not the one that the log says was kept", listUnlisted)
	}
}
