import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { delicateFolders, homeFolder } from './delicate-folders.ts'
import { whyClosed } from './closed-folders.ts'
import { realPathOf, relate, type Relation } from './folder-relation.ts'
import { guestPathOf, hostPathOf } from './folder-text.ts'
import { refuse, type GrantContext, type Planned } from './grant-context.ts'
import { runByOthers } from './run-by-others.ts'

type Directory = Extract<Grant, { kind: 'directory' }>

/**
 * Looks at a folder that is to be granted. What is stored is where its links lead; what the server sees is what the person
 * wrote, because that is the path people say to models.
 */
export async function planDirectory(context: GrantContext, wanted: Directory): Promise<Planned<Directory>> {
  const written = hostPathOf(wanted.hostPath, context)
  const guestPath = guestPathOf(wanted.guestPath, context)
  const hostPath = hostPathOf(await existing(written), context)
  const closed = await whyClosed(hostPath, context)
  if (closed !== undefined) throw refuse(closed, 'Grant a folder that holds only what the server is to work with.')
  const grant: Directory = { kind: 'directory', hostPath, guestPath, access: wanted.access }
  await refuseLeaks(context, grant)
  const warnings: string[] = []
  if (hostPath !== written) warnings.push(`${written} leads through a link: what is granted is ${hostPath}.`)
  if (!sees(context))
    warnings.push('The server imports nothing that could open files (wasi:filesystem), so this gives it nothing.')
  if (wanted.access === 'write') warnings.push(await runByOthers(hostPath))
  const ask = (await whyAsk(context, hostPath)) ?? (await whoseFolder(context, grant))
  return { grant, warnings, ...(ask !== undefined && { ask }) }
}

/** Links resolved. Never makes a folder: one that is missing was probably mistyped. */
async function existing(folder: string): Promise<string> {
  try {
    const real = await realpath(folder)
    if ((await stat(real)).isDirectory()) return real
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw refuse(`There is no folder ${folder}.`, 'Look at how it is written, or make it first.')
    if (code === 'EACCES' || code === 'EPERM')
      throw refuse(`Belljar may not open ${folder}.`, 'Grant a folder that you may open yourself.')
    throw refuse(`${folder} cannot be opened (${code ?? 'no reason given'}).`, 'Grant another folder.')
  }
  throw refuse(`${folder} is not a folder.`, 'Grant the folder that it lies in.')
}

/**
 * Of one server: a folder that it may write in opens everything below for writing, under whatever name it sees it. It could also
 * put a link in the place of a folder below, right when that one is opened for its next start.
 */
async function refuseLeaks({ server, platform }: GrantContext, grant: Directory): Promise<void> {
  for (const other of server.grants) {
    if (other.kind !== 'directory' || grantKey(other) === grantKey(grant)) continue
    const relation = await relate(grant.hostPath, other.hostPath, platform)
    const leaks = (outer: Directory, inner: Directory, below: Relation) =>
      outer.access === 'write' && (relation === below || (relation === 'same' && inner.access === 'read'))
    if (leaks(grant, other, 'contains')) throw open(grant, other, relation)
    if (leaks(other, grant, 'inside')) throw open(other, grant, relation)
  }
}

function open(outer: Directory, inner: Directory, relation: Relation): Error {
  if (inner.access === 'write')
    return refuse(
      `${inner.hostPath} lies inside ${outer.hostPath}, which may be written: the server could put another folder in its place.`,
      `Grant ${outer.hostPath} alone, or only folders inside it.`,
    )
  return refuse(
    `${inner.hostPath} cannot be read-only while ${outer.hostPath} may be written: ${relation === 'same' ? 'it is the same folder' : 'it lies inside'}.`,
    'Revoke one of them first, or grant both for reading.',
  )
}

/** Who may write around a folder could put a link in its place, right when it is opened for the start of another server. */
async function whoseFolder({ others, platform }: GrantContext, grant: Directory): Promise<string | undefined> {
  for (const { name, grants } of others)
    for (const other of grants) {
      if (other.kind !== 'directory') continue
      const relation = await relate(grant.hostPath, other.hostPath, platform)
      if (relation === 'inside' && other.access === 'write')
        return `The server ${name} may write in ${other.hostPath} and could put another folder in the place of ${grant.hostPath}.`
      if (relation === 'contains' && grant.access === 'write')
        return `The server ${name} is granted ${other.hostPath}, in whose place this server could put another folder.`
    }
  return undefined
}

function sees({ server: { format, imports } }: GrantContext): boolean {
  return format !== 'component' || imports.some((name) => name.startsWith('wasi:filesystem/'))
}

async function whyAsk(context: GrantContext, folder: string): Promise<string | undefined> {
  const { platform } = context
  const flavour = platform === 'win32' ? path.win32 : path.posix
  if (flavour.dirname(folder) === folder) return `${folder} is everything on this drive.`
  const home = homeFolder(context)
  const toHome = home && (await relate(folder, await realPathOf(home), platform))
  if (toHome === 'same')
    return `${folder} is your home folder: it holds keys, passwords and settings of other programs.`
  if (toHome === 'contains') return `${folder} contains your home folder.`
  for (const { path: place, what } of delicateFolders(context)) {
    const relation = await relate(folder, await realPathOf(place), platform)
    if (relation === 'same') return `This is ${place}, ${what}.`
    if (relation === 'inside') return `${folder} lies inside ${place}, ${what}.`
    if (relation === 'contains') return `${folder} contains ${place}, ${what}.`
  }
  return undefined
}
