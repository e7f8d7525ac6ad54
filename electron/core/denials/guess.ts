import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from './asked.ts'
import { mountOf } from './guest-path.ts'

/** Longer texts are no error messages. */
const most = 8000

/** What Rust says when no granted folder holds a path. It names the path, so nothing has to be looked for. */
const noPreopen = /failed to find a pre-opened file descriptor through which "((?:[^"\\]|\\.){1,4096})" could be opened/

const readOnly = /read-only file ?system|\bEROFS\b|\(os error 69\)|\[Errno 69\]/i
const refused =
  /no such file or directory|permission denied|operation not permitted|capabilities insufficient|\b(?:ENOENT|EACCES|EPERM|ENOTCAPABLE)\b|\(os error (?:2|44|63|76)\)|\[Errno (?:2|44|63|76)\]/i
/** Go's words for a path in no granted folder; too common elsewhere to mean anything without a path beside them. */
const goRefused = /bad file (?:number|descriptor)/i

/** An absolute path as it stands in a sentence: quoted, or up to the next space; never what follows a host or a method of HTTP. */
const quoted = /(["'`])(\/[^"'`\n]{1,1024})\1/
const bare = /(?:^|[\s(\[=:])(?<!\b(?:GET|PUT|POST|HEAD|PATCH|DELETE|OPTIONS)\s)(\/[^\s"'`<>|:;,()[\]{}]{1,1024})/

const variableName = '([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][A-Z0-9]{2,})'
const variables = [
  new RegExp(`environment variables? (?:not found|not set|missing|required)[:=]?\\s+["'\`$]*${variableName}\\b`, 'i'),
  new RegExp(`${variableName}["'\`]?:?\\s+environment variable (?:is )?(?:not found|not set|missing|required)`),
  new RegExp(
    `(?:missing|required|set the|no|need the|needs the)(?: required)? environment variable:?\\s+["'\`$]*${variableName}\\b`,
    'i',
  ),
  new RegExp(
    `environment variable\\s+["'\`$]*${variableName}["'\`]?\\s+(?:is |was |must be )?(?:not set|not found|not defined|undefined|missing|unset|empty|required|set)`,
    'i',
  ),
  /["'`$]*\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b["'`]?\s+(?:is|was) (?:not set|not defined|unset|missing)/,
]

/**
 * What the text of a failed call says was denied; nothing when it does not clearly say so. A path that a granted folder holds
 * was reached, so whatever failed there was no denial, except a write to a folder that is granted read-only.
 */
export function guess(text: string, args: unknown, grants: readonly Grant[]): Asked | undefined {
  const start = text.slice(0, most)
  const named = noPreopen.exec(start)?.[1]
  if (named !== undefined) return unreached(unescaped(named), grants)
  for (const line of start.split('\n')) {
    if (readOnly.test(line)) return guessWrite(pathIn(line) ?? pathOf(args, (path) => isReadOnly(path, grants)), grants)
    if (goRefused.test(line)) {
      const path = pathIn(line)
      if (path !== undefined) return unreached(path, grants)
    }
    if (refused.test(line)) {
      const path = pathIn(line) ?? pathOf(args, (one) => !mountOf(grants, one))
      return path === undefined ? undefined : unreached(path, grants)
    }
  }
  return guessVariable(start, grants)
}

function unreached(path: string, grants: readonly Grant[]): Asked | undefined {
  return path.startsWith('/') && !mountOf(grants, path) ? { kind: 'path', path } : undefined
}

function guessWrite(path: string | undefined, grants: readonly Grant[]): Asked | undefined {
  if (path === undefined) return undefined
  return isReadOnly(path, grants) ? { kind: 'write', path } : unreached(path, grants)
}

function isReadOnly(path: string, grants: readonly Grant[]): boolean {
  return mountOf(grants, path)?.access === 'read'
}

function guessVariable(text: string, grants: readonly Grant[]): Asked | undefined {
  for (const pattern of variables) {
    const name = pattern.exec(text)?.[1]
    // What is asked for without regard to case may have matched a word.
    if (name === undefined || name !== name.toUpperCase()) continue
    return grants.some((grant) => nameOf(grant) === name) ? undefined : { kind: 'variable', name }
  }
  return undefined
}

function nameOf(grant: Grant): string | undefined {
  switch (grant.kind) {
    case 'environment':
    case 'pass-through':
      return grant.name
    case 'secret':
      return grant.as === 'environment' ? grant.name : undefined
    default:
      return undefined
  }
}

function pathIn(line: string): string | undefined {
  const path = quoted.exec(line)?.[2] ?? bare.exec(line)?.[1]
  // `//` begins a comment or what is left of a URL; a sentence's own full stop is no part of a path.
  return path === undefined || path.startsWith('//') ? undefined : path.replace(/(?<=[^/.])\.$/, '')
}

/** The first argument that is an absolute path and fits; Windows' spelling is taken for the one that guests see. */
function pathOf(args: unknown, fits: (path: string) => boolean): string | undefined {
  if (typeof args !== 'object' || args === null) return undefined
  for (const value of Object.values(args).flat(1) as unknown[]) {
    if (typeof value !== 'string' || value.length > 4096 || value.includes('\n')) continue
    const drive = /^([a-z]):[\\/]/i.exec(value)
    const path = drive ? `/${drive[1]?.toLowerCase()}/${value.slice(3).replaceAll('\\', '/')}` : value
    if (/^\/(?!\/)/.test(path) && fits(path)) return path
  }
  return undefined
}

/** Rust writes a path as it would stand in its source. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(["'\\])/g, '$1')
}
