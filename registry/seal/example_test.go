package seal_test

import (
	"crypto/rand"
	"errors"
	"fmt"

	"passdesk/registry/seal"
)

// A register from init to a record, and who cannot open it.
func Example() {
	key, _ := seal.NewDataKey(rand.Reader)
	wrap, err := key.WrapFor([]byte("四明山 甬江 月湖 天一阁 东钱湖"), seal.TestCost, rand.Reader) // a station takes seal.Calibrate
	fmt.Println(len(wrap), err)

	vault := seal.Open(key)
	row := seal.AAD{Table: "persons", Version: 1, Row: 42}
	sealed, _ := vault.Seal(row, []byte("样例父 330212198505059315"), rand.Reader)
	record, _ := vault.Open(row, sealed)
	fmt.Println(len(sealed), string(record))

	_, err = vault.Open(seal.AAD{Table: "persons", Version: 1, Row: 43}, sealed)
	fmt.Println(errors.Is(err, seal.ErrSealBroken))
	_, err = seal.Unwrap(wrap, []byte("四明山 甬江 月湖 天一阁"))
	fmt.Println(errors.Is(err, seal.ErrWrongPassphrase))
	fmt.Println(key, vault)
	// Output:
	// 98 <nil>
	// 72 样例父 330212198505059315
	// true
	// true
	// seal.DataKey(hidden) seal.Vault(hidden)
}

// The sheet for the office safe.
func ExampleRecovery() {
	key, _ := seal.NewDataKey(rand.Reader)
	sheet, _ := seal.NewRecovery(rand.Reader)
	wrapped, _ := key.WrapForRecovery(sheet.Recipient())

	typed := fmt.Sprint(sheet.Words()) // from the paper, brackets and all
	safe, err := seal.ParseRecovery(typed)
	fmt.Println(err)
	again, err := seal.OpenRecovery(wrapped, safe)
	fmt.Println(err, again.Same(key))

	_, err = seal.ParseRecovery("abandom ability able about above absent absorb abstract")
	fmt.Println(err)
	var unknown *seal.UnknownWord
	fmt.Println(errors.As(err, &unknown), unknown.Nearest[0])
	// Output:
	// <nil>
	// <nil> true
	// seal: word 1 is not on the list
	// true abandon
}
