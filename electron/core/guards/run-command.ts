import type { Grant } from '../../../shared/grants.ts'

/**
 * The command that runs an exported component with what it is granted, for a shell. Values are not in it: who runs it sets the
 * variables, and what only Belljar can give (configuration, its store) is not granted there.
 */
export function runCommand(
  file: string,
  grants: readonly Grant[],
  http: boolean,
  platform: NodeJS.Platform = process.platform,
): string {
  const words = ['wasmtime', 'run', ...(http ? ['-S', 'http'] : [])]
  for (const grant of grants) {
    switch (grant.kind) {
      case 'directory':
        words.push('--dir', `${grant.hostPath}::${grant.guestPath}`)
        break
      case 'environment':
      case 'pass-through':
        words.push('--env', grant.name)
        break
      case 'secret':
        if (grant.as === 'environment') words.push('--env', grant.name)
        break
      case 'host':
      case 'config':
      case 'keyvalue':
        break
      default:
        grant satisfies never
    }
  }
  return [...words, file].map((word) => quoted(word, platform)).join(' ')
}

function quoted(word: string, platform: NodeJS.Platform): string {
  if (/^[\w./:=@%+-]+$/.test(word)) return word
  return platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`
}
