package sqlite

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"passdesk/registry/station"
)

const headSize = 100 // SQLite file format 1.3

// checkHead looks at the file before SQLite does: opening would turn another
// program's database into WAL mode, and reads what is cut off within a page as
// zeros and the rows that stood there as never written. With a log beside it the
// file may end anywhere and its head be old: the log holds the pages.
func checkHead(path string, head []byte, size int64) error {
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	switch {
	case page < 512 || size%page != 0:
		return fmt.Errorf("%w: %s is cut off", station.ErrDamaged, filepath.Base(path))
	case binary.BigEndian.Uint32(head[68:]) != applicationID:
		return fmt.Errorf("%w: %s is no passdesk register", station.ErrDamaged, filepath.Base(path))
	}
	return nil
}
