import { entriesOf, quoted, type Fields, type Found } from './found.ts'
import { printable } from '../servers/printable.ts'

/** permissions.storage: folders. What a deny entry could cut out of a folder is not granted, as the rest cannot be held without it. */
export function readStorage(value: unknown, found: Found): void {
  const where = 'permissions.storage'
  const { allow, deny, unclear } = entriesOf(where, value, found)
  const denied = deny.map((entry) => folderOf(entry['uri']))
  const folders = new Map<string, 'read' | 'write'>()
  for (const entry of allow) {
    const { path, why } = look(entry)
    if (path === undefined) {
      found.unsupported.push(`${where}.allow ${quoted(entry)}: ${why}`)
      continue
    }
    const cut = deny.find((_, i) => overlap(path, denied[i]))
    if (unclear || cut) {
      found.unsupported.push(
        `${where}.allow ${quoted(entry)} is left out, because ${cut ? quoted(cut) : 'something in it'} is denied and that cannot be held.`,
      )
      continue
    }
    const before = folders.get(path)
    const access = (entry['access'] as string[]).includes('write') ? 'write' : 'read'
    folders.set(path, before === 'write' ? before : access)
  }
  for (const [path, access] of folders)
    found.candidates.push({ grant: { kind: 'directory', hostPath: path, guestPath: path, access }, warnings: [] })
}

function look(entry: Fields): { path: string; why?: never } | { path?: undefined; why: string } {
  const other = Object.keys(entry).find((key) => key !== 'uri' && key !== 'access')
  if (other !== undefined) return { why: `its part ${printable(other)} has no counterpart here.` }
  const access = entry['access']
  if (!Array.isArray(access) || access.length === 0 || access.some((one) => one !== 'read' && one !== 'write'))
    return { why: 'its access should be a list of read and write.' }
  if (!access.includes('read')) return { why: 'a folder that may be written may also be read here.' }
  const uri = entry['uri']
  if (typeof uri !== 'string' || !uri.startsWith('fs://')) return { why: 'its uri should begin with fs://.' }
  if (!/^fs:\/\/\/./.test(uri))
    return { why: 'it is relative to where another program runs. Grant the folder by its whole path.' }
  const path = folderOf(uri)
  if (path === undefined) return { why: 'only whole folders can be granted, which end with /**.' }
  return { path }
}

/** The folder of which the uri means everything below; undefined for anything else. `fs:///C:/x` is `C:/x`. */
function folderOf(uri: unknown): string | undefined {
  if (typeof uri !== 'string' || !uri.startsWith('fs:///')) return undefined
  const path = uri
    .slice('fs://'.length)
    .replace(/\/\*\*$/, '')
    .replace(/(?<=.)\/+$/, '')
  if (path === '' || path.includes('*')) return path === '' ? '/' : undefined
  return /^\/[A-Za-z]:(?:\/|$)/.test(path) ? path.slice(1) : path
}

/** One lies in the other. What is denied in a way that is not understood could lie anywhere. */
function overlap(path: string, denied: string | undefined): boolean {
  if (denied === undefined) return true
  const [a, b] = [path, denied].map((one) => `${normal(one)}/`.replace(/\/\/$/, '/').toLowerCase()) as [string, string]
  return a.startsWith(b) || b.startsWith(a)
}

/** Without `.` and `..`, which hide where a path leads. */
function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.split(/[\\/]+/)) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return `/${parts.join('/')}`
}
