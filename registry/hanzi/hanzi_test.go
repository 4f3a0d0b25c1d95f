package hanzi

import "testing"

func TestWhatACharacterIs(t *testing.T) {
	for _, c := range []struct {
		r                             rune
		han, private, selector, signs bool
	}{
		{'王', true, false, false, false}, {'𠅤', true, false, false, false}, {'〇', true, false, false, false}, {'\uE863', true, true, false, false},
		{'\U000F0000', true, true, false, false}, {'\U000E0100', true, false, true, false}, {'⿰', true, false, false, true}, {'㇯', true, false, false, true},
		{'A', false, false, false, false}, {'あ', false, false, false, false}, {'·', false, false, false, false},
	} {
		if Is(c.r) != c.han || IsPrivateUse(c.r) != c.private || IsVariationSelector(c.r) != c.selector || IsDescriptor(c.r) != c.signs {
			t.Errorf("U+%04X: %v %v %v %v", c.r, Is(c.r), IsPrivateUse(c.r), IsVariationSelector(c.r), IsDescriptor(c.r))
		}
	}
	if !IsPlaceholder('□') || !IsPlaceholder('?') || IsPlaceholder('口') {
		t.Error("IsPlaceholder")
	}
}

func TestDescribedLen(t *testing.T) {
	for s, want := range map[string]string{
		"⿰亻乐例": "⿰亻乐", "⿰亻⿱艹乐": "⿰亻⿱艹乐", "⿲亻丨乐样": "⿲亻丨乐", "⿾乐样": "⿾乐", "⿰氵𠅤": "⿰氵𠅤", "⿰亻？": "⿰亻？",
		"⿰亻": "", "⿰亻A": "", "样⿰亻乐": "", "": "", "\xff": "",
	} {
		if got := s[:DescribedLen(s)]; got != want {
			t.Errorf("%q begins with the description %q, want %q", s, got, want)
		}
	}
}
