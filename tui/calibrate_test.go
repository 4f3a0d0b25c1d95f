package tui

import (
	"fmt"
	"testing"
	"time"

	"passdesk/registry/station"
)

// remember makes the printer known.
func (b *realBench) remember(printer string) {
	b.t.Helper()
	if err := b.st.RememberPrinter(b.t.Context(), station.Printer{Name: printer, How: "lp", URI: "q"}); err != nil {
		b.t.Fatal(err)
	}
}

// openCalibrate is the screen that calibrates, from the palette.
func (b *realBench) openCalibrate() {
	b.t.Helper()
	b.hand("ctrl+p")
	b.WaitFor("命令")
	b.types("jzdyj")
	b.WaitFor("校准打印机")
	b.clock.Advance(time.Second)
	b.hand("enter")
	b.WaitFor("现在保存的校正")
}

// The printer in use stands in its field; the sheet is printed, the numbers are typed
// and kept, the proof is printed, and what was kept is taken back by a key twice.
func TestAPrinterIsCalibratedAtTheDesk(t *testing.T) {
	b, _ := jammed(t, 100, 30)
	b.hand("esc")
	b.remember("样例打印机")
	b.press.mu.Lock()
	b.press.place = PrinterPlace + "样例打印机"
	b.press.mu.Unlock()
	b.openCalibrate()
	b.hand("f5")
	b.WaitFor("已打印")
	b.types("20,190,20") // is refused, and stays to be put right
	b.hand("backspace", "backspace")
	b.hand("ctrl+y")
	b.settled()
	b.types("20,277")
	b.hand("enter")
	b.types("20,190,20,277")
	b.hand("enter")
	b.WaitFor("按 Ctrl+Y 保存")
	kept := func() station.Adjustment {
		t.Helper()
		a, err := b.st.Adjustment(t.Context(), "样例打印机")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	b.hand("ctrl+y")
	b.WaitFor("以后在这台打印机上都这样打印")
	b.WaitFor("dx +1.00 mm")
	if a := kept(); a.Front.DX != 1 || a.Back.DY != -1 || a.Overlay {
		t.Errorf("kept %+v", a)
	}
	b.hand("f3")
	b.WaitFor("已打印")
	b.types("21.5") // the paper's kind may be said between two numbers
	b.hand("f2")
	b.WaitFor("预印好的证")
	b.WaitFor("21.5")
	if a := kept(); !a.Overlay || a.Front.DX != 1 {
		t.Errorf("pre-printed: %+v", a)
	}
	b.hand("ctrl+x")
	b.WaitFor("再按一次")
	b.hand("ctrl+x")
	b.WaitFor("已取消校正")
	if a := kept(); a != (station.Adjustment{Printer: "样例打印机"}) {
		t.Errorf("taken back: %+v", a)
	}
	if got := fmt.Sprint(b.press.sheets); got != "[样例打印机 false 样例打印机 true]" {
		t.Errorf("printed %s", got)
	}
	b.hand("esc")
	b.gone("现在保存的校正")
	b.sound()
}

// Numbers that are none are told, and nothing is kept.
func TestNumbersThatAreNoMeasurementAreTold(t *testing.T) {
	b, _ := jammed(t, 100, 30)
	b.hand("esc")
	b.openCalibrate()
	b.hand("ctrl+y")
	b.WaitFor("先写打印机的名称")
	b.types("laser")
	b.hand("enter")
	b.types("1,2")
	b.hand("ctrl+y")
	b.WaitFor("这样填不行")
	if all, err := b.st.Adjustments(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("kept %+v, %v", all, err)
	}
}

// A name that no remembered printer has may be a slip: it is told, and taken only when
// the key is pressed again.
func TestANameThatNoPrinterHasIsAsked(t *testing.T) {
	b, _ := jammed(t, 100, 30)
	b.hand("esc")
	b.remember("laser")
	b.openCalibrate()
	b.types("lasre")
	b.hand("enter")
	b.types("20,190,20,277")
	b.hand("ctrl+y")
	b.WaitFor("没有记住叫这个名字的打印机")
	if all, err := b.st.Adjustments(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("kept %+v, %v", all, err)
	}
	b.hand("ctrl+y")
	b.WaitFor("以后在这台打印机上都这样打印")
	if all, err := b.st.Adjustments(t.Context()); err != nil || len(all) != 1 || all[0].Printer != "lasre" {
		t.Errorf("kept %+v, %v", all, err)
	}
}

func TestGoldenCalibrate(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for name, keys := range map[string][]string{"calibrate": nil, "calibrateenglish": {"ctrl+l"}} {
			b, _ := jammed(t, size[0], size[1])
			b.hand("esc")
			b.remember("样例打印机")
			b.press.mu.Lock()
			b.press.place = PrinterPlace + "样例打印机"
			b.press.mu.Unlock()
			b.openCalibrate()
			b.types("20.5,191,19.5,276")
			b.hand("ctrl+y")
			b.WaitFor("dx +1.00")
			b.hand(keys...)
			b.settled()
			b.Type("")
			b.Golden(fmt.Sprintf("%s_%dx%d", name, size[0], size[1]))
		}
	}
}
