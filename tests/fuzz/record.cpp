// SPDX-License-Identifier: GPL-2.0-or-later
// The files that the daemon finds of an earlier life. What is read must be written as it was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "lvsd/desired/record_json.hpp"

namespace {

template <class Parse, class Write>
void check(const std::string& text, Parse parse, Write write)
{
  try {
    const auto value = parse(text);
    if (parse(write(value)) != value) std::abort();
  } catch (const std::runtime_error&) {
    return;  // it says that the text is not right
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string text(reinterpret_cast<const char*>(data), size);
  check(text, lvsd::parse_record, lvsd::record_text);
  check(text, lvsd::parse_overrides, lvsd::overrides_text);
  return 0;
}
