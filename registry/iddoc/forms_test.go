package iddoc

import "testing"

// The schemes that have no check digit, and the documents that are of no use.

func TestPermits(t *testing.T) {
	check(t, []verdict{
		{"H91234567", "HK_MO", TypeHKPermit, "ok", "H91234567", "", ""},
		{"H91234567", "HK_PERMIT", TypeHKPermit, "ok", "H91234567", "", ""},
		{"h91234567", "auto", TypeHKPermit, "ok", "H91234567", WarnAmbiguousPassport, ""},
		{"M91234567", "auto", TypeMOPermit, "ok", "M91234567", WarnAmbiguousPassport, ""},
		{"H9123456701", "auto", TypeHKPermit, "ok", "H91234567", "", ""},
		{"H91234567 01", "HK_MO", TypeHKPermit, "ok", "H91234567", "", ""},
		{"M9123456701", "HK_MO", TypeMOPermit, "ok", "M91234567", "", ""},
		{"回乡证号码：H9123456701", "HK_MO", TypeHKPermit, "ok", "H91234567", "", ""},
		{"H91234567（01）", "HK_MO", TypeHKPermit, "ok", "H91234567", "", ""},
		{"HO1234567", "HK_MO", TypeHKPermit, ReasonBadChar, "", "", "H01234567"}, // also a chance HKID
		{"H9123456", "HK_MO", TypeHKPermit, ReasonBadLength, "", "", ""},
		{"H912345670", "HK_MO", TypeHKPermit, ReasonBadLength, "", "", ""},
		{"H312345670", "auto", TypeUnknown, ReasonDeclareType, "", "", ""},
		{"H912345670", "auto", TypeWrongTWID, ReasonWrongDoc, "", "", ""}, // Taiwan's check holds

		{"H9123456O", "HK_MO", TypeHKPermit, ReasonBadChar, "", "", "H91234560"},
		{"91234567", "HK_MO", TypeUnknown, ReasonBadFormat, "", "", ""},
		{"E12345678", "HK_MO", TypeUnknown, ReasonBadFormat, "", "", ""}, // declared a permit: not taken for a passport
		{"H00000000", "HK_MO", TypeHKPermit, ReasonAllZero, "", "", ""},
		{"91234567", "TW", TypeTWPermit, "ok", "91234567", "", ""},
		{"01234567", "TW", TypeTWPermit, "ok", "01234567", "", ""},
		{"19850505", "TW", TypeTWPermit, "ok", "19850505", WarnLooksLikeDate, ""},
		{"91234567.0", "TW", TypeTWPermit, "ok", "91234567", "", ""},
		{"9123456702", "TW", TypeTWPermit, "ok", "91234567", "", ""},
		{"9123456702B", "TW", TypeTWPermit, "ok", "91234567", "", ""},
		{"9123456702(B)", "TW", TypeTWPermit, "ok", "91234567", "", ""},
		{"9123456702（B）", "auto", TypeTWPermit, "ok", "91234567", "", ""},
		{"9123456702(B", "TW", TypeTWPermit, "ok", "91234567", "", ""},
		{"9123456702()", "TW", TypeTWPermit, ReasonBadFormat, "", "", ""},
		{"9123456702(BC)", "TW", TypeTWPermit, ReasonBadFormat, "", "", ""},
		{"9123456", "TW", TypeTWPermit, ReasonBadLength, "", "", ""},
		{"912345670", "TW", TypeTWPermit, ReasonBadLength, "", "", ""},
		{"141234567", "TW", TypeTWPermit, ReasonBadLength, "", "", ""}, // not an old passport
		{"9I234567", "TW", TypeTWPermit, ReasonBadChar, "", "", "91234567"},
		{"91234567", "auto", TypeUnknown, ReasonDeclareType, "", "", ""},
		{"19850505", "auto", TypeUnknown, ReasonDeclareType, "", WarnLooksLikeDate, ""},
	})
	for _, c := range []struct{ input, declared, renewal string }{
		{"H9123456701", "HK_MO", "01"}, {"H91234567", "HK_MO", ""},
		{"9123456702(B)", "TW", "02B"}, {"9123456702", "TW", "02"}, {"91234567", "TW", ""},
	} {
		if got := Read(c.input, c.declared, day).Number.Renewal(); got != c.renewal {
			t.Errorf("renewal digits of %s = %q, want %q", c.input, got, c.renewal)
		}
	}
}

func TestPassports(t *testing.T) {
	check(t, []verdict{
		{"E12345678", "", TypePassportCN, "ok", "E12345678", "", ""},
		{"EA1234567", "", TypePassportCN, "ok", "EA1234567", "", ""},
		{"G12345678", "PASSPORT:CHN", TypePassportCN, "ok", "G12345678", "", ""},
		{"141234567", "", TypePassportCN, "ok", "141234567", "", ""},
		{"151234567", "", TypePassportCN, "ok", "151234567", "", ""},
		{"DE1234567", "", TypePassportCN, "ok", "DE1234567", "", ""},
		{"D1234567", "", TypePassportCN, "ok", "D1234567", "", ""},
		{"S12345678", "", TypePassportCN, "ok", "S12345678", "", ""},
		{"P1234567", "", TypePassportCN, "ok", "P1234567", "", ""},
		{"护照号码：E12345678", "", TypePassportCN, "ok", "E12345678", "", ""},
		{"EI1234567", "PASSPORT:CHN", TypePassportCN, ReasonBadFormat, "", "", "E11234567"},
		{"EO1234567", "PASSPORT:CHN", TypePassportCN, ReasonBadFormat, "", "", "E01234567"},
		{"G1234567O", "PASSPORT:CHN", TypePassportCN, ReasonBadFormat, "", "", "G12345670"},
		{"G123456789", "PASSPORT:CHN", TypePassportCN, ReasonBadLength, "", "", ""},
		{"F12345678", "PASSPORT:CHN", TypePassportCN, ReasonBadFormat, "", "", ""},
		{"F12345678", "", TypeUnknown, ReasonDeclareType, "", "", ""}, // whose?
		{"912345678", "", TypeUnknown, ReasonDeclareType, "", "", ""},
		{"912345678", "PASSPORT:USA", TypePassportForeign, "ok", "912345678", "", ""},
		{"c01x00t47", "passport:deu", TypePassportForeign, "ok", "C01X00T47", "", ""},
		{"Passport No: 912345678", "PASSPORT:USA", TypePassportForeign, "ok", "912345678", "", ""},
		{"H91234567", "PASSPORT:HKG", TypePassportForeign, "ok", "H91234567", "", ""},
		{"AB12345", "PASSPORT:GBR", TypePassportForeign, "ok", "AB12345", "", ""},
		{"A123", "PASSPORT:USA", TypePassportForeign, ReasonBadLength, "", "", ""},
		{"A123456789012345", "PASSPORT:USA", TypePassportForeign, ReasonBadLength, "", "", ""},
		{"ABCDEFGH", "PASSPORT:USA", TypePassportForeign, ReasonNoDigit, "", "", ""},
		{"000000000", "PASSPORT:USA", TypePassportForeign, ReasonAllZero, "", "", ""},
		{"9123/45678", "PASSPORT:USA", TypePassportForeign, ReasonBadChar, "", "", ""},
		{"912345678", "PASSPORT:QQQ", TypePassportForeign, ReasonDeclareType, "", "", ""},
		{"912345678", "PASSPORT_FOREIGN", TypePassportForeign, ReasonDeclareType, "", "", ""},
		{father, "PASSPORT:USA", TypeRIC18, "ok", father, "", ""}, // it says itself what it is
	})
}

func TestBirthCertificatesAndMilitaryNumbers(t *testing.T) {
	check(t, []verdict{
		{"P330123456", "BIRTH", TypeBirthCert, "ok", "P330123456", "", ""},
		{"p 330123456", "BIRTH_CERT", TypeBirthCert, "ok", "P330123456", "", ""},
		{"P390123456", "BIRTH", TypeBirthCert, ReasonBadProvince, "", "", ""},
		{"P993333335", "BIRTH", TypeBirthCert, ReasonBadProvince, "", "", ""},
		{"P33012345", "BIRTH", TypeBirthCert, ReasonBadLength, "", "", ""}, // not a passport P+8
		{"P3301234567", "BIRTH", TypeBirthCert, ReasonBadLength, "", "", ""},
		{"1330123456", "BIRTH", TypeBirthCert, ReasonBadFormat, "", "", ""},
		{"P33O123456", "BIRTH", TypeBirthCert, ReasonBadChar, "", "", "P330123456"},
		{"P330123456", "", TypeUnknown, ReasonDeclareType, "", "", ""},
		{"A123456789", "", TypeWrongTWID, ReasonWrongDoc, "", "", ""},
		{"A123456789", "BIRTH", TypeBirthCert, "ok", "A123456789", "", ""}, // 12 is Tianjin: the declared kind wins
		{"南字第01234567号", "", TypeMilID, "ok", "南字第01234567号", "", ""},
		{"南字第 0123-4567 号", "MIL", TypeMilID, "ok", "南字第01234567号", "", ""},
		{"军官证号：南字第０１２３４５６７号", "", TypeMilID, "ok", "南字第01234567号", "", ""},
		{"南字第01234567", "", TypeMilID, "ok", "南字第01234567号", WarnMilFormatRepaired, ""},
		{"南字01234567號", "", TypeMilID, "ok", "南字第01234567号", WarnMilFormatRepaired, ""},
		{"南01234567", "MIL", TypeMilID, "ok", "南字第01234567号", WarnMilFormatRepaired, ""},
		{"南01234567", "", TypeUnknown, ReasonBadChar, "", "", ""},
		{"南字第012号", "MIL", TypeMilID, ReasonBadFormat, "", "", ""},
		{"南京军区部字第01234567号", "MIL", TypeMilID, ReasonBadFormat, "", "", ""}, // more than four
		{"军字第12号", "", TypeUnknown, ReasonBadFormat, "", "", ""},
		{"01234567", "MIL", TypeMilID, ReasonBadFormat, "", "", ""},
	})
}

func TestWrongDocumentsAreNamed(t *testing.T) {
	for _, c := range []struct {
		input string
		typ   Type
	}{
		{"A123456789", TypeWrongTWID}, {"a123456789", TypeWrongTWID},
		{"A800000014", TypeWrongTWID}, {"AB12345677", TypeWrongTWID}, // residents, new and old
		{"A123456(3)", TypeWrongHKID}, {"A123456（3）", TypeWrongHKID}, {"A123456[3]", TypeWrongHKID}, {"A123456【3】", TypeWrongHKID}, {"A1234563", TypeWrongHKID},
		{"AB987654(3)", TypeWrongHKID}, {"C123456(9)", TypeWrongHKID}, {"A123456(7)", TypeWrongHKID},
		{"13912345678", TypeWrongPhone}, {"+86 139 1234 5678", TypeWrongPhone}, {"139-1234-5678", TypeWrongPhone}, {"8613912345678", TypeWrongPhone},
		{"4111111111111111", TypeWrongBankCard}, {"6228 4804 0256 4890 018", TypeWrongBankCard},
		{"C12345678", TypeWrongExitPermit}, {"CA1234567", TypeWrongExitPermit}, {"W12345678", TypeWrongExitPermit},
		{"T12345678", TypeWrongExitPermit}, {"L12345678", TypeWrongExitPermit}, {"L1234567", TypeWrongExitPermit},
		{uscc("91330212MA2AF1234"), TypeWrongUSCC}, {uscc("91330290MA2AF1234"), TypeWrongUSCC}, {uscc("91100000123456789"), TypeWrongUSCC}, {uscc("12330212419530012"), TypeWrongUSCC}, {"91330212MA2AF12340", TypeWrongUSCC},
	} {
		for _, declared := range []string{"auto", "HK_MO", "TW"} {
			if declared == "TW" && (c.input == "13912345678" || c.input == "139-1234-5678") {
				continue // the legacy form of ten digits and one: the declared kind wins
			}
			check(t, []verdict{{c.input, declared, c.typ, ReasonWrongDoc, "", "", ""}})
		}
	}
	check(t, []verdict{
		{"A123456788", "", TypeUnknown, ReasonDeclareType, "", "", ""},     // Taiwan's check fails
		{"4111111111111112", "", TypeUnknown, ReasonBadLength, "", "", ""}, // Luhn fails
		// Declared a permit, and yet cards of Hong Kong: brackets or a letter that is
		// no slip for a digit say so.
		{"H815418(1)", "HK_MO", TypeWrongHKID, ReasonWrongDoc, "", "", ""},
		{"HR8546333", "HK_MO", TypeWrongHKID, ReasonWrongDoc, "", "", ""},
		{"CA18001067", "", TypeWrongExitPermit, ReasonWrongDoc, "", "", ""}, // Taiwan's check holds by chance
		{"CD5309635", "", TypeWrongExitPermit, ReasonWrongDoc, "", "", ""},  // Hong Kong's does
		{"12912345678", "", TypeUnknown, ReasonDeclareType, "", "", ""},     // no telephone, and no permit without a word
		{"12912345678", "TW", TypeTWPermit, "ok", "12912345", "", ""},       // 129 is no mobile prefix
	})
}
