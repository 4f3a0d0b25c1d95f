package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui"
)

// What upstream has put aside, or misses, comes down with every parcel for as long as it is
// so. Each is told once and noted, to be read again; what upstream misses stays a task, also
// behind a restart, until a parcel with it was sent.

// asidesFile keeps what was told. It names nobody.
const asidesFile = "asides.json"

// mostAsides is how many of them are kept.
const mostAsides = 1000

// asides are those that were told, the oldest first; none where that cannot be read: then
// they are told once more.
func (a *app) asides() (all []tui.AsideTold) {
	dir, err := a.dir()
	if err != nil {
		return nil
	}
	line, err := os.ReadFile(filepath.Join(dir, asidesFile))
	if err != nil || json.Unmarshal(line, &all) != nil {
		return nil
	}
	return all
}

func (a *app) keepAsides(all []tui.AsideTold) {
	dir, err := a.dir()
	line, bad := json.Marshal(all[max(0, len(all)-mostAsides):])
	if err == nil && bad == nil {
		_ = writeWhole(filepath.Join(dir, asidesFile), func(f *os.File) error {
			_, err := f.Write(line)
			return err
		})
	}
}

// heardBefore notes an aside, and reports that it was told before. Of a register that was
// put back the same event is another one, and has another epoch.
func (a *app) heardBefore(st *station.Station, sent registry.Sent) bool {
	told := tui.AsideTold{Epoch: st.Info().Epoch, Told: a.now().Truncate(time.Second)}
	if json.Unmarshal(sent.Body, &told.Aside) != nil {
		return false
	}
	all := a.asides()
	if slices.ContainsFunc(all, func(t tui.AsideTold) bool { return t.Aside == told.Aside && t.Epoch == told.Epoch }) {
		return !told.Missing()
	}
	a.keepAsides(append(slices.DeleteFunc(all, func(t tui.AsideTold) bool { return t.Missing() && told.Missing() }), told))
	return false
}

// stillMissing lets the next parcel begin where upstream misses something, as an earlier run
// was told.
func (a *app) stillMissing(ctx context.Context, st *station.Station) {
	for _, t := range a.asides() {
		if t.Missing() && st.Missing() == 0 && st.SendAgain(ctx, t.Event) != nil {
			a.sentAgain() // there is no receipt for it any more: it goes with the next parcel
			return
		}
	}
}

// sentAgain: a parcel with what upstream misses is on its way.
func (a *app) sentAgain() {
	all := a.asides()
	if left := slices.DeleteFunc(slices.Clone(all), tui.AsideTold.Missing); len(left) < len(all) {
		a.keepAsides(left)
	}
}

// Asides are what upstream has put aside or misses, the oldest first.
func (e errands) Asides() []tui.AsideTold { return e.app.asides() }
