package printing

// Stock is paper on which a printing house has put what is the same on every pass:
// background, title, labels, rules, the places of seals, cut marks. With
// Options.Overlay only what is this pass's own is drawn, at the same places: number,
// name, values, dates, the QR code, and the marks that a paper bears by itself (补打,
// 原编号, 样本). No printer prints white: where these lie on a coloured head the stock
// leaves it blank. Fine lines and micro text that are worked out from the number are
// the one thing that stock cannot have, and they are left out: over the printing house's
// own background they would blur it and themselves, and a printer that is half a
// millimetre off would make both look forged. The signed code proves the pass.

// onStock draws what such paper bears already.
func (c *canvas) onStock(draw func()) {
	if !c.overlay {
		draw()
	}
}

// stockDocument is what stands on the stock beside the document's number. Where a pass
// has another, as a child's, the value says it itself.
var stockDocument = Text{"身份证号", "ID No."}

// stockRows are the small lines as they are printed: on stock with the label that the
// stock has not.
func (c *canvas) stockRows(rows []row) []row {
	if document := &rows[0]; c.overlay && document.label.ZH != stockDocument.ZH {
		document.value = join(document.label.ZH, document.value)
	}
	return rows
}
