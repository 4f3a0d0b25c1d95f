package tui

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/tui/screentest"
)

// While the desk asks where papers go the next person's digits go to the box, and
// what is a person is never taken for a folder.
func TestDigitsAreNoPlace(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place, b.press.printers = "", []string{"样例一", "样例二", "样例三", "样例四"} // the number begins with 3
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("3  样例三")
	b.types(oldID)
	b.WaitFor("证件号码  " + oldID)
	if b.press.Place() != "" || strings.Contains(b.Text(), "打印到") {
		t.Errorf("digits went to the place %q\n%s", b.press.Place(), b.Text())
	}
	for path, want := range map[string]bool{"19900101": false, "zs1": false, "样例甲": false, "/tmp/x": true, "papers": true,
		"./打印": true, `D:\证`: true, "36.5": false, "a.pdf": true, "2020/03": true} {
		if got := isPath(path); got != want {
			t.Errorf("isPath(%q) = %v", path, got)
		}
	}
}

// After a temperature typed before the name the cursor is on the name, and a name
// typed into the box is the name.
func TestNameAfterTheTemperature(t *testing.T) {
	for _, back := range []bool{false, true} {
		b := open(t, newFake(), 80, 24)
		b.types(citizen("330212", "19700102", 33))
		b.WaitFor("待填：姓名")
		b.types("36.5")
		b.hand("enter")
		b.WaitFor("体温 36.5 度已记下")
		if back {
			b.hand("esc") // into the box
		}
		b.types("样例甲")
		if back {
			b.hand("enter")
		}
		b.WaitFor("可以签发")
		b.hand("enter")
		b.WaitFor("1293 1170 0001")
		if a := b.passes()[0].app; a.Name != "样例甲" || string(a.Facts["temp"]) != "36.5" {
			t.Errorf("issued %+v", a)
		}
	}
}

// The printers that were found are offered under the question: a digit and Enter take
// one, arrows too, and what is typed instead is a folder.
func TestPrintersAreOffered(t *testing.T) {
	for keys, want := range map[string]string{"2": "printer:样例二", "down|down|up": "printer:样例一", "2|/tmp/x": "/tmp/x", "down|ipp://192.0.2.7/ipp/print": "ipp://192.0.2.7/ipp/print"} {
		b := open(t, peopled(), 80, 24)
		b.press.place, b.press.printers = "", []string{"样例一", "样例二"}
		b.scan(fatherID + "\r")
		b.hand("enter")
		b.WaitFor("2  样例二")
		for key := range strings.SplitSeq(keys, "|") {
			if key == "down" || key == "up" {
				b.hand(key)
			} else {
				b.types(key)
			}
		}
		b.hand("enter")
		b.WaitFor("已打印：")
		if got := b.press.Place(); got != want {
			t.Errorf("%s: papers go to %q, want %q", keys, got, want)
		}
	}
	b := open(t, peopled(), 80, 24)
	b.press.place = ""
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("没有找到打印机")
}

// What keeps a printer from printing is shown while it is waited for; when nobody
// knows what came out, the pass waits for an answer.
func TestPrinterSaysWhatIsWrong(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.mu.Lock()
	b.press.wait, b.press.says, b.press.fail = make(chan struct{}), scheme.Text{ZH: "缺纸，请加纸", EN: "out of paper: load some"}, ErrAsked
	b.press.mu.Unlock()
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("打印机：缺纸，请加纸")
	close(b.press.wait)
	b.WaitFor("打出来没有？F5 回答")
	b.WaitFor("未打印 1")
	if s := b.passes()[0].status; s != registry.StatusIssued {
		t.Errorf("the paper is %s, and nobody has said so", s)
	}
}

// A printer for which nobody vouches is trusted by its fingerprint, with a Ctrl key;
// any other key takes the question back, and Enter never trusts.
func TestAPrinterIsTrustedAtTheDesk(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place = ""
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("打印到")
	b.types("ipps://192.168.1.20/ipp/print")
	b.hand("enter")
	b.WaitFor("没有人担保")
	b.WaitFor("信任这台打印机")
	for i := 0; i < len(fakeFingerprint); i += 12 {
		if at := fakeFingerprint[i:min(i+11, len(fakeFingerprint))]; !strings.Contains(strings.Join(strings.Fields(b.Text()), ""), at) {
			t.Fatalf("the fingerprint is not whole on the screen: %s\n%s", at, b.Text())
		}
	}
	b.hand("enter")
	b.WaitFor("没有人担保")
	if b.press.Place() != "" {
		t.Fatal("Enter trusted the printer")
	}
	b.hand("ctrl+y")
	b.WaitUntil("it is trusted", func(screentest.Screen) bool { return b.press.Place() == "ipps://192.168.1.20/ipp/print" })
	if b.press.trusted != fakeFingerprint {
		t.Errorf("trusted %q", b.press.trusted)
	}
}

// A printer whose certificate has changed gets no paper. F5 shows the fingerprint that
// it has now, and Ctrl+Y trusts it anew; then the pass is printed. Enter never trusts,
// and any other key takes the question back.
func TestAChangedPrinterIsTrustedAnewAtTheDesk(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	changed := fmt.Errorf("%w: %w", ErrNothingOut, doubted{changed: true})
	b.press.mu.Lock()
	b.press.place, b.press.fail, b.press.shows = PrinterPlace+"样例一", changed, changed
	b.press.mu.Unlock()
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("enter")
	b.WaitFor("按 F5 核对指纹")
	b.WaitFor("未打印 1")
	b.hand("f5")
	b.WaitFor("重新信任")
	b.hand("down")
	b.WaitUntil("the question is taken back", func(s screentest.Screen) bool { return !strings.Contains(s.Text(), "重新信任") })
	b.hand("ctrl+y")
	b.hand("esc")
	b.hand("f5")
	b.WaitFor("重新信任")
	if b.press.trusted != "" {
		t.Fatal("it was trusted by a key that no longer stood there")
	}
	b.press.mu.Lock()
	b.press.fail, b.press.shows = nil, nil
	b.press.mu.Unlock()
	b.hand("ctrl+y")
	b.WaitFor("已打印：")
	if b.press.trusted != fakeFingerprint || b.press.Place() != PrinterPlace+"样例一" {
		t.Errorf("trusted %q, papers go to %q", b.press.trusted, b.press.Place())
	}
}

// Chosen again where papers go, it shows its fingerprint too: whole, on every width and
// in both languages, for it is compared to its last digit.
func TestAChangedPrinterIsChosenAgain(t *testing.T) {
	for _, width := range []int{70, 80, 100, 120} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { chosenAgain(t, width) })
	}
}

func chosenAgain(t *testing.T, width int) {
	b := open(t, peopled(), width, 24)
	b.press.mu.Lock()
	b.press.place, b.press.printers, b.press.shows = "", []string{"样例一"}, doubted{changed: true}
	b.press.mu.Unlock()
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("1  样例一")
	b.hand("down")
	b.hand("enter")
	whole := func(s screentest.Screen) bool {
		return strings.Contains(strings.Join(strings.Fields(s.Text()), ""), fakeFingerprint)
	}
	b.WaitUntil("the fingerprint is whole", whole)
	b.hand("f12")
	b.WaitFor("Ctrl+Y trusts it anew")
	b.WaitUntil("the fingerprint is whole in English", whole)
	b.hand("f12")
	b.WaitFor("证书变了")
	b.hand("enter")
	b.WaitUntil("the question stands again", whole)
	b.hand("ctrl+y")
	b.WaitUntil("it is trusted", func(screentest.Screen) bool { return b.press.Place() == PrinterPlace+"样例一" })
}

// Enter on the empty question says what is asked for, and does nothing else.
func TestEnterOnNoPlaceIsAnswered(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.press.place, b.press.printers = "", []string{"样例一"}
	b.scan(fatherID + "\r")
	b.hand("enter")
	b.WaitFor("1  样例一")
	b.hand("enter")
	b.WaitFor("还没有说打印到哪里")
	b.types("1")
	b.settled()
	if strings.Contains(b.Text(), "还没有说打印到哪里") {
		t.Errorf("a printer is chosen:\n%s", b.Text())
	}
	b.hand("enter")
	b.WaitFor("已打印：")
}
