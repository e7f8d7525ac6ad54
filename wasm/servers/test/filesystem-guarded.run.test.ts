import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { Stage } from '../../../test/hostile/stage.ts'
import { folder } from './filesystem-folder.ts'

let stage: Stage | undefined

afterEach(async () => {
  await stage?.close()
  stage = undefined
})

/** The real host, with its real guards around the server, and a real client. */
async function guarded(folders: Record<string, 'read' | 'write'>) {
  stage = await Stage.open()
  const grants = Object.entries(folders).map(([hostPath, access]) => ({
    ...{ kind: 'directory' as const, hostPath, guestPath: hostPath, access },
  }))
  await stage.control.call('grants.add', { id: 'filesystem', grants, confirmed: true })
  await stage.control.call('servers.enable', { id: 'filesystem', enabled: true })
  const call = await stage.client('filesystem')
  // A busy machine needs a while to build guards and server into one.
  const ready = async () => (await call('list_allowed_directories', {})).refused
  await vi.waitUntil(async () => !(await ready()), { timeout: 180_000, interval: 500 })
  return { call, control: stage.control }
}

it('reads a folder that is granted for reading only, and says why it cannot write there', async () => {
  const notes = await folder({ 'a.txt': 'one\ntwo\n', 'sub/b.txt': 'b', 'big.txt': 'ü 123456\n'.repeat(400_000) })
  const open = await folder({ 'c.txt': 'c' })
  const { call, control } = await guarded({ [notes]: 'read', [open]: 'write' })
  const allowed = await call('list_allowed_directories', {})
  expect(allowed).toEqual({ text: `Allowed directories:\n${[notes, open].join('\n')}`, refused: false })
  expect((await call('read_text_file', { path: `${notes}/a.txt` })).text).toBe('one\ntwo\n')
  expect((await call('directory_tree', { path: notes })).text).toContain('"name": "b.txt"')
  // As much as one answer holds gets through the guards and their small memories too.
  expect((await call('read_text_file', { path: `${notes}/big.txt` })).text).toHaveLength(400_000 * 9)
  const why = 'Read-only file system. The folder is granted for reading only; the person can allow writing in Belljar.'
  const refused = async (tool: string, args: Record<string, unknown>, doing: string) =>
    expect(await call(tool, args)).toEqual({ text: `Cannot ${doing}: ${why}`, refused: true })
  const edits = [{ oldText: 'one', newText: '1' }]
  await refused('write_file', { path: `${notes}/a.txt`, content: '' }, `write "${notes}/a.txt"`)
  await refused('write_file', { path: `${notes}/new.txt`, content: '' }, `write "${notes}/new.txt"`)
  await refused('edit_file', { path: `${notes}/a.txt`, edits }, `edit "${notes}/a.txt"`)
  await refused('create_directory', { path: `${notes}/new/er` }, `create the directory "${notes}/new"`)
  await refused('move_file', { source: `${notes}/a.txt`, destination: `${open}/a.txt` }, `move "${notes}/a.txt"`)
  await refused('move_file', { source: `${open}/c.txt`, destination: `${notes}/c.txt` }, `move "${notes}/c.txt"`)
  expect((await call('edit_file', { path: `${notes}/a.txt`, edits, dryRun: true })).text).toContain('+1\n')
  expect((await call('write_file', { path: `${open}/c.txt`, content: 'C'.repeat(3_000_000) })).refused).toBe(false)
  expect(await readdir(notes)).toEqual(['a.txt', 'big.txt', 'sub'])
  expect(await readdir(open)).toEqual(['c.txt'])
  // Each is recorded as what it was, so that one click can grant it.
  const secret = path.join(await folder({ 'secret.txt': 's' }), 'secret.txt')
  expect((await call('read_text_file', { path: secret })).refused).toBe(true)
  const denials = async () => JSON.stringify(await control.call('denials.list', { server: 'filesystem' }))
  await expect.poll(denials, { timeout: 60_000 }).toContain(secret)
  await expect.poll(denials, { timeout: 60_000 }).toContain(`${notes}/new.txt`)
}, 240_000)
