// Package bundle is the sealed parcel that travels between a station and the
// collector, on a stick or over a connection: events and people's records up,
// receipts, tasks and lists down. It knows how the bytes lie and when they are to be
// believed. It knows no files, no clock, no chance and no secret: the seal is opened
// and the signature made by whoever has the keys ([Box], [Signer]).
//
// # Form
//
// Four layers, each inside the one before:
//
//	age v1 (age-encryption.org/v1), one X25519 recipient
//	└ zstd (RFC 8878), one frame, window of at most 8 MiB
//	  └ content: the heading, then frames
//	    └ a manifest, any number of items, a trailer
//
// The name of the file says nothing; this package proposes one ([Manifest.Name]).
//
// # Content, version 1
//
// All integers are big endian. The content begins with the heading, 18 bytes,
//
//	"passdesk parcel 1\n"
//
// and goes on in frames up to its end:
//
//	1  kind: 'M' manifest, 'E' event, 'S' sent, 'T' trailer
//	4  length of the payload, n; at most 16 MiB
//	n  payload
//
// The first frame is the manifest, the last one the trailer, and neither stands
// anywhere else. Nothing follows the trailer.
//
// Manifest: a JSON object, see [Manifest]. Of a parcel up:
//
//	{"way":"up","scheme":"ningbo","district":"12","station":131,
//	 "register":"<the station's Ed25519 key, base64>","epoch":1,
//	 "recipient":"age1…","made":"2020-03-10T09:30:00Z",
//	 "from":3,"to":5,"previous":"<hash of event 2, hex>","head":"<hash of event 5, hex>",
//	 "edge":"<right edge of the Merkle tree of events 1 to 2, base64>",
//	 "note":"<licence.Head at event 5: the tree's root, signed by the station>",
//	 "licence":"<the delivery of package licence under which the station numbers>",
//	 "answer_to":"age1…","listed":120}
//
// of a parcel down:
//
//	{"way":"down","scheme":"ningbo","district":"12","station":131,
//	 "register":"…","recipient":"age1…","made":"…",
//	 "number":7,"authority":"ningbo/health-bureau"}
//
// Event: one event of the station's log, the record that it brought behind it:
//
//	4   length of the event, m
//	m   the event as package registry encodes it (eventbytes.go); SHA-256 of these
//	    bytes is the event's hash
//	    and, where the event brought a record:
//	16  salt
//	    the record, up to the frame's end; SHA-256(salt ‖ record) is the commitment
//	    that stands in the event
//
// Sent: a JSON object {"kind":…,"body":…}, a registry.Sent. It stands in parcels down
// only. Events in a parcel down are a station's own, which upstream gives back.
//
// Trailer, 104 bytes:
//
//	 0   8  count: how many frames stand between manifest and trailer
//	 8  32  SHA-256 of the content from its first byte up to the trailer's frame
//	40  64  Ed25519 signature (RFC 8032) over "passdesk parcel 1 signed\n" and the
//	        40 bytes before it
//
// Up it is made by the key that the manifest calls the
// register, down by the authority's root.
//
// # When a parcel is believed
//
// [Check] reads it once from end to end and hands out nothing before all of this
// holds; otherwise it answers a [*Refused] that says why:
//
//   - the seal opens with our key and nothing in it was changed, cut off or added;
//   - no frame, and not the whole, is larger than the limits (a small file can unpack
//     to a whole disk);
//   - the trailer's count and sum are those of the content, and its signature is the
//     key's that the reader knows for this register or authority: the parcel never
//     says by itself who is to be believed;
//   - the manifest names this reader as its recipient: a parcel that was meant for
//     another, and sealed again to us, is not ours;
//   - up: every event from "from" to "to" is there once, in order, each follows the one
//     before, the first follows "previous", the last is "head"; each record fits its
//     event's commitment; and the Merkle root that the station signed is the one that
//     "edge" and these events give.
//
// What lies around the content is not signed: the seal can be made anew by whoever
// has the content, so a parcel is known by its sum ([Parcel.Sum]), not by its bytes.
//
// A parcel that comes twice is the same parcel: whoever takes it in makes that
// nothing happens then. Parcels may overlap and come in any order.
//
// [Parcel.Items] reads the content a second time, since it may be larger than the
// memory. The sum is taken again: when the file was exchanged in between, the walk
// ends with an error, and what was taken in is to be rolled back.
//
// # Example
//
// testdata/up.age is a parcel up of three events, testdata/down.age one down, and
// testdata/vectors.json says of both what any reader must find: keys, sums, hashes,
// records. With Debian's tools:
//
//	age -d -i identity.txt up.age | zstd -d | xxd | head
//
// The content of up.age begins
//
//	70 61 73 73 64 65 73 6b 20 70 61 72 63 65 6c 20 31 0a   "passdesk parcel 1\n"
//	4d 00 00 03 3e   'M', 830 bytes
//	7b 22 77 61 79 22 3a 22 75 70 22 …                      {"way":"up"…
//
// and goes on with its first event, which brought no record:
//
//	45 00 00 00 b9   'E', 185 bytes
//	00 00 00 b5   the event has 181
//	70 61 73 73 64 65 73 6b 20 65 76 65 6e 74 20 31 0a      "passdesk event 1\n"
//	00 00 00 00 00 00 00 03   number 3
//	…
//
// Up to the trailer it has
//
//	SHA-256 298fda603a46507bbbf41a20cc1eb7e2a85cebd308c95cbbecfb583f4d9d16c7
package bundle

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"

	"passdesk/registry"
)

// Seal begins every parcel: what does not begin so is none.
const Seal = "age-encryption.org/v1\n"

const (
	heading = "passdesk parcel 1\n"

	frameManifest = 'M'
	frameEvent    = 'E'
	frameSent     = 'S'
	frameTrailer  = 'T'

	// window is the largest zstd window that is read. The encoder uses 4 MiB.
	window = 8 << 20

	mostFrame    = 16 << 20
	mostManifest = 64 << 10
	trailerSize  = 8 + 32 + ed25519.SignatureSize
)

// Signer is a private key that somebody else keeps.
type Signer interface {
	Public() ed25519.PublicKey
	Sign(message []byte) []byte
}

// Box opens what was sealed to it: *seal.Mailbox, or a station.
type Box interface {
	Recipient() string
	Open(from io.Reader) (io.Reader, error)
}

// Opened is the record that an event brought, open, with the salt of its commitment.
// The zero Opened is none.
type Opened struct {
	Salt   [16]byte
	Record []byte
}

// IsZero reports that there is no record.
func (o Opened) IsZero() bool { return o.Record == nil }

// Fits reports whether the event commits to the record: to none when there is none.
func (o Opened) Fits(e registry.Event) bool {
	if o.IsZero() {
		return e.Commitment == [32]byte{}
	}
	h := sha256.New()
	h.Write(o.Salt[:])
	h.Write(o.Record)
	return [32]byte(h.Sum(nil)) == e.Commitment
}

// Item is one thing in a parcel: an event with its record, or what upstream sent.
type Item struct {
	Event  registry.Event
	Opened Opened
	Sent   registry.Sent // of a parcel down; the zero Sent beside an event
}

// Sum is SHA-256 of a parcel's content, by which the parcel is known.
type Sum [32]byte

func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// trailer is what ends the content.
func trailer(count int64, sum Sum, by Signer) []byte {
	b := binary.BigEndian.AppendUint64([]byte(registry.ParcelSigned), uint64(count))
	b = append(b, sum[:]...)
	return append(b, by.Sign(b)...)[len(registry.ParcelSigned):]
}
