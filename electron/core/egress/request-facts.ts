import type { OutgoingRequest } from '../../../shared/access.ts'

/** One request that a guest sent or tried to send, as far as the proxy knows: without its path and without what went over. */
export type RequestFacts = Omit<OutgoingRequest, 'id' | 'server' | 'session' | 'call'>
