package name

import "passdesk/registry/hanzi"

import "errors"

// The glyph classes of a name, as the scripting contract spells them.
const (
	GlyphsOK       = "ok"       // the main font draws every character
	GlyphsFallback = "fallback" // a rarer font is needed for one at least
	GlyphsMissing  = "missing"  // one at least must be written by hand
)

// Glyphs is the worst class over the characters of the name. class answers for one
// character, with the selector that chooses its shape if there is one, with "ok",
// "fallback" or "missing"; any other word counts as missing. Spaces ask for no glyph. A description of a
// character by its parts, and a placeholder for a lost one, are missing whatever the
// font has: printed as they stand they would be no name.
func Glyphs(n Name, class func(string) string) string {
	worst := GlyphsOK
	for _, u := range units(n.legal) {
		if u.description || hanzi.IsPlaceholder(u.base) {
			return GlyphsMissing
		}
		if u.base == ' ' {
			continue
		}
		switch class(u.text) {
		case GlyphsOK:
		case GlyphsFallback:
			worst = GlyphsFallback
		default:
			return GlyphsMissing
		}
	}
	return worst
}

// Report is the answer of the verb "names" for one line, in the contract's form. It
// shows the name in full.
type Report struct {
	Input    string   `json:"input"`
	Legal    string   `json:"legal"`
	Search   []string `json:"search"`
	Initials []string `json:"initials"`
	Warn     []string `json:"warn"`
	Glyphs   string   `json:"glyphs"`
	Error    string   `json:"error,omitempty"`  // "empty", "too_long", "no_letter"
	Reason   *Text    `json:"reason,omitempty"` // the sentence of the error
	Notes    []Text   `json:"notes,omitempty"`  // the sentences of the warnings, in their order
}

// Describe builds the report of one input line. A refused input has an empty legal
// form, no keys, and says why.
func Describe(input string, class func(string) string) Report {
	n, warnings, err := Parse(input)
	r := Report{Input: input, Search: []string{}, Initials: []string{}, Warn: []string{}, Glyphs: GlyphsMissing}
	for _, w := range warnings {
		r.Warn = append(r.Warn, w.Code)
		r.Notes = append(r.Notes, w.Text)
	}
	if err != nil {
		r.refuse(err)
		return r
	}
	r.Legal = n.Legal()
	search, initials := n.Keys()
	r.Search = append(r.Search, search...)
	r.Initials = append(r.Initials, initials...)
	r.Glyphs = Glyphs(n, class)
	return r
}

func (r *Report) refuse(err error) {
	r.Error = err.Error()
	var refusal *Refusal
	if errors.As(err, &refusal) {
		r.Error, r.Reason = refusal.Code, &refusal.Text
	}
}
