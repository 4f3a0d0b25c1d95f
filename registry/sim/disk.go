package sim

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/storetest"
)

// disk is what is in a laptop: the data folder, the user's config folder, and the
// installed system.
type disk struct {
	data   *storetest.Memory // nil: no register
	config *config
	system uint64 // of the installation, as machine-id is
	code   int    // station code under which the register was made
	kept   []giving
	// backups are images of evenings, on a stick that lies beside the laptop and
	// goes where the register goes.
	backups []image
}

// image is a copy of a whole disk: what a backup program, a cloning station or a
// snapshot of a virtual machine takes. What was acknowledged until then is in it.
type image struct {
	data   *storetest.Image // nil: no register
	config *config
	system uint64
	code   int
	kept   []giving
	day    int  // in whose evening it was taken
	claim  *int // the epoch of the last restore from it, noted beside it
}

func (d *disk) image(day int) image {
	i := image{config: d.config.copied(), system: d.system, code: d.code, kept: slices.Clip(d.kept), day: day, claim: new(int)}
	if d.data != nil {
		i.data = d.data.Image()
	}
	return i
}

// disk is the image put back, block for block; the stick is what it was.
func (i image) disk(backups []image) *disk {
	d := &disk{config: i.config.copied(), system: i.system, backups: backups}
	d.putData(i)
	return d
}

// putData puts the data folder of the image in the place of the disk's.
func (d *disk) putData(i image) {
	d.data, d.code, d.kept = nil, i.code, slices.Clip(i.kept)
	if i.data != nil {
		d.data = storetest.FromImage(i.data)
	}
}

// config is the config folder: the high-water marks, each in a place of its own on
// the disk.
type config struct {
	marks map[string]markFile
	made  uint64 // files that were ever made in it
}

type markFile struct {
	mark  station.Mark
	place uint64
}

func newConfig() *config { return &config{marks: map[string]markFile{}} }

func (c *config) copied() *config { return &config{maps.Clone(c.marks), c.made} }

// moved is the folder copied file by file: each copy has another place.
func (c *config) moved(by uint64) *config {
	m := c.copied()
	for name, f := range m.marks {
		f.place += by
		m.marks[name] = f
	}
	return m
}

// secondPlace is the station's high-water port on a laptop. Parts of the design
// that a control leaves out are left out here: it then answers what lets the
// station go on.
type secondPlace struct{ l *laptop }

func (p secondPlace) Read(register string) (station.Mark, error) {
	design, c := p.l.world.design, p.l.disk.config
	f, there := c.marks[register]
	switch {
	case !design.Mark, !design.Binding && !there:
		return p.agreeing(station.Mark{})
	case !there:
		return station.Mark{}, station.ErrNotFound
	case !design.Binding:
		return p.agreeing(f.mark)
	}
	return f.mark, nil
}

// agreeing is the mark with the machine that the register was written on.
func (p secondPlace) agreeing(m station.Mark) (station.Mark, error) {
	b, err := p.l.disk.data.Meta(ctx, "machine")
	if err != nil {
		return m, err
	}
	_, err = hex.Decode(m.Machine[:], b)
	return m, err
}

func (p secondPlace) Write(register string, m station.Mark) error {
	if p.l.markFails {
		return station.ErrDiskFull
	}
	c := p.l.disk.config
	f, there := c.marks[register]
	if !there {
		c.made++
		f.place = c.made
	}
	if m.Bound.Place == [8]byte{} { // the file was made just now
		m.Bound.Place = trace(f.place)
	}
	f.mark = m
	c.marks[register] = f
	return nil
}

func (p secondPlace) Highest(prefix, but string) (epoch int, err error) {
	if !p.l.world.design.Mark {
		return 0, nil
	}
	for name, f := range p.l.disk.config.marks {
		if strings.HasPrefix(name, prefix) && name != but {
			epoch = max(epoch, f.mark.Head.Epoch)
		}
	}
	return epoch, nil
}

// here tells the laptop and the place of the mark's file, as the system would.
func (l *laptop) here(register string) station.Binding {
	return station.Binding{System: trace(l.disk.system), Model: trace(l.model), Place: trace(l.disk.config.marks[register].place)}
}

func trace(n uint64) (t [8]byte) {
	binary.BigEndian.PutUint64(t[:], n)
	return t
}

// originOf is the register that a first event makes.
func originOf(first registry.Event) registry.Origin {
	var b registry.OpenedBody
	if json.Unmarshal(first.Body, &b) != nil || first.Kind != registry.Opened {
		panic("sim: a log that does not begin with Opened")
	}
	return registry.Origin{Scheme: b.Scheme, Register: b.PublicKey}
}
