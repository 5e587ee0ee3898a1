#include "example_accounts.h"

#include <utility>

namespace restante::testing {
namespace {

model::DirectoryAccount account(std::string mailbox, std::string name, std::string postoffice = "ACME/HQ") {
    model::DirectoryAccount made;
    made.address = postoffice.empty() ? "" : "MS:" + postoffice + "/" + mailbox;
    made.mailbox = std::move(mailbox);
    made.display_name = std::move(name);
    made.password = true;
    return made;
}

model::Directory one() {
    model::Directory directory;
    directory.kind = "postoffice";
    directory.path = "MAILDATA";
    directory.network = "ACME";
    directory.postoffice = "HQ";
    model::DirectoryAccount admin = account("ADMIN", "Administrator");
    admin.administrator = true;
    model::DirectoryAccount doe = account("JDOE", "Doe, John");
    doe.internet = "john.doe@example.org";
    doe.details = {{"Phone #1", "+49 (30) 123-456"},    {"Phone #2", "#17 ask for J\xC3\xB6rg"}, {"Office", "7 B"},
                   {"Department", "R&D \xC3\xA9quipe"}, {"Notes", "likes tea\r\nand cake"},      {"Shoe size", "44"}};
    model::DirectoryAccount joerg = account("J\xC3\x96RG",
                                            "J\xC3\xB6rg Stra\xC3\x9F"
                                            "e");
    joerg.internet = "joerg@example.org";
    model::DirectoryAccount nobody = account("NOADDR", "No Address");
    model::DirectoryAccount schedule = account("ADMINSCH", "Schedule Distribution");
    schedule.system = true;
    model::DirectoryAccount gone = account("GONE", "Left Long Ago");
    gone.deleted = true;
    model::DirectoryAccount unwanted = account("UNWANTED", "Not In This Run");
    unwanted.left_out = true;
    directory.accounts = {admin, doe, joerg, nobody, schedule, gone, unwanted};
    directory.contacts = {{"Ann Elsewhere", "SMTP:ann@example.net", "ann@example.net"},
                          {"Otto", "MS:OTHER/PO/OTTO", ""},
                          {"Exchange User", "EX:/o=ACME/ou=SITE/cn=Recipients/cn=EXUSER", "exuser@example.org"},
                          {"John again", "SMTP:JOHN.DOE@example.org", "JOHN.DOE@example.org"}};
    directory.groups = {
        {"Everybody", {"JDOE", "j\xC3\xB6rg", "SMTP:ann@example.net", "MS:OTHER/PO/OTTO", "Inner circle", "JDOE"}},
        {"Inner circle", {"ADMIN", "Everybody", "FAX:555 1234", "GONE", "NOSUCH"}},
        {"Nobody", {}}};
    return directory;
}

std::vector<model::Directory> several() {
    std::vector<model::Directory> all{one(), one(), {}};
    all[1].postoffice = "LAB";
    all[1].path = "LABDATA";
    all[1].contacts.pop_back();
    for (model::DirectoryAccount& one : all[1].accounts) {
        one.address = "MS:ACME/LAB/" + one.mailbox;
        one.internet.clear();
        if (one.mailbox == "J\xC3\x96RG") one.new_name = "Joerg of the lab";
    }
    all[2].kind = "wgpo";
    all[2].path = "disk.img/WGPO0000";
    all[2].accounts = {account("PETER", "Peter", ""), account("ADMIN", "Boss", "")};
    all[2].accounts[0].internet = "john.doe@example.org";  // somebody else has it
    return all;
}

model::Directory hostile() {
    model::Directory directory;
    directory.network = "..";
    directory.postoffice = "a/b\\c";
    directory.path = "x";
    const std::vector<std::string> names = {
        "'; Remove-Item C:\\ -Recurse -Force; '",
        "\xE2\x80\x98; Remove-Item x; \xE2\x80\x99",
        "\xE2\x80\x9A; throw 1 \xE2\x80\x9B",
        "$(throw 2) `$x \"q\" @(1) #> <#",
        "a,b;c\td\"e\"",
        "=cmd|' /C calc'!A0",
        "line\r\ndn: cn=evil,dc=x\r\nobjectClass: top",
        "line\n\n\nend",
        " leading and trailing ",
        "#hash+plus=equals<less>greater\\back,comma",
        ": colon first",
        "< url",
        std::string("nul\0inside", 10),
        "\xE2\x80\xA8\xE2\x80\xA9\xC2\x85",
        "\xF0\x9F\x98\x80 \xE4\xBD\xA0\xE5\xA5\xBD \xD7\xA9\xD7\x9C",
        "%s%n%p%%\\r\\n\\%",
        std::string(300, 'x'),
        "'@\r\n& calc\r\n@'",
        "*?\\",
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
        model::DirectoryAccount one = account("H" + std::to_string(i), names[i], "N/P");
        one.address = "MS:N/P/" + names[i];
        if (i % 2 == 0) one.internet = "h'" + std::to_string(i) + "@example.org";
        for (const char* const label : {"Phone #1", "Office", "Notes", "Strange label: x"})
            one.details.push_back({label, names[i]});
        directory.accounts.push_back(std::move(one));
        directory.contacts.push_back({names[i], "SMTP:c" + std::to_string(i) + "@example.org", ""});
        directory.groups.push_back({names[i], {"H" + std::to_string(i), "SMTP:c0@example.org", "MS:" + names[i]}});
    }
    directory.accounts.push_back(account(names[0], names[0], "N/P"));
    directory.accounts.push_back(account("", "", ""));
    return directory;
}

}  // namespace

std::vector<model::Directory> example_directories(const std::string& kind) {
    if (kind == "one") return {one()};
    if (kind == "several") return several();
    if (kind == "hostile") return {hostile()};
    return {{}};
}

}  // namespace restante::testing
