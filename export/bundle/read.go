package bundle

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"io"
	"iter"

	"passdesk/registry"
)

// Trust answers whose signature the parcel must bear, by what its manifest says of
// itself; an error for somebody who is not known. A *Refused goes on as it is.
type Trust func(m Manifest) (ed25519.PublicKey, error)

// Parcel is one in which everything holds.
type Parcel struct {
	Manifest Manifest
	Sum      Sum
	Count    int64 // of items

	file  io.ReadSeeker
	box   Box
	limit Limits
}

// Check reads the parcel from its first byte to its last and answers it when it is to
// be believed, else a *Refused, or the file's own error when it cannot be read.
func Check(file io.ReadSeeker, box Box, trust Trust, limit Limits) (*Parcel, error) {
	f, m, err := begin(file, box, limit, false)
	if err != nil {
		return nil, err
	}
	defer f.close()
	if m.Recipient != box.Recipient() {
		return nil, &Refused{Why: NotOurs, What: "manifest"}
	}
	key, err := known(trust, m)
	if err != nil {
		return nil, err
	}
	p := &Parcel{Manifest: m, file: file, box: box, limit: limit}
	proof, err := newProof(m, key)
	if err != nil {
		return nil, err
	}
	var broken error // told when the signature holds: until then the content is anybody's
	for {
		kind, payload, err := f.next()
		if err != nil {
			return nil, err
		}
		if kind == frameTrailer {
			p.Sum = f.before
			if err := p.checkTrailer(payload, key); err != nil {
				return nil, err
			}
			break
		}
		p.Count++
		if broken == nil {
			broken = proof.hear(kind, payload)
		}
		if m.Way == Up && p.Count > m.events() {
			return nil, &Refused{Why: WrongCount}
		}
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	if broken == nil {
		broken = proof.end()
	}
	if broken != nil {
		return nil, broken
	}
	return p, nil
}

// begin opens the file from its start and reads the manifest.
func begin(file io.ReadSeeker, box Box, limit Limits, fresh bool) (*frames, Manifest, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, Manifest{}, err
	}
	f, err := openFrames(file, box, limit, fresh)
	if err != nil {
		return nil, Manifest{}, err
	}
	kind, payload, err := f.next()
	switch {
	case err != nil:
	case kind != frameManifest || len(payload) > mostManifest:
		err = &Refused{Why: NotAParcel, What: "manifest"}
	default:
		var m Manifest
		if m, err = parseManifest(payload); err == nil {
			return f, m, nil
		}
	}
	f.close()
	return nil, Manifest{}, err
}

func known(trust Trust, m Manifest) (ed25519.PublicKey, error) {
	key, err := trust(m)
	if _, told := err.(*Refused); told {
		return nil, err
	}
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, &Refused{Why: Stranger, Err: err}
	}
	if m.Way == Up && !bytes.Equal(key, m.Register) {
		return nil, &Refused{Why: Stranger, What: "register"}
	}
	return key, nil
}

func (p *Parcel) checkTrailer(payload []byte, key ed25519.PublicKey) error {
	if len(payload) != trailerSize {
		return &Refused{Why: NotAParcel, What: "trailer"}
	}
	said, signature := payload[:40], payload[40:]
	switch {
	case int64(binary.BigEndian.Uint64(said)) != p.Count || p.Manifest.Way == Up && p.Count != p.Manifest.events():
		return &Refused{Why: WrongCount}
	case Sum(said[8:]) != p.Sum:
		return &Refused{Why: WrongSum}
	case !ed25519.Verify(key, append([]byte(registry.ParcelSigned), said...), signature):
		return &Refused{Why: Forged}
	}
	return nil
}

// proof holds the items of a parcel against its manifest.
type proof struct {
	m    Manifest
	root [32]byte // that the station signed
	tree registry.Tree
	no   int64
	prev [32]byte
}

func newProof(m Manifest, key ed25519.PublicKey) (*proof, error) {
	p := &proof{m: m, no: m.From - 1, prev: m.Previous}
	if m.Way == Down {
		return p, nil
	}
	h, err := m.head(key)
	if err != nil {
		return nil, err
	}
	p.root = h.Root
	p.tree, err = registry.TreeOf(m.From-1, m.Edge)
	return p, err
}

// hear takes the next item.
func (p *proof) hear(kind byte, payload []byte) error {
	if kind != frameEvent && (kind != frameSent || p.m.Way == Up) {
		return &Refused{Why: Misplaced, What: fmt.Sprintf("a frame of kind %q", kind)}
	}
	i, err := parseItem(kind, payload)
	if err != nil || kind == frameSent {
		return err
	}
	e := i.Event
	switch {
	case !i.Opened.Fits(e):
		return &Refused{Why: NotTheRecord, What: fmt.Sprintf("event %d", e.No)}
	case p.m.Way == Down: // they are held against the receipts, where they are taken in
		return nil
	case e.No != p.no+1:
		return &Refused{Why: OutOfOrder, What: fmt.Sprintf("event %d", e.No)}
	case e.Prev != p.prev:
		return &Refused{Why: BrokenChain, What: fmt.Sprintf("event %d", e.No)}
	}
	p.no, p.prev = e.No, e.Hash
	p.tree.Add(e.Hash)
	return nil
}

func (p *proof) end() error {
	switch {
	case p.m.Way == Down:
		return nil
	case p.no != p.m.To:
		return &Refused{Why: OutOfOrder, What: "the last event"}
	case p.prev != p.m.Head:
		return &Refused{Why: BrokenChain, What: "the head"}
	case p.tree.Root() != p.root:
		return &Refused{Why: NotTheRoot}
	}
	return nil
}

// Items are what the parcel holds, in its order. Each item has its own bytes. A walk
// that ends with an error has met a file that is no longer the one that was checked,
// or that cannot be read: what came of the walk is then to be undone.
func (p *Parcel) Items() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		f, m, err := begin(p.file, p.box, p.limit, true)
		if err != nil {
			yield(Item{}, since(err))
			return
		}
		defer f.close()
		if !bytes.Equal(m.Register, p.Manifest.Register) || m.Way != p.Manifest.Way {
			yield(Item{}, &Refused{Why: ChangedSince})
			return
		}
		for n := int64(0); ; n++ {
			kind, payload, err := f.next()
			switch {
			case err != nil:
				yield(Item{}, since(err))
				return
			case kind == frameTrailer || n == p.Count:
				if f.before != p.Sum || kind != frameTrailer {
					yield(Item{}, &Refused{Why: ChangedSince})
				}
				return
			}
			i, err := parseItem(kind, payload)
			if err != nil {
				yield(Item{}, since(err))
				return
			}
			if !yield(i, nil) {
				return
			}
		}
	}
}

// since is a refusal that the first reading did not meet.
func since(err error) error {
	if _, refused := err.(*Refused); refused {
		return &Refused{Why: ChangedSince, Err: err}
	}
	return err
}
