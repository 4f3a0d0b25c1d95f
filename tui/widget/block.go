package widget

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Block is what a part draws: lines, already painted, and where the cursor stands in them, if it
// stands there at all. Cells are counted from the left edge of the block, lines from its top.
type Block struct {
	Lines            []string
	CursorX, CursorY int
	HasCursor        bool
}

// SetCursor puts the cursor into the block.
func (b *Block) SetCursor(x, y int) { b.CursorX, b.CursorY, b.HasCursor = x, y, true }

// Text is a block of plain lines in one role, each cut to the width.
func Text(width int, st Styles, role Role, lines ...string) Block {
	out := Block{Lines: make([]string, 0, len(lines))}
	for _, l := range lines {
		out.Lines = append(out.Lines, st.Paint(role, Truncate(l, width)))
	}
	return out
}

// Stack puts blocks one under the other. The cursor is that of the last block that has one.
func Stack(blocks ...Block) Block {
	var out Block
	for _, b := range blocks {
		if b.HasCursor {
			out.SetCursor(b.CursorX, len(out.Lines)+b.CursorY)
		}
		out.Lines = append(out.Lines, b.Lines...)
	}
	return out
}

// Fill makes the block exactly height lines tall: it adds empty lines or cuts off the lower ones. A
// cursor that is cut off is gone.
func (b Block) Fill(height int) Block {
	if len(b.Lines) > height {
		b.Lines = b.Lines[:max(height, 0)]
	}
	for len(b.Lines) < height {
		b.Lines = append(b.Lines, "")
	}
	if b.CursorY >= height {
		b.HasCursor = false
	}
	return b
}

// View is the block as a whole screen, with the real cursor: an input method opens its candidates
// there. The mouse stays off, so that text can be selected.
func (b Block) View() tea.View {
	v := tea.NewView(strings.Join(b.Lines, "\n"))
	v.AltScreen = true
	if b.HasCursor {
		v.Cursor = tea.NewCursor(b.CursorX, b.CursorY)
	}
	return v
}

// TooSmall is the one sentence for a window below the smallest size, in the desk's language and then in
// the other: whoever meets it may not be able to change the language. ok is false when there is room.
func TooSmall(width, height, minWidth, minHeight int, lang Lang) (b Block, ok bool) {
	if width >= minWidth && height >= minHeight {
		return Block{}, false
	}
	t := T{
		fmt.Sprintf("窗口太小（%dx%d）。请放大到 %dx%d 以上。", width, height, minWidth, minHeight),
		fmt.Sprintf("The window is too small (%dx%d). Please enlarge it to %dx%d or more.", width, height, minWidth, minHeight),
	}
	return Block{Lines: append(Wrap(t.In(lang), width), Wrap(t.In(1-lang), width)...)}, true
}
