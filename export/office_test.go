package export

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// libreOffice converts files with the defaults that a person gets, in a profile of its
// own. Without it the test skips, and fails where PASSDESK_TOOLS=required.
func libreOffice(t *testing.T) func(path, to string) []byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("PASSDESK_TOOLS") == "required" {
			t.Fatal("soffice (LibreOffice) is missing")
		}
		t.Skip("soffice (LibreOffice) is missing")
	}
	folder := t.TempDir()
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(folder, "profile"))
	return func(path, to string) []byte {
		t.Helper()
		out := filepath.Join(folder, to)
		// A person's dialogue proposes UTF-8 for both ways; with no dialogue the program
		// takes the system's code page, byte order mark or not. All else is default.
		how := []string{profile, "--headless", "--convert-to", to}
		if to == "csv" {
			how[3] = "csv:Text - txt - csv (StarCalc):44,34,76"
		} else {
			how = append(how, "--infilter=CSV:44,34,76")
		}
		said, err := exec.Command(program, append(how, "--outdir", out, path)...).CombinedOutput()
		if err != nil {
			t.Fatalf("soffice: %v\n%s", err, said)
		}
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + "." + to
		raw, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatalf("soffice made no file: %v\n%s", err, said)
		}
		return raw
	}
}

func saved(t *testing.T, name string, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// survivors counts the rows whose every cell is what went in, the ID first of all.
func survivors(t *testing.T, got [][]string, rows Rows) (ids, whole int) {
	t.Helper()
	i := 0
	for want := range rows {
		if i >= len(got) {
			break
		}
		if got[i][3] == want[3] {
			ids++
		}
		if strings.Join(got[i], "\x00") == strings.Join(want, "\x00") {
			whole++
		}
		i++
	}
	return ids, whole
}

func TestSpreadsheetKeepsEveryDigit(t *testing.T) {
	convert := libreOffice(t)
	const n = 1000

	sheet, _ := written(t, formats[1], register, people(n))
	text := convert(saved(t, "a.xlsx", sheet), "csv")
	// No guards and no control line here: cells are text, the totals are on the other sheet.
	if ids, whole := survivors(t, csvRows(t, text), people(n)); ids != n || whole != n {
		t.Errorf("xlsx → csv: %d of %d IDs, %d whole rows", ids, n, whole)
	}

	comma, _ := written(t, formats[0], register, people(n))
	again := convert(saved(t, "b.csv", comma), "xlsx")
	back := convert(saved(t, "b.xlsx", again), "csv")
	if ids, whole := survivors(t, readCSV(t, back), people(n)); ids != n || whole != n {
		t.Errorf("csv → xlsx → csv: %d of %d IDs, %d whole rows", ids, n, whole)
	}
	if s, err := Check(bytes.NewReader(back)); err != nil || s.Rows != n {
		t.Errorf("the file that came back is refused: %+v %v", s, err)
	}
}

// The control: without guards the same program destroys the numbers, so the test above
// can fail.
func TestSpreadsheetDestroysBareNumbers(t *testing.T) {
	convert := libreOffice(t)
	bare := register
	bare.Columns = append([]Column(nil), register.Columns...)
	for i := range bare.Columns {
		bare.Columns[i].Text = false
	}
	raw, _ := written(t, formats[0], bare, people(1000))
	back := convert(saved(t, "c.xlsx", convert(saved(t, "c.csv", raw), "xlsx")), "csv")
	ids, _ := survivors(t, readCSV(t, back), people(1000))
	if ids > 200 {
		t.Errorf("%d of 1,000 bare IDs survive: the guards are no longer needed here", ids)
	}
}
