package station

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// Some lists name the paper and not the person: 证件编号 is what a pass calls its own
// number. It means its holder as surely as a document's number does (K0).

// passNumber reads what may be the number of a pass of this scheme.
func (s *Station) passNumber(typed string) (registry.Number, bool) {
	n, err := registry.ParseNumber(typed)
	return n, err == nil && len(n.District()) == len(s.district())
}

// readPassNumbers puts the holder's document in the place of a pass number.
func (i *importing) readPassNumbers(ctx context.Context) error {
	for r, listed := range i.Rows {
		if i.rows[r].Result != "" {
			continue
		}
		n, is := i.s.passNumber(listed.Person.Number)
		if !is {
			i.mistypedPass(r, listed.Person)
			continue
		}
		if err := i.readPassNumber(ctx, r, n); err != nil {
			return err
		}
	}
	return nil
}

// mistypedPass: as long as the numbers of the station's passes, and wrong in a digit. It is
// no document of another kind: the name is asked about.
func (i *importing) mistypedPass(r int, p watch.Row) {
	typed := strings.Join(strings.Fields(p.Number), "")
	_, err := registry.ParseNumber(typed)
	if p.Kind+p.State != "" || !errors.Is(err, registry.ErrNumberCheck) || strings.Trim(typed, "0123456789") != "" || len(typed) != registry.NumberDigits(len(i.s.district())) {
		return
	}
	i.rows[r].Result = "ask"
	i.remark(r, both("%s 像是通行证的编号，校验位不对：请核对编号，或补身份证号", "%s seems to be the number of a pass, and its check digits are wrong: compare it, or add the document number", registry.GroupDigits(typed)))
}

func (i *importing) readPassNumber(ctx context.Context, r int, n registry.Number) error {
	p, err := i.s.passState(ctx, n.String())
	if isNotFound(err) {
		i.rows[r].Result, i.rows[r].Note = "ask", scheme.Text{
			ZH: fmt.Sprintf("%s 是通行证的编号，不是身份证号，本站没有这张证：请补身份证号，或问签发的站点", n.Grouped()),
			EN: fmt.Sprintf("%s is the number of a pass, not of a document, and this station has no such pass: add the document number, or ask the station that issued it", n.Grouped())}
		return nil
	}
	if err != nil {
		return err
	}
	holder, err := i.s.holder(ctx, p)
	if err != nil {
		return err
	}
	i.byPass[r] = holderRow(i.Rows[r].Person, holder)
	i.remark(r, scheme.Text{ZH: "写的是通行证的编号，按它找到持证人", EN: "the number is that of a pass: its holder is meant"})
	return nil
}

// holderRow is a row with its holder's document, and the holder's name where it has none.
func holderRow(row watch.Row, holder registry.Application) watch.Row {
	row.Name, row.Kind, row.State = cmp.Or(row.Name, holder.Name), "", ""
	row.Number = typedNumber(holder)
	if d := printedDocument(holder.Document, holder.Guardian); d != nil && d.Number == row.Number {
		if row.Kind = d.Type; d.Type == string(iddoc.TypePassportForeign) {
			row.State = d.State
		}
	}
	return row
}
