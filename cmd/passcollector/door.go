package main

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"passdesk/export/bundle"
	"passdesk/export/collector"
)

// atOnce is how many parcels are taken in side by side; the next is told to come again.
const atOnce = 4

// handler is the door: package bundle says how a station knocks (wire.go).
type handler struct {
	*app
	city *collector.Collector
	most int64
	work chan struct{}

	mu   sync.Mutex
	said map[string]time.Time // what the keeper was told, and when
}

// tellKeeper leaves a line for whoever keeps the server, the same one at most once a minute. It
// names nobody.
func (h *handler) tellKeeper(zh, en string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := h.now()
	if last, was := h.said[en]; was && at.Sub(last) < time.Minute {
		return
	}
	if h.said == nil {
		h.said = map[string]time.Time{}
	}
	h.said[en] = at
	stamp := at.UTC().Format(time.RFC3339)
	fmt.Fprintf(h.stderr, "passcollector: %s %s\npasscollector: %s %s\n", stamp, zh, stamp, en)
}

// failed tells the station to come again, and the keeper why. A database that fails is told
// otherwise than a busy hour: somebody has to mend it.
func (h *handler) failed(w http.ResponseWriter, err error) {
	if !errors.Is(err, context.Canceled) { // the station has gone
		h.tellKeeper(explain(err))
	}
	status := http.StatusServiceUnavailable
	if errors.Is(err, collector.ErrDatabase) {
		status = http.StatusInternalServerError
	}
	w.WriteHeader(status)
}

// tooLong tells the station to take a stick, and the keeper that it was told so.
func (h *handler) tooLong(w http.ResponseWriter, who collector.Address) {
	h.tellKeeper(fmt.Sprintf("站点 %03d 的包裹太大，没有收：让它用 U 盘，或用更大的 --most 开门", who.Code), fmt.Sprintf("the parcel of station %03d is too long and was not taken: let it send a stick, or serve with a larger --most", who.Code))
	w.WriteHeader(http.StatusRequestEntityTooLarge)
}

func (h *handler) door() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+bundle.WirePath, h.known(h.post))
	mux.HandleFunc("GET "+bundle.WirePath, h.known(h.get))
	return mux
}

// known lets a station in whose token is known.
func (h *handler) known(next func(http.ResponseWriter, *http.Request, collector.Address)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || token == "" {
			h.tellKeeper("有人没有令牌来敲门，没有放行", "somebody knocked with no token and was not let in")
			tell(w, http.StatusUnauthorized, "没有令牌，什么也没有收下：站点用 passdesk sync 网址 --token 文件。令牌由 passcollector license token 发。", "There is no token, and nothing was taken: stations use passdesk sync URL --token FILE. passcollector license token makes one.")
			return
		}
		who, err := h.city.Knock(r.Context(), token)
		switch {
		case errors.Is(err, collector.ErrNotFound):
			h.tellKeeper("有人用不认识的令牌、或已吊销的站点的令牌来敲门，没有放行；站点换了令牌的，要用新的文件", "somebody knocked with a token that is not known, or of a station whose key is revoked, and was not let in; a station that got a new one has to use that file")
			tell(w, http.StatusUnauthorized, "令牌不认识，已换成新的，或本站的钥匙已吊销，什么也没有收下：请向上级要新的令牌（passcollector license token）。", "The token is not known, a newer one took its place, or the key of the station was revoked; nothing was taken: ask the authority for a new one (passcollector license token).")
		case err != nil:
			h.failed(w, err)
		default:
			next(w, r, who)
		}
	}
}

// tell answers whoever knocked in words: what happened, and what to do.
func tell(w http.ResponseWriter, status int, zh, en string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "%s\n%s\n", zh, en) // whoever asked has gone
}

func tellOther(w http.ResponseWriter) {
	tell(w, http.StatusForbidden, "令牌是另一个站点的，什么也没有收下：请用本站自己的令牌文件（--token）。", "The token is another station's, and nothing was taken: use the token file of this station (--token).")
}

// post takes a parcel in and answers with the parcel down. Whoever waits to be let in is
// answered before the parcel comes.
func (h *handler) post(w http.ResponseWriter, r *http.Request, who collector.Address) {
	if r.ContentLength > h.most {
		h.tooLong(w, who)
		return
	}
	select {
	case h.work <- struct{}{}:
		defer func() { <-h.work }()
	default:
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	f, err := h.receive(w, r)
	if err != nil {
		var long *http.MaxBytesError
		var ours *fs.PathError
		switch {
		case errors.As(err, &long):
			h.tooLong(w, who)
		case errors.As(err, &ours):
			h.failed(w, err)
		default: // the station has gone
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		return
	}
	defer func() { f.Close(); os.Remove(f.Name()) }()
	switch _, _, err := h.city.TakeParcelOf(r.Context(), who, f); {
	case errors.Is(err, collector.ErrOtherStation): // whoever sent it has taken the wrong token
		tellOther(w)
	case err != nil:
		h.refuse(w, err)
	default:
		h.answer(w, r, who)
	}
}

// receive keeps the body in a file: sealed, as it was on its way.
func (h *handler) receive(w http.ResponseWriter, r *http.Request) (*os.File, error) {
	f, err := os.CreateTemp("", "passcollector-*.parcel")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // it stays as long as it is open, and goes with a process that is killed; Windows removes it below
	if _, err := io.Copy(f, http.MaxBytesReader(w, r.Body, h.most)); err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, err
	}
	return f, nil
}

// refuse says why a parcel was not believed, or that it should come again.
func (h *handler) refuse(w http.ResponseWriter, err error) {
	var parcel *bundle.Refused
	var ours *collector.Refused
	zh, en := explain(err)
	refusal := bundle.WireRefusal{Why: bundle.Stranger, ZH: zh, EN: en}
	switch {
	case errors.As(err, &parcel):
		refusal.Why = parcel.Why
	case !errors.As(err, &ours):
		h.failed(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusUnprocessableEntity)
	_ = json.NewEncoder(w).Encode(refusal) // whoever asked has gone
}

// get answers what there is for the station.
func (h *handler) get(w http.ResponseWriter, r *http.Request, who collector.Address) {
	register, err := hex.DecodeString(r.URL.Query().Get(bundle.WireRegister))
	if err != nil || subtle.ConstantTimeCompare(register, who.Station) != 1 {
		tellOther(w)
		return
	}
	h.answer(w, r, who)
}

func (h *handler) answer(w http.ResponseWriter, r *http.Request, who collector.Address) {
	if _, err := h.city.Weigh(r.Context()); err != nil {
		h.failed(w, err)
		return
	}
	var parcel bytes.Buffer
	_, err := h.city.Down(r.Context(), who, &parcel)
	switch {
	case errors.Is(err, collector.ErrNotFound): // it has sent nothing yet
		w.WriteHeader(http.StatusNoContent)
	case err != nil:
		h.failed(w, err)
	default:
		w.Header().Set("Content-Type", bundle.WireType)
		_, _ = w.Write(parcel.Bytes()) // whoever asked has gone
	}
}
