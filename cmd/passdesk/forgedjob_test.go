package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"passdesk/registry"
)

// Where a paper of a batch is said to lie cannot be changed, nor for which job an
// answer stands, though chain and mark were made to fit.
func TestAForgedPrintJobIsFound(t *testing.T) {
	p := newPlace(t)
	p.init()
	father, mother := p.issued(lineFather), p.issued(lineMother)
	p.expect(exitDone, "", "close")
	p.printed(father, mother)
	job := fmt.Sprint(p.expect(exitDone, "", "print", "queue").lines(t)[0]["job"])
	p.expect(exitDone, "", "print", "outcome", "--job", job, "--spoiled", "1")
	p.expect(exitDone, "", "verify")
	saved := t.TempDir()
	p.must(os.CopyFS(saved, os.DirFS(p.home)))
	for what, c := range map[string]struct {
		kind   registry.Kind
		change func(*registry.PaperBody)
		says   string
	}{
		"another sheet":  {registry.PrintIntended, func(b *registry.PaperBody) { b.Sheet = 3 }, "no next paper of the job"},
		"the same place": {registry.PrintIntended, func(b *registry.PaperBody) { b.Place = 1 }, "no next paper of the job"},
		"another job":    {registry.PrintIntended, func(b *registry.PaperBody) { b.Job-- }, "no next paper of the job"},
		"an answer":      {registry.PrintedOut, func(b *registry.PaperBody) { b.Job++ }, "a job that was never sent"},
	} {
		p.putBack(saved)
		f := &forger{place: p}
		f.open()
		no := f.lastOf(c.kind)
		var body registry.PaperBody
		p.must(json.Unmarshal(f.events[no-1].Body, &body))
		c.change(&body)
		f.events[no-1].Body = registry.Body(body)
		f.rechain(no)
		f.mark()
		f.done()
		s := p.run("", "verify")
		if s.code != exitDamaged || !strings.Contains(s.out+s.err, c.says) {
			t.Errorf("%s: exit %d, it does not say %s\n%s%s", what, s.code, c.says, s.out, s.err)
		}
	}
}
