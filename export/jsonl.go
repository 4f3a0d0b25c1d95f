package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// controlKey is the one key of the last line of JSON lines. No column may have it.
const controlKey = "#total"

const noteKey = "#note"

// JSONL writes one object a line, in the order of the columns, every value a string;
// the last line is {"#total":{"rows":"2","sum(A)":"3"}}, with a note behind it where
// there is one: {"#total":{…},"#note":"…"}.
func JSONL(w io.Writer, t Table, rows Rows) (Summary, error) {
	if err := t.check(); err != nil {
		return Summary{}, err
	}
	out := &jsonlWriter{w: bufio.NewWriterSize(w, 1<<16)}
	keys := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		keys[i] = c.Key
	}
	summary, err := t.pour(rows, func(cells []string) error {
		if err := out.object(keys, cells); err != nil {
			return err
		}
		return out.w.WriteByte('\n')
	})
	if err != nil {
		return Summary{}, err
	}
	if err := out.control(summary.Figures, summary.Note); err != nil {
		return Summary{}, err
	}
	return summary, out.w.Flush()
}

type jsonlWriter struct {
	w   *bufio.Writer
	buf bytes.Buffer
}

func (j *jsonlWriter) object(keys, values []string) error {
	for i := range keys {
		j.w.WriteByte("{,"[min(i, 1)])
		if err := j.text(keys[i]); err != nil {
			return err
		}
		j.w.WriteByte(':')
		if err := j.text(values[i]); err != nil {
			return err
		}
	}
	return j.w.WriteByte('}')
}

func (j *jsonlWriter) control(figures []Figure, note string) error {
	var names, values []string
	for _, f := range figures {
		names, values = append(names, f.Name), append(values, f.Value)
	}
	j.w.WriteString(`{"` + controlKey + `":`)
	if err := j.object(names, values); err != nil {
		return err
	}
	if note != "" {
		j.w.WriteString(`,"` + noteKey + `":`)
		if err := j.text(note); err != nil {
			return err
		}
	}
	_, err := j.w.WriteString("}\n")
	return err
}

// text writes a JSON string; & < > stay themselves, this is no web page.
func (j *jsonlWriter) text(s string) error {
	j.buf.Reset()
	e := json.NewEncoder(&j.buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return err
	}
	_, err := j.w.Write(bytes.TrimSuffix(j.buf.Bytes(), []byte("\n")))
	return err
}
