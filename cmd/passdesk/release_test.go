package main

import "passdesk/registry/storetest"

var times, seeded = storetest.Times, storetest.Seeded
