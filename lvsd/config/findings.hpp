// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lvsd/config/document.hpp"
#include "lvsd/config/problem.hpp"

namespace lvsd {

/// How many problems of each severity are told: a file may have millions, and nobody reads them.
constexpr std::size_t most_problems = 1000;

/// What is wrong with values of documents. Their places in the texts are looked up at the end, and
/// only where there is something to tell.
class Findings {
public:
  void error(const Json& at, std::string message);
  /// `other` is the second place: where it is ends the message.
  void error(const Json& at, std::string message, const Json& other);
  /// Told once, however many values it is true of.
  void error_once(const Json& at, const std::string& message);
  /// The key is what is wrong rather than its value.
  void error_at_key(const Json& at, std::string message);
  void warning(const Json& at, std::string message);
  /// `other` is the second place: where it is ends the message.
  void warning(const Json& at, std::string message, const Json& other);
  /// One whose place is known already.
  void tell(Problem problem);

  /// Whether there are neither errors nor warnings.
  bool none() const { return findings_.empty(); }
  /// How many errors there are.
  std::size_t errors() const { return errors_; }
  /// Whether no further error will be told: whoever has many values to look at may stop.
  bool full() const { return errors_ >= most_problems; }

  /// All of them with their places, in the order of the documents and their lines.
  Problems located(const std::deque<Document>& documents) const;

private:
  struct Finding {
    Problem problem;  ///< without its place
    const Json* at = nullptr;
    const Json* other = nullptr;
    bool of_key = false;
  };

  void keep(Finding finding);
  bool counted(Problem::Severity severity);
  Problems excess() const;

  std::vector<Finding> findings_;
  std::set<std::pair<const Json*, std::string>> told_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace lvsd
