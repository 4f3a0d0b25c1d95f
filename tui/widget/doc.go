// Package widget holds the parts of a keyboard-driven screen that know not one word of what the
// program is about: an input field, a form, a window over a list of any length, a palette of actions,
// a confirmation with a reason, lines of progress and of keys, and the measuring of text in cells.
//
// It knows key presses, cells, the cursor, guards against keys that come too fast, and roles of
// colour. It does not know passes, people, files or the clock: time comes in as a func() time.Time,
// rows come in through a function, words come in as pairs of Chinese and English.
//
// Every part has the same three sides:
//
//   - Update takes a message and answers with a small event ("submitted", "one step back"); it does
//     no input or output. Only List answers with a command too, because it reads rows.
//   - View draws at most as many cells as it is told, as a Block: lines and the place of the cursor.
//   - The parts are pointers that their screen owns; none starts a goroutine.
//
// Measures (facts.md, "Terminal"): widths are cells, never runes or bytes; text is cut with "~"; no
// box borders; sixteen colours, bold and reverse only; plain letters are never commands, because
// with an input method on they do not arrive.
//
// A field behind a prompt of six cells, after typing 欧阳娜娜:
//
//	name := widget.NewField(widget.FieldSpec{Key: "name", Max: 50})
//	name.Insert("欧阳娜娜")
//	view := widget.Block{Lines: []string{"姓名: " + name.View(styles, widget.ZH)}}
//	view.SetCursor(6+name.CursorX(), 0) // column 14
package widget
