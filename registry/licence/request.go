package licence

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
)

// Request is what an authority needs to license a station.
type Request struct {
	Scheme   string `json:"scheme"`
	District string `json:"district"`
	Wanted   int    `json:"station,omitempty"` // the station code asked for; 0: the authority's choice
	Key      string `json:"key"`               // the station's, base64, as it stands in a licence
	Now      int    `json:"numbers_under"`     // the code under which it numbers today
	Epoch    int    `json:"epoch"`             // the newest that it took: the licence's last must be higher
	Root     string `json:"root"`              // who licensed it until now
	Kind     string `json:"kind"`
	Point    string `json:"point"`
}

// ErrRequest reports what is no enrol request, or one that was changed.
var ErrRequest = errors.New("licence: no enrol request, or it was changed")

const requestHeading = "passdesk enrol request v1\n"

// SignRequest is the file for the authority: a heading, the request as one line of
// JSON, and under both the station's signature, base64: whoever asks has the key.
func SignRequest(r Request, key Signer) ([]byte, error) {
	line, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("ask for a licence: %w", err)
	}
	file := append([]byte(requestHeading), append(line, '\n')...)
	return append(file, base64.StdEncoding.EncodeToString(key.Sign(file))+"\n"...), nil
}

// ParseRequest reads one, and believes it when the key in it signed it. Errors:
// ErrRequest.
func ParseRequest(file []byte) (Request, error) {
	var r Request
	lines := bytes.SplitAfter(file, []byte("\n"))
	if len(lines) != 4 || len(lines[3]) != 0 || string(lines[0]) != requestHeading || json.Unmarshal(lines[1], &r) != nil {
		return Request{}, ErrRequest
	}
	key, err1 := r.StationKey()
	signed, err2 := base64.StdEncoding.DecodeString(string(bytes.TrimSuffix(lines[2], []byte("\n"))))
	if err := errors.Join(err1, err2); err != nil || !ed25519.Verify(key, append(lines[0], lines[1]...), signed) {
		return Request{}, ErrRequest
	}
	return r, nil
}

// StationKey is the key of the station that asks.
func (r Request) StationKey() (ed25519.PublicKey, error) {
	key, err := base64.StdEncoding.DecodeString(r.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, ErrRequest
	}
	return key, nil
}
