package main

import (
	"fmt"
	"os"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// sameStation refuses a backup of another station in the place of this one: most
// likely it is the wrong file or the wrong folder. A register of which nothing can be
// read names no station, and may be replaced.
func (r *restore) sameStation() error {
	if !r.cmd.Replace || r.cmd.OtherStation {
		return nil
	}
	f, err := os.Open(r.cmd.File)
	if err != nil {
		return nil // it is told where the backup is read
	}
	defer f.Close()
	b, err := station.ReadBackup(f)
	if err != nil {
		return nil
	}
	here, err := r.standing()
	if err != nil {
		return nil
	}
	defer here.Close()
	if !here.OtherStation(b.BackupHead) {
		return nil
	}
	return otherStation(b.BackupHead, here.Info())
}

func otherStation(of station.BackupHead, here station.Info) error {
	return &toldError{
		fmt.Sprintf("这份备份是另一个站点的（方案 %s，区县 %s，站点代码 %03d），这里的登记册是“%s”的（方案 %s，站点代码 %03d），没有动。请核对备份文件和 --dir；确实要换成那个站点，再加 --other-station。",
			of.Scheme, of.District, of.Station, here.Point.Name, here.Scheme.Code, here.Code),
		fmt.Sprintf("the backup is of another station (scheme %s, district %s, code %03d); the register here is of %s (scheme %s, code %03d) and was not touched. Look at the file and at --dir again; if that station shall really take this one's place, add --other-station.",
			of.Scheme, of.District, of.Station, here.Point.Name, here.Scheme.Code, here.Code),
		station.ErrRegisterExists}
}

// standing is the register that would be moved aside, as far as it can be read. It is
// not written: what is put aside stays as it was found.
func (r *restore) standing() (*station.Station, error) {
	a := r.app
	store, err := sqlite.OpenReadOnly(a.ctx, r.register)
	var broken *sqlite.Broken
	if err != nil {
		store, broken, err = sqlite.OpenBroken(a.ctx, r.register)
	}
	if err != nil {
		return nil, err
	}
	p, err := a.ports(store)
	if err == nil {
		if p.Still = true; broken != nil {
			p.Broken = broken
		}
		var st *station.Station
		if st, err = station.Open(a.ctx, p); err == nil {
			return st, nil
		}
	}
	store.Close()
	return nil, err
}
