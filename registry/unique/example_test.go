package unique_test

import (
	"fmt"

	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// A child under the father's number does not block the father, nor he the child.
func ExampleDecide() {
	father := unique.Person{OwnScheme: "RIC18", OwnNumber: "330212198505059315", Name: "样例父", Status: "active"}
	child := unique.Person{PrintedNumber: "330212198505059315", PrintedOwner: "father", Name: "样例长子", Birth: civil.New(2014, 4, 1), Sex: "M"}
	today := civil.New(2020, 3, 10)

	fmt.Println(unique.Decide([]unique.Person{father}, child, today).Outcome)
	fmt.Println(unique.Decide([]unique.Person{father}, father, today).Outcome)
	// Output:
	// ISSUE
	// BLOCK
}
