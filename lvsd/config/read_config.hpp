// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/document.hpp"
#include "lvsd/config/read_service.hpp"

namespace lvsd {

/// Reads the services of all documents, given what they have in common.
using ReadServices = std::function<std::vector<ReadService>(ServiceContext)>;

/// The keys of the main file alone, which are one for all. An included one adds VIPs and services.
const std::vector<std::string>& main_file_keys();

/// What the documents say, the main one first and at least that; tells what is wrong with it.
Config read_config(const std::deque<Document>& documents, const Reading& reading,
                   const ReadServices& read_services);

}  // namespace lvsd
