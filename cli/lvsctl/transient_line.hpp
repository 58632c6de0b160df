// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace lvsctl {

/// A line on standard error that is drawn over what it was before, and goes without a trace: what
/// is worth a look while somebody waits. Where standard error is no terminal there is none, and a
/// terminal that takes nothing is no error: what is done meanwhile must not end with it.
class TransientLine {
public:
  TransientLine();
  TransientLine(const TransientLine&) = delete;
  TransientLine& operator=(const TransientLine&) = delete;
  ~TransientLine() { erase(); }

  void draw(const std::string& text);

  /// Makes room for what is to stay.
  void erase();

private:
  bool shown_;
  bool drawn_ = false;
};

}  // namespace lvsctl
