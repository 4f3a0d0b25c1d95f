package station

import (
	"passdesk/registry"
)

// openEnds are the passes of which something is still to be done, as the log has
// them: what a close counts of the whole register.
type openEnds struct{ unprinted, unsigned, outstanding, toFetch int }

// turn counts a pass in, or out again with -1.
func (o *openEnds) turn(p registry.PassState, by int) {
	if p.Unprinted() {
		o.unprinted += by
	}
	if p.Unsigned() {
		o.unsigned += by
	}
	if len(p.Outstanding()) > 0 {
		o.outstanding += by
	}
	if len(toFetch(p)) > 0 {
		o.toFetch += by
	}
}

// countCases counts the cases as a close does: of the day those that stand against
// the applicant, an appeal that is not decided with them; of the whole register
// those that wait.
func (f *dayFold) countCases(d *dayCount, b *registry.ClosedBody) {
	for _, id := range d.cases {
		denied(f.cases[id], b)
	}
	for _, c := range f.cases {
		switch c.Status {
		case registry.CaseOpen:
			b.Open++
		case registry.CaseAppealed:
			b.Appealed++
		}
	}
}
