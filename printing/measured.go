package printing

import (
	"fmt"
	"math"
)

// Measured are the four numbers read with a ruler off one side of a calibration sheet
// that was printed without a Shift: where the crosses lie, in millimetres from the left
// and from the top edge of the paper.
type Measured struct{ Left, Right, Top, Bottom float64 }

// What a printer may be wrong by. More is a sheet that was scaled to the page, or a
// number that was misread.
const (
	mostShift = 8.0   // mm
	mostScale = 0.015 // of 1
)

// MeasureError says why four numbers are no measurement.
type MeasureError struct{ Text }

func (e *MeasureError) Error() string { return "printing: " + e.EN }

// Unwrap makes it an ErrValue.
func (e *MeasureError) Unwrap() error { return ErrValue }

// Sentences are what a person is told.
func (e *MeasureError) Sentences() (zh, en string) { return e.ZH, e.EN }

// side is the correction of one side.
type side struct{ dx, dy, sx, sy float64 }

// Correct is the Shift that puts both sides right. A nil back has not been measured: it
// is printed as it is.
func Correct(front Measured, back *Measured) (Shift, error) {
	f, err := front.correction(Text{"正面", "the front"})
	if err != nil || back == nil {
		return Shift{DX: f.dx, DY: f.dy, SX: f.sx, SY: f.sy}, err
	}
	b, err := back.correction(Text{"背面", "the back"})
	return Shift{DX: f.dx, DY: f.dy, SX: f.sx, SY: f.sy, BackDX: b.dx, BackDY: b.dy, BackSX: b.sx, BackSY: b.sy}, err
}

// correction: the printer puts what is drawn at x to a·x + b, which the crosses show;
// what is drawn at (x − b) / a comes out at x.
func (m Measured) correction(of Text) (side, error) {
	ax, bx := line(crossLeft, m.Left, crossRight, m.Right)
	ay, by := line(crossTop, m.Top, crossBottom, m.Bottom)
	for _, v := range []float64{m.Left, m.Right, m.Top, m.Bottom} {
		if math.IsNaN(v) || v <= 0 || v >= a4Height {
			return side{}, &MeasureError{Text{of.ZH + "：每个数都是从纸边量起的毫米数，如 20.5；左、右都从左边量起，上、下都从上边量起", "each number of " + of.EN + " is millimetres from the paper's edge, as 20.5: left and right from the left edge, top and bottom from the top edge"}}
		}
	}
	if math.Abs(ax-1) > mostScale || math.Abs(ay-1) > mostScale {
		return side{}, &MeasureError{Text{
			fmt.Sprintf("%s：十字相距横 %.1f、竖 %.1f 毫米，应为 %.0f 和 %.0f。打印时大概选了“适合页面”：请选“实际大小”（100%%）再打印一张来量；或者有一个数读错了；左、右都从左边量起，上、下都从上边量起", of.ZH, m.Right-m.Left, m.Bottom-m.Top, crossRight-crossLeft, crossBottom-crossTop),
			fmt.Sprintf("on %s the crosses are %.1f and %.1f mm apart, and should be %.0f and %.0f: the sheet was probably fitted to the page. Print it at actual size (100 %%) and measure that one; or a number was misread: left and right are measured from the left edge, top and bottom from the top edge", of.EN, m.Right-m.Left, m.Bottom-m.Top, crossRight-crossLeft, crossBottom-crossTop)}}
	}
	s := side{-bx / ax, -by / ay, 1 / ax, 1 / ay}
	if math.Abs(m.Left-crossLeft) > mostShift || math.Abs(m.Top-crossTop) > mostShift {
		return side{}, &MeasureError{Text{
			fmt.Sprintf("%s：偏了 %.0f 毫米以上，不是打印机能差的。请看量的是不是标着 20, 20 的十字，纸是不是 A4", of.ZH, mostShift),
			fmt.Sprintf("%s is off by more than %.0f mm, which no printer is: look whether the cross marked 20, 20 was measured, and whether the paper is A4", of.EN, mostShift)}}
	}
	return s, nil
}

// line is the a and b with which from comes to fromAt and to comes to toAt.
func line(from, fromAt, to, toAt float64) (a, b float64) {
	a = (toAt - fromAt) / (to - from)
	return a, fromAt - a*from
}
