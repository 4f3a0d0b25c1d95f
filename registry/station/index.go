package station

import (
	"hash/maphash"
	"strings"
	"sync"

	"passdesk/registry"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// index finds people by name, pinyin initials and last digits. It is made in
// memory, from opened records, when somebody first looks for a name, and
// forgotten at the lock: none of it is on the disk.
//
// A million holders are some six million entries, so an entry is 20 bytes and
// points at nothing: the first bytes of what it is found by, and who it is. What
// is shown is opened from the register.
type index struct {
	found              // everybody
	residents []string // whose row of the list it is, by id less one
	cases     map[int64]string
	denied    map[string][]denial // people who went away without a pass, by person
	seed      maphash.Seed
	vault     *seal.Vault   // as it was at the unlock: it fails when it was wiped
	listed    chan struct{} // closed when residents are in
	ready     chan struct{} // closed when holders are, or the making was given up
	began     bool
	part      progress
	failed    error
	harm      sync.Mutex
	unread    []scheme.Text // damaged records, until the station has been told
}

// found are the ways to find somebody.
type found struct {
	initials column // pinyin initials, every reading
	names    column // folded names
	endings  column // document numbers, reversed
	people   column // persons, by hash
	born     births // of holders
}

// who is a holder, a resident on the loaded list, or the applicant of a case.
type who uint32

const (
	aPass     who = 0 << 30 // by the event that gave the number
	aResident who = 1 << 30 // by the row of the list
	aCase     who = 2 << 30 // by the event that began it
	whoKind   who = 3 << 30
)

// mostRows is how many events a register may hold for the index to name them.
const mostRows = 1<<30 - 1

func (w who) kind() who    { return w & whoKind }
func (w who) row() int64   { return int64(w &^ whoKind) }
func (w who) isPass() bool { return w.kind() == aPass }

func whoIs(kind who, row int64) who { return kind | who(row&mostRows) }

func newIndex(v *seal.Vault) *index {
	return &index{
		vault: v, cases: map[int64]string{}, denied: map[string][]denial{}, seed: maphash.MakeSeed(),
		listed: make(chan struct{}), ready: make(chan struct{}),
	}
}

// indexed is the part of a record that is searched.
type indexed struct {
	Name      string             `json:"name"`
	Document  *registry.Document `json:"document"`
	OwnNumber *registry.Document `json:"own_number"`
	Guardian  *registry.Guardian `json:"guardian"`
	Birth     string             `json:"birth"`
	Sex       string             `json:"sex"`
	Corrected *indexed           `json:"application"` // where a correction wrote the record
}

func indexedOf(a registry.Application) indexed {
	return indexed{a.Name, a.Document, a.OwnNumber, a.Guardian, a.Birth, a.Sex, nil}
}

// addPass adds a holder, or the same one under other papers.
func (x *index) addPass(row int64, a registry.Application) {
	x.add(x.prepare(whoIs(aPass, row), indexedOf(a)), (*column).add)
}

// prepared is somebody with their keys: all of the work that needs no lock.
type prepared struct {
	who
	person                   string
	hash                     key
	initials, names, endings []string
	birth                    uint16
}

func (x *index) prepare(w who, p indexed) prepared {
	out := prepared{who: w, person: personKey(p), birth: birthOf(p)}
	out.hash = x.hash(out.person)
	if n, _, err := name.Parse(p.Name); err == nil {
		out.names, out.initials = n.Keys()
	}
	if d := printedDocument(p.Document, p.Guardian); d != nil {
		out.endings = append(out.endings, reversed(d.Number))
	}
	if p.OwnNumber != nil {
		out.endings = append(out.endings, reversed(p.OwnNumber.Number))
	}
	return out
}

// hash is the key of something that is only asked for whole. Two of a million that
// agree in 64 bits are one chance in thirty million, and what is found by it is
// shown to somebody, never decided upon.
func (x *index) hash(s string) key {
	var k key
	sum := maphash.String(x.seed, s)
	for i := range 8 {
		k[i] = byte(sum >> (8 * i))
	}
	return k
}

// add puts somebody in, by one way of adding to a column.
func (f *found) add(p prepared, add func(*column, key, who)) {
	for _, k := range p.initials {
		add(&f.initials, keyOf(k), p.who)
	}
	for _, k := range p.names {
		add(&f.names, keyOf(k), p.who)
	}
	for _, k := range p.endings {
		add(&f.endings, keyOf(k), p.who)
	}
	add(&f.people, p.hash, p.who)
	if p.isPass() {
		f.born.put(p.row(), p.birth)
	}
}

func (f *found) columns() []*column {
	return []*column{&f.initials, &f.names, &f.endings, &f.people}
}

// settle sorts what was added.
func (f *found) settle() {
	for _, c := range f.columns() {
		c.settle()
	}
}

// join takes over what the other has sorted.
func (f *found) join(o *found) {
	theirs := o.columns()
	for i, c := range f.columns() {
		c.runs = append(c.runs, theirs[i].runs...)
	}
	f.born.join(o.born)
}

// whose are the entries of a person.
func (x *index) whose(person string) []who {
	var all []who
	x.people.each(x.hash(person), 8, func(w who) bool {
		all = append(all, w)
		return true
	})
	return all
}

// printedDocument is the number that stands on the pass: the person's own, or
// for a child without a card the guardian's.
func printedDocument(own *registry.Document, g *registry.Guardian) *registry.Document {
	if own != nil {
		return own
	}
	if g != nil {
		return g.Document
	}
	return nil
}

func documentKey(d registry.Document) string { return d.Type + ":" + d.State + ":" + d.Number }

// personKey is equal for two records of one person with the same papers. It
// joins a resident to the pass they hold; it decides nothing about uniqueness.
func personKey(p indexed) string {
	switch {
	case p.Document != nil:
		return documentKey(*p.Document)
	case p.Guardian != nil && p.Guardian.Document != nil:
		return strings.Join([]string{"child", documentKey(*p.Guardian.Document), p.Birth, p.Sex, p.Name}, "|")
	}
	return "name|" + p.Name
}
