// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_name.hpp"

#include "libipvsctl/model/endpoint.hpp"
#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

/// Why commands could not take `name` for what it names; empty where they can.
std::string name_fault(const std::string& name)
{
  if (printable(name) != name) return "a name has no control characters";
  if (name.front() == '-') return "a name does not begin with \"-\", as options do";
  if (name.front() == ' ' || name.back() == ' ')
    return "a name neither begins nor ends with a blank";
  if (ipvsctl::parse_ip_address(name) || ipvsctl::parse_endpoint(name))
    return "a name is not an address: commands take both, and could not tell which is meant";
  return "";
}

}  // namespace

void check_name(const Json& value, const std::string& name, Findings& findings)
{
  const std::string fault = name_fault(name);
  if (!fault.empty()) findings.error(value, fault + "; found " + in_quotes(name));
}

std::string read_name(const Json& object, Findings& findings)
{
  const Json* value = member(object, "name");
  const std::string* name = text_of(value);
  if (name == nullptr || name->empty()) return {};
  check_name(*value, *name, findings);
  return *name;
}

}  // namespace lvsd
