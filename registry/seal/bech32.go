package seal

import (
	"bytes"
	"errors"
	"strings"
)

// Bech32 (BIP-0173 without its limit of 90 characters) as age uses it for
// keys: prefix, "1", the bytes in groups of five bits, six characters of
// checksum. age keeps its own coder internal, and an identity whose bytes come
// from our reader, or from words, must be written in its form.

const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

var errBech32 = errors.New("seal: not a key in bech32")

func bech32Encode(prefix string, data []byte) string {
	groups, _ := regroup(data, 8, 5, true)
	sum := bech32Checksum(prefix, groups)
	var b strings.Builder
	b.WriteString(prefix)
	b.WriteByte('1')
	for _, g := range append(groups, sum[:]...) {
		b.WriteByte(bech32Alphabet[g])
	}
	clear(groups)
	return b.String()
}

// bech32Decode reads text of one case; the prefix comes back in lower case.
func bech32Decode(s string) (prefix string, data []byte, err error) {
	lower := strings.ToLower(s)
	if s != lower && s != strings.ToUpper(s) {
		return "", nil, errBech32
	}
	one := strings.LastIndexByte(lower, '1')
	if one < 1 || one+7 > len(lower) {
		return "", nil, errBech32
	}
	prefix = lower[:one]
	groups := make([]byte, 0, len(lower)-one)
	for i := one + 1; i < len(lower); i++ {
		g := strings.IndexByte(bech32Alphabet, lower[i])
		if g < 0 {
			return "", nil, errBech32
		}
		groups = append(groups, byte(g))
	}
	body, sum := groups[:len(groups)-6], groups[len(groups)-6:]
	if want := bech32Checksum(prefix, body); !bytes.Equal(sum, want[:]) {
		return "", nil, errBech32
	}
	data, err = regroup(body, 5, 8, false)
	return prefix, data, err
}

// regroup turns groups of from bits into groups of to bits. Reading back, the
// left-over bits must be fewer than a group and zero.
func regroup(in []byte, from, to uint, pad bool) ([]byte, error) {
	var acc, bits uint
	out := make([]byte, 0, len(in)*int(from)/int(to)+1)
	for _, v := range in {
		acc = acc<<from | uint(v)
		for bits += from; bits >= to; {
			bits -= to
			out = append(out, byte(acc>>bits)&(1<<to-1))
		}
		acc &= 1<<bits - 1
	}
	switch {
	case pad && bits > 0:
		out = append(out, byte(acc<<(to-bits)))
	case !pad && (bits >= from || acc != 0):
		return nil, errBech32
	}
	return out, nil
}

func bech32Checksum(prefix string, groups []byte) (sum [6]byte) {
	mod := uint32(1)
	for i := range len(prefix) {
		mod = bech32Step(mod, prefix[i]>>5)
	}
	mod = bech32Step(mod, 0)
	for i := range len(prefix) {
		mod = bech32Step(mod, prefix[i]&31)
	}
	for _, g := range groups {
		mod = bech32Step(mod, g)
	}
	for range sum {
		mod = bech32Step(mod, 0)
	}
	for i := range sum {
		sum[i] = byte((mod^1)>>(5*(5-i))) & 31
	}
	return sum
}

// bech32Step is one division step of the BCH code over GF(32).
func bech32Step(mod uint32, v byte) uint32 {
	top := mod >> 25
	mod = mod&0x1ffffff<<5 ^ uint32(v)
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			mod ^= g
		}
	}
	return mod
}
