package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The log says that a parcel was signed, and not what became of the file. What became of it
// is noted beside the register, so that the outbox does not say that something is on its way
// which no stick and no collector took.

// notSentFile keeps the parcels that came to nothing, and why the last of them did. It
// names nobody.
const notSentFile = "notsent.json"

// mostTries is how many of them are kept.
const mostTries = 100

// notSent is what is noted; the zero value where nothing is, or it cannot be read.
func (a *app) notSent() (last station.NotSent) {
	dir, err := a.dir()
	if err != nil {
		return last
	}
	line, err := os.ReadFile(filepath.Join(dir, notSentFile))
	if err != nil || json.Unmarshal(line, &last) != nil {
		return station.NotSent{}
	}
	return last
}

// sendingEnded notes what became of a parcel that was signed.
func (a *app) sendingEnded(made parcelMade, err error) {
	dir, bad := a.dir()
	if made.To == 0 || bad != nil {
		return
	}
	path, last := filepath.Join(dir, notSentFile), a.notSent()
	last.Ends = slices.DeleteFunc(last.Ends, func(end int64) bool { return end == made.To })
	if err != nil {
		last.Ends, last.At = append(last.Ends, made.To), a.now()
		last.Ends = last.Ends[max(0, len(last.Ends)-mostTries):]
		last.Why.ZH, last.Why.EN = explain(err)
	}
	if len(last.Ends) == 0 {
		_ = os.Remove(path) // where it is there
		return
	}
	if line, bad := json.Marshal(last); bad == nil {
		_ = writeWhole(path, func(f *os.File) error {
			_, err := f.Write(line)
			return err
		})
	}
}

// onStick says of a folder for parcels what is wrong with it: it is a stick, and not the
// folder of the register.
func onStick(err error) error {
	for _, e := range []struct {
		kind error
		text scheme.Text
	}{
		{station.ErrDiskFull, scheme.Text{ZH: "U 盘（放包裹的文件夹）满了，包裹没有写成，登记册里什么也没有少。请腾出空间，或换一只 U 盘，再做一次。", EN: "The stick (the folder for parcels) is full. No parcel was written, and nothing is missing in the register: free some space or take another stick, and do it again."}},
		{station.ErrReadOnlyFolder, scheme.Text{ZH: "U 盘（放包裹的文件夹）不能写入，包裹没有写成，登记册里什么也没有少。请打开写保护开关、检查权限，或换一只 U 盘，再做一次。", EN: "The stick (the folder for parcels) cannot be written. No parcel was written, and nothing is missing in the register: look at its write-protection and permissions or take another stick, and do it again."}},
	} {
		if errors.Is(err, e.kind) {
			return &toldError{e.text.ZH, e.text.EN, station.ErrStorage}
		}
	}
	return err
}

// stickTakes finds out whether anything can be written into the folder, before a parcel is
// signed for it.
func stickTakes(folder string) error {
	f, err := newPart(folder)
	if err != nil {
		return onStick(err)
	}
	f.Close()
	return os.Remove(f.Name())
}
