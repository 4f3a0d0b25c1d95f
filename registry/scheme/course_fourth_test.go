package scheme

import (
	"testing"

	"passdesk/registry/civil"
)

// A scheme that writes no sentence for the end of a term is told by the term's
// label; the course of a made-up scheme needs nothing of its own.
func TestCourseOfAFourthScheme(t *testing.T) {
	in, err := ParseInputs([]byte(`{"facts":[["higher_risk_county","2020-02-27"]],"isolation":{"start":"2020-02-20"}}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := fourth().Next("fourth", in, civil.New(2020, 2, 28))
	want := Change{Day: civil.New(2020, 3, 8), Outcome: "ISSUE", Colour: "green",
		Reason: Text{"离开天数（10）到 2020-03-08 期满；转绿，可以发证", "Days away (10): over on 2020-03-08; green, a pass may be issued"}}
	if err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}
