package station

import (
	"fmt"
	"maps"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// givenSerials are the serials that an export met, a bit each, by series. Where a pass has
// lost its row and its events, nothing of it is left but the gap: serials run without any.
type givenSerials map[int]*[registry.LastSerial/64 + 1]uint64

func (g givenSerials) add(n registry.Number) {
	if n.IsZero() {
		return
	}
	if g[n.Series()] == nil {
		g[n.Series()] = new([registry.LastSerial/64 + 1]uint64)
	}
	g[n.Series()][n.Serial()/64] |= 1 << (n.Serial() % 64)
}

func (g givenSerials) has(series, serial int) bool {
	return g[series][serial/64]&(1<<(serial%64)) != 0
}

func (g givenSerials) last(series int) int {
	serial := registry.LastSerial
	for serial > 0 && !g.has(series, serial) {
		serial--
	}
	return serial
}

// rowsOfGaps are the rows of a damaged register of which only the gap is left.
func (s *Station) rowsOfGaps(g givenSerials) (rows []LedgerRow) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unharmed() == nil {
		return nil
	}
	mark, _ := s.ports.HighWater.Read(s.id()) // where it cannot be read, what was met last counts
	for _, series := range slices.Sorted(maps.Keys(g)) {
		first, last := 1, g.last(series)
		if series == registry.SeriesOf(s.opened.Station, s.opened.Epoch) {
			first = max(first, s.opened.StartAt)
		}
		if series == registry.SeriesOf(s.stationCode(), mark.Head.Epoch) {
			last = max(last, mark.Head.Serial)
		}
		for serial := first; serial <= last; serial++ {
			if !g.has(series, serial) {
				rows = append(rows, LedgerRow{Unread: scheme.Text{
					ZH: fmt.Sprintf("第 %d 期流水号 %05d：登记内容和事件都读不出", series%10, serial), EN: fmt.Sprintf("serial %05d of epoch %d: neither its record nor its events can be read", serial, series%10)}})
			}
		}
	}
	return rows
}
