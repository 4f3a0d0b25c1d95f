package printing

import (
	"fmt"
	"io"
	"log/slog"
)

// Door is what somebody carries to one address: whose papers are wanted back
// there, with a box to tick for each, and the children who are not asked for
// theirs.
type Door struct {
	Head
	Building string
	Address  string // "" where the register knows none
	Papers   []DoorPaper
	Children []DoorPaper // entered under one of those above; their passes stay with them
	Operator string
}

// DoorPaper is one paper of a pass, or a child's pass.
type DoorPaper struct {
	Number    string // 14 to 16 digits
	Copy      int
	Name      string
	DocNumber string // masked
	Note      string // the guardian of a child; a telephone where no address is known
}

// String names nobody.
func (d Door) String() string { return fmt.Sprintf("door slip, %d papers", len(d.Papers)) }

// GoString is String.
func (d Door) GoString() string { return d.String() }

// LogValue is String, for slog.
func (d Door) LogValue() slog.Value { return slog.StringValue(d.String()) }

// String names nobody.
func (p DoorPaper) String() string { return "paper to be fetched" }

// GoString is String.
func (p DoorPaper) GoString() string { return p.String() }

// LogValue is String, for slog.
func (p DoorPaper) LogValue() slog.Value { return slog.StringValue(p.String()) }

func (d Door) check() error {
	if len(d.Papers) == 0 {
		return fmt.Errorf("%w: no paper to fetch", ErrValue)
	}
	for _, p := range append(d.Papers[:len(d.Papers):len(d.Papers)], d.Children...) {
		if p.Name == "" || p.Copy < 1 {
			return fmt.Errorf("%w: a paper without name or copy", ErrValue)
		}
	}
	return d.Head.check()
}

// Doors writes a slip for each address, in the order given, on as many A5 pages as
// its people need.
func Doors(w io.Writer, all []Door, o Options) error {
	title := ""
	if len(all) > 0 {
		title = all[0].Title.ZH
	}
	return notices(w, title, all, o, (*canvas).door)
}

// The columns of a door slip and the height of its rows.
const (
	doorNumberX = slipLeft + 44
	doorBoxX    = slipRight - 3*doorBoxWide
	doorBoxWide = 13.0
	doorRowHigh = 11.0
	doorHeadHi  = 8.0
	doorNameMin = 9.0  // points, of a name however long
	doorFoot    = 34.0 // what stands under the last row
)

var doorBoxes = []Text{{"交回", "returned"}, {"拒交", "refused"}, {"未找到", "not found"}}

func (c *canvas) door(d Door) {
	c.leaf()
	y := c.titled(d.Head, slipLeft, slipRight, 0)
	address := d.Address
	if address == "" {
		address = "登记册没有地址" + "　" + blank("")
	}
	y = c.noticeRows(slipLeft, slipRight, y, []row{{Text{"楼栋", "Building"}, d.Building}, {Text{"地址", "Address"}, address}})
	y = c.doorColumns(y)
	for _, p := range d.Papers {
		if y+p.high() > slipEnd {
			y = c.doorColumns(c.nextLeaf(d.Head))
		}
		c.doorRow(y, p)
		y += p.high()
	}
	y = c.doorChildren(d, y)
	if y+doorFoot > slipEnd {
		y = c.nextLeaf(d.Head)
	}
	c.doorFoot(d, y)
}

// doorColumns are the heads of the table; the answer is where its rows begin.
func (c *canvas) doorColumns(y float64) float64 {
	c.panel(slipLeft, y, slipRight-slipLeft, doorHeadHi, rgb{236, 240, 238})
	at := func(x, width float64, t Text) {
		c.textCentre(x+width/2, y+3.9, bold(9, inkBlack), t.ZH)
		c.textCentre(x+width/2, y+6.9, regular(leastRead, inkLabel), t.EN)
	}
	at(slipLeft, doorNumberX-slipLeft, Text{"姓名　证件号码", "Name, document"})
	at(doorNumberX, doorBoxX-doorNumberX, Text{"证件编号　份数", "Pass number, copy"})
	for i, b := range doorBoxes {
		at(doorBoxX+doorBoxWide*float64(i), doorBoxWide, b)
	}
	return y + doorHeadHi
}

// doorName is how wide a name may be.
const doorName = doorNumberX - slipLeft - 2

// high is the room of a row: a name that is too long for its line gets more lines, and
// so does a guardian's.
func (p DoorPaper) high() float64 {
	high := doorRowHigh
	if st, lines := p.longName(); lines != nil {
		high = float64(len(lines))*st.leading() + 5.6
	}
	return high + p.longNoteHigh()
}

// under is the line below the name.
func (p DoorPaper) under() string { return join(p.DocNumber, named(p.Note)) }

// longNote is a note that has no room beside the document's number.
func (p DoorPaper) longNote() (style, []string) {
	st := regular(leastRead, inkLabel)
	if p.Note == "" || st.width(p.under()) <= doorName {
		return st, nil
	}
	return st, st.breakLines(named(p.Note), doorName)
}

func (p DoorPaper) longNoteHigh() float64 {
	st, lines := p.longNote()
	return float64(len(lines)) * st.leading()
}

// longName is a name in as many lines as it takes; none where one line holds it.
func (p DoorPaper) longName() (style, []string) {
	st := bold(doorNameMin, inkBlack)
	if st.width(named(p.Name)) <= doorName {
		return st, nil
	}
	return st, st.inLines(named(p.Name), doorName)
}

// doorRow is one paper with its boxes.
func (c *canvas) doorRow(y float64, p DoorPaper) {
	c.doorPerson(y, p)
	const side = 5.2
	for i := range doorBoxes {
		c.frame(doorBoxX+doorBoxWide*(float64(i)+0.5)-side/2, y+(p.high()-side)/2, side, side, 0.3, inkBlack)
	}
}

func (c *canvas) doorPerson(y float64, p DoorPaper) {
	c.rule(slipLeft, y+p.high(), slipRight, y+p.high(), 0.12, inkFine)
	high, under := p.high()-p.longNoteHigh(), p.under()
	name := high - 4.6
	if st, lines := p.longName(); lines != nil {
		c.set(slipLeft+0.6, y+0.6+name/2, fitted{style: st, lines: lines})
	} else {
		c.fit(place{slipLeft + 0.6, y + 0.6 + name/2, doorName, name}, bold(13, inkBlack), doorNameMin, named(p.Name))
	}
	if st, lines := p.longNote(); lines != nil {
		under = p.DocNumber
		c.lines(slipLeft+0.6, y+high+st.leading()*0.6, st.leading(), st, lines)
	}
	c.fit(place{slipLeft + 0.6, y + high - 2.4, doorName, 3.6}, regular(8, inkLabel), leastRead, under)
	c.fit(place{doorNumberX, y + 0.6 + name/2, doorBoxX - doorNumberX - 1, 6}, bold(11.5, inkBlack), 8, grouped(p.Number))
	c.text(doorNumberX, y+high-1.4, regular(8, inkLabel), fmt.Sprintf("第 %d 份 copy %d", p.Copy, p.Copy))
}

// doorChildren are told, not asked: a child's pass is its own (一人一号), also where
// it bears the parent's number.
func (c *canvas) doorChildren(d Door, y float64) float64 {
	if len(d.Children) == 0 {
		return y
	}
	const head = 9.0
	if y+head+d.Children[0].high() > slipEnd {
		y = c.nextLeaf(d.Head)
	}
	c.text(slipLeft, y+5, bold(9.5, inkGreen), "有关儿童：证件不因此收回，不收")
	c.text(slipLeft, y+8, regular(leastRead, inkLabel), "Children entered under a number above: their passes are not recalled by this, and stay with them")
	y += head
	for _, p := range d.Children {
		if y+p.high() > slipEnd {
			y = c.nextLeaf(d.Head)
		}
		c.doorPerson(y, p)
		y += p.high()
	}
	return y
}

// doorFoot is who went, when, and a line for what else there was.
func (c *canvas) doorFoot(d Door, y float64) {
	c.rule(slipLeft, y, slipRight, y, 0.35, inkGreen)
	c.pointLine(slipLeft, slipRight, y, d.Point, d.Operator)
	c.text(slipLeft, y+15, regular(9, inkBlack), fmt.Sprintf("本址应收 %d 张　交回＿＿＿　拒交＿＿＿　未找到＿＿＿　备注＿＿＿＿＿＿＿＿", len(d.Papers)))
	c.signBox(slipLeft, slipRight, y+17.5, 15, Text{"上门人签字", "Visited by"}, Text{"住户签字", "Resident"})
}
