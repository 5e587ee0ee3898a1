#include "forge/json_stream.h"

namespace restante::forge {

void JsonStream::write(std::string_view text) {
    if (result_) result_ = sink_->append(as_bytes(text));
}

// A line for each member, so that people can look at it.
void JsonStream::separate(std::string_view name) {
    if (!started_.empty()) {
        write(started_.back() ? ",\n" : "\n");
        started_.back() = true;
        write(std::string(started_.size(), ' '));
    }
    if (!name.empty()) write("\"" + std::string(name) + "\": ");
}

void JsonStream::begin(std::string_view name, char bracket) {
    separate(name);
    write(std::string(1, bracket));
    started_.push_back(false);
}

void JsonStream::end(char bracket) {
    const bool empty = !started_.back();
    started_.pop_back();
    if (!empty) write("\n" + std::string(started_.size(), ' '));
    write(std::string(1, bracket));
    if (started_.empty()) write("\n");
}

void JsonStream::value(std::string_view name, std::string_view json) {
    separate(name);
    write(json);
}

}  // namespace restante::forge
