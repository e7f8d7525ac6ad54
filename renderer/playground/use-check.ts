import { useEffect, useState } from 'react'
import { ask } from '../connection.ts'

export interface Checked {
  /** The text that this is about. */
  text: string
  problems: { at: string; message: string }[]
  unchecked?: string
}

const pauseMs = 250
/** More is only checked by the server itself. */
const longest = 4_000_000

export async function checkNow(server: string, tool: string, text: string): Promise<Checked> {
  if (text.length > longest) return { text, problems: [], unchecked: 'The arguments are too long to be checked here.' }
  return { text, ...(await ask('tools.check', { id: server, tool, json: text })) }
}

/** What the tool's schema says of the arguments, a moment after they were changed; undefined before. */
export function useCheck(server: string, tool: string, text: string, ready: boolean): Checked | undefined {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    if (!ready) return
    let over = false
    const timer = setTimeout(() => {
      // Without a host the next change tries again; the call itself says what is wrong.
      checkNow(server, tool, text).then(
        (found) => !over && setChecked(found),
        () => undefined,
      )
    }, pauseMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [server, tool, text, ready])
  return checked
}
