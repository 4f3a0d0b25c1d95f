package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const everywhere = "everywhere"

// plan is the house and homes tables, read.
type plan struct {
	rooms map[string]*room
	homes map[string]home
	data  []string
	top   []string
}

type room struct {
	imports, tests []string
	testsOnly      bool
	script         bool
}

// home: places are rooms or files; tests are rooms whose _test.go files may.
type home struct{ places, tests []string }

func readPlan(t *testing.T) *plan {
	t.Helper()
	p := &plan{rooms: map[string]*room{}, homes: map[string]home{}, data: strings.Fields(data), top: strings.Fields(topLevel)}
	var leaves []string
	inLeaves := true
	for i, line := range strings.Split(strings.TrimSpace(house), "\n") {
		if line == "" {
			inLeaves = false
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at, r, err := readRoom(line)
		if err != nil || p.rooms[at] != nil {
			t.Fatalf("the house, line %d: %q: %v", i+1, line, err)
		}
		p.rooms[at] = r
		if inLeaves {
			leaves = append(leaves, at)
		}
	}
	for _, r := range p.rooms {
		if i := slices.Index(r.imports, "leaves"); i >= 0 {
			r.imports = slices.Replace(r.imports, i, i+1, leaves...)
		}
	}
	for line := range strings.Lines(homes) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			library, h := readHome(line)
			p.homes[library] = h
		}
	}
	return p
}

func readRoom(line string) (at string, r *room, err error) {
	at, rest, found := strings.Cut(line, "→")
	if !found {
		return "", nil, fmt.Errorf("no arrow")
	}
	r = &room{testsOnly: strings.Contains(rest, "(tests)"), script: strings.Contains(rest, "(script)")}
	rest = strings.NewReplacer("(tests)", "", "(script)", "").Replace(rest)
	imports, tests, _ := strings.Cut(rest, "tests:")
	r.imports, r.tests = strings.Fields(imports), strings.Fields(tests)
	if strings.ContainsAny(rest, "()") {
		return "", nil, fmt.Errorf("a mark that is neither (tests) nor (script)")
	}
	return strings.TrimSpace(at), r, nil
}

func readHome(line string) (library string, h home) {
	library, rest, _ := strings.Cut(line, " ")
	for part := range strings.SplitSeq(rest, ",") {
		part = strings.TrimSpace(part)
		if test, found := strings.CutPrefix(part, "tests of "); found {
			h.tests = append(h.tests, test)
		} else {
			h.places = append(h.places, slices.DeleteFunc(strings.Fields(part), func(s string) bool { return s == "nowhere" })...)
		}
	}
	return library, h
}

// judge returns "" for a use that the plan allows, else a sentence that names
// both ends and the rule.
func (p *plan) judge(u use) string {
	at := p.rooms[u.room()]
	switch inside := within(u.of, module); {
	case at == nil:
		return fmt.Sprintf("%s: the folder %s is no room of the house", u.file, u.room())
	case u.of == "C":
		return u.file + " imports C: the six builds are without cgo"
	case inside:
		return p.judgeRoom(u, at)
	}
	library, h, found := p.home(u.of)
	switch {
	case !found && isStandard(u.of):
		return ""
	case !found:
		return fmt.Sprintf("%s imports %s, which has no home in the plan", u.file, u.of)
	case h.takes(u):
		return ""
	}
	return fmt.Sprintf("%s uses %s, but the home of %s is %s", u.file, u.of, library, h)
}

func (p *plan) judgeRoom(u use, at *room) string {
	to := strings.TrimPrefix(u.of, module+"/")
	switch other := p.rooms[to]; {
	case other == nil:
		return fmt.Sprintf("%s imports %s, which is no room of the house", u.file, u.of)
	case to == u.room() && u.test(): // package x_test
		return ""
	case slices.Contains(at.imports, to) || u.test() && slices.Contains(at.tests, to):
		return ""
	case other.testsOnly && !at.script && !u.test():
		return fmt.Sprintf("%s imports %s, which only tests may import", u.file, u.of)
	}
	may := "nothing"
	if len(at.imports) > 0 {
		may = strings.Join(at.imports, ", ")
	}
	if u.test() && len(at.tests) > 0 {
		may += "; its tests also " + strings.Join(at.tests, ", ")
	}
	return fmt.Sprintf("%s imports %s, but %s may import %s", u.file, u.of, u.room(), may)
}

// home finds the line of the longest path that the package lies in. Standard
// packages are not kept together by their paths: net/url is no part of net.
func (p *plan) home(of string) (library string, h home, found bool) {
	if h, found = p.homes[of]; found || isStandard(of) {
		return of, h, found
	}
	for l, candidate := range p.homes {
		if within(of, l) && len(l) > len(library) {
			library, h, found = l, candidate, true
		}
	}
	return library, h, found
}

func (h home) takes(u use) bool {
	if slices.Contains(h.places, u.file) || slices.Contains(h.places, u.room()) {
		return true
	}
	return u.test() && (slices.Contains(h.tests, u.room()) || slices.Contains(h.tests, everywhere))
}

func (h home) String() string {
	s := strings.Join(h.places, ", ")
	for _, t := range h.tests {
		s += ", tests of " + t
	}
	if s == "" {
		return "nowhere"
	}
	return strings.TrimPrefix(s, ", ")
}

func (p *plan) judgeFolder(folder string, hasGo bool) string {
	if p.rooms[folder] != nil || !hasGo && slices.Contains(p.data, folder) {
		return ""
	}
	return fmt.Sprintf("the folder %s is unknown: it is neither a room of the house nor a folder of data", folder)
}

func (p *plan) judgeTop(name string) string {
	if strings.HasPrefix(name, ".") || slices.Contains(p.top, name) {
		return ""
	}
	return fmt.Sprintf("%s stands at the top level, where only %s and dot-files stand", name, topLevel)
}

// reaches follows the arrows of the plan.
func (p *plan) reaches(from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	if seen[from] || p.rooms[from] == nil {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(p.rooms[from].imports, func(next string) bool { return p.reaches(next, to, seen) })
}

// roomOf is the room of a place, which may be a file.
func roomOf(place string) string {
	if i := strings.LastIndexByte(place, '/'); strings.HasSuffix(place, ".go") && i > 0 {
		return place[:i]
	}
	return place
}

// within: the package is the path, or below it.
func within(of, path string) bool { return of == path || strings.HasPrefix(of, path+"/") }

// isStandard: no dot in the first element of the path.
func isStandard(of string) bool {
	first, _, _ := strings.Cut(of, "/")
	return !strings.Contains(first, ".") || of == "time.Now"
}
