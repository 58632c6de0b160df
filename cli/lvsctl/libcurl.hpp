// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <curl/curl.h>

namespace lvsctl {

/// What we call of libcurl, which is loaded when it is first needed: it brings thirty libraries,
/// and loading them takes longer than most commands that ask no daemon.
struct Libcurl {
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_perform) easy_perform = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
  decltype(&curl_easy_escape) easy_escape = nullptr;
  decltype(&curl_free) free = nullptr;
};

/// Throws std::runtime_error where it cannot be loaded.
const Libcurl& libcurl();

}  // namespace lvsctl
