package licence_test

import (
	"crypto/rand"
	"fmt"

	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// A station that stands alone licenses itself.
func Example() {
	rootKey, _ := seal.NewSigningKey(rand.Reader)
	stationKey, _ := seal.NewSigningKey(rand.Reader)
	today := civil.New(2020, 2, 10)

	root, err := licence.OwnRoot("ningbo", "12", 931, rootKey)
	if err != nil {
		fmt.Println(err)
		return
	}
	lic, err := licence.New(licence.Grant{Scheme: "ningbo", District: "12", Station: 931,
		Key: stationKey.Public(), FirstEpoch: 1, LastEpoch: 9, From: today}, root)
	if err != nil {
		fmt.Println(err)
		return
	}

	known, _ := licence.ParseRootKey(root.Key().String())
	read, err := licence.Parse(lic.Text(), known)
	fmt.Println(err, read.Root().Name(), read.StandsAlone(), read.IsFor(stationKey.Public()))
	fmt.Println(read.Covers(1, today))
	fmt.Println(read.Covers(1, today.AddDays(-1)))
	// Output:
	// <nil> ningbo/own/12-931 true true
	// <nil>
	// licence: the term has not begun: it begins on 2020-02-10
}
