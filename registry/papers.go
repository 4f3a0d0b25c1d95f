package registry

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Paper is what is known of one printed copy of a pass, as one letter.
type Paper byte

const (
	PaperNone      Paper = 'n' // none was made, as far as is known
	PaperOut       Paper = 'o' // it came out of a printer, or was signed for
	PaperCancelled Paper = 'c' // not handed over
	PaperVoid      Paper = 'v'
	PaperLost      Paper = 'l'
	PaperMissing   Paper = 'm' // recalled, looked for and not found
	PaperReturned  Paper = 'r' // it came back
	PaperSkipped   Paper = 's' // to be made, and printed perhaps behind a backup: another copy took its place
	PaperUnused    Paper = '-' // lies between the hundreds of two epochs: none of this register's
)

// Papers are all copies of a pass, the first first.
type Papers string

// Of is the paper of the copy; PaperNone for one that there is not.
func (p Papers) Of(copy int) Paper {
	if copy < 1 || copy > len(p) {
		return PaperNone
	}
	return Paper(p[copy-1])
}

func (p Papers) mark(copy int, as Paper) Papers {
	return p[:copy-1] + Papers(as) + p[copy:]
}

// Outstanding are the earlier copies of which a paper is still out: a correction,
// or the reprint of a lost paper, is not done before each of them is marked.
func (p PassState) Outstanding() []int {
	return p.earlierWhere(func(paper Paper) bool { return paper == PaperOut })
}

// Missing are the earlier copies that a recall asked for and nobody found: somebody has
// them, and as long as the pass is recalled they are looked for.
func (p PassState) Missing() []int {
	return p.earlierWhere(func(paper Paper) bool { return paper == PaperMissing })
}

// Asked are the earlier copies that a recall asks for.
func (p PassState) Asked() []int {
	return p.earlierWhere(func(paper Paper) bool { return paper == PaperOut || paper == PaperMissing })
}

// Replaced are the earlier copies that came out of a printer: people had them, and each
// has its row of the signature ledger beside that of the latest.
func (p PassState) Replaced() []int {
	return p.earlierWhere(func(paper Paper) bool { return strings.ContainsRune(HadPapers, rune(paper)) })
}

// HadPapers are the letters of papers that came out, whatever became of them. One that was
// not handed over is none: nobody had it, and whether it was printed is not said.
const HadPapers = string(PaperOut) + string(PaperVoid) + string(PaperLost) + string(PaperMissing) + string(PaperReturned)

func (p PassState) earlierWhere(fits func(Paper) bool) []int {
	var copies []int
	for c := 1; c <= len(p.Papers); c++ {
		if c != p.Copy && fits(p.Papers.Of(c)) {
			copies = append(copies, c)
		}
	}
	return copies
}

// Ends are the words for what became of a paper that another one replaces.
var Ends = []string{string(endReturned), string(endVoid), string(endLost)}

// end is what became of a paper that another one replaces: a word of a body.
type end string

const (
	endReturned end = "returned"
	endVoid     end = "void"
	endLost     end = "lost"
)

func (w end) paper() (Paper, error) {
	switch w {
	case endReturned:
		return PaperReturned, nil
	case endVoid:
		return PaperVoid, nil
	case endLost:
		return PaperLost, nil
	}
	return PaperNone, fmt.Errorf("%w: the old paper is %q", ErrIllegal, string(w))
}

// next is another copy, the next or, behind a Branch, one further on: what became of
// the one before is said, or it stays as it was known to be.
func (p *PassState) next(copy int, old string) error {
	if copy <= p.Copy {
		return fmt.Errorf("%w: copy %d after copy %d", ErrIllegal, copy, p.Copy)
	}
	if old != "" {
		as, err := end(old).paper()
		if err != nil {
			return err
		}
		if p.Papers.Of(p.Copy) != PaperOut {
			return fmt.Errorf("%w: no paper of copy %d is out", ErrIllegal, p.Copy)
		}
		p.Papers = p.Papers.mark(p.Copy, as)
	}
	if more := copy - len(p.Papers); more > 0 {
		p.Papers += Papers(strings.Repeat(string(PaperUnused), more))
	}
	p.Copy, p.Papers = copy, p.Papers.mark(copy, PaperNone)
	return nil
}

// skipped: the paper that was to be made may be out already. What the log says of a
// sheet of it stays.
func (p *PassState) skipped(copy int) error {
	if p.Papers.Of(p.Copy) != PaperNone {
		return fmt.Errorf("%w: the paper of copy %d is known", ErrIllegal, p.Copy)
	}
	p.Papers = p.Papers.mark(p.Copy, PaperSkipped)
	return p.next(copy, "")
}

// markable are the papers that an event about one earlier copy may change. A paper
// that was lost, void or never handed over may turn up all the same.
var markable = map[Kind]func(Paper) bool{
	Returned: func(p Paper) bool { return p != PaperReturned },
	Lost:     func(p Paper) bool { return p == PaperOut },
	Voided:   func(p Paper) bool { return p == PaperOut },

	ReturnRefused: func(p Paper) bool { return p == PaperOut || p == PaperMissing },
	NotFound:      func(p Paper) bool { return p == PaperOut || p == PaperMissing },
}

// ofRecall are the answers that only a recall asks for.
var ofRecall = map[Kind]bool{ReturnRefused: true, NotFound: true}

// marks is what an event says of the paper that it is about. A paper that somebody
// would not give is out, also when it was not found before.
var marks = map[Kind]Paper{
	Signed: PaperOut, ReturnRefused: PaperOut, Cancelled: PaperCancelled, Voided: PaperVoid, Lost: PaperLost, Returned: PaperReturned, NotFound: PaperMissing,
}

// MayMark reports whether the event may be said of an earlier copy.
func (p PassState) MayMark(k Kind, copy int) bool {
	may, ok := markable[k]
	return ok && p.beside(copy) && may(p.Papers.Of(copy)) && (!ofRecall[k] || p.Status.UnderRecall())
}

// beside: it is a copy of the pass and not the latest. Only one that was skipped and may be
// out (lifted.go) stands behind the latest.
func (p PassState) beside(copy int) bool {
	return copy >= 1 && copy != p.Copy && copy <= max(p.Copy, len(p.Papers))
}

// Earlier reports that the step, said of the copy, has to say in its body that it is
// about an earlier one (saysEarlier).
func (p PassState) Earlier(k Kind, copy int) bool {
	return ofRecall[k] && p.MayMark(k, copy) && !p.Finds(k, copy)
}

// saysEarlier: builds that knew of no refusal of an earlier copy let every one be about
// the latest paper, whatever copy it named, and their events mean that still.
func saysEarlier(e Event) bool {
	var b ReasonBody
	return json.Unmarshal(e.Body, &b) == nil && b.Earlier
}

// Stands is the status as people are told of it: a recall is not done while a copy that
// another has replaced is still out, or was not found, wherever the latest paper is.
func (p PassState) Stands() Status {
	switch {
	case p.Status != StatusHandedIn:
	case len(p.Outstanding()) > 0:
		return StatusRecalled
	case len(p.Missing()) > 0:
		return StatusNotFound
	}
	return p.Status
}

// earlier folds an event about a copy that another has replaced: the paper is
// marked, the pass stays as it is.
func (p PassState) earlier(e Event, copy int) (PassState, error) {
	if e.Kind == PrintedOut {
		if p.Papers.Of(copy) == PaperNone && outcomeOf(e) == cameOut {
			p.Papers = p.Papers.mark(copy, PaperOut)
		}
		p.LastEvent = e.No
		return p, nil
	}
	if !p.MayMark(e.Kind, copy) {
		return p, illegalOf(e, p.Papers.Of(copy), copy)
	}
	p.Papers, p.LastEvent = p.Papers.mark(copy, marks[e.Kind]), e.No
	return p, nil
}

func illegalOf(e Event, paper Paper, copy int) error {
	return fmt.Errorf("%w: %s of copy %d, which is %q", ErrIllegal, e.Kind, copy, string(rune(paper)))
}

// ErrWhichCopy is an event that may be about the latest paper or about an earlier
// one that is still out: somebody has to say which.
var ErrWhichCopy = fmt.Errorf("%w: which copy", ErrIllegal)

// Meant is the copy that an event is about where nobody says which. What comes back
// while the next paper is good is the paper that was replaced; whether that one or
// the latest is void or lost, nobody can guess.
func (p PassState) Meant(k Kind) (int, error) {
	out, held := p.Outstanding(), p.Copy
	if len(out) == 0 && p.Status.UnderRecall() {
		out = p.Missing()
	}
	_, latest := life[p.Status][k]
	if ofHeld[k] && (latest || k == Returned) {
		held = p.Held()
	}
	if len(out) == 0 || !p.MayMark(k, out[0]) || ofRecall[k] && latest {
		return held, nil
	}
	switch {
	case !latest, k == Returned && p.Status.InHand():
		return out[0], nil
	case k == Returned:
		return held, nil
	}
	return 0, fmt.Errorf("%w: %d or %d", ErrWhichCopy, out[0], held)
}

// Word is the paper as a script reads it.
func (p Paper) Word() string { return paperWords[p] }

var paperWords = map[Paper]string{
	PaperNone: "none", PaperOut: "out", PaperCancelled: "cancelled", PaperVoid: string(endVoid),
	PaperLost: string(endLost), PaperMissing: "not_found", PaperReturned: string(endReturned),
	PaperSkipped: "skipped", PaperUnused: "unused",
}

// Known are the words for all copies of which there may be a paper, the first first;
// and which copies these are, where their numbers leap: nil where they are counted on.
func (p Papers) Known() (words []string, copies []int) {
	words = make([]string, 0, 4)
	for c := 1; c <= len(p); c++ {
		if paper := p.Of(c); paper != PaperUnused {
			words, copies = append(words, paper.Word()), append(copies, c)
		}
	}
	if len(copies) == len(p) {
		copies = nil
	}
	return words, copies
}
