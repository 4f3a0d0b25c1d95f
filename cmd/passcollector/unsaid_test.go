package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"

	"passdesk/export/bundle"
	"passdesk/export/collector"
	"passdesk/export/collector/pgtest"
)

// people are every name and number of the run below.
var people = []string{"样例父", "样例母", father, mother}

// namesNobody demands that what a log, a page or an answer says holds no person.
func (p *place) namesNobody(where, text string) {
	p.Helper()
	for _, never := range people {
		if strings.Contains(text, never) || strings.Contains(text, hex.EncodeToString([]byte(never))) {
			p.Errorf("%s holds %q:\n%s", where, never, text)
		}
	}
}

// raises makes every new row of a table an error that says a person in all of its parts, as
// the server does with the values of a row.
func (p *place) raises(table string) {
	p.Helper()
	said := "样例父 " + father
	pgtest.Exec(p, p.db, `CREATE OR REPLACE FUNCTION raises() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		RAISE EXCEPTION '`+said+`' USING ERRCODE='23505', DETAIL='Key (name, number)=(`+said+`)', HINT='`+said+`', CONSTRAINT='the_constraint'; END $$`,
		`CREATE TRIGGER raises BEFORE INSERT OR UPDATE ON `+table+` FOR EACH ROW EXECUTE FUNCTION raises()`)
}

// TestNoLogNamesAnybody: whatever fails under the door, at the status page or in a verb, what
// is said of it names the step, PostgreSQL's code and the constraint, and no person.
func TestNoLogNamesAnybody(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.run(exitDone, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token"))
	p.must(os.Mkdir(p.file("stick"), 0o700))
	p.at("first", application("1", "样例父", father)+application("2", "样例母", mother), "issue")
	p.at("first", "", "bundle", "create", "--out", p.file("stick"))
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因\n样例父,"+father+",密切接触者\n"), 0o600))
	p.must(os.Mkdir(p.file("样例父 "+father), 0o700)) // a folder in the place of a file
	token, err := os.ReadFile(p.file("token"))
	p.must(err)
	s := p.serve()
	fails := func(want int) {
		t.Helper()
		code, text := p.knock("GET", s.status, "", nil)
		p.namesNobody("the status page", text)
		if code != want {
			t.Errorf("the status page answers %d, want %d: %s", code, want, text)
		}
		code, text = p.knock("POST", s.door+bundle.WirePath, strings.TrimSpace(string(token)), strings.NewReader("no parcel "+father))
		p.namesNobody("the door", text)
		if code == http.StatusOK {
			t.Errorf("the door takes what is no parcel: %s", text)
		}
	}
	says := func(code int, want string, args ...string) {
		t.Helper()
		got := p.run(code, args...)
		p.namesNobody(fmt.Sprint(args), got.err)
		if args[0] != "recalls" { // whose answer repeats the list
			p.namesNobody(fmt.Sprint(args), got.out)
		}
		if !strings.Contains(got.err+got.out, want) {
			t.Errorf("%v says nothing of %q:\n%s%s", args, want, got.out, got.err)
		}
	}
	const list, mark = "--scheme ningbo --source 样例疾控", "SQLSTATE 23505, the_constraint"
	imports := append([]string{"recalls", "import", p.file("list.csv")}, strings.Fields(list)...)
	p.raises("events")
	p.raises("recalls")
	_, err = p.try("first", "", "sync", s.door, "--token", p.file("token"))
	if err == nil {
		t.Error("the station was told that all is well")
	}
	says(exitFailed, mark, "ingest", p.file("stick"))
	says(exitFailed, mark, imports...)
	says(exitFailed, "is a directory", append([]string{"recalls", "import", p.file("样例父 " + father)}, strings.Fields(list)...)...)
	fails(http.StatusOK)
	pgtest.Exec(t, p.db, `DROP TRIGGER raises ON events`, `DROP TRIGGER raises ON recalls`)
	says(exitDone, `"taken"`, "ingest", p.file("stick"))
	pgtest.Exec(t, p.db, `ALTER TABLE stations ALTER COLUMN code DROP DEFAULT`, `ALTER TABLE stations ALTER COLUMN code TYPE text USING '样例父 `+father+`'`) // a value that cannot be read
	says(exitFailed, "[", "stats")
	fails(http.StatusServiceUnavailable)
	s.stop()
	p.namesNobody("the log", s.log.String())
	if got := s.log.String(); !strings.Contains(got, "take a parcel in: "+mark) {
		t.Errorf("the log says nothing of the cause:\n%s", got)
	}
}

// TestWhatHasNoSentenceShowsItsKind: the texts of errors hold paths, lines and rows.
func TestWhatHasNoSentenceShowsItsKind(t *testing.T) {
	for want, err := range map[string]error{
		"not a directory":        &fs.PathError{Op: "open", Path: "样例父/x", Err: syscall.ENOTDIR},
		"*errors.errorString":    fmt.Errorf("read the list: %w", errors.New("样例父 "+father)),
		"*fs.PathError, *errors": &fs.PathError{Op: father, Path: "样例父", Err: errors.New(mother)},
		"*errors.joinError":      errors.Join(errors.New("样例父"), errors.New(father)),
	} {
		zh, en := explain(err)
		(&place{TB: t}).namesNobody("a sentence", zh+en)
		if !strings.Contains(zh, want) || !strings.Contains(en, want) || hanzi(en) {
			t.Errorf("%s %s: nothing of %q", zh, en, want)
		}
	}
	if _, en := explain(&collector.Failure{Doing: "x"}); strings.Contains(en, "%!") {
		t.Error(en)
	}
}
