// iCalendar (RFC 5545) as a small tree: components hold properties and components, properties hold a value and
// parameters. Meetings in mail and calendars are made of the same pieces. Source: docs/formats/ical.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace restante::ical {

struct Parameter {
    std::string name{};   // "PARTSTAT"
    std::string value{};  // any text; quotes and escapes are the writer's
};

struct Property {
    std::string name{};   // "DTSTART"
    std::string value{};  // in its final form: value.h makes those of text, dates and people
    std::vector<Parameter> parameters{};
};

struct Component {
    std::string name{};                   // "VEVENT"
    std::vector<Property> properties{};   // in the order written
    std::vector<Component> components{};  // behind the properties

    void add(std::string_view property, std::string value, std::vector<Parameter> parameters = {});
};

// An empty VCALENDAR with its VERSION, PRODID and, if not "", METHOD (RFC 5546).
[[nodiscard]] Component calendar(std::string_view method = {});

// Appends the component and everything in it. Lines end in CR LF and are folded after 75 bytes; whatever a value or
// parameter holds, it cannot begin a line of its own.
void append_component(const Component& component, std::string& into);

}  // namespace restante::ical
