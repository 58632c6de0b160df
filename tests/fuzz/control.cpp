// SPDX-License-Identifier: GPL-2.0-or-later
// Requests to the control socket: the method, the path and the body, each on a line of its own, the
// body to the end.
#include <cstddef>
#include <cstdint>
#include <string>

#include "lvsd/control/request.hpp"

namespace {

std::string line_of(std::string& text)
{
  const auto end = text.find('\n');
  const std::string line = text.substr(0, end);
  text.erase(0, end == std::string::npos ? end : end + 1);
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  std::string text(reinterpret_cast<const char*>(data), size);
  lvsd::HttpRequest request;
  request.method = line_of(text);
  request.path = line_of(text);
  request.body = text;
  const auto outcome = lvsd::parse_request(request);
  if (const auto* accepted = std::get_if<lvsd::Request>(&outcome)) lvsd::is_change(*accepted);
  return 0;
}
