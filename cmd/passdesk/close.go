package main

type closeCmd struct{}

// Run counts the day and prints the count and the head of the chain, which goes
// on the signed closing slip.
func (c *closeCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	t, err := st.CloseDay(a.ctx)
	if err != nil {
		return err
	}
	return a.printJSON(map[string]any{
		"day": t.Day.String(), "issued": t.Issued, "refused": t.Refused, "referred": t.Referred, "same_person": t.SamePerson, "parked": t.Parked, "special": t.Special, "printed": t.Printed,
		"signed": t.Signed, "cancelled": t.Cancelled, "recalled": t.Recalled,
		"settled": t.Settled, "appeals": t.Appeals, "decided": t.Decided, "open_cases": t.Open, "open_appeals": t.Appealed,
		"unprinted": t.Unprinted, "unsigned": t.Unsigned, "passes": t.Passes, "event": t.Head.Event, "head": t.Head.Short(),
	})
}
