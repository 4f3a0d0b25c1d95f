package widget

// QuietView is View for a form that keys do not go to: no field is marked, and
// the cursor is elsewhere.
func (f *Form) QuietView(width int, st Styles, lang Lang) Block {
	focus := f.focus
	f.focus = -1
	defer func() { f.focus = focus }()
	return f.View(width, st, lang)
}
