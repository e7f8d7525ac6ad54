import { parseArgs } from 'node:util'

export interface Words {
  home?: string
  /** Without a window, for a bridge. */
  background: boolean
  /** With a tray and no window, as at login. */
  hidden: boolean
  /** A `belljar:` link that the system handed over, as it came. */
  link?: string
}

/** What the app was started with. Unknown words are Chromium's. */
export function readWords(args: readonly string[]): Words {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { home: { type: 'string' }, background: { type: 'boolean' }, hidden: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  })
  const link = positionals.find((word) => /^belljar:/i.test(word))
  return {
    ...(typeof values.home === 'string' && { home: values.home }),
    background: values.background === true,
    hidden: values.hidden === true,
    ...(link !== undefined && { link }),
  }
}
