#include "forge/damage.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <set>

#include "forge/scratch_office_test.h"

namespace restante::forge {
namespace {

using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Options with_damage(std::vector<std::string> kinds) {
    return {.users = 8, .seed = 4, .messages = 100, .kind = PostofficeKind::retail, .damage = std::move(kinds)};
}

std::set<std::string> changed(const std::map<std::string, std::string>& sound,
                              const std::map<std::string, std::string>& broken) {
    std::set<std::string> paths;
    for (const auto& [path, content] : sound)
        if (const auto found = broken.find(path); found == broken.end() || found->second != content) paths.insert(path);
    for (const auto& [path, content] : broken)
        if (!sound.contains(path)) paths.insert(path);
    return paths;
}

// The truth names exactly the files that differ, and nothing else of it differs.
TEST(Damage, ChangesWhatItSays) {
    const ScratchOffice sound(with_damage({}));
    const auto sound_contents = sound.contents();
    auto sound_truth = nlohmann::json::parse(sound.truth());
    sound_truth.erase("damage");
    std::set<std::map<std::string, std::string>> effects;
    for (const DamageKind& kind : damage_kinds()) {
        SCOPED_TRACE(kind.name);
        const ScratchOffice broken(with_damage({std::string(kind.name)}));
        const auto contents = broken.contents();
        auto truth = nlohmann::json::parse(broken.truth());
        ASSERT_THAT(truth["damage"], SizeIs(1));
        const auto report = truth["damage"][0];
        EXPECT_EQ(report["kind"], kind.name);
        EXPECT_NE(report["what"], "");
        if (kind.name != "lower-case") {
            std::set<std::string> named;
            for (const auto& file : report["files"]) named.insert(file);
            EXPECT_THAT(named, Not(IsEmpty()));
            EXPECT_EQ(changed(sound_contents, contents), named);
        }
        truth.erase("damage");
        EXPECT_EQ(truth, sound_truth);
        EXPECT_TRUE(effects.insert(contents).second) << "the same as another damage";
    }
    EXPECT_GE(effects.size(), 30U);
    EXPECT_FALSE(effects.contains(sound_contents));
}

TEST(Damage, MailThatIsLostIsNamed) {
    for (const char* kind : {"no-message", "bad-message", "cut-message", "stub-message", "no-attachment", "no-mailbag",
                             "cut-mailbag", "cut-store", "bad-store", "cut-folder"}) {
        const ScratchOffice broken(with_damage({kind}));
        const auto truth = nlohmann::json::parse(broken.truth());
        EXPECT_THAT(truth["damage"][0]["loses"], Not(IsEmpty())) << kind;
    }
}

TEST(Damage, LowersAllNames) {
    const ScratchOffice broken(with_damage({"lower-case"}));
    EXPECT_TRUE(broken.has("glb/master.glb"));
    for (const std::string& path : broken.files())
        EXPECT_TRUE(std::ranges::none_of(path, [](char letter) { return letter >= 'A' && letter <= 'Z'; })) << path;
}

TEST(Damage, AllKindsTogetherAreDeterministic) {
    std::vector<std::string> all;
    for (const DamageKind& kind : damage_kinds()) all.emplace_back(kind.name);
    const ScratchOffice one(with_damage(all));
    std::ranges::reverse(all);
    const ScratchOffice other(with_damage(all));
    EXPECT_EQ(one.digest(), other.digest());
    EXPECT_EQ(one.truth(), other.truth());
}

TEST(Damage, UnknownKindsAreRefused) {
    const ScratchDirectory directory;
    const auto made = forge_postoffice(directory.path(), with_damage({"earthquake"}), nullptr);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, Errc::bad_value);
    EXPECT_FALSE(std::filesystem::exists(directory.path()));
}

}  // namespace
}  // namespace restante::forge
