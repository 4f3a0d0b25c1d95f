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

func ExampleNext() {
	in, err := scheme.ParseInputs([]byte(`{"facts":[["been_to_key_area","2020-02-16"]],"isolation":{"start":"2020-02-17"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := scheme.Next("ningbo", in, civil.New(2020, 2, 20))
	fmt.Println(c.Day, c.Outcome, c.Reason.ZH, err)
	// Output: 2020-03-02 ASK_HEALTH 14天隔离到 2020-03-02 期满；凭解除证明转绿，可以发证 <nil>
}
