package main

// The house plan. layout_test.go holds the tree against it.
//
// Each line is a room (a folder with Go files), and after the arrow the rooms
// it may import. "leaves" stands for every room above the first blank line.
// What stands after "tests:" may be imported by the room's _test.go files, in
// addition. "(tests)" marks a room that only tests may import, "(script)" a
// program for the builders: it is not shipped, nobody imports it, and it may
// import what tests may.
//
// Arrows point down only. tui, printing and export never import each other or
// sqlite. To put a new room in the house, give it a line here, with a reason
// if it needs an arrow that its neighbours have not.
const house = `
# The leaves: each knows one thing. The lower of two that meet owns the fact.
registry/civil        →
registry/iso7064      →
registry/seal         →
registry/hanzi        →
registry/name         → registry/hanzi
registry/token        → registry/civil
registry/licence      → registry/civil                                 tests: registry/seal
registry/iddoc        → registry/civil registry/iso7064 registry/name
registry/scheme       → registry/civil registry/iddoc registry/name
registry/unique       → registry/civil registry/iddoc registry/name registry/scheme
registry/guard        → registry/civil registry/iso7064 registry/licence registry/scheme registry/token
registry/watch        → registry/civil registry/iddoc registry/name registry/scheme registry/unique

# What is true, and what is done.
registry              → leaves
registry/station      → registry leaves                                tests: registry/storetest registry/sim registry/sqlite
registry/storetest    → registry/station registry leaves               (tests)
registry/sim          → registry/storetest registry/station registry leaves   (tests) tests: registry/sqlite
registry/sqlite       → registry/station registry leaves               tests: registry/storetest

# Paper, files that leave, the desk. Strangers to one another.
printing/font         → registry/hanzi
printing/ipp          →                                                tests: printing/ipp/printertest
printing/ipp/printertest →                                             (tests)
printing              → printing/font registry/station registry leaves
export/list           → leaves
export/gatepage       → leaves
export/bundle         → registry leaves                                tests: registry/storetest
export/collector      → export/bundle registry leaves                  tests: export/collector/pgtest
export/collector/pgtest →                                              (tests)
export/collector/city → export/collector export/bundle registry/sim registry/station registry leaves   (tests) tests: export/collector/pgtest registry/storetest
export                → registry/station registry leaves               tests: export/list
tui/widget            →                                                tests: tui/screentest
tui/screentest        →                                                (tests)
tui/guide             →
tui/guide/picture     → tui/screentest                                 (script)
tui                   → tui/widget tui/guide registry/station registry leaves   tests: tui/screentest registry/storetest registry/sqlite

# The doors wire everything.
cmd/passdesk          → tui tui/guide printing printing/font printing/ipp export export/list export/gatepage export/bundle registry/sqlite registry/station registry leaves   tests: tui/widget tui/screentest registry/storetest registry/sim printing/ipp/printertest
cmd/passcollector     → export/collector export/bundle export/list registry leaves   tests: export/collector/pgtest
`

// homes: the one place of each foreign library, so that it can be exchanged
// there and nowhere else. A place is a room, a file, or "tests of ROOM". A
// line holds for every package below its path; the longest path counts.
const homes = `
# The terminal. charm.land/bubbletea/v2 and lipgloss/v2 are the second major
# versions of github.com/charmbracelet/bubbletea and lipgloss.
charm.land/bubbletea/v2                tui tui/widget tui/screentest
charm.land/lipgloss/v2                 tui tui/widget tui/screentest
charm.land/bubbles/v2                  tui tui/widget
github.com/charmbracelet/colorprofile  tui tui/widget tui/screentest
github.com/charmbracelet/ultraviolet   tui/screentest
github.com/charmbracelet/x/ansi        tui tui/widget tui/screentest
github.com/charmbracelet/x/term        tui
github.com/charmbracelet/x/vt          tui/screentest, tests of cmd/passdesk
github.com/charmbracelet/x/exp/golden  tui/screentest, tests of tui, tests of tui/widget, tests of cmd/passdesk
github.com/creack/pty                  tui/guide/picture, tests of tui, tests of cmd/passdesk
golang.org/x/term                      cmd/passdesk tui

# Paper.
github.com/jung-kurt/gofpdf            printing/pdf.go, tests of printing
github.com/go-text/typesetting         printing/font
golang.org/x/image                     printing/font, tests of printing
rsc.io/qr                              printing

# Spreadsheets and parcels.
github.com/xuri/excelize/v2            export export/list, tests of cmd/passdesk
github.com/klauspost/compress          export/bundle
github.com/jackc/pgx/v5                export/collector export/collector/city

# The register. A note signs licences; the log's tree is the register's.
modernc.org/sqlite                     registry/sqlite
modernc.org/libc                       tests of registry/sqlite
golang.org/x/sys                       registry/sqlite cmd/passdesk
filippo.io/age                         registry/seal export/bundle
golang.org/x/crypto                    registry/seal
golang.org/x/mod/sumdb/note            registry/licence
golang.org/x/mod/sumdb/tlog            registry
github.com/google/uuid                 cmd/passdesk registry/station
github.com/mozillazg/go-pinyin         registry/name
golang.org/x/text/unicode/norm         registry/name
golang.org/x/text/encoding             registry/name export/list, tests of cmd/passdesk

# The command line, and the tools of tests.
github.com/alecthomas/kong             cmd/passdesk cmd/passcollector
github.com/rogpeppe/go-internal        tests of cmd/passdesk
pgregory.net/rapid                     tests of everywhere

# Of the standard library: clock and chance come in from cmd, and so do files,
# the environment and processes. sqlite opens files, because that is its one job;
# the terminal is a file. "time.Now" is the call, not the import; tui/desk.go
# falls back on it when it is given no clock.
time.Now                               cmd/passdesk cmd/passcollector tui/desk.go, tests of everywhere
crypto/rand                            cmd/passdesk cmd/passcollector, tests of everywhere
math/rand                              tests of everywhere
math/rand/v2                           cmd/passdesk/demo_people.go registry/storetest registry/sim export/collector/city, tests of everywhere
os                                     cmd/passdesk cmd/passcollector registry/sqlite registry/storetest tui tui/screentest tui/guide/picture export/collector/pgtest, tests of everywhere
os/exec                                cmd/passdesk tui/guide/picture export/collector/pgtest, tests of everywhere
net                                    printing/ipp printing/ipp/printertest cmd/passdesk cmd/passcollector, tests of everywhere
net/http                               printing/ipp printing/ipp/printertest cmd/passdesk cmd/passcollector, tests of everywhere
database/sql                           registry/sqlite export/collector, tests of cmd/passdesk, tests of registry/station
log                                    cmd/passdesk cmd/passcollector
unsafe                                 tests of registry/sqlite
`

// topLevel is given by the task; nothing else stands there but dot-files.
const topLevel = `cmd tui registry printing export testdata go.mod go.sum README.md LICENSE BENCHMARKS.md`

// data are folders without Go files, besides testdata.
const data = `cmd tui/guide/screens`
