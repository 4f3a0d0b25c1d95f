package scheme

import "strings"

// PaperTitle is the name by which people know the paper behind a Source: what is
// said at the desk and printed on a slip. Each scheme names its own papers; a
// decision about "one person, one number" may rest on another scheme's. A source
// that nobody named is given as it stands, so that no sentence loses its origin.
func (s Scheme) PaperTitle(source string) Text {
	if source == "" {
		return Text{}
	}
	var zh, en []string
	for part := range strings.SplitSeq(source, "+") {
		t := s.paper(part)
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	return Text{strings.Join(zh, "；"), strings.Join(en, "; ")}
}

func (s Scheme) paper(source string) Text {
	if t, ok := s.Papers[source]; ok {
		return t
	}
	for _, other := range enrolled {
		if t, ok := other.Papers[source]; ok {
			return t
		}
	}
	plain := strings.TrimPrefix(source, "EXT ")
	return Text{plain, plain}
}
