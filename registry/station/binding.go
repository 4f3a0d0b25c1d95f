package station

// Binding tells the machine that a mark was written on, and the mark's own place
// on its disk, from others. Each part is a keyed hash of what the system tells,
// so that it names no machine; a part that the system does not tell is zero, and
// a zero part is never compared.
//
// A folder that is copied brings its high-water mark along and would look like
// the register's newest self; the binding is what it cannot bring. It raises a
// false alarm when the register was moved on purpose: to a new disk, another
// container, back from a backup, onto a system that was installed again. Each
// costs the keeper one `epoch new`, and nothing else.
type Binding struct {
	System [8]byte // the installed system: machine-id, MachineGuid
	Model  [8]byte // maker and model of the hardware
	Unit   [8]byte // this one piece of hardware, where anybody may read it
	Place  [8]byte // the mark's file: its index on the disk and when it was made
}

// other answers why a mark with this binding is not this machine's, or "". A
// system that was installed again is told apart from another machine: the
// hardware is the same, and so is the cure.
func (b Binding) other(now Binding) string {
	differs := func(was, is [8]byte) bool { return was != [8]byte{} && is != [8]byte{} && was != is }
	same := func(was, is [8]byte) bool { return was != [8]byte{} && was == is }
	switch {
	case differs(b.Unit, now.Unit), differs(b.Model, now.Model):
		return otherMachine
	case differs(b.System, now.System) && same(b.Unit, now.Unit):
		return reinstalled
	case differs(b.System, now.System):
		return otherMachine
	case differs(b.Place, now.Place):
		return copiedMark
	}
	return ""
}

// with keeps what is not told now as it was: a part that can be read only at
// times is still known when it can be read again.
func (b Binding) with(now Binding) Binding {
	keep := func(was, is [8]byte) [8]byte {
		if is == [8]byte{} {
			return was
		}
		return is
	}
	return Binding{keep(b.System, now.System), keep(b.Model, now.Model), keep(b.Unit, now.Unit), keep(b.Place, now.Place)}
}
