// Text out of mail may hold characters that turn the direction of what follows, or cannot be seen at all: names that look
// like others. They are made visible.
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export function plain(text: string): string {
  return text.replace(INVISIBLE, "\ufffd");
}
