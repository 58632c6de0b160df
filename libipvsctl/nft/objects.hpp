// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <libnftnl/chain.h>
#include <libnftnl/common.h>
#include <libnftnl/expr.h>
#include <libnftnl/rule.h>
#include <libnftnl/set.h>
#include <libnftnl/table.h>
#include <libnftnl/udata.h>

#include <new>

#include "libipvsctl/netlink/handle.hpp"

namespace ipvsctl::nft {

using Table = netlink::Handle<nftnl_table, nftnl_table_free>;
using Chain = netlink::Handle<nftnl_chain, nftnl_chain_free>;
using Rule = netlink::Handle<nftnl_rule, nftnl_rule_free>;
using Expression = netlink::Handle<nftnl_expr, nftnl_expr_free>;
using ExpressionIterator = netlink::Handle<nftnl_expr_iter, nftnl_expr_iter_destroy>;
using Map = netlink::Handle<nftnl_set, nftnl_set_free>;
using Element = netlink::Handle<nftnl_set_elem, nftnl_set_elem_free>;
using ElementIterator = netlink::Handle<nftnl_set_elems_iter, nftnl_set_elems_iter_destroy>;
using UserData = netlink::Handle<nftnl_udata_buf, nftnl_udata_buf_free>;

/// Returns `object`, which libnftnl has just allocated.
///
/// Throws std::bad_alloc where there is none.
template <class T>
T* allocated(T* object)
{
  if (object == nullptr) throw std::bad_alloc();
  return object;
}

}  // namespace ipvsctl::nft
