package station

import (
	"errors"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// parseFields reads what the scheme asks for beside name and document.
func (s *Station) parseFields(a registry.Application, p *applicant) *refusal {
	for _, f := range s.scheme.Fields {
		if r := readField(f, a, p); r != nil {
			return r
		}
	}
	return s.parseKnownFields(a, p)
}

// parseKnownFields reads what is there of it.
func (s *Station) parseKnownFields(a registry.Application, p *applicant) *refusal {
	for _, f := range s.scheme.Fields {
		f.Required = false
		if r := readField(f, a, p); r != nil {
			return r
		}
	}
	for key := range a.Fields {
		if _, known := s.scheme.Field(key); !known {
			return &refusal{"fields", s.fieldsText()}
		}
	}
	return nil
}

func readField(f scheme.Field, a registry.Application, p *applicant) *refusal {
	v, err := f.Read(a.Field(f.Key))
	var told *scheme.Fault
	if errors.As(err, &told) {
		return &refusal{f.Key, told.Why}
	}
	p.stored.SetField(f.Key, v)
	return nil
}

// fieldsText names the fields that there are; the one that was typed may be a
// slip that says something about a person, and is not repeated.
func (s *Station) fieldsText() scheme.Text {
	var keys []string
	for _, f := range s.scheme.Fields {
		keys = append(keys, f.Key)
	}
	if len(keys) == 0 {
		return scheme.Text{ZH: "这种通行证没有另设的项目，fields 里不能填", EN: "this scheme has no fields of its own: leave fields out"}
	}
	list := strings.Join(keys, ", ")
	return scheme.Text{ZH: "fields 里有本方案没有的项目，可填：" + list, EN: "a field in fields is none of this scheme's; there are: " + list}
}

// fieldsOf are the scheme's fields that were filled in, in their order.
func (s *Station) fieldsOf(a registry.Application) []FieldValue {
	var filled []FieldValue
	for _, f := range s.scheme.Fields {
		if v := a.Field(f.Key); v != "" {
			filled = append(filled, FieldValue{f, f.Shown(v)})
		}
	}
	return filled
}
