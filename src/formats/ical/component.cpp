#include "formats/ical/component.h"

#include <algorithm>
#include <utility>

#include "base/content_line.h"
#include "base/control_picture.h"

namespace restante::ical {
namespace {

bool is_plain(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           letter == '-';
}

// RFC 6868: what may not stand in a parameter is written with a "^".
void append_parameter(const Parameter& parameter, std::string& line) {
    line += ';';
    line += parameter.name;
    line += '=';
    const bool quoted = parameter.value.empty() || !std::ranges::all_of(parameter.value, is_plain);
    if (quoted) line += '"';
    for (std::size_t i = 0; i < parameter.value.size(); ++i) {
        const char letter = parameter.value[i];
        if (letter == '"') {
            line += "^'";
        } else if (letter == '^') {
            line += "^^";
        } else if (letter == '\r' || letter == '\n') {
            line += "^n";
            if (letter == '\r' && i + 1 < parameter.value.size() && parameter.value[i + 1] == '\n') ++i;
        } else if (letter != '\t' && is_ascii_control(letter)) {
            append_control_picture(letter, line);
        } else {
            line += letter;
        }
    }
    if (quoted) line += '"';
}

void append_property(const Property& property, std::string& into) {
    std::string line = property.name;
    for (const Parameter& parameter : property.parameters) append_parameter(parameter, line);
    line += ':';
    for (const char letter : property.value) line += letter != '\t' && is_ascii_control(letter) ? ' ' : letter;
    append_content_line(line, into);
}

}  // namespace

void Component::add(std::string_view property, std::string value, std::vector<Parameter> parameters) {
    properties.push_back({std::string(property), std::move(value), std::move(parameters)});
}

Component calendar(std::string_view method) {
    Component made{.name = "VCALENDAR"};
    made.add("VERSION", "2.0");
    made.add("PRODID", "-//restante//Microsoft Mail//EN");
    if (!method.empty()) made.add("METHOD", std::string(method));
    return made;
}

void append_component(const Component& component, std::string& into) {
    append_content_line("BEGIN:" + component.name, into);
    for (const Property& property : component.properties) append_property(property, into);
    for (const Component& inner : component.components) append_component(inner, into);
    append_content_line("END:" + component.name, into);
}

}  // namespace restante::ical
