package seal

import (
	"encoding/binary"
	"errors"
)

// AAD is the address of a row. It is bound into the seal, so that a sealed
// record opens in its own place only: copied to another row, table or version
// it is [ErrSealBroken]. A row is known by its number or by its name.
type AAD struct {
	Table   string // never empty, at most 255 bytes
	Version uint8  // how the record is packed
	Row     int64
	Name    string // for tables whose key is a word; else empty
}

// ErrAddress reports an AAD without a table, or with one of more than 255 bytes.
var ErrAddress = errors.New("seal: a row's address needs a table of 1 to 255 bytes")

// bytes is unambiguous: length and bytes of the table, version, row (8 bytes,
// big endian), then the name up to the end.
func (a AAD) bytes() ([]byte, error) {
	if len(a.Table) == 0 || len(a.Table) > 255 {
		return nil, ErrAddress
	}
	b := make([]byte, 0, 64)
	b = append(b, byte(len(a.Table)))
	b = append(b, a.Table...)
	b = append(b, a.Version)
	b = binary.BigEndian.AppendUint64(b, uint64(a.Row))
	return append(b, a.Name...), nil
}
