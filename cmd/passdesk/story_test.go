package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"passdesk/tui"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// The stories of testdata/script: a day at a desk, as it is typed and as it must be
// seen, played on the real station through the emulator. A line is one of
//
//	# words               for the reader
//	$ VERB …              a verb of the program, which must succeed; what it says is kept
//	! VERB …              the same for one that must not
//	says TEXT             the verb said so; {name} reads what stands there and keeps it
//	clock 10:30           the time of the day; nobody touches the desk meanwhile
//	desk                  the desk is opened; leave ends it
//	card NAME NUMBER      what a reader types, with its Enter; either may be left out
//	type TEXT             what a person types, key by key
//	press KEY …           keys by their names
//	see TEXT | TEXT …     all of it comes on the screen; {name} keeps what stands there
//	tall TEXT | TEXT …    see, where the window is higher than the lowest
//	gone TEXT             it leaves the screen
//	paper TEXT | TEXT …   it stands on the paper that came out last
//	papers N              so many files came out until now
//	numbers FILE N        it holds N pass numbers, all those that stood on the screen
//
// A text is seen where it runs on over the ends of lines, too, and a bar # is a bar of any
// length: what a small window shows is wrapped, and drawn smaller. FOLDER in a text is the folder of the lists beside the script, OUT the one into
// which everything is written; <name> is what was kept.
const storyFolder = "../../testdata/script"

func TestStories(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole day at the desk: long")
	}
	scripts, err := filepath.Glob(storyFolder + "/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no story: %v", err)
	}
	for _, script := range scripts {
		for _, size := range storySizes {
			t.Run(strings.TrimSuffix(filepath.Base(script), ".txt")+"_"+size, func(t *testing.T) {
				text, err := os.ReadFile(script)
				if err != nil {
					t.Fatal(err)
				}
				newStory(t, size).tell(filepath.Base(script), string(text))
			})
		}
	}
}

// storySizes are the terminals at which each story is told: the smallest, the one that
// most have, and a large one.
var storySizes = []string{"70x24", "80x24", "120x40"}

// story is one that is being told.
type story struct {
	*place
	*screentest.Session
	size   string // of the terminal
	clock  *screentest.Clock
	quiet  func() bool        // the desk has shown the answers to all that it asked
	leave  context.CancelFunc // ends the desk, and gives the register back
	folder string
	out    string
	heard  said
	kept   map[string]string
	shown  map[string]bool // pass numbers that stood on the screen
	where  string          // the line in hand
	paper  string          // that came out last
	read   map[string]bool // papers, by their files
}

func newStory(t *testing.T, size string) *story {
	folder, err := filepath.Abs(storyFolder)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{place: newPlace(t), size: size, folder: folder, kept: map[string]string{}, shown: map[string]bool{}, read: map[string]bool{}}
	s.out = s.place.folder("out")
	s.clock = screentest.NewClock(time.Date(2020, 3, 10, 8, 30, 0, 0, zone))
	return s
}

// tell plays line after line.
func (s *story) tell(name, text string) {
	no := 0
	for line := range strings.Lines(text) {
		no++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		s.where = fmt.Sprintf("%s:%d: %s", name, no, line)
		word, rest, _ := strings.Cut(line, " ")
		s.do(word, s.filled(strings.TrimSpace(rest)))
	}
	if s.Session != nil {
		s.close()
	}
}

func (s *story) do(word, rest string) {
	s.t.Helper()
	if s.Session == nil && strings.Contains(" card type press see tall gone leave ", " "+word+" ") {
		s.fail("the desk is not open")
	}
	switch word {
	case "$", "!":
		s.verb(strings.Fields(rest), word == "$")
	case "says":
		s.holds(s.heard.out+s.heard.err, rest)
	case "clock":
		s.setClock(rest)
	case "desk":
		s.open(s.size)
	case "leave":
		s.close()
	case "card":
		s.settled()
		s.clock.Advance(time.Second)
		s.Type(strings.ReplaceAll(rest, " ", "\t") + "\r")
	case "type":
		for _, r := range rest {
			s.key(string(r))
		}
	case "press":
		for _, k := range strings.Fields(rest) {
			s.key(k)
		}
	case "see":
		s.see(rest)
	case "tall":
		if !strings.HasSuffix(s.size, "x24") {
			s.see(rest)
		}
	case "gone":
		pattern := patternOf(rest)
		s.WaitUntil(s.where, func(scr screentest.Screen) bool { return !pattern.MatchString(unwrapped(scr)) })
	case "paper":
		s.onPaper(rest)
	case "papers":
		if got := fmt.Sprint(len(s.files())); got != rest {
			s.fail("%s papers came out, not %s", got, rest)
		}
	case "numbers":
		s.numbersIn(strings.Fields(rest))
	default:
		s.fail("no such line in a story")
	}
}

func (s *story) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s\n%s", s.where, fmt.Sprintf(format, args...))
}

// filled puts folders and what was kept into a text.
func (s *story) filled(text string) string {
	text = strings.NewReplacer("FOLDER", s.folder, "OUT", s.out).Replace(text)
	for name, value := range s.kept {
		text = strings.ReplaceAll(text, "<"+name+">", value)
	}
	return text
}

// settled waits until the desk has shown all that it was asked for.
func (s *story) settled() {
	for !s.quiet() {
		s.Type("")
	}
	s.WaitGone("正在审核") // a check may begin with the frame that follows
}

// key is one key of a person, who looks, and presses five a second.
func (s *story) key(name string) {
	s.settled()
	s.clock.Advance(200 * time.Millisecond)
	s.Key(name)
}

func (s *story) setClock(at string) {
	now := s.clock.Now()
	to, err := time.ParseInLocation("2006-01-02 15:04", now.Format("2006-01-02 ")+at, zone)
	if err != nil || to.Before(now) {
		s.fail("the clock shows %s", now.Format("15:04"))
	}
	s.clock.Advance(to.Sub(now))
}

func (s *story) verb(args []string, well bool) {
	s.now = s.clock.Now()
	if s.heard = s.run("", args...); (s.heard.code == exitDone) != well {
		s.fail("exit %d\n%s%s", s.heard.code, s.heard.out, s.heard.err)
	}
}

// open opens the desk as the program does at a terminal.
func (s *story) open(size string) {
	var cols, rows int
	if _, err := fmt.Sscanf(size, "%dx%d", &cols, &rows); err != nil {
		s.fail("%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w := s.world(strings.NewReader(""), io.Discard, io.Discard)
	w.now = s.clock.Now
	a := &app{ctx: ctx, world: w, cli: &cli{Dir: s.file("data"), ConfigDir: s.file("config"), Lang: "zh"}}
	if _, err := a.openLocked(); err != nil {
		s.fail("%v", err)
	}
	program, err := a.deskProgram(s.file("data"), deskStart{})
	if err != nil {
		s.fail("%v", err)
	}
	program.Steady = nil // the clock on the wall jumps here, and nobody slept
	desk := tui.New(program)
	s.quiet = func() bool { return tui.Quiet(desk) }
	s.Session = screentest.Start(s.t, desk, cols, rows)
	s.leave = func() { s.Quit(); cancel(); a.close() }
}

func (s *story) close() {
	s.leave()
	s.Session = nil
}

func (s *story) see(rest string) {
	var text string
	for _, want := range strings.Split(rest, " | ") {
		pattern := patternOf(want)
		s.WaitUntil(s.where, func(scr screentest.Screen) bool { text = unwrapped(scr); return pattern.MatchString(text) })
		s.keep(pattern, text)
	}
	for _, n := range passNumber.FindAllString(text, -1) {
		s.shown[unspaced.Replace(n)] = true
	}
}

// holds demands that all texts stand in one.
func (s *story) holds(text, rest string) {
	s.t.Helper()
	for _, want := range strings.Split(rest, " | ") {
		pattern := patternOf(want)
		if !pattern.MatchString(text) {
			s.fail("%q is not in\n%s", want, text)
		}
		s.keep(pattern, text)
	}
}

func (s *story) keep(pattern *regexp.Regexp, text string) {
	found := pattern.FindStringSubmatch(text)
	for i, name := range pattern.SubexpNames() {
		if name != "" {
			s.kept[name] = unspaced.Replace(found[i])
		}
	}
}

var (
	passNumber = regexp.MustCompile(`\b\d{4}[ \r]\d{4}[ \r]\d{4}[ \r]\d{2}\b`)
	digits14   = regexp.MustCompile(`\b\d{14}\b`)
)

// numbersIn demands that a file holds so many pass numbers, and that they are those
// which the people at the desk were given.
func (s *story) numbersIn(args []string) {
	text, err := os.ReadFile(args[0])
	s.must(err)
	found := map[string]bool{}
	for _, n := range digits14.FindAllString(string(text), -1) {
		found[n] = true
	}
	if fmt.Sprint(len(found)) != args[1] || !maps.Equal(found, s.shown) {
		s.fail("%d numbers are in the file, %d stood on the screen", len(found), len(s.shown))
	}
}

// wrap stands for the end of a line that runs on in the next.
const wrap = "\r"

var unspaced = strings.NewReplacer(" ", "", wrap, "")

// unwrapped is what stands on the screen. A line runs on in the next where the first word
// there had no room in it.
func unwrapped(scr screentest.Screen) string {
	lines := scr.Lines()
	var out strings.Builder
	for i, line := range lines {
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimLeft(lines[i+1], " ")
		}
		if i > 0 && strings.HasSuffix(out.String(), wrap) {
			line = strings.TrimLeft(line, " ")
		}
		out.WriteString(line)
		if widget.Width(lines[i])+widget.Width(firstWord.FindString(next)) >= len(scr.Cells[i]) && next != "" {
			out.WriteString(wrap)
		} else {
			out.WriteString("\n")
		}
	}
	return out.String()
}

// firstWord is as much as is never wrapped: letters and digits of a word, or a Chinese
// character, with the marks behind it that begin no line.
var firstWord = regexp.MustCompile(`^([!-~]+|.)[\pP]*`)

// piece is what a text is made of: {name}, a bar, or a character.
var piece = regexp.MustCompile(`\{(\w+)\}|#+|.`)

// patternOf is a text in which {name} stands for a number with its blanks, a bar for any
// other, and any run of blanks for any other; the end of a line that runs on may stand
// between two of its characters.
func patternOf(text string) *regexp.Regexp {
	var words []string
	for _, word := range strings.Fields(text) {
		var p []string
		for _, t := range piece.FindAllStringSubmatch(word, -1) {
			switch {
			case t[1] != "":
				p = append(p, `(?P<`+t[1]+`>\d[\d `+wrap+`]*\d|\d)`)
			case t[0][0] == '#':
				p = append(p, "#+")
			default:
				p = append(p, regexp.QuoteMeta(t[0]))
			}
		}
		words = append(words, strings.Join(p, wrap+"?"))
	}
	return regexp.MustCompile(strings.Join(words, "[ "+wrap+"]+"))
}

// files are the papers that came out.
func (s *story) files() []string {
	all, err := filepath.Glob(filepath.Join(s.out, "*.pdf"))
	s.must(err)
	return all
}

// onPaper reads the papers that came out since it was asked last, or those that it
// read then, where none did.
func (s *story) onPaper(rest string) {
	var text strings.Builder
	for _, f := range s.files() {
		if !s.read[f] {
			text.WriteString(call(s.t, tool(s.t, "pdftotext"), "-layout", f, "-"))
		}
		s.read[f] = true
	}
	if text.Len() > 0 {
		s.paper = text.String()
	}
	s.holds(s.paper, rest)
}
