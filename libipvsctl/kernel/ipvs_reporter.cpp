// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/ipvs_reporter.hpp"

#include "libipvsctl/kernel/reason.hpp"

namespace ipvsctl {

void IpvsReporter::done(std::size_t at, const netlink::Answer& answer)
{
  if (!answer.code)
    ++report_.carried_out;
  else
    fail(at, answer);
  ++done_;
  if (progress_ && (done_ % 256 == 0 || done_ == steps_.size()))
    progress_(report_.carried_out + report_.failures.size());
}

void IpvsReporter::not_released(std::size_t at, const netlink::Answer& answer)
{
  --report_.carried_out;
  fail(at, answer,
       "the service is there, but may be without its scheduler: the kernel refused to give it "
       "back: ");
}

void IpvsReporter::fail(std::size_t at, const netlink::Answer& answer, const std::string& more)
{
  refused_.insert(at);
  report_.failures.push_back(
      {steps_[at], answer.code, more + reason_of(steps_[at], answer.code, answer.text)});
}

}  // namespace ipvsctl
