// JSON written piece by piece: values as they come, never the whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"

namespace restante::forge {

// The first error of the sink is kept; nothing is written after it.
class JsonStream {
public:
    explicit JsonStream(ByteSink& sink) : sink_(&sink) {}

    // In an object every call names its member; in a list the name is "".
    void begin_object(std::string_view name = {}) { begin(name, '{'); }
    void end_object() { end('}'); }
    void begin_list(std::string_view name = {}) { begin(name, '['); }
    void end_list() { end(']'); }
    // `json` is a complete JSON value.
    void value(std::string_view name, std::string_view json);
    [[nodiscard]] Result<void> result() const { return result_; }

private:
    void begin(std::string_view name, char bracket);
    void end(char bracket);
    void separate(std::string_view name);
    void write(std::string_view text);

    ByteSink* sink_;
    std::vector<bool> started_{};  // whether the objects and lists around here have a member
    Result<void> result_{};
};

}  // namespace restante::forge
