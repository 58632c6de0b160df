// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/reason.hpp"

#include <algorithm>
#include <cerrno>
#include <limits>

namespace ipvsctl {
namespace {

constexpr std::uint32_t greatest_number = std::numeric_limits<std::int32_t>::max();
const char* const changed_meanwhile = "somebody else changed it meanwhile";

std::string missing_scheduler(const ServiceSettings& settings)
{
  std::string text = "this kernel has no scheduler '" + settings.scheduler +
                     "' (try 'modprobe ip_vs_" + settings.scheduler + "')";
  if (!settings.persistence_engine.empty())
    text += ", or no persistence engine '" + settings.persistence_engine +
            "' (try 'modprobe ip_vs_pe_" + settings.persistence_engine + "')";
  return text;
}

std::string invalid_server(const ServiceKey& service, const DestinationKey& destination,
                           const DestinationSettings& settings)
{
  if (destination.address.family != family_of(service)) {
    if (settings.forwarding != ForwardingMethod::tunnel)
      return "a server of the other address family can only be reached by 'tunnel'";
    return "a server of the other address family cannot be used while a sync daemon runs";
  }
  if (std::max(settings.upper_threshold, settings.lower_threshold) > greatest_number)
    return "a threshold is not within 0 to 2147483647";
  if (settings.tunnel.type == TunnelType::gue && settings.tunnel.port == 0)
    return "a gue tunnel needs a port";
  return "the address is not one that a server can have: it is not unicast, or the loopback of "
         "this "
         "network namespace is down";
}

std::string server_refused(const ServiceKey& service, const DestinationKey& destination,
                           const DestinationSettings& settings, int number)
{
  switch (number) {
    case EINVAL:
      return invalid_server(service, destination, settings);
    case ERANGE:
      if (settings.lower_threshold > settings.upper_threshold)
        return "the lower threshold is above the upper one";
      return "the weight is not within 0 to 2147483647";
    default:
      return {};
  }
}

struct Reason {
  int number;

  std::string operator()(const AddService& step) const
  {
    return number == EEXIST ? changed_meanwhile : settings_refused(step.service, step.settings);
  }
  std::string operator()(const EditService& step) const
  {
    return number == ESRCH ? changed_meanwhile : settings_refused(step.service, step.to);
  }
  std::string operator()(const RemoveService&) const
  {
    return number == ESRCH ? changed_meanwhile : "";
  }
  std::string operator()(const AddDestination& step) const
  {
    if (number == EEXIST) return changed_meanwhile;
    if (number == ESRCH) return "its service is not there";
    return server_refused(step.service, step.destination, step.settings, number);
  }
  std::string operator()(const EditDestination& step) const
  {
    if (number == ESRCH || number == ENOENT) return changed_meanwhile;
    return server_refused(step.service, step.destination, step.to, number);
  }
  std::string operator()(const RemoveDestination&) const
  {
    return number == ESRCH || number == ENOENT ? changed_meanwhile : "";
  }
  std::string operator()(const StartSyncDaemon& step) const
  {
    switch (number) {
      case EEXIST:
        return changed_meanwhile;
      case ENODEV:
        return "there is no interface " + step.daemon.interface;
      case EINVAL:
        return "the kernel takes no sync daemon while a server is of another address family than "
               "its service, nor one whose group is not a multicast address";
      default:
        return {};
    }
  }
  std::string operator()(const StopSyncDaemon&) const
  {
    return number == ESRCH ? changed_meanwhile : "";
  }
  std::string operator()(const SetTimeout& step) const
  {
    if (step.timeout.count() == 0)
      return "the kernel does not take 0: it leaves the timeout as it is";
    return number == EINVAL ? "the kernel cannot keep so long a time" : "";
  }
  std::string operator()(const auto&) const { return {}; }

  std::string settings_refused(const ServiceKey& service, const ServiceSettings& settings) const
  {
    switch (number) {
      case ENOENT:
        return missing_scheduler(settings);
      case EAFNOSUPPORT:
        return "this kernel's IPVS has no IPv6";
      case EINVAL:
        if (settings.scheduler == "mh")
          return "the service has more servers than mh has places in its table (4093 in most "
                 "kernels), or a netmask or flags that the kernel does not take";
        if (family_of(service) == Family::ipv6)
          return "the netmask of an IPv6 service is a prefix length from 1 to 128";
        return {};
      default:
        return {};
    }
  }
};

std::string general_reason(int number)
{
  switch (number) {
    case EPERM:
      return "it wants CAP_NET_ADMIN in the initial user namespace: run it as root";
    case ENOMEM:
      return "the kernel has no memory left";
    case ENOBUFS:
    case EBADMSG:
    case ETIMEDOUT:
      return "the kernel's answer was lost, so what became of it is not known";
    default:
      return {};
  }
}

}  // namespace

std::string reason_of(const Step& step, const std::error_code& code, const std::string& text)
{
  std::string reason = std::visit(Reason{code.value()}, step);
  if (reason.empty()) reason = general_reason(code.value());
  if (text.empty()) return reason;
  return reason.empty() ? text : text + "; " + reason;
}

std::string reason_of(const std::system_error& error)
{
  std::string text = error.what();
  const std::string code = ": " + error.code().message();
  if (text.ends_with(code)) text.resize(text.size() - code.size());
  return text;
}

}  // namespace ipvsctl
