// Package guide holds the operator's guide in both languages: the help of the
// program, and a text to print. It knows words only.
//
// The form is a small part of Markdown: "#" begins a heading, "- " an item, a
// blank line ends a paragraph; every paragraph is one line, wrapped by whoever
// shows it.
//
//	text := guide.Text(false) // Chinese
package guide

import (
	_ "embed"
	"strings"
)

//go:embed guide.zh.md
var zh string

//go:embed guide.en.md
var en string

// Text is the whole guide, in Chinese or in English.
func Text(english bool) string {
	if english {
		return strings.TrimSpace(en)
	}
	return strings.TrimSpace(zh)
}
