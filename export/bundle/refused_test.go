package bundle

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/zstd"

	"passdesk/registry/seal"
	"passdesk/registry/storetest"
)

// content is a parcel taken out of its seal and packing.
func content(t testing.TB, b []byte, by *seal.Mailbox) []byte {
	t.Helper()
	plain, err := by.Open(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewReader(plain)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sealed puts a content into a seal again, as anybody can who has the recipient.
func sealed(t testing.TB, content []byte, to string, how ...zstd.EOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := seal.SealTo(&b, to)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewWriter(w, how...)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(content)
	if err := errors.Join(z.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type frame struct {
	kind    byte
	payload []byte
}

func split(content []byte) (all []frame) {
	for rest := content[len(heading):]; len(rest) > 0; {
		n := 5 + int(binary.BigEndian.Uint32(rest[1:]))
		all, rest = append(all, frame{rest[0], rest[5:n]}), rest[n:]
	}
	return all
}

func joined(all []frame) []byte {
	b := []byte(heading)
	for _, f := range all {
		b = append(b, f.kind)
		b = binary.BigEndian.AppendUint32(b, uint32(len(f.payload)))
		b = append(b, f.payload...)
	}
	return b
}

// resigned makes the trailer anew, as somebody can who has the key: a station whose
// program was changed.
func resigned(all []frame, by Signer) []byte {
	body := all[: len(all)-1 : len(all)-1]
	return joined(append(body, frame{frameTrailer, trailer(int64(len(body)-1), sha256.Sum256(joined(body)), by)}))
}

func sum256(all []frame) Sum { return sha256.Sum256(joined(all)) }

// TestForgedParcelsAreRefused: each with its own reason.
func TestForgedParcelsAreRefused(t *testing.T) {
	to := box(t, 1).Recipient()
	good := parcelUp(t, 4, 1)
	plain := content(t, good, box(t, 1))
	frames := func() []frame { return split(bytes.Clone(plain)) }
	changed := func(change func(m *Manifest)) []byte {
		all := frames()
		var m Manifest
		if err := json.Unmarshal(all[0].payload, &m); err != nil {
			t.Fatal(err)
		}
		change(&m)
		all[0].payload, _ = json.Marshal(m)
		return resigned(all, stationKey)
	}
	swapped := frames()
	swapped[2], swapped[3] = swapped[3], swapped[2]
	other := split(content(t, parcelUp(t, 5, 1), box(t, 1)))
	for name, c := range map[string]struct {
		content []byte
		want    Why
	}{
		"as it was":                    {plain, ""},
		"two events change places":     {joined(swapped), WrongSum},
		"the same, signed again":       {resigned(swapped, stationKey), OutOfOrder},
		"an event twice":               {resigned([]frame{frames()[0], frames()[1], frames()[1], frames()[3], frames()[4], {}}, stationKey), OutOfOrder},
		"an event left out":            {joined(append(frames()[:2], frames()[3:]...)), WrongCount},
		"the same, signed again too":   {resigned(append(frames()[:2], frames()[3:]...), stationKey), WrongCount},
		"an event too many":            {joined(append(frames()[:5:5], frames()[4], frames()[5])), WrongCount},
		"the last event is cut off":    {joined(append(frames()[:4:4], frames()[5])), WrongCount},
		"no trailer":                   {joined(frames()[:5]), CutOff},
		"cut in an item":               {plain[:len(plain)/2], CutOff},
		"nothing but a heading":        {plain[:len(heading)], CutOff},
		"nothing at all":               {nil, CutOff},
		"another heading":              {append([]byte("something else 1\n\n"), plain...), NotAParcel},
		"a later version":              {append([]byte("passdesk parcel 2\n"), plain[len(heading):]...), NewerParcel},
		"a frame behind the trailer":   {append(bytes.Clone(plain), 'E', 0, 0, 0, 0), Extended},
		"a byte behind the trailer":    {append(bytes.Clone(plain), 0), Extended},
		"signed by another":            {resigned(frames(), authorityKey), Forged},
		"two manifests":                {resigned(append([]frame{frames()[0], frames()[0]}, frames()[2:]...), stationKey), Misplaced},
		"a task in a parcel up":        {resigned([]frame{frames()[0], {frameSent, []byte(`{"kind":"task"}`)}, frames()[2], frames()[3], frames()[4], {}}, stationKey), Misplaced},
		"no manifest":                  {joined(frames()[1:]), NotAParcel},
		"an event that is none":        {resigned([]frame{frames()[0], {frameEvent, []byte("no event")}, frames()[2], frames()[3], frames()[4], {}}, stationKey), NotAParcel},
		"the last event changed":       {resigned(append([]frame{frames()[0], other[1], other[2], other[3]}, frame{frameEvent, bytes.Replace(other[4].payload, []byte("0004228"), []byte("0004229"), 1)}, frame{}), stationKey), BrokenChain},
		"a record changed":             {resigned(append([]frame{frames()[0], frames()[1], {frameEvent, bytes.Replace(frames()[2].payload, []byte("样例1"), []byte("样例2"), 1)}}, frames()[3:]...), stationKey), NotTheRecord},
		"a salt cut off":               {resigned(append([]frame{frames()[0], frames()[1], {frameEvent, append(frames()[1].payload[:len(frames()[1].payload):len(frames()[1].payload)], 1, 2)}}, frames()[3:]...), stationKey), NotAParcel},
		"an item of 4 GiB":             {append(bytes.Clone(joined(frames()[:1])), 'E', 255, 255, 255, 255), TooLarge},
		"meant for another":            {changed(func(m *Manifest) { m.Recipient = box(t, 4).Recipient() }), NotOurs},
		"of a stranger":                {changed(func(m *Manifest) { m.Register = newKey(9).Public() }), Stranger},
		"another head":                 {changed(func(m *Manifest) { m.Head[0]++ }), NotTheRoot},
		"another note":                 {changed(func(m *Manifest) { m.Note = up(t, firstOf(log(3)), 1).Note }), NotTheRoot},
		"an impossible span":           {changed(func(m *Manifest) { m.To = 0 }), NotAParcel},
		"an edge of nothing":           {changed(func(m *Manifest) { m.Edge = make([]byte, 32) }), NotAParcel},
		"a manifest that is none":      {joined(append([]frame{{frameManifest, []byte("[]")}}, frames()[1:]...)), NotAParcel},
		"a trailer that is none":       {joined(append(frames()[:5:5], frame{frameTrailer, []byte("?")})), NotAParcel},
		"a parcel down, sealed to us":  {content(t, parcelDown(t), box(t, 4)), NotOurs},
		"a manifest of 65 kB":          {joined(append([]frame{{frameManifest, make([]byte, mostManifest+1)}}, frames()[1:]...)), NotAParcel},
		"a trailer that counts others": {joined(append(frames()[:5:5], frame{frameTrailer, trailer(5, sum256(frames()[:5]), stationKey)})), WrongCount},
	} {
		p, err := checkUp(t, sealed(t, c.content, to))
		if why(err) != c.want || (err == nil) != (c.want == "") || (p == nil) != (err != nil) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func firstOf[A, B any](a A, _ B) A { return a }

// TestSealsAndPackingsAreRefused: what lies around the content.
func TestSealsAndPackingsAreRefused(t *testing.T) {
	good := parcelUp(t, 4, 1)
	to := box(t, 1).Recipient()
	plain := content(t, good, box(t, 1))
	for name, c := range map[string]struct {
		file []byte
		want Why
	}{
		"sealed for another": {parcelDown(t), NotOurs},
		"empty":              {nil, NotAParcel},
		"a text":             {[]byte("no parcel"), NotAParcel},
		"cut off":            {good[:len(good)-1], Changed},
		"cut off at a chunk": {good[:400], Changed},
		"a byte more":        {append(bytes.Clone(good), 0), Changed},
		"twice in one file":  {append(bytes.Clone(good), good...), Changed},
		"a head that never ends": {append([]byte("age-encryption.org/v1\n"),
			bytes.Repeat([]byte("-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"), 100)...), NotAParcel},
		"a window of 64 MiB": {sealed(t, bytes.Repeat(plain, 1+(64<<20)/len(plain)), to, zstd.WithWindowSize(64<<20)), TooLarge},
		"a bomb of zeros":    {sealed(t, append(bytes.Clone(joined(split(plain)[:1])), append([]byte{'E', 1, 0, 0, 0}, make([]byte, 1<<24)...)...), to), CutOff},
	} {
		if _, err := checkUp(t, c.file); why(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := Check(bytes.NewReader(good), box(t, 1), trusted, Limits{Content: int64(len(plain)) - 1, Frame: mostFrame}); why(err) != TooLarge {
		t.Errorf("a content beyond the limit: %v", err)
	}
	if _, err := Check(bytes.NewReader(good), box(t, 1), trusted, Limits{Content: int64(len(plain)), Frame: mostFrame}); err != nil {
		t.Errorf("a content as large as the limit: %v", err)
	}
	other := func(Manifest) (ed25519.PublicKey, error) { return nil, &Refused{Why: OtherRegister} }
	if _, err := Check(bytes.NewReader(good), box(t, 1), other, DefaultLimits); why(err) != OtherRegister {
		t.Errorf("a reason of the reader's own: %v", err)
	}
}

// TestBombStopsEarly: a gigabyte in 30 kB is given up at the limit, not unpacked.
func TestBombStopsEarly(t *testing.T) {
	var b bytes.Buffer
	w, err := seal.SealTo(&b, box(t, 1).Recipient())
	if err != nil {
		t.Fatal(err)
	}
	z, _ := zstd.NewWriter(w)
	z.Write(joined(split(content(t, parcelUp(t, 4, 1), box(t, 1)))[:1]))
	item := append([]byte{'E', 0, 16, 0, 0}, make([]byte, 1<<20)...)
	for range 64 {
		z.Write(item)
	}
	if err := errors.Join(z.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Check(bytes.NewReader(b.Bytes()), box(t, 1), trusted, DefaultLimits); why(err) != WrongCount {
		t.Errorf("more items than the manifest says: %v", err)
	}
	if _, err := Check(bytes.NewReader(b.Bytes()), box(t, 1), trusted, Limits{Content: 2 << 20, Frame: mostFrame}); why(err) != TooLarge {
		t.Errorf("beyond the limit: %v", err)
	}
}

// TestExchangedFileIsSeen: a stick on which the file is another one at the second
// reading gives nothing that can be kept.
func TestExchangedFileIsSeen(t *testing.T) {
	for name, second := range map[string][]byte{"a longer log": parcelUp(t, 5, 1), "a shorter one": parcelUp(t, 3, 1), "cut off": parcelUp(t, 4, 1)[:1000], "another's": parcelDown(t)} {
		file := &exchanged{parts: []*bytes.Reader{bytes.NewReader(parcelUp(t, 4, 1)), bytes.NewReader(second)}, at: -1}
		p, err := Check(file, box(t, 1), trusted, DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		var last error
		for _, err := range p.Items() {
			last = err
		}
		if why(last) != ChangedSince {
			t.Errorf("%s: %v", name, last)
		}
	}
}

type exchanged struct {
	parts []*bytes.Reader
	at    int
}

func (e *exchanged) Seek(int64, int) (int64, error) { e.at++; return 0, nil }
func (e *exchanged) Read(b []byte) (int, error)     { return e.parts[e.at].Read(b) }

// TestNoFlipIsAccepted: not one bit of a file, and no truncation of it; for a release all
// of them.
func TestNoFlipIsAccepted(t *testing.T) {
	flips := 20_000
	if testing.Short() {
		flips = 1_000
	}
	chance := rand.New(rand.NewPCG(7, 31))
	tried := 0
	for name, file := range map[string][]byte{"up": parcelUp(t, 6, 1), "later": parcelUp(t, 6, 4), "down": parcelDown(t)} {
		check := checkUp
		if name == "down" {
			check = checkDown
		}
		if _, err := check(t, file); err != nil {
			t.Fatal(err)
		}
		refused := func(b []byte) {
			t.Helper()
			tried++
			if _, err := check(t, b); err == nil {
				t.Fatalf("%s: a changed file is accepted", name)
			} else if why(err) == "" {
				t.Fatalf("%s: a reason that is none of ours: %v", name, err)
			}
		}
		flipped := func(bit int) []byte {
			b := bytes.Clone(file)
			b[bit/8] ^= 1 << (bit % 8)
			return b
		}
		for range flips / 3 {
			if chance.IntN(10) == 0 {
				refused(file[:chance.IntN(len(file))])
			} else {
				refused(flipped(chance.IntN(8 * len(file))))
			}
		}
		bits := 8 * len(file)
		for bit := 0; bit < bits; bit += storetest.Stride(t, bits) {
			if refused(flipped(bit)); bit%8 == 0 {
				refused(file[:bit/8])
			}
		}
	}
	storetest.Counted(t, "%d parcels with a bit changed, or cut off", tried)
}

// TestNoFlipInsideIsAccepted: nor of the content, sealed and packed again.
func TestNoFlipInsideIsAccepted(t *testing.T) {
	plain := content(t, parcelUp(t, 4, 1), box(t, 1))
	step := 3
	if testing.Short() {
		step = 97
	}
	to := box(t, 1).Recipient()
	for i := 0; i < len(plain); i += step {
		b := bytes.Clone(plain)
		b[i] ^= 1 << (i % 8)
		if _, err := checkUp(t, sealed(t, b, to, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<16))); why(err) == "" {
			t.Fatalf("byte %d of the content: %v", i, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(content(f, parcelUp(f, 4, 1), box(f, 1)))
	f.Add(content(f, parcelUp(f, 4, 3), box(f, 1)))
	f.Add([]byte(heading))
	good := map[string]bool{}
	for _, b := range [][]byte{parcelUp(f, 4, 1), parcelUp(f, 4, 3)} {
		good[string(content(f, b, box(f, 1)))] = true
	}
	to := box(f, 1).Recipient()
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := checkUp(t, sealed(t, b, to, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<16)))
		if (err == nil) != good[string(b)] {
			t.Errorf("%v", err)
		}
		if err != nil && why(err) == "" {
			t.Errorf("a reason that is none of ours: %v", err)
		}
	})
}
