#include "formats/postoffice/mail/envelope_file.h"

#include <gtest/gtest.h>

namespace restante::postoffice {
namespace {

TEST(EnvelopeFile, IsToldByName) {
    EXPECT_EQ(envelope_file("0000013D.P1"), EnvelopeFile::envelope);
    EXPECT_EQ(envelope_file("0000013d.p1"), EnvelopeFile::envelope);
    for (const char* name : {"0000013D.0LK", "0000013D.P01", "LOCKP1ID.P02"})
        EXPECT_EQ(envelope_file(name), EnvelopeFile::lock) << name;
    for (const char* name : {"", "POPULATE.MSM", "0000013D", "0000013D.MAI", "13D.P1", "LOCKP1ID.0LK"})
        EXPECT_EQ(envelope_file(name), EnvelopeFile::none) << name;
}

}  // namespace
}  // namespace restante::postoffice
