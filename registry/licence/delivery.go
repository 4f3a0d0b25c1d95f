package licence

import (
	"bytes"
	"fmt"
	"strings"
)

// rootLine stands above a licence that travels to its station: the root's public
// side, by which the licence is read once somebody has compared the fingerprint.
//
//	root ningbo/health-bureau+2a3b4c5d+AXyz…
//	passdesk licence v1
//	…
const rootLine = "root "

// Delivery is the licence with its root above it, the file that an authority
// hands to a station.
func (l Licence) Delivery() []byte { return []byte(rootLine + l.root.text + "\n" + l.text) }

// ParseDelivery reads such a file. The root is only what the file says: nothing
// may be believed before a person has compared its fingerprint. Errors: ErrShape,
// ErrRoot, and those of Parse.
func ParseDelivery(file []byte) (Licence, error) {
	first, rest, found := bytes.Cut(file, []byte("\n"))
	text, isRoot := strings.CutPrefix(string(first), rootLine)
	if !found || !isRoot || len(file) > most+mostKey {
		return Licence{}, fmt.Errorf("%w: it does not begin with its root", ErrShape)
	}
	root, err := ParseRootKey(text)
	if err != nil {
		return Licence{}, err
	}
	return Parse(rest, root)
}

// SameFingerprint compares what somebody typed: case and spaces do not count.
func (k RootKey) SameFingerprint(typed string) bool {
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
	return !k.IsZero() && fold(typed) == fold(k.Fingerprint())
}
