import { resultText } from '../records/preview.ts'

/** Longer texts are no error messages. */
const most = 8000

/** What a server said about its own failure in a call; nothing when it did not fail, or others speak for it. */
export function failedText({ outcome, result }: { outcome: string; result?: unknown }): string | undefined {
  if (outcome === 'tool-error') return resultText(result, most)
  const message = outcome === 'error' ? (result as { message?: unknown } | null | undefined)?.message : undefined
  return typeof message === 'string' ? message : undefined
}
