// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_marks.hpp"

#include <charconv>

#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

std::optional<MarkRange> parse_range(const std::string& text)
{
  const std::size_t dash = text.find('-');
  if (dash == std::string::npos) return {};
  const auto first = parse_mark(std::string_view(text).substr(0, dash));
  const auto last = parse_mark(std::string_view(text).substr(dash + 1));
  if (!first || !last) return {};
  return MarkRange{*first, *last};
}

std::optional<MarkRange> range_of(const Json& value, Findings& findings)
{
  if (const std::string* text = text_of(&value)) {
    const auto range = parse_range(*text);
    if (!range && !text->empty())
      findings.error(value,
                     in_quotes(*text) + " is not a range of marks such as \"0x1000-0x1fff\"");
    return range;
  }
  const Json* first = member(value, "first");
  const Json* last = member(value, "last");
  if (first == nullptr || last == nullptr) return {};
  const auto first_mark = read_mark(*first, findings);
  const auto last_mark = read_mark(*last, findings);
  if (!first_mark || !last_mark) return {};
  return MarkRange{*first_mark, *last_mark};
}

}  // namespace

std::optional<std::uint32_t> parse_mark(std::string_view text)
{
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (hexadecimal) text.remove_prefix(2);
  std::uint32_t mark = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), mark, hexadecimal ? 16 : 10);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return mark;
}

std::optional<std::uint32_t> read_mark(const Json& value, Findings& findings)
{
  const std::string* text = text_of(&value);
  const auto mark = text == nullptr ? number_of<std::uint32_t>(&value) : parse_mark(*text);
  if (mark && *mark != 0) return mark;
  if (text != nullptr && !text->empty())
    findings.error(value,
                   "expected a firewall mark from 1 to 4294967295, also in hexadecimal as "
                   "\"0x15\", found " +
                       in_quotes(*text));
  return {};
}

std::optional<MarkRange> read_mark_range(const Json& value, Findings& findings)
{
  const auto range = range_of(value, findings);
  if (!range) return {};
  if (range->first == 0) {
    findings.error(value, "the range begins with 0, which is no firewall mark");
    return {};
  }
  if (range->first > range->last) {
    findings.error(value, "the range of marks is backwards: " + std::to_string(range->first) +
                              " is more than " + std::to_string(range->last));
    return {};
  }
  return range;
}

}  // namespace lvsd
