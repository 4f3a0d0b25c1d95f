package seal

import "testing"

// record is what a person's record weighs: 150 bytes.
var record = make([]byte, 150)

func BenchmarkSeal(b *testing.B) {
	vault, source := Open(newKey(b, 1)), chance(2)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vault.Seal(row, record, source); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen, times 100,000, is the sealing's share of an unlock.
func BenchmarkOpen(b *testing.B) {
	vault := Open(newKey(b, 1))
	sealed, _ := vault.Seal(row, record, chance(2))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vault.Open(row, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBlind(b *testing.B) {
	vault := Open(newKey(b, 1))
	b.ReportAllocs()
	for b.Loop() {
		vault.Blind16("K1", "RIC18:330212198505059315")
	}
}

func BenchmarkCommitment(b *testing.B) {
	for b.Loop() {
		Commitment([16]byte{1}, record)
	}
}

func BenchmarkSign(b *testing.B) {
	key, _ := NewSigningKey(chance(1))
	for b.Loop() {
		key.Sign(record)
	}
}

func BenchmarkUnwrapAtFloor(b *testing.B) {
	wrap, err := newKey(b, 1).WrapFor(passphrase, Floor, chance(2))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Unwrap(wrap, passphrase); err != nil {
			b.Fatal(err)
		}
	}
}
