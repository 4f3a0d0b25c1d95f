package scheme

import (
	"strings"

	"passdesk/registry/civil"
)

// Fact is a word about a person that the papers use. What it means (red,
// yellow, nothing) is each scheme's own affair: a close contact is red in
// Ningbo and yellow in Ningxia.
type Fact struct {
	Code    string
	Is      Text // what is true of the person: 有呼吸道症状
	Who     Text // the person it is true of: 密切接触者
	Symptom bool
	on      civil.Date // in the case at hand: since when; zero: not said
	now     bool       // in the case at hand: of the day itself
	because Text       // on what it rests in the case at hand: the stay and the list
	record  Text       // how a record names it, where that differs from Is: 疑似病例
	of      string     // the scheme that alone has it; "" for a word of the three papers
	aliases string     // other spellings, separated by spaces
}

// IsZero reports "no fact".
func (f Fact) IsZero() bool { return f.Code == "" }

// isolation reports a fact of being in isolation.
func (f Fact) isolation() bool {
	return strings.HasPrefix(f.Code, "in_isolation") || f.Code == "isolation_not_contact"
}

// groundUnsaid reports an isolation of which nobody recorded the ground.
func (f Fact) groundUnsaid() bool {
	return f.Code == "in_isolation" || f.Code == "in_isolation_home" || f.Code == "in_isolation_central"
}

// since is the day from which isolation and tests speak about the fact. The colour
// of a code is seen on a day, and may have been so before.
func (f Fact) since() civil.Date {
	if strings.HasPrefix(f.Code, "code_") {
		return civil.Date{}
	}
	return f.on
}

// recorded is the fact as a record names it.
func (f Fact) recorded() Text {
	if f.record.IsZero() {
		return f.Is
	}
	return f.record
}

// vocabulary is every fact word of the three papers. The code_… words stand for
// the colour of an electronic code that the person already holds.
var vocabulary = []Fact{
	{Code: "confirmed", Is: Text{"确诊病人", "Confirmed case"}, Who: Text{"确诊病人", "Confirmed cases"}, record: Text{"确诊病例", "Confirmed case"},
		aliases: "confirmed_case confirmed_patient 确诊 确诊病人 确诊病例"},
	{Code: "clinical", Is: Text{"临床诊断病例", "Clinically diagnosed case"}, Who: Text{"临床诊断病例", "Clinically diagnosed cases"},
		aliases: "clinically_diagnosed clinical_diagnosis clinically_confirmed clinical_case confirmed_clinical 临床诊断 临床诊断病例"},
	{Code: "suspected", Is: Text{"疑似病人", "Suspected case"}, Who: Text{"疑似病人", "Suspected cases"}, record: Text{"疑似病例", "Suspected case"},
		aliases: "suspected_case suspect suspected_patient 疑似 疑似病人 疑似病例"},
	{Code: "fever_case", Is: Text{"发热病例", "Fever case"}, Who: Text{"发热病例", "Fever cases"}, Symptom: true,
		aliases: "fever_patient 发热病例"},
	{Code: "asymptomatic", Is: Text{"无症状感染者", "Asymptomatic infection"}, Who: Text{"无症状感染者", "Asymptomatic infection"},
		aliases: "asymptomatic_infection asymptomatic_case asymptomatic_carrier 无症状感染者"},
	{Code: "positive_test", Is: Text{"核酸检测阳性", "Positive test"}, Who: Text{"核酸检测阳性者", "Positive test"},
		aliases: "positive naat_pos naat_positive tested_positive test_positive 阳性 核酸阳性"},
	{Code: "close_contact", Is: Text{"与确诊病人有密切接触", "Close contact of a confirmed case"}, Who: Text{"密切接触者", "Close contact"},
		aliases: "contact close_contacts contact_confirmed close_contact_confirmed contact_of_confirmed 密切接触 密切接触者"},
	{Code: "in_isolation_home_red", Is: Text{"正在居家隔离医学观察（红码原因）", "In home isolation on a red ground"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "home_isolation_red isolation_home_red in_isolation_red isolation_red"},
	{Code: "in_isolation_central_red", Is: Text{"正在集中隔离医学观察（红码原因）", "In central isolation on a red ground"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "central_isolation_red isolation_central_red in_isolation_centralized_red in_isolation_centralised_red in_isolation_collective_red " +
			"in_isolation_concentrated_red in_isolation_facility_red in_isolation_hotel_red in_isolation_centre_red in_isolation_group_red"},
	// NB-A2: yellow people sit in isolation too. With no ground recorded it is read
	// as red, the stricter way.
	{Code: "in_isolation", Is: Text{"正在隔离医学观察（按红码）", "In isolation, read as a red ground"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "under_isolation isolated in_quarantine quarantine"},
	{Code: "in_isolation_home", Is: Text{"正在居家隔离医学观察（按红码）", "In home isolation, read as a red ground"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "home_isolation in_home_isolation isolation_home in_isolation_at_home 居家隔离"},
	{Code: "in_isolation_central", Is: Text{"正在集中隔离医学观察（按红码）", "In central isolation, read as a red ground"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "central_isolation in_central_isolation in_isolation_centralized in_isolation_centralised in_isolation_collective in_isolation_concentrated " +
			"in_isolation_facility in_isolation_hotel in_isolation_centre in_isolation_center in_isolation_group isolation_central " +
			"centralised_isolation centralized_isolation collective_isolation 集中隔离"},
	{Code: "in_isolation_yellow", Is: Text{"正在隔离医学观察（黄码原因）", "In isolation on a yellow ground"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "in_isolation_home_yellow in_isolation_central_yellow in_isolation_centralised_yellow in_isolation_collective_yellow home_isolation_yellow isolation_home_yellow isolation_yellow central_isolation_yellow"},
	{Code: "isolation_not_contact", Is: Text{"非密切接触者，正在隔离", "In isolation, not a contact"}, Who: Text{"正在隔离者", "In isolation"},
		aliases: "isolation_no_contact isolation_other in_isolation_not_contact"},
	{Code: "from_key_area", Is: Text{"从疫情重点地区来甬", "Arrived from a key epidemic area"}, Who: Text{"从疫情重点地区来甬人员", "Arrival from a key area"},
		aliases: "from_key_epidemic_area from_severe_area arrived_from_key_area arrival_from_key_area"},
	{Code: "been_to_key_area", Is: Text{"到过疫情重点地区", "Has been to a key epidemic area"}, Who: Text{"到过疫情重点地区人员", "Returned from a key area"},
		aliases: "been_to_key_epidemic_area visited_key_area returned_from_key_area key_area been_in_key_area " +
			"been_to_severe_area severe_area visited_severe_area been_to_severe_epidemic_area went_to_severe_area went_to_key_area"},
	{Code: "from_specific_area", Is: Text{"来自其他特定地区", "From another specified area"}, Who: Text{"来自其他特定地区人员", "Arrival from a specified area"},
		aliases: "from_specified_area from_other_specific_area from_other_specified_area specific_area"},
	{Code: "fever", Is: Text{"有发热症状", "Fever"}, Who: Text{"发热", "Fever"}, Symptom: true,
		aliases: "fever_symptom febrile has_fever 发热"},
	{Code: "dyspnea", Is: Text{"有气促症状", "Shortness of breath"}, Who: Text{"气促", "Shortness of breath"}, Symptom: true,
		aliases: "dyspnoea shortness_of_breath breathless short_breath 气促"},
	{Code: "respiratory", Is: Text{"有呼吸道症状", "Respiratory symptoms"}, Who: Text{"呼吸道症状", "Respiratory symptoms"}, Symptom: true,
		aliases: "respiratory_symptom respiratory_symptoms cough dry_cough coughing sore_throat 干咳 咳嗽 呼吸道症状"},
	{Code: "symptoms", Is: Text{"有发热、气促或呼吸道症状", "Fever or respiratory symptoms"}, Who: Text{"有症状者", "With symptoms"}, Symptom: true,
		aliases: "symptom has_symptoms symptomatic fever_or_respiratory fever_respiratory fever_or_respiratory_symptoms fever_and_respiratory"},
	{Code: "contact_fever_patient", Is: Text{"接触过发热或呼吸道症状病人", "Contact with a feverish or coughing patient"}, Who: Text{"接触过发热病人者", "Contact of a feverish patient"},
		aliases: "contact_respiratory_patient contact_symptomatic contact_fever contact_with_fever_patient contact_fever_or_respiratory_patient fever_contact"},
	{Code: "same_stairwell", Is: Text{"同一楼道有过确诊病人或密切接触者", "A case or close contact in the same stairwell"}, Who: Text{"同楼道居民", "Same stairwell"},
		aliases: "stairwell same_stairway same_staircase same_corridor same_building_entrance same_stairwell_case same_stairwell_contact 同楼道"},
	{Code: "cross_province", Is: Text{"有跨省旅居经历", "Stayed in another province"}, Who: Text{"有跨省旅居经历人员", "Cross-province traveller"},
		aliases: "cross_province_travel cross_province_stay cross_provincial out_of_province left_province other_province travelled_cross_province 跨省"},
	{Code: "higher_risk_county", Is: Text{"来自较高风险县(市、区)", "From a higher-risk county"}, Who: Text{"来自较高风险县(市、区)人员", "Arrival from a higher-risk county"},
		aliases: "from_higher_risk_county higher_risk from_higher_risk higher_risk_area from_higher_risk_area high_risk_county from_high_risk_county " +
			"higher_risk_district from_higher_risk_district high_risk_area from_high_risk_area risk_county from_risk_county from_higher_risk_place " +
			"higher_risk_region from_higher_risk_region been_to_higher_risk_county from_relatively_high_risk_county 较高风险县"},
	// No paper has this word: no list says what the place is, so that somebody must.
	{Code: "area_unknown", Is: Text{"到过的地方没有重点地区名单可查", "Has been to a place of which no list of areas speaks"}, Who: Text{"到过外地人员", "Traveller"}},
	// Nor this: the papers do not say whether a list counts for who left before.
	{Code: "area_listed_later", Is: Text{"离开以后，到过的地方才列入名单", "Has been to a place that was listed only afterwards"}, Who: Text{"到过外地人员", "Traveller"}},
	// The exclusions and conditions of Ningxia's No. 63.
	{Code: "case_not_14d", Is: Text{"确诊、疑似、无症状未治愈或出院观察未满14天", "Case not cured or under 14 days after"}, Who: Text{"病例", "Case"},
		aliases: "case_lt14 case_not_cured discharged_lt14 case_under_14d"},
	{Code: "contact_not_14d", Is: Text{"密切接触者隔离未满14天", "Close contact under 14 days"}, Who: Text{"密切接触者", "Close contact"},
		aliases: "contact_lt14 close_contact_lt14 close_contact_not_14d contact_under_14d close_contact_under_14d"},
	{Code: "from_highrisk_lt14", Is: Text{"从湖北等高风险地区来宁返宁，隔离未满14天", "Arrived from a high-risk area, under 14 days"}, Who: Text{"高风险地区来宁人员", "Arrival from a high-risk area"},
		aliases: "highrisk_lt14 from_high_risk_lt14 high_risk_lt14 returned_from_highrisk_lt14 from_hubei_lt14 from_highrisk_not_14d been_to_highrisk_lt14 highrisk_not_14d"},
	{Code: "contact_with_highrisk_lt14", Is: Text{"与湖北等高风险地区人员接触，隔离未满14天", "Contact with high-risk people, under 14 days"}, Who: Text{"接触者", "Contact"},
		aliases: "contact_with_high_risk_lt14 contact_highrisk_lt14 contact_hubei_lt14 contact_with_hubei_lt14"},
	{Code: "not_low_risk_14d", Is: Text{"在低风险地区居住未满14天", "Under 14 days in a low-risk area"}, Who: Text{"申领人", "Applicant"},
		aliases: "low_risk_lt14"},
	{Code: "not_managed", Is: Text{"未接受居住地村（社区）管理", "Not managed by the village or community"}, Who: Text{"申领人", "Applicant"},
		aliases: "unmanaged"},
	{Code: "no_need", Is: Text{"没有外出需要", "No need to go out"}, Who: Text{"申领人", "Applicant"}, aliases: "no_need_to_go_out"},
	{Code: "code_red", Is: Text{"健康码为红码", "The health code is red"}, Who: Text{"红码人员", "Holder of a red code"}},
	{Code: "code_yellow", Is: Text{"健康码为黄码", "The health code is yellow"}, Who: Text{"黄码人员", "Holder of a yellow code"}},
	{Code: "code_grey", Is: Text{"健康码为灰码", "The health code is grey"}, Who: Text{"灰码人员", "Holder of a grey code"}},
	{Code: "code_green", Is: Text{"健康码为绿码", "The health code is green"}, Who: Text{"绿码人员", "Holder of a green code"}},
}

// noFact are the ways of saying "none" in a list of facts.
const noFact = " none no nothing healthy normal 无 没有 "

var factByWord = indexFacts()

func indexFacts() map[string]Fact {
	index := make(map[string]Fact)
	for _, f := range vocabulary {
		f.into(index)
	}
	return index
}

// into puts a fact into the index under all its spellings. A word that is taken
// keeps its meaning.
func (f Fact) into(index map[string]Fact) {
	for _, word := range append([]string{f.Code}, strings.Fields(f.aliases)...) {
		if _, taken := index[word]; !taken {
			index[word] = f
		}
	}
}

// FactByWord reads a fact word or one of its other spellings. A word that is
// not known is ErrUnknownWord with the word named: a mistyped fact must never
// read as "nothing to report".
func FactByWord(word string) (Fact, error) {
	if f, ok := factByWord[plainWord(word)]; ok {
		return f, nil
	}
	return Fact{}, unknownWord("事实", "fact", word)
}

// plainWord brings a word of a script to one spelling.
func plainWord(word string) string {
	return strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(word)))
}

// saysNone reports a word that states the absence of facts.
func saysNone(word string) bool {
	w := plainWord(word)
	return w == "" || strings.Contains(noFact, " "+w+" ")
}
