package main

import "passdesk/registry/storetest"

var times, stride, did, seeded = storetest.Times, storetest.Stride, storetest.Counted, storetest.Seeded
