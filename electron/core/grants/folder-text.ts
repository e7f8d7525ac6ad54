import path from 'node:path'
import { homeFolder } from './delicate-folders.ts'
import { hasControl, refuse } from './grant-context.ts'

interface Here {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
}

/**
 * The host path that a person means: `~` is home, on Windows `/c/Users` is `C:\Users`. Normalised, without a separator at its
 * end. Looks at no disk. Refuses what is relative: relative to what, only the person knows.
 */
export function hostPathOf(text: string, here: Here): string {
  checkCharacters(text)
  const windows = here.platform === 'win32'
  const flavour = windows ? path.win32 : path.posix
  const full = withHome(text, here, flavour)
  const drive = windows ? /^\/([a-z])(?=\/|$)/i.exec(full) : null
  const native = drive ? `${drive[1]?.toUpperCase()}:\\${full.slice(3)}` : full
  const whole = windows ? /^[a-z]:[\\/]/i.test(native) : native.startsWith('/')
  if (!whole) throw notWhole(text, windows)
  const normal = flavour.normalize(native)
  const root = flavour.parse(normal).root
  const bare = normal.length > root.length ? normal.replace(windows ? /[\\/]+$/ : /\/+$/, '') : normal
  // With the sign behind it wasmtime would read it as the folder of the name without the colon.
  if (bare.endsWith(':')) throw colons(text, 'a ":" at its end')
  return windows ? bare.charAt(0).toUpperCase() + bare.slice(1) : bare
}

/** What a server sees: absolute, with slashes, normalised. Takes what `hostPathOf` takes, so that `C:\Users` is `/c/Users`. */
export function guestPathOf(text: string, here: Here): string {
  checkCharacters(text)
  const windows = here.platform === 'win32'
  const full = withHome(text, here, windows ? path.win32 : path.posix)
  const slashes = windows ? full.replaceAll('\\', '/') : full
  const drive = windows ? /^([a-z]):(?=\/|$)/i.exec(slashes) : null
  const absolute = drive ? `/${drive[1]?.toLowerCase()}${slashes.slice(2)}` : slashes
  if (!absolute.startsWith('/') || absolute.startsWith('//'))
    throw refuse(
      `What the server sees must be a whole path, and "${text}" is none.`,
      'Begin it with a slash, for instance /data.',
    )
  const normal = path.posix.normalize(absolute)
  return normal.length > 1 ? normal.replace(/\/+$/, '') : normal
}

function withHome(text: string, here: Here, flavour: path.PlatformPath): string {
  const rest = here.platform === 'win32' ? /^~(?:[\\/](.*))?$/s.exec(text) : /^~(?:\/(.*))?$/s.exec(text)
  if (!rest) return text
  const home = homeFolder(here)
  if (!home || !flavour.isAbsolute(home))
    throw refuse('Where your home folder lies is not known here, so ~ means nothing.', 'Write the whole path.')
  return flavour.join(home, rest[1] ?? '')
}

function checkCharacters(text: string): void {
  if (hasControl(text))
    throw refuse('The path has a control character in it, for instance the end of a line.', 'Write it again by hand.')
  if (text.includes('::')) throw colons(text, '"::" in it')
}

function colons(text: string, what: string): Error {
  return refuse(
    `The path "${text}" has ${what}, which wasmtime reads as the end of one path and the beginning of another.`,
    'Rename the folder; otherwise another folder than this one would be opened.',
  )
}

function notWhole(text: string, windows: boolean): Error {
  if (windows && /^[\\/]{2}/.test(text))
    return refuse(`"${text}" is a path on a network, not on a drive.`, 'Give it a drive letter and grant that.')
  return refuse(
    `"${text}" is not a whole path.`,
    `Write it from the ${windows ? 'drive' : 'root'} on, for instance ${windows ? 'C:\\data' : '/data'}, or from ~, your home folder.`,
  )
}
