package main

import (
	"passdesk/printing/font"
	"passdesk/registry/name"
)

type namesCmd struct{}

// Run reads one name a line and answers each with its legal form, search keys,
// initials, warnings, and whether every character can be printed.
func (c *namesCmd) Run(a *app) error {
	class := func(r rune) string { return font.ClassOf(r).String() }
	return a.eachLine(func(_ int, line []byte) error {
		return a.printJSON(name.Describe(string(line), class))
	})
}
