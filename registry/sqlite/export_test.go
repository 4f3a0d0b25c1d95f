package sqlite

import (
	"context"
	"io"
	"slices"
)

// Medium is how a test puts a disk of its own under a register, or settings
// that are not the shipped ones.
type Medium struct {
	VFS        string
	Settings   []string // "name=value", in the place of the shipped value or besides
	SyncFolder func(dir string) error
	Fails      func(doing, path string) error // what is done to a copy and to a register that is set aside
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
	in := medium{vfs: m.VFS, syncFolder: m.SyncFolder, fails: m.Fails, settings: slices.Clone(shipped.settings)}
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

func OpenCopyOn(ctx context.Context, register string, content io.Reader, m Medium) (*DB, error) {
	return openCopyOn(ctx, register, content, m.medium())
}

func SetAsideOn(register, folder string, m Medium) error {
	return setAsideOn(register, folder, m.medium())
}

func PlaceCopyOn(register string, m Medium) error { return placeCopyOn(register, m.medium()) }
