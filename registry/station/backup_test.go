package station_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// FuzzBackup: a file is the station's backup, whole, or it is refused as none.
func FuzzBackup(f *testing.F) {
	b := newBench(f)
	db, err := sqlite.Create(ctx, b.path)
	b.must(err)
	st, sheet, err := station.Create(ctx, b.ports(db), b.setup())
	b.must(err)
	f.Cleanup(func() { st.Close() })
	b.issue(st, father, "ISSUE")
	var whole bytes.Buffer
	_, err = st.Backup(ctx, &whole)
	b.must(err)
	words := strings.Join(sheet.Words(), " ")
	f.Add(0, 0, []byte(nil))
	f.Add(whole.Len()-1, 1, []byte(nil))
	f.Add(whole.Len(), 0, []byte{0})
	f.Add(bytes.Index(whole.Bytes(), []byte(`"epoch":1`)), len(`"epoch":1`), []byte(`"epoch":2`))
	f.Add(bytes.IndexByte(whole.Bytes(), '\n')+9, whole.Len(), []byte(nil))
	f.Add(0, whole.Len(), []byte("PASSDESK"))
	// Each process of the fuzzer seals a backup of its own: so what is passed
	// between them is the change to it, not its bytes.
	f.Fuzz(func(t *testing.T, at, cut int, in []byte) {
		raw := changed(whole.Bytes(), at, cut, in)
		err := readAll(raw, words)
		var sheetFault *station.Fault
		switch mine := bytes.Equal(raw, whole.Bytes()); {
		case mine != (err == nil):
			t.Errorf("the backup itself: %v; %v", mine, err)
		case err != nil && !errors.Is(err, station.ErrBackup) && !errors.As(err, &sheetFault):
			t.Errorf("the error is of no kind: %v", err)
		}
	})
}

// changed is the file with cut bytes at a place taken out and others put in, each
// figure brought within the file.
func changed(file []byte, at, cut int, in []byte) []byte {
	at = min(max(at, 0), len(file))
	cut = min(max(cut, 0), len(file)-at)
	return slices.Concat(file[:at], in, file[at+cut:])
}

// readAll opens a backup with the sheet and reads it to its end.
func readAll(raw []byte, words string) error {
	b, err := station.ReadBackup(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	content, err := b.WithRecovery(words)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, content)
	return err
}
