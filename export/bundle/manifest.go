package bundle

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// Way is where a parcel goes.
type Way string

const (
	Up   Way = "up"   // from a station to the collector
	Down Way = "down" // from the collector to a station
)

// Hash is a hash as the manifest writes it, in hex.
type Hash [32]byte

// MarshalText writes hex.
func (h Hash) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h[:])), nil }

// UnmarshalText reads hex.
func (h *Hash) UnmarshalText(b []byte) error {
	if n, err := hex.Decode(h[:], b[:min(len(b), 2*len(h))]); err != nil || n != len(h) || len(b) != 2*len(h) {
		return fmt.Errorf("bundle: no hash in hex")
	}
	return nil
}

// Manifest is what a parcel says of itself. Bytes are base64 in its JSON, instants UTC.
type Manifest struct {
	Way       Way       `json:"way"`
	Scheme    string    `json:"scheme"`
	District  string    `json:"district"`
	Station   int       `json:"station"`         // the code under which the station numbers now
	Register  []byte    `json:"register"`        // the station's Ed25519 key
	Epoch     int       `json:"epoch,omitempty"` // up: the register's, at To
	Recipient string    `json:"recipient"`
	Made      time.Time `json:"made"`

	// Of a parcel up.
	From     int64  `json:"from,omitempty"`
	To       int64  `json:"to,omitempty"`
	Previous Hash   `json:"previous,omitzero"` // of event From-1; none before the first
	Head     Hash   `json:"head,omitzero"`     // of event To
	Edge     []byte `json:"edge,omitempty"`    // registry.Tree of the events before From
	Note     string `json:"note,omitempty"`    // licence.Head at To
	Licence  string `json:"licence,omitempty"` // a delivery; of a station that stands alone its own
	AnswerTo string `json:"answer_to,omitempty"`
	Listed   int64  `json:"listed,omitempty"` // the station has all that upstream said of people up to this number (registry.SentPeople)

	// Of a parcel down.
	Number    int64  `json:"number,omitempty"`    // counts the parcels to one register, from 1
	Authority string `json:"authority,omitempty"` // name of the root that signs
}

// Name proposes a file name, by which a person and a program on a stick with several
// stations' parcels see whose it is: up-ningbo-12-131-7a31c9f0-1-42-0b5e94d1.parcel.
// One that goes up ends with the beginning of its head, so two copies of a laptop do
// not give two histories one name. It names nobody.
func (m Manifest) Name() string {
	whose := fmt.Sprintf("%s-%s-%s-%03d-%x", m.Way, m.Scheme, m.District, m.Station, m.Register[:min(4, len(m.Register))])
	if m.Way == Up {
		return fmt.Sprintf("%s-%d-%d-%x%s", whose, m.From, m.To, m.Head[:4], Suffix)
	}
	return fmt.Sprintf("%s-%d%s", whose, m.Number, Suffix)
}

// Suffix ends the names of parcels.
const Suffix = ".parcel"

// DownPattern is what the names of the parcels down to a register look like, whatever
// its code; as path.Match reads it.
func DownPattern(scheme string, register []byte) string {
	return fmt.Sprintf("%s-%s-*-*-%x-*%s", Down, scheme, register[:min(4, len(register))], Suffix)
}

// Named reports whether a file has the name that a parcel was given when it was made,
// whoever's it is; so that one that was renamed is not taken for nothing.
func Named(file string) bool { return parcelName.MatchString(file) }

var parcelName = regexp.MustCompile(`^(?:` + string(Up) + `|` + string(Down) + `)-.+-[0-9]+-[0-9]{3}-[0-9a-f]{8}-[0-9a-f-]+` + regexp.QuoteMeta(Suffix) + `$`)

// UpNamed reads the name of a parcel up from the register, whatever its code: its first
// and last event, and the beginning of its head. A name that was given a further number,
// since a file of the name lay there, is the same parcel's.
func UpNamed(name, scheme string, register []byte) (from, to int64, head []byte, ok bool) {
	form := fmt.Sprintf(`^%s-%s-[0-9]+-[0-9]{3}-%x-([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{8})(?:-[0-9]+)?%s$`,
		Up, regexp.QuoteMeta(scheme), register[:min(4, len(register))], regexp.QuoteMeta(Suffix))
	m := regexp.MustCompile(form).FindStringSubmatch(name)
	if m == nil {
		return 0, 0, nil, false
	}
	from, _ = strconv.ParseInt(m[1], 10, 64) // digits, as the form says
	to, _ = strconv.ParseInt(m[2], 10, 64)
	head, _ = hex.DecodeString(m[3])
	return from, to, head, true
}

// events is how many events stand in a parcel up.
func (m Manifest) events() int64 { return m.To - m.From + 1 }

// check answers what is impossible about the manifest, or "".
func (m Manifest) check() string {
	switch {
	case m.Way != Up && m.Way != Down:
		return "way"
	case m.Scheme == "" || len(m.Scheme) > 32:
		return "scheme"
	case m.District == "" || len(m.District) > 6:
		return "district"
	case m.Station < 1 || m.Station > 999:
		return "station"
	case len(m.Register) != ed25519.PublicKeySize:
		return "register"
	case m.Recipient == "":
		return "recipient"
	case m.Made.IsZero():
		return "made"
	case m.Way == Up:
		return m.checkUp()
	case m.Number < 1 || m.Authority == "" || m.From != 0 || m.To != 0 || m.Note != "" || m.Listed != 0:
		return "number"
	}
	return ""
}

func (m Manifest) checkUp() string {
	switch _, err := registry.TreeOf(m.From-1, m.Edge); {
	case m.From < 1 || m.To < m.From:
		return "from"
	case (m.From == 1) != (m.Previous == Hash{}):
		return "previous"
	case m.Head == Hash{}:
		return "head"
	case m.Epoch < 1:
		return "epoch"
	case err != nil:
		return "edge"
	case m.Note == "":
		return "note"
	case m.AnswerTo == "":
		return "answer_to"
	case m.Number != 0 || m.Authority != "":
		return "number"
	case m.Listed < 0:
		return "listed"
	}
	return ""
}

// head is the signed note, when the key signed it of this very log's end.
func (m Manifest) head(key ed25519.PublicKey) (licence.Head, error) {
	h, err := licence.ParseHead([]byte(m.Note), key)
	if err != nil || h.Scheme != m.Scheme || h.Events != m.To || h.Chain != m.Head {
		return licence.Head{}, &Refused{Why: NotTheRoot}
	}
	return h, nil
}

func parseManifest(b []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return m, &Refused{Why: NotAParcel, What: "manifest"}
	}
	if what := m.check(); what != "" {
		return m, &Refused{Why: NotAParcel, What: "manifest, " + what}
	}
	return m, nil
}
