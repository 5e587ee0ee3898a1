// What the ledger keeps: plain values. Source of the rules: docs/ledger.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace restante::ledger {

// One source to one set of targets with one set of choices. The same three always give the same id.
struct Run {
    std::string id{};  // 32 hex digits
    std::string source{};
    std::vector<std::string> targets{};  // URIs, without secrets
    std::string settings{};              // what resume needs to ask for the same again, as JSON; never a secret
};

// Where a unit of work stands.
enum class UnitState : std::uint8_t {
    planned,     // nobody has it
    leased,      // a worker has it, until its lease expires
    complete,    // everything wanted is confirmed on every target
    incomplete,  // done, some items failed; `result` says which
    failed,      // could not be done at all
    skipped,     // not wanted
};

// The unit of work: a mailbox, or a source whose mailboxes nobody has listed yet.
enum class UnitKind : std::uint8_t { source, mailbox };

struct Unit {
    std::int64_t id = 0;  // given by the ledger
    std::string run{};
    UnitKind kind = UnitKind::mailbox;
    std::string source{};        // path, as in the run
    std::uint64_t position = 0;  // in the source, from 0
    std::string name{};          // of the mailbox
    std::string address{};       // of the mailbox
    std::uint64_t messages = 0;  // as planned
    UnitState state = UnitState::planned;
    std::string worker{};       // who has or had it
    std::uint32_t attempt = 0;  // counts claims: a fence against workers that come back from the dead
    std::string result{};       // JSON of counts, once done
};

// The right to work on a unit. Everything written under a claim whose unit somebody else has claimed since is refused.
struct Claim {
    Unit unit{};
    std::string worker{};
    std::uint32_t attempt = 0;
};

enum class ItemState : std::uint8_t {
    planned,    // known, nothing done
    intended,   // may be on the target, or not: looked up there before anything is sent again
    sent,       // handed over; the target has not yet said that it keeps it
    confirmed,  // the target has it
    failed,     // it has not, and says why
    skipped,    // left out by choice
};

// One item on its way to one target.
struct Item {
    std::string item_id{};     // stable identity, 32 hex digits
    std::uint32_t target = 0;  // position in Run::targets
    std::string item{};        // "Inbox/3", for people
    ItemState state = ItemState::planned;
    std::uint64_t size = 0;  // bytes on the target; 0: not known
    std::string sha256{};    // of them, lower-case hex; "": the target keeps no bytes of it
    std::string place{};     // where it is: file name, UID, ...
    std::string error{};     // why it failed, one sentence
};

enum class NoteKind : std::uint8_t { finding, loss, failure };

// A numbered message about an item, a mailbox or the run.
struct Note {
    NoteKind kind = NoteKind::finding;
    std::string code{};  // "MMF-012"
    std::string item{};  // "" for the mailbox as a whole
    std::string target{};
    std::optional<std::uint64_t> offset{};
    std::string text{};
    std::uint64_t count = 1;
};

struct SourceFile {
    std::string path{};
    std::uint64_t size = 0;
    std::string sha256{};
};

// How many items are in which state.
struct StateCount {
    std::string state{};
    std::uint64_t count = 0;
};

struct Event {
    std::int64_t sequence = 0;
    std::string run{}, at{}, kind{}, detail{};  // `at`: by the clock of the database, UTC, ISO 8601
};

}  // namespace restante::ledger
