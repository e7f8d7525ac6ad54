/** What a server tried that no grant allows, as a guard or the proxy reports it. Every text in it is the guest's own. */
export type Asked =
  /** A change in a folder that is granted read-only. */
  | { kind: 'write'; path: string }
  /** A path that leads out of the granted folder, for instance through a link. */
  | { kind: 'outside'; path: string }
  | { kind: 'socket'; protocol: 'tcp' | 'udp' | 'name'; target?: string }
  | { kind: 'host'; origin: string; why: 'not-granted' | 'private' | 'malformed' }
  | { kind: 'config'; key: string }
  | { kind: 'keyvalue'; why: 'not-granted' | 'quota' }
  /** Only guessed, from the text of an answer. */
  | { kind: 'path'; path: string }
  | { kind: 'variable'; name: string }
