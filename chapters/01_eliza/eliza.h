// ELIZA: a conversation without a model.
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/01_eliza/script.h"
#include "chapters/01_eliza/words.h"
#include "engine/observe/dialogue.h"

namespace lab {

/// Talks as a script says. What it answers depends on the script and on the lines said so far, and
/// on nothing else. The script must outlive it.
///
/// As in the paper: keywords have ranks, the first clause with a keyword is read, decompositions
/// are tried in order, their answers take turns. Differences: what is remembered is chosen in turn
/// (the paper hashes the line's last word) and comes out at the first line without a keyword (the
/// paper also waits for a counter).
/// Source: Weizenbaum 1966, "ELIZA - a computer program for the study of natural language
/// communication between man and machine", Communications of the ACM 9(1), 36-45.
class Eliza {
 public:
  explicit Eliza(const Script& script) : script_(&script), turns_(script.counters) {}

  /// What is said before anything was said.
  std::string opening() const;

  /// The answer to one line, and how it was found. Bytes that are no UTF-8 are read as U+FFFD.
  Exchange reply(std::string_view line);

 private:
  /// A key found in a clause.
  struct Found {
    std::size_t key = 0;
    KeywordHit hit;
  };

  std::vector<Found> find_keys(const Clause& clause) const;
  bool answer_by_keys(std::vector<Found>& found, const Clause& clause, Exchange& exchange);
  bool try_key(const Found& found, Clause clause, Exchange& exchange);
  const Assembly* next_assembly(const Rule& rule, const std::vector<std::string>& parts);
  void remember(const Key& key, const Clause& clause);
  void answer_without_key(const std::vector<Clause>& clauses, Exchange& exchange);
  void say(const Answers& answers, const char* source, Exchange& exchange);
  std::vector<std::string> swapped(const Clause& clause, const std::vector<Span>& spans) const;

  const Script* script_;
  std::vector<std::size_t> turns_;  ///< per rule: which answer is next
  std::deque<std::string> memory_;  ///< oldest first
};

}  // namespace lab
