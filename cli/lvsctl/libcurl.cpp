// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/libcurl.hpp"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace lvsctl {
namespace {

[[noreturn]] void fail()
{
  throw std::runtime_error(
      std::string("libcurl, by which lvsctl talks to lvsd, cannot be loaded (is the package "
                  "libcurl4 installed?): ") +
      dlerror());
}

template <class Function>
void find(void* library, const char* name, Function& function)
{
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) fail();
}

/// It stays loaded until the process ends.
Libcurl loaded()
{
  void* library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) fail();
  Libcurl curl;
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_perform", curl.easy_perform);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_strerror", curl.easy_strerror);
  find(library, "curl_easy_escape", curl.easy_escape);
  find(library, "curl_free", curl.free);
  return curl;
}

}  // namespace

const Libcurl& libcurl()
{
  static const Libcurl curl = loaded();
  return curl;
}

}  // namespace lvsctl
