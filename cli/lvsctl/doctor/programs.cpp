// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/programs.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace lvsctl::doctor {
namespace {

/// Whether `word` is -P, by itself or among those of keepalived's options that take no value.
bool is_flags_with_p(std::string_view word)
{
  return word.size() > 1 && word[0] == '-' && word.ends_with('P') &&
         word.find_first_not_of("PnlDdGXRVI", 1) == std::string_view::npos;
}

bool is_vrrp_alone(const std::string& name, const std::string& command_line)
{
  if (name != "keepalived") return false;
  std::istringstream words(command_line);
  for (std::string word; std::getline(words, word, '\0');)
    if (word == "--vrrp" || is_flags_with_p(word)) return true;
  return false;
}

}  // namespace

std::string output_of(const std::string& command)
{
  FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  std::array<char, 4096> buffer;
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), size);
  if (pclose(pipe) != 0) throw std::runtime_error(command + ": " + output.substr(0, 200));
  return output;
}

bool has_legacy_tables()
{
  for (const char* names : {"/proc/net/ip_tables_names", "/proc/net/ip6_tables_names"})
    if (std::ifstream(names).peek() != std::ifstream::traits_type::eof()) return true;
  return false;
}

std::set<std::string> running_managers()
{
  const std::set<std::string> known{"keepalived", "ldirectord", "pulse", "nanny", "surealived"};
  std::set<std::string> running;
  std::error_code ignored;
  for (const auto& process : std::filesystem::directory_iterator("/proc", ignored)) {
    std::string name;
    std::getline(std::ifstream(process.path() / "comm"), name);
    if (!known.contains(name)) continue;
    std::ifstream command_line(process.path() / "cmdline");
    if (!is_vrrp_alone(name, {std::istreambuf_iterator(command_line), {}})) running.insert(name);
  }
  return running;
}

}  // namespace lvsctl::doctor
