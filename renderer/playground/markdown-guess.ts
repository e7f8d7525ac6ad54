/** Longer ones are shown as text until someone asks for Markdown: some marks take a time that grows with the square. */
export const longestUnasked = 10_000
/** Longer texts are not made into Markdown: reading them would hold the window up. */
const longest = 50_000
/** Signs of Markdown come early, and looking for them everywhere takes long in texts that are made for that. */
const looked = 10_000
/** Quotes and lists inside of each other, in one line. Nobody writes that many, and each is drawn inside of the one before. */
const mostContainers = 30

const signs = [
  /^#{1,6} \S/m,
  /^ {0,3}[-*] \S.*\n {0,3}[-*] \S/m,
  /\*\*\S[^*\n]*\*\*/,
  /\[[^[\]\n]{1,200}\]\([^()\s]{1,2000}\)/,
  /^\|.*\|\s*\n\|[\s:|-]+\|/m,
  /^```/m,
]

/** A guess: text with marks that only Markdown makes much of. JSON and code are none, nor is what is made to be hard to draw. */
export function looksLikeMarkdown(text: string): boolean {
  const head = text.slice(0, looked)
  if (text.length > longest || /^\s*[[{<]/.test(head)) return false
  return signs.some((sign) => sign.test(head)) && text.split('\n').every((line) => containersOf(line) <= mostContainers)
}

/** With how many quotes and list items a line begins. */
function containersOf(line: string): number {
  const container = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y
  let found = 0
  while (found <= mostContainers && container.test(line)) found++
  return found
}
