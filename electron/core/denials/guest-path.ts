import path from 'node:path'
import type { Grant } from '../../../shared/grants.ts'

export type DirectoryGrant = Extract<Grant, { kind: 'directory' }>

/** The grant whose folder holds a guest's path; of several the innermost, as the guest's runtime chooses. Absent for relative paths. */
export function mountOf(grants: readonly Grant[], guestPath: string): DirectoryGrant | undefined {
  const normal = path.posix.normalize(guestPath)
  let found: DirectoryGrant | undefined
  for (const grant of grants)
    if (grant.kind === 'directory' && holds(grant.guestPath, normal))
      if (!found || grant.guestPath.length > found.guestPath.length) found = grant
  return found
}

/**
 * Where a guest's path lies on the host. What climbs out of a granted folder climbs out of the folder on the host; what lies
 * in none is taken for a path of the host, because people say host paths to models.
 */
export function hostPathOf(grants: readonly Grant[], guestPath: string, platform: NodeJS.Platform): string | undefined {
  if (!guestPath.startsWith('/')) return undefined
  const flavour = platform === 'win32' ? path.win32 : path.posix
  const mount = mountOf(grants, guestPath) ?? mountNamed(grants, guestPath)
  if (mount) return flavour.normalize(flavour.join(mount.hostPath, guestPath.slice(mount.guestPath.length)))
  if (platform !== 'win32') return path.posix.normalize(guestPath)
  const drive = /^\/([a-z])(?=\/|$)/i.exec(guestPath)
  return drive ? path.win32.normalize(`${drive[1]?.toUpperCase()}:\\${guestPath.slice(3)}`) : undefined
}

/** Whether a path of the host lies in a folder of the host. */
export function isInside(folder: string, hostPath: string, platform: NodeJS.Platform): boolean {
  const flavour = platform === 'win32' ? path.win32 : path.posix
  const way = flavour.relative(folder, hostPath)
  return !flavour.isAbsolute(way) && way !== '..' && !way.startsWith(`..${flavour.sep}`)
}

/** The grant that a path begins with as it is written, though it leads out of its folder. */
function mountNamed(grants: readonly Grant[], guestPath: string): DirectoryGrant | undefined {
  return grants.find(
    (grant): grant is DirectoryGrant => grant.kind === 'directory' && holds(grant.guestPath, guestPath),
  )
}

function holds(folder: string, guestPath: string): boolean {
  return guestPath === folder || guestPath.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}
