#include "targets/directory/detail_names.h"

#include <gtest/gtest.h>

#include "formats/exchange/user_list.h"

namespace restante::targets::directory {
namespace {

TEST(DetailNames, EveryRowStandsInItsPlaceAndHasAColumnOfTheUserList) {
    for (std::size_t i = 0; i < kDetails; ++i) {
        EXPECT_EQ(static_cast<std::size_t>(detail_names()[i].detail), i);
        EXPECT_EQ(exchange::known_column(detail_names()[i].column), detail_names()[i].column);
        const Details one({{std::string(detail_names()[i].column), "x"}});
        EXPECT_EQ(one[detail_names()[i].detail], "x") << detail_names()[i].column;
    }
}

TEST(DetailNames, R21FormsOfWorkgroupPostofficesAreKnown) {
    const Details details({{"Phone #1", "123"},
                           {"Phone #2", " 456 "},
                           {"Office", "7 B"},
                           {"Department", "R&D"},
                           {"Notes", "n"},
                           {"Alias", ""},
                           {"Shoe size", "44"}});
    EXPECT_EQ(details[Detail::phone], "123");
    EXPECT_EQ(details[Detail::phone2], "456");
    EXPECT_EQ(details[Detail::office], "7 B");
    EXPECT_EQ(details[Detail::department], "R&D");
    EXPECT_EQ(details[Detail::notes], "n\r\nShoe size: 44");
}

TEST(DetailNames, ListsWinAndFormsKeepWhatTheySayTwice) {
    const Details details({{"Phone #1", "1"},
                           {"Telephone", "2"},
                           {"Office", "a"},
                           {"Phone number", "3"},
                           {"Office", "~DEL"},
                           {"Assoc-NT-Account", "DOM\\ada"}});
    EXPECT_EQ(details[Detail::phone], "3");
    EXPECT_EQ(details[Detail::office], "");
    EXPECT_EQ(details[Detail::notes], "Telephone: 2");
    EXPECT_EQ(details.column("Assoc-NT-Account"), "DOM\\ada");
    EXPECT_EQ(details.column("Manager"), "");
}

}  // namespace
}  // namespace restante::targets::directory
