import { z } from 'zod'

/**
 * One permission of a server. Everything that is not granted is denied. There is no kind for sockets and none for a whole
 * environment or network: these are never granted.
 */
export const grantSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('directory'),
    /** Absolute, links resolved. */
    hostPath: z.string().min(1).max(4096),
    /** Absolute, with slashes: what the server sees. */
    guestPath: z.string().min(1).max(4096),
    access: z.enum(['read', 'write']),
  }),
  z.strictObject({
    kind: z.literal('host'),
    /**
     * `[http://|https://]HOST[:PORT]`, lower case. HOST is a name, `*.name`, an address, or `*` for every public address. Without a
     * scheme both are meant, without a port the scheme's own, `:*` is every port.
     */
    pattern: z.string().min(1).max(300),
    /** Also where the name leads to a private, loopback or link-local address. An address that is written out needs no such leave. */
    private: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('environment'), name: z.string().min(1).max(200), value: z.string().max(32_768) }),
  /** The value that the variable has where the host runs, read at every start. */
  z.strictObject({ kind: z.literal('pass-through'), name: z.string().min(1).max(200) }),
  /** For servers that import wasi:config. */
  z.strictObject({ kind: z.literal('config'), key: z.string().min(1).max(200), value: z.string().max(32_768) }),
  z.strictObject({
    kind: z.literal('secret'),
    /** Name in the store of secrets. */
    secret: z.string().min(1).max(100),
    as: z.enum(['environment', 'config']),
    /** The variable or configuration key through which the server gets it. */
    name: z.string().min(1).max(200),
  }),
  z.strictObject({
    kind: z.literal('keyvalue'),
    quotaBytes: z
      .number()
      .int()
      .min(4096)
      .max(2 ** 40)
      .default(16 * 1024 * 1024),
  }),
])

/** `choice` names an alternative: of several one is enough, with all that is required in it. */
const need = {
  required: z.boolean().default(false),
  reason: z.string().max(300).optional(),
  choice: z.string().min(1).max(60).optional(),
}

/** What a server declares that it will ask for, in a custom section `belljar.needs` (JSON). Never a grant by itself. */
export const needsSchema = z.object({
  directories: z
    .array(
      z.object({
        access: z.enum(['read', 'write']).default('read'),
        ...need,
      }),
    )
    .max(20)
    .default([]),
  hosts: z
    .array(
      z.object({
        pattern: z.string().max(300),
        ...need,
      }),
    )
    .max(100)
    .default([]),
  environment: z
    .array(
      z.object({
        name: z.string().max(200),
        secret: z.boolean().default(false),
        ...need,
      }),
    )
    .max(100)
    .default([]),
  config: z
    .array(
      z.object({
        key: z.string().max(200),
        secret: z.boolean().default(false),
        ...need,
      }),
    )
    .max(100)
    .default([]),
  keyvalue: z.object(need).optional(),
})
