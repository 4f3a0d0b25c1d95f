package printing

import (
	"fmt"
	"io"
)

// Calibration writes two pages, the front and the back of one sheet, with
// crosses at known places and rulers along the edges. Measured with a ruler they
// give the printer's Shift: a cross printed 1.5 mm too far right wants DX −1.5.
// Printed with the Shift found, the crosses must lie where they say.
func Calibration(w io.Writer, printer string, o Options) error {
	return render(w, about{title: "校准页 Calibration", duplex: true, opts: o}, func(c *canvas) {
		c.page(a4Width, a4Height, false)
		c.calibrate(printer, Text{"正面", "Front"})
		c.page(a4Width, a4Height, true)
		c.calibrate(printer, Text{"背面", "Back"})
	})
}

var crosses = [][2]float64{{20, 20}, {190, 20}, {105, 148.5}, {20, 277}, {190, 277}}

func (c *canvas) calibrate(printer string, side Text) {
	for _, p := range crosses {
		c.cross(p[0], p[1])
	}
	c.rulers()
	c.frame(5, 5, a4Width-10, a4Height-10, 0.1, inkFine)
	c.textCentre(a4Width/2, 50, bold(20, inkBlack), "校准页 "+side.ZH)
	c.textCentre(a4Width/2, 57, regular(11, inkLabel), "Calibration · "+side.EN)
	c.textCentre(a4Width/2, 65, regular(10, inkBlack), printer)
	st, y := regular(10, inkBlack), 78.0
	for _, s := range []string{
		"1. 打印时选“实际大小”（100%），双面选“沿长边翻转”。",
		"2. 用直尺量四角十字到纸边的距离，应为标注的毫米数。",
		"3. 偏右 1.5 毫米则 dx = -1.5；偏下 1 毫米则 dy = -1。背面单独量。",
		"4. 左右两个十字相距应为 170 毫米，上下应为 257 毫米：sx = 170 ÷ 量得的毫米数，sy = 257 ÷ 量得的毫米数。",
	} {
		y = c.lines(45, y, st.leading()*1.2, st, st.breakLines(s, 125))
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
		c.textCentre(float64(mm), 12.5, regular(6, inkBlack), fmt.Sprint(mm))
	}
	for mm := 30; mm <= 280; mm += 10 {
		c.text(10.5, float64(mm)+0.8, regular(6, inkBlack), fmt.Sprint(mm))
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
