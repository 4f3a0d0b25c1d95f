package list

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Whoever asks how far the reading is hears more and more, and ends it with an error.
func TestAReadingTellsHowFarItIsAndEnds(t *testing.T) {
	const rows = 3000
	var csv strings.Builder
	csv.WriteString("姓名,身份证号\n")
	for i := range rows {
		fmt.Fprintf(&csv, "样例,%018d\n", i)
	}
	workbook := book(t, func(f *excelize.File) {
		for i := range rows + 1 {
			row := []any{"样例", fmt.Sprintf("%018d", i)}
			if i == 0 {
				row = []any{"姓名", "身份证号"}
			}
			if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	})
	gone := errors.New("stopped")
	for name, file := range map[string][]byte{"text": []byte(csv.String()), "workbook": workbook} {
		last, told := 0.0, 0
		opening := 0 // how often it was told how much of the workbook's parts is read
		l, err := ReadPeople(bytes.NewReader(file), people, Choice{Far: func(share float64) error {
			if share < last || share > 1 {
				t.Errorf("%s: %v after %v", name, share, last)
			}
			if share > opened/4 && share < opened {
				opening++
			}
			last, told = share, told+1
			return nil
		}})
		if (name == "workbook") != (opening > 2) {
			t.Errorf("%s: told %d times how much of its parts is read", name, opening)
		}
		if err != nil || len(l.Rows) < rows || told < rows/500 || last < 0.9 {
			t.Errorf("%s: %d rows, told %d times, last %v, %v", name, len(l.Rows), told, last, err)
		}
		for _, from := range []float64{0, 0.5} {
			if _, err := ReadPeople(bytes.NewReader(file), people, Choice{Far: func(share float64) error {
				if share >= from {
					return gone
				}
				return nil
			}}); !errors.Is(err, gone) {
				t.Errorf("%s, ended from %v: %v", name, from, err)
			}
		}
	}
}
