// What every reader of an open message file needs: the store, the code page, and where findings go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/code_page.h"
#include "base/finding.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/store.h"

namespace restante::sources {

// Decodes stored text and counts the bytes the code page does not define.
class StoreText {
public:
    explicit StoreText(CodePage page) : page_(std::move(page)) {}

    // All of it, or up to the first NUL.
    std::string whole(Bytes bytes) {
        std::string text;
        unmappable_ += page_.decode(bytes, text);
        return text;
    }
    std::string until_nul(Bytes bytes) { return whole(restante::until_nul(bytes)); }

    // Without counting what the page does not define.
    [[nodiscard]] std::string decoded(Bytes bytes) const { return page_.decode(bytes); }
    [[nodiscard]] const CodePage& page() const { return page_; }
    [[nodiscard]] int code_page() const { return page_.number(); }
    // Each byte is one character, if the page defines it.
    [[nodiscard]] bool single_byte() const { return page_.single_byte(); }
    // For each character of the decoded text the byte it comes from; the bytes are not counted again.
    [[nodiscard]] std::vector<std::uint32_t> character_offsets(Bytes bytes) const {
        return page_.character_offsets(bytes);
    }

    // Adds a finding about the bytes counted since the last call, if there were any.
    void report(Findings& findings, const std::string& item);
    [[nodiscard]] std::size_t unmappable() const { return unmappable_; }

private:
    CodePage page_;
    std::size_t unmappable_ = 0;
};

struct StoreContext {
    std::shared_ptr<const mmf::Store> store;
    StoreText text;
    Findings findings = Findings();
};

// The list that is the body of an object: the errors of Store::object() and ListReader::open().
Result<mmf::ListReader> open_list(const mmf::Store& store, mmf::Oid oid);

// The same for a list that breaks off: a finding says what is missing behind it.
Result<mmf::ListReader> open_damaged_list(StoreContext& context, mmf::Oid oid, const std::string& item);

}  // namespace restante::sources
