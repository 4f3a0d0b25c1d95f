package ipp

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what is read. A real printer's answer has some hundred attributes in
// some ten thousand bytes.
const (
	mostBytes  = 1 << 20
	mostValues = 20_000
	mostGroups = 1000
	longest    = 1023 // bytes of a text or keyword that are kept
)

// Tags of RFC 8010, 3.5.
const (
	tagOperation = 0x01
	tagJob       = 0x02
	tagEnd       = 0x03
	tagPrinter   = 0x04
	lastGroup    = 0x0f

	tagInteger      = 0x21
	tagBoolean      = 0x22
	tagEnum         = 0x23
	tagCollection   = 0x34
	tagTextIn       = 0x35 // with its language
	tagNameIn       = 0x36
	tagCollectionTo = 0x37
	tagText         = 0x41
	tagName         = 0x42
	tagKeyword      = 0x44
	tagURI          = 0x45
	tagCharset      = 0x47
	tagLanguage     = 0x48
	tagMimeType     = 0x49
)

// request is a message that is being written.
type request struct{ b []byte }

// newRequest begins an operation with the three attributes that every one begins with.
func newRequest(operation uint16, id int32, uri string) *request {
	r := &request{}
	r.b = append(r.b, 1, 1)
	r.b = binary.BigEndian.AppendUint16(r.b, operation)
	r.b = binary.BigEndian.AppendUint32(r.b, uint32(id))
	r.group(tagOperation)
	r.put(tagCharset, "attributes-charset", "utf-8")
	r.put(tagLanguage, "attributes-natural-language", "en")
	if uri != "" {
		r.put(tagURI, "printer-uri", uri)
	}
	return r
}

func (r *request) group(tag byte) { r.b = append(r.b, tag) }

// put writes an attribute with its values; further values have no name.
func (r *request) put(tag byte, name string, values ...string) {
	for _, v := range values {
		r.b = append(r.b, tag)
		r.counted(name)
		r.counted(v)
		name = ""
	}
}

func (r *request) integer(name string, v int32) {
	r.put(tagInteger, name, string(binary.BigEndian.AppendUint32(nil, uint32(v))))
}

func (r *request) counted(s string) {
	r.b = binary.BigEndian.AppendUint16(r.b, uint16(len(s)))
	r.b = append(r.b, s...)
}

func (r *request) end() []byte { return append(r.b, tagEnd) }

// reply is an answer that was read.
type reply struct {
	status uint16
	id     int32
	groups []group
}

type group struct {
	tag        byte
	attributes map[string][]value
}

type value struct {
	tag  byte
	data []byte
}

// parse reads an answer. Collections are passed over: nothing that is asked for
// stands in one.
func parse(b []byte) (reply, error) {
	p := &reader{b: b}
	r := reply{}
	if len(b) > mostBytes || len(b) < 8 || b[0] < 1 || b[0] > 2 {
		return r, fmt.Errorf("%w: no head", ErrGarbled)
	}
	r.status, r.id = binary.BigEndian.Uint16(b[2:]), int32(binary.BigEndian.Uint32(b[4:]))
	p.at = 8
	for {
		tag, ok := p.next()
		switch {
		case !ok:
			return r, fmt.Errorf("%w: cut off", ErrGarbled)
		case tag == tagEnd:
			return r, nil
		case tag <= lastGroup && len(r.groups) >= mostGroups:
			return r, fmt.Errorf("%w: too many groups", ErrGarbled)
		case tag <= lastGroup:
			r.groups, p.name = append(r.groups, group{tag, map[string][]value{}}), ""
		case len(r.groups) == 0:
			return r, fmt.Errorf("%w: a value in no group", ErrGarbled)
		default:
			if err := p.value(tag, r.groups[len(r.groups)-1]); err != nil {
				return r, err
			}
		}
	}
}

// reader is where parse has come to.
type reader struct {
	b      []byte
	at     int
	name   string // of the attribute that further values belong to
	depth  int    // in collections
	values int
}

func (p *reader) next() (byte, bool) {
	if p.at >= len(p.b) {
		return 0, false
	}
	p.at++
	return p.b[p.at-1], true
}

func (p *reader) counted() ([]byte, bool) {
	if len(p.b)-p.at < 2 {
		return nil, false
	}
	n := int(binary.BigEndian.Uint16(p.b[p.at:]))
	if len(p.b)-p.at-2 < n {
		return nil, false
	}
	p.at += 2 + n
	return p.b[p.at-n : p.at], true
}

// value reads one value into the group.
func (p *reader) value(tag byte, into group) error {
	name, ok := p.counted()
	data, whole := p.counted()
	if p.values++; !ok || !whole || p.values > mostValues {
		return fmt.Errorf("%w: a value is cut off, or too many", ErrGarbled)
	}
	if len(name) > 0 && p.depth == 0 {
		p.name = string(name)
	}
	switch {
	case tag == tagCollection:
		p.depth++
	case tag == tagCollectionTo && p.depth == 0:
		return fmt.Errorf("%w: a collection ends that did not begin", ErrGarbled)
	case tag == tagCollectionTo:
		p.depth--
	case p.depth == 0 && p.name == "":
		return fmt.Errorf("%w: a value of no attribute", ErrGarbled)
	case p.depth == 0:
		into.attributes[p.name] = append(into.attributes[p.name], value{tag, data})
	}
	return nil
}

// number is the first value of an attribute where that is one.
func (g group) number(name string) (int32, bool) {
	v := g.attributes[name]
	if len(v) == 0 || v[0].tag != tagInteger && v[0].tag != tagEnum || len(v[0].data) != 4 {
		return 0, false
	}
	return int32(binary.BigEndian.Uint32(v[0].data)), true
}

func (g group) yes(name string) (yes, said bool) {
	v := g.attributes[name]
	if len(v) == 0 || v[0].tag != tagBoolean || len(v[0].data) != 1 {
		return false, false
	}
	return v[0].data[0] != 0, true
}

// text is the first text of an attribute, "" for none.
func (g group) text(name string) string {
	if all := g.texts(name, 1); len(all) > 0 {
		return all[0]
	}
	return ""
}

// texts are the attribute's texts, so many at most.
func (g group) texts(name string, most int) []string {
	var out []string
	for _, v := range g.attributes[name] {
		if s := v.text(); s != "" && len(out) < most {
			out = append(out, s)
		}
	}
	return out
}

// text is a value as a clean text; "" for a value that is none.
func (v value) text() string {
	data := v.data
	switch v.tag {
	case tagText, tagName, tagKeyword, tagURI, tagMimeType:
	case tagTextIn, tagNameIn: // the language, then the text, each with its length
		p := &reader{b: data}
		_, _ = p.counted()
		text, ok := p.counted()
		if !ok {
			return ""
		}
		data = text
	default:
		return ""
	}
	return clean(data[:min(len(data), longest)])
}

// clean leaves nothing that is no character to be shown.
func clean(b []byte) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, string(b)))
}
