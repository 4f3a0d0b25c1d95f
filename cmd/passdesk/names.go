package main

import (
	"passdesk/printing/font"
	"passdesk/registry/name"
)

type namesCmd struct{}

// glyphClass says how a character can be printed: ok, fallback or missing. A shape that
// the fonts do not have is printed as the plain one: that is fallback too.
func glyphClass(character string) string { return font.Worst(character).String() }

// Run reads one name a line and answers each with its legal form, search keys,
// initials, warnings, and whether every character can be printed.
func (c *namesCmd) Run(a *app) error {
	return a.eachLine(func(_ int, line []byte) error {
		return a.printJSON(name.Describe(string(line), glyphClass))
	})
}
