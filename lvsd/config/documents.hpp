// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <string>

#include "lvsd/config/document.hpp"
#include "lvsd/config/file_reader.hpp"
#include "lvsd/config/findings.hpp"

namespace lvsd {

/// How many bytes all files of a config together may have; 373,000 servers take 37 MB.
constexpr std::size_t largest_config = 40U << 20U;

/// How many files a config may have.
constexpr std::size_t most_files = 10'000;

/// Makes the root of a document from its text, and tells why it cannot.
using Parse = std::function<void(Document&, Findings&)>;

/// Parses all of a document.
void parse_whole(Document& document, Findings& findings);

/// Reads the file and those that it includes, each before the files behind it in the list; tells
/// what is wrong with them as JSON. The first document is the file itself, if it could be parsed.
std::deque<Document> read_documents(FileReader& files, const std::string& path, const Parse& parse,
                                    Findings& findings);

}  // namespace lvsd
