package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"passdesk/registry/seal"
)

// freeze writes the vectors where there are none. A frozen file is never written
// again: what one build has made, every later one reads. A new version of the form
// gets new files beside the old ones.
var freeze = flag.Bool("freeze", false, "write testdata/vectors.json and its parcels if they are missing")

// vector says what any reader must find in a parcel. Bytes are hex.
type vector struct {
	File     string       `json:"file"`
	Identity string       `json:"identity"` // that opens it
	Signer   string       `json:"signer"`   // Ed25519 key whose signature it bears
	Sum      string       `json:"sum"`      // SHA-256 of the content up to the trailer
	Content  string       `json:"content"`  // SHA-256 of the whole content
	Manifest Manifest     `json:"manifest"`
	Items    []vectorItem `json:"items"`
}

type vectorItem struct {
	Event  int64           `json:"event,omitempty"`
	Hash   string          `json:"hash,omitempty"`
	Salt   string          `json:"salt,omitempty"`
	Record string          `json:"record,omitempty"`
	Kind   string          `json:"kind,omitempty"`
	Body   json.RawMessage `json:"body,omitempty"`
}

func (v vector) box(t testing.TB) *seal.Mailbox {
	t.Helper()
	m, err := seal.ParseMailbox(v.Identity)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// describe reads a parcel and says what is in it.
func describe(t testing.TB, name string, file []byte, by *seal.Mailbox, signer key) vector {
	t.Helper()
	check := checkUp
	if strings.HasPrefix(name, "down") {
		check = checkDown
	}
	p, err := check(t, file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	all := sha256.Sum256(content(t, file, by))
	v := vector{File: name, Identity: by.Identity(), Signer: hex.EncodeToString(signer.Public()), Sum: p.Sum.String(),
		Content: hex.EncodeToString(all[:]), Manifest: p.Manifest}
	for i, err := range p.Items() {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if i.Sent.Kind != "" {
			v.Items = append(v.Items, vectorItem{Kind: string(i.Sent.Kind), Body: i.Sent.Body})
			continue
		}
		item := vectorItem{Event: i.Event.No, Hash: hex.EncodeToString(i.Event.Hash[:]), Record: string(i.Opened.Record)}
		if !i.Opened.IsZero() {
			item.Salt = hex.EncodeToString(i.Opened.Salt[:])
		}
		v.Items = append(v.Items, item)
	}
	return v
}

const vectorsFile = "testdata/vectors.json"

func vectors(t testing.TB) (all []vector) {
	t.Helper()
	raw, err := os.ReadFile(vectorsFile)
	if errors.Is(err, fs.ErrNotExist) && *freeze {
		raw, err = writeVectors(t), nil
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func writeVectors(t testing.TB) []byte {
	var all []vector
	for name, file := range map[string][]byte{"up.age": parcelUp(t, 5, 3), "down.age": parcelDown(t)} {
		by, signer := box(t, 1), stationKey
		if name == "down.age" {
			by, signer = box(t, 4), authorityKey
		}
		if err := os.WriteFile(filepath.Join("testdata", name), file, 0o644); err != nil {
			t.Fatal(err)
		}
		all = append(all, describe(t, name, file, by, signer))
	}
	raw, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorsFile, append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestFrozenParcels: what stands in the vectors is found in the files by this build.
func TestFrozenParcels(t *testing.T) {
	all := vectors(t)
	if len(all) != 2 {
		t.Fatalf("%d vectors", len(all))
	}
	for _, v := range all {
		file, err := os.ReadFile(filepath.Join("testdata", v.File))
		if err != nil {
			t.Fatal(err)
		}
		signer := stationKey
		if v.Manifest.Way == Down {
			signer = authorityKey
		}
		got, _ := json.Marshal(describe(t, v.File, file, v.box(t), signer))
		want, _ := json.Marshal(v)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: found\n%s\nfrozen is\n%s", v.File, got, want)
		}
	}
}

// TestDebiansToolsOpenIt: age and zstd find the very content.
func TestDebiansToolsOpenIt(t *testing.T) {
	age, zstd := tool(t, "age"), tool(t, "zstd")
	for _, v := range vectors(t) {
		identity := filepath.Join(t.TempDir(), "identity.txt")
		if err := os.WriteFile(identity, []byte(v.Identity+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		packed := filepath.Join(t.TempDir(), "content.zst")
		if said, err := exec.Command(age, "-d", "-i", identity, "-o", packed, filepath.Join("testdata", v.File)).CombinedOutput(); err != nil {
			t.Fatalf("age: %v\n%s", err, said)
		}
		plain, err := exec.Command(zstd, "-d", "-q", "-c", packed).Output()
		if err != nil {
			t.Fatalf("zstd: %v", err)
		}
		if sum := sha256.Sum256(plain); hex.EncodeToString(sum[:]) != v.Content {
			t.Errorf("%s: the tools find another content", v.File)
		}
	}
}

// tool is a program of Debian's that a test needs. The test skips where it is missing,
// and fails there when PASSDESK_TOOLS=required.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("PASSDESK_TOOLS") == "required" {
			t.Fatalf("%s is missing and PASSDESK_TOOLS=required", name)
		}
		t.Skipf("%s is missing", name)
	}
	return path
}

// TestWorkedExampleIsTrue: the bytes in the package comment are those of the vector.
func TestWorkedExampleIsTrue(t *testing.T) {
	comment, err := os.ReadFile("bundle.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors(t) {
		if v.File != "up.age" {
			continue
		}
		file, err := os.ReadFile("testdata/up.age")
		if err != nil {
			t.Fatal(err)
		}
		plain := content(t, file, v.box(t))
		all := split(plain)
		for _, line := range []string{
			fmt.Sprintf("%s   %q", spaced(plain[:len(heading)]), heading),
			fmt.Sprintf("%s   'M', %d bytes", spaced(plain[len(heading):len(heading)+5]), len(all[0].payload)),
			fmt.Sprintf("45 %s   'E', %d bytes", spaced([]byte{0, 0, byte(len(all[1].payload) >> 8), byte(len(all[1].payload))}), len(all[1].payload)),
			fmt.Sprintf("%s   the event has %d", spaced(all[1].payload[:4]), len(all[1].payload)-4),
			fmt.Sprintf("%s   number 3", spaced(all[1].payload[4+17:4+17+8])),
			fmt.Sprintf("SHA-256 %s", v.Sum),
		} {
			if !strings.Contains(collapsed(string(comment)), collapsed(line)) {
				t.Errorf("the package comment lacks\n%s", line)
			}
		}
	}
}

func spaced(b []byte) string { return fmt.Sprintf("% x", b) }

func collapsed(s string) string { return strings.Join(strings.Fields(s), " ") }
