/** As they stand in their columns; the classes of rows too. */
export const levelWords = { debug: 'debug', info: 'info', warning: 'warn', error: 'error' } as const

export const sourceWords = { stderr: 'stderr', stdout: 'stdout', mcp: 'mcp', host: 'belljar' } as const
