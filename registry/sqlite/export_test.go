package sqlite

import (
	"context"
	"slices"
)

// Medium is how a test puts a disk of its own under a register, or settings
// that are not the shipped ones.
type Medium struct {
	VFS        string
	Settings   []string // "name=value", in the place of the shipped value or besides
	SyncFolder func(dir string) error
}

// otherSettings are those that no program has.
var otherSettings = map[string]setting{
	"locking_mode=NORMAL":   {"locking_mode", "NORMAL", "normal"},
	"journal_mode=DELETE":   {"journal_mode", "DELETE", "delete"},
	"synchronous=NORMAL":    {"synchronous", "NORMAL", "1"},
	"synchronous=FULL":      {"synchronous", "FULL", "2"},
	"wal_autocheckpoint=20": {"wal_autocheckpoint", "20", "20"},
}

func (m Medium) medium() medium {
	in := medium{vfs: m.VFS, syncFolder: m.SyncFolder, settings: slices.Clone(shipped.settings)}
	for _, text := range m.Settings {
		s := otherSettings[text]
		i := slices.IndexFunc(in.settings, func(of setting) bool { return of.name == s.name })
		if i < 0 {
			in.settings = append(in.settings, s)
		} else {
			in.settings[i] = s
		}
	}
	return in
}

func CreateOn(ctx context.Context, path string, m Medium) (*DB, error) {
	return createOn(ctx, path, m.medium())
}

func OpenOn(ctx context.Context, path string, m Medium) (*DB, error) {
	return openOn(ctx, path, m.medium())
}
