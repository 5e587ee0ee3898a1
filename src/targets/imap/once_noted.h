// Findings of which one a mailbox is enough.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/finding.h"

namespace restante::targets::imap {

class OnceNoted {
public:
    // `losses` outlives it.
    explicit OnceNoted(Findings& losses) : losses_(losses) {}

    void note(MessageId id, const std::string& text) {
        if (std::find(noted_.begin(), noted_.end(), id) != noted_.end()) return;
        noted_.push_back(id);
        losses_.add(id, text);
    }

private:
    Findings& losses_;
    std::vector<MessageId> noted_;
};

}  // namespace restante::targets::imap
