package city

import (
	"encoding/json"
	"errors"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/station"
)

// scheme of the city.
const scheme = "ningbo"

// enrol lets a station that stands alone join, under a code that nobody had; a copy of
// a laptop, or one that was restored, gets the code that its key has.
func (w *world) enrol(laptop string, st *station.Station) {
	file, err := st.EnrolRequest(0)
	if err != nil {
		return // read-only
	}
	request, err := licence.ParseRequest(file)
	if err != nil {
		w.wrong("%s: the enrol request: %v", laptop, err)
		return
	}
	key, err := request.StationKey()
	if err != nil || w.code == licence.FirstAlone-1 {
		w.wrong("%s: the enrol request: %v, %d codes", laptop, err, w.code)
		return
	}
	code, known := w.codes[string(key)]
	if !known {
		w.code++
		code = w.code
		w.codes[string(key)] = code
	}
	c := w.up[0]
	lic, err := c.License(w.ctx, licence.Grant{Scheme: request.Scheme, District: request.District, Station: code, Key: key, FirstEpoch: 1, LastEpoch: 9, From: civil.New(2018, 1, 1)})
	if err != nil {
		w.wrong("%s: license: %v", laptop, err)
		return
	}
	delivery, err := c.Delivery(w.ctx, lic)
	if err != nil {
		w.wrong("%s: license: %v", laptop, err)
		return
	}
	switch err := st.TakeLicence(w.ctx, delivery, lic.Root().Fingerprint()); {
	case errors.Is(err, station.ErrInvalid):
		w.note("%s: the licence is not taken: %v", laptop, err)
	case err != nil:
		w.wrong("%s: take the licence: %v", laptop, err)
	default:
		w.result.Enrolled++
		w.note("%s is enrolled as %03d", laptop, code)
	}
}

func textOf(sent registry.Sent) string {
	var t registry.SignedText
	_ = json.Unmarshal(sent.Body, &t) // the station has read it
	return t.Text
}
