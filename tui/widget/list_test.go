package widget

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/screentest"
)

// numbered is a source of n rows with the keys 0000000 to n-1; it counts what it is asked.
type numbered struct {
	n, asked, largest int
	err               error
}

func (s *numbered) fetch(key string, n int, dir Direction) ([]Row, error) {
	s.asked++
	s.largest = max(s.largest, n)
	if s.err != nil {
		return nil, s.err
	}
	at := -1
	if key != "" {
		if _, err := fmt.Sscanf(key, "%d", &at); err != nil {
			return nil, err
		}
	}
	from, to := 0, 0
	switch dir {
	case After:
		from, to = at+1, at+1+n
	case From:
		from, to = at, at+n
	case Before:
		if key == "" {
			at = s.n
		}
		from, to = at-n, at
	}
	var rows []Row
	for i := max(from, 0); i < min(to, s.n); i++ {
		rows = append(rows, Row{Key: fmt.Sprintf("%07d", i), Cells: []string{fmt.Sprint(i), "样例" + fmt.Sprint(i%10), "已签发"}})
	}
	return rows, nil
}

var sampleColumns = []Column{
	{Title: T{"序号", "No."}, Cells: 8, Right: true}, {Title: T{"姓名", "Name"}, Cells: 10, Grow: true}, {Title: T{"状态", "State"}, Cells: 8},
}

// settle runs commands until there are none left.
func settle(l *List, cmd tea.Cmd) {
	for queue := []tea.Cmd{cmd}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == nil {
			continue
		}
		msg := queue[0]()
		if batch, ok := msg.(tea.BatchMsg); ok {
			queue = append(queue, batch...)
			continue
		}
		_, next := l.Update(msg)
		queue = append(queue, next)
	}
}

func keys(l *List, names ...string) {
	for _, n := range names {
		_, cmd := l.Update(press(n))
		settle(l, cmd)
	}
}

func sampleList(n, height int) (*List, *numbered) {
	src := &numbered{n: n}
	l := NewList(sampleColumns, src.fetch)
	settle(l, l.SetHeight(height))
	settle(l, l.Home())
	return l, src
}

// at says which row is chosen, and checks that the window shows an unbroken run of rows around it.
func at(t *testing.T, l *List) int {
	t.Helper()
	row, ok := l.Selected()
	if !ok {
		return -1
	}
	var n, prev int
	_, _ = fmt.Sscanf(row.Key, "%d", &n)
	for i := l.top; i < min(l.top+l.height, len(l.rows)); i++ {
		var k int
		_, _ = fmt.Sscanf(l.rows[i].Key, "%d", &k)
		if i > l.top && k != prev+1 {
			t.Errorf("row %d is followed by row %d", prev, k)
		}
		prev = k
	}
	if l.cur < l.top || l.cur >= l.top+l.height {
		t.Errorf("the chosen row %d is outside the window %d to %d", l.cur, l.top, l.top+l.height)
	}
	return n
}

func TestListKeys(t *testing.T) {
	for _, tc := range []struct {
		rows int
		keys string
		want int
	}{
		{1000000, "", 0}, {1000000, "down down up", 1}, {1000000, "up", 0}, {1000000, "pgdown", 20}, {1000000, "pgdown pgdown pgup", 20},
		{1000000, "end", 999999}, {1000000, "end up up", 999997}, {1000000, "end pgup", 999979}, {1000000, "end home", 0}, {1000000, "end down", 999999},
		{5, "end", 4}, {5, "pgdown", 4}, {5, "down down", 2}, {0, "down end pgdown home", -1}, {1, "down up", 0}, {20, "end home", 0}, {80, "end", 79}, {81, "end pgup home", 0},
	} {
		l, _ := sampleList(tc.rows, 20)
		keys(l, strings.Fields(tc.keys)...)
		if got := at(t, l); got != tc.want {
			t.Errorf("%d rows, keys %q: row %d, want %d", tc.rows, tc.keys, got, tc.want)
		}
	}
}

func TestWalkingDownAndUpVisitsEveryRow(t *testing.T) {
	const n = 3000
	l, src := sampleList(n, 20)
	for i := 1; i < n; i++ {
		keys(l, "down")
		if got := at(t, l); got != i {
			t.Fatalf("after %d times down: row %d", i, got)
		}
		if len(l.rows) > keepWindows*20+pageWindows*20 {
			t.Fatalf("%d rows are kept", len(l.rows))
		}
	}
	for i := n - 2; i >= 0; i-- {
		keys(l, "up")
		if got := at(t, l); got != i {
			t.Fatalf("up: row %d, want %d", got, i)
		}
	}
	if src.largest > pageWindows*20 || src.asked > 120 {
		t.Errorf("%d fetches, the largest of %d rows", src.asked, src.largest)
	}
}

func TestPagingThroughAll(t *testing.T) {
	l, _ := sampleList(1000, 20)
	for range 60 {
		keys(l, "pgdown")
	}
	if got := at(t, l); got != 999 {
		t.Errorf("row %d, want 999", got)
	}
	for range 60 {
		keys(l, "pgup")
	}
	if got := at(t, l); got != 0 {
		t.Errorf("row %d, want 0", got)
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	old, young := &numbered{n: 50}, &numbered{n: 7}
	l := NewList(sampleColumns, old.fetch)
	first := l.Query(old.fetch)
	second := l.Query(young.fetch)
	settle(l, second)
	settle(l, first) // the slow answer comes last
	if len(l.rows) != 7 {
		t.Errorf("%d rows, want the 7 of the later question", len(l.rows))
	}
	big, _ := sampleList(1000000, 20)
	big.rows = big.rows[:30]
	_, more := big.Update(press("pgdown")) // asks for rows below
	jump := big.Jump("0500000")
	settle(big, jump)
	settle(big, more)
	if got := at(t, big); got != 500000 {
		t.Errorf("row %d, want 500000", got)
	}
	for range 100 {
		keys(big, "down")
	}
	if got := at(t, big); got != 500100 {
		t.Errorf("row %d, want 500100", got)
	}
}

func TestKeysTypedAheadAreWalkedLater(t *testing.T) {
	l, _ := sampleList(1000000, 20)
	end := l.End()
	_, none := l.Update(press("up"))
	l.Update(press("up"))
	if none != nil || !l.Busy() {
		t.Error("a key while the list is renewed asked for rows")
	}
	if e, _ := l.Update(press("enter")); e == ListChosen {
		t.Error("Enter chose a row that is about to go")
	}
	settle(l, end)
	if got := at(t, l); got != 999997 {
		t.Errorf("row %d, want 999997", got)
	}
	slow, _ := sampleList(1000, 20)
	slow.rows, slow.atEnd = slow.rows[:20:20], false
	var cmds []tea.Cmd
	for range 3 {
		_, cmd := slow.Update(press("pgdown"))
		cmds = append(cmds, cmd)
	}
	settle(slow, tea.Batch(cmds...))
	if got := at(t, slow); got != 60 {
		t.Errorf("three pages ahead of the answer: row %d, want 60", got)
	}
}

func TestJumpAndReload(t *testing.T) {
	l, src := sampleList(1000, 20)
	settle(l, l.Jump("0000500"))
	if got := at(t, l); got != 500 {
		t.Errorf("jump: row %d, want 500", got)
	}
	keys(l, "down", "down", "down", "up")
	top := l.rows[l.top].Key
	settle(l, l.Reload())
	if got := at(t, l); got != 502 || l.rows[l.top].Key != top {
		t.Errorf("reload: row %d, window from %s; want 502, %s", got, l.rows[l.top].Key, top)
	}
	settle(l, l.Jump("0000995"))
	if got := at(t, l); got != 995 || len(l.rows) < 20 {
		t.Errorf("jump near the end: row %d with %d rows", got, len(l.rows))
	}
	settle(l, l.Jump("0005000"))
	if got := at(t, l); got != 999 {
		t.Errorf("jump behind the end: row %d, want 999", got)
	}
	src.n = 0
	settle(l, l.Reload())
	if _, ok := l.Selected(); ok {
		t.Error("all rows are gone, but one is chosen")
	}
}

func TestAFailedFetchIsSaid(t *testing.T) {
	src := &numbered{n: 100, err: errors.New("disk")}
	l := NewList(sampleColumns, src.fetch)
	settle(l, l.Home())
	if l.Err() == nil || !strings.Contains(strings.Join(l.View(80, Styles{}, ZH).Lines, "\n"), "读取失败") {
		t.Errorf("err %v, screen %q", l.Err(), l.View(80, Styles{}, ZH).Lines)
	}
	src.err = nil
	settle(l, l.Reload())
	if got := at(t, l); got != 0 || l.Err() != nil {
		t.Errorf("after it is mended: row %d, %v", got, l.Err())
	}
}

func TestAnotherListsAnswerIsNotMine(t *testing.T) {
	a, _ := sampleList(10, 5)
	b, _ := sampleList(20, 5)
	if e, _ := a.Update(b.Home); e != ListNone {
		t.Error("a foreign message was handled")
	}
	msg := b.Query(b.fetch)()
	if e, _ := a.Update(msg); e != ListNone || len(a.rows) != 10 {
		t.Error("another list's rows were taken")
	}
}

func TestListView(t *testing.T) {
	l, _ := sampleList(1000000, 5)
	keys(l, "down", "down")
	b := l.View(40, Styles{}, ZH)
	screentest.Golden(t, "list", strings.Join(b.Lines, "\n"))
	if !b.HasCursor || b.CursorY != 3 || len(b.Lines) != 6 {
		t.Errorf("cursor %v in line %d of %d", b.HasCursor, b.CursorY, len(b.Lines))
	}
	empty, _ := sampleList(0, 5)
	if got := empty.View(40, Styles{}, EN).Lines[1]; got != "  No rows" {
		t.Errorf("empty list says %q", got)
	}
	empty.Rowless(T{"", "None is here. Next: load one."})
	if got := empty.View(20, Styles{}, EN).Lines; got[1] != "  None is here." || got[2] != "  Next: load one." || len(got) != 6 {
		t.Errorf("empty list says what to do: %q", got)
	}
}
