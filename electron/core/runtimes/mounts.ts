import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { relateNames } from '../grants/folder-relation.ts'

export interface Mount {
  hostPath: string
  guestPath: string
  access: 'read' | 'write'
}

/**
 * The granted folders, each looked at once more: it must still be there and be the folder that was granted. Rejects with a
 * ProblemError that names the first one that is not.
 */
export async function mountsOf(grants: readonly Grant[]): Promise<Mount[]> {
  const wanted = grants.filter((grant) => grant.kind === 'directory')
  // The guard holds what is reached by a folder's own name, not by way of another folder; and who may write around a folder
  // could put a link in its place after it was looked at.
  for (const { hostPath, access } of wanted) {
    const bad = access === 'read' ? ['same', 'inside'] : ['inside']
    const open = wanted.find(
      (other) => other.access === 'write' && bad.includes(relateNames(hostPath, other.hostPath, process.platform)),
    )
    if (open)
      throw refused(
        access === 'read'
          ? `The folder ${hostPath} cannot be read-only: it could be changed by way of ${open.hostPath}.`
          : `The folder ${hostPath} cannot be held: it could be replaced by way of ${open.hostPath}.`,
      )
  }
  return Promise.all(
    wanted.map(async ({ hostPath, guestPath, access }) => {
      // wasmtime takes "A::B::C" for A seen as B, and a control character would end a line of the guards' policy.
      const signs = [hostPath, guestPath].some((one) => one.includes('::') || hasControl(one))
      // Of "A:::B" it opens A.
      if (signs || hostPath.endsWith(':') || !guestPath.startsWith('/'))
        throw refused(
          `The folder ${JSON.stringify(hostPath)} cannot be given to a server: its name has a meaning of its own.`,
        )
      if (!path.isAbsolute(hostPath)) throw refused(`The folder ${hostPath} is not absolute.`)
      const real = await realpath(hostPath).catch(() => undefined)
      const found = real === undefined ? undefined : await stat(real).catch(() => undefined)
      if (real === undefined || !found?.isDirectory()) throw missing(hostPath)
      if (real !== hostPath)
        throw refused(`The folder ${hostPath} that is granted is now a link that leads to ${real}.`)
      return { hostPath, guestPath, access }
    }),
  )
}

function hasControl(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text)
}

function missing(folder: string): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: `The folder ${folder} that is granted is missing.`,
    hint: 'Make it again, or revoke the grant and grant another folder.',
  })
}

function refused(message: string): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message,
    hint: 'Revoke the grant, then grant the folder that is meant.',
  })
}
