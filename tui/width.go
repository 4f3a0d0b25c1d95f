package tui

import "passdesk/tui/widget"

// Some terminals, Chinese ones above all, draw signs of ambiguous width (the dot
// in 麦麦提·图尔荪 is one) two cells wide. Which, is asked before the program
// starts, since the width table is read when it does.

// WidthQuestion is what to write to the terminal, and what wipes it away.
func WidthQuestion() (ask, wipe string) { return widget.AmbiguousProbe, widget.AmbiguousErase }

// WidthAnswer reads the terminal's reply: true for two cells. Then start again
// with RUNEWIDTH_EASTASIAN=1.
func WidthAnswer(reply []byte) (wide bool, err error) { return widget.AmbiguousIsWide(reply) }
