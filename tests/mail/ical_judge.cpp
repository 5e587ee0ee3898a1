#include "ical_judge.h"

#include <libical/ical.h>

#include <cstdlib>

namespace restante::testing {
namespace {

std::string taken(char* text) {
    std::string copy = text == nullptr ? std::string() : std::string(text);
    std::free(text);
    return copy;
}

void take_components(icalcomponent* component, JudgedCalendar& into) {
    into.components.emplace_back(icalcomponent_kind_to_string(icalcomponent_isa(component)));
    for (icalproperty* property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
         property != nullptr; property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY))
        into.complaints.push_back(taken(icalproperty_as_ical_string_r(property)));
    std::vector<icalcomponent*> inner;
    for (icalcomponent* one = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); one != nullptr;
         one = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        inner.push_back(one);
    for (icalcomponent* one : inner) take_components(one, into);
}

std::string line_of(icalproperty* property) {
    const char* text = nullptr;
    switch (icalproperty_isa(property)) {
        case ICAL_SUMMARY_PROPERTY:
            text = icalproperty_get_summary(property);
            break;
        case ICAL_DESCRIPTION_PROPERTY:
            text = icalproperty_get_description(property);
            break;
        case ICAL_COMMENT_PROPERTY:
            text = icalproperty_get_comment(property);
            break;
        default:
            break;
    }
    if (text != nullptr) return std::string(icalproperty_get_property_name(property)) + ":" + text;
    std::string line;
    for (const char letter : taken(icalproperty_as_ical_string_r(property))) line += letter;
    for (std::size_t fold = line.find("\r\n "); fold != std::string::npos; fold = line.find("\r\n "))
        line.erase(fold, 3);
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

JudgedCalendar judge_calendar(const std::string& text) {
    JudgedCalendar judged;
    icalcomponent* calendar = icalparser_parse_string(text.c_str());
    if (calendar == nullptr) {
        judged.complaints.emplace_back("no calendar");
        return judged;
    }
    if (icalrestriction_check(calendar) == 0) judged.complaints.emplace_back("breaks a rule of its method");
    take_components(calendar, judged);
    if (icalproperty* method = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY); method != nullptr)
        judged.method = icalproperty_method_to_string(icalproperty_get_method(method));
    icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (icalproperty* property = event == nullptr ? nullptr
                                                   : icalcomponent_get_first_property(event, ICAL_ANY_PROPERTY);
         property != nullptr; property = icalcomponent_get_next_property(event, ICAL_ANY_PROPERTY))
        judged.lines.push_back(line_of(property));
    icalcomponent_free(calendar);
    return judged;
}

std::vector<std::string> JudgedCalendar::all(std::string_view property) const {
    std::vector<std::string> found;
    for (const std::string& line : lines) {
        if (!line.starts_with(property) || line.size() == property.size()) continue;
        const char next = line[property.size()];
        if (next == ':') found.push_back(line.substr(property.size() + 1));
        if (next == ';') found.push_back(line);
    }
    return found;
}

std::string JudgedCalendar::one(std::string_view property) const {
    const std::vector<std::string> found = all(property);
    return found.empty() ? std::string() : found.front();
}

}  // namespace restante::testing
