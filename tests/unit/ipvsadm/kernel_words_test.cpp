// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/kernel_words.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsadm;

namespace {

std::string words(const Command& command, std::errc error)
{
  return kernel_words(command, std::make_error_code(error));
}

ChangeService service(Verb verb)
{
  return {verb, {}, {}};
}

ChangeServer server(Verb verb)
{
  return {verb, {}, {}, {.tunnel = {}}};
}

}  // namespace

TEST_CASE("what is there already is named after the command")
{
  CHECK(words(service(Verb::add), std::errc::file_exists) == "Service already exists");
  CHECK(words(service(Verb::edit), std::errc::file_exists) == "File exists");
  CHECK(words(server(Verb::add), std::errc::file_exists) == "Destination already exists");
  CHECK(words(StartDaemon{{}, {.interface = "", .group = {}}}, std::errc::file_exists) ==
        "Daemon has already run");
}

TEST_CASE("what is not there is named after the command")
{
  CHECK(words(service(Verb::add), std::errc::no_such_file_or_directory) ==
        "Scheduler or persistence engine not found");
  CHECK(words(service(Verb::edit), std::errc::no_such_process) == "No such service");
  CHECK(words(service(Verb::remove), std::errc::no_such_process) == "No such service");
  CHECK(words(Zero{}, std::errc::no_such_process) == "No such service");
  CHECK(words(ListTable{}, std::errc::no_such_process) == "No such service");
  CHECK(words(server(Verb::add), std::errc::no_such_process) == "Service not defined");
  CHECK(words(server(Verb::edit), std::errc::no_such_file_or_directory) == "No such destination");
  CHECK(words(server(Verb::add), std::errc::no_such_file_or_directory) ==
        "No such file or directory");
  CHECK(words(StopDaemon{}, std::errc::no_such_process) == "No daemon is running");
}

TEST_CASE("other refusals have one text for all commands")
{
  CHECK(words(Clear{}, std::errc::operation_not_permitted) ==
        "Permission denied (you must be root)");
  CHECK(words(server(Verb::add), std::errc::invalid_argument) ==
        "Invalid operation.  Possibly wrong module version, address not unicast, ...");
  CHECK(words(service(Verb::add), std::errc::address_family_not_supported) ==
        "Operation not supported with specified address family");
  CHECK(words(service(Verb::add), std::errc::not_enough_memory) == "Memory allocation problem");
  CHECK(words(server(Verb::edit), std::errc::result_out_of_range) ==
        "Numerical result out of range");
  CHECK(words(StartDaemon{{}, {.interface = "", .group = {}}}, std::errc::no_such_device) ==
        "No such device");
}
