//go:build unix

package sqlite_test

import (
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
)

const sector = 512

// cut is the disk after a power cut at a moment of the log.
func (d *disk) cut(moment int, rng *rand.Rand) image {
	s := d.survivors()
	s.rng, s.odds, s.torn = rng, []float64{0, 1, 0.1, 0.5, 0.9}[rng.IntN(5)], rng.IntN(2) == 0
	for _, e := range d.log[:moment] {
		s.follow(e)
	}
	return s.end()
}

// killed is a disk on which the program was killed at a moment: everything that
// was written can be read, and what was not synced is as little durable as it was.
func (d *disk) killed(t *testing.T, moment int) *disk {
	s := d.survivors()
	s.rng, s.odds = rand.New(rand.NewPCG(0, 0)), 1
	for _, e := range d.log[:moment] {
		s.follow(e)
	}
	left := newDisk(t, s.end())
	left.base, left.first, left.log, left.files = d.base, d.first, slices.Clone(d.log[:moment]), d.files
	left.known = maps.Clone(s.names)
	return left
}

// survivors begin with the base of the disk.
func (d *disk) survivors() *survivors {
	s := &survivors{files: map[int]*survivor{}, names: map[string]int{}, later: map[string][]entry{}}
	for path, file := range d.first {
		s.names[path] = file
		s.files[file] = &survivor{content: slices.Clone(d.base[path])}
	}
	return s
}

// survivors is what has survived so far, and what may.
type survivors struct {
	rng   *rand.Rand
	odds  float64 // of a write that was not synced
	torn  bool    // writes are torn at sectors
	files map[int]*survivor
	names map[string]int     // durable
	later map[string][]entry // by name: made or removed since the folder's last sync
}

// survivor is a file: what is durable, and what was done since its last sync.
type survivor struct {
	content []byte
	later   []entry
	doubt   int // the first of them were in a sync that failed
}

func (s *survivors) follow(e entry) {
	switch e.act {
	case created:
		s.files[e.file] = &survivor{}
		s.later[e.path] = append(s.later[e.path], e)
	case removed:
		s.later[e.path] = append(s.later[e.path], e)
	case folderSynced:
		for path, entries := range s.later {
			if filepath.Dir(path) == e.path {
				s.name(path, entries)
				delete(s.later, path)
			}
		}
	case synced:
		f := s.files[e.file]
		for i, w := range f.later {
			if i < f.doubt {
				s.perhaps(f, w)
			} else {
				f.apply(w, 0, len(w.data))
			}
		}
		f.later, f.doubt = f.later[:0], 0
	case syncFailed:
		s.files[e.file].doubt = len(s.files[e.file].later)
	default:
		s.files[e.file].later = append(s.files[e.file].later, e)
	}
}

// name makes what happened to a name durable.
func (s *survivors) name(path string, entries []entry) {
	for _, e := range entries {
		if e.act == created {
			s.names[path] = e.file
		} else {
			delete(s.names, path)
		}
	}
}

// end lets chance decide about everything that was not synced.
func (s *survivors) end() image {
	for _, path := range slices.Sorted(maps.Keys(s.later)) {
		entries := s.later[path]
		n := 0 // a folder's changes to one name survive in their order
		for n < len(entries) && s.rng.Float64() < s.odds {
			n++
		}
		s.name(path, entries[:n])
	}
	left := image{}
	for _, path := range slices.Sorted(maps.Keys(s.names)) {
		f := s.files[s.names[path]]
		for _, w := range f.later {
			s.perhaps(f, w)
		}
		left[path] = f.content
	}
	return left
}

// perhaps applies a write that was not synced: whole, in part or not at all.
func (s *survivors) perhaps(f *survivor, w entry) {
	if !s.torn || w.act == truncated {
		if s.rng.Float64() < s.odds {
			f.apply(w, 0, len(w.data))
		}
		return
	}
	for from := 0; from < len(w.data); {
		to := min(len(w.data), from+sector-int((w.at+int64(from))%sector))
		if s.rng.Float64() < s.odds {
			f.apply(w, from, to)
		}
		from = to
	}
}

// apply does a write or a truncation to the content, or a part of a write.
func (f *survivor) apply(e entry, from, to int) {
	size := int(e.at) + to
	switch {
	case e.act == truncated:
		size = int(e.at)
		f.content = f.content[:min(size, len(f.content))]
	case len(e.data) == 0:
		return
	}
	if grow := size - len(f.content); grow > 0 {
		f.content = append(f.content, make([]byte, grow)...)
	}
	copy(f.content[min(int(e.at)+from, len(f.content)):], e.data[from:to])
}
