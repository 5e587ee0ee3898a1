#include "formats/vcard/vcard_writer.h"

#include "base/content_line.h"
#include "base/control_picture.h"

namespace restante::vcard {

void Writer::line(std::string_view name, std::string_view value) {
    std::string whole(name);
    whole += ':';
    whole += value;
    append_content_line(whole, into_);
}

void Writer::begin() {
    line("BEGIN", "VCARD");
    line("VERSION", version_ == Version::v4 ? "4.0" : "3.0");
}

void Writer::text(std::string_view name, std::string_view value) { line(name, content_text(value)); }

void Writer::components(std::string_view name, const std::vector<std::string_view>& values) {
    std::string joined;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0) joined += ';';
        joined += content_text(values[i]);
    }
    line(name, joined);
}

void Writer::plain(std::string_view name, std::string_view value) {
    std::string clean(value);
    for (char& c : clean)
        if (is_ascii_control(c)) c = ' ';
    line(name, clean);
}

void Writer::end() { line("END", "VCARD"); }

}  // namespace restante::vcard
