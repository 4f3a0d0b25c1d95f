package name

import (
	"unicode"

	"passdesk/registry/hanzi"
)

// observe says what is odd about a legal form and stays as it is.
func (c *cleaning) observe(text []rune) {
	chars, letters, scripts := 0, 0, map[string]bool{}
	all := units(string(text))
	for i, u := range all {
		if isJoint(u.base) && misplaced(all, i) {
			c.say(WarnSymbol)
		}
		switch {
		case u.han:
			chars++
			scripts["Han"] = true
		case u.letter:
			letters++
			scripts[script(u.base)] = true
		}
		c.observeUnit(u)
	}
	c.observeSize(len(text), chars, letters)
	delete(scripts, "")
	if len(scripts) > 1 {
		c.say(WarnMixedScript)
	}
	for _, r := range text {
		if hanzi.IsPrivateUse(r) {
			c.sayPrivateUse(text)
			break
		}
	}
}

// misplaced reports a joint that joins nothing (but "J. R." may end so), and any but the
// space and the middle dot beside a hanzi.
func misplaced(all []unit, i int) bool {
	joint := all[i].base
	if i == 0 || i == len(all)-1 && joint != '.' {
		return true
	}
	if joint == ' ' || joint == middleDot {
		return false
	}
	return all[i-1].han || i+1 < len(all) && all[i+1].han
}

func (c *cleaning) observeSize(length, chars, letters int) {
	switch {
	case chars == 1 && letters == 0:
		c.say(WarnOneHanzi)
	case chars == 0 && letters == 1:
		c.say(WarnOneLetter)
	case chars > usualHanzi:
		c.say(WarnLong)
	}
	if length > formLimit {
		c.say(WarnOverForm)
	}
}

func (c *cleaning) observeUnit(u unit) {
	if u.description {
		c.say(WarnIDS)
	}
	for _, r := range u.text {
		switch {
		case hanzi.IsVariationSelector(r):
			c.say(WarnVariationSelector)
		case isCompatIdeograph(r):
			c.say(WarnCompatIdeograph)
		case hanzi.IsPlaceholder(r):
			c.say(WarnLostCharacter)
		case unicode.IsDigit(r):
			c.say(WarnDigit)
		case !u.description && (hanzi.IsDescriptor(r) || isStray(r)):
			c.say(WarnSymbol)
		}
	}
}

// isJoint knows what stands between the parts of names.
func isJoint(r rune) bool {
	switch r {
	case ' ', middleDot, '-', '‐', '\'', '’', 'ʼ', '‘', '.', '・', '゠', '་':
		return true
	}
	return false
}

// isStray reports punctuation and symbols that no name has.
func isStray(r rune) bool {
	return !isJoint(r) && !hanzi.IsDescriptor(r) && (unicode.IsPunct(r) || unicode.IsSymbol(r))
}
