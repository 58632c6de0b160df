// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/run/connect.hpp"
#include "cli/ipvsadm/run/execute.hpp"
#include "cli/ipvsadm/run/help.hpp"
#include "cli/ipvsadm/run/output.hpp"
#include "cli/ipvsadm/run/restore.hpp"
#include "cli/ipvsadm/run/system_names.hpp"

namespace {

using namespace ipvsadm;

std::variant<Command, Refusal> read(const std::vector<std::string>& line,
                                    const std::string& program, Names& names)
{
  try {
    return read_command(line, program, names);
  } catch (const Refusal& refusal) {
    return refusal;
  }
}

/// As in the original, that IPVS is there comes before what is asked of it; but help needs none.
Status run(const std::vector<std::string>& line, const std::string& program)
{
  SystemNames names;
  const auto reading = read(line, program, names);
  const auto* const command = std::get_if<Command>(&reading);
  if (command != nullptr && std::holds_alternative<Help>(*command))
    return print(help_text(program)), Status::success;
  if (command != nullptr && std::holds_alternative<Version>(*command))
    return print(version_line()), Status::success;
  Director director = connect();
  if (command == nullptr) throw std::get<Refusal>(reading);
  if (const auto* const wanted = std::get_if<Restore>(command))
    return restore(director, names, program, wanted->mode);
  execute(director, names, program, *command);
  return Status::success;
}

/// Opens what of standard input, output and error is closed, lest a socket take its place.
void open_standard_streams()
{
  int descriptor = 0;
  do
    descriptor = open("/dev/null", O_RDWR);
  while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor > STDERR_FILENO) close(descriptor);
}

}  // namespace

int main(int argc, char** argv)
{
  open_standard_streams();
  const std::vector<std::string> words(argv, argv + argc);
  const std::string program = words.empty() ? "ipvsadm" : words.front();
  try {
    return static_cast<int>(run({words.begin() + (words.empty() ? 0 : 1), words.end()}, program));
  } catch (const Refusal& refusal) {
    if (!refusal.text.empty()) complain(refusal.text);
    return static_cast<int>(refusal.status);
  } catch (const std::system_error& error) {
    complain(error.what());
    return static_cast<int>(Status::refused);
  }
}
