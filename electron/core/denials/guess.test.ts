import { describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from './asked.ts'
import { guess } from './guess.ts'

const grants: Grant[] = [
  { kind: 'directory', hostPath: '/home/ada/code', guestPath: '/src', access: 'read' },
  { kind: 'directory', hostPath: '/data', guestPath: '/data', access: 'write' },
  { kind: 'environment', name: 'LOG_LEVEL', value: 'info' },
  { kind: 'secret', secret: 'key', as: 'environment', name: 'API_KEY' },
]
const path = (one: string): Asked => ({ kind: 'path', path: one })
const write = (one: string): Asked => ({ kind: 'write', path: one })
const variable = (name: string): Asked => ({ kind: 'variable', name })

describe('guess', () => {
  it.each([
    // Rust
    ['failed to find a pre-opened file descriptor through which "/etc/passwd" could be opened', path('/etc/passwd')],
    [
      'cannot read: Custom { kind: Uncategorized, error: "failed to find a pre-opened file descriptor through which "/etc/a b" could be opened" }',
      path('/etc/a b'),
    ],
    ['Could not open /etc/hosts: No such file or directory (os error 44)', path('/etc/hosts')],
    ['/opt/tool/config.toml: Operation not permitted (os error 63)', path('/opt/tool/config.toml')],
    ['cannot write /src/Cargo.toml: Read-only file system (os error 69)', write('/src/Cargo.toml')],
    ['API_TOKEN: environment variable not found', variable('API_TOKEN')],
    ['environment variable not found: OPENAI_API_KEY', variable('OPENAI_API_KEY')],
    // Go
    ['open /etc/hosts: Bad file number', path('/etc/hosts')],
    ['open /etc/hosts: no such file or directory', path('/etc/hosts')],
    ['open /src/new.txt: Read-only file system', write('/src/new.txt')],
    ['GITHUB_TOKEN is not set', variable('GITHUB_TOKEN')],
    // C
    ['fopen: /var/lib/x.db: No such file or directory.', path('/var/lib/x.db')],
    ['opendir /home: Capabilities insufficient', path('/home')],
    // Python
    ["[Errno 44] No such file or directory: '/home/ada/my notes.txt'", path('/home/ada/my notes.txt')],
    ["PermissionError: [Errno 76] Capabilities insufficient: '/etc/shadow'", path('/etc/shadow')],
    ['Error: environment variable "HOME_URL" is required', variable('HOME_URL')],
    // JavaScript
    ["ENOENT: no such file or directory, open '/etc/hosts'", path('/etc/hosts')],
    ["EROFS: read-only file system, open '/src/a.ts'", write('/src/a.ts')],
    ['Error: Missing environment variable: SLACK_TOKEN', variable('SLACK_TOKEN')],
    // An error among other lines
    ['Traceback:\n  File "/lib/x.py", line 2\nOSError: Permission denied: "/etc/x"', path('/etc/x')],
  ] as [string, Asked][])('reads %j', (text, asked) => {
    expect(guess(text, {}, grants)).toEqual(asked)
  })

  it.each([
    [
      'The file does not exist or may not be read: No such file or directory',
      { path: '/etc/hosts' },
      path('/etc/hosts'),
    ],
    ['Permission denied', { source: '/data/a', destination: '/etc/b' }, path('/etc/b')],
    ['EACCES', { paths: ['/data/a', '/opt/b'] }, path('/opt/b')],
    ['No such file or directory', { path: 'C:\\Users\\ada\\x.txt' }, path('/c/Users/ada/x.txt')],
    ['Read-only file system', { from: '/data/a', path: '/src/a', content: 'x' }, write('/src/a')],
  ] as [string, unknown, Asked][])('takes the path from the arguments: %j %j', (text, args, asked) => {
    expect(guess(text, args, grants)).toEqual(asked)
  })

  it.each([
    ['', {}],
    ['The city was not found.', { city: '/etc' }],
    ['open /data/missing.txt: no such file or directory', { path: '/etc/x' }],
    ['/src/missing.txt: No such file or directory (os error 44)', {}],
    ['failed to find a pre-opened file descriptor through which "notes.txt" could be opened', {}],
    ['/data/a: Permission denied', {}],
    ['No such file or directory', { path: 'notes.txt' }],
    ['No such file or directory', { path: '/data/missing' }],
    ['No such file or directory', { text: 'say\n/etc/hosts' }],
    ['No such file or directory', null],
    ['Read-only file system', { path: '/data/x' }],
    ['GET https://api.example.com/v1/users: permission denied', {}],
    ['POST /v1/messages failed: permission denied', {}],
    ['//comment permission denied', {}],
    ['403 Forbidden: your key has no access to /v1/models', {}],
    ['bad file descriptor', { path: '/etc/x' }],
    ['LOG_LEVEL is not set', {}],
    ['API_KEY: environment variable not found', {}],
    ['the option is not set', {}],
    ['DEBUG is not set', {}],
    ['required environment variable is missing', {}],
    [`${'x'.repeat(9000)} /etc/hosts: Permission denied`, {}],
  ] as [string, unknown][])('says nothing of %.80j %j', (text, args) => {
    expect(guess(text, args, grants)).toBeUndefined()
  })

  it('takes no time for a text that was made to take long', () => {
    const texts = [
      `${'/a'.repeat(4000)}`,
      '"/'.repeat(4000),
      `environment variable ${'A_'.repeat(4000)}`,
      ' '.repeat(8000),
    ]
    const started = performance.now()
    for (const text of texts) guess(`${text} permission denied`, {}, grants)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
