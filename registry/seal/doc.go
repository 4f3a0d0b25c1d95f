// Package seal knows keys: how the register's personal data are closed and
// opened again, who can open them, and how a value is looked up without being
// read. Bytes in, bytes out. It knows no files, no clock and no database;
// chance is an io.Reader that comes in from cmd.
//
// It does not know what a record says (registry), where it lies (sqlite), who
// may open what (station), or what was signed (licence, token).
//
// # Keys
//
//	passphrase ─ argon2id ─┐                        ┌─ "records"      XChaCha20-Poly1305
//	PIN (one day) argon2id ┼─ opens ─ data key ─ HKDF ─ "blind"        HMAC-SHA256
//	recovery (age X25519) ─┘          32 bytes      ├─ "signing keys" XChaCha20-Poly1305
//	                                                ├─ "backups"      age X25519
//	                                                └─ "parcels"      age X25519
//
// The data key is drawn once, at init, and never stored in the open: each
// operator has a [Wrap] of it under the own passphrase, and one more is sealed
// to a recovery recipient. Sub-keys are HKDF-SHA256 (RFC 5869, no salt) of the
// data key with the info "passdesk/v1/" + label.
//
// # Wrap, 98 bytes, big endian
//
//	 0   1  version, 1
//	 1   4  argon2id passes
//	 5   4  argon2id memory in KiB
//	 9   1  argon2id lanes
//	10  16  salt
//	26  24  nonce
//	50  48  XChaCha20-Poly1305 of the data key; the additional data are
//	        "passdesk/v1/wrap" and the bytes 0–49
//
// The argon2id input is the passphrase as [FoldPassphrase] leaves it. A wrong
// passphrase and a damaged wrap cannot be told apart: both are
// [ErrWrongPassphrase]. Costs beyond [MostMemoryKiB] or [MostWork] are refused
// before any work is done, so that a forged wrap cannot stall the station.
//
// # Sealed record, 24 + 32·n + 16 bytes
//
//	 0      24  random nonce
//	24    32·n  ciphertext of the record, padded with 0x80 and zeros to a
//	            multiple of 32 (ISO/IEC 7816-4); the length shows n, no more
//	24+32·n 16  tag; the additional data are the row's address, see [AAD]
//
// # Recovery wrap
//
// An age v1 file to one X25519 recipient. Inside is one line of text, so that
// an authority that holds the identity can open it with the ordinary age tool
// and read the key to the station: "passdesk-data-key-1 " + 64 hex digits.
//
// # Sealed file
//
// An age v1 file to two X25519 recipients: one whose identity is the sub-key
// "backups", and the recovery recipient. See [Vault.SealStream].
//
// # Parcel
//
// An age v1 file to one X25519 recipient: a [Mailbox], the collector's or the
// station's, whose identity is the sub-key "parcels". What is inside is not known
// here (export/bundle).
//
// # Promise
//
// What any build has sealed, every later build opens: testdata/frozen.json
// holds one of each, and the tests open them.
//
// # Example
//
//	key, err := seal.NewDataKey(rand)
//	wrap, err := key.WrapFor(passphrase, seal.Floor, rand)
//	…
//	key, err = seal.Unwrap(wrap, passphrase)
//	vault := seal.Open(key)
//	row := seal.AAD{Table: "persons", Version: 1, Row: 42}
//	sealed, err := vault.Seal(row, record, rand)
//	record, err = vault.Open(row, sealed)
package seal
