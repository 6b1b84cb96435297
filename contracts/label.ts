/** Labels that sources give causes, compared as people mean them: without case, width, blanks and the signs between words. */

/** Full-width forms of ASCII lie this far above it. */
const WIDTH = 0xfee0

/** Blanks, and what people put between words or levels: `_ - / \\ : > . ·`. */
const SIGNS = /[ \t\n\r\u00a0\u3000_\-/\\:>.·]/g

/**
 * `Not fixed - FIRST time` and `ｎｏｔ_fixed first time` fold to the same, and so do `服务 / 服务态度` and `服务：服务态度`. The macro `fold_label` does the same in models.
 * No other characters are unified: two labels that differ in a word or a sign stay two.
 */
export function foldLabel(label: string): string {
  const narrow = label.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDTH))
  return narrow.toLowerCase().replace(SIGNS, '')
}
