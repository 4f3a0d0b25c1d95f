package sqlite

import "context"

// Medium is how a test puts a disk of its own under a register, or settings
// that are not the shipped ones.
type Medium struct {
	VFS        string
	Settings   map[string]string // by name, in the place of the shipped value
	SyncFolder func(dir string) error
}

func (m Medium) medium() medium {
	in := shipped
	in.vfs, in.syncFolder, in.settings = m.VFS, m.SyncFolder, nil
	for _, s := range shipped.settings {
		if v, ok := m.Settings[s.name]; ok {
			s.set, s.want = v, readBack[s.name+v]
		}
		in.settings = append(in.settings, s)
	}
	return in
}

// readBack is how SQLite answers for a setting that is not shipped.
var readBack = map[string]string{
	"synchronousNORMAL": "1", "synchronousFULL": "2", "journal_modeDELETE": "delete", "locking_modeNORMAL": "normal", "wal_autocheckpoint20": "20",
}

func CreateOn(ctx context.Context, path string, m Medium) (*DB, error) {
	return createOn(ctx, path, m.medium())
}

func OpenOn(ctx context.Context, path string, m Medium) (*DB, error) {
	return openOn(ctx, path, m.medium())
}
