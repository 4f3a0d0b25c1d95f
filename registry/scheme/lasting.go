package scheme

import (
	"slices"

	"passdesk/registry/civil"
)

// SaidBefore adds to what is stated now what the same person stated on an earlier
// day and was refused for. On that day itself everything still counts: another form
// makes nobody well. On a later one the exposures count, from the day on which they
// were stated where they bear none, as long as the scheme lets an exposure count
// (terms); a state such as a fever ends with the new answer. What has been tested
// and isolated since then clears them as ever.
func (s Scheme) SaidBefore(now, then Inputs, on, day civil.Date) Inputs {
	same := on == day
	for _, word := range slices.Concat(then.Facts, then.Now) {
		f, err := FactByWord(word)
		switch {
		case saysNone(word):
		case same:
			now.Facts = append(now.Facts[:len(now.Facts):len(now.Facts)], word)
		case err == nil && s.lasts(f):
			now.Dated = append(now.Dated[:len(now.Dated):len(now.Dated)], DatedFact{Fact: word, On: on})
		}
	}
	for _, d := range then.Dated {
		f, err := FactByWord(d.Fact)
		if same || err == nil && s.lasts(f) {
			now.Dated = append(now.Dated[:len(now.Dated):len(now.Dated)], d)
		}
	}
	now.Been = append(now.Been[:len(now.Been):len(now.Been)], then.Been...)
	for _, t := range then.NAAT {
		if !slices.Contains(now.NAAT, t) {
			now.NAAT = append(now.NAAT[:len(now.NAAT):len(now.NAAT)], t)
		}
	}
	if now.Isolation == nil && then.Isolation != nil && (same || !then.Isolation.Start.IsZero()) {
		now.Isolation = then.Isolation
	}
	if !same {
		return now
	}
	if then.Temp != nil && (now.Temp == nil || *then.Temp > *now.Temp) {
		now.Temp = then.Temp
	}
	if then.FalseStatement == Yes {
		now.FalseStatement = Yes
	}
	if now.Colour == "" {
		now.Colour = then.Colour
	}
	return now
}

// lasts reports an exposure: a fact that a new answer does not end.
func (s Scheme) lasts(f Fact) bool {
	_, ok := s.terms[f.Code]
	return ok
}
