package main

import "crypto/rand"

var chance = rand.Reader
