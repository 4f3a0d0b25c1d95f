package main

import (
	"crypto/sha256"

	"passdesk/registry/station"
)

// machineTold is what the system tells of the machine to everybody who asks: what
// only its administrator may read would differ from one user to the next. What it
// does not tell is "".
type machineTold struct {
	system string // of the installation: machine-id, MachineGuid
	model  string // maker and model
	unit   string // of this piece of hardware
}

// here binds a register's mark to this machine and to its own file. A part is
// hashed with the register's name, so that it says nothing beside it, and two
// registers of one machine cannot be told to be.
func (h *highWater) here(told machineTold) func(register string) station.Binding {
	return func(register string) station.Binding {
		return station.Binding{
			System: trace(register, "system", told.system), Model: trace(register, "model", told.model),
			Unit: trace(register, "unit", told.unit), Place: h.placeOf(register),
		}
	}
}

// placeOf is the trace of the register's mark itself; zero where there is none
// yet, or where files cannot be told apart.
func (h *highWater) placeOf(register string) [8]byte {
	if h.place == nil {
		return [8]byte{}
	}
	return trace(register, "place", h.place(h.path(register)))
}

func trace(register, kind, told string) (t [8]byte) {
	if told == "" {
		return t
	}
	sum := sha256.Sum256([]byte("passdesk binding 1\n" + register + "\n" + kind + "\n" + told))
	copy(t[:], sum[:])
	return t
}
