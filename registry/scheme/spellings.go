package scheme

import "strings"

// spellings are the other names that scripts give an input, by its own name.
var spellings = map[string]string{
	"appeal_station": "appeal_at lodged_at appeal_place appealed_at station venue appeal_venue appeal_desk",
	"borrowed_code": "borrowed others_code other_person_code other_persons_code someone_elses_code family_code family_members_code " +
		"code_of_other impersonation code_of_family family_member_code borrowed_family_code others_pass borrowed_pass",
	"card_days":            "card_age_days card_issued_days_ago days_since_issue card_days_ago card_issued_days issued_days_ago card_age",
	"card_issued":          "issued card_issue_date",
	"code_colour":          "code_color",
	"code_owner":           "code_of whose_code",
	"colour":               "color code",
	"excl":                 "exclusions excluded",
	"existing_active_pass": "active_pass duplicate",
	"existing_pass":        "previous_pass earlier_pass existing_pass_status",
	"foreigner":            "foreign",
	"health_dept_ok":       "health_ok",
	"id_checked":           "id_check",
	"id_matches": "id_match id_matches_pass name_match name_matches holder_match holder_matches number_match number_matches same_person " +
		"info_match info_matches info_verified info_correct info_ok id_verified identity_checked identity_verified person_matches",
	"institution_reports_gap": "institution_gap",
	"issuing_station":         "issued_at issuer issued_by issue_station",
	"minor":                   "is_minor",
	"naat":                    "naats tests",
	"parent_id":               "parent_doc",
	"pass":                    "pass_status",
	"pass_lost":               "lost lost_pass damaged damaged_pass",
	"reported": "filled filled_in form_filled re_reported refilled submitted resubmitted checked_in checkin_today reported_truthfully " +
		"report info_filled checkin truthful_report info_reported info_submitted form_submitted information_filled " +
		"filled_truthfully truthful_fill truthfully_filled info_complete self_report info_refilled updated rechecked_in " +
		"on_the_spot on_spot generate_on_spot filled_on_spot fill_on_spot temp_reported instant_code",
	"returning_to_factory": "factory",
	"sex":                  "gender",
	"signature":            "signed guardian_signature guardian_signed signed_by",
	"special_commuter":     "commuter",
	"temp":                 "temperature",
	"truck_driver":         "truck",
}

// inputNames leads from each spelling to the input's own name.
var inputNames = indexSpellings()

func indexSpellings() map[string]string {
	index := make(map[string]string)
	for name, others := range spellings {
		for _, other := range strings.Fields(others) {
			index[other] = name
		}
	}
	return index
}
