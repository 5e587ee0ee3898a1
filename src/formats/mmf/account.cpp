#include "formats/mmf/account.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {

Result<Account> read_account(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    Account account;
    account.name = as_text(TRY(reader.until_nul()));
    account.password = as_text(TRY(reader.until_nul()));
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    account.rest.assign(rest.begin(), rest.end());
    return account;
}

ByteVector write_account(const Account& account) {
    ByteWriter writer;
    writer.text_nul(account.name);
    writer.text_nul(account.password);
    writer.bytes(account.rest);
    return std::move(writer).take();
}

}  // namespace restante::mmf
