package printing

import "slices"

// seals are the places for the rectangular seals. They are red stamps of other
// offices: only a pale outline is printed, to be stamped over. An office's name,
// however long, stays inside its own; where it is short, the place says what it
// is for.
func (c *canvas) seals(x, y float64, p Pass) {
	f := p.face()
	k := f.k
	for i, a := range c.placesOf(f, p.Seals) {
		office := p.Seals[i]
		a.x, a.y = x+a.x, y+a.y
		c.frame(a.x, a.y, a.width, a.height, 0.18, inkSeal)
		in := a.inner(k)
		name, above := regular(leastRead*k, inkSeal), in.height-2.8*k
		short := name.fit(office, in.width, above, name.size).size >= name.size
		if short {
			in.height = above
		}
		c.fitCentre(place{in.x, in.y + in.height/2, in.width, in.height}, name, name.size, office)
		if short {
			c.textCentre(a.x+a.width/2, a.y+7.7*k, name, sealSays(name, in.width))
		}
	}
}

// placesOf are the seals' places on a face; the passes of a batch have the same.
func (c *canvas) placesOf(f face, offices []string) []area {
	k := c.sealed
	if k == nil || k.on != f || !slices.Equal(k.offices, offices) {
		k = &sealsText{f, offices, f.sealPlaces(offices)}
		c.sealed = k
	}
	return k.places
}

// sealsText is how the seals of a face were placed last.
type sealsText struct {
	on      face
	offices []string
	places  []area
}

// inner is the room for words in a seal's place.
func (a area) inner(k float64) area {
	return area{a.x + 0.45*k, a.y + 0.5*k, a.width - 0.9*k, a.height - 1.0*k}
}

// sealPlaces are the places of the offices' seals: of one width where every name can be
// read in that; else a long name has what it needs, and the others share the rest.
func (f face) sealPlaces(offices []string) []area {
	places := make([]area, len(offices))
	for i := range places {
		places[i] = f.seal(i)
	}
	if !slices.ContainsFunc(offices, func(o string) bool { return !f.readIn(o, f.sealWide()) }) {
		return places
	}
	left, widths := f.sealRoom(), make([]float64, len(offices))
	for i, o := range offices {
		widths[i] = f.leastSeal(o)
		left -= widths[i]
	}
	if left < 0 {
		return places // as small as it must be
	}
	x := places[0].x
	for i, wide := range widened(widths, left) {
		places[i].x, places[i].width = x, wide
		x += wide + f.sealGap()
	}
	return places
}

// readIn reports whether an office's name can be read in a place so wide.
func (f face) readIn(office string, wide float64) bool {
	in := area{width: wide, height: f.sealHigh()}.inner(f.k)
	least := leastRead * f.k
	return regular(least, inkSeal).fit(office, in.width, in.height, least).size >= least-1e-9
}

// leastSeal is the narrowest place in which an office's name can be read, and a seal
// stamped.
func (f face) leastSeal(office string) float64 {
	wide := 12 * f.k
	for wide < f.w && !f.readIn(office, wide) {
		wide += 0.2
	}
	return wide
}

// widened shares what is left among the narrowest, so that they come to one width.
func widened(widths []float64, left float64) []float64 {
	for left > 0.05 {
		narrowest := slices.Min(widths)
		for i := range widths {
			if widths[i] < narrowest+0.05 && left > 0 {
				widths[i], left = widths[i]+0.05, left-0.05
			}
		}
	}
	return widths
}

// sealSays is what a seal's place is for, in as many words as it has room.
func sealSays(st style, width float64) string {
	for _, says := range []string{"（盖章处 seal）", "（盖章处）"} {
		if st.width(says) <= width {
			return says
		}
	}
	return ""
}
