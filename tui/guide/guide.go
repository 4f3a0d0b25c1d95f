// Package guide holds the operator's guide in both languages: the help of the
// program, and a text to print. It knows words only.
//
// The form is a small part of Markdown: "#" begins a heading, "- " an item, a
// blank line ends a paragraph; every paragraph is one line, wrapped by whoever
// shows it.
//
//	text := guide.Text(false) // Chinese
package guide

// The picture of the desk that the README shows.
//
//go:generate sh -c "cd ../.. && go run ./tui/guide/picture -out tui/guide/desk.png -cols 100 -rows 28 -step 'wait 扫描' -step 'type wyy' -step 'wait 尚无证' -step 'type 1' -step 'wait 可以签发' -- go run ./cmd/passdesk demo"

import (
	_ "embed"
	"strings"
)

//go:embed guide.zh.md
var zh string

//go:embed guide.en.md
var en string

// The life of a pass, drawn by a test of tui from the register's table and roles.
//
//go:embed life.zh.md
var lifeZH string

//go:embed life.en.md
var lifeEN string

// Chapter is the text under a heading, with the heading; "" where there is none.
func Chapter(heading string, english bool) string {
	_, behind, found := strings.Cut("\n"+Text(english), "\n# "+heading+"\n")
	if !found {
		return ""
	}
	own, _, _ := strings.Cut(behind, "\n# ")
	return "# " + heading + "\n" + strings.TrimRight(own, "\n")
}

// Text is the whole guide, in Chinese or in English.
func Text(english bool) string {
	if english {
		return strings.TrimSpace(en + "\n" + lifeEN)
	}
	return strings.TrimSpace(zh + "\n" + lifeZH)
}
