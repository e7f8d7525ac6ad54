import type { Trap, TrapFrame } from './domain.ts'

/** What each kind of trap means, as the rest of a sentence that begins with the server's name. */
export const trapKinds: Record<string, string> = {
  unreachable: 'stopped itself: it came to a place that it takes for impossible',
  'memory-out-of-bounds': 'reached for memory that it does not have',
  'out-of-memory': 'wanted more memory than its limit',
  'table-out-of-bounds': 'called a function that does not exist',
  'array-out-of-bounds': 'looked for an item behind the end of a list',
  'uninitialized-element': 'called a function that does not exist',
  'type-mismatch': 'called a function as if it were another one',
  'bad-reference': 'used a reference to nothing',
  'bad-atomic': 'shared memory in a way that does not work',
  'bad-value': 'handed over a value that cannot be right',
  'divide-by-zero': 'divided by zero',
  'integer-overflow': 'computed a number that does not fit',
  'bad-conversion': 'turned a number into one that cannot hold it',
  'stack-overflow': 'called itself too deeply',
  'out-of-fuel': 'used up its share of computing',
  interrupted: 'was interrupted',
  deadlock: 'waited for itself',
  exception: 'threw an exception that nobody caught',
  limit: 'wanted more than its limits allow',
  panic: 'stopped itself: it met something that it cannot handle',
}

/** Panics of Rust programs that say what went wrong. */
const panics: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [
    /index out of bounds: the len is (\d+) but the index is (\d+)/u,
    ([, len, index]) => `it looked for item ${index} in a list of ${len}`,
  ],
  [/called `Option::unwrap\(\)` on a `None` value/u, () => 'it counted on a value that was not there'],
  [/called `Result::unwrap\(\)` on an `Err` value/u, () => 'it counted on a step that failed'],
  [/attempt to divide by zero|attempt to calculate the remainder with a divisor of zero/u, () => 'it divided by zero'],
  [/attempt to \w+ with overflow/u, () => 'it computed a number that does not fit'],
  [/assertion (?:`[^`]*` )?failed/u, () => 'a check of its own failed'],
  [/called `Option::expect|called `Result::expect/u, () => 'it counted on something that was not there'],
  [/byte index \d+ is not a char boundary/u, () => 'it cut a text in the middle of a character'],
  [
    /range (?:start|end) index (\d+) out of range for slice of length (\d+)/u,
    ([, i, len]) => `it looked for item ${i} in a list of ${len}`,
  ],
  [/not (?:yet )?implemented/u, () => 'it came to a part that is not written yet'],
  [/internal error: entered unreachable code/u, () => 'it came to a place that it takes for impossible'],
  [/capacity overflow|memory allocation of \d+ bytes failed/u, () => 'it wanted more memory than it may have'],
]

/** The headline of a trap: plain words first, the codes come below it. */
export function trapHeadline(server: string, trap: Pick<Trap, 'code' | 'message' | 'raw'>): string {
  const text = `${trap.message}\n${trap.raw}`
  for (const [pattern, say] of panics) {
    const found = pattern.exec(text)
    if (found) return `${server} stopped itself: ${say(found)}`
  }
  return `${server} ${trapKinds[trap.code] ?? 'broke in the middle of its work'}`
}

/** `src/diff.rs:218` of a panic, where the guest printed it. */
export function panicPlace(trap: Pick<Trap, 'raw'>): string | undefined {
  return /panicked at (?:'[^']*', )?([^\s:]+:\d+)/u.exec(trap.raw)?.[1]
}

export function placeOf(frame: TrapFrame): string {
  if (frame.at) return `${frame.at.file}:${frame.at.line}${frame.at.column > 0 ? `:${frame.at.column}` : ''}`
  return frame.offset === undefined ? 'no debug info' : `no debug info, offset 0x${frame.offset.toString(16)}`
}
