// Package pgtest starts a PostgreSQL server for tests: Debian's programs, a data
// folder of its own under the system's temporary folder, a unix socket and no
// port. It ends with the test. Where the programs are missing the test is skipped,
// and fails when PASSDESK_TOOLS=required.
//
//	url := pgtest.Database(t)
package pgtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is one server at work.
type Server struct {
	dir  string
	bin  string
	stop func() error
}

// patience bounds a wait that fails: a machine may be busy, and its disk slow.
const patience = 5 * time.Minute

func seconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds())) }

var (
	once   sync.Once
	shared *Server
	failed error
	made   int
	mu     sync.Mutex
)

// Main runs the tests of a package and takes down the server that they shared.
func Main(m *testing.M) {
	code := m.Run()
	if shared != nil {
		shared.Stop()
	}
	os.Exit(code)
}

// Database is a new, empty database on the server that all tests of the package
// share. Nothing on it outlives a power cut: it is fast.
func Database(t testing.TB) string {
	t.Helper()
	needs(t)
	once.Do(func() { shared, failed = start("off") })
	if failed != nil {
		t.Fatal(failed)
	}
	mu.Lock()
	made++
	name := fmt.Sprintf("t%d", made)
	mu.Unlock()
	return shared.Database(t, name)
}

// Copy is another database that holds what one of Database holds now. Nobody may be
// connected to that.
func Copy(t testing.TB, url string) string {
	t.Helper()
	from, _, _ := strings.Cut(strings.TrimPrefix(url, "postgres://postgres@/"), "?")
	mu.Lock()
	made++
	name := fmt.Sprintf("t%d", made)
	mu.Unlock()
	return shared.create(t, name, " TEMPLATE "+from)
}

// Exec runs statements on one of Database, behind the back of whoever is connected to it.
func Exec(t testing.TB, url string, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if out, err := shared.as("psql", "-d", url, "-v", "ON_ERROR_STOP=1", "-qc", s).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", s, err, out)
		}
	}
}

// Durable is a server of the test's own that keeps what it acknowledges, as in
// production.
func Durable(t testing.TB) *Server {
	t.Helper()
	needs(t)
	s, err := start("on")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Stop() })
	return s
}

// Database makes a database on the server.
func (s *Server) Database(t testing.TB, name string) string {
	t.Helper()
	return s.create(t, name, "")
}

func (s *Server) create(t testing.TB, name, like string) string {
	t.Helper()
	const pause = 100 * time.Millisecond
	for left := patience; ; left -= pause {
		out, err := s.as("psql", "-h", s.dir, "-U", "postgres", "-qc", "CREATE DATABASE "+name+like).CombinedOutput()
		if err == nil {
			return fmt.Sprintf("postgres://postgres@/%s?host=%s", name, s.dir)
		}
		// Whoever was connected to what is copied may still be on the way out.
		if !strings.Contains(string(out), "is being accessed by other users") || left <= 0 {
			t.Fatalf("make a database: %v\n%s", err, out)
		}
		time.Sleep(pause)
	}
}

// Stop ends the server and erases it.
func (s *Server) Stop() {
	s.stop()
	os.RemoveAll(s.dir)
}

// Kill ends the server as a power cut ends it, and starts it again.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if out, err := s.as("pg_ctl", "-D", filepath.Join(s.dir, "data"), "-m", "immediate", "-w", "-t", seconds(patience), "restart", "-l", filepath.Join(s.dir, "log")).CombinedOutput(); err != nil {
		t.Fatalf("restart the server: %v\n%s", err, out)
	}
}

func needs(t testing.TB) {
	t.Helper()
	if programs() != "" {
		return
	}
	if os.Getenv("PASSDESK_TOOLS") == "required" {
		t.Fatal("postgresql is missing and PASSDESK_TOOLS=required")
	}
	t.Skip("postgresql is not installed")
}

// programs is the folder of the newest server there is, or "".
func programs() string {
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(all) == 0 {
		return ""
	}
	slices.SortFunc(all, func(a, b string) int { return len(a) - len(b) + strings.Compare(a, b) })
	return filepath.Dir(all[len(all)-1])
}

// as is a call of one of the server's programs. The server refuses to be root's.
func (s *Server) as(name string, args ...string) *exec.Cmd {
	path := filepath.Join(s.bin, name)
	var cmd *exec.Cmd
	if os.Geteuid() == 0 {
		cmd = exec.Command("runuser", append([]string{"-u", "postgres", "--", path}, args...)...)
	} else {
		cmd = exec.Command(path, args...)
	}
	cmd.Dir = s.dir
	return cmd
}

func start(fsync string) (*Server, error) {
	dir, err := os.MkdirTemp("", "pgtest-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: programs()}
	if os.Geteuid() == 0 {
		if out, err := exec.Command("chown", "postgres", dir).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("give the folder to postgres: %w\n%s", err, out)
		}
	}
	data, log := filepath.Join(dir, "data"), filepath.Join(dir, "log")
	if out, err := s.as("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	settings := fmt.Sprintf("-k %s -c listen_addresses= -c fsync=%s -c max_connections=300 -c shared_buffers=128MB -c log_statement=none", dir, fsync)
	if fsync == "off" {
		settings += " -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c checkpoint_timeout=1h -c autovacuum=off -c jit=off"
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience+10*time.Second)
	defer cancel()
	begin := s.as("pg_ctl", "-D", data, "-l", log, "-w", "-t", seconds(patience), "-o", settings, "start")
	ended := make(chan error, 1)
	go func() { ended <- begin.Run() }()
	select {
	case err = <-ended:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		said, _ := os.ReadFile(log)
		return nil, fmt.Errorf("start postgres: %w\n%s", err, said)
	}
	s.stop = func() error { return s.as("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop").Run() }
	return s, nil
}
