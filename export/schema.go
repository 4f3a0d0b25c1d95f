package export

// SchemaDraft is the JSON Schema that Schema is written in.
const SchemaDraft = "https://json-schema.org/draft/2020-12/schema"

// Schema is the JSON Schema of the lines that JSONL writes of the table: an object a
// row, every key there and every value a string; the last line is the totals. A
// column's pattern narrows its cells.
func Schema(t Table, title string) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, c := range t.Columns {
		p := map[string]any{"type": "string", "title": c.Title.Both()}
		if like := t.Patterns[c.Key]; like != "" {
			p["pattern"] = like
		}
		properties[c.Key], required = p, append(required, c.Key)
	}
	row := map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	figures := map[string]any{"rows": digits()}
	wanted := []string{"rows"}
	for _, total := range t.Totals {
		name := string(total.Kind) + "(" + letter(t.index(total.Key)) + ")"
		figures[name] = digits()
		if total.Kind == Digest {
			figures[name] = map[string]any{"type": "string", "pattern": "^[0-9a-f]{64}$"}
		}
		wanted = append(wanted, name)
	}
	figures[missingFigure], figures[rootFigure] = digits(), map[string]any{"type": "string"}
	last := map[string]any{"type": "object", "required": []string{controlKey}, "additionalProperties": false, "properties": map[string]any{
		controlKey: map[string]any{"type": "object", "properties": figures, "required": wanted, "additionalProperties": false},
		noteKey:    map[string]any{"type": "string"},
	}}
	return map[string]any{"$schema": SchemaDraft, "title": title, "oneOf": []any{row, last}}
}

func digits() map[string]any { return map[string]any{"type": "string", "pattern": "^[0-9]+$"} }
