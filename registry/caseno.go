package registry

import (
	"encoding/json"
	"strconv"
	"strings"
)

// CaseNo is the name of a case, on slips, on screens and in what people say: the number
// of the event that began it. A register that a backup was put back into gives numbers
// again that the other history has given too, and people have slips of both. So from
// there on the epoch stands before the number (2-57), in the event itself; and what comes
// back of the other history (BranchReturned) keeps the name that was told then, though it
// stands under another number here.
type CaseNo struct {
	Epoch int   // 0: the register had never been put back, and the number stands alone
	Event int64 // that began it, by its number then
}

func (n CaseNo) String() string {
	if n.Epoch == 0 {
		return strconv.FormatInt(n.Event, 10)
	}
	return strconv.Itoa(n.Epoch) + "-" + strconv.FormatInt(n.Event, 10)
}

// Beside is the name beside the number under which the case stands in the register; ""
// where that is its name.
func (n CaseNo) Beside(event int64) string {
	if n == (CaseNo{Event: event}) {
		return ""
	}
	return n.String()
}

// ParseCaseNo reads what somebody typed: 57, or 2-57 with any of the dashes that an input
// method gives. ok reports a number from 1.
func ParseCaseNo(typed string) (n CaseNo, ok bool) {
	epoch, event, has := strings.Cut(strings.NewReplacer("－", "-", "–", "-", "—", "-", " ", "").Replace(strings.TrimSpace(typed)), "-")
	var err error
	if !has {
		event = epoch
	} else if n.Epoch, err = strconv.Atoi(epoch); err != nil || n.Epoch < 1 || n.Epoch > LastEpoch {
		return CaseNo{}, false
	}
	n.Event, err = strconv.ParseInt(event, 10, 64)
	return n, err == nil && n.Event > 0
}

// CaseNo is the name of the case that the event began, here or in the history from which
// it came back (Again).
func (e Event) CaseNo() CaseNo {
	var b struct {
		Epoch int `json:"epoch"`
	}
	_ = json.Unmarshal(e.Body, &b) // the fold has read it
	if e.was != 0 {
		return CaseNo{b.Epoch, e.was}
	}
	return CaseNo{b.Epoch, e.No}
}
