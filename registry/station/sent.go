package station

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// What came of one thing that upstream sent.
const (
	TakenNow   = "taken"
	TakenKnown = "known"   // it was taken in before, or something newer
	TakenNot   = "refused" // and why
	TakenTold  = "told"    // there is nothing to take in, but somebody should read it
)

// Taken is what came of one thing that upstream sent.
type Taken struct {
	Result  string      `json:"result"`
	Event   int64       `json:"event,omitempty"`   // that records it
	Through int64       `json:"through,omitempty"` // of a receipt
	Task    string      `json:"task,omitempty"`    // its ID
	Number  string      `json:"number,omitempty"`  // the pass that it is about
	Count   int         `json:"count,omitempty"`   // of a list
	Lifted  int         `json:"lifted,omitempty"`  // of a list of people: taken off it
	Numbers []string    `json:"numbers,omitempty"` // passes of this station whose holders the list means, to be looked at
	Unfit   []UnfitStep `json:"unfit,omitempty"`   // of what came back after a restore: steps that have no effect
	Note    scheme.Text `json:"note,omitzero"`
}

// Inbox opens what was sealed to this station. It is good while the station is
// unlocked.
type Inbox struct{ box *seal.Mailbox }

// Recipient is what parcels down are sealed to, "age1…".
func (i *Inbox) Recipient() string { return i.box.Recipient() }

// Open reads a sealed file. Errors: seal.ErrNotRecipient, seal.ErrStream.
func (i *Inbox) Open(from io.Reader) (io.Reader, error) { return i.box.Open(from) }

// Inbox is where upstream's parcels are opened.
func (s *Station) Inbox() (*Inbox, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoBundle); err != nil {
		return nil, err
	}
	box, err := s.vault.Mailbox()
	if err != nil {
		return nil, fmt.Errorf("open the inbox: %w", err)
	}
	return &Inbox{box}, nil
}

// ErrOtherRegister is what upstream sent to another station.
var ErrOtherRegister = errors.New("station: it is for another station")

// Authority is the key with which upstream signs what it sends to this register; an
// error for an authority that did not license it.
func (s *Station) Authority(schemeCode string, register []byte, name string) (ed25519.PublicKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	root := s.licence.Root()
	switch {
	case schemeCode != s.opened.Scheme || !bytes.Equal(register, s.publicKey()):
		return nil, ErrOtherRegister
	case root.IsZero() || root.Own() || root.Name() != name:
		return nil, fmt.Errorf("%w: the authority is not the one that licensed this station", ErrInvalid)
	}
	return root.Public(), nil
}

// TakeSent takes in one thing that upstream sent, in a command of its own, so that
// one that is bad never stops the rest. The parcel that brought it was believed
// before. The same thing again changes nothing.
func (s *Station) TakeSent(ctx context.Context, sent registry.Sent) (Taken, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoBundle); err != nil {
		return Taken{}, err
	}
	switch sent.Kind {
	case registry.SentReceipt, registry.SentUpstream, registry.SentLicence, registry.SentKeys, registry.SentRecalls:
		var t registry.SignedText
		if err := readSent(sent, &t); err != nil {
			return Taken{}, err
		}
		return s.takeSigned(ctx, sent, t.Text)
	case registry.SentAside:
		return s.tellAside(ctx, sent)
	case registry.SentTask:
		return s.takeTask(ctx, sent)
	case registry.SentDirectory, registry.SentAreas:
		return s.takeList(ctx, sent)
	case registry.SentWatch:
		return s.takePeople(ctx, sent)
	case registry.SentReturned:
		return s.takeReturned(ctx, sent)
	}
	return Taken{Result: TakenTold, Note: both("这个版本的程序不认识这一项（%s），没有收下；换用新版本后再打开这个包裹。",
		"this passdesk does not know this item (%s) and left it: open the parcel again with a newer one.", readable(string(sent.Kind)))}, nil
}

func readSent(sent registry.Sent, into any) error {
	if err := json.Unmarshal(sent.Body, into); err != nil {
		return badSent("这一项读不出来。", "this item cannot be read.")
	}
	return nil
}

func (s *Station) takeSigned(ctx context.Context, sent registry.Sent, text string) (Taken, error) {
	switch sent.Kind {
	case registry.SentReceipt:
		return s.takeReceipt(ctx, text, sent.Made)
	case registry.SentUpstream:
		return s.takeUpstream(ctx, text)
	case registry.SentKeys:
		return s.takeKeys(ctx, text)
	case registry.SentRecalls:
		return s.takeRecalls(ctx, text)
	}
	return s.renewLicence(ctx, text)
}

// renewLicence takes a licence of the root that is believed already, for the code under
// which the station numbers; another root is the keeper's to compare, and another code
// the keeper's to want (TakeLicence).
func (s *Station) renewLicence(ctx context.Context, text string) (Taken, error) {
	lic, upstream, err := licence.ParseDeliveryTo([]byte(text))
	switch {
	case err != nil:
		return Taken{}, notOfAnAuthority(err)
	case lic.Root() != s.licence.Root():
		return Taken{}, badSent("许可是另一个根密钥签的，请保管员用 enrol accept 核对指纹后收下。", "the licence is of another root: the keeper compares its fingerprint and takes it with enrol accept.")
	case lic.String() == s.licence.String():
		return Taken{Result: TakenKnown}, nil
	}
	switch was, err := s.wasLicensed(ctx, lic); {
	case err != nil:
		return Taken{}, err
	case was: // a stick that was long on its way
		return Taken{Result: TakenKnown}, nil
	}
	if code := lic.Grant().Station; code != s.stationCode() {
		return Taken{Result: TakenTold, Note: both("上级发来代码 %03d 的许可，本站现在是 %03d，没有换：要换代码，请保管员向上级要许可文件，用 enrol accept 收下；不换就告诉上级。",
			"upstream sent a licence for the code %03d; this station numbers as %03d and stays so: to change, the keeper asks upstream for the licence file and takes it with enrol accept; if not, tell upstream.", code, s.stationCode())}, nil
	}
	if err := s.allowed(registry.DoEpoch); err != nil {
		return Taken{}, badSent("新的许可要由保管员收下：请保管员打开这个包裹。", "a new licence is the keeper's to take: let the keeper open this parcel.")
	}
	if err := s.takeLicence(ctx, lic, upstream); err != nil {
		return Taken{}, err
	}
	return Taken{Result: TakenNow, Event: s.head.Event}, nil
}

// wasLicensed reports that the register has numbered under the licence before, and
// went on under another.
func (s *Station) wasLicensed(ctx context.Context, lic licence.Licence) (bool, error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.LicenceTaken) {
		if err != nil {
			return false, fmt.Errorf("look for the licence: %w", err)
		}
		var b registry.LicenceBody
		if json.Unmarshal(e.Body, &b) == nil && b.Licence == lic.String() {
			return true, nil
		}
	}
	return false, nil
}

// tellAside: what upstream put aside is told to whoever opens the parcel, and nothing
// of it is changed here.
func (s *Station) tellAside(ctx context.Context, sent registry.Sent) (Taken, error) {
	var a registry.Aside
	if err := readSent(sent, &a); err != nil {
		return Taken{}, err
	}
	if a.Cause == registry.AsideMissing {
		return s.tellMissing(ctx, a)
	}
	return Taken{Result: TakenTold, Note: scheme.Text{
		ZH: fmt.Sprintf("上级把第 %d 号事件放在一边：%s", a.Event, a.Why.ZH), EN: fmt.Sprintf("upstream put event %d aside: %s", a.Event, a.Why.EN)}}, nil
}

// Register is by what upstream knows this register: its scheme and the station's key.
func (s *Station) Register() (scheme string, key ed25519.PublicKey) {
	return s.opened.Scheme, s.publicKey()
}
