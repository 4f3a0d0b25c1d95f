package seal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"time"
)

func TestWrapOpensWithItsPassphraseOnly(t *testing.T) {
	key := newKey(t, 1)
	wrap, err := key.WrapFor(passphrase, TestCost, chance(2))
	if err != nil {
		t.Fatal(err)
	}
	if len(wrap) != 98 {
		t.Errorf("a wrap has %d bytes, the package comment says 98", len(wrap))
	}
	got, err := Unwrap(wrap, passphrase)
	if err != nil || !got.Same(key) {
		t.Fatalf("Unwrap = %v, %v", got, err)
	}
	for _, wrong := range []string{"", "四明山", "四明山 甬江 月湖 天一阁 东钱湖x", "四明山 甬江 月湖 天一阁  东钱湖"} {
		if k, err := Unwrap(wrap, []byte(wrong)); !errors.Is(err, ErrWrongPassphrase) || k != nil {
			t.Errorf("Unwrap with %q = %v, %v, want ErrWrongPassphrase", wrong, k, err)
		}
	}
	if bytes.Contains(wrap, key.bytes[:8]) {
		t.Error("the wrap holds the key in the open")
	}
}

func TestWrapOpensWithTheInputMethodOn(t *testing.T) {
	key := newKey(t, 1)
	wrap, _ := key.WrapFor([]byte("correct horse 2020"), TestCost, chance(2))
	for _, typed := range []string{"ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　２０２０", " correct horse 2020\r\n", "\ufeffcorrect horse 2020\n"} {
		if k, err := Unwrap(wrap, []byte(typed)); err != nil || !k.Same(key) {
			t.Errorf("Unwrap with %q: %v", typed, err)
		}
	}
}

func TestEveryOperatorsWrapHoldsTheSameKey(t *testing.T) {
	key := newKey(t, 1)
	for i, p := range []string{"first operator 1", "second operator 2", "third operator 3"} {
		wrap, err := key.WrapFor([]byte(p), TestCost, chance(byte(i)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Unwrap(wrap, []byte(p)); err != nil || !got.Same(key) {
			t.Errorf("operator %d: %v", i, err)
		}
	}
}

func TestNoFlippedBitOpensAWrap(t *testing.T) {
	wrap, _ := newKey(t, 1).WrapFor(passphrase, TestCost, chance(2))
	flips(wrap, func(bit int, flipped []byte) {
		// A flip in the cost would run a derivation of up to MostWork; the
		// parser's share of those is in TestWrapRefusesAbsurdCosts.
		if c, err := Wrap(flipped).Cost(); err == nil && uint64(c.Time)*uint64(c.MemoryKiB) > 64*1024 {
			return
		}
		k, err := Unwrap(flipped, passphrase)
		if k != nil || !errors.Is(err, ErrWrongPassphrase) && !errors.Is(err, ErrWrapShape) && !errors.Is(err, ErrCost) {
			t.Errorf("bit %d flipped: %v, %v", bit, k, err)
		}
	})
	for n := range len(wrap) {
		if _, err := Unwrap(wrap[:n], passphrase); !errors.Is(err, ErrWrapShape) {
			t.Errorf("%d bytes of a wrap: %v, want ErrWrapShape", n, err)
		}
	}
	if _, err := Unwrap(append(wrap, 0), passphrase); !errors.Is(err, ErrWrapShape) {
		t.Errorf("a byte too many: %v", err)
	}
}

func TestTheCostIsUnderTheSeal(t *testing.T) {
	wrap, _ := newKey(t, 1).WrapFor(passphrase, TestCost, chance(2))
	same := bytes.Clone(wrap)
	binary.BigEndian.PutUint32(same[5:], TestCost.MemoryKiB+1) // argon2 rounds it down to the same memory
	if _, err := Unwrap(same, passphrase); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("another cost: %v", err)
	}
}

func TestWrapRefusesAbsurdCosts(t *testing.T) {
	wrap, _ := newKey(t, 1).WrapFor(passphrase, TestCost, chance(2))
	for _, c := range []Cost{
		{}, {0, 64, 1}, {1, 64, 0}, {1, 7, 1}, {1, 64, 9}, {1, 1024, 65},
		{1, MostMemoryKiB + 1, 4}, {5, MostMemoryKiB, 4}, {1 << 31, 64, 1}, {1<<32 - 1, 1<<32 - 1, 255},
	} {
		forged := bytes.Clone(wrap)
		binary.BigEndian.PutUint32(forged[1:], c.Time)
		binary.BigEndian.PutUint32(forged[5:], c.MemoryKiB)
		forged[9] = c.Threads
		start := time.Now()
		if _, err := Unwrap(forged, passphrase); !errors.Is(err, ErrCost) {
			t.Errorf("Unwrap at %v: %v, want ErrCost", c, err)
		}
		if took := time.Since(start); took > time.Minute { // on a machine that stalls, too
			t.Errorf("refusing %v took %v", c, took)
		}
		if _, err := newKey(t, 1).WrapFor(passphrase, c, chance(2)); !errors.Is(err, ErrCost) {
			t.Errorf("WrapFor at %v: %v, want ErrCost", c, err)
		}
	}
}

func TestOnlyTheTestCostIsUnderTheFloor(t *testing.T) {
	for _, c := range []Cost{{2, 64 * 1024, 4}, {3, 64*1024 - 1, 4}, {1, 65, 1}} {
		if _, err := newKey(t, 1).WrapFor(passphrase, c, chance(2)); !errors.Is(err, ErrCost) {
			t.Errorf("WrapFor at %v: %v, want ErrCost", c, err)
		}
		if !c.Weak() {
			t.Errorf("%v is not weak", c)
		}
	}
	if Floor.Weak() || !TestCost.Weak() {
		t.Error("Weak has it the wrong way round")
	}
}

func TestWrapForWantsAGoodPassphraseAndChance(t *testing.T) {
	var refused *Refused
	for _, c := range []Cost{Floor, {4, 128 * 1024, 4}, {2, 64, 1}} {
		if _, err := newKey(t, 1).WrapFor([]byte("short"), c, chance(2)); !errors.As(err, &refused) {
			t.Errorf("a short passphrase at %v: %v, want *Refused", c, err)
		}
	}
	if _, err := newKey(t, 1).WrapFor(passphrase, TestCost, broken(39)); !errors.Is(err, ErrChance) {
		t.Errorf("no chance: %v", err)
	}
}

func TestWrapTellsItsCost(t *testing.T) {
	wrap, _ := newKey(t, 1).WrapFor(passphrase, TestCost, chance(2))
	if got, err := wrap.Cost(); err != nil || got != TestCost {
		t.Errorf("Cost = %v, %v, want %v", got, err, TestCost)
	}
	wrap[0] = 2
	if _, err := wrap.Cost(); !errors.Is(err, ErrWrapShape) {
		t.Errorf("version 2: %v, want ErrWrapShape", err)
	}
	if got, want := Floor.String(), "3 × 64 MiB × 4"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := TestCost.String(), "1 × 64 KiB × 1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCalibrate(t *testing.T) {
	// A machine that takes ns per pass and KiB.
	machine := func(ns float64) func(Cost) time.Duration {
		return func(c Cost) time.Duration { return time.Duration(ns * float64(c.Time) * float64(c.MemoryKiB)) }
	}
	const target = 600 * time.Millisecond
	for _, c := range []struct {
		name string
		ns   float64
		want Cost
	}{
		{"slower than the floor allows", 10000, Floor},
		{"just over the target", 3100, Floor},
		{"a bit faster: more passes", 2200, Cost{4, 64 * 1024, 4}},
		{"twice as fast: more memory", 1500, Cost{3, 128 * 1024, 4}},
		{"fast", 500, Cost{4, 256 * 1024, 4}},
		{"absurdly fast: never beyond what a wrap may ask", 0.01, Cost{16, 256 * 1024, 4}},
		{"a clock that stands still", 0, Floor},
	} {
		got := Calibrate(target, machine(c.ns))
		if got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if got.Weak() || !got.acceptable() {
			t.Errorf("%s: %v is out of range", c.name, got)
		}
	}
}

func TestCheckPassphrase(t *testing.T) {
	for _, c := range []struct {
		p    string
		good bool
	}{
		{"", false}, {"1234567890123", false}, {"12345678901234", true},
		{"            1234", false}, {"1234567890123\n\n", false},
		{"甬江月湖天一阁东钱湖四明山", false}, {"甬江月湖天一阁东钱湖四明山庄", true},
		{"ｐａｓｓｗｏｒｄ１２３４５", false}, {"ｐａｓｓｗｏｒｄ１２３４５６", true},
		{"一 二 三 四", false}, {"江 湖 山 海 天", true}, {"a b c d e", false}, {"ab cd ef gh", false}, {"ab cd ef gh i", false},
		{"ab cd ef gh ij", true}, {"苹果　桌子　河流　蓝天　铅笔", true},
	} {
		err := CheckPassphrase(c.p)
		if (err == nil) != c.good {
			t.Errorf("CheckPassphrase(%q) = %v, want good %v", c.p, err, c.good)
		}
		var refused *Refused
		if err != nil && (!errors.As(err, &refused) || refused.Reason.ZH == "" || refused.Reason.EN == "") {
			t.Errorf("%q: no reason in both languages: %v", c.p, err)
		}
	}
}
