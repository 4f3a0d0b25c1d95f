package main

import (
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type closeCmd struct{}

// Run counts the day, accounts for every number and every sheet, and prints the
// count and the head of the chain, which goes on the signed closing slip.
func (c *closeCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	t, err := st.CloseDay(a.ctx)
	if err != nil {
		return err
	}
	if t.Before > 0 && t.Since > 0 {
		a.warn(scheme.Text{ZH: fmt.Sprintf("这一天已经日结过（事件 %d），之后又有 %d 个事件：这次重新日结，以这次的为准。", t.Before, t.Since),
			EN: fmt.Sprintf("This day was closed already at event %d, and %s came since: it is closed again, and this close counts.", t.Before, scheme.Counted(int(t.Since), "event"))})
	}
	a.sayUnlisted(t.Unlisted)
	a.sayNumbers(t.Left)
	if t.OwnRoot {
		a.warn(standsAlone)
	}
	return a.printJSON(closeLine(t))
}

// sayUnlisted says that rows of lists still wait for somebody to ask who is meant.
func (a *app) sayUnlisted(n int) {
	if n == 0 {
		return
	}
	a.warn(scheme.Text{
		ZH: fmt.Sprintf("名单里还有 %d 行谁也没有列入：watch unlisted 列出这些行，问清后用 watch settle 写明结果。", n),
		EN: fmt.Sprintf("Rows of lists that list nobody still wait: %d. See them with watch unlisted, ask who is meant, then say what came of them with watch settle.", n),
	})
}

var standsAlone = scheme.Text{
	ZH: "本站是独立站点：使用自有根密钥，尚未并入上级。",
	EN: "This station stands alone, under its own root key: no authority has licensed it yet.",
}

func closeLine(t station.Closing) map[string]any {
	acc := t.Account
	line := map[string]any{
		"day": t.Day.String(), "issued": t.Issued, "refused": t.Refused, "referred": t.Referred, "same_person": t.SamePerson, "parked": t.Parked, "special": t.Special, "printed": t.Printed,
		"signed": t.Signed, "cancelled": t.Cancelled, "recalled": t.Recalled,
		"reprinted": t.Papers.Reprinted, "voided": t.Papers.Voided, "lost": t.Papers.Lost, "returned": t.Papers.Returned, "to_fetch": t.Papers.ToFetch,
		"settled": t.Settled, "appeals": t.Appeals, "decided": t.Decided, "open_cases": t.Open, "open_appeals": t.Appealed, "unlisted": t.Unlisted,
		"unprinted": t.Unprinted, "unsigned": t.Unsigned, "outstanding": t.Outstanding, "passes": t.Passes, "event": t.Head.Event, "head": t.Head.Short(),
		"numbers": acc.Numbers, "ranges": acc.Ranges, "gaps": gapsOf(acc.Ranges),
		"sheets": acc.Sheets, "sheets_today": acc.Account.Day, "spoiled": listed(acc.Spoiled), "open_sheets": listed(acc.Account.Open), "numbers_left": t.Left.Numbers, "own_root": t.OwnRoot,
	}
	if t.Left.Near {
		line["days_left"] = t.Left.Days
	}
	return line
}

// gapsOf are the numbers that were passed over; a sound register has none.
func gapsOf(ranges []registry.NumberRange) []registry.NumberRange {
	gaps := []registry.NumberRange{}
	for _, r := range ranges {
		if r.State == registry.NumberGap {
			gaps = append(gaps, r)
		}
	}
	return gaps
}

// listed is the list, never null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
