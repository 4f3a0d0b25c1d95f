package iddoc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
)

// Reading is what Read found. Input and Suggest hold plain numbers; they are
// for the doc verb and the operator's screen. Printed with any verb of fmt, or
// logged with slog, a Reading shows its type, its masked number and its words.
type Reading struct {
	Input string
	Type  Type
	Valid bool
	// Number is none unless Valid or Overridable.
	Number Number
	// Reason is nil when Valid, else one or more Reason words.
	Reason []string
	// Warn is nil or the Warn words, also of a reading that is not Valid.
	Warn []string
	// Suggest is nil or repaired inputs that pass everything. Offer them only
	// when the register or the typed birth date agrees.
	Suggest []string

	pattern string
}

// Level is how far a reading can be trusted.
type Level uint8

const (
	LevelReject Level = iota // not to be issued on
	LevelWarn                // issue; the operator sees why it is not clean
	LevelOK
)

// String is "OK", "WARN" or "REJECT".
func (l Level) String() string { return [...]string{"REJECT", "WARN", "OK"}[l] }

// Level is OK, WARN or REJECT.
func (r Reading) Level() Level {
	switch {
	case !r.Valid:
		return LevelReject
	case len(r.Warn) > 0:
		return LevelWarn
	}
	return LevelOK
}

// Overridable reports a reading that is refused only because its region is in
// no list. An officer with the card in hand may issue on Number.
func (r Reading) Overridable() bool { return !r.Valid && r.Number.typ != "" }

// Pattern is the search pattern of a MASKED reading, else ErrNoPattern.
func (r Reading) Pattern() (Pattern, error) { return ParsePattern(r.pattern) }

// Fits reports whether the type read is the kind declared (the words of Read).
// Everything fits "auto"; a RIC15 fits RIC18 and a Macau permit fits HK_PERMIT,
// because the desk has one button for each pair; the MRZ of a passport fits
// PASSPORT of its own state.
func (r Reading) Fits(declared string) bool {
	d := parseDeclared(declared)
	switch d.kind {
	case kindAuto:
		return true
	case kindHKMO:
		return r.Type == TypeHKPermit || r.Type == TypeMOPermit
	case kindPassport:
		return r.Type == TypePassportForeign && r.Number.state == d.state || r.Type == TypePassportCN && d.state == "CHN" ||
			r.Type == TypeMRZTD3 && r.Number.state == d.state
	case kindCitizen:
		return r.Type == d.typ || r.Type == TypeRIC15 && d.typ == TypeRIC18
	}
	return r.Type == d.typ
}

// Words is the reason as the doc verb prints it: "ok", or several joined by +.
func (r Reading) Words() string {
	if r.Valid {
		return ReasonOK
	}
	return strings.Join(r.Reason, "+")
}

// Has reports a word among Reason or Warn.
func (r Reading) Has(word string) bool {
	return slices.Contains(r.Reason, word) || slices.Contains(r.Warn, word)
}

// MarshalJSON answers in the form of the doc verb:
// {"input","type","valid","norm","birth","sex","reason","warn":[…],"suggest":[…]}.
// It holds the plain number.
func (r Reading) MarshalJSON() ([]byte, error) {
	norm := r.Number.norm
	if r.Type == TypeMasked {
		norm = r.pattern
	}
	answer := struct {
		Input   string   `json:"input"`
		Type    Type     `json:"type"`
		Valid   bool     `json:"valid"`
		Norm    string   `json:"norm"`
		Birth   string   `json:"birth"`
		Sex     string   `json:"sex"`
		Reason  string   `json:"reason"`
		Warn    []string `json:"warn"`
		Suggest []string `json:"suggest"`
	}{r.Input, r.Type, r.Valid, norm, r.Number.birth.String(), r.Number.sex.String(), r.Words(), orEmpty(r.Warn), orEmpty(r.Suggest)}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // an MRZ is full of <; the caller's encoder decides
	if err := enc.Encode(answer); err != nil {
		return nil, fmt.Errorf("iddoc: answer: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// String is "RIC18 330212********9315 ok": no plain number.
func (r Reading) String() string {
	parts := []string{string(r.Type)}
	if m := r.Number.Masked(); m != "" {
		parts = append(parts, m)
	}
	parts = append(parts, r.Words())
	if len(r.Warn) > 0 {
		parts = append(parts, "("+strings.Join(r.Warn, " ")+")")
	}
	return strings.Join(parts, " ")
}

// Format masks under every verb: a struct printed with %d or %+v would
// otherwise show its fields.
func (r Reading) Format(f fmt.State, _ rune) { fmt.Fprint(f, r.String()) }

// LogValue is String.
func (r Reading) LogValue() slog.Value { return slog.StringValue(r.String()) }
