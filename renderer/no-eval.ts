import { z } from 'zod'

// Zod tries `new Function` whenever an object schema is made. The page's policy forbids it, and each try is reported in the
// console. This must run before the first schema is made, so it is the first import of main.tsx.
z.config({ jitless: true })
