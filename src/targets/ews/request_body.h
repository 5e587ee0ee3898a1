// The body of one request, made while it is sent: text of ours, and contents as base64.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "targets/ews/spool.h"

namespace restante::targets::ews {

class RequestBody {
public:
    RequestBody() = default;
    explicit RequestBody(std::string_view text) { this->text(text); }

    void text(std::string_view text);
    // As base64 without line ends. `content` outlives the body and stays as it is.
    void base64(const Spool& content);

    [[nodiscard]] std::uint64_t size() const { return size_; }
    // The next bytes; none at the end. io.
    Result<std::size_t> read(MutableBytes space);
    void rewind();
    // All of it, for tests and small requests. io.
    Result<std::string> whole();

private:
    struct Part {
        std::string text{};
        const Spool* content = nullptr;
    };

    Result<void> fill();

    std::vector<Part> parts_;
    std::uint64_t size_ = 0;
    // Where reading is: in parts_[part_], `offset_` bytes of its content are encoded.
    std::size_t part_ = 0;
    std::uint64_t offset_ = 0;
    std::string ready_;
    std::size_t taken_ = 0;  // of ready_
};

}  // namespace restante::targets::ews
