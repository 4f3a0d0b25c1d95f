package station_test

import (
	"bytes"
	"errors"
	"io"
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
	f.Add(whole.Bytes())
	f.Add(whole.Bytes()[:whole.Len()-1])
	f.Add(append(bytes.Clone(whole.Bytes()), 0))
	f.Add(bytes.Replace(whole.Bytes(), []byte(`"epoch":1`), []byte(`"epoch":2`), 1))
	f.Add(whole.Bytes()[:bytes.IndexByte(whole.Bytes(), '\n')+9])
	f.Fuzz(func(t *testing.T, raw []byte) {
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
