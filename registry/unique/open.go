package unique

// openQuestions are the warnings that leave open whether the application and the
// record beside it are one person. Only somebody who sees both can say.
//
//	twins_similar_name  U29: "twins or a typo? ask once"
//	near_number         U12: "compare with the card"; namesake is the same question with numbers that lie apart
//	near_birth          U31, U32: one day off or swapped, "same child?"
//	namesake_sibling    U33: "ask"; twins_same_name and sex_mismatch are its neighbours
//	same_child_two_guardians, same_child   U44: "probably a duplicate"
//	same_person_two_documents, same_name_birth_nationality   U13, U16
//	birth_mismatch      U39: the number says another day than the old record
//	named_later, unnamed   a newborn without a name beside a named child (see U35)
//	name_mismatch       U07: "typing error or a real duplicate number"
//	name_variant        U23, where children are told apart by their name
//
//	same_child at an exchange   U38: name, birth and sex fit, and no number says it
//
// What is not here is said and asks nothing: clearly different names of twins
// (U27, U28, U30), siblings (U21), a parent of the same name (U42), one string
// under two kinds of document (U19), a person's own pass (U02, U04 to U06), an
// exchange under the child's own number (K1).
var openQuestions = map[string]bool{
	"twins_similar_name": true, "near_number": true, "namesake": true, "near_birth": true, "namesake_sibling": true,
	"twins_same_name": true, "sex_mismatch": true, "same_child_two_guardians": true, "same_child": true,
	"same_person_two_documents": true, "same_name_birth_nationality": true, "birth_mismatch": true,
	"named_later": true, "unnamed": true, "name_mismatch": true, "name_variant": true,
}

// openQuestion is the warning of a decision against a record that leaves open
// whether the two are one person. An officer answers it: of what a BLOCK stops,
// only U07 and children's names that fold alike may turn out to be two people.
// The questions of an ISSUE are those of whoever stands at the desk.
func (d Decision) openQuestion() string {
	asks := d.Outcome == Supervisor || d.Outcome == Upgrade && d.Key != "K1" || d.Outcome == Block && (d.Warning == "name_mismatch" || d.Warning == "name_variant" && d.Key != "K1")
	if asks && openQuestions[d.Warning] {
		return d.Warning
	}
	return ""
}
