import { create } from 'zustand'
import type { Denial, SecretsState } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import { nothing, type Mirror } from './model.ts'

/** The mirror of the host. Only the connection writes to it. */
export const useMirror = create<Mirror>()(() => nothing)

/** The host as it is now, for code that runs on a key or a click. */
export const mirror = useMirror.getState

const noServers: Server[] = []

export function useServers(): Server[] {
  return useMirror((state) => state.snapshot?.servers ?? noServers)
}

export function useServer(id: string): Server | undefined {
  return useMirror((state) => state.snapshot?.servers.find((server) => server.id === id))
}

const noDenials: Denial[] = []

/** Newest first, those that were not dismissed. */
export function useDenials(): Denial[] {
  return useMirror((state) => state.snapshot?.denials ?? noDenials)
}

/** Null until they were asked for. */
export function useSecrets(): SecretsState | null {
  return useMirror((state) => state.secrets)
}
