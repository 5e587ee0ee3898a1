// Where the rules of the checker put what they find: repeats of one rule are capped, so that one broken table cannot
// bury everything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/finding.h"
#include "base/messages.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

// Findings of one rule that are told in full; of the others only the number is.
constexpr std::size_t kMostFindingsOfOneRule = 100;

class CheckReport {
public:
    explicit CheckReport(Findings& findings) : findings_(findings) {}

    // `text` names the object and both values; `offset` is absolute in the file; `item` the folder, "" for none.
    void add(MessageId rule, std::string text, std::uint64_t offset, std::string item = {});

    // Adds one finding for each rule that was met more often than kMostFindingsOfOneRule.
    void finish();

private:
    Findings& findings_;
    std::map<MessageId, std::size_t> counts_;
};

// "message 86cde123", "folder 82496e62" ...: how findings name an object.
[[nodiscard]] std::string label(Oid oid);

}  // namespace restante::mmf
