package tui

import "passdesk/tui/widget"

// Language is the screen's language for a word of the command line: "en", or
// else Chinese.
func Language(word string) widget.Lang {
	if word == "en" {
		return widget.EN
	}
	return widget.ZH
}
