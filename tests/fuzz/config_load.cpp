// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever bytes a config has, it is read without a crash, and it is refused with words or makes
// sense. Bytes behind a NUL are further files, a.json, b.json and so on, which the first may
// include.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "lvsd/config/json_text.hpp"
#include "lvsd/config/load_in_pieces.hpp"
#include "lvsd/config/load_whole.hpp"
#include "lvsd/config/plain_json.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/syntax.hpp"
#include "tests/support/memory_files.hpp"

namespace {

void require(bool holds)
{
  if (!holds) std::abort();
}

std::map<std::string, std::string> files_of(std::string_view bytes)
{
  std::map<std::string, std::string> files;
  std::string name = "main.json";
  char next = 'a';
  for (std::size_t begin = 0; begin <= bytes.size() && next <= 'e'; ++next) {
    const std::size_t end = std::min(bytes.find('\0', begin), bytes.size());
    files[name] = bytes.substr(begin, end - begin);
    name = std::string(1, next) + ".json";
    begin = end + 1;
  }
  return files;
}

/// The parsers agree on what is JSON and what it says.
void check_syntax(const std::string& text)
{
  const auto parsed = lvsd::parse_json_text(text);
  require(parsed.has_value() != lvsd::find_syntax_error(text).has_value());
  if (const auto plain = lvsd::parse_plain_json(text, lvsd::deepest_nesting))
    require(parsed && plain->value == parsed->value && plain->values == parsed->values &&
            !parsed->duplicate_keys);
}

void check(const lvsd::Problem& problem, const std::map<std::string, std::string>& files)
{
  const std::string text = to_string(problem);
  require(lvsd::printable(text) == text);
  require(!problem.message.empty());
  require(!problem.message.starts_with("this does not fit the schema"));
  require(problem.message != "this is not JSON");
  const auto file = files.find(problem.file);
  require(file != files.end());
  require(problem.line <=
          static_cast<std::size_t>(1 + std::count(file->second.begin(), file->second.end(), '\n')));
}

void check(const lvsd::Config& config)
{
  std::set<std::string> names;
  for (const lvsd::ServiceConfig& service : config.services) {
    require(names.insert(service.name).second);
    require(!service.name.empty());
    require(!service.matches.empty() || service.mark);
    require(service.mark != 0U);
    std::set<ipvsctl::DestinationKey> servers;
    for (const lvsd::Server& server : service.servers) {
      require(servers.insert(server.key).second);
      require(server.settings.weight <= 2147483647);
      require(server.settings.lower_threshold <= server.settings.upper_threshold);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const auto texts = files_of({reinterpret_cast<const char*>(data), size});
  for (const auto& [name, text] : texts)
    check_syntax(text);
  tests::MemoryFiles files(texts);
  const lvsd::Environment environment{{}, std::set<std::string>{"eth0", "eth1"}, {}};
  const lvsd::LoadResult result = lvsd::load_whole(files, "main.json", environment);
  if (const auto pieces = lvsd::load_in_pieces(files, "main.json", environment, nullptr))
    require(pieces->config == result.config && result.problems.empty() &&
            pieces->files == result.files);
  require(result.config.has_value() != has_errors(result.problems));
  for (const lvsd::Problem& problem : result.problems)
    check(problem, texts);
  if (result.config) check(*result.config);
  return 0;
}
