package main

import (
	"cmp"
	"errors"
	"strings"

	"passdesk/export/collector"
	"passdesk/export/list"
	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Some lists name the paper and not the person: 证件编号 is what a pass calls its own
// number. It means its holder, as it does in the list that a station loads itself.

// readPassNumbers puts the holder's document in the place of a pass number.
func (c *peopleFile) readPassNumbers(a *app, city *collector.Collector, rules scheme.Scheme, rows []list.Row) error {
	for i := range rows {
		r := &rows[i]
		if r.Verdict != list.Named {
			continue
		}
		typed := cmp.Or(r.Values["number"], r.Values["pass"])
		n, err := registry.ParseNumber(typed)
		switch {
		case err == nil && len(n.District()) == rules.DivisionDigits:
			if err := c.readPassNumber(a, city, n, r); err != nil {
				return err
			}
		case errors.Is(err, registry.ErrNumberCheck) && r.Values["kind"]+r.Values["state"] == "" && mistyped(typed, rules):
			r.Verdict, r.Fault = list.Ask, list.Text{ZH: "像是通行证的编号，校验位不对：请核对编号，或补身份证号", EN: "seems to be the number of a pass, and its check digits are wrong: compare it, or add the document number"}
		}
	}
	return nil
}

// mistyped: as long as the scheme's pass numbers, and of digits alone.
func mistyped(typed string, rules scheme.Scheme) bool {
	digits := strings.Join(strings.Fields(typed), "")
	return len(digits) == registry.NumberDigits(rules.DivisionDigits) && strings.Trim(digits, "0123456789") == ""
}

func (c *peopleFile) readPassNumber(a *app, city *collector.Collector, n registry.Number, r *list.Row) error {
	holders, err := city.Holders(a.ctx, c.Scheme, n)
	switch {
	case err != nil:
		return err
	case len(holders) == 0:
		r.Verdict, r.Fault = list.Ask, list.Text{ZH: "写的是通行证的编号，登记册里没有这个号：没有发过，或者发证的站点还没有交上来；请核对，或补身份证号",
			EN: "the number is that of a pass, and no such number is registered: nobody gave it, or the station that did has not sent it yet; look at it again, or add the document number"}
		return nil
	case len(holders) > 1:
		r.Verdict, r.Fault = list.Ask, list.Text{ZH: "写的是通行证的编号，这个号发给过不止一人（见 tasks）：请补身份证号", EN: "the number is that of a pass, and more than one person was given it (see tasks): add the document number"}
		return nil
	}
	h := holders[0]
	r.Values["number"], r.Values["kind"], r.Values["state"], r.Values["name"] = h.Number, h.Kind, h.State, cmp.Or(r.Values["name"], h.Name)
	r.Fault = list.Text{ZH: "写的是通行证的编号，按它找到持证人", EN: "the number is that of a pass: its holder is meant"}
	return nil
}
