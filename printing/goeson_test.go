package printing

import (
	"io"
	"testing"
)

// A sheet that goes on at its next free place, and once more: none of the printings puts ink
// where another has, on either side; each says which sheet it is.
func TestSheetThatGoesOnIsPrintedOnce(t *testing.T) {
	const dark, most = 200, 4 // a level of grey, and pixels that two renderings of one edge may share
	for name, size := range map[string]Size{"id1": ID1, "120 by 80": {120, 80}} {
		p := samplePass()
		p.Size = size
		var printed [][]picture
		for first := 1; first <= min(4, p.face().grid().places()); first++ {
			path := onDisk(t, func(w io.Writer) error { return TenUp(w, []Pass{p}, Sheets{First: first}, Options{}) })
			printed = append(printed, pictures(t, path, 100))
		}
		for a := range printed {
			for b := range a {
				for side := range printed[a] {
					twice := 0
					for i, grey := range printed[a][side].grey {
						if grey < dark && printed[b][side].grey[i] < dark {
							twice++
						}
					}
					if twice > most {
						t.Errorf("%s, side %d: printings %d and %d have ink over each other: %d pixels", name, side, b+1, a+1, twice)
					}
				}
			}
		}
	}
}
