// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/documents.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

#include "lvsd/config/field.hpp"
#include "lvsd/config/json_text.hpp"
#include "lvsd/config/position.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/syntax.hpp"
#include "lvsd/config/text_walk.hpp"

namespace lvsd {
namespace {

constexpr std::size_t deepest_include = 32;
constexpr std::size_t longest_include = 4096;
static_assert(largest_config == std::size_t{40} * 1024 * 1024);

/// Tells of an offset of a text that is not in the tree.
Problem problem_at(const Document& document, std::size_t offset, std::string message)
{
  const Position at = LineCounter(document.text).at(offset);
  return {Problem::Severity::error, document.file, at.line, at.column, {}, std::move(message)};
}

void tell_syntax(const Document& document, Findings& findings)
{
  const auto error = find_syntax_error(document.text);
  // Should the two parsers ever disagree, the file is still refused.
  findings.tell(error ? problem_at(document, error->offset, error->message)
                      : problem_at(document, 0, "this is not JSON"));
}

void tell_duplicate_keys(const Document& document, Findings& findings)
{
  LineCounter lines(document.text);
  std::vector<std::unordered_map<std::string, Position>> open;
  for (TextWalk walk(document.text, document.root); walk.next() && !findings.full();) {
    open.resize(walk.depth() + 1);
    open.back().clear();
    if (walk.depth() == 0 || walk.key_offset() == walk.offset()) continue;
    const Position at = lines.at(walk.key_offset());
    const auto [first, is_new] = open[walk.depth() - 1].emplace(walk.key(), at);
    if (is_new) continue;
    findings.tell({Problem::Severity::error, document.file, at.line, at.column, walk.pointer(),
                   "the key " + in_quotes(walk.key()) + " is there twice; see also " +
                       place_of(document.file, first->second.line, first->second.column)});
  }
}

bool is_glob(const std::string& name)
{
  return name.find_first_of("*?[") != std::string::npos;
}

/// The pattern (glob(7)) that matches `name` alone.
std::string as_pattern(const std::string& name)
{
  std::string pattern;
  for (const char letter : name) {
    if (std::string_view("*?[\\").find(letter) != std::string_view::npos) pattern += '\\';
    pattern += letter;
  }
  return pattern;
}

std::string fault_of(const FileText& file)
{
  return file.too_large ? "too large; a config has at most 40 MiB, all its files together"
                        : file.error;
}

class DocumentReader {
public:
  DocumentReader(FileReader& files, const Parse& parse, Findings& findings)
      : files_(files), parse_(parse), findings_(findings)
  {
  }

  void read_main(const std::string& path);

  std::deque<Document> documents;

private:
  void include_all(const Document& from);
  void include(const Document& from, const Json& name);
  void include_file(const Json& name, const std::string& path);
  bool parse(Document& document);

  FileReader& files_;
  const Parse& parse_;
  Findings& findings_;
  std::vector<std::string> chain_;               ///< the files that are being read
  std::map<std::string, const Json*> included_;  ///< where each file was included
  std::size_t bytes_ = 0;
};

void DocumentReader::read_main(const std::string& path)
{
  FileText file = files_.read(path, largest_config);
  if (const std::string fault = fault_of(file); !fault.empty())
    return findings_.tell({Problem::Severity::error, path, 0, 0, {}, fault});
  Document& document = documents.emplace_back();
  document.file = path;
  document.text = std::move(file.text);
  bytes_ = document.text.size();
  if (!parse(document)) return;
  chain_.push_back(std::filesystem::path(path).lexically_normal().string());
  include_all(document);
}

bool DocumentReader::parse(Document& document)
{
  const std::size_t nul = document.text.find('\0');
  if (nul != std::string::npos)
    findings_.tell(problem_at(document, nul, "a NUL byte; the file is not text in UTF-8"));
  else
    parse_(document, findings_);
  return !document.root.is_discarded();
}

void DocumentReader::include_all(const Document& from)
{
  const std::vector<const Json*> names = one_or_more(member(from.root, "include"));
  if (names.size() > most_files)
    return findings_.error(*names[most_files],
                           "more than " + std::to_string(most_files) + " includes in one file");
  for (const Json* name : names)
    if (text_of(name, longest_include) != nullptr) include(from, *name);
}

void DocumentReader::include(const Document& from, const Json& name)
{
  const auto folder = std::filesystem::path(from.file).parent_path();
  const std::string path = (folder / *text_of(&name)).lexically_normal().string();
  if (path.find('\0') != std::string::npos)
    return findings_.error(name, "a file name has no NUL byte");
  if (!is_glob(*text_of(&name))) return include_file(name, path);
  const auto pattern = std::filesystem::path(as_pattern(folder.string())) / *text_of(&name);
  try {
    for (const std::string& match : files_.matches(pattern.lexically_normal().string()))
      include_file(name, match);
  } catch (const std::runtime_error& error) {
    findings_.error(name, error.what());
  }
}

void DocumentReader::include_file(const Json& name, const std::string& path)
{
  const auto loop = std::find(chain_.begin(), chain_.end(), path);
  if (loop != chain_.end()) {
    std::string text;
    for (auto file = loop; file != chain_.end(); ++file)
      text += printable(*file) + " -> ";
    return findings_.error(name, "files include each other in a circle: " + text + printable(path));
  }
  if (chain_.size() == deepest_include)
    return findings_.error(
        name, "includes are nested more than " + std::to_string(deepest_include) + " deep");
  const auto [first, is_new] = included_.emplace(path, &name);
  if (!is_new) return findings_.error(name, printable(path) + " is included twice", *first->second);
  if (documents.size() == most_files)
    return findings_.error(name,
                           "the config has more than " + std::to_string(most_files) + " files");
  FileText file = files_.read(path, largest_config - bytes_);
  if (const std::string fault = fault_of(file); !fault.empty())
    return findings_.error(name, "cannot include " + printable(path) + ": " + fault);

  Document& document = documents.emplace_back();
  document.file = path;
  document.text = std::move(file.text);
  bytes_ += document.text.size();
  if (!parse(document)) return;
  chain_.push_back(path);
  include_all(document);
  chain_.pop_back();
}

}  // namespace

void parse_whole(Document& document, Findings& findings)
{
  auto parsed = parse_json_text(document.text);
  if (!parsed) return tell_syntax(document, findings);
  document.root = std::move(parsed->value);
  if (parsed->duplicate_keys) tell_duplicate_keys(document, findings);
}

std::deque<Document> read_documents(FileReader& files, const std::string& path, const Parse& parse,
                                    Findings& findings)
{
  DocumentReader reader(files, parse, findings);
  reader.read_main(path);
  return std::move(reader.documents);
}

}  // namespace lvsd
