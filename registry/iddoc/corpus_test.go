package iddoc

import (
	"math/rand"
)

func rng(seed int64) *rand.Rand { return rand.New(rand.NewSource(seed)) }
