package watch

import (
	"regexp"
	"strings"

	"passdesk/registry/iddoc"
)

// Lists hide numbers in shapes of their own: 330****7571, 330283...7739, 3302****. Each
// gives what it shows: how many signs stand for what is hidden is not believed.

var (
	hides     = regexp.MustCompile(`[*＊×✕●○•∗✱﹡⁎◯■█□…？?#＃]+|[.．·。_＿—－\-]{2,}|[XxＸｘ]{2,}|某+| {2,}`)
	shownOnly = regexp.MustCompile(`^([0-9]*)\*+([0-9]*[0-9Xx]?)$`)
	sixFour   = regexp.MustCompile(`^([0-9]{6}) ([0-9]{3}[0-9Xx])$`)
	anyShape  = regexp.MustCompile(`^[0-9*]*\*[0-9*]*[Xx]?$`)
)

// maskOf is the mask that a list means, where somebody may be told by it; odd where
// something is hidden and nobody can say where. What has the length of another kind of
// number stays as long as it is.
func maskOf(typed string, citizens bool) (mask string, odd bool) {
	typed = sixFour.ReplaceAllString(digitsOf(strings.TrimSpace(typed)), "$1*$2")
	stars := hides.ReplaceAllStringFunc(typed, func(run string) string { return strings.Repeat("*", len([]rune(run))) })
	stars = strings.Join(strings.Fields(stars), "")
	if !anyShape.MatchString(stars) {
		return "", false
	}
	m := shownOnly.FindStringSubmatch(stars)
	if m == nil {
		return "", len(stars) != fullLength && len(stars) != len("330212850505931")
	}
	head, tail := m[1], strings.ToUpper(m[2])
	switch seen := len(head) + len(tail); {
	case seen < 4 || seen > fullLength-2:
		return "", false
	case len(stars) == 15, !citizens && len(stars) >= 8 && len(stars) <= 11:
		return strings.ToUpper(stars), false
	}
	return head + strings.Repeat("*", fullLength-len(head)-len(tail)) + tail, false
}

// fullLength is how long the number of a citizen is.
const fullLength = 18

// digitsOf turns full-width digits into plain ones.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		return r
	}, s)
}

// mayBeCitizens: nothing says that the number is of another kind of document.
func mayBeCitizens(declared string) bool {
	return declared == "" || iddoc.Type(declared).IsCitizen()
}
