package main

import (
	"context"
	"crypto/ed25519"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"passdesk/export"
	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/token"
)

// The papers and files that leave the program, read back by other programs.

// paperPerson is one who gets a pass, and what stands on it.
type paperPerson struct {
	name, printed, own, guardian string
	line                         string
	number                       string // when issued
}

// twenty are twenty people of all kinds: at a police point everyone is served.
func twenty() []paperPerson {
	var all []paperPerson
	adult := func(name, number string) {
		all = append(all, paperPerson{name: name, printed: number, own: number,
			line: fmt.Sprintf(`{"name":%q,"document":{"number":%q},"phone":"13800000%03d","declared":true}`, name, number, len(all))})
	}
	for n := 0; len(all) < 10; n++ {
		adult(person(n).name, person(n).number)
	}
	for n := 100; ; n++ { // one whose check digit is an X
		if p := person(n); strings.HasSuffix(p.number, "X") {
			adult(p.name, p.number)
			break
		}
	}
	adult("样例𬭊", person(300).number)     // beyond U+FFFF
	adult("阿依古丽·样例", person(301).number) // a dot
	adult("样例㛃", person(302).number)     // rare
	parent := person(0)
	for i, child := range []string{"样例长子", "样例次女", "样例幼子"} {
		sex := []string{"M", "F", "M"}[i]
		all = append(all, paperPerson{name: child, printed: parent.number, guardian: parent.number,
			line: fmt.Sprintf(`{"name":%q,"guardian":{"relation":"mother","name":%q,"document":{"number":%q}},"birth":"201%d-04-01","sex":%q,"declared":true}`,
				child, parent.name, parent.number, 2+i, sex)})
	}
	abroad := func(name, kind, number, state, more string) {
		all = append(all, paperPerson{name: name, printed: number, own: number,
			line: fmt.Sprintf(`{"name":%q,"document":{"type":%q,"number":%q%s},"declared":true%s}`, name, kind, number, state, more)})
	}
	abroad("SAMPLE TESTPERSON", "PASSPORT_FOREIGN", "012345678", `,"state":"USA"`, `,"birth":"1980-02-03","sex":"F"`)
	abroad("样例港", "HK_MO", "H01234567", "", `,"birth":"1981-02-03","sex":"M"`)
	abroad("样例台", "TW", "01234567", "", `,"birth":"1982-02-03","sex":"F"`)
	return all
}

// issueTwenty makes a police station and issues to all.
func issueTwenty(t *testing.T) (*place, []paperPerson) {
	t.Helper()
	p := newPlace(t)
	p.expect(exitDone, "", "init", "--scheme", "ningbo", "--division", "330212", "--station", "931", "--kind", "police",
		"--point", "样例派出所", "--operator", "op")
	all := twenty()
	var in strings.Builder
	for _, x := range all {
		in.WriteString(x.line + "\n")
	}
	for i, v := range p.expect(exitDone, in.String(), "issue").lines(t) {
		if v["outcome"] != "ISSUE" {
			t.Fatalf("%s: %v", all[i].name, v)
		}
		all[i].number = v["number"].(string)
	}
	return p, all
}

// neverPrinted answers that no sheet came out, so that the same copies may be printed
// once more: a test that looks at one pass on several papers needs it.
func (p *place) neverPrinted(numbers ...string) {
	p.t.Helper()
	p.expect(exitDone, "", append([]string{"print", "outcome", "--outcome", "none"}, numbers...)...)
}

// stationKey is the station's public key, from the register's first event.
func (p *place) stationKey() func(message, sig []byte) error {
	p.t.Helper()
	db, err := sqlite.Open(context.Background(), filepath.Join(p.file("data"), registerFile))
	p.must(err)
	defer db.Close()
	for e, err := range db.Events(context.Background()) {
		p.must(err)
		var body registry.OpenedBody
		p.must(json.Unmarshal(e.Body, &body))
		key, err := hex.DecodeString(body.PublicKey)
		p.must(err)
		return func(message, sig []byte) error {
			if !ed25519.Verify(key, message, sig) {
				return errors.New("the station did not sign this")
			}
			return nil
		}
	}
	p.t.Fatal("an empty register")
	return nil
}

// codesOn are the QR codes of a PDF printed at 203 or at 300 dpi, each once. A gate's scanner sees one
// code: of a whole sheet of ten the reader loses one now and then.
func codesOn(t *testing.T, pdf string) []string {
	t.Helper()
	ppm, bar := tool(t, "pdftoppm"), tool(t, "zbarimg")
	var codes []string
	for _, dpi := range []string{"203", "300"} {
		call(t, ppm, "-gray", "-r", dpi, pdf, pdf+dpi)
		pages, err := filepath.Glob(pdf + dpi + "-*.pgm")
		if err != nil || len(pages) == 0 {
			t.Fatalf("no page was drawn: %v", err)
		}
		for _, page := range pages {
			out, _ := output(bar, "-q", "--raw", "-Sdisable", "-Sqrcode.enable", page) // exit 4: none on this page
			for code := range strings.Lines(out) {
				code = strings.TrimSuffix(code, "\n") // base45 has a blank
				if !slices.Contains(codes, code) {
					codes = append(codes, code)
				}
			}
		}
	}
	return codes
}

// textOf is a PDF's text without any white space: where a reader puts blanks is
// its own business.
func textOf(t *testing.T, pdf string) string {
	t.Helper()
	return tight(call(t, tool(t, "pdftotext"), pdf, "-"))
}

func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestPapersAreReadBack(t *testing.T) {
	doneElsewhere(t)
	p, all := issueTwenty(t)
	verify := p.stationKey()
	for _, c := range []struct {
		layout string
		who    []paperPerson
	}{
		{"tenup", all},
		{"walkin", all[9:]},
		{"single", all[9:]},
	} {
		t.Run(c.layout, func(t *testing.T) {
			pdf := p.file(c.layout + ".pdf")
			var numbers []string
			for _, x := range c.who {
				numbers = append(numbers, x.number)
			}
			if c.layout != "tenup" {
				p.neverPrinted(numbers...)
			}
			p.expect(exitDone, "", append([]string{"print", "passes", "--layout", c.layout, "--out", pdf}, numbers...)...)
			codes, text := codesOn(t, pdf), textOf(t, pdf)
			if len(codes) != len(c.who) {
				t.Fatalf("%d codes on the paper, want %d", len(codes), len(c.who))
			}
			for i, x := range c.who {
				at := slices.IndexFunc(codes, func(code string) bool {
					pass, err := token.Decode(code, verify)
					return err == nil && pass.Number == x.number
				})
				if at < 0 {
					t.Errorf("person %d: no code with the number and the station's signature", i)
					continue
				}
				pass, _ := token.Decode(codes[at], verify)
				want := token.Pass{Scheme: "ningbo", Number: x.number, Copy: 1, Issued: rulesDay, Name: token.Mask(x.name), LastFour: x.printed[len(x.printed)-4:]}
				if pass != want {
					t.Errorf("person %d: the code says %+v", i, pass)
				}
				for what, s := range map[string]string{"number": x.number, "name": x.name, "document": x.printed} {
					if !strings.Contains(text, tight(s)) {
						t.Errorf("person %d: the %s cannot be read", i, what)
					}
				}
			}
			for _, s := range []string{"甬行证", "监护人证件", "身份证号", "证件号码", "样例派出所", "2020年3月10日"} {
				if !strings.Contains(text, s) {
					t.Errorf("not on the paper: %s", s)
				}
			}
			forged := strings.Replace(codes[0], codes[0][40:41], map[bool]string{true: "1", false: "0"}[codes[0][40] == '0'], 1)
			if _, err := token.Decode(forged, verify); err == nil {
				t.Error("a code that was changed is believed")
			}
		})
	}
	if n := p.expect(exitDone, "", "close").lines(t)[0]["unprinted"]; n != 0.0 {
		t.Errorf("%v unprinted after all were printed", n)
	}
}

func TestLedgerIsReadBack(t *testing.T) {
	p, all := issueTwenty(t)
	pdf := p.file("ledger.pdf")
	p.expect(exitDone, "", "print", "ledger", "--out", pdf)
	text := textOf(t, pdf)
	for _, s := range []string{"乡镇(街道)村(社区企业“甬行证”)申领人员清单", "本页15行，15人，其中监护人代签", "本页5行，5人，其中监护人代签"} {
		if !strings.Contains(text, s) {
			t.Errorf("not in the ledger: %s\n%.600s", s, text)
		}
	}
	for i, x := range all {
		for what, s := range map[string]string{"number": x.number, "name": x.name, "document": x.printed} {
			if !strings.Contains(text, tight(s)) {
				t.Errorf("row %d: no %s", i+1, what)
			}
		}
	}
}

// TestExportsSurviveASpreadsheet opens the exports in LibreOffice with its
// defaults and saves them again: every number comes back whole.
func TestExportsSurviveASpreadsheet(t *testing.T) {
	doneElsewhere(t)
	office := tool(t, "soffice")
	p, all := issueTwenty(t)
	for _, format := range []string{"csv", "xlsx"} {
		p.expect(exitDone, "", "export", format, "--out", p.file("register."+format))
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(p.file("profile"))
	convert := func(from, to string, how ...string) {
		args := append([]string{profile, "--headless"}, how...)
		call(t, office, append(args, "--outdir", filepath.Dir(p.file(to)), p.file(from))...)
	}
	p.folder("sheet")
	p.folder("back")
	const utf8CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
	convert("register.xlsx", "back/x", "--convert-to", utf8CSV)
	p.must(os.Rename(p.file("back/register.csv"), p.file("back/from-xlsx.csv")))
	convert("register.csv", "sheet/x", "--convert-to", "xlsx", "--infilter=CSV:44,34,76")
	convert("sheet/register.xlsx", "back/x", "--convert-to", utf8CSV)
	for _, f := range []string{"back/from-xlsx.csv", "back/register.csv"} {
		rows := spreadsheetRows(t, p.file(f))
		for i, x := range all {
			row := rows[x.number]
			if row == nil {
				t.Errorf("%s: the pass of person %d is lost", f, i)
				continue
			}
			for column, want := range map[string]string{"姓名": x.name, "证件号码": x.own, "监护人证件": x.guardian, "份数": "1", "签证日期": "2020-03-10"} {
				if row[column] != want {
					t.Errorf("%s: person %d: %s is %q", f, i, column, row[column])
				}
			}
		}
		if len(rows) != len(all) {
			t.Errorf("%s: %d rows, want %d", f, len(rows), len(all))
		}
	}
}

// spreadsheetRows are the rows by pass number, each by its Chinese column title.
func spreadsheetRows(t *testing.T, path string) map[string]map[string]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff")))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(all, func(row []string) bool {
		return slices.ContainsFunc(row, func(s string) bool { return strings.HasPrefix(s, "证件编号") })
	})
	if head < 0 {
		t.Fatalf("no header in %s", path)
	}
	rows := map[string]map[string]string{}
	for _, cells := range all[head+1:] {
		row := map[string]string{}
		for i, title := range all[head] {
			if i < len(cells) {
				zh, _, _ := strings.Cut(title, " ")
				row[zh] = export.Unguard(cells[i])
			}
		}
		if row["证件编号"] != "" {
			rows[row["证件编号"]] = row
		}
	}
	return rows
}
