// Symptoms in words, in the language in force: for the loss panel and for the terminal.
#pragma once
#include <string>

#include "engine/observe/symptoms.h"
#include "viz/i18n/strings.h"

namespace lab {

/// "learning rate too high".
std::string_view symptom_title(SymptomKind kind);
/// One sentence with its evidence.
Label symptom_sentence(const Symptom& symptom);
/// "lesson 10, section 23, row 7 of the table"; empty if the chapter's lesson has no such place.
Label symptom_place(const TroublePlace& trouble, SymptomKind kind);
/// The same as a link: "lab:lesson?chapter=10&section=23&row=7"; empty likewise.
std::string symptom_link(const TroublePlace& trouble, SymptomKind kind);

}  // namespace lab
