// Package screentest runs a whole Bubble Tea program on a terminal inside the test process: bytes go
// in as from a keyboard, cells and the cursor come out as on a screen. Only tests and the script for
// the pictures use it.
//
// It never sleeps. Type, Key, Paste and Resize return when the program has handled what they sent and
// the frame that followed is on the screen; what comes later (the result of a command) is awaited with
// WaitFor, on a condition, with a time limit only as the bound of a failure.
//
// While a program runs here, every frame is checked: no line wider than the window, not more lines than
// the window has, the cursor inside it.
//
//	s := screentest.Start(t, model, 80, 24)
//	s.Type("欧阳娜娜")
//	s.WaitFor("可以签发")
//	x, y := s.Cursor()
//	s.Golden("desk")
package screentest
