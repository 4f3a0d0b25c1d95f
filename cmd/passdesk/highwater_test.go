package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

func aMark(event int64) station.Mark {
	return station.Mark{Machine: [16]byte{1, 2, 3}, Head: registry.Head{Event: event, Epoch: 1, Serial: int(event), Hash: [32]byte{byte(event)}},
		Bound: station.Binding{System: [8]byte{4}, Model: [8]byte{5}, Unit: [8]byte{6}, Place: [8]byte{byte(7)}}}
}

func TestHighWaterReadsBackTheNewestMark(t *testing.T) {
	h := &highWater{dir: filepath.Join(t.TempDir(), "config")}
	if _, err := h.Read("0123456789abcdef"); !errors.Is(err, station.ErrNotFound) {
		t.Fatalf("a machine that never had the register: %v, want ErrNotFound", err)
	}
	for event := int64(1); event <= 5; event++ {
		if err := h.Write("0123456789abcdef", aMark(event)); err != nil {
			t.Fatal(err)
		}
		again := &highWater{dir: h.dir}
		if m, err := again.Read("0123456789abcdef"); err != nil || m != aMark(event) {
			t.Errorf("after mark %d: %+v, %v", event, m, err)
		}
	}
	h.close()
}

func TestTornMarkLeavesTheOneBefore(t *testing.T) {
	h := &highWater{dir: t.TempDir()}
	for event := int64(1); event <= 4; event++ {
		if err := h.Write("r", aMark(event)); err != nil {
			t.Fatal(err)
		}
	}
	h.close()
	whole, err := os.ReadFile(h.path("r"))
	if err != nil {
		t.Fatal(err)
	}
	const slotSize = station.MarkFileSize / 2
	for cut := range slotSize {
		torn := append([]byte{}, whole...)
		clear(torn[cut:slotSize]) // mark 4 lies in slot 0
		write(t, h.path("r"), torn)
		m, err := (&highWater{dir: h.dir}).Read("r")
		if err != nil || (m != aMark(3) && m != aMark(4)) {
			t.Fatalf("torn at byte %d: %+v, %v", cut, m, err)
		}
	}
	write(t, h.path("r"), make([]byte, 2*slotSize))
	if _, err := (&highWater{dir: h.dir}).Read("r"); !errors.Is(err, station.ErrNotFound) {
		t.Errorf("made and never marked: %v, want ErrNotFound", err)
	}
	write(t, h.path("r"), append(make([]byte, slotSize), whole[:slotSize-40]...))
	if _, err := (&highWater{dir: h.dir}).Read("r"); !errors.Is(err, station.ErrDamaged) {
		t.Errorf("no whole slot: %v, want ErrDamaged", err)
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
