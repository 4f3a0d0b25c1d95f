package registry

import (
	"errors"
	"strings"
	"testing"
)

// An intent that is withdrawn is no sheet, and the pass is as if no printer had been
// asked; an event that says so of a copy with other sheets, or keeps it silent, is false.
func TestAnIntentIsWithdrawn(t *testing.T) {
	const intended, spoiled = `{"copy":1,"layout":"walkin"}`, `{"copy":1,"outcome":"spoiled"}`
	for name, c := range map[string]struct {
		bodies []string
		total  int // -1: refused
	}{
		"alone":              {[]string{intended, `{"copy":1,"outcome":"none","unsent":true}`}, 0},
		"beside another":     {[]string{intended, spoiled, intended, `{"copy":1,"outcome":"none"}`}, 1},
		"kept silent":        {[]string{intended, `{"copy":1,"outcome":"none"}`}, -1},
		"said falsely":       {[]string{intended, spoiled, intended, `{"copy":1,"outcome":"none","unsent":true}`}, -1},
		"said of a sheet":    {[]string{intended, `{"copy":1,"outcome":"spoiled","unsent":true}`}, -1},
		"of no sheet at all": {[]string{`{"copy":1,"outcome":"none","unsent":true}`}, -1},
	} {
		book := NewSheetBook(SheetSums{})
		var err error
		for i, b := range c.bodies {
			e := Event{No: int64(i + 1), Kind: PrintIntended, Pass: "12131170004228", Body: []byte(b)}
			if strings.Contains(b, "outcome") {
				e.Kind = PrintedOut
			}
			err = errors.Join(err, book.Add(e))
		}
		if (err != nil) != (c.total < 0) || err == nil && (book.Sums.Total != c.total || !book.Sums.Proven()) {
			t.Errorf("%s: %v, %+v", name, err, book.Sums)
		}
	}
}
