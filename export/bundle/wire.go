package bundle

// Over a connection parcels travel as on a stick, sealed as they are. A collector's
// address is https://…; each station has a token of its own, which lets it knock, and
// nothing more: what is believed is the parcel's signature.
//
//	POST {address}/v1/parcels
//	Authorization: Bearer TOKEN
//	Content-Type: application/vnd.passdesk.parcel
//	Content-Length: …
//	Expect: 100-continue
//
//	the parcel up
//
// The answer is 200 with a parcel down as its body, which holds the receipt, or 204
// where nothing is to be sent. A parcel that is not believed is answered with 422 and a
// JSON object {"why":"…","zh":"…","en":"…"} (Why and its sentences), a token that is
// not known with 401, a parcel that is too large with 413, and a collector that is
// busy or has no database with 503.
//
//	GET {address}/v1/parcels?register=HEX
//	Authorization: Bearer TOKEN
//
// asks for what there is for the register with this Ed25519 key: 200 and a parcel down,
// or 204.
//
// A station waits with the body for the collector's 100 (RFC 9110, 10.1.1), so that one that
// is not let in hears why: an answer in the middle of an upload is lost when the connection
// is closed behind it.
//
// An upload that was cut is sent again, whole: events that came twice change nothing,
// and what has its receipt is in no later parcel.
const (
	WirePath = "/v1/parcels"
	WireType = "application/vnd.passdesk.parcel"

	// WireRegister names the register in a question for parcels down: hex.
	WireRegister = "register"
)

// WireRefusal is how a collector says that it did not take a parcel.
type WireRefusal struct {
	Why Why    `json:"why"`
	ZH  string `json:"zh"`
	EN  string `json:"en"`
}
