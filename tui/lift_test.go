package tui

import (
	"testing"

	"passdesk/registry/station"
)

// An entry of a list that is wrong is taken off at the desk: the pass knows which one,
// and a reason is given.
func TestAnEntryIsLiftedAtTheDesk(t *testing.T) {
	b := affectedPass(t)
	b.hand("ctrl+p")
	b.types("ycmd")
	b.hand("enter")
	b.WaitFor("第 1 条：样例疾控")
	b.hand("ctrl+y")
	b.types("样例疾控撤回")
	b.hand("ctrl+y")
	b.WaitFor("已移出名单：第 1 条")
	b.hand("esc")
	b.WaitFor("经过")
	b.gone("证还没有收回")
	all, err := b.st.Watch(t.Context(), station.WatchFilter{Limit: 9, All: true})
	if err != nil || len(all) != 1 || all[0].State != "ended" {
		t.Errorf("%+v, %v", all, err)
	}
	b.sound()
}
