package tui

import (
	"strings"
	"testing"

	"passdesk/registry"
)

// family is a bench at whose desk the father of four listed children stands, on the
// household's screen.
func family(t *testing.T) *bench {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("ctrl+f")
	b.WaitFor("5 人，可以签发 5")
	return b
}

// All of them get a number of their own, and one print holds their papers.
func TestHouseholdIsIssuedTogether(t *testing.T) {
	b := family(t)
	b.hand("enter")
	b.WaitFor("已签发 5 张")
	b.WaitFor("1293 1170 0005")
	b.settled()
	if n := len(b.passes()); n != 5 {
		t.Fatalf("%d passes", n)
	}
	if b.press.runs != 1 || len(b.press.papers) != 5 {
		t.Errorf("%d prints of %d papers, want one of five", b.press.runs, len(b.press.papers))
	}
	b.hand("ctrl+y")
	b.settled()
	for _, p := range b.passes() {
		if p.status != registry.StatusSigned {
			t.Errorf("%s is %s", p.app.Name, p.status)
		}
	}
	b.scan(oldID + "\r") // the next person needs no key to begin
	b.WaitFor("样例老")
	b.WaitFor("扫描/输入")
}

// Who has not come is taken out, and nothing is kept of them.
func TestHouseholdWithoutOne(t *testing.T) {
	b := family(t)
	b.hand("up", "ctrl+x")
	b.WaitFor("4 人，可以签发 4")
	b.hand("enter")
	b.WaitFor("已签发 4 张")
	for _, p := range b.passes() {
		if p.app.Name == "样例四子" {
			t.Error("who was taken out has a pass")
		}
	}
}

// One who is refused stays beside the others, and holds them up until taken out; then
// the desk has that one, to enter the refusal.
func TestHouseholdWithARefusal(t *testing.T) {
	b := family(t)
	b.hand("up", "up", "f2", "down", "enter", "esc") // the third child has a fever
	b.WaitFor("5 人，可以签发 4")
	b.hand("esc", "enter")
	b.WaitFor("第 4 人还不能发")
	if n := len(b.passes()); n != 0 {
		t.Fatalf("%d passes were issued beside a refusal", n)
	}
	b.hand("ctrl+x")
	b.WaitFor("已拿掉，放在一边")
	b.hand("enter")
	b.WaitFor("已签发 4 张")
	b.hand("enter", "ctrl+n")
	b.WaitFor("样例三子")
	b.WaitFor("不予签发")
	b.hand("enter")
	b.WaitFor("已登记在册，未签发")
	if len(b.f.refused) != 1 {
		t.Errorf("%d refusals are kept", len(b.f.refused))
	}
}

// Children typed under the parent: name, birth date, sex, Enter, and the next; the
// parent's number, name and relation are theirs.
func TestHouseholdTypedByHand(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(motherID + "\r")
	b.WaitFor("可以签发")
	b.hand("ctrl+f")
	b.WaitFor("1 人，可以签发 1")
	b.hand("f3")
	for _, child := range [][3]string{{"样例四女", "20190506", "2"}, {"样例五子", "20170304", "1"}} {
		b.types(child[0])
		b.types(child[1] + child[2])
		b.hand("enter")
	}
	b.WaitFor("3 人，可以签发 3")
	b.scan(oldID + "\r") // the grandfather has come along
	b.WaitFor("样例老")
	b.hand("enter")
	b.WaitFor("4 人，可以签发 4")
	b.hand("enter")
	b.WaitFor("已签发 4 张")
	a := b.passes()[2].app
	if a.Name != "样例五子" || a.Birth != "2017-03-04" || a.Sex != "M" || a.Guardian.Name != "样例母" || a.Guardian.Document.Number != motherID || a.Guardian.Relation != "mother" {
		t.Errorf("issued %+v under %+v", a, a.Guardian)
	}
}

// Twins whose names sound alike are asked about within the household.
func TestHouseholdAsksAboutTwins(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(motherID + "\r")
	b.WaitFor("可以签发")
	b.hand("ctrl+f")
	b.WaitFor("1 人，可以签发 1")
	b.hand("f3")
	for _, name := range []string{"样例轩", "样例萱"} {
		b.types(name)
		b.types("201806012")
		b.hand("enter")
	}
	b.WaitFor("3 人，可以签发 2")
	b.hand("enter")
	b.WaitFor("第 3 人还不能发")
	b.WaitFor("请和第 2 人对照")
	b.hand("ctrl+f")
	b.WaitFor("3 人，可以签发 3")
	b.hand("esc", "enter")
	b.WaitFor("已签发 3 张")
}

// The same child twice is one pass.
func TestHouseholdWithAChildTwice(t *testing.T) {
	b := family(t)
	b.hand("f3")
	b.types("样例次女")
	b.types("201709092")
	b.hand("enter")
	b.WaitFor("6 人，可以签发 5")
	b.hand("up")
	b.WaitFor("和这一户的第 3 人是同一个人")
}

// A parent who has a pass gets no other; the children come under the number.
func TestHouseholdOfAHolder(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.scan(fatherID + "\r")
	b.WaitFor("已有有效证")
	b.hand("ctrl+f")
	b.WaitFor("4 人，可以签发 4")
	b.WaitFor("孩子登记在：样例父")
	b.hand("enter")
	b.WaitFor("已签发 4 张")
	if n := len(b.passes()); n != 5 {
		t.Errorf("%d passes", n)
	}
}

// Leaving people who have no pass asks once; those typed by hand wait at the desk.
func TestHouseholdIsLeft(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(motherID + "\r")
	b.WaitFor("可以签发")
	b.hand("ctrl+f")
	b.WaitFor("1 人，可以签发 1")
	b.hand("f3")
	b.types("样例四女")
	b.types("201905062")
	b.hand("enter")
	b.WaitFor("2 人，可以签发 2")
	b.hand("esc")
	b.WaitFor("还没有发证。再按一次 Esc 回桌面")
	b.hand("esc")
	b.WaitGone("可以签发 2")
	b.hand("ctrl+n")
	b.WaitFor("样例四女")
	if n := len(b.passes()); n != 0 {
		t.Errorf("%d passes", n)
	}
}

// A change of one of them comes back to its place.
func TestHouseholdMemberIsChanged(t *testing.T) {
	b := family(t)
	b.hand("up", "up", "up", "enter") // the second daughter
	b.WaitFor("4 人，可以签发 4")
	b.hand("backspace")
	b.types("儿")
	b.hand("enter")
	b.WaitFor("5 人，可以签发 5")
	rows := strings.Split(b.Text(), "\n")
	if !strings.Contains(rows[4], "样例次儿") {
		t.Errorf("the third line is %q", rows[4])
	}
}

// A failure issues nobody, says so, and the same Enter tries again.
func TestHouseholdThatFails(t *testing.T) {
	b := family(t)
	b.f.mu.Lock()
	b.f.fail = registry.ErrIllegal
	b.f.mu.Unlock()
	b.hand("enter")
	b.settled()
	b.WaitGone("正在签发")
	if n := len(b.passes()); n != 0 {
		t.Fatalf("%d passes", n)
	}
	b.f.mu.Lock()
	b.f.fail = nil
	b.f.mu.Unlock()
	b.hand("enter")
	b.WaitFor("已签发 5 张")
}

// A household that is locked away stands there again for its operator: the parent, the
// children who have joined, and the one who was being typed.
func TestHouseholdSurvivesALock(t *testing.T) {
	b := lockingDesk(t)
	b.unlockWith(realPassphrase, "258013")
	b.hand("ctrl+f")
	b.WaitFor("先刷家长的证件")
	b.scan("样例母\t" + motherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("1 人，可以签发 1")
	b.hand("f3")
	b.types("样例四女")
	b.types("201905062")
	b.hand("enter")
	b.WaitFor("2 人，可以签发 2")
	b.types("样例五")
	b.WaitFor("样例五")
	b.hand("ctrl+^")
	b.WaitFor("登记册已锁定")
	for _, name := range []string{"样例母", "样例四女", "样例五"} {
		if strings.Contains(b.Text(), name) {
			t.Fatalf("locked, and it shows %s", name)
		}
	}
	b.types("258013")
	b.WaitFor("锁定前的这一户都还在")
	b.WaitFor("2 人，可以签发 2")
	for _, name := range []string{"孩子登记在：样例母", "样例四女", "样例五"} {
		b.WaitFor(name)
	}
	b.types("201905072")
	b.hand("enter")
	b.WaitFor("3 人")
	b.settled()
}

// Esc asks once over people who have no pass, and then all of them wait at the desk; who
// was put aside on the way comes back in the household too.
func TestLeavingAHouseholdLosesNobody(t *testing.T) {
	b := family(t)
	b.hand("f3")
	b.types("样例幺女")
	b.hand("esc", "esc")
	b.WaitFor("已放一边，Ctrl+N 取回")
	b.hand("ctrl+n")
	b.WaitFor("样例幺女")
	b.hand("esc", "esc", "esc")
	b.WaitFor("这 6 人还没有发证。再按一次 Esc 回桌面")
	b.WaitGone("已放一边，Ctrl+N 取回")
	b.hand("esc")
	b.WaitFor("这一户 6 人没有发证，都放在一边")
	b.settled()
	b.Quit()
	if n := len(b.desk.stack[0].(*home).shelf); n != 6 {
		t.Errorf("%d wait at the desk", n)
	}
}

// Who was picked from the list and not entered waits when the next card comes, whether
// its number is typed by a machine or by hand, and never vanishes; nor does one whose
// card was looked at only. After the issue they wait at the desk.
func TestHouseholdLosesNobodyWhoWasPicked(t *testing.T) {
	for name, next := range map[string]func(b *bench){
		"scanned": func(b *bench) { b.scan(motherID + "\r") },
		"typed":   func(b *bench) { b.types(motherID) },
		"pasted":  func(b *bench) { b.Paste(motherID) },
		"F3":      func(b *bench) { b.hand("f3"); b.types("样例五女"); b.types("201905062") },
	} {
		t.Run(name, func(t *testing.T) {
			b := family(t)
			b.types("yll1")
			b.WaitFor("样例老")
			b.settled()
			next(b)
			b.WaitFor("上一位没有加入，已放一边")
			b.WaitFor("放一边 1 位")
			b.settled()
			b.hand("enter")
			b.WaitFor("6 人，可以签发 6")
			b.hand("enter")
			b.WaitFor("已签发 6 张")
			b.WaitFor("这一户还有 1 人没有发证")
			b.hand("enter", "ctrl+n")
			b.WaitFor("样例老")
			b.settled()
			b.Quit()
		})
	}
}

// The card of whoever was picked is theirs: nobody is put aside.
func TestHouseholdPickedAndScanned(t *testing.T) {
	b := family(t)
	b.types("yll1")
	b.WaitFor("样例老")
	b.settled()
	b.scan(oldID + "\r")
	b.settled()
	b.hand("enter")
	b.WaitFor("6 人，可以签发 6")
	if strings.Contains(b.Text(), "放一边") {
		t.Error("somebody was put aside:\n" + b.Text())
	}
}

// A child goes under whom the title names: an adult who was only half entered is put
// aside, and gets nobody's child.
func TestAChildGoesUnderWhomTheTitleNames(t *testing.T) {
	b := family(t)
	b.types("330212197806069344") // of nobody on the list
	b.settled()
	b.hand("enter")
	b.WaitFor("待填：姓名")
	b.hand("f3")
	b.WaitFor("孩子登记在：样例父")
	b.WaitFor("没有加入，已放一边")
	b.Type("样例五子")
	b.hand("enter")
	b.Type("20190301")
	b.hand("enter")
	b.Type("1")
	b.settled()
	app := b.desk.top().(*householdScreen).entry.draft.application(b.desk.stack[0].(*home).today.Day)
	if app.Guardian == nil || app.Guardian.Document.Number != fatherID || app.Guardian.Name != "样例父" {
		t.Errorf("the child is entered under %+v", app.Guardian)
	}
	if n := len(b.desk.top().(*householdScreen).entry.shelf); n != 1 {
		t.Errorf("%d wait, want the adult who was half entered", n)
	}
}
