package printing

// cardFront draws the front of a pass with its top left corner at x, y.
func (c *canvas) cardFront(x, y float64, p Pass) {
	f := p.face()
	f.stock = c.overlay
	f, name := f.naming(named(p.Name), len(p.rows()))
	k := f.k
	c.onStock(func() { c.cardGround(x, y, p) })
	if p.Sample {
		c.slanted(x+f.w*0.43+f.spine/2, y+f.h*38/54, 0.940, 0.342, bold(27*k, rgb{250, 214, 210}), "样本 SAMPLE")
	}
	c.cardTitle(x, y, f, p)
	c.numberAndName(x, y, f, p.Number, name)
	c.cardRows(x, y, f, p)
	c.onStock(func() { c.seals(x, y, p) })
	if p.QR != "" {
		c.qrCode(x+f.qrX(), y+f.qrY(), f.qrSide(), p.QR)
	}
	c.onStock(func() { c.micro(x+f.labelAt(), y+f.h-2.45*k, f.columnEnd()-f.labelAt(), p) })
}

// cardGround is the fine lines, the frame, and the spine.
func (c *canvas) cardGround(x, y float64, p Pass) {
	f, ink := p.face(), p.Design.ink()
	if c.ink != nil {
		c.ink.raw(moved(f.ground(p), x*point, (c.height-y-f.h)*point))
	}
	c.roundFrame(x+inset, y+inset, f.w-2*inset, f.h-2*inset, corner, 0.28, ink)
	if f.spine > 0 {
		c.plate(area{x + inset, y + inset, f.spine, f.h - 2*inset}, ink, true, false)
		c.slanted(x+inset+f.spine/2+0.9*f.k, y+f.h/2, 0, 1, regular(7*f.k, inkWhite).within(f.h-2*inset-6*f.k, p.Title.EN), p.Title.EN)
		return
	}
	c.roundFrame(x+inset+0.6, y+inset+0.6, f.w-2*inset-1.2, f.h-2*inset-1.2, corner-0.5, 0.09, ink)
}

// corner is the radius of the frame's corners.
const corner = 2.2

// plate is an area of ink in the frame, which keeps the frame's corners on the
// left side, or at the top.
func (c *canvas) plate(a area, ink rgb, left, top bool) {
	c.draw(func(s *shape) {
		s.open()
		s.brush(ink)
		s.roundRect(a.x, a.y, a.width, a.height, corner)
		s.fill()
	})
	switch {
	case left:
		c.panel(a.x+a.width/2, a.y, a.width/2, a.height, ink)
	case top:
		c.panel(a.x, a.y+a.height/2, a.width, a.height/2, ink)
	}
}

// numberAndName are what a guard compares first.
func (c *canvas) numberAndName(x, y float64, f face, number string, name fitted) {
	k := f.k
	digits, middle := bold(f.lies(15.5, 11.5, 11.5), inkBlack), (f.nameTop()+f.nameEnd())/2
	if !f.long {
		middle = 22.75 * k
	}
	c.label(x+f.labelAt(), y+f.numberAt(), f, Text{"编号", "No."})
	c.fit(place{x + f.valueAt(), y + f.numberAt(), f.nameWide(), 6.4 * k}, digits, nameLeast, grouped(number))
	c.label(x+f.labelAt(), y+middle, f, Text{"姓名", "Name"})
	c.set(x+f.valueAt(), y+middle, name)
}

// nameLeast is how small a name and a number are set, in points, on an identity card.
const nameLeast = 9.0

func (f face) nameWide() float64 { return f.rightEnd() - f.valueAt() }

// naming is the name as it is set, and the face that it stands on. Two lines of 9 points
// hold 38 Han on an identity card, and 34 beside a spine; nobody's name is known to be as
// long, but the form takes 50. Such a name stands on three lines, in 9 points still: it
// gets some of the room of head and number, and half of what a paper is higher than an
// identity card, as far as the lines below can spare it. On two it would have 7. On stock
// head and lines stay where they are.
func (f face) naming(name string, rows int) (face, fitted) {
	least := nameLeast * f.k
	set := f.setName(name)
	if set.size >= least-1e-9 {
		return f, set
	}
	f.long = true
	if spare := f.sealTop() - 0.6 - f.rowsTop() - float64(rows)*leastRow; !f.stock {
		f.more = max(0, min((f.h-ID1.Height*f.k)/2, spare))
	}
	set = f.setName(name)
	for _, cuts := range []bool{false, true} {
		if larger, ok := set.style.broken(name, f.nameWide(), f.nameEnd()-f.nameTop(), least, cuts); ok && set.size < least-1e-9 {
			set = larger
		}
	}
	return f, set
}

// setName fits the name into its place. Several lines are set as large as the place
// holds them, with some air between.
func (f face) setName(name string) fitted {
	const most, air = 17.5, 1.1
	wide, high := f.nameWide(), f.nameEnd()-f.nameTop()
	set := bold(most*f.k, inkBlack).fit(name, wide, high, nameLeast*f.k)
	n := float64(len(set.lines))
	if size := min(set.size*wide/set.widest(), high*point/(n*tight*air), most*f.k); n > 1 && size > set.size {
		set.size = size
		set = set.style.stacked(set.lines, high)
	}
	return set
}

// label is what stands before number and name.
func (c *canvas) label(x, middle float64, f face, t Text) {
	st := regular(leastRead*f.k, inkLabel)
	c.onStock(func() { c.set(x, middle, st.fit(t.ZH+" "+t.EN, f.valueAt()-f.labelAt()-0.8, 4*f.k, 4)) })
}

// row is a label and its value.
type row struct {
	label Text
	value string
}

// rows are the small lines; the term, which a guard must see, is set strong.
func (p Pass) rows() []row {
	rows := []row{
		{p.DocLabel.or(stockDocument), p.DocNumber},
		{p.issuedLabel(), dayText(p.Issued)},
	}
	if !p.Expires.IsZero() {
		rows = append(rows, row{validTo, dayText(p.Expires)})
	}
	rows = append(rows, row{Text{"发证点", "Issued at"}, p.Point})
	for _, f := range p.Fields {
		rows = append(rows, row{f.Label, f.Value})
	}
	return rows
}

var validTo = Text{"有效期至", "Valid to"}

func (p Pass) issuedLabel() Text { return p.IssuedLabel.or(Text{"签证日期", "Issued"}) }

// cardRows sets the small lines between the name and the seals, in the largest type
// that holds them all. A value too long for one line, as points' names may be, gets
// two or three.
func (c *canvas) cardRows(x, y float64, f face, p Pass) {
	rows := c.stockRows(p.rows())
	width, room := f.columnEnd()-f.valueAt(), f.sealTop()-0.5*f.k-f.rowsTop()
	set, high := setRows(rows, 9.5*f.k, width)
	for size := 9.25 * f.k; high > room && size > 3; size -= 0.25 {
		set, high = setRows(rows, size, width)
	}
	used := 0.0
	for _, v := range set {
		used += v.high(len(v.lines))
	}
	gap := min((room-used)/float64(len(rows)), 2.4*f.k)
	top := y + f.rowsTop()
	for i, v := range set {
		high := v.high(len(v.lines)) + gap
		if rows[i].label == validTo {
			v.style = bold(v.size, p.Design.ink())
		}
		label := regular(min(leastRead*f.k, v.size), inkLabel)
		c.onStock(func() {
			c.fit(place{x + f.labelAt(), top + high/2, f.valueAt() - f.labelAt() - 0.8, high}, label, min(5, v.size), rows[i].label.ZH)
		})
		c.set(x+f.valueAt(), top+high/2, v)
		top += high
	}
}

// setRows breaks the values for a type size and says how high they are together.
// One line is kept down to 7 points; a longer value is set on several.
func setRows(rows []row, size, width float64) (set []fitted, high float64) {
	const oneLine, air = 7.0, 0.09 // points; of a line's size, between the rows
	for _, r := range rows {
		v := regular(size, inkBlack).fit(r.value, width, size/point, min(oneLine, size))
		if v.size < min(oneLine, size)-1e-9 || len(v.lines) > 1 {
			st := regular(min(size, 8), inkBlack)
			lines, _ := st.wrap(r.value, width)
			v = fitted{st, lines, st.high(1)}
		}
		set, high = append(set, v), high+v.high(len(v.lines))+air*size/point
	}
	return set, high
}
