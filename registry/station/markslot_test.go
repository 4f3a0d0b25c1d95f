package station_test

import (
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

func FuzzMarkFile(f *testing.F) {
	head := registry.Head{Event: 7, Epoch: 1, Serial: 5, Hash: [32]byte{9}}
	slot, _ := station.Mark{Machine: [16]byte{1, 2, 3}, Head: head}.Slot(3)
	f.Add(slot)
	f.Add(append(make([]byte, len(slot)), slot...))
	f.Add(make([]byte, station.MarkFileSize))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, sequence, err := station.NewestMark(b)
		if err != nil {
			return
		}
		whole, _ := m.Slot(sequence)
		for at := 0; at+len(whole) <= len(b); at += len(whole) {
			same := string(b[at:at+len(whole)]) == string(whole)
			if old := string(b[at:at+8]) == "PDHW0001"; same || old && string(b[at+8:at+80]) == string(whole[8:80]) {
				return
			}
		}
		t.Error("a slot that reads as something else")
	})
}
