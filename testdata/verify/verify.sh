#!/usr/bin/env bash
# A second verifier of a passdesk register, for an auditor who does not trust
# passdesk: bash, sqlite3, openssl and coreutils, no line of passdesk's code.
#
#   verify.sh REGISTER.db [HEAD…]
#
# It recomputes the hash of every event from its bytes and the chain through them,
# the Merkle root (RFC 6962) at every head that the station signed, and the Ed25519
# signatures of these heads, of the licence, and of head files that somebody else
# has kept (passdesk head --out FILE). What is sealed it cannot read; passdesk
# verify proves that, and the rest.
#
# It writes a small file for each event: for small registers only, seconds for a
# thousand events. Close passdesk first.
set -euo pipefail
export LC_ALL=C

fail() { echo "FAILED: $*" >&2; exit 1; }

[ $# -ge 1 ] || { echo "usage: verify.sh REGISTER.db [HEAD…]" >&2; exit 2; }
register=$1; shift
[ -s "$register" ] || fail "there is no register"
[ ! -s "$register-wal" ] || fail "there is a log file beside the register: open and close it with passdesk first"
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT

sql() { sqlite3 -batch -noheader "file:$(realpath "$register")?immutable=1" "$1"; }
bytes() { printf %s "${1^^}" | basenc --base16 -d; }
sha() { local h; h=$(bytes "$1" | sha256sum); h=${h%% *}; echo "${h^^}"; }
# shas: lines of hex in, the SHA-256 of each out, in order and in few processes.
shas() {
	local hex i=0 name
	rm -rf "$tmp/shas"; mkdir "$tmp/shas"
	while read -r hex; do
		printf -v name %09d $((i++))
		printf %b "$hex" > "$tmp/shas/$name"
	done < <(sed 's/../\\x&/g')
	(cd "$tmp/shas" && find . -type f -print0 | sort -z | xargs -0r sha256sum | cut -c1-64 | tr a-f A-F)
}
unbase() { local h; h=$(printf %s "$1" | base64 -d | basenc --base16 -w0); echo "$h"; }

# signed NOTE NAME KEY: the note's only signature is the key's (sumdb/note): four
# bytes that name the key, then Ed25519 over the text up to the empty line.
signed() {
	local name=$2 key=$3 text="$tmp/text" raw id
	[ "$(grep -c '^— ' "$1")" = 1 ] || fail "$1: not exactly one signature"
	sed '/^$/,$d' "$1" > "$text"
	raw=$(unbase "$(sed -n "s|^— $name ||p" "$1")")
	[ ${#raw} = 136 ] || fail "$1: the signature is not of $name"
	id=$(sha "$(printf '%s\n' "$name" | basenc --base16 -w0)01$key")
	[ "${raw:0:8}" = "${id:0:8}" ] || fail "$1: signed with another key"
	bytes "${raw:8}" > "$tmp/signature"
	bytes "302A300506032B6570032100$key" > "$tmp/key" # an Ed25519 key, RFC 8410
	openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/key" -rawin -in "$text" -sigfile "$tmp/signature" >/dev/null 2>&1 ||
		fail "$1: the signature does not fit the text"
}
line() { sed -n "s/^$2 //p" "$1"; }

# The chain: the bytes of every event, as registry/event.go lays them out.
sql "SELECT no, hex(prev), hex(hash) FROM events ORDER BY no" > "$tmp/kept"
sql "SELECT hex('passdesk event 1') || '0A' || printf('%016X%016X', no, at)
	|| printf('%08X', length(CAST(kind AS BLOB)))     || hex(kind)
	|| printf('%08X', length(CAST(operator AS BLOB))) || hex(operator)
	|| printf('%08X', length(CAST(pass AS BLOB)))     || hex(pass)
	|| printf('%08X', length(CAST(body AS BLOB)))     || hex(body)
	|| printf('%08X', length(commitment))             || hex(commitment)
	|| printf('%08X', length(prev))                   || hex(prev)
	FROM events ORDER BY no" | shas > "$tmp/computed"
prev=$(printf '0%.0s' {1..64}); count=0; chain=("")
while IFS='|' read -r no kept_prev hash computed; do
	count=$((count + 1))
	[ "$no" = "$count" ] || fail "event $count is missing"
	[ "$kept_prev" = "$prev" ] || fail "event $no does not follow the one before"
	[ "$computed" = "$hash" ] || fail "event $no was changed"
	prev=$hash; chain+=("$hash")
done < <(paste -d'|' "$tmp/kept" "$tmp/computed")
[ "$count" -gt 0 ] || fail "the log cannot be read"

# The Merkle tree, level by level: the complete subtrees of 1, 2, 4 … events.
printf '00%s\n' "${chain[@]:1}" | shas > "$tmp/level0"
for ((level = 0; count >> (level + 1); level++)); do
	paste -d'|' - - < "$tmp/level$level" | sed -n 's/^\(.\{64\}\)|\(.\{64\}\)$/01\1\2/p' | shas > "$tmp/level$((level + 1))"
done
top=$level

# root_at SIZE: the tree of the first SIZE events, from its complete subtrees.
root_at() {
	local size=$1 level at=0 node="" i nodes=()
	for ((level = top; level >= 0; level--)); do
		if (((size >> level) & 1)); then
			nodes+=("$(sed -n "$(((at >> level) + 1))p" "$tmp/level$level")")
			at=$((at + (1 << level)))
		fi
	done
	node=${nodes[-1]}
	for ((i = ${#nodes[@]} - 2; i >= 0; i--)); do node=$(sha "01${nodes[i]}$node"); done
	echo "$node"
}

# The station's key is in the first event; the licence names it, and a root signed
# the licence.
key=$(sql "SELECT upper(body->>'public_key') FROM events WHERE no=1 AND kind='Opened'")
[ ${#key} = 64 ] || fail "the first event names no key"
IFS=+ read -r root_name _ root_key < <(sql "SELECT CAST(value AS TEXT) FROM meta WHERE key='root'") || fail "there is no root"
root_key=$(unbase "$root_key")
bytes "$(sql "SELECT hex(value) FROM meta WHERE key='licence'")" > "$tmp/licence"
signed "$tmp/licence" "$root_name" "${root_key:2}"
[ "$(unbase "$(line "$tmp/licence" key)")" = "$key" ] || fail "the licence is for another key"

# A head: signed by the station, and of this log.
head_fits() {
	local events name
	events=$(line "$1" events)
	name="$(line "$1" scheme)/$(line "$1" district)-$(line "$1" station)"
	[ "$(sed -n 1p "$1")" = "passdesk head v1" ] || fail "$1: no head"
	[[ "$events" =~ ^[1-9][0-9]{0,8}$ ]] || fail "$1: no head"
	[ "$events" -le "$count" ] || fail "$1: the log ends at event $count, before event $events"
	[ "$(unbase "$(line "$1" root)")" = "$(root_at "$events")" ] || fail "$1: another Merkle root at event $events"
	[ "$(unbase "$(line "$1" chain)")" = "${chain[$events]}" ] || fail "$1: another chain at event $events"
	signed "$1" "$name" "$key"
}
heads=0
while IFS='|' read -r event note; do
	bytes "$note" > "$tmp/head of event $event"
	[ "$(line "$tmp/head of event $event" events)" = "$event" ] || fail "the head at event $event is of another size"
	head_fits "$tmp/head of event $event"
	heads=$((heads + 1))
done < <(sql "SELECT event, hex(note) FROM heads ORDER BY event")
# Every close that accounts for numbers, and every head that was handed out, was signed.
gone=$(sql "SELECT no FROM events WHERE no NOT IN (SELECT event FROM heads) AND (kind='Closed' AND body->>'account' IS NOT NULL
	OR kind='Exported' AND body->>'format'='head') ORDER BY no LIMIT 1")
[ -z "$gone" ] || fail "the head that was signed at event $gone is gone"
for file in "$@"; do head_fits "$file"; done

echo "events=$count chain=${prev,,} root=$(r=$(root_at "$count"); echo "${r,,}") heads=$heads files=$# licence=$root_name"
