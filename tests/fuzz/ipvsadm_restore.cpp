// SPDX-License-Identifier: GPL-2.0-or-later
// The input of ipvsadm -R. A line is taken apart as by popt, and the table that the lines amount to
// is saved so that the save makes the same table.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/arguments/words.hpp"
#include "cli/ipvsadm/listing/save_text.hpp"
#include "cli/ipvsadm/restore/whole.hpp"
#include "tests/support/restore_lines.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"

namespace {

using namespace ipvsadm;

void demand(bool truth)
{
  if (!truth) std::abort();
}

/// What was taken from a line, as text.
std::string text_of(const Words& words)
{
  std::string text;
  for (const Word& word : words.options)
    text += std::string(word.option->long_name) + "=" + word.value.value_or("(none)") + " " +
            word.typed + "\n";
  for (const std::string& word : words.rest)
    text += "rest " + word + "\n";
  return text + words.complaint.value_or("");
}

void check_words(const std::vector<std::string>& line)
{
  if (const auto plain = take_apart_plain(line))
    demand(text_of(*plain) == text_of(take_apart_by_popt(line)));
}

/// Whether all lines of `text` were taken.
bool take_all(Whole& whole, const std::string& text)
{
  tests::KnownNames names;
  bool all = true;
  for (const auto& [number, words] : tests::restore_lines(text)) {
    check_words(words);
    try {
      all = !whole.take(number, read_command(words, "ipvsadm", names)) && all;
    } catch (const Refusal&) {
      all = false;
    }
  }
  return all;
}

std::string saved(const Whole& whole)
{
  ipvsctl::ipvs::Listing listing;
  for (const auto& [key, service] : whole.desired({}).ipvs) {
    listing.push_back({key, service.settings, {}, {}});
    for (const auto& [server, settings] : service.destinations)
      listing.back().destinations.push_back({server, settings, {}});
  }
  return save_text(listing, Naming());
}

/// Whether a kernel may have something of that name.
bool is_name(const std::string& name)
{
  return name != "ipvsadm" && std::all_of(name.begin(), name.end(), [](unsigned char letter) {
           return std::isalnum(letter) != 0 || letter == '_';
         });
}

bool has_names_only(const Whole& whole)
{
  const auto table = whole.desired({}).ipvs;
  return std::all_of(table.begin(), table.end(), [](const auto& entry) {
    return is_name(entry.second.settings.scheduler) &&
           is_name(entry.second.settings.persistence_engine);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  Whole whole;
  take_all(whole, {reinterpret_cast<const char*>(data), size});
  if (!has_names_only(whole)) return 0;
  const std::string text = saved(whole);
  Whole again;
  demand(take_all(again, text));
  demand(saved(again) == text);
  return 0;
}
