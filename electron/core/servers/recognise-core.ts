import type { CoreModule } from './core-sections.ts'
import { accepted, refused, type Finding } from './finding.ts'
import { listed } from './printable.ts'

const p1 = 'wasi_snapshot_preview1'
const rebuild = 'Build it as a WASI program: Rust wasm32-wasip1 or wasm32-wasip2, Go GOOS=wasip1, C with wasi-sdk.'

/** WASI preview 1, all of it. Some runtimes add functions of their own to the same module. */
const p1Functions = new Set(
  `args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get fd_advise fd_allocate fd_close
  fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get fd_filestat_set_size
  fd_filestat_set_times fd_pread fd_prestat_get fd_prestat_dir_name fd_pwrite fd_read fd_readdir fd_renumber fd_seek fd_sync
  fd_tell fd_write path_create_directory path_filestat_get path_filestat_set_times path_link path_open path_readlink
  path_remove_directory path_rename path_symlink path_unlink_file poll_oneoff proc_exit proc_raise sched_yield random_get
  sock_accept sock_recv sock_send sock_shutdown adapter_close_badfd adapter_open_badfd`.split(/\s+/),
)

/** Decides what a core module is from what it imports and exports. */
export function recogniseCore({ imports, exports, customSections }: CoreModule): Finding {
  const functions = new Set(exports.filter(({ kind }) => kind === 'func').map(({ name }) => name))
  const has = (...names: string[]) => names.every((name) => functions.has(name))
  const modules = [...new Set(imports.map(({ module }) => module))]

  if (modules.some((name) => name.startsWith('extism:')) || imports.some(({ name }) => name.startsWith('extism_')))
    return refused(
      'It is an Extism plug-in (as made for hyper-mcp or mcp.run), a kind of server that Belljar does not run yet.',
      'Look for a build of it that speaks MCP on stdio.',
    )
  if (has('call', 'describe') || has('list_tools', 'call_tool'))
    return refused(
      'It looks like an Extism plug-in (it exports MCP functions instead of _start), a kind of server that Belljar does not run yet.',
      'Look for a build of it that speaks MCP on stdio.',
    )
  const foreign = foreignModules(modules)
  if (foreign) return foreign
  if (!functions.has('_start')) return withoutStart(functions, customSections)

  const unknown = imports.filter(({ module, name }) => module === p1 && !p1Functions.has(name)).map(({ name }) => name)
  if (unknown.length > 0)
    return refused(
      `It imports functions that are not part of WASI preview 1 (${listed(unknown)}), so it was made for another runtime.`,
      rebuild,
    )
  return accepted(
    modules.length > 0
      ? 'It is a WASI preview 1 program: it exports _start and imports only from wasi_snapshot_preview1.'
      : 'It is a program of its own: it exports _start and imports nothing.',
  )
}

function foreignModules(modules: string[]): Finding | undefined {
  const foreign = modules.filter((name) => name !== p1)
  if (foreign.length === 0) return undefined
  if (foreign.some((name) => name === 'wbg' || name.startsWith('__wbindgen') || name.endsWith('_bg.js')))
    return refused('It was made for JavaScript by wasm-bindgen and needs a browser or Node around it.', rebuild)
  if (foreign.some((name) => name === 'gojs' || name === 'go'))
    return refused('It was made by Go for a browser (GOOS=js) and needs JavaScript around it.', rebuild)
  if (foreign.includes('wasi_unstable'))
    return refused('It was made for an old, unfinished WASI (wasi_unstable).', rebuild)
  if (foreign.includes('wasi'))
    return refused('It wants to start threads (it imports from wasi), which Belljar does not allow yet.', rebuild)
  return refused(
    `It imports from ${listed(foreign)}, which is not part of WASI, so nothing here can provide it.`,
    rebuild,
  )
}

function withoutStart(functions: Set<string>, customSections: string[]): Finding {
  if (functions.size === 0 && customSections.includes('linking'))
    return refused(
      'It is an object file that was not linked into a program.',
      'Link it first, for instance with wasm-ld or by building the whole project.',
    )
  if (functions.has('_initialize'))
    return refused(
      'It is a library (a WASI reactor: it exports _initialize but no _start), so there is no program to run.',
      rebuild,
    )
  const named = [...functions].slice(0, 50)
  return refused(
    `It is a library without _start (it exports ${named.length > 0 ? listed(named) : 'no function'}), so there is no program to run.`,
    rebuild,
  )
}
