import type { Denial, GrantRequest, OutgoingRequest } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import type { Grant } from '../../shared/grants.ts'

const now = Date.now()
const minute = 60_000
const from = { session: 's1', client: 'claude-ai', count: 1 } as const

export const denials: Denial[] = [
  {
    ...from,
    id: 'd4',
    at: now - 4 * minute,
    server: 'filesystem',
    tool: 'write_file',
    by: 'guard',
    text: 'Denied a write to /src/Cargo.toml',
    reason: 'The folder is granted read-only.',
    suggest: { kind: 'directory', path: '/home/ada/src/belljar', access: 'write' },
    count: 3,
  },
  {
    ...from,
    id: 'd3',
    at: now - 6 * minute,
    server: 'filesystem',
    tool: 'read_text_file',
    by: 'guess',
    text: 'Probably denied /etc/hosts',
    reason: 'Read from the error text of read_text_file: no granted folder has this path.',
    suggest: { kind: 'directory', path: '/etc', access: 'read' },
  },
  {
    ...from,
    id: 'd2',
    at: now - 11 * minute,
    server: 'filesystem',
    by: 'guard',
    text: 'Denied a TCP connection to 10.0.0.1:22',
    reason: 'Raw connections are never granted.',
  },
  {
    ...from,
    id: 'd1',
    at: now - 11 * minute,
    server: 'summarize',
    tool: 'summarize_text',
    by: 'proxy',
    text: 'Denied a request to https://api.example.com',
    reason: 'The host is not granted.',
    suggest: { kind: 'host', pattern: 'https://api.example.com' },
  },
]

export const filesystemGrants: Grant[] = [
  { kind: 'directory', hostPath: '/home/ada/src/belljar', guestPath: '/src', access: 'read' },
  { kind: 'directory', hostPath: '/home/ada/src/belljar/docs/drafts', guestPath: '/drafts', access: 'write' },
  {
    kind: 'directory',
    hostPath: `/srv/${'a-very-long-folder-name-of-a-shared-drive/'.repeat(5)}end\u202etxt`,
    guestPath: '/shared',
    access: 'read',
  },
  { kind: 'environment', name: 'RUST_LIKE_NAME_OF_A_VARIABLE', value: 'x' },
]

export const grantRequests: GrantRequest[] = [
  {
    id: 'g1',
    at: now - 2000,
    server: 'git',
    changes: ['Allow: Read /home/ada/src and everything in it', 'Allow: Send HTTP requests to api.github.com'],
  },
]

const needless = { directories: [], hosts: [], environment: [], config: [] }

export const needy: Partial<Server> = {
  needs: {
    ...needless,
    hosts: [{ pattern: 'api.open-meteo.com', required: true, reason: 'It asks there for the forecast.' }],
    environment: [{ name: 'OPEN_METEO_KEY', secret: true, required: true, reason: 'Your key for the paid plan.' }],
  },
  missing: [
    {
      kind: 'host',
      text: 'the host api.open-meteo.com',
      required: true,
      reason: 'It asks there for the forecast.',
      suggest: { kind: 'host', pattern: 'api.open-meteo.com' },
    },
    {
      kind: 'environment',
      text: 'a secret as OPEN_METEO_KEY',
      required: true,
      reason: 'Your key for the paid plan.',
      suggest: { kind: 'environment', name: 'OPEN_METEO_KEY', secret: true },
    },
  ],
  state: { kind: 'needs-grants', last: { kind: 'exited', code: 1 } },
}

export const requests: OutgoingRequest[] = [
  {
    method: 'GET',
    origin: 'https://api.open-meteo.com',
    outcome: 'answered' as const,
    status: 200,
    receivedBytes: 18_204,
  },
  {
    method: 'POST',
    origin: 'https://collector.example.net:8443',
    outcome: 'denied' as const,
    reason: 'The host is not granted.',
    receivedBytes: 0,
  },
].map((each, index) => ({
  id: `r${index}`,
  at: now - index * 1000,
  server: 'time',
  session: 's1',
  sentBytes: index * 412,
  durationMs: 38 + index,
  ...each,
}))
