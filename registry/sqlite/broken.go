package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// aside is where the rows of a broken register are read to: nobody writes the file. It is
// a database without a name, which SQLite keeps in memory while it is small and else in a
// file of the system's that ends with it: what is sealed in the register is sealed there.
var aside = medium{still: true, unnamed: true, syncFolder: syncFolder, settings: []setting{
	{"trusted_schema", "0", "0"},
	{"temp_store", "MEMORY", "2"},
	{"cache_size", "-32768", "-32768"}, // KiB
}}

// OpenBroken opens to be read what Open refuses as damaged, or what has lost pages: it
// reads whatever the pages of the file still hold, and answers what of it is broken, too.
// Where that is nothing it answers an error that says so.
func OpenBroken(ctx context.Context, path string) (db *DB, broken *Broken, err error) {
	l, err := acquire(path + ".lock")
	if err != nil && !errors.Is(err, station.ErrReadOnlyFolder) {
		return nil, nil, err
	}
	db, broken = &DB{path: path, lock: l, on: aside}, &Broken{}
	if err = db.readBroken(ctx, broken); err != nil {
		db.Close()
		return nil, broken, err
	}
	return db, broken, nil
}

func (db *DB) readBroken(ctx context.Context, b *Broken) error {
	f, err := openFile(db.path)
	if err != nil {
		b.None = true
		return b
	}
	defer f.Close()
	version, head := Version, make([]byte, headSize)
	if _, err := f.pages.from.ReadAt(head, 0); err == nil && headStands(head) {
		b.Want = int64(binary.BigEndian.Uint32(head[28:]))
		if v := int(binary.BigEndian.Uint32(head[60:])); v > 0 {
			version = v
		}
	} else {
		b.Head = true
	}
	if version > Version {
		return fmt.Errorf("%w: schema %d, this build knows %d", station.ErrNewerSchema, version, Version)
	}
	b.Pages, b.LogCut = f.pages.count, f.logCut
	if err := db.connect(ctx); err != nil {
		return err
	}
	if err := db.climbTo(ctx, 0, version); err != nil {
		return err
	}
	if err := db.salvaged(ctx, f.pages, b, version); err != nil {
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

// file is a register's pages, in the file and in the log beside it.
type file struct {
	pages  *pages
	opened []*os.File
	logCut bool
}

func (f *file) Close() {
	for _, o := range f.opened {
		o.Close()
	}
}

func openFile(path string) (*file, error) {
	db, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &file{opened: []*os.File{db}}
	from, length := io.ReaderAt(db), int64(0)
	if st, err := db.Stat(); err == nil {
		length = st.Size()
	}
	if log, err := os.Open(path + "-wal"); err == nil {
		f.opened = append(f.opened, log)
		if o := overlaid(db, log); o.length > 0 || o.cut {
			from, length, f.logCut = o, cmp.Or(o.length, length), o.cut
		}
	}
	var ok bool
	if f.pages, ok = openPages(from, length); !ok {
		f.Close()
		return nil, station.ErrDamaged
	}
	return f, nil
}

// PagesLost reports whether a register lost pages: the whole file is read.
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
	f, err := openFile(path)
	if err != nil {
		return false
	}
	defer f.Close()
	p := f.pages
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
	LogCut      bool  // commits stand in its log behind what holds together
	None        bool  // nothing in it can be read: it is no register
	Lost        []LostPage
	of          map[string]bool // the tables that lost any
}

// LostPage is a page that cannot be read, or not all of it, and the table that it is of;
// 0: all of them are, as the list of the tables does not tell where it begins.
type LostPage struct {
	No    int64
	Table string
}

func (b *Broken) lost(table string) bool { return b.of[table] }

func (b *Broken) lose(no int64, table string) {
	if b.of == nil {
		b.of = map[string]bool{}
	}
	b.Lost, b.of[table] = append(b.Lost, LostPage{no, table}), true
}

// Whole reports a file in which everything is found by its trees.
func (b *Broken) Whole() bool { return !b.Head && !b.LogCut && len(b.Lost) == 0 && b.Want <= b.Pages }

func (b *Broken) Error() string {
	_, en := b.Sentences()
	return station.ErrDamaged.Error() + ": " + en
}

func (b *Broken) Unwrap() error { return station.ErrDamaged }

// Fault is the line in verify's faults.
func (b *Broken) Fault() string {
	if b.None {
		return "file: it is no register: nothing in it can be read"
	}
	var parts []string
	if b.Want > b.Pages {
		parts = append(parts, fmt.Sprintf("the end is cut off: %d pages of %d are missing", b.Want-b.Pages, b.Want))
	}
	pages, tables := b.pagesLost()
	if len(pages) > 0 {
		parts = append(parts, fmt.Sprintf("page %s of %d: %s", joined(pages), max(b.Want, b.Pages), strings.Join(tables, ", ")))
	} else if len(tables) > 0 {
		parts = append(parts, "tables of which it is not known where they begin: "+strings.Join(tables, ", "))
	}
	if b.Head {
		parts = append(parts, "the head of the file")
	}
	if b.LogCut {
		parts = append(parts, "the end of register.db-wal")
	}
	if len(parts) == 0 {
		return "file: it cannot be opened as a register"
	}
	return "file: " + strings.Join(parts, "; ")
}

// What says the same to whoever uses the register: which of its parts lost something.
func (b *Broken) What() scheme.Text {
	var zh, en []string
	add := func(t scheme.Text) { zh, en = append(zh, t.ZH), append(en, t.EN) }
	if b.Want > b.Pages {
		add(scheme.Text{ZH: fmt.Sprintf("文件末尾被截掉（应有 %d 页，只有 %d 页）", b.Want, b.Pages), EN: fmt.Sprintf("the end of the file is cut off (it has %d pages of %d)", b.Pages, b.Want)})
	}
	pages, tables := b.pagesLost()
	if parts := PartsOf(tables...); len(pages) > 0 {
		add(scheme.Text{ZH: fmt.Sprintf("文件共 %d 页，坏了 %d 页，涉及%s", max(b.Want, b.Pages), len(pages), parts.ZH), EN: fmt.Sprintf("%d of the file's %d pages, which hold of %s", len(pages), max(b.Want, b.Pages), parts.EN)})
	} else if len(tables) > 0 {
		add(scheme.Text{ZH: "找不到从哪里开始：" + parts.ZH, EN: "not known where they begin: " + parts.EN})
	}
	if b.Head {
		add(scheme.Text{ZH: "文件开头", EN: "the beginning of the file"})
	}
	if b.LogCut {
		add(scheme.Text{ZH: "最后写入的内容（register.db-wal 的末尾）", EN: "what was written last (the end of register.db-wal)"})
	}
	if len(en) == 0 {
		return scheme.Text{ZH: "整个文件：不能当登记册打开", EN: "the whole file: it cannot be opened as a register"}
	}
	return scheme.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

// pagesLost are the pages that are there and lost, and the tables that they are of.
func (b *Broken) pagesLost() (pages []int64, tables []string) {
	for _, l := range b.Lost {
		if tables = append(tables, l.Table); l.No > 0 && l.No <= max(b.Pages, 1) {
			pages = append(pages, l.No)
		}
	}
	slices.Sort(pages)
	slices.Sort(tables)
	return slices.Compact(pages), slices.Compact(tables)
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
	const doZH, doEN = "没有写入任何内容。请勿再发证，用最近的备份恢复：restore 备份文件 --replace，现有的登记册会移到旁边，不会删除。", "Nothing was written. Stop issuing and restore the newest backup: restore FILE --replace moves the register that stands here aside and deletes nothing."
	if b.None {
		return "这个文件不是登记册，或已面目全非：什么都读不出来。" + doZH, "The file is no register, or nothing of one is left: nothing can be read. " + doEN
	}
	what := b.What()
	return "登记册损坏，读不出的是：" + what.ZH + "。" + doZH, "The register is damaged; what cannot be read: " + what.EN + ". " + doEN
}
