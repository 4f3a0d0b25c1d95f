package list

import (
	"fmt"
	"slices"
)

// Unhear takes a head out of what was heard where everybody on the list has an answer under
// it that idle calls one: it tells nobody from the others. It is told once, and not asked in
// every row. A single row proves nothing.
func (l *List) Unhear(idle func(head, text string) bool) {
	people, said, text := 0, map[string]int{}, map[string]string{}
	var heads []string
	for _, r := range l.Rows {
		if r.Verdict == Skipped {
			continue
		}
		people++
		for _, s := range r.Heard {
			if !idle(s.Head, s.Text) {
				continue
			}
			if said[s.Head]++; said[s.Head] == 1 {
				heads, text[s.Head] = append(heads, s.Head), s.Text
			}
		}
	}
	for _, head := range heads {
		if people < 2 || said[head] != people {
			continue
		}
		for i := range l.Rows {
			l.Rows[i].Heard = slices.DeleteFunc(l.Rows[i].Heard, func(s Said) bool { return s.Head == head })
		}
		l.Told = append(l.Told, Text{
			fmt.Sprintf("“%s”一列 %d 行都写着“%s”：没有当作这些人不算，不逐行问；若就是这个意思，请先从名单里去掉", head, people, text[head]),
			fmt.Sprintf("under %s all %d rows say %s: this was not taken to mean that these people are not meant, and is not asked row by row; if it does mean that, take them off the list first", head, people, text[head])})
	}
}
