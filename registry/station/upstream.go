package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// metaUpstream is where parcels go, in the authority's signed words.
const metaUpstream = "upstream"

// NoUpstream is a station that does not know where its parcels go.
type NoUpstream struct{ Alone bool }

func (n *NoUpstream) Error() string { return "station: no upstream is known" }
func (n *NoUpstream) Unwrap() error { return ErrInvalid }

// Sentences tell what to do.
func (n *NoUpstream) Sentences() (zh, en string) {
	if n.Alone {
		return "本站是独立站点，没有上级可以上报。先用 enrol request 写申请，交上级签发许可，再用 enrol accept 收下。",
			"The station stands alone: there is nobody to send to. Write an enrol request, let the authority license the station, and take its answer with enrol accept."
	}
	return "许可里没有写包裹交到哪里（汇总端的收件密钥）。请上级重新出一份许可文件，用 enrol accept 收下。",
		"The licence does not say where parcels go (the collector's key). Ask the authority for the file again, with it, and take that with enrol accept."
}

// upstream is where parcels go; *NoUpstream.
func (s *Station) upstream(ctx context.Context) (licence.Upstream, error) {
	text, err := s.ports.Store.Meta(ctx, metaUpstream)
	if isNotFound(err) {
		return licence.Upstream{}, &NoUpstream{s.standsAlone()}
	}
	if err != nil {
		return licence.Upstream{}, fmt.Errorf("read where parcels go: %w", err)
	}
	u, err := licence.ParseUpstream(text, s.licence.Root())
	if err != nil || u.Scheme != s.opened.Scheme { // of the authority before
		return licence.Upstream{}, &NoUpstream{s.standsAlone()}
	}
	return u, nil
}

// draftUpstream is the event and the value for where parcels go.
func draftUpstream(text []byte) (draftEvent, map[string][]byte) {
	return draftEvent{kind: registry.UpstreamTaken, body: registry.Body(registry.UpstreamBody{Upstream: string(text)})}, map[string][]byte{metaUpstream: text}
}

// takeUpstream: parcels go somewhere else from now on.
func (s *Station) takeUpstream(ctx context.Context, text string) (Taken, error) {
	if u, err := licence.ParseUpstream([]byte(text), s.licence.Root()); err != nil || u.Scheme != s.opened.Scheme {
		return Taken{}, badSent("收件密钥不是上级签发的，没有收下。", "the key that parcels go to is not signed by the authority, and was not taken.")
	}
	now, err := s.ports.Store.Meta(ctx, metaUpstream)
	if err == nil && string(now) == text {
		return Taken{Result: TakenKnown}, nil
	}
	if err != nil && !isNotFound(err) {
		return Taken{}, fmt.Errorf("read where parcels go: %w", err)
	}
	e, meta := draftUpstream([]byte(text))
	if err := s.append(ctx, &draft{events: []draftEvent{e}, change: Change{Meta: meta}}); err != nil {
		return Taken{}, fmt.Errorf("take where parcels go: %w", err)
	}
	return Taken{Result: TakenNow, Event: s.head.Event}, nil
}
