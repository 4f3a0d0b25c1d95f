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
//
// Where the authority has a collector, an [Upstream] of the same root stands
// behind the licence.
const rootLine = "root "

// Delivery is the licence with its root above it, the file that an authority
// hands to a station.
func (l Licence) Delivery() []byte { return []byte(rootLine + l.root.text + "\n" + l.text) }

// DeliveryTo is Delivery with where the station's parcels go, signed by the same
// root.
func (l Licence) DeliveryTo(upstream []byte) []byte { return append(l.Delivery(), upstream...) }

// ParseDelivery reads such a file. The root is only what the file says: nothing
// may be believed before a person has compared its fingerprint. Errors: ErrShape,
// ErrRoot, ErrUpstream, and those of Parse.
func ParseDelivery(file []byte) (Licence, error) {
	l, _, err := ParseDeliveryTo(file)
	return l, err
}

// ParseDeliveryTo is ParseDelivery with the signed text of the upstream; nil where
// the file has none.
func ParseDeliveryTo(file []byte) (l Licence, upstream []byte, err error) {
	file, upstream = cutUpstream(file)
	if l, err = parseDelivery(file); err != nil {
		return Licence{}, nil, err
	}
	if upstream != nil {
		_, err = ParseUpstream(upstream, l.root)
	}
	if err != nil {
		return Licence{}, nil, err
	}
	return l, upstream, nil
}

func parseDelivery(file []byte) (Licence, error) {
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
