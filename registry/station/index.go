package station

import (
	"cmp"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/name"
)

// index finds people by name, pinyin initials and last digits. It is built in
// memory at the unlock, from opened records, and forgotten at the lock: none of
// it is on the disk.
//
// Each column is sorted, so that a prefix is two binary searches: a name from
// its front, a document number from its end. What was added since the last sort
// lies in a short tail that is read through.
type index struct {
	subjects []subject
	initials column // pinyin initials, every reading
	names    column // folded names
	endings  column // document numbers, reversed
	people   map[string][]int32
	families map[string][]int32  // children by the guardian's key
	denied   map[string][]denial // people who went away without a pass, by person
}

// subject is a holder, a resident on the loaded list, or the applicant of a case.
type subject struct {
	number   registry.Number
	resident int64
	of       int64  // the case
	person   string // whose: equal for a resident and the pass they hold
}

type entry struct {
	key string
	at  int32
}

type column struct {
	sorted []entry
	tail   []entry
}

const longestTail = 512

func newIndex() *index {
	return &index{people: map[string][]int32{}, families: map[string][]int32{}, denied: map[string][]denial{}}
}

func (c *column) add(key string, at int32) {
	if key == "" {
		return
	}
	c.tail = append(c.tail, entry{key, at})
}

func (c *column) settle() {
	c.sorted = append(c.sorted, c.tail...)
	c.tail = nil
	slices.SortFunc(c.sorted, func(a, b entry) int { return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
}

// prefix yields what begins with p, until yield says stop.
func (c *column) prefix(p string, yield func(int32) bool) {
	if len(c.tail) > longestTail {
		c.settle()
	}
	from, _ := slices.BinarySearchFunc(c.sorted, p, func(e entry, p string) int { return strings.Compare(e.key, p) })
	for _, e := range c.sorted[from:] {
		if !strings.HasPrefix(e.key, p) {
			break
		}
		if !yield(e.at) {
			return
		}
	}
	for _, e := range c.tail {
		if strings.HasPrefix(e.key, p) && !yield(e.at) {
			return
		}
	}
}

func (x *index) settle() {
	for _, c := range []*column{&x.initials, &x.names, &x.endings} {
		c.settle()
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
}

func (x *index) addPass(n registry.Number, a registry.Application) {
	for _, at := range x.people[personKey(indexedOf(a))] {
		if x.subjects[at].number == n {
			return
		}
	}
	x.add(prepare(subject{number: n}, indexedOf(a)))
}

func indexedOf(a registry.Application) indexed {
	return indexed{a.Name, a.Document, a.OwnNumber, a.Guardian, a.Birth, a.Sex}
}

// prepared is a subject with its keys: all of the work that needs no index.
type prepared struct {
	subject
	initials, names, endings []string
	family                   string
}

func prepare(s subject, p indexed) prepared {
	s.person = personKey(p)
	out := prepared{subject: s}
	if n, _, err := name.Parse(p.Name); err == nil {
		out.names, out.initials = n.Keys()
	}
	if d := printedDocument(p.Document, p.Guardian); d != nil {
		out.endings = append(out.endings, reversed(d.Number))
	}
	if p.OwnNumber != nil {
		out.endings = append(out.endings, reversed(p.OwnNumber.Number))
	}
	if p.Document == nil && p.Guardian != nil && p.Guardian.Document != nil {
		out.family = documentKey(*p.Guardian.Document)
	}
	return out
}

func (x *index) add(p prepared) {
	at := int32(len(x.subjects))
	x.subjects = append(x.subjects, p.subject)
	x.people[p.person] = append(x.people[p.person], at)
	for _, c := range []struct {
		column *column
		keys   []string
	}{{&x.initials, p.initials}, {&x.names, p.names}, {&x.endings, p.endings}} {
		for _, k := range c.keys {
			c.column.add(k, at)
		}
	}
	if p.family != "" {
		x.families[p.family] = append(x.families[p.family], at)
	}
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

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
