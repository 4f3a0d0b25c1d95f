package sqlite

import (
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"

	"passdesk/registry"
)

// The column passes.papers holds a letter for every copy of a pass. Behind a new epoch
// the copies of earlier passes go on in another hundred (registry.Branch), and none was
// made of those between: "/" is "unused up to the end of this hundred", so that a pass
// that was still to be printed costs four letters ("s//n" is copy 201) and not two
// hundred. What was written before that has each of them as a letter, and reads alike.
const restOfHundred = "/"

const hundred = 100

var unusedHundred = strings.Repeat(string(registry.PaperUnused), hundred)

// shortPapers is the column of all papers. The last hundred stands as it is.
func shortPapers(all registry.Papers) string {
	var short strings.Builder
	for ; len(all) > hundred; all = all[hundred:] {
		made := strings.TrimRight(string(all[:hundred]), string(registry.PaperUnused))
		short.WriteString(made)
		if len(made) < hundred {
			short.WriteString(restOfHundred)
		}
	}
	short.WriteString(string(all))
	return short.String()
}

// allPapers are the papers that the column speaks of, the first first.
func allPapers(short string) registry.Papers {
	if !strings.Contains(short, restOfHundred) {
		return registry.Papers(short)
	}
	var all strings.Builder
	for _, letter := range []byte(short) {
		if letter == restOfHundred[0] {
			all.WriteString(unusedHundred[all.Len()%hundred:])
		} else {
			all.WriteByte(letter)
		}
	}
	return registry.Papers(all.String())
}

// all_papers is allPapers where a query looks at the paper of one copy.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("all_papers", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		if short, ok := args[0].(string); ok {
			return string(allPapers(short)), nil
		}
		return args[0], nil
	})
}
