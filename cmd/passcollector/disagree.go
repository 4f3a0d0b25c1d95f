package main

import (
	"fmt"

	"passdesk/export/list"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// Two rows of one list that do not agree about a person: one lists whom another calls green, or
// says not to be meant any more. As at a station that loads the list itself, the person is
// listed, and no pass is asked for before somebody has looked at both.

// offRow is a row that says of somebody that he is not meant, or not any more.
type offRow struct {
	line  int
	entry watch.Entry
}

// takesOff keeps such a row; one that names nobody says it of nobody.
func (p *peoplePart) takesOff(row watch.Row, day civil.Date) {
	if row.Released(day) == nil && !row.Doubt.Off {
		return
	}
	row, _ = row.AsOther().WithoutDays(day)
	if e, bad := watch.Parse(row, day); bad == nil {
		p.off = append(p.off, offRow{len(p.lines), e})
	}
}

// spoken is an entry of a part.
type spoken struct {
	part *peoplePart
	n    int
}

func (s spoken) entry() *watch.Entry { return &s.part.entries[s.n] }
func (s spoken) line() int           { return s.part.named[s.n] }

// disagree finds the rows that do not agree. Of two of which one says green that one lists
// nobody: what it would end stands.
func disagree(parts []*peoplePart) {
	by := map[watch.Key][]spoken{}
	for _, p := range parts {
		for n, e := range p.entries {
			if !p.byName[p.named[n]] {
				by[e.Whose()] = append(by[e.Whose()], spoken{p, n})
			}
		}
	}
	for _, all := range by {
		for n, s := range all {
			for _, before := range all[:n] {
				if s.entry().Contradicts(*before.entry()) {
					askAboutGreen(before, s)
				}
			}
		}
	}
	for _, p := range parts {
		for _, off := range p.off {
			for _, s := range by[off.entry.Whose()] {
				if s.entry().About(off.entry) {
					s.entry().Ask = true
					s.part.tell(s.line(), watch.CalledOff(p.at(off.line)))
					p.tell(off.line, watch.ListedAt(s.part.at(s.line())))
				}
			}
		}
		p.leaveGreen()
	}
}

func askAboutGreen(one, other spoken) {
	green, listed := one, other
	if listed.entry().Why == watch.Green {
		green, listed = other, one
	}
	green.entry().Ask, listed.entry().Ask = true, true
	listed.part.tell(listed.line(), watch.CalledGreen(green.part.at(green.line())))
	green.part.tell(green.line(), watch.ListedAt(listed.part.at(listed.line())))
}

// leaveGreen takes the green rows that another contradicts out of what is to be listed.
func (p *peoplePart) leaveGreen() {
	named, entries := p.named, p.entries
	p.named, p.entries = nil, nil
	for n, e := range entries {
		if line := named[n]; e.Ask && e.Why == watch.Green {
			said := p.told[line]
			p.lines[line].Result, p.lines[line].Note, p.beside[line] = list.Ask, &both{said.ZH, said.EN}, true
			continue
		}
		p.named, p.entries = append(p.named, named[n]), append(p.entries, e)
	}
}

// tell adds to what is said of a line, whether its answer is still to come or stands.
func (p *peoplePart) tell(line int, said scheme.Text) {
	if n := p.lines[line].Note; n != nil {
		all := scheme.Text{ZH: n.ZH, EN: n.EN}.And(said)
		p.lines[line].Note = &both{all.ZH, all.EN}
		return
	}
	p.told[line] = p.told[line].And(said)
}

func (p *peoplePart) at(line int) scheme.Text {
	row := p.lines[line].Row
	return scheme.Text{ZH: fmt.Sprintf("第 %d 行", row), EN: fmt.Sprintf("row %d", row)}
}
