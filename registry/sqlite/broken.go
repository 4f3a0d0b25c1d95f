package sqlite

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// brokenMedium is a register that Open refuses as damaged: nobody writes it. SQLite
// reads a file whose end is cut off only while its schema may be written; query_only
// sees to it that it is not.
var brokenMedium = medium{still: true, broken: true, syncFolder: syncFolder, settings: append([]setting{{"writable_schema", "1", "1"}}, unwritable.settings...)}

// OpenBroken opens to be read what Open refuses as damaged, such as a file whose end is
// cut off, and answers what of it is broken, too. Where the list of the tables itself
// cannot be read it answers an error that says so: nothing else can then.
func OpenBroken(ctx context.Context, path string) (db *DB, broken *Broken, err error) {
	l, err := acquire(path + ".lock")
	if err != nil && !errors.Is(err, station.ErrReadOnlyFolder) {
		return nil, nil, err
	}
	db = &DB{path: path, lock: l, on: brokenMedium}
	broken = lookAt(path)
	if err = broken.hopeless(); err == nil {
		err = db.connect(ctx)
	}
	if err == nil {
		err = db.checkVersion(ctx)
	}
	if err != nil {
		db.Close()
		return nil, broken, err
	}
	return db, broken, nil
}

// Broken is what the file itself shows, before SQLite reads it.
type Broken struct {
	Pages, Want int64 // how many pages there are, and how many its head says; 0: not known
	Log         bool  // a log with content lies beside it
	None        bool  // it is no register at all
	Schema      []int64
}

// lookAt reads the file's head and walks the pages of its schema (SQLite file format
// 1.3 and 1.6).
func lookAt(path string) *Broken {
	b := &Broken{}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		b.Log = true
	}
	f, err := os.Open(path)
	if err != nil {
		b.None = true
		return b
	}
	defer f.Close()
	head := make([]byte, headSize)
	if _, err := f.ReadAt(head, 0); err != nil || string(head[:16]) != "SQLite format 3\x00" {
		b.None = true
		return b
	}
	size := int64(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = 65536
	}
	if size < 512 || size&(size-1) != 0 {
		b.None = true
		return b
	}
	if st, err := f.Stat(); err == nil {
		b.Pages = st.Size() / size
	}
	b.Want = int64(binary.BigEndian.Uint32(head[28:]))
	walk := schemaWalk{f: f, size: size, seen: map[int64]bool{}}
	walk.page(1)
	b.Schema = walk.bad
	return b
}

// schemaWalk goes through the tree of the schema and notes the pages that are none of it.
type schemaWalk struct {
	f    *os.File
	size int64
	seen map[int64]bool
	bad  []int64
}

func (w *schemaWalk) page(no int64) {
	const interior, leaf = 5, 13
	page := make([]byte, w.size)
	at := int64(0)
	if no == 1 {
		at = headSize
	}
	_, err := w.f.ReadAt(page, (no-1)*w.size)
	if w.seen[no] || err != nil || page[at] != interior && page[at] != leaf {
		w.bad = append(w.bad, no)
		return
	}
	w.seen[no] = true
	if page[at] == leaf {
		return
	}
	cells := int64(binary.BigEndian.Uint16(page[at+3:]))
	for i := range cells {
		pointer := at + 12 + 2*i
		if pointer+2 > w.size {
			break
		}
		cell := int64(binary.BigEndian.Uint16(page[pointer:]))
		if cell+4 > w.size {
			w.bad = append(w.bad, no)
			return
		}
		w.page(int64(binary.BigEndian.Uint32(page[cell:])))
	}
	w.page(int64(binary.BigEndian.Uint32(page[at+8:])))
}

// hopeless answers nil when the rest may be read.
func (b *Broken) hopeless() error {
	if b.None || b.Log || len(b.Schema) > 0 {
		return b
	}
	return nil
}

func (b *Broken) Error() string {
	_, en := b.Sentences()
	return station.ErrDamaged.Error() + ": " + en
}

func (b *Broken) Unwrap() error { return station.ErrDamaged }

// Fault is the line in verify's faults.
func (b *Broken) Fault() string {
	switch {
	case b.None:
		return "medium: the file is no register: it does not begin like one"
	case len(b.Schema) > 0:
		return fmt.Sprintf("medium: the list of the tables cannot be read: page %v of %d", joined(b.Schema), b.Pages)
	case b.Want > b.Pages:
		return fmt.Sprintf("medium: the end is cut off: %d pages of %d are missing", b.Want-b.Pages, b.Want)
	}
	return "medium: the file cannot be opened as a register"
}

// Sentences tell what happened and what to do.
func (b *Broken) Sentences() (zh, en string) {
	last := scheme.Text{ZH: "没有写入任何内容。请用最近的备份恢复：restore 备份文件 --replace，现有的登记册会移到旁边，不会删除。", EN: "Nothing was written. Restore the newest backup: restore FILE --replace moves the register that stands here aside and deletes nothing."}
	switch {
	case b.Log && !b.None:
		return "登记册损坏，而最后写入的内容还在 register.db-wal 里：两个文件都请留着，先整个文件夹拷一份。" + last.ZH, "The register is damaged, and what was written last stands in register.db-wal: keep both files, and copy the whole folder first. " + last.EN
	case len(b.Schema) > 0:
		return fmt.Sprintf("登记册的表目录读不出（共 %d 页，坏在第 %s 页）：不知道各表在哪里，这个文件里什么都读不出来，也导不出。", b.Pages, joined(b.Schema)) + last.ZH,
			fmt.Sprintf("The list of the register's tables cannot be read (page %s of %d): where each table lies is not known, and nothing in this file can be read or exported. ", joined(b.Schema), b.Pages) + last.EN
	case b.Want > b.Pages && b.Pages > 0:
		return fmt.Sprintf("登记册的末尾被截掉：应有 %d 页，只有 %d 页。", b.Want, b.Pages) + last.ZH, fmt.Sprintf("The end of the register is cut off: it has %d pages of %d. ", b.Pages, b.Want) + last.EN
	}
	return "这个文件不是登记册，或已面目全非：什么都读不出来。" + last.ZH, "The file is no register, or nothing of one is left: nothing can be read. " + last.EN
}

func joined(pages []int64) (text string) {
	for i, p := range slices.Compact(pages) {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprint(p)
	}
	return text
}
