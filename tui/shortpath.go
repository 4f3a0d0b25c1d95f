package tui

import (
	"strings"

	"passdesk/tui/widget"
)

// shortPath is a path in so many cells: the file's name whole, the folders before
// it cut in the middle with "...".
func shortPath(path string, cells int) string {
	if widget.Width(path) <= cells {
		return path
	}
	at := strings.LastIndexAny(path, `/\`)
	name := path[at+1:]
	if room := cells - 3 - widget.Width(name) - 1; at < 0 || room < 0 {
		return lastCells(name, cells)
	}
	sep := path[at : at+1]
	best := "..." + sep + name
	for i := at - 1; i >= 0; i-- {
		if path[i] == sep[0] {
			if longer := "..." + path[i:]; widget.Width(longer) <= cells {
				best = longer
			}
		}
	}
	return best
}

// lastCells is the end of a file's name, where the number is.
func lastCells(s string, cells int) string {
	r := []rune(s)
	for len(r) > 0 && widget.Width(string(r))+3 > cells {
		r = r[1:]
	}
	if len(r) == len([]rune(s)) {
		return s
	}
	return "..." + string(r)
}
