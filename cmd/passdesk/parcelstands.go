package main

import (
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"

	"passdesk/export/bundle"
	"passdesk/registry/station"
)

// Whoever carries a stick to and fro before upstream has answered finds on it the parcel of
// before. Nobody here can open it; but its SHA-256 was noted when it was written, so one
// that reads back whole need not be written once more.

// parcelsFile keeps what was written to sticks last.
const parcelsFile = "parcels.json"

// mostMade is how many of them are kept: one for each stick that may be under way.
const mostMade = 16

// parcelNoted is a parcel that was written, without where: any stick may hold it.
type parcelNoted struct {
	Name string `json:"name"`
	Head string `json:"head"`
	parcelMade
}

// parcelOnce is makeParcel where no parcel of the very same events lies whole in the folder.
func (a *app) parcelOnce(st *station.Station, folder string) (parcelMade, error) {
	made, err := a.makeParcelUnless(st, folder, func(o *station.Outgoing) (parcelMade, bool) { return a.standing(folder, o.Head) })
	a.sendingEnded(made, err)
	if err == nil && !made.Stands {
		a.keepMade(made)
	}
	return made, err
}

// standing is the parcel that ends with the head, as it lies in the folder: read from the
// beginning and compared.
func (a *app) standing(folder string, head [32]byte) (parcelMade, bool) {
	for _, p := range a.madeBefore() {
		path := filepath.Join(folder, filepath.Base(p.Name))
		if p.Head == hex.EncodeToString(head[:]) && readBack(path, p.SHA256) == nil {
			p.File, p.Stands = path, true
			return p.parcelMade, true
		}
	}
	return parcelMade{}, false
}

// madeBefore are those that are noted; none where that cannot be read: then one is written
// that need not be.
func (a *app) madeBefore() (all []parcelNoted) {
	dir, err := a.dir()
	if err != nil {
		return nil
	}
	line, err := os.ReadFile(filepath.Join(dir, parcelsFile))
	if err != nil || json.Unmarshal(line, &all) != nil {
		return nil
	}
	return all
}

// keepMade notes a parcel.
func (a *app) keepMade(made parcelMade) {
	noted := parcelNoted{filepath.Base(made.File), hex.EncodeToString(made.head[:]), made}
	noted.File = ""
	all := append(a.madeBefore(), noted)
	dir, err := a.dir()
	line, bad := json.Marshal(all[max(0, len(all)-mostMade):])
	if err == nil && bad == nil {
		_ = writeWhole(filepath.Join(dir, parcelsFile), func(f *os.File) error {
			_, err := f.Write(line)
			return err
		})
	}
}

// isSealed reports a file that begins as every parcel does.
func isSealed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(bundle.Seal))
	_, err = io.ReadFull(f, head)
	return err == nil && slices.Equal(head, []byte(bundle.Seal))
}
