package scheme_test

import (
	"fmt"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

func ExampleEvaluate() {
	in, err := scheme.ParseInputs([]byte(`{"facts":["cross_province"],"isolation":{"days_done":6}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := scheme.Evaluate("ningbo", in, civil.New(2020, 3, 10))
	fmt.Println(v.Outcome, v.Colour, v.Reason.ZH, v.Source, err)
	// Output: REFUSE+ISOLATE7 yellow 居家隔离未满7天 001_098f4768 <nil>
}
