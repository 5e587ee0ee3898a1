// Turns the built page into a C++ table: node embed.mjs DIRECTORY OUTPUT.cpp. The interface is src/web/assets.h.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
const LONGEST_PIECE = 8192; // bytes of one string literal; neighbours are joined by the compiler

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

// Octal escapes of always three digits: what follows can never become part of one.
function literal(bytes) {
  let text = "";
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    text += plain ? String.fromCharCode(byte) : "\\" + byte.toString(8).padStart(3, "0");
  }
  return `"${text}"`;
}

function literals(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += LONGEST_PIECE) pieces.push(literal(bytes.subarray(at, at + LONGEST_PIECE)));
  return pieces.join("\n") || '""';
}

const [directory, output] = process.argv.slice(2);
const rows = filesBelow(directory).map((file) => {
  const type = TYPES[extname(file)];
  if (!type) throw new Error(`${file}: of what type is it?`);
  const bytes = readFileSync(file);
  const path = "/" + relative(directory, file).split(sep).join("/");
  return `    {"${path}", "${type}", std::string_view(${literals(bytes)}, ${bytes.length})},`;
});

writeFileSync(
  output,
  `// Made by web/embed.mjs.
// NOLINTBEGIN
#include "web/assets.h"

#include <algorithm>
#include <array>

namespace restante::web {
namespace {

const std::array<Asset, ${rows.length}> kAssets{{
${rows.join("\n")}
}};

}  // namespace

const Asset* find_asset(std::string_view path) {
    const auto found = std::find_if(kAssets.begin(), kAssets.end(), [&](const Asset& asset) { return asset.path == path; });
    return found == kAssets.end() ? nullptr : &*found;
}

}  // namespace restante::web
// NOLINTEND
`,
);
