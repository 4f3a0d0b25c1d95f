package iddoc

// The words of Reading.Reason, in the order in which several stand together.
const (
	ReasonOK              = "ok"
	ReasonBadCheck        = "bad_check"
	ReasonBadDate         = "bad_date"
	ReasonFutureDate      = "future_date"
	ReasonTooOld          = "too_old"
	ReasonUnknownRegion   = "unknown_region"
	ReasonRegionNotCounty = "region_not_county"
	ReasonBadProvince     = "bad_province"
	ReasonBadChar         = "bad_char"
	ReasonBadLength       = "bad_length"
	ReasonBadFormat       = "bad_format"
	ReasonBadMRZCheck     = "bad_mrz_check"
	ReasonMRZLength       = "mrz_length"
	ReasonMRZBadChar      = "mrz_bad_char"
	ReasonFPRBadProvince  = "fpr_bad_province"
	ReasonFPRBadCountry   = "fpr_bad_country"
	ReasonHMTBadPrefix    = "hmt_bad_prefix"
	ReasonExcelPrecision  = "excel_precision"
	ReasonExcelScientific = "excel_scientific"
	ReasonWrongDoc        = "wrong_doc"
	ReasonMasked          = "masked"
	ReasonMaskedLength    = "masked_length"
	ReasonDeclareType     = "declare_type"
	ReasonAllZero         = "all_zero"
	ReasonNoDigit         = "no_digit"
	ReasonEmpty           = "empty"
	ReasonEmptyOrNoise    = "empty_or_noise"
)

// The words of Reading.Warn, in the order in which several stand together.
const (
	WarnLegacy15               = "legacy15"
	WarnCentenarianSerial      = "centenarian_serial"
	WarnXLookalike             = "x_lookalike"
	WarnNonASCIIDigit          = "nonascii_digit"
	WarnAgeOver110             = "age_over_110"
	WarnRegionGeneric          = "region_generic"
	WarnRegionLowConfidence    = "region_low_confidence"
	WarnRegionAbolished        = "region_abolished_before_birth"
	WarnFPR15SexCenturyUnknown = "fpr15_sex_and_century_unknown"
	WarnFPR15CheckMismatch     = "fpr15_check_mismatch"
	WarnFPRStateless           = "fpr_stateless"
	WarnMilFormatRepaired      = "mil_format_repaired"
	WarnMRZOCRRepaired         = "mrz_ocr_repaired"
	WarnMRZLine1Short          = "mrz_line1_short"
	WarnMRZLine1Missing        = "mrz_line1_missing"
	WarnAmbiguousPassport      = "ambiguous:PASSPORT"
	WarnLooksLikeDate          = "looks_like_date"
	WarnSerial000              = "serial_000"
	WarnDocExpired             = "doc_expired"
)

type reasonSet uint32

const (
	badCheck reasonSet = 1 << iota
	badDate
	futureDate
	tooOld
	unknownRegion
	regionNotCounty
	badProvince
	badChar
	badLength
	badFormat
	badMRZCheck
	mrzLength
	mrzBadChar
	fprBadProvince
	fprBadCountry
	hmtBadPrefix
	excelPrecision
	excelScientific
	wrongDoc
	masked
	maskedLength
	declareType
	allZero
	noDigit
	empty
	emptyOrNoise
)

// overridable are the reasons that an officer who holds the card in hand may
// set aside: our list of divisions may lack one, the card does not lie. A check
// digit or a date never (documents.md, the three levels).
const overridable = unknownRegion | regionNotCounty

var reasonWords = [...]string{
	ReasonBadCheck, ReasonBadDate, ReasonFutureDate, ReasonTooOld,
	ReasonUnknownRegion, ReasonRegionNotCounty, ReasonBadProvince,
	ReasonBadChar, ReasonBadLength, ReasonBadFormat,
	ReasonBadMRZCheck, ReasonMRZLength, ReasonMRZBadChar,
	ReasonFPRBadProvince, ReasonFPRBadCountry, ReasonHMTBadPrefix,
	ReasonExcelPrecision, ReasonExcelScientific, ReasonWrongDoc,
	ReasonMasked, ReasonMaskedLength, ReasonDeclareType,
	ReasonAllZero, ReasonNoDigit, ReasonEmpty, ReasonEmptyOrNoise,
}

type warnSet uint32

const (
	legacy15 warnSet = 1 << iota
	centenarianSerial
	xLookalike
	nonASCIIDigit
	ageOver110
	regionGeneric
	regionLowConfidence
	regionAbolished
	fpr15SexCenturyUnknown
	fpr15CheckMismatch
	fprStateless
	milFormatRepaired
	mrzOCRRepaired
	mrzLine1Short
	mrzLine1Missing
	ambiguousPassport
	looksLikeDate
	serial000
	docExpired
)

var warnWords = [...]string{
	WarnLegacy15, WarnCentenarianSerial, WarnXLookalike, WarnNonASCIIDigit,
	WarnAgeOver110, WarnRegionGeneric, WarnRegionLowConfidence, WarnRegionAbolished,
	WarnFPR15SexCenturyUnknown, WarnFPR15CheckMismatch, WarnFPRStateless,
	WarnMilFormatRepaired, WarnMRZOCRRepaired, WarnMRZLine1Short, WarnMRZLine1Missing,
	WarnAmbiguousPassport, WarnLooksLikeDate, WarnSerial000, WarnDocExpired,
}

// words is nil for the empty set, so that a clean reading allocates nothing.
func (s reasonSet) words() []string { return pick(uint32(s), reasonWords[:]) }

func (s warnSet) words() []string { return pick(uint32(s), warnWords[:]) }

func pick(set uint32, words []string) []string {
	if set == 0 {
		return nil
	}
	var out []string
	for i, w := range words {
		if set&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	return out
}
