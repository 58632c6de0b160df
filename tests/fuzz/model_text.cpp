// SPDX-License-Identifier: GPL-2.0-or-later
// A service key that can be read at all reads the same from its own text form.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libipvsctl/model/service_key.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace ipvsctl;
  const auto key = parse_service_key({reinterpret_cast<const char*>(data), size});
  if (key && parse_service_key(to_string(*key)) != key) std::abort();
  return 0;
}
