// A path out of what was pasted or dropped: a file manager gives file:// addresses, a terminal plain paths, some put
// quotes around them. "" when there is none: a browser keeps the path of a file it is given to itself.
export function pathOf(text: string): string {
  const line = text.split(/\r?\n/).find((one) => one.trim() && !one.startsWith("#")) ?? "";
  const bare = line.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (bare.startsWith("/")) return bare;
  const address = bare.match(/^file:\/\/(?:localhost)?(\/.*)$/i)?.[1];
  if (!address) return "";
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a "%" that starts no escape is part of the name
  }
}

// Several kinds may come with one drop; the list of addresses is what file managers mean.
export function droppedPath(data: Pick<DataTransfer, "getData">): string {
  return pathOf(data.getData("text/uri-list")) || pathOf(data.getData("text/plain"));
}
