package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// inMemory is where the rows of a broken register are read to: nobody writes the file.
// It takes as much memory as the register is long.
var inMemory = medium{still: true, memory: true, syncFolder: syncFolder, settings: []setting{
	{"trusted_schema", "0", "0"},
	{"temp_store", "MEMORY", "2"},
}}

// OpenBroken opens to be read what Open refuses as damaged, or what has lost pages: it
// reads whatever the pages of the file still hold, and answers what of it is broken, too.
// Where that is nothing it answers an error that says so.
func OpenBroken(ctx context.Context, path string) (db *DB, broken *Broken, err error) {
	l, err := acquire(path + ".lock")
	if err != nil && !errors.Is(err, station.ErrReadOnlyFolder) {
		return nil, nil, err
	}
	db, broken = &DB{path: path, lock: l, on: inMemory}, &Broken{Log: hasLog(path)}
	if err = db.readBroken(ctx, broken); err != nil {
		db.Close()
		return nil, broken, err
	}
	return db, broken, nil
}

func (db *DB) readBroken(ctx context.Context, b *Broken) error {
	f, p, err := openFile(db.path)
	if err != nil || b.Log {
		b.None = err != nil
		return b
	}
	defer f.Close()
	head := make([]byte, headSize)
	if _, err := f.ReadAt(head, 0); err == nil && headStands(head) {
		b.Want = int64(binary.BigEndian.Uint32(head[28:]))
		switch version := int(binary.BigEndian.Uint32(head[60:])); {
		case version > Version:
			return fmt.Errorf("%w: schema %d, this build knows %d", station.ErrNewerSchema, version, Version)
		case version < Version && version > 0:
			return &station.StillUnread{Why: olderSchema}
		}
	} else {
		b.Head = true
	}
	b.Pages = p.count
	if err := db.connect(ctx); err != nil {
		return err
	}
	if err := db.climb(ctx, 0); err != nil {
		return err
	}
	if err := db.salvaged(ctx, p, b); err != nil {
		return err
	}
	err0 := db.lookForGaps(ctx, b)
	events, err1 := db.rows(ctx, "events")
	passes, err2 := db.rows(ctx, "passes")
	if b.None = events+passes == 0; b.None {
		return b
	}
	_, err3 := db.conn.ExecContext(ctx, "PRAGMA query_only=1")
	return errors.Join(err0, err1, err2, wrap("open the register", err3))
}

// lookForGaps: the log lost pages, and does not count up from 1 to the last event that
// anything else speaks of.
func (db *DB) lookForGaps(ctx context.Context, b *Broken) error {
	if !b.lost("events") {
		return nil
	}
	return db.one(ctx, "look for gaps", func(r *sql.Row) error { return r.Scan(&db.gaps) },
		`SELECT count(*)<max(coalesce(max(no),0), (SELECT coalesce(max(last_event),0) FROM passes), (SELECT coalesce(max(event),0) FROM records), (SELECT coalesce(max(event),0) FROM refs)) FROM events`)
}

// openFile opens a register's pages.
func openFile(path string) (*os.File, *pages, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	st, err := f.Stat()
	if err == nil {
		if p, ok := openPages(f, st.Size()); ok {
			return f, p, nil
		}
		err = station.ErrDamaged
	}
	f.Close()
	return nil, nil, err
}

func hasLog(path string) bool {
	log, err := os.Stat(path + "-wal")
	return err == nil && log.Size() > 0
}

// PagesLost reports whether a register lost pages: the whole file is read. Without its
// log it cannot be told, and is not.
func PagesLost(path string) bool {
	return survey(path, func(s *salvage) bool {
		for name, at := range s.trees {
			t, ok := s.pages.tree(at.root)
			s.walk(at.root, name, ok && (t.kind == tableLeaf || t.kind == tableInner), func([]any) bool { return true })
		}
		return len(s.broken.Lost) > 0
	})
}

// WayLost reports whether one of the pages is lost by which others are found: few are,
// and only they are read.
func WayLost(path string) bool {
	return survey(path, func(s *salvage) bool {
		for _, at := range s.trees {
			if !s.reaches(at.root, s.pages.height(at.root)) {
				return true
			}
		}
		return s.broken.lost(schemaTable)
	})
}

func survey(path string, lost func(*salvage) bool) bool {
	if hasLog(path) {
		return false
	}
	f, p, err := openFile(path)
	if err != nil {
		return false
	}
	defer f.Close()
	s := &salvage{pages: p, broken: &Broken{}, trees: map[string]tree{}, seen: make([]bool, p.count+1)}
	s.schema()
	return lost(s)
}

// height is how many pages lie above a leaf of the tree; less than 0: neither its first
// nor its last leaf is there to tell.
func (p *pages) height(root int64) int {
	for _, child := range []func(page) int64{func(t page) int64 { return t.right }, func(t page) int64 {
		if len(t.cells) > 0 {
			return t.cells[0].child
		}
		return t.right
	}} {
		for no, deep := root, 0; deep < 32; deep++ {
			t, ok := p.tree(no)
			if !ok {
				break
			}
			if !t.inner() {
				return deep
			}
			no = child(t)
		}
	}
	return -1
}

// reaches reports whether all pages above the leaves are there, each once.
func (s *salvage) reaches(no int64, height int) bool {
	if height == 0 {
		return true
	}
	t, ok := s.pages.tree(no)
	if height < 0 || !ok || s.seen[no] || !t.inner() || t.bad > 0 {
		return false
	}
	s.seen[no] = true
	return !slices.ContainsFunc(t.cells, func(c cell) bool { return !s.reaches(c.child, height-1) }) && s.reaches(t.right, height-1)
}

// Broken is what the file itself shows.
type Broken struct {
	Pages, Want int64 // how many pages there are, and how many its head says; 0: not known
	Head        bool  // its head is lost
	Log         bool  // a log with content lies beside it
	None        bool  // nothing in it can be read: it is no register
	Lost        []LostPage
}

// LostPage is a page that cannot be read, or not all of it, and the table that it is of;
// 0: all of them are, as the list of the tables does not tell where it begins.
type LostPage struct {
	No    int64
	Table string
}

func (b *Broken) lost(table string) bool {
	return slices.ContainsFunc(b.Lost, func(l LostPage) bool { return l.Table == table })
}

// Whole reports a file in which everything is found by its trees.
func (b *Broken) Whole() bool { return !b.Head && len(b.Lost) == 0 && b.Want <= b.Pages }

func (b *Broken) Error() string {
	_, en := b.Sentences()
	return station.ErrDamaged.Error() + ": " + en
}

func (b *Broken) Unwrap() error { return station.ErrDamaged }

// Fault is the line in verify's faults.
func (b *Broken) Fault() string {
	if b.None {
		return "medium: the file is no register: nothing in it can be read"
	}
	return "medium: " + b.What()
}

// What says which pages are lost, of which tables.
func (b *Broken) What() string {
	var parts []string
	if b.Want > b.Pages {
		parts = append(parts, fmt.Sprintf("the end is cut off: %d pages of %d are missing", b.Want-b.Pages, b.Want))
	}
	if numbers, tables := b.pagesLost(); numbers != "" {
		parts = append(parts, fmt.Sprintf("page %s of %d: %s", numbers, max(b.Want, b.Pages), tables))
	} else if tables != "" {
		parts = append(parts, "tables of which it is not known where they begin: "+tables)
	}
	if b.Head {
		parts = append(parts, "the head of the file")
	}
	if len(parts) == 0 {
		return "the file cannot be opened as a register"
	}
	return strings.Join(parts, "; ")
}

// pagesLost are the pages that are there and lost, and the tables that they are of.
func (b *Broken) pagesLost() (numbers, tables string) {
	var pages []int64
	var names []string
	for _, l := range b.Lost {
		if names = append(names, l.Table); l.No > 0 && l.No <= max(b.Pages, 1) {
			pages = append(pages, l.No)
		}
	}
	slices.Sort(pages)
	slices.Sort(names)
	return joined(slices.Compact(pages)), strings.Join(slices.Compact(names), ", ")
}

const mostPages = 20

func joined(pages []int64) (text string) {
	for i, p := range pages {
		switch {
		case i == mostPages:
			return text + fmt.Sprintf(" … (%d)", len(pages))
		case i > 0:
			text += ", "
		}
		text += fmt.Sprint(p)
	}
	return text
}

// Sentences tell what happened and what to do.
func (b *Broken) Sentences() (zh, en string) {
	last := scheme.Text{ZH: "没有写入任何内容。请用最近的备份恢复：restore 备份文件 --replace，现有的登记册会移到旁边，不会删除。", EN: "Nothing was written. Restore the newest backup: restore FILE --replace moves the register that stands here aside and deletes nothing."}
	switch {
	case b.Log && !b.None:
		return "登记册损坏，而最后写入的内容还在 register.db-wal 里：两个文件都请留着，先整个文件夹拷一份。" + last.ZH, "The register is damaged, and what was written last stands in register.db-wal: keep both files, and copy the whole folder first. " + last.EN
	case b.None:
		return "这个文件不是登记册，或已面目全非：什么都读不出来。" + last.ZH, "The file is no register, or nothing of one is left: nothing can be read. " + last.EN
	case b.Want > b.Pages && b.Pages > 0:
		return fmt.Sprintf("登记册的末尾被截掉：应有 %d 页，只有 %d 页。", b.Want, b.Pages) + last.ZH, fmt.Sprintf("The end of the register is cut off: it has %d pages of %d. ", b.Pages, b.Want) + last.EN
	}
	numbers, tables := b.pagesLost()
	return fmt.Sprintf("登记册的文件有页损坏（第 %s 页，共 %d 页；表 %s）。", numbers, b.Pages, tables) + last.ZH, fmt.Sprintf("Pages of the register's file are damaged (page %s of %d; tables %s). ", numbers, b.Pages, tables) + last.EN
}
