package printing

import (
	"fmt"
	"io"
)

// Calibration writes two pages, the front and the back of one sheet, with crosses at
// known places and rulers along the edges. Without a Shift it is the sheet to measure:
// the four numbers of each side are a Measured. With one it is the proof: the crosses
// must lie where they say.
func Calibration(w io.Writer, printer string, o Options) error {
	return render(w, about{title: "校准页 Calibration", duplex: longEdge, opts: o}, func(c *canvas) {
		c.page(a4Width, a4Height, false)
		c.calibrate(printer, Text{"正面", "Front"})
		c.page(a4Width, a4Height, true)
		c.calibrate(printer, Text{"背面", "Back"})
	})
}

// Where the crosses lie that are measured, from the left and from the top edge.
const (
	crossLeft, crossRight = 20.0, 190.0
	crossTop, crossBottom = 20.0, 277.0
)

var crosses = [][2]float64{
	{crossLeft, crossTop}, {crossRight, crossTop}, {a4Width / 2, a4Height / 2}, {crossLeft, crossBottom}, {crossRight, crossBottom},
}

func (c *canvas) calibrate(printer string, side Text) {
	for _, p := range crosses {
		c.cross(p[0], p[1])
	}
	c.rulers()
	c.frame(5, 5, a4Width-10, a4Height-10, 0.1, inkFine)
	title, steps := Text{"校准页", "Calibration"}, measureSteps
	if c.shift != (Shift{}) {
		title, steps = Text{"核对页", "Proof"}, proofSteps
	}
	c.textCentre(a4Width/2, 42, bold(20, inkBlack), title.ZH+" "+side.ZH)
	c.textCentre(a4Width/2, 49, regular(11, inkLabel), title.EN+" · "+side.EN)
	c.textCentre(a4Width/2, 57, regular(10, inkBlack), printer)
	zh, en, y := regular(10, inkBlack), regular(7.5, inkLabel), 67.0
	for _, s := range steps {
		y = c.lines(40, y, zh.leading()*1.15, zh, zh.breakLines(s.ZH, 132))
		y = c.lines(40, y-0.8, en.leading()*1.1, en, en.breakLines(s.EN, 132)) + 2.6
	}
	c.readings(230, side)
}

var measureSteps = []Text{
	{"1. 打印时选“实际大小”（100%），双面选“沿长边翻转”。", "Print at actual size (100 %), both sides, flipped on the long edge."},
	{"2. 看着这一面，用 30 厘米直尺从纸的左边量到左上、右上两个十字，从纸的上边量到左上、左下两个十字，读到半毫米，写在下面。", "Looking at this side, measure with a ruler of 30 cm: from the left edge of the paper to the two upper crosses, from its top edge to the two left ones, to half a millimetre. Write the numbers down below."},
	{"3. 两面各四个数，输入发证台：Ctrl+P，校准打印机。", "Type the four numbers of each side in: Ctrl+P, calibrate a printer."},
}

var proofSteps = []Text{
	{"1. 本页按保存的校正打印。照校准页的量法再量一次：每个数与应为的数相差都不超过 0.5 毫米，就对了。", "This page is printed with the correction that is kept. Measure it as before: it is right when no number is off by more than 0.5 mm."},
	{"2. 不对的，重新打印校准页（不是本页）来量；本页的数不要输入。", "If it is not, print the calibration sheet again and measure that one: the numbers of this page are not typed in."},
}

// readings is the place for the four numbers of one side.
func (c *canvas) readings(y float64, side Text) {
	const x, wide, high = 45.0, 30.0, 24.0
	c.text(x, y-2, regular(9, inkLabel), side.ZH+"，毫米 · "+side.EN+", mm")
	for i, r := range []struct {
		name Text
		want float64
	}{
		{Text{"左", "left"}, crossLeft}, {Text{"右", "right"}, crossRight}, {Text{"上", "top"}, crossTop}, {Text{"下", "bottom"}, crossBottom},
	} {
		left := x + float64(i)*wide
		c.frame(left, y, wide, high, 0.2, inkBlack)
		c.text(left+2, y+5.5, bold(11, inkBlack), r.name.ZH)
		c.text(left+7.5, y+5.5, regular(7.5, inkLabel), r.name.EN)
		c.textRight(left+wide-2, y+high-2, regular(7.5, inkLabel), fmt.Sprintf("应为 %.1f", r.want))
	}
}

// cross marks a place with what its distance from the edges should be.
func (c *canvas) cross(x, y float64) {
	c.rule(x-6, y, x+6, y, 0.1, inkBlack)
	c.rule(x, y-6, x, y+6, 0.1, inkBlack)
	label := fmt.Sprintf("%g, %g mm", x, y)
	if x > a4Width/2 {
		c.textRight(x-1, y-1, regular(7, inkBlack), label)
		return
	}
	c.text(x+1, y-1, regular(7, inkBlack), label)
}

// rulers run along the top and the left, a stroke for each millimetre.
func (c *canvas) rulers() {
	c.draw(func(s *shape) {
		s.open()
		s.pen(0.08, inkBlack)
		for mm := 10; mm <= 200; mm++ {
			s.line(float64(mm), 5, float64(mm), 5+stroke(mm))
		}
		for mm := 10; mm <= 287; mm++ {
			s.line(5, float64(mm), 5+stroke(mm), float64(mm))
		}
		s.stroke()
	})
	for mm := 30; mm <= 200; mm += 10 {
		c.textCentre(float64(mm), 12.5, regular(leastRead, inkBlack), fmt.Sprint(mm))
	}
	for mm := 30; mm <= 280; mm += 10 {
		c.text(10.5, float64(mm)+0.8, regular(leastRead, inkBlack), fmt.Sprint(mm))
	}
}

func stroke(mm int) float64 {
	switch {
	case mm%10 == 0:
		return 4.5
	case mm%5 == 0:
		return 3
	}
	return 2
}
