package main

import (
	"context"
	"errors"

	"passdesk/printing/ipp"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

var trustsAddress = &usageError{"--trust 只用于 ipps:// 或 https:// 的地址", "--trust is for an address that begins with ipps:// or https://"}

// trusted is the fingerprint by which the printer at the address is known: the one that
// a person has compared now, or the one that is remembered of it.
func (a *app) trusted(ctx context.Context, uri, trust string) (string, error) {
	if trust == "" {
		return a.rememberedCert(ctx, uri)
	}
	if ipp.ShortFingerprint(trust) {
		return "", &usageError{"写的指纹太短，至少要前 16 位", "the fingerprint that was typed is too short: its first 16 digits at least are wanted"}
	}
	client := ipp.NewClient(a.printWait().answer)
	shown, err := client.Certificate(ctx, uri)
	switch {
	case errors.Is(err, ipp.ErrAddress):
		return "", trustsAddress
	case err != nil:
		return "", unasked(printerFault(err))
	case !ipp.SameFingerprint(trust, shown):
		return "", &printerError{what: scheme.Text{ZH: "这台打印机的指纹不是写的那个，而是 " + shown + "。", EN: "The printer's fingerprint is not the one that was typed but " + shown + "."}, do: wordsCompare}
	}
	return shown, nil
}

// rememberedCert is the certificate of a printer that is remembered by this address.
func (a *app) rememberedCert(ctx context.Context, uri string) (string, error) {
	kept, err := a.station.Printers(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range kept {
		if p.URI == uri && p.Cert != "" {
			return p.Cert, nil
		}
	}
	return "", nil
}

var (
	wordsCompare = scheme.Text{
		ZH: "请和打印机面板或它网页上的指纹（SHA-256）核对；一样的，printer add 地址 --trust 指纹。",
		EN: "Compare it with the one (SHA-256) on the printer's panel or web page; where it is the same: printer add ADDRESS --trust FINGERPRINT.",
	}
	wordsChangedDo = scheme.Text{
		ZH: "换过或重置过打印机的，核对以后重新信任：在台面上按 F5，或 printer add 地址 --name 名称 --trust 指纹；没有换过的，可能有人冒充它，请报告负责人。",
		EN: "Where the printer was replaced or reset, compare and trust it anew: F5 at the desk, or printer add ADDRESS --name NAME --trust FINGERPRINT. Where it was not, somebody may stand in for it: tell whoever is in charge.",
	}
)

// untrusted is a certificate that is not trusted, in words.
func untrusted(u *ipp.Unvouched) *printerError {
	if u.Changed {
		return &printerError{
			what: scheme.Text{ZH: "打印机的证书变了，没有把纸发给它。现在的指纹是 " + u.Fingerprint + "。", EN: "The printer's certificate has changed; nothing was sent to it. Its fingerprint now is " + u.Fingerprint + "."},
			do:   wordsChangedDo, cert: u.Fingerprint, changed: true,
		}
	}
	return &printerError{
		what: scheme.Text{ZH: "打印机的证书没有人担保（多半是它自己签的），没有把纸发给它。指纹是 " + u.Fingerprint + "。", EN: "Nobody vouches for the printer's certificate (most printers sign their own); nothing was sent to it. Its fingerprint is " + u.Fingerprint + "."},
		do:   wordsCompare, cert: u.Fingerprint,
	}
}

// stillItself is an error where a printer that is remembered shows a certificate that is
// not trusted. One that does not answer now is taken: it will be asked again.
func (a *app) stillItself(ctx context.Context, p station.Printer) error {
	if p.How != "ipp" {
		return nil
	}
	_, _, err := a.askPrinter(ctx, p.URI, p.Cert)
	var fault *printerError
	if errors.As(err, &fault) && fault.cert != "" {
		return fault
	}
	return nil
}
