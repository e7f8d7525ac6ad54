import path from 'node:path'
import type { Listeners } from './listeners.ts'
import type { World } from './world.ts'

export interface Case {
  /** A tool of the hostile guest. */
  trick: string
  args: Record<string, string | number>
  /** In words, for the table. */
  about: string
  /** It should work: what the answer must contain. */
  works?: string
  /** Listeners that may be reached. */
  reaches?: string[]
}

type Args = Case['args']
const refused = (trick: string, about: string, args: Args): Case => ({ trick, about, args })
const works = (trick: string, about: string, args: Args, text: string, reaches: string[] = []): Case => ({
  ...{ trick, about, args, works: text, reaches },
})

/** With nothing granted, and with the grants of `grantedCases`: nothing outside is ever reached. */
export function escapes({ root, read, write, outside, evil }: World, net: Listeners, p2: boolean): Case[] {
  const up = '../'.repeat(12)
  const secret = path.join(outside, 'file.txt')
  const files = [
    refused('read', 'absolute path', { path: secret }),
    refused('read', '.. out of the folder', { path: `${write}/../outside/file.txt` }),
    refused('read', '.. out of a sub-folder', { path: `${read}/sub/../../outside/file.txt` }),
    refused('read-at', '.. past libc', { path: '../outside/file.txt' }),
    refused('read-at', 'many .. past libc', { path: `${up}${secret}` }),
    refused('read-at', 'absolute past libc', { path: secret }),
    refused('list-at', '.. as a folder past libc', { path: '..' }),
    refused('read', 'name that begins like a granted one', { path: path.join(evil, 'file.txt') }),
    refused('read-at', 'sibling by prefix', { path: '../data-evil/file.txt' }),
    refused('read', 'link to a file, by the host', { path: path.join(write, 'link-file') }),
    refused('read', 'relative link to a file, by the host', { path: path.join(read, 'link-up') }),
    refused('read', 'through a link to a folder', { path: path.join(read, 'link-folder', 'file.txt') }),
    refused('write', 'through a link to a folder', { path: path.join(write, 'link-folder', 'new.txt'), text: 'x' }),
    refused('write', 'onto a link to a file', { path: path.join(write, 'link-file'), text: 'x' }),
    refused('read', 'through a link to /', { path: `${write}/link-root${secret}` }),
    refused('symlink-read', 'link by the guest, absolute', { path: secret, to: path.join(write, 'made-1') }),
    refused('symlink-read', 'link by the guest, relative', {
      path: '../outside/file.txt',
      to: path.join(write, 'made-2'),
    }),
    refused('symlink-write', 'write through its own link', { path: secret, to: path.join(write, 'made-3'), text: 'x' }),
    refused('link', 'hard link to a file outside', { path: secret, to: path.join(write, 'hard-1') }),
    refused('rename', 'a file outside into the folder', { path: secret, to: path.join(write, 'moved') }),
    refused('rename', 'a file of its own to outside', {
      path: path.join(write, 'other.txt'),
      to: path.join(outside, 'in'),
    }),
    refused('list', 'a folder outside', { path: outside }),
    refused('list', 'the parent of a granted folder', { path: root }),
    refused('list', '/', { path: '/' }),
    refused('read', '/proc/self/environ', { path: '/proc/self/environ' }),
    refused('read', '/etc/passwd', { path: '/etc/passwd' }),
    refused('write', 'a new file outside', { path: path.join(outside, 'new.txt'), text: 'x' }),
    refused('unlink', 'a file outside', { path: secret }),
    refused('mkdir', 'a folder outside', { path: path.join(outside, 'made') }),
    refused('touch', 'times of a file outside', { path: secret }),
    refused('truncate', 'a file outside', { path: secret, count: 0 }),
  ]
  const network = [
    refused('tcp', 'TCP to this computer', { address: `127.0.0.1:${net.tcp}` }),
    refused('listen', 'TCP, listening', { address: '127.0.0.1:0' }),
    refused('udp', 'UDP to this computer', { address: `127.0.0.1:${net.udp}` }),
    refused('dns', 'a lookup', { address: 'localhost' }),
  ]
  return [...files, ...network, ...(p2 ? hosts(net) : [])]
}

/** HTTP to hosts that are not granted, in every spelling. */
function hosts({ forbidden, granted }: Listeners): Case[] {
  const raw = (authority: string, about: string, more: Args = {}): Case =>
    refused('http-raw', about, { scheme: 'http', authority, path: '/', ...more })
  return [
    refused('http', 'another port of a granted name', { url: `http://localhost:${forbidden}/` }),
    refused('http', 'its address instead of its name', { url: `http://127.0.0.1:${forbidden}/` }),
    refused('http', 'the granted port by address', { url: `http://127.0.0.1:${granted}/` }),
    refused('http', 'redirect to another host', { url: `http://localhost:${granted}/redirect` }),
    refused('http', 'redirect with userinfo', { url: `http://localhost:${granted}/redirect-userinfo` }),
    raw(`localhost:${granted}@127.0.0.1:${forbidden}`, 'userinfo that looks granted'),
    raw(`127.0.0.1:${forbidden}`, 'POST elsewhere', { method: 'POST' }),
    raw(`2130706433:${forbidden}`, 'address as one number'),
    raw(`127.1:${forbidden}`, 'short address'),
    raw(`0x7f.0.0.1:${forbidden}`, 'hexadecimal address'),
    raw(`[::ffff:127.0.0.1]:${forbidden}`, 'IPv4 in IPv6'),
    raw(`LOCALHOST:${forbidden}`, 'capitals, another port'),
    raw(`localhost.:${forbidden}`, 'trailing dot, another port'),
    raw('169.254.169.254', 'cloud metadata'),
    raw(`localhost:${granted}/x@127.0.0.1:${forbidden}`, 'slash in the authority'),
    raw(`localhost:${granted}`, 'another scheme', { scheme: 'ftp' }),
  ].map((one) => ('about' in one && /redirect/.test(one.about) ? { ...one, reaches: ['granted'] } : one))
}

/** Everything that changes a read-only folder. */
export function changes({ read, write }: World): Case[] {
  const file = path.join(read, 'file.txt')
  return [
    refused('write', 'a file', { path: file, text: 'x' }),
    refused('append', 'to a file', { path: file, text: 'x' }),
    refused('create', 'a new file, O_CREAT', { path: path.join(read, 'new.txt') }),
    refused('open-create', 'O_CREAT while reading', { path: path.join(read, 'new-2.txt') }),
    refused('open-truncate', 'O_TRUNC while reading', { path: file }),
    refused('truncate', 'a file', { path: file, count: 0 }),
    refused('truncate-open', 'through a handle for reading', { path: file }),
    refused('write-open', 'through a handle for reading', { path: file, text: 'x' }),
    refused('touch', 'its times', { path: file }),
    refused('touch-open', 'its times through a handle', { path: file }),
    refused('mkdir', 'a folder in it', { path: path.join(read, 'made') }),
    refused('rmdir', 'a folder in it', { path: path.join(read, 'sub') }),
    refused('unlink', 'a file in it', { path: file }),
    refused('rename', 'inside it', { path: file, to: path.join(read, 'renamed') }),
    refused('rename', 'out of it', { path: file, to: path.join(write, 'stolen') }),
    refused('rename', 'into it', { path: path.join(write, 'other.txt'), to: path.join(read, 'brought') }),
    refused('link', 'inside it', { path: file, to: path.join(read, 'linked') }),
    refused('link-write', 'into a writable folder, then write', {
      path: file,
      to: path.join(write, 'linked'),
      text: 'x',
    }),
    refused('symlink', 'in it', { path: 'file.txt', to: path.join(read, 'sym') }),
    refused('write', 'through a link from a writable folder', { path: path.join(write, 'link-to-read'), text: 'x' }),
    refused('write', 'a file of a sub-folder', { path: path.join(read, 'sub', 'deep.txt'), text: 'x' }),
    refused('write', '.. from a writable folder', { path: `${write}/../read/file.txt`, text: 'x' }),
    refused('write', 'its hard-linked file', { path: path.join(read, 'hard.txt'), text: 'x' }),
  ]
}

/** What the grants allow has to work, else nobody would keep them. */
export function allowed({ read, write }: World, net: Listeners, p2: boolean): Case[] {
  const made = path.join(write, p2 ? 'made-p2.txt' : 'made-p1.txt')
  const web = [
    works('http', 'the granted host', { url: `http://localhost:${net.granted}/` }, 'hello from', ['granted']),
    works('http', 'in capitals', { url: `http://LOCALHOST:${net.granted}/` }, 'hello from', ['granted']),
    works(
      'http-raw',
      'a path that climbs: it stays there',
      { scheme: 'http', authority: `localhost:${net.granted}`, path: `/../../../http/127.0.0.1:${net.forbidden}/` },
      'hello from',
      ['granted'],
    ),
    works('http', 'a POST', { url: `http://localhost:${net.granted}/`, method: 'POST' }, 'hello from', ['granted']),
  ]
  return [
    works('read', 'a file of the read-only folder', { path: path.join(read, 'file.txt') }, 'plain'),
    works('read', 'a file of its sub-folder', { path: path.join(read, 'sub', 'deep.txt') }, 'deep'),
    works('read', '.. that stays inside', { path: `${read}/sub/../file.txt` }, 'plain'),
    works('list', 'the read-only folder', { path: read }, 'file.txt'),
    works('stat', 'a file', { path: path.join(read, 'file.txt') }, '5 bytes'),
    works('readlink', 'where a link leads', { path: path.join(read, 'link-up') }, '../outside/file.txt'),
    works('write', 'a file of the writable folder', { path: made, text: 'made' }, 'written'),
    works('read', 'it back', { path: made }, 'made'),
    works('append', 'to it', { path: made, text: ' more' }, 'appended'),
    works('touch', 'its times', { path: made }, 'done'),
    works('truncate', 'it', { path: made, count: 2 }, 'truncated'),
    works('rename', 'it', { path: made, to: `${made}.2` }, 'renamed'),
    works('link', 'to it', { path: `${made}.2`, to: `${made}.3` }, 'linked'),
    works('symlink-read', 'a link that stays inside', { path: 'file.txt', to: `${made}.sym` }, 'plain'),
    works('mkdir', 'a folder', { path: path.join(write, 'folder') }, 'made'),
    works('rmdir', 'that folder', { path: path.join(write, 'folder') }, 'removed'),
    works('unlink', 'that file', { path: `${made}.2` }, 'removed'),
    ...(p2 ? web : []),
  ]
}
