package station

import (
	"testing"

	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// The ages of "one person, one number" are the scheme's settings.
func TestAgesAreSettings(t *testing.T) {
	s := &Station{scheme: scheme.All()[0]}
	if got := s.ages(); got != unique.Usual {
		t.Errorf("as the papers stand: got %+v, want %+v", got, unique.Usual)
	}
	for name, want := range map[string]unique.Limits{
		"child_age":         {Card: 20, Adult: 18, ParentNear: 16, ParentFar: 60},
		"minor_age":         {Card: 16, Adult: 20, ParentNear: 16, ParentFar: 60},
		"parent_near_years": {Card: 16, Adult: 18, ParentNear: 20, ParentFar: 60},
		"parent_far_years":  {Card: 16, Adult: 18, ParentNear: 16, ParentFar: 20},
	} {
		changed, err := scheme.All()[0].With(name, 20)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&Station{scheme: changed}).ages(); got != want {
			t.Errorf("%s set to 20: got %+v, want %+v", name, got, want)
		}
	}
}
