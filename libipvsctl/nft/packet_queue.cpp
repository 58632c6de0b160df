// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/packet_queue.hpp"

#include <arpa/inet.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink_queue.h>

#include <limits>

#include "libipvsctl/netlink/open_transport.hpp"
#include "libipvsctl/nft/dialect.hpp"

namespace ipvsctl::nft {
namespace {

using netlink::Request;

// Queues are told apart by number alone. Those who count from 0 do not come as far as this.
constexpr std::uint16_t first_number = 27700;
constexpr std::uint16_t last_number = 27763;

// A million a second for some ten milliseconds; the kernel's own limit is 1,024.
constexpr std::uint32_t most_packets = 16384;

template <class T>
void put_value(Request& request, std::uint16_t type, const T& value)
{
  request.put(type, std::as_bytes(std::span(&value, 1)));
}

Request request_for(nfqnl_msg_types type, std::uint16_t queue)
{
  Request request;
  const nfgenmsg header{AF_UNSPEC, NFNETLINK_V0, htons(queue)};
  request.begin(static_cast<std::uint16_t>(NFNL_SUBSYS_QUEUE << 8 | type), 0);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  return request;
}

/// Takes a queue, to be told of packets without their bytes, and of those of one large packet as
/// one.
Request request_to_bind(std::uint16_t queue)
{
  Request request = request_for(NFQNL_MSG_CONFIG, queue);
  put_value(request, NFQA_CFG_CMD, nfqnl_msg_config_cmd{NFQNL_CFG_CMD_BIND, 0, 0});
  put_value(request, NFQA_CFG_PARAMS, nfqnl_msg_config_params{0, NFQNL_COPY_META});
  put_value(request, NFQA_CFG_QUEUE_MAXLEN, htonl(most_packets));
  put_value(request, NFQA_CFG_MASK, htonl(NFQA_CFG_F_GSO));
  put_value(request, NFQA_CFG_FLAGS, htonl(NFQA_CFG_F_GSO));
  return request;
}

bool is_taken(std::error_code code)
{
  return code == std::errc::operation_not_permitted || code == std::errc::device_or_resource_busy;
}

}  // namespace

PacketQueue::PacketQueue() : conversation_(netlink::open_transport(NETLINK_NETFILTER, spoken))
{
  number_ = first_number;
  while (!bind())
    ++number_;
}

/// Returns whether the number was free.
bool PacketQueue::bind()
{
  try {
    conversation_.query(request_to_bind(number_), "cannot have a queue for packets");
    return true;
  } catch (const netlink::Refused& refused) {
    // Who may not have any at all is told the same as who asks for another's.
    if (!is_taken(refused.code()) || number_ == last_number) throw;
    return false;
  }
}

/// Returns whether there were any.
bool PacketQueue::let_some_go()
{
  // Identifiers of packets count from 1, and are compared as signed numbers.
  constexpr std::uint32_t last = std::numeric_limits<std::int32_t>::max();
  Request request = request_for(NFQNL_MSG_VERDICT_BATCH, number_);
  put_value(request, NFQA_VERDICT_HDR, nfqnl_msg_verdict_hdr{htonl(NF_ACCEPT), htonl(last)});
  const auto bytes = request.bytes();
  std::vector<std::byte> messages(bytes.begin(), bytes.end());
  return !conversation_.exchange(messages).front().code;
}

void PacketQueue::let_go()
{
  // Another processor may still be about to queue one while the first go.
  while (let_some_go())
    continue;
}

}  // namespace ipvsctl::nft
