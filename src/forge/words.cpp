#include "forge/words.h"

#include <array>

namespace restante::forge::words {
namespace {

constexpr std::array<std::string_view, 40> kFirstNames{
    "Anna", "Bob",   "Carla", "Dieter", "Erika", "François", "Greta", "Hans",  "Inès",   "Jürgen",
    "Karl", "Laura", "Maria", "Niels",  "Olga",  "Peter",    "René",  "Søren", "Thomas", "Ute",
    "Åsa",  "Björn", "Chloé", "Denise", "Émile", "Frank",    "Gül",   "Heike", "Ivan",   "José",
    "Kåre", "Lotte", "Mike",  "Nadia",  "Oscar", "Paula",    "Raúl",  "Sue",   "Tom",    "Yves"};
constexpr std::array<std::string_view, 50> kLastNames{
    "Müller", "Smith",   "García", "Jones",    "Schröder", "Lindqvist", "Dupont",   "Nuñez",   "Weiß",    "Brown",
    "Ærø",    "Bäcker",  "Castro", "Duval",    "Eriksson", "Fischer",   "González", "Hansen",  "Iversen", "Jäger",
    "Köhler", "Lefèvre", "Martin", "Nørgaard", "Ortega",   "Petersen",  "Quinn",    "Ramírez", "Schmidt", "Taylor",
    "Ulrich", "Vogel",   "Walker", "Young",    "Zimmer",   "Allen",     "Baker",    "Clark",   "Davis",   "Evans",
    "Foster", "Gray",    "Hughes", "Irwin",    "King",     "Lopez",     "Moore",    "Nelson",  "Parker",  "Roberts"};
constexpr std::array<std::string_view, 8> kDepartments{"Sales",   "Research",  "Buchhaltung", "Comptabilité",
                                                       "Support", "Logistics", "Personal",    "Direction"};
constexpr std::array<std::string_view, 16> kSubjects{
    "Budget",  "Meeting on Friday", "Weekly report", "Printer is down", "Lunch",   "Your order",     "Größe prüfen",
    "Réunion", "Holiday plans",     "New telephone", "Room change",     "Invoice", "Kaffeemaschine", "Status",
    "Draft",   "Änderung"};
constexpr std::array<std::string_view, 40> kPlain{
    "please", "find", "the",  "report", "for",      "next",    "week",   "attached", "and",    "call",
    "me",     "when", "you",  "have",   "read",     "it",      "the",    "meeting",  "moved",  "to",
    "room",   "we",   "need", "your",   "comments", "on",      "budget", "before",   "Friday", "noon",
    "thanks", "für",  "die",  "Grüße",  "très",     "bientôt", "señor",  "from",     "a",      "colleague"};
constexpr std::array<std::string_view, 8> kFolders{"Projects", "Customers", "Private", "Aufträge",
                                                   "Travel",   "Reports",   "Archive", "Réunions"};

}  // namespace

std::span<const std::string_view> first_names() { return kFirstNames; }
std::span<const std::string_view> last_names() { return kLastNames; }
std::span<const std::string_view> departments() { return kDepartments; }
std::span<const std::string_view> subjects() { return kSubjects; }
std::span<const std::string_view> plain() { return kPlain; }
std::span<const std::string_view> folders() { return kFolders; }

}  // namespace restante::forge::words
